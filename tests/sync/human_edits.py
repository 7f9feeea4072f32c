"""Random edits by people between ten syncs, over HTTP, and what must be true after each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import strategies as st

from local_google.server import serve
from local_google.services import open_store
from scheduler.errors import InputError, RemoteError
from sheets_templates.building.build import COLUMN_KEY, new_workbook_requests, sheet_id
from sheets_templates.vocabulary.table import CellValue, Column, ColumnKind, Tab, Writer
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows, TrackReport, track
from sync.sheets.tracker import Leftover
from sync.wire.google_http import SheetsHttp
from tests.builders import a_district
from tests.sync.coaching import OFFICE, Workspace, another_computer, connect
from tests.sync.human_hands import Edit, edits, requests_of
from tests.sync.sheet_truth import Page, Truth, page_of
from tests.sync.tracking_book import height

SYNCS = 10
LOG = Tab(
    name="VisitLog",
    key="event_id",
    columns=(
        Column(header="event_id", kind=ColumnKind.ID, writer=Writer.PROGRAM, hidden=True),
        Column(header="date", kind=ColumnKind.DATE, writer=Writer.PROGRAM),
        Column(header="teacher", writer=Writer.PROGRAM),
        Column(header="minutes", kind=ColumnKind.WHOLE_NUMBER, writer=Writer.PROGRAM),
        Column(header="outcome", kind=ColumnKind.CHOICE, allowed=("held", "missed")),
        Column(header="next_step"),
    ),
)
EXTRA = Tab(
    name="Extra",
    key="id",
    columns=(
        Column(header="id", kind=ColumnKind.ID, writer=Writer.PROGRAM),
        Column(header="what", writer=Writer.PROGRAM),
        Column(header="answer"),
    ),
)
RAW_FIELDS = (
    "sheets(properties(sheetId,title),merges,data(columnMetadata(developerMetadata("
    "metadataKey,metadataValue)),rowData(values(userEnteredValue))))"
)
Rows = Mapping[str, Mapping[str, CellValue]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What people do before a sync, and what the schedule says then: visits from `first` on."""

    edits: Sequence[Edit]
    first: int
    visits: int
    day: int
    twice: bool
    consent: bool


def a_round() -> st.SearchStrategy[Round]:
    return st.builds(
        Round,
        edits=st.lists(edits(), min_size=1, max_size=5),
        first=st.integers(0, 2),
        visits=st.integers(0, 6),
        day=st.integers(0, 3),
        twice=st.booleans(),
        consent=st.booleans(),
    )


def ten_rounds() -> st.SearchStrategy[list[Round]]:
    return st.lists(a_round(), min_size=SYNCS, max_size=SYNCS)


def visits(one: Round) -> Rows:
    """The rows the program wants; some days and lengths change from round to round."""
    return {
        f"visit-{n}": {
            "event_id": f"visit-{n}",
            "date": date(2026, 12, 1) + timedelta(days=n + (one.day if n % 2 else 0)),
            "teacher": f"Teacher {n}",
            "minutes": 40 + (one.day * 5 if n % 3 == 0 else 0),
        }
        for n in range(one.first, one.first + one.visits)
    }


def extras(one: Round) -> Rows:
    return {f"x{n}": {"id": f"x{n}", "what": f"thing {one.day}"} for n in range(1 + one.day)}


@dataclass(kw_only=True)
class Desk:
    """One workbook on the local server, made for one example."""

    office: Workspace
    api: SheetsApi
    http: SheetsHttp
    book: str
    log: Truth = field(default_factory=lambda: Truth(tab=LOG, clears=True))
    extra: Truth = field(default_factory=lambda: Truth(tab=EXTRA, clears=False))
    counts: Counter[str] = field(default_factory=Counter)

    def pages(self) -> dict[int, Page]:
        params: dict[str, Any] = {"fields": RAW_FIELDS}
        sheets = self.http.spreadsheets_get(self.book, params)["sheets"]
        return {page.sheet_id: page for page in (page_of(one, COLUMN_KEY) for one in sheets)}

    def page(self, tab: Tab) -> Page | None:
        return self.pages().get(sheet_id(tab))

    def by_hand(self, edit: Edit) -> None:
        """Do an edit, if the workbook is such that it can be done."""
        tab = (LOG, EXTRA)[edit.tab]
        page = self.page(tab)
        if page is None:
            return
        requests = requests_of(edit, replace(page, may_go=tab is EXTRA))
        try:
            self.api.write(self.book, requests)
        except RemoteError as error:
            if error.status != 400:
                raise
        else:
            self.counts[edit.kind] += bool(requests)

    def sync(self, one: Round, *, consent: bool) -> TrackReport:
        wanted = [
            TabRows(tab=LOG, rows=list(visits(one).values()), leftover=Leftover.CLEAR),
            TabRows(tab=EXTRA, rows=list(extras(one).values()), may_be_made=True),
        ]
        again = {EXTRA.name} if consent else set[str]()
        return track(self.api, self.office.journal, self.book, wanted, again=again)

    def play(self, one: Round) -> None:
        """A round: people edit, the program syncs, and everything is looked at."""
        for edit in one.edits:
            self.by_hand(edit)
        self._mended(one)
        before = self.pages()
        self.office.running.log.clear()
        report = self.sync(one, consent=one.consent)
        calls = self._calls()
        assert calls["get"] <= 2
        assert calls["batchUpdate"] <= 1, "nobody changed anything at the same moment"
        after = self.pages()
        self._check(one, before, after, report)
        self.counts["syncs"] += 1
        self.counts["held"] += sum("typed over" in finding.what for finding in report.findings)
        if one.twice:
            again = self.sync(one, consent=False)
            assert (again.cells, self._calls()["batchUpdate"]) == (0, 0)
            assert self.pages() == after

    def _mended(self, one: Round) -> None:
        """While a column of ours cannot be told the sync stops and changes nothing; then it is put back."""
        for truth in (self.log, self.extra):
            for _ in range(len(truth.tab.columns) * 2):
                page = self.page(truth.tab)
                if page is None or truth.columns(page) is not None:
                    break
                before = self.pages()
                with pytest.raises(InputError) as raised:
                    self.sync(one, consent=False)
                assert any(fault.where.startswith(page.title) for fault in raised.value.faults)
                assert self.pages() == before
                self.counts["stopped"] += 1
                self._put_back(truth, page)

    def _put_back(self, truth: Truth, page: Page) -> None:
        header = truth.lost(page)[0]
        for column in truth.called(page, header):
            self._title(page, column, f"old {column}")
        span = {
            "sheetId": page.sheet_id,
            "dimension": "COLUMNS",
            "startIndex": 0,
            "endIndex": 1,
        }
        self.api.write(self.book, [{"insertDimension": {"range": span}}])
        self._title(page, 0, header)

    def _title(self, page: Page, column: int, header: str) -> None:
        start = {"sheetId": page.sheet_id, "rowIndex": 0, "columnIndex": column}
        cells = [{"values": [{"userEnteredValue": {"stringValue": header}}]}]
        deed = {"start": start, "rows": cells, "fields": "userEnteredValue"}
        self.api.write(self.book, [{"updateCells": deed}])

    def _check(
        self, one: Round, before: Mapping[int, Page], after: Mapping[int, Page], report: TrackReport
    ) -> None:
        told = {finding.where for finding in report.findings}
        ours = {sheet_id(LOG), sheet_id(EXTRA)}
        for number in before.keys() - ours:
            assert after[number] == before[number], "a tab of others was changed"
            if before[number].title.startswith("Copy of") and before[number].rows:
                self.counts["copies"] += 1
        self.log.check(before[sheet_id(LOG)], after[sheet_id(LOG)], visits(one), told)
        was, now = before.get(sheet_id(EXTRA)), after.get(sheet_id(EXTRA))
        if was is not None:
            assert now is not None
            self.extra.check(was, now, extras(one), told)
        elif one.consent:
            assert now is not None, "made again when asked for"
            assert len(now.rows) == 1 + len(extras(one))
            self.extra.last.clear()
            self.extra.check(now, now, extras(one), told)
        else:
            assert now is None, "a tab somebody deleted was made again unasked"
            assert EXTRA.name in told

    def _calls(self) -> Counter[str]:
        entries = self.office.running.log.entries("sheets.*")
        self.office.running.log.clear()
        return Counter(entry.method.rsplit(".", 1)[-1] for entry in entries)


@contextmanager
def an_office() -> Iterator[Workspace]:
    """A server and a journal for many examples; its traffic is checked elsewhere."""
    store = open_store(seed="hands")
    with TemporaryDirectory() as folder, serve(store) as running:
        file = Path(folder) / "journal.sqlite3"
        with another_computer(running, file, a_district()) as office:
            yield office
    store.close()


def a_desk(office: Workspace, number: Iterator[int] = count()) -> Desk:  # noqa: B008 - one row of names for all
    """A fresh workbook with both tabs.

    Few of their cells are formatted, as each of those is part of every read; the second has many empty rows
    to take new ones from.
    """
    transport = connect(office.running, OFFICE)
    api = SheetsApi(transport)
    book = api.create(f"Tracking {next(number)}")
    heights = {LOG: [16], EXTRA: [16, 16 + 250]}
    sizes = [height(sheet_id(tab), rows) for tab, several in heights.items() for rows in several]
    api.write(book, [*new_workbook_requests([LOG, EXTRA]), *sizes])
    return Desk(office=office, api=api, http=SheetsHttp(transport), book=book)


def play(office: Workspace, rounds: Sequence[Round]) -> Counter[str]:
    """One example: so many rounds in a fresh workbook; what was done, by kind."""
    desk = a_desk(office)
    try:
        for one in rounds:
            desk.play(one)
    finally:
        desk.api.delete(desk.book)
    return desk.counts
