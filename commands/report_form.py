"""The forms a report comes in: a table to read here, or a file to pass on."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from errands.told.report_files import Report
    from workflow import Given, Workspace

TABLE, CSV, XLSX, HTML = "table", "csv", "xlsx", "html"
BY_SUFFIX = {".xlsx": XLSX, ".html": HTML, ".htm": HTML}
FORM = click.option(
    "--format",
    "form",
    type=click.Choice([TABLE, CSV, XLSX, HTML]),
    help="A table here (the default), or csv, xlsx, or html: a page to print.",
)
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; its ending says the form. csv without it is printed.",
)


def form_of(form: str | None, out: Path | None) -> str:
    """The form asked for: a file's ending says it where nothing else does.

    Raises:
        click.UsageError: a table is to go into a file.
    """
    if form == TABLE and out is not None:
        raise click.UsageError("--format table is read here; a file is csv, xlsx or html")
    if form is not None:
        return form
    return TABLE if out is None else BY_SUFFIX.get(out.suffix.lower(), CSV)


def pass_on(
    workspace: "Workspace", given: "Given", report: "Report", form: str, out: Path | None
) -> None:
    """Print a report as CSV, or write it as a file and say where."""
    from errands.told.report_files import write_report

    if form == CSV and out is None:
        _print_csv(report)
        return
    click.echo(f"Wrote {write_report(workspace, given, report, form, out)}")
    if report.names_people:
        click.echo("It carries full names: keep it inside the district.")


def _print_csv(report: "Report") -> None:
    """A text that a spreadsheet would run gets an apostrophe."""
    from workflow import as_csv_text

    text = io.StringIO()
    safe = [[as_csv_text(cell) for cell in row] for row in (report.heads, *report.rows)]
    csv.writer(text, lineterminator="\n").writerows(safe)
    click.echo(text.getvalue(), nl=False)


def tell(
    workspace: "Workspace",
    given: "Given",
    report: "Report",
    form: str | None,
    out: Path | None,
    *,
    empty: str,
    left: int = 1,
) -> bool:
    """Pass a report on, or list it here in columns, or say that it is `empty`; whether it was listed.

    Raises:
        click.UsageError: a table is to go into a file.
    """
    asked = form_of(form, out)
    if asked != TABLE:
        pass_on(workspace, given, report, asked, out)
    elif report.rows:
        _columns(report, left)
    else:
        click.echo(empty)
    return asked == TABLE and bool(report.rows)


def _columns(report: "Report", left: int) -> None:
    """Columns that line up: the first `left` begin on one line, the others end on one."""
    lines = [tuple(map(str, row)) for row in (report.heads, *report.rows)]
    wide = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        click.echo("  ".join(_aligned(line, wide, left)).rstrip())


def _aligned(line: Sequence[str], wide: Sequence[int], left: int) -> list[str]:
    return [
        f"{cell:<{width}}" if number < left else f"{cell:>{width}}"
        for number, (cell, width) in enumerate(zip(line, wide, strict=True))
    ]
