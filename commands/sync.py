"""`bellweave sync`: read the calendars back, then bring the tracking workbooks up to date."""

from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.pull import told_lines
from commands.words import counted, tracked_words

if TYPE_CHECKING:
    from workflow import Workspace


@click.command()
@click.option("--yes", is_flag=True, help="Do it; without this nothing is read or written.")
@in_workspace
def sync(workspace: "Workspace", *, yes: bool) -> None:
    """Pull, then bring every tracking workbook up to date, making those that are missing.

    No event is written and nobody is mailed. What people typed into the workbooks stays.
    """
    from errands.week.syncing import sync as do_it
    from errands.week.syncing import waiting
    from workflow import read, saved, what_is_known

    given = read(workspace)
    if not yes:
        found = waiting(workspace, given)
        click.echo(
            f"Would read {counted(found.calendars, 'coaching calendar')} and bring "
            f"{counted(found.workbooks, 'workbook')} up to date, making those that are missing."
        )
        click.echo("0 people would get an e-mail.")
        click.echo("This was a dry run; nothing was written. Do it with: --yes")
        return
    saved(workspace, given)
    done = do_it(workspace, given)
    lines = list(told_lines(done.facts, given, what_is_known(workspace, given)))
    for line in lines or ["Nothing new since the last time."]:
        click.echo(line)
    tracked_words(done.tracked)
    for error in done.facts.ended_by:
        raise error
