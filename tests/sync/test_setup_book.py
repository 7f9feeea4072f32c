"""Setup is made from the input once, typed and whole, and is the people's from then on."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from local_google.faults import refuse
from scheduler.errors import RemoteError
from sheets_templates.reading.typed import filled_inputs
from sheets_templates.vocabulary.grid import grid_of
from sheets_templates.vocabulary.table import CellValue, Tabs
from sync.sheets.setup_book import MOST_AT_ONCE, SetupBuilt, build_setup, in_writes, is_built
from sync.sheets.sheets_api import SheetsApi
from tests.builders import at
from tests.sync.coaching import Workspace, a_workspace

AVAILABILITY: list[list[CellValue]] = [
    ["person_id", "Weekday", "from", "to", "offer", "our remark"],
    ["007", "Mon-Fri", "8:30 AM", "11:00 AM", "teaching", "=1+1"],
    ["t2", "Friday", "soon", "11:15", "free", ""],
]
SECOND_WRITE = refuse("sheets.spreadsheets.batchUpdate", 403, "forbidden", nth=2)
"""The first makes the tabs."""
PEOPLE: list[list[CellValue]] = [
    ["person_id", "name", "active_from"],
    ["007", "Ana", "2026-08-17"],
    ["t2", "Bo", ""],
]


def tabs(**more: list[list[CellValue]]) -> Tabs:
    rows = {"People": PEOPLE, "Availability": AVAILABILITY, **more}
    return {name: grid_of(name, lines) for name, lines in rows.items()}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path) as workspace:
        yield workspace


def built(office: Workspace, given: Tabs | None = None) -> SetupBuilt:
    return build_setup(
        SheetsApi(office.transport),
        office.journal,
        filled_inputs(given or tabs()),
        title="Setup",
        readers=(),
        owner="office@district.example",
        now=at("2026-12-04 15:30"),
    )


def values(office: Workspace, book: str, tab: str) -> list[list[CellValue]]:
    grid = SheetsApi(office.transport).read(book, [tab])[tab]
    return [[cell.value for cell in row] for row in grid]


@pytest.mark.proves("F-77", "F-1")
def test_days_and_hours_become_real_ones_and_ids_stay_texts(office: Workspace) -> None:
    book = built(office).book

    header, first, second = values(office, book, "Availability")
    row = dict(zip(header, first, strict=False))
    assert (row["person_id"], row["from"], row["to"]) == ("007", time(8, 30), time(11, 0))
    assert dict(zip(header, second, strict=False))["from"] == "soon"
    people = values(office, book, "People")
    assert dict(zip(people[0], people[1], strict=False))["active_from"] == date(2026, 8, 17)


def test_a_column_of_the_districts_own_goes_along_and_is_never_run(office: Workspace) -> None:
    header, first, *_ = values(office, built(office).book, "Availability")

    assert dict(zip(header, first, strict=False))["our remark"] == "=1+1"


def test_what_people_changed_there_is_never_filled_again(office: Workspace) -> None:
    book = built(office).book
    SheetsApi(office.transport).write_values(book, {"People!B2": [["Anna"]]})

    assert built(office) == SetupBuilt(book=book, rows={})
    assert values(office, book, "People")[1][1] == "Anna"


@pytest.mark.proves("P1")
def test_a_run_that_died_before_the_rows_were_written_is_gone_on_with(office: Workspace) -> None:
    office.running.faults.add(SECOND_WRITE)
    with pytest.raises(RemoteError):
        built(office)
    assert not is_built(office.journal)

    done = built(office)

    assert done.rows == {"People": 2, "Availability": 2}
    assert len(values(office, done.book, "People")) == 3
    assert is_built(office.journal)


@pytest.mark.proves("S8")
def test_what_somebody_typed_meanwhile_is_left_alone_and_told(office: Workspace) -> None:
    office.running.faults.add(SECOND_WRITE)
    with pytest.raises(RemoteError):
        built(office)
    (book,) = SheetsApi(office.transport).find()
    SheetsApi(office.transport).write_values(book, {"People!A2:B2": [["x1", "Mine"]]})

    done = built(office)

    assert done.notes[:1] == ("People was not filled: somebody wrote in it meanwhile",)
    assert [row[1] for row in values(office, book, "People")] == ["name", "Mine"]
    assert len(values(office, book, "Availability")) == 3


@pytest.mark.proves("S11")
def test_a_long_tab_is_written_in_parts_each_below_what_google_advises(
    office: Workspace,
) -> None:
    long: list[list[CellValue]] = [["person_id", "name"]]
    long.extend([f"t{number}", "name " * 400] for number in range(1200))
    office.running.log.clear()

    book = built(office, tabs(People=long)).book

    writes = office.running.log.entries("sheets.spreadsheets.batchUpdate")
    assert 3 <= len(writes) <= 6
    assert MOST_AT_ONCE < 2_000_000
    assert len(values(office, book, "People")) == 1201


def test_requests_are_kept_in_order_and_parted_only_where_they_must_be() -> None:
    requests = [{"n": "x" * length} for length in (10, 10, 30, 10)]

    assert list(in_writes(requests, most=50)) == [requests[:2], requests[2:3], requests[3:]]
    assert list(in_writes(requests)) == [requests]
    assert list(in_writes([])) == []
