"""`bellweave forget`: take a person out of what is kept on this computer; a dry run unless --yes."""

from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.words import counted

if TYPE_CHECKING:
    from errands.upkeep.forgetting import NamedIn
    from workflow import Workspace


@click.command()
@click.argument("person")
@click.option("--also", multiple=True, help="Another word for the person: an address, a name.")
@click.option("--yes", is_flag=True, help="Do it; without this nothing is changed.")
@in_workspace
def forget(workspace: "Workspace", *, person: str, also: tuple[str, ...], yes: bool) -> None:
    """Take PERSON (an id, an address or a name) out of the journal, change sets, exports and workbooks.

    In the workbooks a made-up word takes the place of the name, notes about the person go, and nothing is
    open to her any more. Somebody who still has events to come must be taken out of the schedule first.
    No calendar is written to and nobody is mailed; what cannot be reached from here is listed.
    """
    from errands.upkeep.forgetting import forget as take_out
    from workflow import read

    found = take_out(workspace, read(workspace), person, also=also, yes=yes)
    click.echo(f"Looked for: {', '.join(found.names)}")
    for table, count in found.rows.items():
        click.echo(f"  journal, {table}: {counted(count, 'row')}")
    for path in found.files:
        click.echo(f"  {path}")
    for book in found.books:
        click.echo(f"  workbook {book.name}: {_words(book)}")
    if not (found.rows or found.files or found.books):
        click.echo("  nothing here names the person")
    click.echo("Out of reach from here:")
    for one in found.out_of_reach:
        click.echo(f"  {one}")
    click.echo("Done." if yes else "This was a dry run; nothing was changed. Do it with: --yes")


def _words(book: "NamedIn") -> str:
    """'12 cells, 1 way in', of what is to be taken out of a workbook."""
    parts = [
        counted(len(book.changes), "cell") if book.changes else "",
        counted(len(book.ways), "way in", "ways in") if book.ways else "",
        "its title" if book.is_hers else "",
    ]
    return ", ".join(part for part in parts if part) or "only what is listed below"
