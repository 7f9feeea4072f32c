"""What `explain --why-not` says: the periods of a date, what stops each, and what would let it."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from commands.words import day_words, moment_words, name_of
from scheduler.naming import clock_span_words

if TYPE_CHECKING:
    from errands.asked.explaining import ThatDay
    from scheduler.model import ActivityId
    from workflow import Given, Workspace

SCHEMA_VERSION = 1


def say_why_not(
    workspace: "Workspace",
    given: "Given",
    keys: "Sequence[ActivityId]",
    day: str,
    *,
    as_json: bool,
) -> None:
    """Tell it for each of the activities."""
    from errands.asked.explaining import why_not_on

    told = [why_not_on(workspace, given, key, day) for key in keys]
    if as_json:
        activities = [_data(given, one) for one in told]
        document = {"schema_version": SCHEMA_VERSION, "activities": activities}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for one in told:
        for line in _lines(given, one):
            click.echo(line)


def _lines(given: "Given", one: "ThatDay") -> Iterator[str]:
    from scheduler.advice.smallest import Stands

    whose = name_of(one.periods[0].person, given.district) if one.periods else "nobody"
    yield f"{one.activity.id} on {day_words(one.day)}; the periods of {whose}, as all else stands:"
    for period in one.periods:
        start, end = (given.days.local(each).time() for each in (period.start, period.end))
        yield f"  {clock_span_words(start, end):<17}  {period.stops or 'it fits'}"
    if one.why.kind is Stands.FITS:
        yield "It fits that day:"
    elif one.why.kind is Stands.STOPPED:
        yield "These together stop it that day, and each of them is needed for that:"
        yield from (f"  {line}" for line in one.lines)
    else:
        yield f"  {one.why.kind.value}"
    if not one.ways:
        yield "None of the changes that were tried gives it that day."
    for number, way in enumerate(one.ways, 1):
        yield f"  {number}. if {way.says}: {moment_words(given.days, way.slot.start)}"
        yield f"     {'; '.join(way.effects)}"


def _data(given: "Given", one: "ThatDay") -> dict[str, object]:
    return {
        "activity": one.activity.id,
        "day": one.day.isoformat(),
        "answer": one.why.kind.name.lower(),
        "periods": [
            {
                "person": period.person,
                "start": given.days.local(period.start).isoformat(),
                "end": given.days.local(period.end).isoformat(),
                "stops": period.stops,
            }
            for period in one.periods
        ],
        "lines": list(one.lines),
        "ways": [
            {
                "says": way.says,
                "start": given.days.local(way.slot.start).isoformat(),
                "effects": list(way.effects),
            }
            for way in one.ways
        ],
    }
