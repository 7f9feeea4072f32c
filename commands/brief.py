"""`bellweave brief`: a coach's week on one page."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import DAY, as_date, in_workspace
from commands.words import counted, day_words

if TYPE_CHECKING:
    from errands.week.briefing import Brief
    from workflow import Workspace


@click.command()
@click.argument("coach", required=False, default="")
@click.option(
    "--week",
    "day",
    metavar="DATE",
    type=DAY,
    help="A day of it; default: this week, from Friday on the next.",
)
@click.option("--own", is_flag=True, help="With the last step agreed on: the coach's own copy.")
@AS_JSON
@in_workspace
def brief(
    workspace: "Workspace", *, coach: str, day: datetime | None, own: bool, as_json: bool
) -> None:
    """The week of a COACH (name, id or address), or of every coach: what is when and where, how long the
    drives are, what changed since people were told, what has to be ready, and what to look at.

    To print it: bellweave export day-sheet. Reads the workbooks and writes nothing.
    """
    from errands.week.briefing import briefs_of
    from workflow import read

    if own and not coach:
        raise click.UsageError("--own is one coach's own copy: name her")
    found = briefs_of(workspace, read(workspace), coach=coach, day=as_date(day), own=own)
    if as_json:
        print_document(briefs=found)
        return
    for number, one in enumerate(found):
        if number:
            click.echo("")
        for line in _lines(one):
            click.echo(line)
    if not found:
        click.echo("Nothing has a time yet.")


def _lines(one: "Brief") -> Iterator[str]:
    road = f", {one.drive} min on the road" if one.drive else ""
    count = counted(one.count, "activity", "activities")
    yield f"{one.coach}, week of {day_words(one.monday)}: {count}{road}"
    for day in one.days:
        yield f"{day_words(day.day)}"
        for line in day.lines:
            drive = f" ({line.drive} min drive)" if line.drive else ""
            yield f"  [ ] {line.time:<20} {line.what}, {line.who}; {line.place}{drive}"
            if line.debrief:
                yield f"      {'':<20} then {line.debrief}"
            if line.last_step:
                yield f"      {'':<20} last step: {line.last_step}"
    yield from _part("Changes since people were told", one.changes)
    yield from _part("To be ready", one.prework)
    yield from _part("Look at", one.alerts)


def _part(heading: str, lines: tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield f"{heading} ({len(lines)})"
        yield from (f"  {line}" for line in lines)
