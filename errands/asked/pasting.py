"""What a school exports or prints, pasted into a tab of the input: bell schedules, and filled-in forms.

Rows are added below what is there; nothing that stands in the input is changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import workflow
from scheduler.errors import SettingsError
from sheets_templates.building.build import FIRST_ROWS, add_tabs_requests
from sheets_templates.building.build import sheet_id as chosen_id
from sheets_templates.inputs.inputs_school import BELL_SCHEDULES
from sheets_templates.reading.parse_cells import plain
from sheets_templates.reading.parse_nearest import folded
from sheets_templates.vocabulary.grid import filled, grid_of
from sheets_templates.vocabulary.table import CellValue, Grid, Tab
from sync.files.csv_text import write_csv
from sync.files.tabs import read_folder, writing_to
from sync.sheets.tracker import CellWrite, Merged
from sync.sheets.tracker_requests import requests_for
from sync.workspace.pasted_files import bells_in
from workflow import Workspace

Records = Sequence[Mapping[str, CellValue]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """The rows, header first, where they went or would go, and what is to be known about them."""

    rows: list[list[CellValue]]
    where: str
    notes: tuple[str, ...]


def paste_bells(workspace: Workspace, file: Path, bell_set: str, *, really: bool) -> Pasted:
    """Add the bells a school publishes to the BellSchedules tab; without `really` only read them.

    Raises:
        InputError: with everything in the file that cannot be right.
        SettingsError: the tab has this bell set already, or the input can only be read.
    """
    records, notes = bells_in(file, bell_set)
    where = add_rows(workspace, BELL_SCHEDULES, records, really=really)
    return Pasted(rows=filled(BELL_SCHEDULES, records), where=where, notes=notes)


def add_rows(workspace: Workspace, tab: Tab, records: Records, *, really: bool) -> str:
    """Write rows below those of a tab, which is made where it is missing; where that is.

    Raises:
        SettingsError: a name of the first column stands there already, a column is missing, or the input is
            an .xlsx file.
    """
    if workspace.settings.spreadsheet:
        return _in_google(workspace, tab, records, really=really)
    return _in_folder(Path(workspace.settings.inputs), tab, records, really=really)


def _in_folder(folder: Path, tab: Tab, records: Records, *, really: bool) -> str:
    if not folder.is_dir():
        raise SettingsError(
            "An .xlsx file can be read but not written.",
            where=str(folder),
            fix="Save its tabs as .csv into a folder, or keep the input in a Google Sheet.",
        )
    grid = read_folder(folder).get(tab.name, ())
    names = (one for one in sorted(folder.glob("*.csv")) if folded(one.stem) == folded(tab.name))
    file = next(names, folder / f"{tab.name}.csv")
    table: list[list[CellValue]] = [[cell.value for cell in row] for row in grid]
    for write in _added(tab, grid, records).writes if grid else ():
        while write.row >= len(table):
            table.append([])
        table[write.row] += [""] * (write.column + 1 - len(table[write.row]))
        table[write.row][write.column] = write.value
    if really:
        with writing_to(file):
            write_csv(file, table if grid else filled(tab, records))
    return str(file)


def _in_google(workspace: Workspace, tab: Tab, records: Records, *, really: bool) -> str:
    with workflow.google(workspace, None) as clients:
        infos = {info.title: info for info in clients.sheets.tabs(workspace.spreadsheet)}
        there = infos.get(tab.name)
        grid = clients.sheets.read(workspace.spreadsheet, [tab.name])[tab.name] if there else ()
        added = _added(tab, grid or grid_of(tab.name, filled(tab, ())), records)
        sheet, rows = (there.sheet_id, there.rows) if there else (chosen_id(tab), FIRST_ROWS)
        headers = [CellWrite(row=0, column=n, value=c.header) for n, c in enumerate(tab.columns)]
        if there and not grid:
            added = replace(added, writes=(*headers, *added.writes))
        requests = requests_for(added, sheet, rows)
        if really:
            made = [] if there else add_tabs_requests([tab])
            clients.sheets.write(workspace.spreadsheet, [*made, *requests])
    return f"the tab {tab.name}"


def _added(tab: Tab, grid: Grid, records: Records) -> Merged:
    """The cells of new rows, under the headers of the tab wherever they stand."""
    titles = [folded(str(cell.value or "")) for cell in grid[0]]
    used = {header for record in records for header, value in record.items() if value != ""}
    missing = [header for header in used if folded(header) not in titles]
    if missing:
        raise SettingsError(
            f"The {tab.name} tab has no column '{sorted(missing)[0]}'.",
            where=f"{tab.name}!A1",
            fix="Add a column with that header.",
        )
    _refuse_twice(tab, grid, titles, records)
    full = (n for n, row in enumerate(grid) if any(cell.value not in (None, "") for cell in row))
    first = max(full, default=0) + 1
    writes = [
        CellWrite(row=first + number, column=titles.index(folded(header)), value=value)
        for number, record in enumerate(records)
        for header, value in record.items()
        if value != ""
    ]
    return Merged(tab=tab.name, writes=tuple(writes), height=first + len(records))


def _refuse_twice(tab: Tab, grid: Grid, titles: Sequence[str], records: Records) -> None:
    """What stands there under the same name is somebody's; nobody knows which of the two is right."""
    header = tab.columns[0].header
    at = titles.index(folded(header))
    there = {plain(str(row[at].value)): row[at].where for row in grid[1:] if at < len(row)}
    for record in records:
        if where := there.get(plain(str(record[header]))):
            raise SettingsError(
                f"There is a {header} '{record[header]}' on the {tab.name} tab already.",
                where=where,
                fix="Take its rows out first, or give another name.",
            )
