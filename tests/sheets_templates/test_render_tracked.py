"""Rows made from a schedule fit the workbooks that are built for them."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from local_google import admin
from local_google.server import serve
from local_google.services import open_store
from scheduler.model import Unplaced
from sheets_templates.books.coach import COACH_TABS, VISIT_LOG
from sheets_templates.books.program import CYCLE_PROGRESS, SCHEDULE, TRACKING_TABS, UNPLACED
from sheets_templates.building.build import new_workbook_requests
from sheets_templates.writing.render import (
    cycle_progress_rows,
    schedule_rows,
    unplaced_rows,
    visit_log_rows,
)
from sync.account.credentials import OWN_FILES, load_local
from sync.journal.journal import open_journal
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows, track
from sync.wire.connection import Patience, local
from sync.wire.transport import Transport
from tests.sheets_templates.test_render import COACH, DAYS, DISTRICT, SESSION, WEEK, schedule
from tests.sync.wire import FakeClock


@pytest.fixture
def api() -> Iterator[SheetsApi]:
    with serve(open_store(seed="tracked")) as running:
        minted = admin.mint(running.store, "lee.park@oakhill.example", scopes=[OWN_FILES])
        connection = local(running.url, patience=Patience())
        yield SheetsApi(
            Transport(load_local(running.url, minted.refresh), connection, clock=FakeClock())
        )


def wanted() -> list[TabRows]:
    missing = schedule({}, Unplaced(activity=SESSION.id, reasons=(), options=("=1+1",)))
    return [
        TabRows(tab=SCHEDULE, rows=schedule_rows(WEEK, DISTRICT, DAYS)),
        TabRows(tab=UNPLACED, rows=unplaced_rows(missing, DISTRICT)),
        TabRows(tab=CYCLE_PROGRESS, rows=cycle_progress_rows(WEEK, DISTRICT, DAYS)),
        TabRows(tab=VISIT_LOG, rows=visit_log_rows(WEEK, DISTRICT, DAYS, COACH)),
    ]


@pytest.mark.proves("F-77", "F-81")
def test_the_same_schedule_tracked_twice_writes_once(api: SheetsApi, tmp_path: Path) -> None:
    now = datetime(2027, 1, 8, 20, 30, tzinfo=UTC)
    journal = open_journal(f"sqlite:///{tmp_path / 'j.db'}", lineage="t", now=lambda: now)
    book = api.create("Program")
    api.write(book, new_workbook_requests([*TRACKING_TABS, *COACH_TABS]))

    first = track(api, journal, book, wanted())
    second = track(api, journal, book, wanted())

    assert first.cells > 0
    assert (second.cells, second.findings) == (0, ())
    assert api.read(book)["Schedule"][1][6].value == time(8, 30)
