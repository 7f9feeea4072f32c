"""`bellweave check`: the input only, in seconds."""

from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.words import assumed, counted

if TYPE_CHECKING:
    from workflow import Given, Workspace

STOPPED = 5


@click.command()
@in_workspace
def check(workspace: "Workspace") -> None:
    """Check the input: what cannot be read, what is assumed, and what cannot fit.

    Looks for no times and writes nothing. Exit code 5 when something forbids going on.
    """
    from workflow import read, warnings_of

    given = read(workspace)
    click.echo(_read_words(given))
    assumed(given.district.assumptions)
    found = warnings_of(given)
    for caution in found:
        click.echo()
        click.echo(f"{'stop:' if caution.stops else 'note:':<6} {caution.says}")
        click.echo(f"where: {caution.where}")
        click.echo(f"fix:   {caution.fix}")
    if found:
        click.echo()
    if any(caution.stops for caution in found):
        click.echo("The input can be read, but something in it forbids going on.")
        raise click.exceptions.Exit(STOPPED)
    noted = f" {counted(len(found), 'note')} above." if found else ""
    click.echo(f"The input is in order.{noted} Next: bellweave schedule week")


def _read_words(given: "Given") -> str:
    """'Read 8 teachers, 1 coach, 1 school: 103 activities in 1 cohort and 0 series.'"""
    district = given.district
    roles = [person.role.value for person in district.people.values()]
    parts = [
        counted(roles.count("teacher"), "teacher"),
        counted(roles.count("coach"), "coach", "coaches"),
        counted(len(district.schools), "school"),
    ]
    return (
        f"Read {', '.join(parts)}: {counted(len(given.activities), 'activity', 'activities')} "
        f"in {counted(len(district.cohorts), 'cohort')} and {len(district.series)} series."
    )
