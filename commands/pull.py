"""`bellweave pull`: read answers, moved events and edits back."""

from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.words import counted, moment_words, tracked_words, what

if TYPE_CHECKING:
    from workflow import ActivityId, Facts, Given, Known, Workspace


@click.command()
@in_workspace
def pull(workspace: "Workspace") -> None:
    """Read what people did since the last time: answers, drags, deletions, edits.

    A declined time is not offered again; a moved event stays where it was put. The next schedule
    respects both. Calendars are only read; workbooks made before are brought up to date.
    """
    from workflow import pull as read_back
    from workflow import read, what_is_known

    given = read(workspace)
    facts, tracked = read_back(workspace, given)
    known = what_is_known(workspace, given)
    lines = [*_answers(facts, given, known), *_deeds(facts, given, known)]
    for line in lines:
        click.echo(line)
    if not lines:
        click.echo("Nothing new since the last time.")
    tracked_words(tracked)
    if facts.exclusions or facts.pins or facts.deleted:
        click.echo("Next: bellweave schedule week, which finds other times for what was declined.")


def _answers(facts: "Facts", given: "Given", known: "Known") -> list[str]:
    said = [answer.response for answer in facts.answers]
    lines = []
    if said:
        words = (("accepted", "accepted"), ("tentative", "maybe"), ("declined", "declined"))
        shown = (f"{said.count(word)} {name}" for word, name in words if said.count(word))
        lines.append(f"Answers: {', '.join(shown)}.")
    for answer in facts.answers:
        if answer.response == "declined":
            name = given.district.people[answer.person].name
            why = f': "{answer.comment}"' if answer.comment else ""
            when = moment_words(given.days, answer.start)
            lines.append(f"  {name} declined {when}, {_title(answer.activity, given, known)}{why}")
    return lines


def _deeds(facts: "Facts", given: "Given", known: "Known") -> list[str]:
    lines = []
    for pin in facts.pins:
        when = moment_words(given.days, pin.slot.start)
        lines.append(
            f"  moved by hand to {when}: {_title(pin.activity, given, known)}; it stays there"
        )
    lines += [
        f"  deleted by hand: {_title(activity, given, known)}; it is not made again"
        for activity in facts.deleted
    ]
    lines += [
        f"  edited by hand ({', '.join(edited.fields)}): {_title(edited.activity, given, known)}"
        for edited in facts.edited
    ]
    if facts.stopped:
        count = counted(len(facts.stopped), "calendar")
        lines.append(f"  {count} could not be read whole; run it again")
    return lines


def _title(activity: "ActivityId", given: "Given", known: "Known") -> str:
    found = known.published.activities.get(activity) or known.draft.activities.get(activity)
    return what(found, given.district) if found else str(activity)
