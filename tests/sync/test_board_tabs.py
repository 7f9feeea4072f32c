"""The dashboard comes with the first day that is over, with its charts, and says what took place."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scheduler.district import CohortId
from scheduler.model import Kind, Schedule, Window
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program_boards import DASHBOARD, DOSAGE, VISITS_BY_WEEK
from sheets_templates.building.build import sheet_id
from sync.sheets.matter import Matter, Tracked
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.tracking import track_all
from tests.builders import HALL, a_schedule
from tests.sync.coaching import Workspace, a_workspace, connect, person, visit

BOOK = "Math coaching - program"
ALPHA = CohortId("alpha")
WEEK = Window(first=date(2026, 12, 7), last=date(2026, 12, 11))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path) as workspace:
        yield workspace


def told() -> Schedule:
    """Ana visits Hall on Tuesday and talks with her on Wednesday."""
    return a_schedule(
        [
            visit("2026-12-08 10:40", id="v", cohort=ALPHA, window=WEEK, teaching=HALL),
            visit(
                "2026-12-09 10:40",
                id="d",
                cohort=ALPHA,
                window=WEEK,
                kind=Kind.DEBRIEF,
                teaching=None,
            ),
        ]
    )


def tracked(office: Workspace, schedule: Schedule, today: date | None) -> Tracked:
    matter = Matter(
        district=office.district,
        days=SchoolDays(office.district),
        schedule=schedule,
        published=schedule,
        today=today,
    )
    return track_all(SheetsApi(office.transport), office.journal, matter)


def rows(office: Workspace, book: str, tab: str) -> list[dict[str, Any]]:
    grid = SheetsApi(connect(office.running, person("ana"))).read(book, [tab])[tab]
    headers = [str(cell.value) for cell in grid[0]]
    return [
        {header: cell.value for header, cell in zip(headers, row, strict=False)}
        for row in grid[1:]
        if row and row[0].value
    ]


def charts(office: Workspace, book: str) -> dict[int, list[Any]]:
    """The charts of each sheet, as Google keeps them."""
    answer = SheetsApi(office.transport)._by_method.fetch_sheet_metadata(
        book, {"fields": "sheets(properties.sheetId,charts)"}
    )
    return {
        sheet["properties"]["sheetId"]: sheet["charts"]
        for sheet in answer["sheets"]
        if sheet.get("charts")
    }


@pytest.mark.proves("F-82", "F-83")
def test_a_leader_opens_one_tab_with_the_figures_and_their_charts(office: Workspace) -> None:
    book = tracked(office, told(), date(2026, 12, 14)).books[BOOK]

    words = {row["about"]: row["figure"] for row in rows(office, book, DASHBOARD.name)}
    assert words["Held so far"] == "visits: 1, debriefs: 1"
    assert words["Cycles as set out"] == "2 of 2 due items took place (100%)"
    (hall,) = rows(office, book, DOSAGE.name)
    assert (hall["teacher_key"], hall["w1_ago"], hall["minutes"]) == ("hall", 1, 80)

    drawn = charts(office, book)
    assert set(drawn) == {sheet_id(DASHBOARD)}
    # Nothing is drawn of tabs that have no row yet: no rounds, surveys or rubrics.
    of = ("VisitsByWeek", "CoachShares", "CohortFidelity")
    assert [one["spec"]["title"] for one in drawn[sheet_id(DASHBOARD)]] == [
        chart.title for chart in DASHBOARD.charts if chart.of in of
    ]


@pytest.mark.slow
@pytest.mark.proves("F-82")
def test_a_dashboard_that_is_right_is_not_written_again(office: Workspace) -> None:
    book = tracked(office, told(), date(2026, 12, 14)).books[BOOK]
    drawn = charts(office, book)

    assert tracked(office, told(), date(2026, 12, 14)).cells == 0
    assert charts(office, book) == drawn


@pytest.mark.slow
@pytest.mark.proves("F-82")
def test_a_tab_that_somebody_deleted_stops_no_other(office: Workspace) -> None:
    """Its chart, which lost its rows, stays until somebody takes it away."""
    book = tracked(office, told(), date(2026, 12, 14)).books[BOOK]
    gone = {"deleteSheet": {"sheetId": sheet_id(VISITS_BY_WEEK)}}
    SheetsApi(office.transport).write(book, [gone])

    tracked(office, told(), date(2026, 12, 21))

    words = {row["about"]: row["figure"] for row in rows(office, book, DASHBOARD.name)}
    assert words["As of"] == "Mon Dec 21, 2026"
    assert len(charts(office, book)[sheet_id(DASHBOARD)]) == 3


@pytest.mark.slow
@pytest.mark.proves("F-82")
def test_a_later_week_moves_the_heat_map_on(office: Workspace) -> None:
    book = tracked(office, told(), date(2026, 12, 14)).books[BOOK]

    tracked(office, told(), date(2026, 12, 21))

    (hall,) = rows(office, book, DOSAGE.name)
    assert (hall["w2_ago"], hall["w1_ago"]) == (1, 0)
    assert [row["visits"] for row in rows(office, book, VISITS_BY_WEEK.name)] == [0] * 5 + [1, 0, 0]


@pytest.mark.slow
def test_without_a_today_nothing_is_counted(office: Workspace) -> None:
    book = tracked(office, told(), None).books[BOOK]

    names = {info.title for info in SheetsApi(office.transport).tabs(book)}
    assert DASHBOARD.name not in names
