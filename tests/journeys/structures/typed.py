"""A district typed as CSV tabs, scheduled by command, sent, and read back from Google: events and rows.

What comes back is what people see: the events of the coaching calendars and the rows of the workbooks.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from zoneinfo import ZoneInfo

from sheets_templates.vocabulary.table import CellValue, Grid, address
from sync.event.found_event import FoundEvent
from tests.builders import ZONE
from tests.journeys.typing_commands import Typist
from workflow import google, open_here

Rows = Sequence[Mapping[str, object]]
"""The rows of a tab as header -> what somebody types; a header some row has is a column for all."""
Row = Mapping[str, CellValue]


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A row of the tracking tab Schedule and the event it names."""

    row: Row
    event: FoundEvent

    @property
    def id(self) -> str:
        return str(self.row["event_id"])

    @property
    def kind(self) -> str:
        return str(self.row["type"])

    @property
    def start(self) -> datetime:
        """Wall time at the school, without a zone."""
        assert self.event.start is not None
        return _wall(self.event.start)

    @property
    def end(self) -> datetime:
        assert self.event.end is not None
        return _wall(self.event.end)

    @property
    def day(self) -> date:
        return self.start.date()

    @property
    def guests(self) -> set[str]:
        """Who is invited, as the part of the address before the @."""
        return {guest.email.partition("@")[0] for guest in self.event.attendees}


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What stands in Google after a push, and who typed."""

    typist: Typist
    events: tuple[FoundEvent, ...]
    tabs: Mapping[str, tuple[Row, ...]]
    """Rows by tab, of all workbooks together."""

    def meetings(self, kind: str = "") -> list[Meeting]:
        """The rows of Schedule with their events, in order of time; of one kind if one is named."""
        by_id = {event.id: event for event in self.events}
        rows = [row for row in self.tabs["Schedule"] if not kind or row["type"] == kind]
        found = [Meeting(row=row, event=by_id[str(row["gcal_id"])]) for row in rows]
        return sorted(found, key=lambda one: (one.start, one.id))

    def one(self, key: str) -> Meeting:
        """The meeting of that id."""
        (found,) = (one for one in self.meetings() if one.id == key)
        return found


def typed(folder: Path, tabs: Mapping[str, Rows], *, now: str, settings: str = "") -> Typist:
    """Somebody who typed these tabs and made a workspace of them; `settings` are further lines of TOML."""
    source = folder / "typed"
    source.mkdir(parents=True)
    for name, rows in tabs.items():
        write_rows(source / f"{name}.csv", rows)
    Typist(folder, now=now).does("init", "workspace", "--from-csv", str(source))
    typist = Typist(folder / "workspace", now=now)
    own = typist.folder / "bellweave.toml"
    more = f'publish = "all"\nworkers = 1\n{settings}\n'
    own.write_text(more + own.read_text("utf-8"), "utf-8")
    return typist


def retyped(typist: Typist, name: str, rows: Rows) -> None:
    """Somebody types a tab anew."""
    write_rows(typist.folder / "input" / f"{name}.csv", rows)


def write_rows(path: Path, rows: Rows) -> None:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, headers, restval="")
        writer.writeheader()
        writer.writerows(rows)


def sent(typist: Typist, first: str) -> Sent:
    """Everything from the week of `first` on is given times and sent; what stands in Google then."""
    found = typist.does("schedule", "cycle", first)
    mails = re.search(r"would get ([\d,]+) e-mails?", found.out)
    confirmed = ("--confirm-mail", mails[1].replace(",", "")) if mails else ()
    typist.does("push", "--yes", "--now-send", *confirmed)
    return read_back(typist)


def read_back(typist: Typist) -> Sent:
    """What stands in the coaching calendars and workbooks, read over the wire."""
    workspace = open_here(now=typist.now, start=typist.folder)
    with google(workspace, None) as clients:
        events = [
            event
            for calendar in clients.calendar.calendars()
            for event in clients.calendar.list_events(calendar.id).events
            if not event.cancelled
        ]
        tabs: dict[str, tuple[Row, ...]] = {}
        for book in clients.sheets.find():
            for name, grid in clients.sheets.read(book).items():
                tabs[name] = (*tabs.get(name, ()), *_rows(grid))
    return Sent(typist=typist, events=tuple(events), tabs=tabs)


def writes_down(typist: Typist, tab: str, header: str, values: Mapping[int, str]) -> None:
    """Somebody types into a column of a workbook's tab; rows are counted from 0 below the header."""
    workspace = open_here(now=typist.now, start=typist.folder)
    with google(workspace, None) as clients:
        for book in clients.sheets.find():
            grid = clients.sheets.read(book).get(tab)
            if not grid:
                continue
            column = [cell.value for cell in grid[0]].index(header)
            cells = {address(tab, row + 1, column): [[text]] for row, text in values.items()}
            clients.sheets.write_values(book, cells)
            return
    raise LookupError(tab)


def _rows(grid: Grid) -> list[Row]:
    """Header -> value of each row that holds anything."""
    headers = [str(cell.value) for cell in grid[0]] if grid else []
    rows = [
        dict(zip_longest(headers, (cell.value for cell in row), fillvalue="")) for row in grid[1:]
    ]
    return [row for row in rows if any(value not in ("", None) for value in row.values())]


def _wall(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
