"""`bellweave held`: note in the visit log whether something took place."""

from typing import TYPE_CHECKING

import click

from commands.options import in_workspace

if TYPE_CHECKING:
    from workflow import Workspace


@click.command()
@click.argument("activity")
@click.option("--no", "reason", metavar="REASON", help="It was not held, and why.")
@click.option("--yes", is_flag=True, help="Do it; without this nothing is written.")
@in_workspace
def held(workspace: "Workspace", *, activity: str, reason: str | None, yes: bool) -> None:
    """Note in its coach's visit log that ACTIVITY took place, or that it did not.

    What somebody typed there stays. A visit that was not held comes first in the next week.
    """
    from errands.asked.by_hand import mark
    from workflow import read

    done = mark(workspace, read(workspace), activity, not_held=reason, yes=yes)
    click.echo(f"{done.activity}: {done.says}.")
    if not yes:
        click.echo("This was a dry run; nothing was written. Do it with: --yes")
