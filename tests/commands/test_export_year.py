"""`bellweave export scope-and-sequence` and `export year`: from months in August to dates later."""

import csv
from pathlib import Path

import pytest

from sync.files.xlsx import read_xlsx
from tests.commands.partner_workspace import a_partner_workspace
from tests.commands.test_reading_verbs import contents
from tests.journeys.typing_commands import Typist


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    return a_partner_workspace(tmp_path_factory.mktemp("year"))


@pytest.fixture
def year(made: Typist, tmp_path: Path) -> Typist:
    return made.moved_to(tmp_path / "year")


def table(typist: Typist) -> list[list[str]]:
    typist.does("export", "scope-and-sequence", "--format", "csv")
    path = typist.folder / "out" / "csv" / "ScopeAndSequence.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.proves("R-SS-17", "F-89")
def test_the_table_is_kept_current_from_months_to_dates(year: Typist) -> None:
    rows = table(year)
    assert [row[0] for row in rows[:4]] == [
        "Curriculum or content area",
        "Type of professional learning",
        "Total cost range, travel included",
        "District context",
    ]
    assert rows[5] == [
        "Timing",
        "Participants",
        "Name of professional learning and format",
        "Description",
    ]
    assert rows[6][0].startswith("Monthly: no date yet in Sep, Oct, Nov")

    year.does("schedule", "week", "2025-09-02")
    after = table(year)
    assert "no date yet in Oct, Nov" in after[6][0]
    assert " Sep; " in after[6][0]


def test_a_workbook_and_a_page_say_the_same_as_the_table(year: Typist) -> None:
    rows = table(year)
    year.does("export", "scope-and-sequence", "--format", "xlsx")
    year.does("export", "scope-and-sequence")

    (grid,) = read_xlsx(year.folder / "out" / "scope-and-sequence.xlsx").values()
    assert [[str(cell.value or "") for cell in row] for row in grid] == rows
    html = (year.folder / "out" / "scope-and-sequence.html").read_text("utf-8")
    assert all(cell in html for cell in rows[5])


def test_what_settings_say_stands_in_the_head(year: Typist) -> None:
    path = year.folder / "input" / "Settings.csv"
    said = path.read_text("utf-8-sig").rstrip()
    area = "content_area,Illustrative Mathematics\n"
    path.write_text(f"{said}\n{area}cost_band,cheap\n", encoding="utf-8-sig")
    ran = year.types("export", "scope-and-sequence")
    assert ran.code == 1
    assert "less than $50,000" in ran.err

    path.write_text(f"{said}\n{area}cost_band,less than $50000\n", encoding="utf-8-sig")
    head = {row[0]: row[1] for row in table(year)[:4]}
    assert head["Curriculum or content area"] == "Illustrative Mathematics"
    assert head["Total cost range, travel included"].startswith("less than $50,000; driving")


def test_the_year_is_one_page_in_august_too(year: Typist) -> None:
    before = contents(year.folder)
    out = year.does("export", "year").out

    assert "year.html" in out
    html = (year.folder / "out" / "year.html").read_text("utf-8")
    assert "School year 2025–26" in html
    assert html.count("no date yet</span>") == 10
    changed = {name for name, print_ in contents(year.folder).items() if before.get(name) != print_}
    assert changed == {"out/year.html"}


def test_a_format_belongs_to_the_scope_and_sequence_only(year: Typist) -> None:
    assert year.types("export", "year", "--format", "csv").code == 2
    assert year.types("export", "scope-and-sequence", "A").code == 2
