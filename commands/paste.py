"""`bellweave paste`: what a school exports or prints, into the tabs of the input."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.words import counted

if TYPE_CHECKING:
    from workflow import Workspace


@click.group()
def paste() -> None:
    """Take over what a school has already: printed bell schedules, filled-in availability forms."""


@paste.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--bell-set", default="", help="The name these bells get; default: the file's.")
@click.option("--yes", is_flag=True, help="Really add the rows to the BellSchedules tab.")
@in_workspace
def bells(workspace: "Workspace", *, file: Path, bell_set: str, yes: bool) -> None:
    """Read a bell schedule from FILE (text, .csv or .xlsx) and add its rows to BellSchedules.

    A column for each kind of day, columns of start and end, or plain lines below headings are understood.
    What is not is told, all at once. Nothing that stands in the input is changed.
    """
    from errands.asked.pasting import paste_bells
    from workflow import as_csv_text

    done = paste_bells(workspace, file, bell_set or file.stem, really=yes)
    for row in done.rows:
        click.echo("  ".join(as_csv_text(cell) for cell in row))
    click.echo()
    for note in done.notes:
        click.echo(f"- {note}")
    count = counted(len(done.rows) - 1, "row")
    if yes:
        click.echo(f"Added {count} to {done.where}. Next: bellweave check")
    else:
        click.echo(f"Would add {count} to {done.where}. To do it, say it again with --yes")


@paste.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Really put it beside the input.")
@in_workspace
def form(workspace: "Workspace", *, file: Path, yes: bool) -> None:
    """Take over a filled-in availability form, or the answers of a Google Form, from FILE (.xlsx or .csv).

    It is read like the Availability tab. A form in the Sheet of the input needs no taking over.
    """
    from errands.asked.availability_form import take_form

    taken = take_form(workspace, file, really=yes)
    for note in taken.notes:
        click.echo(f"- {note}")
    count = counted(taken.answers, "period")
    if yes:
        click.echo(f"Put {count} into {taken.where}. Next: bellweave check")
    else:
        click.echo(f"Would put {count} into {taken.where}. To do it, say it again with --yes")
