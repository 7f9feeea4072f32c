"""A report as a file to pass on: CSV, a workbook, or a page to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sheets_templates.vocabulary.table import CellValue
from sync.files.csv_text import write_csv
from sync.files.tabs import write_workbook, writing_to
from workflow import Given, Workspace

CSV, XLSX, HTML = "csv", "xlsx", "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Rows of cells under their heads; `name` is the file's, `title` the page's and `says` its one sentence.

    Of `keys`, which only programs read, nothing stands on a page.
    """

    name: str
    title: str
    says: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[CellValue]]
    keys: tuple[str, ...] = ()
    names_people: bool = True


def write_report(
    workspace: Workspace, given: Given, report: Report, form: str, out: Path | None
) -> Path:
    """Write a report as `csv`, `xlsx` or `html`, into the workspace's out folder if not told where.

    Raises:
        SettingsError: it cannot be written there.
    """
    place = out or Path(workspace.settings.out) / f"{report.name}.{form}"
    with writing_to(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        if form == HTML:
            place.write_text(_page(workspace, given, report), encoding="utf-8")
        elif form == XLSX:
            write_workbook(place, {report.title[:31]: [report.heads, *report.rows]})
        else:
            write_csv(place, [report.heads, *report.rows])
    return place


def _page(workspace: Workspace, given: Given, report: Report) -> str:
    from web.report_html import report_html

    kept = [number for number, head in enumerate(report.heads) if head not in report.keys]
    return report_html(
        title=report.title,
        says=report.says,
        heads=[report.heads[number] for number in kept],
        rows=[[row[number] for number in kept] for row in report.rows],
        district=given.district.name,
        made=given.days.date_of(workspace.clock(given.zone)),
    )
