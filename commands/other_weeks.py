"""What `schedule week --alternatives` says: whole schedules beside each other, and the one that was taken."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from commands.words import clock, counted, day_words, progress

if TYPE_CHECKING:
    from errands.asked.other_weeks import Found
    from workflow import Given, Workspace

SHOWN = 4
"""Activities of a schedule whose other times are told."""


def say_alternatives(
    workspace: "Workspace", day: datetime | None, *, count: int, number: int | None
) -> None:
    """Find so many schedules and tell how they differ; save the one of that number, if any."""
    from errands.asked.other_weeks import find_others, take
    from workflow import get_ready, horizon_of, read

    get_ready()
    given = read(workspace)
    horizon = horizon_of(given, workspace, day=day.date() if day else None, whole=False)
    found = find_others(workspace, given, horizon, count, progress())
    for line in _lines(given, found, count):
        click.echo(line)
    if number is None:
        click.echo("Nothing was saved. Take one: the same command with --take NUMBER")
        return
    file = take(workspace, given, found, number)
    click.echo(
        f"Took schedule {number}. Saved {file.name}     do it: bellweave push {file.name} --yes"
    )


def _lines(given: "Given", found: "Found", count: int) -> Iterator[str]:
    for number, other in enumerate(found.others, 1):
        placed, of = len(other.side.placed), len(other.side.search.activities)
        yield f"{number}. placed {placed} of {of}" + _against(other.dearer, other.differs)
        if number > 1:
            yield from _other_times(given, found, number)
    if len(found.others) < count:
        few = counted(len(found.others), "schedule")
        yield f"No more than {few} of that kind, not much dearer than the first, could be found."


def _against(dearer: int, differs: int) -> str:
    if not differs:
        return ": what `bellweave schedule week` finds"
    price = f"{abs(dearer)} points {'dearer' if dearer > 0 else 'cheaper'}" if dearer else "as good"
    return f": {price}, {counted(differs, 'activity', 'activities')} at other times at least"


def _other_times(given: "Given", found: "Found", number: int) -> Iterator[str]:
    """A few of the times that the first schedule has otherwise."""
    first, other = found.others[0].side.schedule, found.others[number - 1].side.schedule
    changed = [
        key
        for key, slot in sorted(other.placed.items(), key=lambda one: (one[1].start, one[0]))
        if key in first.placed and first.placed[key].start != slot.start
    ]
    for key in changed[:SHOWN]:
        was, now = (given.days.local(one.placed[key].start) for one in (first, other))
        yield (
            f"     {key}: {day_words(now.date())} {clock(now)} "
            f"instead of {day_words(was.date())} {clock(was)}"
        )
    if len(changed) > SHOWN:
        yield f"     and {len(changed) - SHOWN} more"
