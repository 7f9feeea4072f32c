"""A report is read here, or passed on as CSV, a workbook or a page to print, with the same rows."""

import csv
import io
from datetime import date, time
from pathlib import Path

import pytest

from errands.told.report_files import Report, write_report
from sync.files.xlsx import read_xlsx
from sync.workspace.workspace import open_workspace
from tests.journeys.typing_commands import Typist
from workflow import read

REPORTS = ("fairness", "travel", "ledger", "equity", "coverage")


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_holds_the_same_rows_in_every_form(scheduled: Typist, name: str) -> None:
    printed = rows_of(scheduled.does("report", name, "--format", "csv").out)

    scheduled.does("report", name, "--out", "out/a.csv")
    scheduled.does("report", name, "--out", "out/a.xlsx")
    page = scheduled.does("report", name, "--format", "html")

    out = scheduled.folder / "out"
    assert rows_of((out / "a.csv").read_text(encoding="utf-8-sig")) == printed
    (grid,) = read_xlsx(out / "a.xlsx").values()
    assert [len(row) for row in grid] == [len(row) for row in printed]
    assert [cell.value for cell in grid[0]] == printed[0]
    html = (out / f"{name}.html").read_text()
    assert f"out/{name}.html" in page.out.replace("\\", "/")
    assert html.count("<tr>") == (len(printed) if len(printed) > 1 else 0)
    assert all(row[0] in html for row in printed[1:] if name != "coverage")
    assert "<script" not in html


def test_numbers_are_numbers_in_a_workbook_and_end_on_one_line_on_a_page(
    scheduled: Typist,
) -> None:
    (_, *rows) = rows_of(scheduled.does("report", "fairness", "--format", "csv").out)
    scheduled.does("report", "fairness", "--out", "out/fairness.xlsx")
    scheduled.does("report", "fairness", "--out", "out/fairness.html")

    (grid,) = read_xlsx(scheduled.folder / "out" / "fairness.xlsx").values()
    page = (scheduled.folder / "out" / "fairness.html").read_text()

    assert [row[1].value for row in grid[1:]] == [int(row[1]) for row in rows]
    assert f'<td class="number">{rows[0][1]}</td>' in page


def test_a_file_that_names_people_says_so_and_counts_of_schools_do_not(scheduled: Typist) -> None:
    named = scheduled.does("report", "ledger", "--format", "xlsx").out
    counted = scheduled.does("report", "equity", "--format", "xlsx").out

    assert "It carries full names: keep it inside the district." in named
    assert "full names" not in counted


def test_what_only_programs_read_is_on_no_page(scheduled: Typist, tmp_path: Path) -> None:
    workspace = open_workspace(scheduled.folder, options={}, now=scheduled.now)
    given = read(workspace)
    report = Report(
        name="cover",
        title="Cover",
        says="One class.",
        heads=("request_id", "school"),
        rows=[("r-17", "Lincoln")],
        keys=("request_id",),
    )

    page = write_report(workspace, given, report, "html", tmp_path / "a.html").read_text()
    file = write_report(workspace, given, report, "csv", tmp_path / "a.csv").read_text()

    assert "Lincoln" in page
    assert "r-17" not in page
    assert "r-17" in file


def test_a_table_cannot_be_written_to_a_file(scheduled: Typist) -> None:
    refused = scheduled.types("report", "fairness", "--format", "table", "--out", "out/a.txt")

    assert refused.code == 2
    assert "a file is csv, xlsx or html" in refused.err
    assert not (scheduled.folder / "out" / "a.txt").exists()


def test_where_nothing_can_be_written_the_place_is_named(scheduled: Typist) -> None:
    (scheduled.folder / "taken").write_text("a file")

    refused = scheduled.types("report", "fairness", "--out", "taken/fairness.xlsx")

    assert refused.code == 2
    assert "cannot be written" in refused.err
    assert (scheduled.folder / "taken").read_text() == "a file"


def test_a_page_tells_days_and_times_in_words_and_no_key() -> None:
    from web.report_html import report_html

    page = report_html(
        title="Classes that need cover",
        says="Two weeks.",
        heads=["needed_by", "start", "class"],
        rows=[[date(2026, 11, 24), time(13, 5), "<Algebra>"], [None, None, 3]],
        district="Riverton",
        made=date(2026, 11, 20),
    )

    assert "Needed by" in page
    assert ">Tue 24 Nov</th><td>1:05 PM</td><td>&lt;Algebra&gt;</td>" in page
    assert 'class="number">3</td>' in page
    assert "Fri 20 Nov 2026" in page
