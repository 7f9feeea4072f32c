"""`bellweave partners`: half days are offered, answers are read, and the next schedule fixes one."""

from pathlib import Path

import pytest

from sync.files.tabs import read_folder, write_workbook
from tests.commands.partner_workspace import a_partner_workspace, partner_rows, write_answers
from tests.commands.test_reading_verbs import contents
from tests.journeys.typing_commands import Typist


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    return a_partner_workspace(tmp_path_factory.mktemp("partners"))


@pytest.fixture
def year(made: Typist, tmp_path: Path) -> Typist:
    return made.moved_to(tmp_path / "year")


def test_without_yes_the_best_half_days_are_shown_and_nothing_is_written(year: Typist) -> None:
    before = contents(year.folder)
    out = year.does("partners", "propose").out

    assert (
        out.count("everybody of ours is free") + out.count("of ours who is invited is free") == 30
    )
    assert "Oct 2025, Partners, answers by Wed 10 Sep" in out
    assert "bellweave partners propose --yes" in out
    assert contents(year.folder) == before


def test_one_month_alone_can_be_asked_for(year: Typist) -> None:
    out = year.does("partners", "propose", "--month", "2025-10", "--yes").out

    assert "Wrote 12 rows" in out
    assert {row["date"][:7] for row in partner_rows(year)} == {"2025-10"}


@pytest.mark.proves("R-SS-1", "F-31")
def test_offered_answered_and_fixed_in_the_next_schedule(year: Typist) -> None:
    year.does("partners", "propose", "--yes")
    # Ten months, three half days, four organisations.
    assert len(partner_rows(year)) == 120
    listed = year.does("partners", "list").out
    assert listed.count("waiting for answers by") == 10
    assert listed.count("no answer: Arbor, Birch, Cedar, Dogwood") == 10

    # Cedar says nothing; the others can come to the last half day of each month only.
    by_month: dict[str, str] = {}
    for row in partner_rows(year):
        by_month[row["date"][:7]] = max(by_month.get(row["date"][:7], ""), row["date"])
    write_answers(
        year,
        lambda row: (
            ""
            if row["organisation"] == "Cedar"
            else ("can" if row["date"] == by_month[row["date"][:7]] else "cannot")
        ),
    )
    year.now = "2025-09-12T09:00"
    listed = year.does("partners", "list").out
    # Sep and Oct were due by then, and Nov is not.
    assert listed.count("comes: Arbor, Birch, Dogwood") == 2
    assert "No answer yet for some month: Cedar. Unknown is not counted as yes." in listed

    year.does("partners", "propose", "--yes")
    states: dict[str, set[str]] = {row["date"][:7]: set() for row in partner_rows(year)}
    for row in partner_rows(year):
        states[row["date"][:7]].add(row["state"])
    assert states["2025-10"] == {"agreed", "not taken"}
    assert states["2025-11"] == {"asked"}
    assert {row["answer"] for row in partner_rows(year)} == {"", "can", "cannot"}

    october = by_month["2025-10"]
    year.does("schedule", "week", october)
    rows = [line for line in year.does("show", "--csv").out.splitlines() if october in line]
    assert len(rows) == 1
    assert "At-Cedar" not in rows[0]
    assert "At-Arbor" in rows[0]


def test_columns_and_cells_of_people_stay_when_states_are_noted(year: Typist) -> None:
    year.does("partners", "propose", "--month", "2025-10", "--yes")
    path = year.folder / "input" / "PartnerDates.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    extended = [f"{lines[0]},phoned", *(f"{line},yes {n}" for n, line in enumerate(lines[1:]))]
    path.write_text("\n".join(extended), encoding="utf-8-sig")

    year.does("partners", "propose", "--month", "2025-11", "--yes")

    rows = partner_rows(year)
    assert [row["phoned"] for row in rows] == [f"yes {n}" for n in range(12)] + [""] * 12
    assert {row["why"] != "" for row in rows} == {True}


def test_listing_writes_nothing(year: Typist) -> None:
    year.does("partners", "propose", "--yes")
    before = contents(year.folder)
    year.does("partners", "list")

    assert contents(year.folder) == before


def test_a_workbook_file_can_be_read_only(year: Typist) -> None:
    settings = year.folder / "bellweave.toml"
    text = settings.read_text("utf-8").replace('inputs = "input"', 'inputs = "input.xlsx"')
    rows = {
        name: [[cell.value for cell in row] for row in grid]
        for name, grid in read_folder(year.folder / "input").items()
    }
    write_workbook(year.folder / "input.xlsx", rows)
    settings.write_text(text, "utf-8")
    ran = year.types("partners", "propose", "--yes")

    assert ran.code == 2
    assert "An .xlsx file can be read but not written." in ran.err


def test_without_partners_it_says_what_is_missing(fresh: Typist) -> None:
    assert "There is no monthly meeting" in fresh.does("partners", "list").out
    assert "There is no monthly meeting" in fresh.does("partners", "propose").out
