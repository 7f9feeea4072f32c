"""Brings the tracking tabs of a workbook up to date: at most two reads and two writes, however large."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scheduler.errors import InputError, RemoteError
from sheets_templates.books.readme import README
from sheets_templates.building.build import (
    SCHEMA_VERSION,
    Request,
    add_tabs_requests,
    fill_requests,
    sheet_id,
)
from sheets_templates.building.chart_requests import chart_requests
from sheets_templates.vocabulary.table import Grid, Tab
from sync.journal.journal import Journal
from sync.sheets.arranging import About
from sync.sheets.sheet_cells import SheetSeen
from sync.sheets.sheets_api import SheetsApi, TabInfo
from sync.sheets.track_memory import Memory, next_stamp, recall, remember, stamp_request
from sync.sheets.track_tabs import (
    copies_among,
    deleted,
    made_by_a_newer_program,
    missing,
    places_of,
)
from sync.sheets.tracker import Finding, Leftover, Merged, Row, merge
from sync.sheets.tracker_columns import is_ours, without_copies
from sync.sheets.tracker_findings import moved, text_of
from sync.sheets.tracker_memory import row_marks, together
from sync.sheets.tracker_race import landed, over, put_back, with_writes
from sync.sheets.tracker_requests import requests_for
from sync.sheets.tracker_sheet import Seen, seen
from sync.wire.answers import Unanswered

BAD_REQUEST = 400
"""What Google says where a tab or a row is not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TabRows:
    """The rows a tab should show; `rows` may be worked out from what stands there.

    A tab that `may_be_made` is made where it is missing, as soon as it has rows: in a workbook of an
    older version, or when a structure is first in use. One that `comes_back` is made again also when somebody
    deleted it. `beside` names another tab of the same call from
    which the rows are worked out.
    """

    tab: Tab
    rows: Sequence[Row] | Callable[[Grid], Sequence[Row]]
    leftover: Leftover = Leftover.KEEP
    may_be_made: bool = False
    comes_back: bool = False
    beside: str = ""

    def over(self, grid: Grid) -> Sequence[Row]:
        return self.rows(grid) if callable(self.rows) else self.rows

    def among(self, grids: Mapping[str, Grid]) -> Sequence[Row]:
        """Its rows, from what stands in the tab they are worked out from."""
        return self.over(grids.get(self.beside or self.tab.name, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackReport:
    """How many cells were written, and what a person should know.

    `stood` is what stood in each tab before, so that what people wrote need not be read again.
    """

    cells: int
    findings: tuple[Finding, ...]
    stood: Mapping[str, Grid] = field(default_factory=dict)


def track(
    api: SheetsApi,
    journal: Journal,
    workbook: str,
    wanted: Sequence[TabRows],
    about: About | None = None,
    *,
    again: Collection[str] = (),
) -> TrackReport:
    """Merge rows into the tabs of one spreadsheet, all of them or none.

    With `about` new tabs go where they are declared, and the README is kept along with everything else.
    A tab that somebody deleted is told, and made anew only when `again` names it. Where the spreadsheet was
    changed, or an answer lost, while this went on, all of it is looked at once more.

    Raises:
        InputError: a tab or a header of ours is missing, all of them at once, or a newer program made the
            workbook; nothing was written.
    """
    try:
        return _Tracking(api, journal, workbook, wanted, about=about, again=again).done()
    except Unanswered:
        pass
    except RemoteError as error:
        if error.status != BAD_REQUEST:
            raise
    return _Tracking(api, journal, workbook, wanted, about=about, again=again).done()


class _Tracking:
    """One look at a spreadsheet, and what follows from it."""

    def __init__(
        self,
        api: SheetsApi,
        journal: Journal,
        workbook: str,
        wanted: Sequence[TabRows],
        *,
        about: About | None,
        again: Collection[str],
    ) -> None:
        self._api, self._journal, self._book = api, journal, workbook
        self._wanted, self._about, self._again = wanted, about, again
        tabs = [*(one.tab for one in wanted), *[README] * bool(about)]
        self._outline = api.outline(workbook)
        if self._outline.version > SCHEMA_VERSION:
            raise InputError([made_by_a_newer_program(self._outline.version)])
        self._places = places_of(tabs, self._outline.tabs)
        self._memory = recall(journal, workbook, [tab.name for tab in tabs])
        self._there = [one for one in wanted if one.tab.name in self._places.of]
        sheets = self._look()
        self._seen = {
            tab: sheets[info.sheet_id]
            for tab, info in self._places.of.items()
            if info.sheet_id in sheets
        }
        self._grids = {tab: without_copies(one.grid, one.marks) for tab, one in self._seen.items()}
        self._rows = {one.tab.name: list(one.among(self._grids)) for one in wanted}
        self.findings = [*self._places.findings, *copies_among(tabs, self._others(sheets))]
        absent = [one for one in wanted if one.tab.name not in self._places.of]
        self._faults = [missing(one.tab.name) for one in absent if not one.may_be_made]
        self._new = [one for one in absent if self._is_to_be_made(one)]

    def _look(self) -> dict[int, SheetSeen]:
        titles = [info.title for info in self._places.of.values()]
        tops = [info.title for info in self._places.others]
        return {one.sheet_id: one for one in self._api.see(self._book, titles, tops)}

    def _others(self, sheets: Mapping[int, SheetSeen]) -> list[SheetSeen]:
        told = {one.where for one in self._places.findings}
        others = (sheets.get(info.sheet_id) for info in self._places.others)
        return [one for one in others if one and one.title not in told]

    def _is_to_be_made(self, one: TabRows) -> bool:
        """A tab is made with its first rows; one that had rows before was deleted by a person.

        What other computers learn from comes back whatever became of it.
        """
        if not (one.may_be_made and self._rows[one.tab.name]):
            return False
        if not one.comes_back and self._memory.of(one.tab.name) and one.tab.name not in self._again:
            self.findings.append(deleted(one.tab.name))
            return False
        return True

    def done(self) -> TrackReport:
        """Write what has to be written, and look whether it came to lie where it should."""
        merges = self._merges(self._seen, doubtful=self._memory.doubts(self._outline))
        cells = sum(len(one.writes) for one in merges)
        if self._about:
            merges += self._readme(self._about, news=bool(self._new or cells))
        requests = self._requests(merges, {t: i.rows for t, i in self._places.of.items()})
        made = {one.tab.name: self._marks_of(one) for one in self._new}
        digests: dict[str, Mapping[str, str]] = {one.tab: one.digests for one in merges} | made
        if requests:
            merges, digests = self._write(requests, merges, digests)
        else:
            stamps = [self._outline.stamp] if self._outline.stamp else []
            self._remember(digests, stamps)
        told = (finding for one in merges for finding in sorted(set(one.findings)))
        findings = tuple(dict.fromkeys([*sorted(self.findings), *told]))
        return TrackReport(cells=cells, findings=findings, stood=self._grids)

    def _write(
        self,
        requests: list[Request],
        merges: list[Merged],
        digests: Mapping[str, Mapping[str, str]],
    ) -> tuple[list[Merged], dict[str, Mapping[str, str]]]:
        stamp = next_stamp(self._outline.stamp, digests)
        stamps = sorted({*self._memory.stamps, self._outline.stamp, stamp} - {""})
        either = self._either(digests)
        self._remember(either, stamps)
        hit = [one.tab for one in merges if one.writes]
        titles = [self._places.of[tab].title for tab in hit]
        after = self._written([*requests, stamp_request(self._outline, stamp)], titles)
        merges, repairs = self._repaired(merges, after, either)
        digests = {**digests, **{one.tab: one.digests for one in merges}}
        if repairs:
            self._remember({tab: together(either[tab], digests[tab]) for tab in digests}, stamps)
            self._written(repairs, titles)
        self._remember(digests, [stamp])
        return merges, digests

    def _written(self, requests: list[Request], titles: list[str]) -> dict[int, SheetSeen]:
        seen = self._api.write_and_see(self._book, requests, titles)
        return {one.sheet_id: one for one in seen}

    def _repaired(
        self,
        merges: list[Merged],
        after: Mapping[int, SheetSeen],
        either: Mapping[str, Mapping[str, str]],
    ) -> tuple[list[Merged], list[Request]]:
        """The merges as they stand after the write, and what puts right what it did not find in its place."""
        requests: list[Request] = []
        result: list[Merged] = []
        by_name = {one.tab.name: one for one in self._there}
        by_name[README.name] = TabRows(tab=README, rows=())
        for one in merges:
            sheet = after.get(self._places.of[one.tab].sheet_id) if one.writes else None
            if sheet is None:
                result.append(one)
                continue
            asked = by_name[one.tab]
            back = put_back(asked.tab, self._seen[one.tab], sheet, one)
            sheet = replace(sheet, grid=with_writes(sheet.grid, back, sheet.title))
            new = landed(one) - {(write.row, write.column) for write in back}
            again = self._merge(asked, sheet, either[one.tab], seen(sheet, new))
            full = replace(again, writes=over(back, again.writes))
            requests += requests_for(full, sheet.sheet_id, len(sheet.grid))
            told = () if full.writes else one.findings
            result.append(replace(again, findings=(*told, *again.findings)))
            if full.writes:
                self.findings.append(moved(one.tab, len(full.writes)))
        return result, requests

    def _merges(self, sheets: Mapping[str, SheetSeen], *, doubtful: bool) -> list[Merged]:
        merges: list[Merged] = []
        faults = [*self._faults]
        for one in self._there:
            sheet, last = sheets[one.tab.name], self._memory.of(one.tab.name)
            try:
                merges.append(self._merge(one, sheet, last, seen(sheet), doubtful=doubtful))
            except InputError as error:
                faults.extend(error.faults)
        if faults:
            raise InputError(faults)
        return merges

    def _merge(
        self,
        one: TabRows,
        sheet: SheetSeen,
        last: Mapping[str, str],
        about: Seen,
        *,
        doubtful: bool = False,
    ) -> Merged:
        return merge(
            one.tab,
            sheet.grid,
            self._rows[one.tab.name],
            last=last,
            leftover=one.leftover,
            about=about,
            doubtful=doubtful,
        )

    def _readme(self, about: About, *, news: bool) -> list[Merged]:
        """The README as it is after this sync; when that was is told only if something else is new.

        One that somebody changed beyond recognition is left alone: it is no reason to stop.
        """
        name, infos, new = README.name, self._outline.tabs, [one.tab for one in self._new]
        grid = self._grids.get(name, ())
        if name not in self._places.of:
            rows = about.readme(infos, [*new, README], (), news=True)
            self._rows[name] = rows
            made = TabRows(tab=README, rows=rows, may_be_made=True)
            self._new += [made] * self._is_to_be_made(made)
            return []
        try:
            merged = self._of_readme(about.readme(infos, new, grid, news=news))
            if merged.writes and not news:
                merged = self._of_readme(about.readme(infos, new, grid, news=True))
        except InputError:
            return []
        return [merged]

    def _of_readme(self, rows: Sequence[Row]) -> Merged:
        one, sheet = TabRows(tab=README, rows=rows), self._seen[README.name]
        self._rows[README.name] = list(rows)
        doubtful = self._memory.doubts(self._outline)
        last = self._memory.of(README.name)
        return self._merge(one, sheet, last, seen(sheet), doubtful=doubtful)

    def _requests(self, merges: Sequence[Merged], rows: Mapping[str, int]) -> list[Request]:
        of, infos = self._places.of, self._outline.tabs
        at = self._about.places(infos, [one.tab for one in self._new]) if self._about else {}
        # In the order in which they are declared, as each place counts those made before it.
        new = sorted(self._new, key=lambda one: [*at, one.tab.name].index(one.tab.name))
        beside = [one.tab for one in self._there]
        return [
            *add_tabs_requests([one.tab for one in new], beside=beside, at=at),
            *(
                request
                for one in new
                for request in fill_requests(one.tab, self._rows[one.tab.name])
            ),
            *_charts(self._wanted, of, new, self._grids),
            *(
                request
                for merged in merges
                for request in requests_for(merged, of[merged.tab].sheet_id, rows[merged.tab])
            ),
        ]

    def _marks_of(self, one: TabRows) -> dict[str, str]:
        ours = [column.header for column in one.tab.columns if is_ours(one.tab, column)]
        rows = self._rows[one.tab.name]
        return {text_of(row[one.tab.key]): row_marks(row, ours) for row in rows}

    def _either(self, digests: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
        return {tab: together(self._memory.of(tab), digests[tab]) for tab in digests}

    def _remember(self, digests: Mapping[str, Mapping[str, str]], stamps: Sequence[str]) -> None:
        kept = Memory(digests=digests, stamps=stamps)
        if kept != self._memory:
            remember(self._journal, self._book, kept)
            self._memory = kept


def _charts(
    wanted: Sequence[TabRows],
    there: Mapping[str, TabInfo],
    new: Sequence[TabRows],
    grids: Mapping[str, Grid],
) -> list[Request]:
    """The charts of new tabs, and those of other tabs that had to wait for them."""
    sheets = {name: info.sheet_id for name, info in there.items()}
    made = {one.tab.name: sheet_id(one.tab) for one in new}
    headers = {name: [str(cell.value) for cell in grid[0]] for name, grid in grids.items() if grid}
    return chart_requests([one.tab for one in wanted], sheets | made, made, headers)
