"""`bellweave what-if`: what another number of the contract, or another setting, would give and take."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import click

from commands.options import DAY, in_workspace
from commands.words import counted, listed, name_of, progress, what

if TYPE_CHECKING:
    from errands.asked.what_if import Asked
    from scheduler.model import ActivityId, Schedule
    from workflow import Workspace

SCHEMA_VERSION = 1
MOST = 8
"""Activities, or people, that are told by name."""


@click.command("what-if")
@click.argument("day", metavar="[DATE]", required=False, type=DAY)
@click.option("--set", "wanted", metavar="NAME=VALUE", multiple=True, help="May be repeated.")
@click.option("--whole", is_flag=True, help="Everything from the week of DATE on.")
@click.option("--list", "listing", is_flag=True, help="Only the names that can be set.")
@click.option("--json", "as_json", is_flag=True, help="As data.")
@in_workspace
def what_if(
    workspace: "Workspace",
    *,
    day: datetime | None,
    wanted: tuple[str, ...],
    whole: bool,
    listing: bool,
    as_json: bool,
) -> None:
    """What the week of DATE would be like with another number of the contract, or another setting.

    Times are found twice, as things are and with the change. Nothing is saved.
    """
    from errands.asked.what_if import NAMES, named_values
    from errands.asked.what_if import what_if as ask
    from workflow import get_ready, horizon_of, read

    if listing or not wanted:
        click.echo("\n".join(NAMES))
        return
    values = named_values(wanted)
    get_ready()
    given = read(workspace)
    horizon = horizon_of(given, workspace, day=day.date() if day else None, whole=whole)
    asked = ask(workspace, given, horizon, values, report=progress())
    if as_json:
        click.echo(json.dumps(_document(asked), ensure_ascii=False, indent=2))
        return
    for line in _lines(asked):
        click.echo(line)


def _lines(asked: "Asked") -> Iterator[str]:
    weighed = asked.weighed
    yield f"With {'; '.join(asked.says)}:"
    wanted = weighed.wanted
    now, then = (len(side.placed & wanted) for side in (weighed.now, weighed.then))
    yield f"  placed  {then} of {len(wanted)}, now {now}"
    for says, points in _terms(asked).items():
        word = "better" if points < 0 else "worse"
        yield f"  {word:<7} by {abs(points)} points: {says}"
    for word, keys in (("gains", weighed.gained), ("loses", weighed.lost)):
        yield from _named(asked, word, sorted(keys))
    if weighed.moved:
        yield f"  {counted(len(weighed.moved), 'activity', 'activities')} at another time"
    people = sorted(name_of(one, asked.given.district) for one in weighed.people)
    if people:
        told = [*people[:MOST], *([f"{len(people) - MOST} more"] if len(people) > MOST else [])]
        yield f"  affects {counted(len(people), 'person', 'people')}: {listed(told)}"
    else:
        yield "  Nobody would notice: what is found now is as good with it."
    yield "Nothing was saved."


def _named(asked: "Asked", word: str, keys: "list[ActivityId]") -> Iterator[str]:
    side = asked.weighed.then if word == "gains" else asked.weighed.now
    for key in keys[:MOST]:
        yield f"  {word:<7} {_about(asked, side.schedule, key)}"
    if len(keys) > MOST:
        yield f"  {word:<7} {len(keys) - MOST} more"


def _about(asked: "Asked", schedule: "Schedule", key: "ActivityId") -> str:
    return f"{what(schedule.activities[key], asked.given.district)} ({key})"


def _terms(asked: "Asked") -> Mapping[str, int]:
    """By the sentence of each wish, what it costs more or (below nought) less."""
    from errands.asked.what_if import by_wish

    return by_wish(asked.weighed)


def _document(asked: "Asked") -> dict[str, object]:
    weighed = asked.weighed
    return {
        "schema_version": SCHEMA_VERSION,
        "asked": list(asked.says),
        "wanted": len(weighed.wanted),
        "placed": {
            "now": len(weighed.now.placed & weighed.wanted),
            "then": len(weighed.then.placed & weighed.wanted),
        },
        "more_points": dict(weighed.more),
        "gains": sorted(weighed.gained),
        "loses": sorted(weighed.lost),
        "moved": sorted(weighed.moved),
        "people": sorted(weighed.people),
    }
