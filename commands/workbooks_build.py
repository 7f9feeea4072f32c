"""`bellweave workbooks build`, `list` and `upgrade`: made once, looked at, kept up with the program."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import in_workspace
from commands.words import counted, tracked_words

if TYPE_CHECKING:
    from errands.books.workbooks_build import Built, Made
    from errands.books.workbooks_upgrade import Upgrade
    from workflow import Workspace

FAILED = 1
DRY = "This was a dry run. Do it with: --yes"


@click.command()
@click.option("--yes", is_flag=True, help="Do it; without this nothing is written.")
@click.option("--xlsx", is_flag=True, help="Write Setup as an .xlsx file instead; needs no Google.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="With --xlsx; default: the out folder."
)
@in_workspace
def build(workspace: "Workspace", *, yes: bool, xlsx: bool, out: Path | None) -> None:
    """Make Setup from the input folder and the tracking workbooks, so that nothing is typed twice.

    Setup has a tab for each file of the input, with lists to choose from and a README. Once it is made it
    is yours: a second time nothing in it is written over.
    """
    from errands.books.workbooks_build import build as make
    from errands.books.workbooks_build import setup_file
    from workflow import read

    if (out and not xlsx) or (yes and xlsx):
        raise click.UsageError("--out goes with --xlsx, and --yes with a Google only")
    given = read(workspace)
    if xlsx:
        click.echo(f"Wrote {setup_file(workspace, out)}")
        return
    built = make(workspace, given, yes=yes)
    _told(built, yes=yes)
    if not yes:
        click.echo("Tracking workbooks: made and brought up to date as after a push.")
        click.echo(DRY)
        return
    _next(workspace, built)
    tracked_words(built.tracked)


@click.command("list")
@AS_JSON
@in_workspace
def list_books(workspace: "Workspace", *, as_json: bool) -> None:
    """List the workbooks that were made, with their addresses and the version of their tabs."""
    from errands.books.workbooks_build import address_of, workbooks_made
    from workflow import read

    made = workbooks_made(workspace, read(workspace))
    if as_json:
        print_document(workbooks=made)
        return
    for one in made:
        click.echo(f"{one.name:24} {_state(one)}")
        click.echo(f"  {address_of(workspace, one.book) or one.book}")
    if not made:
        click.echo("There is no workbook yet; make them with: bellweave workbooks build --yes")


@click.command()
@click.option("--yes", is_flag=True, help="Do it; without this nothing is written.")
@in_workspace
def upgrade(workspace: "Workspace", *, yes: bool) -> None:
    """Bring workbooks of an older version up to this one; what people wrote stays as it is.

    Columns, lists, colours and notes that are missing are added. A workbook of a newer version than this
    program is left alone.
    """
    from errands.books.workbooks_upgrade import upgrade as bring_up
    from workflow import read

    found = bring_up(workspace, read(workspace), yes=yes)
    for one in found:
        click.echo(f"{one.name:24} {_upgraded(one, yes=yes)}")
        for line in one.added:
            click.echo(f"  + {line}")
    if not found:
        click.echo("There is no workbook yet; make them with: bellweave workbooks build --yes")
    elif not yes and any(one.added for one in found):
        click.echo(DRY)
    if any(one.why_not for one in found):
        raise click.exceptions.Exit(FAILED)


def _told(built: "Built", *, yes: bool) -> None:
    if built.from_sheet:
        click.echo("The input is a Sheet already, so Setup is not made.")
    elif built.again:
        click.echo("Setup was made before and is left alone.")
    else:
        rows = counted(sum(built.rows.values()), "row")
        word = "Made" if yes else "Would make"
        click.echo(f"{word} Setup: {counted(len(built.rows), 'tab')}, {rows}")
        for name, count in built.rows.items():
            click.echo(f"  {name:16} {counted(count, 'row')}")
    for note in built.notes:
        click.echo(f"- {note}")


def _next(workspace: "Workspace", built: "Built") -> None:
    from errands.books.workbooks_build import address_of

    if not built.setup:
        return
    if place := address_of(workspace, built.setup):
        click.echo(place)
    click.echo("To read it from now on, put this into bellweave.toml in place of `inputs`:")
    click.echo(f'  spreadsheet = "{built.setup}"')


def _state(one: "Made") -> str:
    if one.why_not:
        return f"cannot be read: {one.why_not}"
    return f"version {one.version}, {counted(one.tabs, 'tab')}, {one.visible} of them seen"


def _upgraded(one: "Upgrade", *, yes: bool) -> str:
    if one.why_not:
        return one.why_not
    if not one.added:
        return f"version {one.version}, nothing to do"
    return f"version {one.before} {'is now' if yes else 'would be'} {one.version}"
