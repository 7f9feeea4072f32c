"""Writing rows of ours into a tab of the input, wherever that is: a Google Sheet or a folder of CSV files.

Only our columns are written, found by header and row id; what people typed there is theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import SettingsError
from scheduler.naming import id_part
from sheets_templates.vocabulary.grid import filled
from sheets_templates.vocabulary.table import CellValue, Grid, Tab
from workflow import Given, Workspace, at_work

if TYPE_CHECKING:
    from sync.sheets.tracker import Merged

__all__ = ["Noted", "note_in_input"]

Record = dict[str, CellValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Where rows were written, and what a person should know about it."""

    where: str
    rows: int
    notes: tuple[str, ...] = ()


def note_in_input(workspace: Workspace, given: Given, tab: Tab, rows: Sequence[Record]) -> Noted:
    """Write rows into a tab of the input, which is made where it is missing.

    Raises:
        InputError: a column of ours is missing there, or stands twice; nothing was written.
        SettingsError: the input is an .xlsx file, which can only be read.
    """
    if workspace.settings.spreadsheet:
        return _in_google(workspace, given, tab, rows)
    return _in_folder(Path(workspace.settings.inputs), tab, rows)


def _in_google(workspace: Workspace, given: Given, tab: Tab, rows: Sequence[Record]) -> Noted:
    from sync.sheets.track import TabRows, track

    with at_work(workspace, given) as desk:
        wanted = TabRows(tab=tab, rows=rows, may_be_made=True)
        done = track(desk.google.sheets, desk.journal, workspace.spreadsheet, [wanted])
    notes = tuple(f"{one.where} {one.what}" for one in done.findings)
    return Noted(where=f"the tab {tab.name}", rows=len(rows), notes=notes)


def _in_folder(folder: Path, tab: Tab, rows: Sequence[Record]) -> Noted:
    from sync.files.csv_text import write_csv
    from sync.files.tabs import read_folder, writing_to
    from sync.sheets.tracker import merge

    if not folder.is_dir():
        raise SettingsError(
            "An .xlsx file can be read but not written.",
            where=str(folder),
            fix="Save its tabs as .csv into a folder, or keep the input in a Google Sheet.",
        )
    grid = read_folder(folder).get(tab.name, ())
    file = _file_of(folder, tab)
    merged = merge(tab, grid, rows) if grid else None
    table = _merged(grid, merged) if merged else filled(tab, rows)
    with writing_to(file):
        write_csv(file, table)
    notes = tuple(f"{one.where} {one.what}" for one in merged.findings) if merged else ()
    return Noted(where=str(file), rows=len(rows), notes=notes)


def _file_of(folder: Path, tab: Tab) -> Path:
    """The file that is the tab already, whatever its capitals, else a new one."""
    wanted = id_part(tab.name)
    found = (one for one in sorted(folder.glob("*.csv")) if id_part(one.stem) == wanted)
    return next(found, folder / f"{tab.name}.csv")


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
