"""`bellweave tailor`: the weeks of a cohort's cycle, and the tab in which it changes them."""

from itertools import groupby
from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.words import counted, listed

if TYPE_CHECKING:
    from errands.told.cycle_weeks import CohortWeek
    from workflow import Workspace


@click.command()
@click.argument("cohort", required=False, default="")
@click.option("--yes", is_flag=True, help="Write the weeks into the CyclePlan tab.")
@in_workspace
def tailor(workspace: "Workspace", *, cohort: str, yes: bool) -> None:
    """Show each week of the cycles, and what COHORT, or any of them, has changed.

    With --yes the CyclePlan tab gets a row a week with what the structure says. Write beside it what a
    cohort does instead: the next schedule follows it. What is written there stays.
    """
    from errands.told.cycle_weeks import lay_out, weeks_of
    from workflow import read

    given = read(workspace)
    weeks = weeks_of(given, cohort)
    for name, own in groupby(weeks, key=lambda week: week.cohort):
        click.echo(f"Cohort {name}")
        for week in own:
            click.echo(f"  {_line(week)}")
    if not weeks:
        click.echo("No cohort is in a cycle.")
    elif not yes:
        click.echo("Nothing was written. Do it with: bellweave tailor --yes")
    else:
        done = lay_out(workspace, given)
        click.echo(f"Wrote {counted(done.rows, 'week')} to {done.where}.")
        for line in done.notes:
            click.echo(f"  {line}")


def _line(week: "CohortWeek") -> str:
    length = f"{week.minutes} min" if week.minutes else ""
    visit = "visits" if week.visited else ""
    changed = f"  changed: {listed(week.changed)}" if week.changed else ""
    return f"week {week.number}  {length:>7}  {visit:<6}  {week.label}{changed}".rstrip()
