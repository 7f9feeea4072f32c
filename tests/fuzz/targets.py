"""What comes from outside, one reader each: whatever the bytes, a typed error or a valid value.

A reader that raises anything else, takes more than 2 s or more than 512 MB has a bug; `run.py` looks for
such bytes, and `test_fuzz.py` shows each reader its seeds.
"""

import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import icalendar

from config.settings import FILE_NAME, read_settings
from config.structures import parse_structure
from scheduler.errors import BellweaveError
from scheduler.model import ActivityId
from scheduler.schoolday import SchoolDays
from sheets_templates.inputs.inputs import INPUT_TABS
from sheets_templates.reading.parse import read_district
from sync.calendars.watching import Refused, believed
from sync.event.found_event import read_event
from sync.event.ics import person_ics
from sync.event.marks import marks_of, own_marks, values_of
from sync.files import xlsx, xlsx_child
from sync.files.csv_text import UnusableFile, parse_csv
from sync.files.saved import load_change_set
from sync.journal.journal import Journal, open_journal
from sync.sheets.sheet_cells import read_grid
from tests.builders import HALL, VISIT, a_district, a_schedule, a_slot, an_activity

STAMP = datetime(2026, 11, 20, tzinfo=UTC)
Target = Callable[[bytes], None]


def csv(data: bytes) -> None:
    """A file of an input folder, and what the parser makes of its tab."""
    tab = INPUT_TABS[len(data) % len(INPUT_TABS)].name
    try:
        grid = parse_csv(data, tab=tab, file="People.csv")
    except UnusableFile:
        return
    _parsed({tab: grid})


def _parsed(tabs: Mapping[str, Any]) -> None:
    with suppress(BellweaveError):
        read_district(tabs)


def xlsx_file(data: bytes) -> None:
    """A workbook: its zip directory is looked at first, then it is read as the child process does."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        try:
            xlsx.check_zip(Path(file.name))
        except BellweaveError:
            return
        try:
            answer = xlsx_child.read(file.name)
        except MemoryError:
            raise
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            return
    xlsx.tabs_of(Path("book.xlsx"), json.loads(json.dumps(answer)))


def toml(data: bytes) -> None:
    """A structure, or a settings file."""
    text = data.decode("utf-8", errors="replace")
    with suppress(BellweaveError):
        assert parse_structure(text, file="own.toml").name
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, FILE_NAME).write_bytes(data)
        with suppress(BellweaveError):
            read_settings({}, start=Path(folder))


def ics(data: bytes) -> None:
    """Names and texts of people and rooms, into a calendar file and back: one event, nothing added."""
    name, _, room = data.decode("utf-8", errors="replace").partition("\n")
    district = a_district()
    person = replace(district.people[HALL], name=name or "Hall")
    district = replace(district, people={**district.people, HALL: person})
    schedule = a_schedule([(an_activity(), a_slot("2026-12-08 10:40", room=room))])

    def uid(activity: ActivityId) -> str:
        return f"{activity}@google.com"

    written = person_ics(HALL, schedule, district, SchoolDays(district), uid=uid, stamp=STAMP)
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert str(event["uid"]) == f"{VISIT}@google.com"
    assert set(event) <= EVENT_LINES, sorted(event)


EVENT_LINES = {
    *("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "CLASS"),
    *("TRANSP", "URL"),
}


def sheet_json(data: bytes) -> None:
    """What the Sheets API says of a tab."""
    _from_json(data, read_grid)


def event_json(data: bytes) -> None:
    """What the Calendar API says of an event, and our marks on it."""

    def read(raw: Any) -> None:
        found = read_event("calendar", raw)
        assert own_marks(found, "example") is None or marks_of(found)
        assert all(isinstance(value, str) for value in values_of(found).values())
        json.dumps([guest.entry() for guest in found.attendees])

    _from_json(data, read)


def _from_json(data: bytes, read: Callable[[Any], object]) -> None:
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError):
        return
    with suppress(BellweaveError):
        read(raw)


def change_set(data: bytes) -> None:
    """A saved change set that somebody edited, cut off or made up."""
    with tempfile.NamedTemporaryFile(suffix=".changes.json") as file:
        file.write(data)
        file.flush()
        with suppress(BellweaveError):
            assert load_change_set(Path(file.name)).digest


def webhook(data: bytes) -> None:
    """The headers of a post to the hook: nobody's is believed whose token nobody gave out."""
    lines = (line.partition(": ") for line in data.decode("utf-8", "replace").split("\n"))
    headers = {name.lower(): value for name, _, value in lines}
    assert isinstance(believed(_journal(), headers, STAMP), Refused)


@cache
def _journal() -> Journal:
    file = Path(tempfile.mkdtemp(), "journal.db")
    return open_journal(f"sqlite:///{file}", lineage="example", now=lambda: STAMP)


TARGETS: Mapping[str, Target] = {
    "csv": csv,
    "xlsx": xlsx_file,
    "toml": toml,
    "ics": ics,
    "sheet-json": sheet_json,
    "event-json": event_json,
    "change-set": change_set,
    "webhook": webhook,
}
