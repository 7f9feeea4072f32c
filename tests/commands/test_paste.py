"""`paste bells` and `init --bells`: a printed bell schedule becomes rows of the input."""

from pathlib import Path

import pytest

import workflow
from sync.files.tabs import read_files, write_workbook
from tests.commands.test_check_mark import files
from tests.house import ROOT
from tests.journeys.input_sheet import in_a_sheet
from tests.journeys.typing_commands import Typist

PRINTED = """\
Lincoln Middle School
Period,Regular,Early Release
1,8:05 - 8:52,8:05 - 8:40
Lunch,11:30 - 12:00,
6,1:05 - 1:52,11:45 - 12:20
"""
READ = [
    ["bell_set", "variant", "grade_band", "block", "start", "end", "kind"],
    ["lincoln", "regular", "", "1", "8:05 AM", "8:52 AM", "teach"],
    ["lincoln", "early release", "", "1", "8:05 AM", "8:40 AM", "teach"],
    ["lincoln", "regular", "", "Lunch", "11:30 AM", "12:00 PM", "lunch"],
    ["lincoln", "regular", "", "6", "1:05 PM", "1:52 PM", "teach"],
    ["lincoln", "early release", "", "6", "11:45 AM", "12:20 PM", "teach"],
]


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    path = tmp_path / "lincoln.txt"
    path.write_text(PRINTED, "utf-8")
    return path


def bells_of(typist: Typist) -> list[list[object]]:
    grid = read_files(typist.folder / "input")["BellSchedules"]
    return [[cell.value for cell in row] for row in grid]


def test_a_printed_bell_schedule_becomes_rows_of_the_tab(fresh: Typist, printed: Path) -> None:
    before = files(fresh.folder)
    dry = fresh.does("paste", "bells", str(printed))
    assert "lincoln  early release    1  8:05 AM  8:40 AM  teach" in dry.out
    assert "Would add 5 rows" in dry.out
    assert "Not understood and left out: Lincoln Middle School" in dry.out
    assert files(fresh.folder) == before

    fresh.does("paste", "bells", str(printed), "--yes")
    assert bells_of(fresh) == READ
    assert "There are no bells" not in fresh.does("check").out


def test_rows_are_added_below_those_of_another_school(fresh: Typist, printed: Path) -> None:
    there = "note,block,bell_set,start,end,kind,variant\nkeep,1,oak,8:00 AM,8:45 AM,teach,\n"
    path = fresh.folder / "input" / "BellSchedules.csv"
    path.write_text(there, "utf-8")
    fresh.does("paste", "bells", str(printed), "--yes")

    rows = bells_of(fresh)
    assert rows[:2] == [
        ["note", "block", "bell_set", "start", "end", "kind", "variant"],
        ["keep", "1", "oak", "8:00 AM", "8:45 AM", "teach", ""],
    ]
    assert rows[2] == ["", "1", "lincoln", "8:05 AM", "8:52 AM", "teach", "regular"]
    assert len(rows) == 7


def test_bells_that_are_there_are_not_written_over(fresh: Typist, printed: Path) -> None:
    fresh.does("paste", "bells", str(printed), "--yes")
    before = files(fresh.folder)
    ran = fresh.types("paste", "bells", str(printed), "--yes")

    assert ran.code == 2
    assert "There is a bell_set 'lincoln' on the BellSchedules tab already." in ran.err
    assert files(fresh.folder) == before


def test_everything_wrong_with_a_bell_schedule_is_told_at_once(
    fresh: Typist, printed: Path
) -> None:
    printed.write_text(PRINTED.replace("8:52", "8:75").replace("12:20", "11:20"), "utf-8")
    ran = fresh.types("paste", "bells", str(printed), "--yes")

    assert ran.code == 1
    assert ran.err.count("error: ") == 2
    assert "where: lincoln!B3" in ran.err
    assert not (fresh.folder / "input" / "BellSchedules.csv").exists()


def test_an_xlsx_input_is_not_written(fresh: Typist, printed: Path) -> None:
    rows = {
        name: [[cell.value for cell in row] for row in grid]
        for name, grid in read_files(fresh.folder / "input").items()
    }
    write_workbook(fresh.folder / "input.xlsx", rows)
    settings = fresh.folder / "bellweave.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('inputs = "input"', 'inputs = "input.xlsx"'), "utf-8"
    )
    ran = fresh.types("paste", "bells", str(printed), "--yes")

    assert (ran.code, "can be read but not written" in ran.err) == (2, True)


def test_a_new_workspace_rings_by_a_printed_bell_schedule(tmp_path: Path, printed: Path) -> None:
    typist = Typist(tmp_path / "new", now="2026-11-06T15:45")
    typist.folder.mkdir()
    typist.does("init", "--small", "--bells", str(printed), "--start-week", "2026-11-23")

    assert bells_of(typist) == READ
    typist.does("check")


@pytest.mark.proves("F-15")
def test_a_master_schedule_goes_with_a_bell_schedule_as_it_is_printed(tmp_path: Path) -> None:
    times: tuple[str, ...] = (
        "8:50-9:30",
        "9:30-10:10",
        "10:25-11:05",
        "11:05-11:45",
        "12:45-1:25",
        "1:25-2:05",
    )
    times += ("2:20-3:00", "3:00-3:20")
    lines = [f"Period {number}: {span}" for number, span in enumerate(times, 1)]
    printed = tmp_path / "school.txt"
    printed.write_text("\n".join(["Regular Bell Schedule", *lines]), "utf-8")
    typist = Typist(tmp_path / "new", now="2026-11-06T15:45")
    typist.folder.mkdir()
    ran = typist.does(
        *("init", "--master-schedule", str(ROOT / "tests/data/timetables/BGHS98.csv")),
        *("--bells", str(printed), "--bell-set", "bghs", "--school", "BGHS"),
        *("--first-day", "2026-08-31", "--last-day", "2027-06-04"),
        *("--coach", "Ana Ruiz", "--subject", "Math", "--periods-without-a-row", "prep"),
    )
    assert "1457 of 1457 lessons of 56 teachers were taken over" in ran.out
    assert "12:00 to 5:59 the afternoon" in ran.out
    assert [row[2:5] for row in bells_of(typist)[1:3]] == [
        ["1", "8:50 AM", "9:30 AM"],
        ["2", "9:30 AM", "10:10 AM"],
    ]
    typist.does("check")


@pytest.mark.slow
def test_in_a_sheet_the_rows_go_below_what_is_there(fresh: Typist, printed: Path) -> None:
    book = in_a_sheet(fresh)
    fresh.does("paste", "bells", str(printed), "--yes")
    fresh.does("paste", "bells", str(printed), "--bell-set", "oak", "--yes")

    with workflow.google(workflow.open_here(start=fresh.folder, now=fresh.now), None) as clients:
        grid = clients.sheets.read(book, ["BellSchedules"])["BellSchedules"]
    assert [row[0].value for row in grid] == ["bell_set", *["lincoln"] * 5, *["oak"] * 5]
    assert fresh.types("paste", "bells", str(printed), "--yes").code == 2
