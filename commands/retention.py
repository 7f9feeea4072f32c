"""`bellweave retention`: clear what is past its date; a dry run unless --yes."""

from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.words import counted, listed

if TYPE_CHECKING:
    from errands.upkeep.retention import Kind
    from workflow import Workspace

FAILED = 1


@click.command()
@click.option("--yes", is_flag=True, help="Do it; without this nothing is changed.")
@in_workspace
def retention(workspace: "Workspace", *, yes: bool) -> None:
    """Clear notes, answers, images and exports that are older than the setting retention_days says.

    Such as retention_days = { notes = 400, answers = 400, exports = 60 }. What has no number is kept until
    somebody clears it, but for images, which go after 90 days. The audit is kept for good. Nobody is
    mailed.
    """
    from errands.upkeep.retention import AUDIT, keep_to_retention
    from workflow import read

    done = keep_to_retention(workspace, read(workspace), yes=yes)
    for kind in done.kinds:
        click.echo(f"{kind.name:<8} {_words(kind)}")
        click.echo(f"         {kind.what}")
    click.echo(AUDIT)
    for one in done.by_hand:
        click.echo(f"by hand: {one}")
    for one in done.failed:
        click.echo(f"not done: {one}")
    if not any(kind.count for kind in done.kinds):
        click.echo("Nothing is past its date.")
    else:
        click.echo("Done." if yes else "This was a dry run; nothing was changed. Do it with: --yes")
    if done.failed:
        raise click.exceptions.Exit(FAILED)


def _words(kind: "Kind") -> str:
    """'kept for 90 days; past: 12 images', or that it is kept until somebody clears it."""
    if kind.days is None:
        return "kept until somebody clears it"
    past = listed([f"{number:,} {what}" for what, number in kind.past.items()])
    return f"kept for {counted(kind.days, 'day')}; past: {past or 'nothing'}"
