"""A tab as it stands: where its columns and rows are now, and who wrote in a cell. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sheets_templates.vocabulary.table import Cell, CellKind, CellValue, Grid, Tab, address
from sync.sheets.sheet_cells import Joined, SheetSeen
from sync.sheets.tracker_columns import Columns, columns_of
from sync.sheets.tracker_findings import Finding, joined_cells, text_of, twice
from sync.sheets.tracker_memory import mark, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of a tab beside its cells, all of it of the same moment.

    `just_written` are cells the program wrote a moment ago, wherever they came to lie.
    """

    called: str = ""
    marks: Mapping[int, str] = field(default_factory=dict)
    renamed: Mapping[int, str] = field(default_factory=dict)
    joined: tuple[Joined, ...] = ()
    just_written: frozenset[tuple[int, int]] = frozenset()


def seen(sheet: SheetSeen, just_written: frozenset[tuple[int, int]] = frozenset()) -> Seen:
    return Seen(
        called=sheet.title,
        marks=sheet.marks,
        renamed=sheet.renamed,
        joined=sheet.joined,
        just_written=just_written,
    )


class Sheet:
    """Where our columns and rows are in a tab.

    Raises:
        InputError: a header of ours is missing, or it cannot be told which column is meant.
    """

    def __init__(self, tab: Tab, grid: Grid, about: Seen) -> None:
        self._grid, self._about = grid, about
        self._called = about.called or tab.name
        self.titles = [text_of(cell.value) for cell in grid[0]] if grid else []
        self.found: Columns = columns_of(
            tab, self.titles, marks=about.marks, renamed=about.renamed, called=self._called
        )
        self.columns = self.found.at
        self.headers = tuple(sorted(self.columns))
        self.key_column = self.columns[tab.key]
        self.rows: dict[str, int] = {}
        self.keyless: list[int] = []
        self._twice: dict[str, list[int]] = {}
        for number in range(1, len(grid)):
            key = text_of(self.cell(number, self.key_column).value)
            if key in self.rows:
                self._twice.setdefault(key, [self.rows[key]]).append(number)
            elif key:
                self.rows[key] = number
            else:
                self.keyless.append(number)

    @property
    def doubled_keys(self) -> set[str]:
        return set(self._twice)

    @property
    def findings(self) -> Iterator[Finding]:
        """What is wrong with the tab as a whole; of rows with one key none is written."""
        yield from self.found.findings
        for key, numbers in self._twice.items():
            places = [self.where(number, self.key_column) for number in numbers]
            yield twice(key, places[-1], ", ".join(places[:-1]))
        for area in self._about.joined:
            ours = (n for n in self.columns.values() if area.left <= n < area.right)
            if any(ours) or area.left == self.key_column:
                yield joined_cells(self.where(area.top, area.left))

    @property
    def first_free_row(self) -> int:
        """The row after the last one in which anything stands; prefilled formulas and boxes do not count."""
        used = (n for n in range(1, len(self._grid)) if any(map(is_content, self._grid[n])))
        return max(used, default=0) + 1

    @property
    def lost_headers(self) -> Iterator[tuple[int, str]]:
        """Columns of ours above which nothing stands any more."""
        for header, column in self.columns.items():
            if self._about.renamed.get(column, header) == "":
                yield column, header

    def cell(self, row: int, column: int) -> Cell:
        if row < len(self._grid) and column < len(self._grid[row]):
            return self._grid[row][column]
        return Cell(kind=CellKind.EMPTY, value=None, where=self.where(row, column))

    def where(self, row: int, column: int) -> str:
        return address(self._called, row, column)

    def hidden(self, row: int, column: int) -> bool:
        """Whether the cell lies under another one it was merged with."""
        return any(area.hides(row, column) for area in self._about.joined)

    def just_written(self, row: int, column: int) -> bool:
        return (row, column) in self._about.just_written

    def theirs(self, row: int) -> Sequence[Cell]:
        """The cells of a row the program never writes."""
        ours = set(self.columns.values())
        return (
            [c for n, c in enumerate(self._grid[row]) if n not in ours]
            if row < len(self._grid)
            else []
        )

    def is_as_left(self, row: int, header: str, marks: frozenset[str]) -> bool:
        """Whether one of our cells holds what the program wrote there, or nothing."""
        cell = self.cell(row, self.columns[header])
        if self.just_written(row, self.columns[header]) or is_empty(cell):
            return True
        worked_out = cell.formula or cell.kind in (CellKind.FORMULA, CellKind.ERROR)
        return not worked_out and mark(header, cell.value) in marks


def shows(cell: Cell, value: CellValue) -> bool:
    """Whether a cell shows a value; a formula somebody put in its place does not, even if it does today."""
    if cell.formula or cell.kind in (CellKind.FORMULA, CellKind.ERROR):
        return False
    return plain(cell.value) == plain(value)


def is_empty(cell: Cell) -> bool:
    return not cell.formula and cell.value in (None, "")


def is_content(cell: Cell) -> bool:
    """Whether a person wrote here: no formula filled down, and no box left unticked."""
    return not cell.formula and cell.value not in (None, "", False)
