"""`bellweave repair`: other times for what was declined; a dry run unless --yes."""

from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.pull import told_lines
from commands.repair_words import outcome_lines, people_lines, say_done, waiting_lines

if TYPE_CHECKING:
    from workflow import Workspace


@click.command()
@click.option("--yes", is_flag=True, help="Do it; without this nothing is written to Google.")
@click.option("--now-send", is_flag=True, help="Hold nothing until mail usually goes out.")
@click.option("--confirm-mail", type=int, help="The number of e-mails, when there are many.")
@click.option("--confirm-cancel", type=int, help="The number of cancellations, when many.")
@in_workspace
def repair(
    workspace: "Workspace",
    *,
    yes: bool,
    now_send: bool,
    confirm_mail: int | None,
    confirm_cancel: int | None,
) -> None:
    """Read the answers, and find another time for what was declined: in the same week if there is one.

    Nothing else moves, but for what has to follow something that did, and a declined time is never offered
    again. What may wait for the moment mail usually goes out waits; what is too near for that does not.
    """
    from errands.repairing import decline_repair, write
    from workflow import get_ready, read

    get_ready()
    given = read(workspace)
    mended = decline_repair(workspace, given, hold=not now_send)
    for line in told_lines(mended.pull, given, mended.known):
        click.echo(line)
    for line in outcome_lines(mended):
        click.echo(line)
    for line in (*people_lines(mended), *waiting_lines(mended)):
        click.echo(line)
    if not yes:
        if mended.repaired.touched:
            click.echo(
                "This was a dry run; nothing was written. Do it with: bellweave repair --yes"
            )
        return
    report, tracked = write(workspace, mended, mails=confirm_mail, cancels=confirm_cancel)
    say_done(report, tracked)
