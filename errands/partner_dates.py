"""Offering half days to partners and noting what is agreed: into the PartnerDates tab of the input.

Only our columns are written, found by header and row id; what people answered is theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.availability import Availability
from scheduler.district import Series, SeriesId
from scheduler.errors import SettingsError
from scheduler.naming import id_part
from scheduler.partner_answers import Asking, Standing, State, standing, to_ask
from scheduler.partners import HalfDay, rows_for
from sheets_templates.grid import filled
from sheets_templates.partners import PARTNER_DATES
from sheets_templates.render_partners import Record, partner_date_rows
from sheets_templates.table import CellValue, Grid
from workflow import Given, Workspace, at_work

if TYPE_CHECKING:
    from sync.sheets.tracker import Merged

__all__ = ["Asking", "Noted", "Standing", "State", "note", "proposed", "series_of", "standings"]

THEIRS = ("answer", "why")
"""What an older row keeps as it is: the answer is a person's, and the reason was told already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Where rows were written, and what a person should know about it."""

    where: str
    rows: int
    notes: tuple[str, ...] = ()


def standings(workspace: Workspace, given: Given) -> list[Standing]:
    """Where each meeting with partners stands today, in order of date."""
    today = _today(workspace, given)
    return [standing(one, given.district, today) for one in given.with_partners]


def proposed(workspace: Workspace, given: Given, *, month: date | None = None) -> list[Asking]:
    """What to ask now, meeting by meeting; only one month's with `month`, any day of it.

    A meeting that has a time already, and for which nobody was asked, is left as it is.
    """
    today, placed = _today(workspace, given), workspace.draft().placed
    available = Availability(given.district, given.days)
    wanted = [
        one
        for one in given.with_partners
        if (one.id not in placed or rows_for(one, given.district))
        and (month is None or _month(one.window.first) == _month(month))
    ]
    found = (to_ask(one, given.district, given.days, today, available=available) for one in wanted)
    return [one for one in found if one is not None]


def note(workspace: Workspace, given: Given, askings: Sequence[Asking]) -> Noted:
    """Write what is asked, and what has been agreed, into the tab where answers are read.

    Raises:
        InputError: a column of ours is missing there, or stands twice; nothing was written.
        SettingsError: the input is an .xlsx file, which can only be read.
    """
    rows = _rows(workspace, given, askings)
    if workspace.settings.spreadsheet:
        return _in_google(workspace, given, rows)
    return _in_folder(Path(workspace.settings.inputs), rows)


def series_of(given: Given, key: str) -> Series:
    """The series of that id."""
    return next(series for series in given.district.series if series.id == key)


def _today(workspace: Workspace, given: Given) -> date:
    return given.days.date_of(workspace.clock(given.zone))


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _rows(workspace: Workspace, given: Given, askings: Sequence[Asking]) -> list[Record]:
    """New rows with their reasons, and rows from before with what became of them."""
    why = {
        (row.series, offer.when): "; ".join(offer.because)
        for asking in askings
        for row in asking.rows[:1]
        for offer in asking.offers
    }
    new = partner_date_rows((row for one in askings for row in one.rows), why=why)
    old = partner_date_rows(given.district.partner_dates, taken=_taken(workspace, given))
    kept = [{key: one[key] for key in one if key not in THEIRS} for one in old]
    return [*kept, *new]


def _taken(workspace: Workspace, given: Given) -> Mapping[tuple[SeriesId, HalfDay], bool]:
    return {
        (found.series, when): when == found.agreed
        for found in standings(workspace, given)
        if found.agreed
        for when in found.asked
    }


def _in_google(workspace: Workspace, given: Given, rows: Sequence[Record]) -> Noted:
    from sync.sheets.track import TabRows, track

    with at_work(workspace, given) as desk:
        wanted = TabRows(tab=PARTNER_DATES, rows=rows, may_be_made=True)
        done = track(desk.google.sheets, desk.journal, workspace.spreadsheet, [wanted])
    notes = tuple(f"{one.where} {one.what}" for one in done.findings)
    return Noted(where=f"the tab {PARTNER_DATES.name}", rows=len(rows), notes=notes)


def _in_folder(folder: Path, rows: Sequence[Record]) -> Noted:
    from sync.files.csv_text import write_csv
    from sync.files.tabs import read_folder, writing_to
    from sync.sheets.tracker import merge

    if not folder.is_dir():
        raise SettingsError(
            "An .xlsx file can be read but not written.",
            where=str(folder),
            fix="Save its tabs as .csv into a folder, or keep the input in a Google Sheet.",
        )
    grid = read_folder(folder).get(PARTNER_DATES.name, ())
    file = _file_of(folder)
    merged = merge(PARTNER_DATES, grid, rows) if grid else None
    table = _merged(grid, merged) if merged else filled(PARTNER_DATES, rows)
    with writing_to(file):
        write_csv(file, table)
    notes = tuple(f"{one.where} {one.what}" for one in merged.findings) if merged else ()
    return Noted(where=str(file), rows=len(rows), notes=notes)


def _file_of(folder: Path) -> Path:
    """The file that is the tab already, whatever its capitals, else a new one."""
    wanted = id_part(PARTNER_DATES.name)
    found = (one for one in sorted(folder.glob("*.csv")) if id_part(one.stem) == wanted)
    return next(found, folder / f"{PARTNER_DATES.name}.csv")


def _merged(grid: Grid, merged: "Merged") -> list[list[CellValue]]:
    """The rows of the tab with the writes in them; cells of people as they are."""
    width = max(len(row) for row in grid)
    table: list[list[CellValue]] = [
        [*(cell.value for cell in row), *([""] * (width - len(row)))] for row in grid
    ]
    empty: list[CellValue] = [""] * width
    table.extend([*empty] for _ in range(merged.height - len(table)))
    for write in merged.writes:
        table[write.row][write.column] = write.value
    return table
