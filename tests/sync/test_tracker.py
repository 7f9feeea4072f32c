"""The tracker writes its own cells and no others, wherever people moved them."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.errors import InputError
from sheets_templates.vocabulary.grid import grid_of
from sheets_templates.vocabulary.table import CellKind, CellValue, Column, Grid, Tab, Writer
from sync.sheets.tracker import Leftover, Merged, merge
from sync.sheets.tracker_requests import CUT, requests_for

LOG = Tab(
    name="VisitLog",
    key="event_id",
    columns=(
        Column(header="event_id", writer=Writer.PROGRAM),
        Column(header="date", writer=Writer.PROGRAM),
        Column(header="teacher", writer=Writer.PROGRAM),
        Column(header="next_step"),
        Column(header="count", writer=Writer.FORMULA),
    ),
)
HEADERS = ["event_id", "date", "teacher", "next_step", "count"]
Values = Sequence[CellValue]


def a_row(key: str, day: int = 8, teacher: str = "Rosa Hall") -> dict[str, CellValue]:
    return {"event_id": key, "date": date(2026, 12, day), "teacher": teacher}


def stood(key: str, note: str = "", day: int = 8, teacher: str = "Rosa Hall") -> list[CellValue]:
    """A row as it stands in a sheet with the headers in their order."""
    return [key, date(2026, 12, day), teacher, note]


def a_grid(*rows: Values, headers: Values = HEADERS) -> Grid:
    return grid_of("VisitLog", [list(headers), *map(list, rows)])


def written(merged: Merged) -> dict[tuple[int, int], CellValue]:
    return {(write.row, write.column): write.value for write in merged.writes}


def test_new_rows_go_below_the_last_one_and_leave_human_cells_empty() -> None:
    merged = merge(LOG, a_grid(stood("a", "call back")), [a_row("a"), a_row("b")])

    assert written(merged) == {(2, 0): "b", (2, 1): date(2026, 12, 8), (2, 2): "Rosa Hall"}


def test_a_row_that_shows_what_it_should_is_not_written() -> None:
    assert merge(LOG, a_grid(stood("a")), [a_row("a")]).writes == ()


def test_only_the_cell_that_differs_is_written() -> None:
    merged = merge(LOG, a_grid(stood("a"), stood("b")), [a_row("a"), a_row("b", day=9)])

    assert written(merged) == {(2, 1): date(2026, 12, 9)}


@pytest.mark.proves("F-79", "GE-36", "S1")
def test_columns_that_people_moved_and_added_are_found_by_their_headers() -> None:
    headers = ["mood", "teacher", "next_step", "event_id", "date"]
    grid = a_grid(["fine", "Rosa Hall", "call", "a", date(2026, 12, 8)], headers=headers)

    assert written(merge(LOG, grid, [a_row("a", day=9)])) == {(1, 4): date(2026, 12, 9)}


@pytest.mark.proves("S6", "GE-36")
def test_a_key_copied_down_is_told_and_neither_row_is_written() -> None:
    grid = a_grid(stood("a"), stood("b"), stood("a"))

    merged = merge(LOG, grid, [a_row("a", day=9), a_row("b", day=9)])

    assert written(merged) == {(2, 1): date(2026, 12, 9)}
    (finding,) = merged.findings
    assert finding.where == "VisitLog!A4"
    assert "VisitLog!A2" in finding.what


@pytest.mark.proves("S2")
def test_headers_that_are_missing_or_stand_twice_are_told_together() -> None:
    headers = ["event_id", "when", "teacher", "teacher"]

    with pytest.raises(InputError) as raised:
        merge(LOG, a_grid(headers=headers), [a_row("a")])

    assert [(fault.where, fault.what) for fault in raised.value.faults] == [
        ("VisitLog!1:1", "the tab VisitLog has no column `date`"),
        (
            "VisitLog!D1",
            "the tab VisitLog has several columns `teacher`: VisitLog!C1 and VisitLog!D1",
        ),
    ]


def test_an_empty_tab_is_a_fault_and_not_filled_blindly() -> None:
    with pytest.raises(InputError):
        merge(LOG, (), [a_row("a")])


@pytest.mark.proves("GE-39")
def test_a_cell_of_ours_that_a_person_typed_over_is_left_and_told_with_what_it_would_be() -> None:
    before = merge(LOG, a_grid(stood("a"), stood("b")), [a_row("a"), a_row("b")])
    typed = a_grid(stood("a", teacher="R. Hall"), stood("b", day=9))

    merged = merge(LOG, typed, [a_row("a"), a_row("b", day=9)], last=before.digests)

    (finding,) = merged.findings
    assert finding.where == "VisitLog!C2"
    assert "`R. Hall`" in finding.what
    assert "it would be `Rosa Hall` now" in finding.what
    assert written(merged) == {}


def test_a_change_of_ours_is_not_taken_for_a_persons() -> None:
    before = merge(LOG, a_grid(stood("a")), [a_row("a")])

    assert merge(LOG, a_grid(stood("a")), [a_row("a", day=9)], last=before.digests).findings == ()


@pytest.mark.proves("S5")
def test_a_formula_in_a_cell_of_ours_is_told_even_if_it_shows_the_same() -> None:
    grid = a_grid(stood("a"))
    cell = grid[1][2]
    formula = type(cell)(kind=CellKind.TEXT, value="Rosa Hall", where=cell.where, formula=True)
    with_formula = (grid[0], (*grid[1][:2], formula, *grid[1][3:]))
    last = merge(LOG, grid, [a_row("a")]).digests

    merged = merge(LOG, with_formula, [a_row("a")], last=last)

    assert written(merged) == {}
    assert [(one.where, "a formula" in one.what) for one in merged.findings] == [
        ("VisitLog!C2", True)
    ]
    assert written(merge(LOG, with_formula, [a_row("a")])) == {(1, 2): "Rosa Hall"}


def test_boxes_and_formulas_filled_in_below_do_not_push_new_rows_down() -> None:
    headers = [*HEADERS, "done"]
    grid = a_grid(
        [*stood("a"), None, True], *([None] * 5 + [False] for _ in range(50)), headers=headers
    )

    assert {row for row, _ in written(merge(LOG, grid, [a_row("a"), a_row("b")]))} == {2}


def test_a_row_a_person_added_by_hand_is_nobodys_to_write() -> None:
    grid = a_grid(stood("a"), [None, None, None, "remember chalk"])

    assert {row for row, _ in written(merge(LOG, grid, [a_row("a"), a_row("b")]))} == {3}


def test_rows_no_longer_needed_stay_or_are_emptied_unless_somebody_wrote_in_them() -> None:
    grid = a_grid(stood("old"), stood("noted", "call back"))

    assert merge(LOG, grid, []).writes == ()
    merged = merge(LOG, grid, [], leftover=Leftover.CLEAR)
    assert written(merged) == {(1, 0): None, (1, 1): None, (1, 2): None}
    assert [finding.where for finding in merged.findings] == ["VisitLog!A3"]


@pytest.mark.proves("S9")
def test_a_row_somebody_emptied_is_written_again() -> None:
    merged = merge(LOG, a_grid([None] * 4, stood("b")), [a_row("a"), a_row("b")])

    assert {row for row, _ in written(merged)} == {3}


@pytest.mark.proves("S10", "GE-37")
@given(st.text(min_size=1, max_size=30))
@settings(max_examples=200, deadline=None)
def test_a_text_is_sent_as_a_text_whatever_it_begins_with(text: str) -> None:
    merged = merge(LOG, a_grid(), [a_row("a", teacher=text)])

    sent = [
        cell["userEnteredValue"]
        for request in requests_for(merged, 1, 1000)
        if "updateCells" in request
        for row in request["updateCells"]["rows"]
        for cell in row["values"]
    ]
    assert {"stringValue": text} in sent
    assert not any("formulaValue" in value for value in sent)


@pytest.mark.proves("S11")
def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    merged = merge(LOG, a_grid(), [a_row("a", teacher="x" * 60_000)])

    (long,) = (
        cell["userEnteredValue"]["stringValue"]
        for request in requests_for(merged, 1, 1000)
        if "updateCells" in request
        for cell in request["updateCells"]["rows"][0]["values"]
        if len(str(cell)) > 40_000
    )
    assert len(long) == 50_000
    assert long.endswith(CUT)


@pytest.mark.parametrize(
    ("rows_there", "kinds"),
    [
        (1, ["appendDimension", "insertDimension"]),
        (10, ["insertDimension"]),
        (219 + 1, ["insertDimension"]),
        (220 + 1, ["moveDimension"]),
    ],
)
def test_new_rows_get_room_of_their_own_that_nothing_stood_in(
    rows_there: int, kinds: list[str]
) -> None:
    merged = merge(LOG, a_grid(), [a_row(f"{n}") for n in range(20)])

    room = [
        request for request in requests_for(merged, 7, rows_there) if "updateCells" not in request
    ]

    assert [kind for request in room for kind in request] == kinds
    last = room[-1]
    span = {"sheetId": 7, "dimension": "ROWS"}
    assert last.get("insertDimension", {}).get("range") in (
        None,
        span | {"startIndex": 1, "endIndex": 21},
    )
    assert last.get("moveDimension", {}).get("source") in (
        None,
        span | {"startIndex": rows_there - 20, "endIndex": rows_there},
    )


@pytest.mark.proves("S1", "F-79")
@given(st.permutations(range(1_200)), st.permutations(range(6)))
@settings(max_examples=4, deadline=None)
def test_over_a_thousand_rows_in_any_order_get_their_own_cells_and_no_others(
    order: list[int], places: list[int]
) -> None:
    """One column of a person's stands among ours; every third visit moves by a day."""
    headers = [*HEADERS, "mood"]
    rows = [[*stood(f"k{n}", f"note {n}"), None, f"mood {n}"] for n in order]
    lines: list[list[CellValue]] = [[*headers], *rows]
    mixed = [[row[place] for place in places] for row in lines]
    last = merge(LOG, a_grid(*rows, headers=headers), [a_row(f"k{n}") for n in range(1_200)])

    wanted = [a_row(f"k{n}", day=9 if n % 3 == 0 else 8) for n in range(1_200)]
    merged = merge(LOG, grid_of("VisitLog", mixed), wanted, last=last.digests)

    day = places.index(HEADERS.index("date"))
    assert written(merged) == {
        (order.index(n) + 1, day): date(2026, 12, 9) for n in range(0, 1_200, 3)
    }
    assert merged.findings == ()
