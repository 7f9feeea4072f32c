"""Every run that wrote into calendars has a row in the program's workbook."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.model import Schedule
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program_audit import AUDIT_LOG
from sync.sheets.audit_tab import audit_rows
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.tracking import Matter, track_all
from tests.builders import VISIT
from tests.sync.coaching import Workspace, a_workspace, several, visit

NOTHING = Schedule(activities={}, placed={})


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path) as workspace:
        yield workspace


@pytest.mark.proves("F-100")
def test_a_row_counts_what_a_run_created_updated_and_cancelled(office: Workspace) -> None:
    office.publish(visit(), *several(2))
    office.publish(visit("2026-12-09 13:00"), *several(2))
    office.publish(*several(2), dropped=(VISIT,))

    rows = audit_rows(office.journal, SchoolDays(office.district))

    counts = [(row["created"], row["updated"], row["cancelled"]) for row in rows]
    assert counts == [(3, 0, 0), (0, 1, 0), (0, 0, 1)]
    assert [row["mails"] for row in rows] == [6, 2, 2]
    assert {row["command"] for row in rows} == {"push"}
    assert str(rows[0]["when"]) == "2026-12-04 15:30:00"


@pytest.mark.proves("F-100", "F-78")
def test_rows_are_added_in_the_workbook_and_a_sync_without_news_writes_nothing(
    office: Workspace,
) -> None:
    office.publish(visit())
    matter = Matter(
        district=office.district,
        days=SchoolDays(office.district),
        schedule=NOTHING,
        published=NOTHING,
    )
    api = SheetsApi(office.transport)
    books = track_all(api, office.journal, matter).books

    assert track_all(api, office.journal, matter).cells == 0
    office.publish(visit("2026-12-09 13:00"))
    track_all(api, office.journal, matter)

    (book,) = (one for title, one in books.items() if title.endswith("- program"))
    header, *rows = api.read(book, [AUDIT_LOG.name])[AUDIT_LOG.name]
    actor = [cell.value for cell in header].index("actor")
    assert [row[actor].value for row in rows] == ["the office", "the office"]
