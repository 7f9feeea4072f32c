"""The two human cells the program may write: the box that was used, and an outcome it filled itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local_google.admin import add_user
from local_google.server import serve
from local_google.services import open_store
from scheduler.model import Schedule
from scheduler.reasons.why_here import Around
from scheduler.schoolday import SchoolDays
from sheets_templates.books.coach import COACH_TABS, VISIT_LOG
from sheets_templates.writing.render import visit_log_rows
from sheets_templates.writing.render_this_week import DraftLine, Shown
from sync.sheets.books import Book, track_book
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.this_week import CoachPage, note_outcomes, read_pages, show, untick
from sync.sheets.track import TabRows
from sync.sheets.workbooks import coach_book
from tests.builders import ANA, VISIT, ZONE, a_district, a_schedule
from tests.sync.coaching import Workspace, another_computer, connect, person, visit

TOLD = a_schedule([visit()])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    store, district = open_store(seed="tests"), a_district()
    for one in ("ana", "ben"):
        add_user(store, person(one), time_zone=ZONE)
    with (
        serve(store) as running,
        another_computer(running, tmp_path / "journal.db", district) as workspace,
    ):
        rows = visit_log_rows(TOLD, workspace.district, SchoolDays(workspace.district), ANA)
        track_book(
            SheetsApi(workspace.transport),
            workspace.journal,
            Book(
                name=coach_book(ANA),
                title="visit log",
                tabs=COACH_TABS,
                readers=[(person("ana"), "writer")],
            ),
            [TabRows(tab=VISIT_LOG, rows=rows)],
        )
        put(workspace, 12)
        yield workspace
    store.close()


def page_of(office: Workspace) -> CoachPage:
    pages, notes = read_pages(SheetsApi(office.transport), office.journal, [ANA])
    assert notes == ()
    return pages[ANA]


def put(office: Workspace, number: int) -> None:
    """Show Ana's week with a draft of that number."""
    around = Around(
        schedule=TOLD,
        district=office.district,
        days=SchoolDays(office.district),
        told=Schedule(activities={}, placed={}),
    )
    day = around.days.date_of(TOLD.placed[VISIT].start)
    shown = Shown(
        coach=ANA,
        around=around,
        first=day,
        last=day,
        draft=DraftLine(name=f"Draft {number}", does="Tick send"),
    )
    pages, _ = read_pages(SheetsApi(office.transport), office.journal, [ANA])
    show(SheetsApi(office.transport), office.journal, pages[ANA], shown)


def types(office: Workspace, **cells: object) -> None:
    """What Ana types, by the address of the cell."""
    api = SheetsApi(connect(office.running, person("ana")))
    book = page_of(office).book
    api.write_values(book, {place.replace("_", "!"): [[value]] for place, value in cells.items()})  # type: ignore[list-item]  # cell values


def log(office: Workspace) -> tuple[object, object]:
    """Outcome and reason in the visit log."""
    grid = page_of(office).log
    titles = [cell.value for cell in grid[0]]
    values = [cell.value for cell in grid[1]] + [None] * len(titles)
    return tuple(values[titles.index(one)] or None for one in ("outcome", "reason"))  # type: ignore[return-value]  # two of them


def note(office: Workspace) -> str:
    """Carry what stands in ThisWeek into the log; the answer."""
    noted = note_outcomes(SheetsApi(office.transport), office.journal, page_of(office), [VISIT])
    return noted[VISIT].says if VISIT in noted else ""


@pytest.mark.slow
def test_the_box_is_emptied_only_beside_the_number_that_was_used(office: Workspace) -> None:
    api = SheetsApi(office.transport)
    types(office, ThisWeek_B2=True)
    page = page_of(office)

    assert page.page.ticked == 12
    assert not untick(api, page, 11)
    assert page_of(office).page.ticked == 12
    assert untick(api, page, 12)
    assert page_of(office).page.ticked is None
    assert not untick(api, page, 12)


@pytest.mark.proves("T4")
def test_a_box_ticked_while_the_number_changed_is_not_taken_for_the_new_one(
    office: Workspace,
) -> None:
    read = page_of(office)
    types(office, ThisWeek_B2=True)
    put(office, 13)

    assert page_of(office).page.ticked == 13
    assert untick(SheetsApi(office.transport), read)
    assert page_of(office).page.ticked is None


@pytest.mark.slow
@pytest.mark.proves("F-78", "F-81")
def test_what_was_ticked_is_filled_in_and_follows_the_tick(office: Workspace) -> None:
    types(office, ThisWeek_C3=True)
    held = (note(office), log(office))
    types(office, ThisWeek_C3=False, ThisWeek_H3="not held", ThisWeek_I3="state testing")
    not_held = (note(office), log(office))
    types(office, ThisWeek_H3="", ThisWeek_I3="")

    assert held == ("noted: held", ("held", None))
    assert not_held == ("noted: not held", ("not held", "state testing"))
    assert (note(office), log(office)) == ("", (None, None))


@pytest.mark.slow
@pytest.mark.proves("F-78")
def test_what_she_typed_in_the_log_stays_and_is_told(office: Workspace) -> None:
    types(office, VisitLog_I2="moved", VisitLog_J2="fire drill", ThisWeek_C3=True)

    assert note(office) == "VisitLog says 'moved', which you typed there and which counts"
    assert log(office) == ("moved", "fire drill")
    types(office, ThisWeek_C3=False)
    assert (note(office), log(office)) == ("", ("moved", "fire drill"))


@pytest.mark.slow
def test_a_reason_she_typed_alone_stays_beside_the_outcome(office: Workspace) -> None:
    types(office, VisitLog_J2="fire drill", ThisWeek_C3=True)

    assert note(office) == "noted: held"
    assert log(office) == ("held", "fire drill")


@pytest.mark.slow
@pytest.mark.proves("F-79")
def test_a_renamed_tab_with_a_renamed_column_is_still_hers(office: Workspace) -> None:
    api = SheetsApi(connect(office.running, person("ana")))
    book = page_of(office).book
    tabs = {info.title: info for info in api.tabs(book)}
    for old, new in (("ThisWeek", "My week"), ("VisitLog", "What we did")):
        properties = {"sheetId": tabs[old].sheet_id, "title": new}
        api.write(book, [{"updateSheetProperties": {"properties": properties, "fields": "title"}}])
    api.write_values(book, {"My week!B2": [[True]], "My week!H1": [["my wish"]]})
    api.write_values(book, {"My week!C3": [[True]]})

    assert page_of(office).page.ticked == 12
    assert note(office) == "noted: held"
    assert log(office) == ("held", None)
    assert untick(SheetsApi(office.transport), page_of(office), 12)
