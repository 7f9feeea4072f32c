"""`bellweave explain`: why an activity has no time and what would help, or why it stands where it does."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.words import moment_words, name_of

if TYPE_CHECKING:
    from errands.asked.explaining import Explained
    from scheduler.model import Slot
    from workflow import Given, Workspace

SCHEMA_VERSION = 1


@click.command()
@click.argument("what", metavar="ACTIVITY|TEACHER")
@click.option(
    "--alternatives", is_flag=True, help="Only where else it could go; nothing is searched."
)
@click.option(
    "--why-not",
    "day",
    metavar="DAY",
    help="What stops it on that day, by period: a date, Tuesday, next Tue, or Tue P3.",
)
@click.option("--json", "as_json", is_flag=True, help="As data.")
@in_workspace
def explain(
    workspace: "Workspace",
    *,
    what: str,
    alternatives: bool,
    day: str | None,
    as_json: bool,
) -> None:
    """Why an activity (an id, or a teacher's name) has no time, and what would give it one.

    What has a time is told why it stands there, and where else it could go: take one of these with
    bellweave move. Nothing is changed.
    """
    from errands.asked.explaining import asked_about, explain_here
    from workflow import read

    given = read(workspace)
    keys = asked_about(workspace, given, what)
    if day is not None:
        from commands.why_not_day import say_why_not

        say_why_not(workspace, given, keys, day, as_json=as_json)
        return
    told = [explain_here(workspace, given, key, other_times=alternatives) for key in keys]
    if as_json:
        activities = [_data(given, one) for one in told]
        document = {"schema_version": SCHEMA_VERSION, "activities": activities}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for number, one in enumerate(told):
        if number:
            click.echo("")
        for line in _lines(given, one):
            click.echo(line)


def _lines(given: "Given", one: "Explained") -> Iterator[str]:
    activity = one.activity
    whom = [name_of(key, given.district) for key in activity.required if key != activity.leader]
    about = f"{activity.kind.value}{' with ' + ', '.join(whom) if whom else ''}"
    if one.slot is not None:
        yield f"{activity.id}: {about}, {moment_words(given.days, one.slot.start)}"
        if one.because:
            yield f"  {one.because}"
    else:
        yield f"{activity.id}: {about} has no time."
    yield from _why(given, one)
    for number, way in enumerate(one.ways, 1):
        yield f"  {number}. if {way.says}: {moment_words(given.days, way.slot.start)}"
        yield f"     {'; '.join(way.effects)}"
    yield from _other_times(given, one)


def _why(given: "Given", one: "Explained") -> Iterator[str]:
    from scheduler.advice.smallest import Stands

    if one.why is None:
        return
    if one.why.kind is Stands.STOPPED:
        yield "These together leave no time, and none of them can be left out of that:"
        yield from (f"  {line}" for line in one.lines)
    elif one.why.kind is Stands.FITS:
        yield "It fits now; the next bellweave schedule may place it:"
    else:
        yield f"  {one.why.kind.value}"
    yield from (f"  {line}" for line in one.short)
    if one.lost is not None:
        lost = one.lost
        yield (
            f"Without {lost.other} it would be {moment_words(given.days, lost.slot.start)}; "
            f"leaving that out weighs {lost.instead}, leaving this out {lost.worth}."
        )
    if one.counts:
        yield "Its periods, while all else stays where it is:"
        yield from (f"  {line}" for line in one.counts)
    if one.why.kind is not Stands.FITS:
        yield (
            "It would fit:" if one.ways else "None of the changes that were tried gives it a time."
        )


def _other_times(given: "Given", one: "Explained") -> Iterator[str]:
    if one.why is not None:
        return
    if not one.alternatives:
        yield "It has no other time while everything else stays."
        return
    yield "It could also be, while everything else stays:"
    for other in one.alternatives:
        when = moment_words(given.days, other.slot.start)
        yield f"  {when:<20} {'; '.join(other.effects)}"
    best = given.days.local(one.alternatives[0].slot.start)
    yield f"Take one:  bellweave move {one.activity.id} {best:%a %H:%M}"


def _data(given: "Given", one: "Explained") -> dict[str, object]:
    def local(slot: "Slot | None") -> str | None:
        return given.days.local(slot.start).isoformat() if slot else None

    return {
        "activity": one.activity.id,
        "start": local(one.slot),
        "because": one.because,
        "answer": one.why.kind.name.lower() if one.why else "placed" if one.slot else "open",
        "facts": [{"kind": fact.kind, "says": fact.says} for fact in one.why.facts]
        if one.why
        else [],
        "lines": [*one.lines, *one.counts],
        "lost_to": {
            "activity": one.lost.other,
            "start": local(one.lost.slot),
            "weighs": one.lost.instead,
            "this_weighs": one.lost.worth,
        }
        if one.lost
        else None,
        "short": list(one.short),
        "ways": [
            {
                "kind": way.kind,
                "says": way.says,
                "start": local(way.slot),
                "moved": list(way.moved),
                "people_told": len(way.people),
                "effects": list(way.effects),
            }
            for way in one.ways
        ],
        "alternatives": [
            {
                "start": local(other.slot),
                "people_told": len(other.people),
                "effects": list(other.effects),
            }
            for other in one.alternatives
        ],
    }
