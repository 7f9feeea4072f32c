"""`bellweave repair`: other times for what was declined; a dry run unless --yes."""

import json
from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.pull import told_lines
from commands.repair_words import (
    instead_lines,
    mended_document,
    outcome_lines,
    people_lines,
    proof_lines,
    say_done,
    waiting_lines,
)

if TYPE_CHECKING:
    from workflow import Workspace


@click.command()
@click.option("--yes", is_flag=True, help="Do it; without this nothing is written to Google.")
@click.option("--now-send", is_flag=True, help="Hold nothing until mail usually goes out.")
@click.option("--confirm-mail", type=int, help="The number of e-mails, when there are many.")
@click.option("--confirm-cancel", type=int, help="The number of cancellations, when many.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document; a dry run only.")
@in_workspace
def repair(
    workspace: "Workspace",
    *,
    yes: bool,
    now_send: bool,
    confirm_mail: int | None,
    confirm_cancel: int | None,
    as_json: bool,
) -> None:
    """Read the answers, and find another time for what was declined: in the same week if there is one.

    Nothing else moves, but for what has to follow something that did; and what nobody accepted yet, where
    something would have no time otherwise. A declined time is never offered again. What may wait for the
    moment mail usually goes out waits; what is too near for that does not.
    """
    from errands.mending.repairing import decline_repair, write
    from workflow import get_ready, read

    if yes and as_json:
        raise click.UsageError("--json shows what would change; it does not go with --yes")
    get_ready()
    given = read(workspace)
    mended = decline_repair(workspace, given, hold=not now_send)
    if as_json:
        click.echo(json.dumps(mended_document(mended), ensure_ascii=False, indent=1))
        return
    for line in told_lines(mended.pull, given, mended.known):
        click.echo(line)
    for line in (*outcome_lines(mended), *instead_lines(mended)):
        click.echo(line)
    for line in (*people_lines(mended), *proof_lines(mended), *waiting_lines(mended)):
        click.echo(line)
    if not yes:
        if mended.repaired.touched:
            click.echo(
                "This was a dry run; nothing was written. Do it with: bellweave repair --yes"
            )
        return
    report, tracked = write(workspace, mended, mails=confirm_mail, cancels=confirm_cancel)
    say_done(report, tracked)
