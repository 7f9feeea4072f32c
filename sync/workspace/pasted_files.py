"""Files a school exports or copies, read as the rows of one table whatever their form."""

from collections.abc import Mapping
from pathlib import Path

from scheduler.errors import Fault, InputError
from sheets_templates.inputs.inputs_school import BELL_SCHEDULES
from sheets_templates.pasting.bell_paste import is_bell_schedules, read_pasted_bells
from sheets_templates.reading.parse_nearest import folded
from sheets_templates.vocabulary.grid import grid_of
from sheets_templates.vocabulary.table import CellKind, CellValue, Grid
from sync.files.csv_text import UnusableFile, as_text, read_csv
from sync.files.xlsx import read_xlsx

Records = tuple[Mapping[str, CellValue], ...]


def pasted_grid(path: Path) -> Grid:
    """The rows of a text, a .csv or the first sheet of an .xlsx file, each cell as a person reads it.

    Raises:
        InputError: it is not there or cannot be read.
    """
    if not path.is_file():
        fault = Fault(where=str(path), what="There is no such file.", fix="Correct its name.")
        raise InputError([fault])
    if path.suffix.lower() == ".xlsx":
        grid = next(iter(read_xlsx(path).values()), ())
        shown = [[as_text(cell.value) for cell in row] for row in grid]
        return grid_of(path.stem, shown)
    try:
        return read_csv(path, path.stem)
    except UnusableFile as unusable:
        raise InputError([unusable.fault]) from unusable


def bells_in(path: Path, bell_set: str) -> tuple[Records, tuple[str, ...]]:
    """The bells of a file as rows of BellSchedules, and what is to be known about them.

    A file with the headers of the tab is taken as it stands, its rows of `bell_set` if it names several.

    Raises:
        InputError: with every line that cannot be right.
    """
    grid = pasted_grid(path)
    if is_bell_schedules(grid):
        return _tidy(grid, bell_set, path.name), ()
    pasted = read_pasted_bells(grid, bell_set=bell_set, file=path.name)
    return pasted.rows, pasted.notes


def bells_grid(path: Path, bell_set: str) -> tuple[Grid, tuple[str, ...]]:
    """The bells of a file as the grid of BellSchedules, for an import that looks through it by itself."""
    grid = pasted_grid(path)
    if is_bell_schedules(grid):
        return grid, ()
    pasted = read_pasted_bells(grid, bell_set=bell_set, file=path.name)
    headers = list(pasted.rows[0])
    rows: list[list[CellValue]] = [list(row.values()) for row in pasted.rows]
    return grid_of(path.stem, [[*headers], *rows]), pasted.notes


def _tidy(grid: Grid, bell_set: str, file: str) -> Records:
    """The rows of one bell set; a file of one set gives it the name that is asked for."""
    declared = {folded(column.header): column.header for column in BELL_SCHEDULES.columns}
    headers = [declared.get(folded(str(cell.value)), "") for cell in grid[0]]
    rows = [
        {header: cell.value for header, cell in zip(headers, row, strict=False) if header}
        for row in grid[1:]
        if any(cell.kind is not CellKind.EMPTY for cell in row)
    ]
    sets = dict.fromkeys(str(row.get("bell_set", "")) for row in rows)
    if bell_set not in sets and len(sets) > 1:
        what = f"There is no bell set '{bell_set}' in the file."
        fix = f"Choose one of: {', '.join(sorted(sets))}."
        raise InputError([Fault(where=file, what=what, fix=fix)])
    wanted = [row for row in rows if len(sets) == 1 or row.get("bell_set") == bell_set]
    return tuple({**row, "bell_set": bell_set} for row in wanted)
