"""The availability form goes out as a file or a tab, and comes back filled in."""

from pathlib import Path

import pytest

import workflow
from sync.files.tabs import write_workbook
from sync.files.xlsx import read_xlsx
from tests.commands.test_check_mark import files
from tests.journeys.input_sheet import in_a_sheet
from tests.journeys.typing_commands import Typist

FORM = "AvailabilityForm"


def filled_in(form: Path, ticks: dict[tuple[str, str, str], str]) -> None:
    """Somebody ticks: person, period and weekday -> the word."""
    (grid,) = read_xlsx(form).values()
    rows = [[cell.value for cell in row] for row in grid]
    header = rows[0]
    for (person, period, day), word in ticks.items():
        (row,) = (one for one in rows if one[0] == person and one[2] == period)
        row += [""] * (len(header) - len(row))
        row[header.index(day)] = word
    write_workbook(form, {FORM: rows})


@pytest.mark.proves("F-1")
def test_a_form_goes_out_and_comes_back(fresh: Typist) -> None:
    ran = fresh.does("export", "availability-form")
    form = fresh.folder / "out" / "availability-form.xlsx"
    assert "8 teachers, 72 rows to tick" in ran.out
    assert list(read_xlsx(form)) == [FORM]

    ticks = {("t1", "hour 7", "Friday"): "free", ("t2", "hour 7", "Thursday"): "never"}
    filled_in(form, ticks)
    before = files(fresh.folder)
    assert "Would put 2 periods" in fresh.does("paste", "form", str(form)).out
    assert files(fresh.folder) == before

    fresh.does("paste", "form", str(form), "--yes")
    district = workflow.read(workflow.open_here(start=fresh.folder, now=fresh.now)).district
    told = {
        (row.person, row.weekday, row.start.hour, row.offer.value)
        for row in district.availability
        if row.weekday in (3, 4) and row.start.hour == 13
    }
    assert told == {("t1", 4, 13, "free"), ("t2", 3, 13, "never")}
    assert fresh.types("paste", "form", str(form), "--yes").code == 2


def test_a_form_with_faults_is_not_taken_over(fresh: Typist) -> None:
    fresh.does("export", "availability-form")
    form = fresh.folder / "out" / "availability-form.xlsx"
    filled_in(form, {("t1", "hour 2", "Monday"): "perhaps", ("t2", "hour 3", "Monday"): "free"})
    ran = fresh.types("paste", "form", str(form), "--yes")

    assert ran.code == 1
    assert "where: AvailabilityForm!F3" in ran.err
    assert "is free here and teaching on the Availability tab" in ran.err
    assert not (fresh.folder / "input" / f"{FORM}.csv").exists()


def test_answers_of_a_google_form_are_taken_over_too(fresh: Typist, tmp_path: Path) -> None:
    answers = tmp_path / "Coaching times (Responses) - Form Responses 1.csv"
    answers.write_text(
        "Timestamp,Email Address,Friday [1:00 - 2:00]\n"
        "11/2/2026 9:00:00,maria.lopez@lincoln.example,Free\n"
        "11/2/2026 9:05:00,nobody@lincoln.example,Free\n",
        "utf-8",
    )
    ran = fresh.does("paste", "form", str(answers), "--yes")

    assert "Put 1 period into" in ran.out
    assert "'nobody@lincoln.example' answered the form" in ran.out
    assert "'nobody@lincoln.example' answered the form" in fresh.does("check").out


@pytest.mark.slow
def test_in_a_sheet_the_form_is_a_tab_that_is_read_from_there(fresh: Typist) -> None:
    book = in_a_sheet(fresh)
    fresh.does("export", "availability-form")
    workspace = workflow.open_here(start=fresh.folder, now=fresh.now)
    with workflow.google(workspace, None) as clients:
        assert FORM not in [tab.title for tab in clients.sheets.tabs(book)]
    fresh.does("export", "availability-form", "--yes")
    with workflow.google(workspace, None) as clients:
        clients.sheets.write_values(book, {f"{FORM}!J8": [["free"]]})

    rows = [row for row in workflow.read(workspace).district.availability if row.weekday == 4]
    assert ("t1", 13) in {(row.person, row.start.hour) for row in rows}
    assert fresh.types("export", "availability-form", "--yes").code == 2


def test_yes_goes_with_the_form_only(fresh: Typist) -> None:
    assert fresh.types("export", "ics", "--yes").code == 2
