"""`bellweave workbooks share` and `template`: who opens which workbook, and the empty one coaches copy."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.words import counted

if TYPE_CHECKING:
    from errands.books.workbook_readers import Readers, Reading
    from workflow import Given, Workspace

FAILED = 1
NONE = "There is no workbook yet; the first push makes them."


@click.command()
@click.option("--yes", is_flag=True, help="Do it; without this nothing is changed.")
@in_workspace
def share(workspace: "Workspace", *, yes: bool) -> None:
    """Give each workbook to exactly its readers and writers; nobody is mailed.

    Who should open which is fixed (docs/who-reads-what.md). Whoever has left, or is let in besides, is
    taken away, and links for everybody are closed. A coach may let a teacher of her cohorts into her
    own workbook: that stays.
    """
    from errands.books.workbook_readers import share as put_right
    from workflow import read

    given = read(workspace)
    done = put_right(workspace, given, yes=yes)
    if not done.readers.books:
        click.echo(NONE)
        return
    for line in _changes(done.readers, given):
        click.echo(line)
    click.echo(_sum(done.readers, yes=yes))
    for note in done.failed:
        click.echo(f"not done: {note}")
    if done.failed:
        raise click.exceptions.Exit(FAILED)


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="Where to; default: the out folder.")
@click.option("--sheet", is_flag=True, help="Make it in Google, for coaches to copy.")
@click.option("--yes", is_flag=True, help="With --sheet: do it; without this nothing is written.")
@in_workspace
def template(workspace: "Workspace", *, out: Path | None, sheet: bool, yes: bool) -> None:
    """Write the empty coach workbook, which a coach keeps as her own; nothing about anybody is in it.

    An .xlsx file to open in Sheets (File > Import), or with --sheet a spreadsheet coaches may read and
    copy (File > Make a copy). Nobody but the coach can open her copy.
    """
    from errands.books.coach_template import template_file, template_sheet
    from workflow import read

    if sheet and out:
        raise click.UsageError("--out goes with a file, not with --sheet")
    if yes and not sheet:
        raise click.UsageError("--yes goes with --sheet")
    if not sheet:
        click.echo(f"Wrote {template_file(workspace, out)}")
        return
    made = template_sheet(workspace, read(workspace), yes=yes)
    click.echo(f"{'Made' if yes else 'Would make'} the empty coach workbook for:")
    for email in made.readers:
        click.echo(f"  {email}")
    if made.address:
        click.echo(made.address)
    click.echo("Nobody was mailed." if yes else "This was a dry run. Do it with: --yes")


def _changes(found: "Readers", given: "Given") -> Iterator[str]:
    """What would change, workbook by workbook; those that are right in one line."""
    from errands.books.telling_readers import book_words

    names = {one.email.strip().casefold(): one.name for one in given.district.people.values()}
    for one in found.books:
        lines = list(_of(one, names))
        if lines:
            yield book_words(one, given)
            yield from lines
    right = sum(one.is_right for one in found.books)
    if right:
        yield f"{counted(right, 'workbook')} already as {'it' if right == 1 else 'they'} should be"


def _of(one: "Reading", names: dict[str, str]) -> Iterator[str]:
    if one.untold:
        yield f"  not told: {one.untold}"
    elif one.theirs and not one.is_right:
        yield "  is the district's own and left alone; see: bellweave doctor"
    else:
        yield from (f"  - {way.words}: closed" for way in one.wide)
        yield from (f"  - {_named(way.email, names)}: no longer" for way in one.outside)
        yield from (f"  ~ {_named(way.email, names)}: {right}" for way, right in one.otherwise)
        yield from (f"  + {_named(email, names)}: {right}" for email, right in one.missing.items())


def _sum(found: "Readers", *, yes: bool) -> str:
    ours = [one for one in found.books if not one.theirs and not one.untold]
    let = sum(len(one.missing) for one in ours)
    other = sum(len(one.otherwise) for one in ours)
    gone = sum(len(one.outside) for one in ours)
    links = sum(len(one.wide) for one in ours)
    books = sum(bool(one.missing or one.otherwise or one.outside or one.wide) for one in ours)
    if not books:
        return "Nothing to change."
    told = (
        f"{counted(books, 'workbook')}: {let} let in, {other} changed, {gone} taken away, "
        f"{counted(links, 'way')} for everybody closed; nobody is mailed."
    )
    return told if yes else f"{told}\nThis was a dry run; nothing was changed. Do it with: --yes"


def _named(email: str, names: dict[str, str]) -> str:
    return f"{names[email]} <{email}>" if email in names else email
