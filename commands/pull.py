"""`bellweave pull`: read answers, moved events, edits and busy times back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.words import counted, listed, moment_words, name_of, tracked_words, what

if TYPE_CHECKING:
    from workflow import ActivityId, Facts, Given, Known, Workspace

WORDS = (("accepted", "accepted"), ("tentative", "maybe"), ("declined", "declined"))


@click.command()
@click.option(
    "--confirm-missing", "missing", type=click.IntRange(min=1), metavar="N",
    help="Believe that so many events were deleted, where a calendar lacks them all at once.",
)  # fmt: skip
@in_workspace
def pull(workspace: "Workspace", *, missing: int | None) -> None:
    """Read what people did since the last time: answers, drags, deletions, edits, busy times.

    A declined time is not offered again; a moved event stays where it was put; a time at which a
    coach's own calendar is busy is left alone. The next schedule respects all of it. Calendars are only
    read; workbooks made before are brought up to date.
    """
    from workflow import pull as read_back
    from workflow import read, what_is_known

    given = read(workspace)
    facts, tracked = read_back(workspace, given, believed=missing)
    known = what_is_known(workspace, given)
    lines = list(told_lines(facts, given, known))
    for line in lines:
        click.echo(line)
    if not lines:
        click.echo("Nothing new since the last time.")
    tracked_words(tracked)
    if facts.exclusions:
        click.echo("Next: bellweave repair, which finds other times for what was declined.")
    elif facts.pins or facts.deleted:
        click.echo("Next: bellweave schedule week, which respects what was done by hand.")
    for error in facts.ended_by:
        raise error


def told_lines(facts: "Facts", given: "Given", known: "Known") -> Iterator[str]:
    """Everything a look brought, a line each; the only place that says the words of an answer."""
    yield from _answers(facts, given, known)
    yield from _deeds(facts, given, known)
    yield from _guests(facts, given, known)
    yield from _trouble(facts, given, known)


def _answers(facts: "Facts", given: "Given", known: "Known") -> Iterator[str]:
    said = [answer.response for answer in facts.answers]
    if said:
        shown = (f"{said.count(word)} {name}" for word, name in WORDS if said.count(word))
        yield f"Answers: {', '.join(shown)}."
    for answer in facts.answers:
        if answer.response == "declined":
            name = name_of(answer.person, given.district)
            itself = " (her calendar did, it seems)" if answer.automatic else ""
            why = f': "{answer.comment}"' if answer.comment else ""
            when = moment_words(given.days, answer.start)
            title = _title(answer.activity, given, known)
            yield f"  {name} declined{itself} {when}, {title}{why}"
    for activity, person in facts.reopened:
        name = name_of(person, given.district)
        yield f"  {name} has to answer again, the time changed: {_title(activity, given, known)}"


def _deeds(facts: "Facts", given: "Given", known: "Known") -> Iterator[str]:
    for pin in facts.pins:
        when = moment_words(given.days, pin.slot.start)
        yield f"  moved by hand to {when}: {_title(pin.activity, given, known)}; it stays there"
    for activity in facts.deleted:
        yield f"  deleted by hand: {_title(activity, given, known)}; it is not made again"
    for edited in facts.edited:
        title = _title(edited.activity, given, known)
        yield f"  edited by hand ({', '.join(edited.fields)}): {title}"


def _guests(facts: "Facts", given: "Given", known: "Known") -> Iterator[str]:
    """Who came or went by hand; it is left so."""
    ends = {
        "invited by hand": "; the guest stays",
        "taken out by hand": "; nobody is invited again",
        "the room declined": "; the event has no room",
    }
    for news in facts.guests:
        name = name_of(news.person, given.district) if news.person else news.name or "a guest"
        title = _title(news.activity, given, known)
        yield f"  {news.deed.value}: {name}, {title}{ends[news.deed.value]}"


def _trouble(facts: "Facts", given: "Given", known: "Known") -> Iterator[str]:
    """What could not be read, and what that means."""
    for drift in facts.zones:
        whose = name_of(drift.owner, given.district)
        yield f"  the coaching calendar of {whose} is in {drift.zone} now; no event moved by that"
    for stop in facts.stopped:
        whose = name_of(stop.owner, given.district)
        yield f"  the coaching calendar of {whose} was not read: {stop.says}; nothing is concluded"
        if stop.missing:
            yield f"      if they are really gone: bellweave pull --confirm-missing {stop.missing}"
    if facts.unread:
        names = listed([name_of(person, given.district) for person in facts.unread])
        people = counted(len(facts.unread), "person", "people")
        yield f"  busy times of {people} could not be read: {names}; {_last_known(facts, known)}"


def _last_known(facts: "Facts", known: "Known") -> str:
    lost = sum(person in known.busy.forgotten for person in facts.unread)
    if lost == len(facts.unread):
        return "whether they are free is not known"
    return f"what was read last still counts{f', but not for {lost} of them' if lost else ''}"


def _title(activity: "ActivityId", given: "Given", known: "Known") -> str:
    found = known.published.activities.get(activity) or known.draft.activities.get(activity)
    return what(found, given.district) if found else str(activity)
