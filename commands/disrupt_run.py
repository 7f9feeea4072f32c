"""What every `bellweave disrupt` does: work it out, show what it does to whom, do it when told to."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from commands.repair_words import (
    left_open_lines,
    mended_document,
    outcome_lines,
    people_lines,
    proof_lines,
    say_done,
    smaller_lines,
)
from commands.words import clock, counted, day_words, moment_words, name_of, what

if TYPE_CHECKING:
    from errands.mending.disrupting import Disrupted, Disruption
    from workflow import Given, Workspace


def confirmed(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options with which a person says that it shall be done, and how she wants to read of it."""

    @click.option("--yes", is_flag=True, help="Do it; without this nothing is written.")
    @click.option(
        "--confirm-people", "people", type=int, metavar="N", help="How many people are told."
    )
    @click.option("--json", "as_json", is_flag=True, help="One JSON document; a dry run only.")
    @wraps(command)
    def asked(*args: Any, yes: bool, people: int | None, as_json: bool, **given: Any) -> Any:
        if yes and as_json:
            raise click.UsageError("--json shows what would change; it does not go with --yes")
        return command(*args, confirm=Confirm(yes=yes, people=people, as_json=as_json), **given)

    return asked


class Confirm:
    """What a person said: do it, to so many people, or show it as JSON."""

    def __init__(self, *, yes: bool, people: int | None, as_json: bool) -> None:
        self.yes = yes
        self.people = people
        self.as_json = as_json


def run(
    workspace: "Workspace", given: "Given", *ones: "Disruption", confirm: Confirm, note: str = ""
) -> None:
    """Show what disruptions that belong together change, and do it when that was said."""
    from errands.mending.disrupting import carry_out, disrupt
    from workflow import get_ready

    get_ready()
    found = disrupt(workspace, given, *ones)
    if confirm.as_json:
        document: dict[str, object] = {
            **mended_document(found.mended),
            "disruptions": [in_words(one, given) for one in ones],
            "minutes_to_cover": {"before": found.cover[0], "after": found.cover[1]},
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    for one in ones:
        click.echo(f"{in_words(one, given)}.")
    for lines in (outcome_lines, left_open_lines, smaller_lines):
        for line in lines(found.mended):
            click.echo(line)
    for line in (*_cover(found), *_letters(found), *found.warnings, *_offers(found)):
        click.echo(line)
    for line in (*people_lines(found.mended), *proof_lines(found.mended)):
        click.echo(line)
    if note:
        click.echo(note)
    if confirm.yes:
        say_done(*carry_out(workspace, found, people=confirm.people))
        return
    count = len(found.mended.people)
    number = f" --confirm-people {count}" if count else ""
    click.echo(f"This was a dry run; nothing was written. Do it with: --yes{number}")


def in_words(one: "Disruption", given: "Given") -> str:
    """'Ana Ruiz is out, Tue 8 Dec to Wed 9 Dec'."""
    days = day_words(one.first)
    if one.last != one.first:
        days = f"{days} to {day_words(one.last)}"
    if one.school is not None:
        return f"{_at_school(one, given)}, {days}"
    name = name_of(one.person, given.district) if one.person else ""
    if one.leaves:
        return f"{name} leaves, {days} is the first day without"
    if one.joins:
        return f"{name} joins {one.joins} on {days}"
    if one.start is None or one.end is None:
        return f"{name} is out{' and takes calls' if one.calls else ''}, {days}"
    start, end = (datetime.combine(one.first, wall) for wall in (one.start, one.end))
    return f"{name} cannot come, {days} {clock(start)} to {clock(end)}"


def _at_school(one: "Disruption", given: "Given") -> str:
    known = given.district.schools.get(one.school) if one.school else None
    name = known.name if known else one.school
    if one.bells:
        return f"{name} rings its {one.bells} bells"
    if one.blocks:
        return f"{name} needs {', '.join(one.blocks)} for itself"
    return f"{name} is closed" + (", and its letters slip" if one.slip else "")


def _cover(found: "Disrupted") -> Iterator[str]:
    """What becomes of the classes somebody has to cover."""
    before, after = found.cover
    if before != after:
        yield f"Classes to cover from now on: {before} minutes before, {after} after."


def _letters(found: "Disrupted") -> Iterator[str]:
    """Which letters of a closed school change, or would."""
    if not found.letters:
        return
    slips = any(one.slip for one in found.disruptions)
    shown = ", ".join(f"{day_words(row.date)} {row.letter}" for row in found.letters[:3])
    dates = counted(len(found.letters), "date")
    if slips:
        yield f"Letters slip on {dates}: {shown} ... Enter them in DayCalendar when they are announced."
    else:
        yield f"The letters stay. If they slipped, {dates} would change ({shown} ...): --letters slip"


def _offers(found: "Disrupted") -> Iterator[str]:
    """What could be done for each activity, best first; nothing of it is done."""
    given, schedule = found.mended.given, found.mended.repaired.schedule
    offered = {key: offers for key, offers in found.offers.items() if offers}
    if offered:
        yield "Could be done, if you say so (nothing of this is):"
    for key, offers in offered.items():
        yield f"  {what(schedule.activities[key], given.district)}"
        for rank, offer in enumerate(offers, start=1):
            when = moment_words(given.days, offer.slot.start)
            yield f"    {rank}. {name_of(offer.leader, given.district)}, {when}: {offer.says}"
