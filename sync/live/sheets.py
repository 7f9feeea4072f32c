"""What we take for granted about Google Sheets and Drive, each tried by one function."""

from datetime import date, time

from scheduler.errors import RemoteError
from sheets_templates.books.coach import COACH_TABS
from sheets_templates.books.program import TRACKING_TABS
from sheets_templates.building.build import add_tabs_requests, fill_requests
from sheets_templates.vocabulary.table import CellKind, Column, ColumnKind, Tab, Writer
from sync.live.findings import Assumption, Finding, On, Room, fails, held
from sync.live.scratch import Scratch

TYPED = ("=1+1", "+1", "007", "8:30", "TRUE")
"""Texts a spreadsheet would take for something else."""
KEYED = Tab(
    name="Keyed",
    key="id",
    purpose="A hidden key and times.",
    columns=(
        Column(header="id", kind=ColumnKind.ID, writer=Writer.PROGRAM, hidden=True),
        Column(header="date", kind=ColumnKind.DATE),
        Column(header="start", kind=ColumnKind.TIME),
    ),
)
DAY, HOUR = date(2027, 11, 7), time(8, 30)


def a_spreadsheet_is_made(scratch: Scratch) -> Finding:
    made = scratch.make_book()
    found = scratch.sheets.find(key=scratch.run)
    return held(found == [made], f"looking for its mark brought {len(found)} files")


def text_stays_text(scratch: Scratch) -> Finding:
    _add(scratch, "Texts")
    scratch.sheets.write_values(scratch.book_id, {"Texts!A1:E1": [list(TYPED)]})
    rows = scratch.sheets.read(scratch.book_id, ["Texts"])["Texts"]
    cells = rows[0] if rows else ()
    had = [cell.value for cell in cells if cell.kind is CellKind.TEXT and not cell.formula]
    return held(had == list(TYPED), f"of {list(TYPED)} these stayed text: {had}")


def a_faulty_batch_writes_nothing(scratch: Scratch) -> Finding:
    sheet = _add(scratch, "Batch")
    value = {"values": [{"userEnteredValue": {"stringValue": "half"}}]}
    start = {"sheetId": sheet, "rowIndex": 0, "columnIndex": 0}
    first = {"updateCells": {"start": start, "rows": [value], "fields": "userEnteredValue"}}
    try:
        scratch.sheets.write(scratch.book_id, [first, {"deleteSheet": {"sheetId": sheet + 1}}])
    except RemoteError:
        rows = scratch.sheets.read(scratch.book_id, ["Batch"])["Batch"]
        return held(not rows, "what stood before the fault was written")
    return fails("the fault was taken")


def a_tab_stands_as_asked(scratch: Scratch) -> Finding:
    scratch.sheets.write(scratch.book_id, add_tabs_requests([KEYED]))
    look = scratch.sheets.look(scratch.book_id, KEYED.name)
    return held(
        (look.frozen_rows, look.hidden_columns) == (1, frozenset({0})),
        f"{look.frozen_rows} frozen rows, hidden columns {sorted(look.hidden_columns)}",
    )


def days_and_hours_read_back(scratch: Scratch) -> Finding:
    tab = Tab(name="Days", key=KEYED.key, purpose=KEYED.purpose, columns=KEYED.columns)
    fill = fill_requests(tab, [{"id": "a1", "date": DAY, "start": HOUR}])
    scratch.sheets.write(scratch.book_id, [*add_tabs_requests([tab]), *fill])
    rows = scratch.sheets.read(scratch.book_id, [tab.name])[tab.name]
    had = [(cell.kind, cell.value) for cell in rows[1]] if len(rows) > 1 else []
    asked = [(CellKind.TEXT, "a1"), (CellKind.DATE, DAY), (CellKind.TIME, HOUR)]
    return held(had == asked, f"they came back as {[str(value) for _, value in had]}")


def the_workbooks_are_taken(scratch: Scratch) -> Finding:
    wanted = (*TRACKING_TABS, *COACH_TABS)
    scratch.sheets.write(scratch.book_id, add_tabs_requests(wanted))
    titles = {tab.title for tab in scratch.sheets.tabs(scratch.book_id)}
    missing = [tab.name for tab in wanted if tab.name not in titles]
    return held(not missing, f"missing: {', '.join(missing)}")


def _add(scratch: Scratch, title: str) -> int:
    """The id of a tab just added."""
    request = {"addSheet": {"properties": {"title": title}}}
    (reply,) = scratch.sheets.write(scratch.book_id, [request])
    return int(reply["addSheet"]["properties"]["sheetId"])


SHEETS = (
    Assumption(
        number=19,
        room=Room.SHEETS,
        says="A spreadsheet can be made with drive.file, and is found by its mark.",
        matters="The workbooks are made by the program; a lost answer must not make a second one.",
        on=On.ACCOUNT,
        ask=a_spreadsheet_is_made,
    ),
    Assumption(
        number=20,
        room=Room.SHEETS,
        says="RAW text like =1+1, 007, 8:30 and TRUE stays text.",
        matters="A name or a room that looks like a formula must never be run.",
        on=On.SPREADSHEET,
        ask=text_stays_text,
    ),
    Assumption(
        number=21,
        room=Room.SHEETS,
        says="A batch with one fault writes nothing.",
        matters="A workbook is brought up to date in one write, whole or not at all.",
        on=On.SPREADSHEET,
        ask=a_faulty_batch_writes_nothing,
    ),
    Assumption(
        number=22,
        room=Room.SHEETS,
        says="A hidden key column and a frozen header stand as asked.",
        matters="Rows are found by the hidden key after people sort them.",
        on=On.SPREADSHEET,
        ask=a_tab_stands_as_asked,
    ),
    Assumption(
        number=23,
        room=Room.SHEETS,
        says="Dates and hours read back as dates and hours.",
        matters="8:30 must not become a number or a text on its way.",
        on=On.SPREADSHEET,
        ask=days_and_hours_read_back,
    ),
    Assumption(
        number=24,
        room=Room.SHEETS,
        says="The tabs of all tracking workbooks are taken in one write.",
        matters="Lists to choose from, protection and formats are sent as a push sends them.",
        on=On.SPREADSHEET,
        ask=the_workbooks_are_taken,
    ),
)
