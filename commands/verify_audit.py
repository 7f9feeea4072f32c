"""`bellweave verify-audit`: whether the record of what was written is still what was written."""

from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import in_workspace
from commands.words import counted

if TYPE_CHECKING:
    from workflow import Workspace

FAILED = 1


@click.command()
@AS_JSON
@in_workspace
def verify_audit(workspace: "Workspace", *, as_json: bool) -> None:
    """Work out the fingerprints of all lines anew, in the journal and in the file beside it.

    Each line holds the fingerprint of the one before it, so that none can be changed or taken out
    without a trace.
    """
    from errands.upkeep.verifying import verify

    found = verify(workspace)
    if as_json:
        print_document(lines=found.lines, broken=found.broken)
        if found.broken is not None:
            raise click.exceptions.Exit(FAILED)
        return
    if found.broken is None:
        click.echo(f"{counted(found.lines, 'line')}, none of them changed.")
        return
    click.echo(f"Line {found.broken.line} of {found.broken.where} {found.broken.says}.")
    click.echo("fix: keep a copy of both, and ask who changed it")
    raise click.exceptions.Exit(FAILED)
