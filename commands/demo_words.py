"""What the demo says while it goes: headings, sentences and short tables, 80 to 100 columns wide."""

import os
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import click

from commands.changes import told_words
from commands.words import WEEKDAYS, clock, counted, day_words, listed, needs_you, what, who
from scheduler.district import Role
from scheduler.model import Schedule
from scheduler.reasons.matter import Caution
from scheduler.rules.every import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import datetime

    from scheduler.model import ActivityId
    from tour.left_behind import CoachLoad, Left
    from tour.people import Reaction
    from tour.sent import Sent
    from tour.workspace import Tour
    from workflow import ChangeSet, Drafted, Facts, Given

CAUTIONS_SHOWN = 3
NAMES_SHOWN = 12


def say(text: str = "", *, indent: int = 3, hang: int = 0, **style: bool | str) -> None:
    """A paragraph, folded to the terminal; its later lines are set in by `hang` more."""
    folded = textwrap.fill(
        text,
        _width(),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
        break_long_words=False,
    )
    _line(folded, **style)


def _width() -> int:
    return min(shutil.get_terminal_size((88, 24)).columns, 100) - 1


def _line(text: str, **style: bool | str) -> None:
    """One line as it is; where NO_COLOR is set, or nobody looks on, without style."""
    styled = click.style(text, **style)  # type: ignore[arg-type]  # click types each style apart
    click.echo(styled, color=False if os.environ.get("NO_COLOR") else None)


def heading(number: int, title: str, moment: str = "") -> None:
    """'1  The district ......... Fri 4 Sep 2:30 PM'"""
    gap = " " * max(2, _width() - len(f"{number}  {title}") - len(moment))
    _line("")
    _line(f"{number}  {title}{gap if moment else ''}{moment}", bold=True, fg="blue")


def welcome() -> None:
    _line("Bellweave demo", bold=True)
    say(
        "A made-up district, scheduled, told, disturbed and put right. Google is a server on this "
        "computer: no account is needed and nothing leaves it. What you see is what the commands "
        "do; only the people and the clock are made up.",
        indent=0,
    )


def district(tour: "Tour", given: "Given", cautions: Sequence[Caution]) -> None:
    found = given.district
    roles = Counter(person.role.value for person in found.people.values())
    teams = sum(one.school is not None for one in found.cohorts)
    beside = f" and {counted(teams, 'team')} whose members coach each other" if teams else ""
    heading(1, "The district", _moment(given, tour.clock.moment))
    say(
        f"{found.name}: {counted(roles['teacher'], 'teacher')}, "
        f"{counted(roles['coach'], 'coach', 'coaches')}, {counted(len(found.schools), 'school')}, "
        f"{counted(len(found.cohorts) - teams, 'cohort')} in a six-week learning cycle{beside}. "
        f"Read from {counted(tour.files, 'CSV file')} in {_near(tour.folder / 'input')}, "
        f"as yours would be: {counted(len(given.activities), 'activity', 'activities')} to place."
    )
    for caution in cautions[:CAUTIONS_SHOWN]:
        say(f"note: {caution.says} ({caution.where})", hang=6)
    if len(cautions) > CAUTIONS_SHOWN:
        say(f"note: {len(cautions) - CAUTIONS_SHOWN} more, told by bellweave check")
    if not cautions:
        say("Checked: nothing forbids going on.")
    for sentence in found.assumptions:
        say(f"assumed: {sentence}", hang=9)


def scheduling(tour: "Tour", given: "Given") -> None:
    heading(2, "Times for the whole cycle", _moment(given, tour.clock.moment))


def searching() -> "Callable[[str, int, int], None]":
    """Says on a terminal whose week was searched last; the line goes when the last is done."""
    shown = sys.stderr.isatty()

    def report(name: str, done: int, of: int) -> None:
        if shown:
            text = f"   {done}/{of}  {name:.40}" if done < of else ""
            click.echo(f"\r\x1b[K{text}", nl=False, err=True)

    return report


def found(drafted: "Drafted") -> None:
    placed = sum(1 for one in drafted.wanted if one.id in drafted.schedule.placed)
    say(f"Placed {placed:,} of {len(drafted.wanted):,} in {drafted.seconds:.0f} s.", bold=True)
    say(_proof_words([proof.proven for proof in drafted.proofs]))
    say(_refereed())
    for line in needs_you(drafted.schedule, drafted.given.district):
        say(line.strip(), indent=5)


def _proof_words(proven: Sequence[bool]) -> str:
    """Nothing is claimed that was not shown."""
    if all(proven):
        return (
            f"Each of its {len(proven)} parts, a coach's week, is proven best for these settings."
        )
    return (
        f"{sum(proven)} of its {len(proven)} parts, each a coach's week, are proven best for these "
        "settings; the others are the best found in the time they had."
    )


def _refereed() -> str:
    return f"Checked against {len(RULES)} rules by a referee apart from the search: none broken."


def load(loads: "Iterable[CoachLoad]") -> None:
    rows = list(loads)
    wide = max(len(row.name) for row in rows)
    head = f"{'Coach':<{wide}}  {'visits':>7} {'debriefs':>9} {'meetings':>9} {'driving':>9}"
    _line(f"\n   {head}", dim=True)
    for row in rows:
        drive = f"{row.drive // 60} h {row.drive % 60:02d}"
        _line(
            f"   {row.name:<{wide}}  {row.visits:>7} {row.debriefs:>9} {row.others:>9} {drive:>9}"
        )


def pushing(tour: "Tour", given: "Given", changes: "ChangeSet") -> None:
    import workflow

    sending = workflow.when_to_send(
        tour.workspace, given, changes.counts.mails, soonest=changes.soonest
    )
    heading(3, "Into the calendars", _moment(given, sending.at))
    say(
        f"bellweave push would wait now: {sending.why}, {_moment(given, sending.at)}. The demo's "
        f"clock goes on to it, and the demo confirms for you what a person would type: "
        f"--yes --confirm-mail {changes.counts.mails}."
    )


def pushed(sent: "Sent", given: "Given") -> None:
    """How many people got how many mails, and what the workbooks got."""
    people = sent.by_person
    say(
        f"Done: {counted(sent.writes, 'write')}; {counted(len(people), 'person', 'people')} got "
        f"{counted(len(sent.mails), 'e-mail')}{_each(people, given)}.",
        bold=True,
    )
    if len(people) <= NAMES_SHOWN:
        say(f"Told: {listed(_names(people, given))}. Nobody else hears of it.")
    if sent.tracked:
        books = counted(len(sent.tracked.books), "tracking workbook")
        say(f"{counted(sent.tracked.cells, 'cell')} written in {books}.")


def waiting(changes: "ChangeSet", given: "Given") -> None:
    """What is in the schedule and not yet in anybody's calendar."""
    untold = len(changes.waiting)
    say(
        f"{counted(untold, 'event')} of the cycle wait: sessions go out from now on, each week's visits "
        "and debriefs on the Friday before, and no teacher gets more than three e-mails a week."
    )


def pushed_later(sent: "Sent", given: "Given") -> None:
    """One of the next Fridays, in a sentence."""
    people = sent.by_person
    say(
        f"{_moment(given, sent.at)}: {counted(sent.writes, 'write')}; "
        f"{counted(len(people), 'person', 'people')} got {counted(len(sent.mails), 'e-mail')}"
        f"{_each(people, given)}."
    )


def _each(mails: "Mapping[str, int]", given: "Given") -> str:
    """': 23 for most teachers, up to 136 for a coach', where it would be too many to name them."""
    if len(mails) <= NAMES_SHOWN:
        return ""
    roles = {one.email.lower(): one.role for one in given.district.people.values()}
    teachers = [count for email, count in mails.items() if roles.get(email) is Role.TEACHER]
    coaches = [count for email, count in mails.items() if roles.get(email) is Role.COACH]
    if not teachers or not coaches:
        return ""
    return f": about {int(median(teachers))} for a teacher, up to {max(coaches)} for a coach"


def pushed_again(sent: "Sent") -> None:
    say(
        f"Pushed again, to be sure: {counted(sent.writes, 'write')}, "
        f"{counted(len(sent.mails), 'e-mail')}.",
        fg="green",
    )


def reacting(reactions: "Sequence[Reaction]", given: "Given") -> None:
    """What happened after the week was told."""
    if not reactions:
        return
    heading(
        4, "People answer", f"{_day(given, reactions[0].at)} to {_day(given, reactions[-1].at)}"
    )
    for one in reactions:
        if one.to is None:
            say(
                f"- {one.person.name} declines the {one.activity.kind.value} of "
                f'{_moment(given, one.stood.start)}: "{one.said}".',
                hang=2,
            )
        else:
            say(
                f"- {one.person.name}, coach, drags the {one.activity.kind.value} with "
                f"{who(one.activity, given.district)} from {_moment(given, one.stood.start)} to "
                f"{_short(given, one.to.start)}.",
                hang=2,
            )


def pulled(tour: "Tour", given: "Given", facts: "Facts") -> None:
    """What was read back of that."""
    heading(5, "The same week, put right", _moment(given, tour.clock.moment))
    said = Counter(answer.response for answer in facts.answers)
    say(
        f"Read back: {counted(said['declined'], 'decline')}, whose times are not offered again, and "
        f"{counted(len(facts.pins), 'dragged event')}, which stays where it was put."
    )


def changed(drafted: "Drafted", facts: "Facts") -> None:
    """The second change set: what moves and why, what stays, who would be told."""
    placed = sum(1 for one in drafted.wanted if one.id in drafted.schedule.placed)
    say(
        f"Placed {placed:,} of {len(drafted.wanted):,}, keeping what people know where it can. {_refereed()}"
    )
    declined = {one.activity for _, one in facts.exclusions}
    _line("")
    rows = list(_change_rows(drafted, declined, {pin.activity for pin in facts.pins}))
    wide = [max((len(row[column]) for row in rows), default=0) for column in (1, 2)]
    for mark, name, times, why in rows:
        _line(f"   {mark} {name:<{wide[0]}}  {times:<{wide[1]}}  {why}".rstrip())
    stay = sum(change.verb.value == "nothing" for change in drafted.changes.changes)
    _line(f"   = {stay:,} others stay as they are")
    for line in needs_you(drafted.schedule, drafted.given.district):
        say(line.strip(), indent=5)
    _line("")
    say(told_words(drafted.changes))


def _change_rows(
    drafted: "Drafted", declined: "Collection[ActivityId]", dragged: "Collection[ActivityId]"
) -> "Iterator[tuple[str, str, str, str]]":
    """Mark, what, times and reason of each event that is not left alone, in order of its new time."""
    given, before, now = drafted.given, drafted.before, drafted.schedule
    for change in sorted(drafted.changes.writes, key=lambda one: _at(now, before, one.activity)):
        key = change.activity
        activity = now.activities.get(key) or before.activities.get(key) if key else None
        if key is None or activity is None:
            continue
        name = what(activity, given.district).removeprefix("classroom ")
        was, is_ = before.placed.get(key), now.placed.get(key)
        if change.verb.value == "create" and is_:
            yield "+", name, _short(given, is_.start), "new"
        elif change.verb.value == "cancel" and was:
            yield "-", name, _short(given, was.start), "no time is left for it"
        elif change.verb.value == "move" and was and is_:
            why = "declined" if key in declined else "moved along"
            times = f"{_short(given, was.start)} -> {_short(given, is_.start)}"
            yield "~", name, times, why
        elif is_:
            yield "=", name, _short(given, is_.start), "stays as dragged" * (key in dragged)


def _at(now: Schedule, before: Schedule, key: "ActivityId | None") -> "tuple[bool, str]":
    slot = (now.placed.get(key) or before.placed.get(key)) if key else None
    return slot is None, slot.start.isoformat() if slot else ""


def left(tour: "Tour", given: "Given", files: "Left") -> None:
    """Paths, and what to type next."""
    heading(6, "Yours to look at")
    here = (
        (_near(files.week), "the coming week: open it in a browser"),
        (_near(files.invitations), "every mail about that week, by person"),
        (
            f"{_near(files.workbooks[0].parent)}/",
            f"{len(files.workbooks)} tracking workbooks (.xlsx)",
        ),
        (f"{_near(files.ics[0].parent)}/", f"{len(files.ics)} calendars, one a person (.ics)"),
    )
    wide = max(len(path) for path, _ in here)
    for path, says in here:
        _line(f"   {path:<{wide}}  {says}")
    _line("")
    say("It is a workspace like any other. Go on with it, on the demo's clock:")
    for command in (
        f"cd {_near(tour.folder)}",
        f"export BELLWEAVE_NOW={given.days.local(tour.clock.moment):%Y-%m-%dT%H:%M}",
        "bellweave status",
        "bellweave show --by teacher",
        "bellweave schedule week",
        "bellweave local",
    ):
        _line(f"     {command}", fg="cyan")


def serving(url: str) -> None:
    _line("")
    say(f"The week is at {url} and the mails at {url}invitations", indent=0, bold=True)
    say("Stop with Ctrl-C.", indent=0)


def stopped() -> None:
    _line("\nStopped. The files stay.")


def _moment(given: "Given", moment: "datetime") -> str:
    local = given.days.local(moment)
    return f"{day_words(local.date())}, {clock(local)}"


def _day(given: "Given", moment: "datetime") -> str:
    return day_words(given.days.date_of(moment))


def _short(given: "Given", moment: "datetime") -> str:
    """'Tue 12:45 PM' in the coming week, with the date in another."""
    from tour.workspace import COMING

    local = given.days.local(moment)
    near = 0 <= (local.date() - COMING).days < 7
    day = WEEKDAYS[local.weekday()] if near else day_words(local.date())
    return f"{day} {clock(local)}"


def _names(emails: Iterable[str], given: "Given") -> list[str]:
    known = {one.email.strip().lower(): one.name for one in given.district.people.values()}
    return sorted(known.get(email, email) for email in emails)


def _near(path: Path) -> str:
    """The path as seen from here, where that is shorter."""
    try:
        return str(path.relative_to(Path.cwd())) or "."
    except ValueError:
        return str(path)
