"""`bellweave export`: the saved schedule as files."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.words import counted

if TYPE_CHECKING:
    from workflow import Given, Workspace

CYCLE_PLAN = "cycle-plan"
SCOPE = "scope-and-sequence"
YEAR = "year"
BOARD = "board"
FORMS = ("ics", "html", "csv", "xlsx", CYCLE_PLAN, SCOPE, YEAR, BOARD)


@click.command()
@click.argument("form", metavar="FORM", type=click.Choice(FORMS))
@click.argument("cohort", required=False, default="")
@click.option("--out", type=click.Path(path_type=Path), help="Where to; default: the out folder.")
@click.option("--redact", is_flag=True, help="Initials instead of names (html only).")
@click.option(
    "--format",
    "how",
    type=click.Choice(["html", "csv", "xlsx"]),
    help="Of scope-and-sequence; default: html.",
)
@in_workspace
def export(
    workspace: "Workspace",
    *,
    form: str,
    cohort: str,
    out: Path | None,
    redact: bool,
    how: str | None,
) -> None:
    """Write the saved schedule: FORM is ics (a file a person), html (one page), csv or xlsx.

    cycle-plan COHORT is the week-by-week document of a cycle, to print and as CSV. scope-and-sequence is
    the year's professional learning in four columns, year the year on one page to print; both name months
    where nothing has a date yet. board is a page for the Board, with aggregates only.
    """
    from workflow import read

    if redact and form != "html":
        raise click.UsageError("--redact works with html only: the other files carry full names")
    if bool(cohort) is not (form == CYCLE_PLAN):
        raise click.UsageError("name a cohort with cycle-plan, and only there")
    if how and form != SCOPE:
        raise click.UsageError("--format works with scope-and-sequence only")
    paths = _written(
        workspace, read(workspace), form, cohort=cohort, out=out, redact=redact, how=how
    )
    if not paths:
        click.echo("Nothing has a time yet, so no file was written.")
        return
    click.echo(f"Wrote {counted(len(paths), 'file')}:")
    for path in paths:
        click.echo(f"  {path}")


def _written(
    workspace: "Workspace",
    given: "Given",
    form: str,
    *,
    cohort: str,
    out: Path | None,
    redact: bool,
    how: str | None,
) -> list[Path]:
    if form == CYCLE_PLAN:
        from errands.cycle_plan import export_cycle_plan

        return export_cycle_plan(workspace, given, cohort, out)
    if form in (SCOPE, YEAR):
        from errands.scope_and_sequence import export_scope, export_year

        if form == YEAR:
            return export_year(workspace, given, out)
        return export_scope(workspace, given, how or "html", out)
    if form == BOARD:
        from errands.year_reports import export_board

        return export_board(workspace, given, out)
    from errands.exporting import export as write

    return write(workspace, given, form, out, redact=redact)
