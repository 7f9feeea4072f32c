"""Brings the tracking tabs of a workbook up to date: at most two reads and one write, however large."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select

from scheduler.errors import Fault, InputError
from sheets_templates.build import Request, add_tabs_requests, fill_requests, sheet_id
from sheets_templates.chart_requests import chart_requests
from sheets_templates.readme import README
from sheets_templates.table import Grid, Tab
from sync.journal.journal import Journal
from sync.journal.tables import ledger
from sync.sheets.arranging import About
from sync.sheets.sheets_api import SheetsApi, TabInfo
from sync.sheets.tracker import Finding, Leftover, Merged, Row, merge
from sync.sheets.tracker_requests import requests_for


@dataclass(frozen=True, slots=True, kw_only=True)
class TabRows:
    """The rows a tab should show; `rows` may be worked out from what stands there.

    A tab that `may_be_made` is made where it is missing, as soon as it has rows: in a workbook of an
    older version, or when a structure is first in use. `beside` names another tab of the same call from
    which the rows are worked out.
    """

    tab: Tab
    rows: Sequence[Row] | Callable[[Grid], Sequence[Row]]
    leftover: Leftover = Leftover.KEEP
    may_be_made: bool = False
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
) -> TrackReport:
    """Merge rows into the tabs of one spreadsheet, all of them or none.

    With `about` new tabs go where they are declared, and the README is kept along with everything else.

    Raises:
        InputError: a tab or a header of ours is missing; nothing was written. All of them at once.
    """
    infos = api.tabs(workbook)
    there = {info.title: info for info in infos}
    names = [one.tab.name for one in wanted] + [README.name] * bool(about)
    absent = [one for one in wanted if one.tab.name not in there]
    faults = [_missing(one.tab.name) for one in absent if not one.may_be_made]
    grids = api.read(workbook, [name for name in names if name in there])
    new = [one for one in absent if one.may_be_made and one.among(grids)]
    merges: list[Merged] = []
    for one in wanted:
        try:
            if one.tab.name in there:
                merges.append(
                    merge(
                        one.tab,
                        grids.get(one.tab.name, ()),
                        one.among(grids),
                        last=_digests(journal, workbook, one.tab.name),
                        leftover=one.leftover,
                    )
                )
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    cells = sum(len(merged.writes) for merged in merges)
    if about and README.name in there:
        merges.extend(_readme(about, infos, new, grids, news=bool(new or cells)))
    elif about:
        made = [*(one.tab for one in new), README]
        new.append(TabRows(tab=README, rows=about.readme(infos, made, (), news=True)))
    at = about.places(infos, [one.tab for one in new]) if about else {}
    beside = [one.tab for one in wanted if one.tab.name in there]
    # In the order in which they are declared, as each place counts those made before it.
    new.sort(key=lambda one: [*at, one.tab.name].index(one.tab.name))
    requests = [
        *add_tabs_requests([one.tab for one in new], beside=beside, at=at),
        *(request for one in new for request in fill_requests(one.tab, one.among(grids))),
        *_charts(wanted, there, new, grids),
        *(
            request
            for merged in merges
            for request in requests_for(merged, there[merged.tab].sheet_id, there[merged.tab].rows)
        ),
    ]
    api.write(workbook, requests)
    _keep_digests(journal, workbook, merges)
    return TrackReport(
        cells=cells,
        findings=tuple(finding for merged in merges for finding in merged.findings),
        stood=grids,
    )


def _readme(
    about: About,
    infos: Sequence[TabInfo],
    new: Sequence[TabRows],
    grids: Mapping[str, Grid],
    *,
    news: bool,
) -> list[Merged]:
    """The README as it is after this sync; when that was is told only if something else is new.

    One that somebody changed beyond recognition is left alone: it is no reason to stop.
    """
    grid = grids.get(README.name, ())
    made = [one.tab for one in new]
    try:
        merged = merge(README, grid, about.readme(infos, made, grid, news=news))
        if merged.writes and not news:
            merged = merge(README, grid, about.readme(infos, made, grid, news=True))
    except InputError:
        return []
    return [merged]


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


def _missing(name: str) -> Fault:
    return Fault(
        where=name,
        what=f"the workbook has no tab {name}",
        fix=f"name the tab {name} again, or make it with: bellweave workbooks build",
    )


def _digests(journal: Journal, workbook: str, tab: str) -> dict[str, str]:
    query = select(ledger.c.row_key, ledger.c.digest).where(
        ledger.c.workbook == workbook, ledger.c.tab == tab
    )
    return {row.row_key: row.digest for row in journal.rows(query)}


def _keep_digests(journal: Journal, workbook: str, merges: Iterable[Merged]) -> None:
    with journal.writing() as connection:
        for merged in merges:
            same = (ledger.c.workbook == workbook, ledger.c.tab == merged.tab)
            connection.execute(delete(ledger).where(*same))
            rows = [
                {"workbook": workbook, "tab": merged.tab, "row_key": key, "digest": digest}
                for key, digest in merged.digests.items()
            ]
            if rows:
                connection.execute(insert(ledger), rows)
