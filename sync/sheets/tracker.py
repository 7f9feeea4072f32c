"""Merges rows into a tab by header and key. Pure.

Rows may have been sorted, inserted or hidden and columns moved since the last time: a cell is found by
the column's mark or header and the key beside it, never by its number. Only columns of the program are
written, and of these no cell in which a person typed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from sheets_templates.vocabulary.table import CellValue, Grid, Tab
from sync.sheets.tracker_findings import (
    Finding,
    kept,
    new_key,
    text_of,
    typed_over,
    written_over,
)
from sync.sheets.tracker_memory import Row, joined, mark, marks_in, of_column, row_marks
from sync.sheets.tracker_sheet import Seen, Sheet, is_content, is_empty, shows

__all__ = ["CellWrite", "Finding", "Leftover", "Merged", "Row", "merge"]

NOTHING = Seen()


class Leftover(Enum):
    """What becomes of a row whose key is no longer among the rows."""

    KEEP = auto()
    CLEAR = auto()
    """Our cells are emptied; a row in which a person wrote is kept and told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellWrite:
    """A value for one cell, `row` and `column` counted from 0; None or '' empties it.

    `key` and `header` say for which row and column it is meant; '' as key is the header row.
    """

    row: int
    column: int
    value: CellValue
    formula: bool = False
    key: str = ""
    header: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The writes for one tab; `height` is the rows it needs, `digests` what is to be kept of each row.

    The last `new` rows begin at `free` and need room first. `held` are cells a person typed over.
    """

    tab: str
    writes: tuple[CellWrite, ...]
    height: int
    findings: tuple[Finding, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    free: int = 0
    new: int = 0
    held: frozenset[tuple[str, str]] = frozenset()


def merge(
    tab: Tab,
    grid: Grid,
    rows: Iterable[Row],
    *,
    last: Mapping[str, str] | None = None,
    leftover: Leftover = Leftover.KEEP,
    about: Seen = NOTHING,
    doubtful: bool = False,
) -> Merged:
    """List the cells to write so that `tab` shows `rows`.

    `last` holds the digests of the previous merge, None where none are kept: a cell of ours in which a person
    typed since is left as it is and told, until it is emptied. Where the digests are `doubtful`, because
    somebody else of us wrote since, a cell that differs from them is written and told.

    Raises:
        InputError: a header of ours is missing, or it cannot be told which column is meant.
    """
    sheet = Sheet(tab, grid, about)
    wanted = {text_of(row[tab.key]): row for row in rows}
    merging = _Merging(tab, sheet, last, doubtful=doubtful)
    merging.headers_back()
    merging.keys_back(wanted)
    merging.typed_keys(wanted)
    free = sheet.first_free_row
    new = [key for key in wanted if key not in sheet.rows]
    for key, row in wanted.items():
        if key in sheet.doubled_keys:
            merging.keep(key)
        elif key in sheet.rows:
            merging.row(key, sheet.rows[key], row)
    for number, key in enumerate(new):
        merging.new_row(key, free + number, wanted[key])
    for key in sheet.rows.keys() - wanted.keys():
        if key in sheet.doubled_keys:
            merging.keep(key)
        else:
            merging.leave(key, leftover)
    return Merged(
        tab=tab.name,
        writes=tuple(sorted(merging.writes, key=lambda write: (write.row, write.column))),
        height=max(free + len(new), len(grid)),
        findings=tuple(sorted({*sheet.findings, *merging.findings})),
        digests=merging.digests,
        free=free,
        new=len(new),
        held=frozenset(merging.held),
    )


class _Merging:
    """One merge as it goes: what to write, to tell and to keep."""

    def __init__(
        self, tab: Tab, sheet: Sheet, last: Mapping[str, str] | None, *, doubtful: bool
    ) -> None:
        self._tab, self._sheet, self._last, self._doubtful = tab, sheet, last or {}, doubtful
        self._marks = {key: marks_in(kept) for key, kept in self._last.items()}
        self._known = last is not None and not doubtful
        self.writes: list[CellWrite] = []
        self.findings: list[Finding] = []
        self.digests: dict[str, str] = {}
        self.held: set[tuple[str, str]] = set()
        self._strays: dict[str, str] = {}

    def headers_back(self) -> None:
        """Write again the headers of ours that somebody emptied."""
        for column, header in self._sheet.lost_headers:
            self.writes.append(CellWrite(row=0, column=column, value=header, header=header))

    def keys_back(self, wanted: Mapping[str, Row]) -> None:
        """Rows of which only the key was emptied get it back, so that what people wrote stays with them."""
        for key, numbers in self._candidates(wanted, self._sheet.keyless).items():
            if len(numbers) == 1:
                self._sheet.rows[key] = numbers[0]

    def typed_keys(self, wanted: Mapping[str, Row]) -> None:
        """Tell of rows whose key was typed over: they are nobody's now."""
        unknown = {at: name for name, at in self._sheet.rows.items() if name not in self._marks}
        for key, numbers in self._candidates(wanted, unknown).items():
            for number in numbers:
                where = self._sheet.where(number, self._sheet.key_column)
                self.findings.append(new_key(where, key, unknown[number]))
                self._strays[unknown[number]] = self._last[key]

    def _candidates(self, keys: Iterable[str], rows: Iterable[int]) -> dict[str, list[int]]:
        """Lost key -> the rows that hold nothing but what the program wrote for it, beside the key."""
        lost = [key for key in keys if key not in self._sheet.rows and key in self._marks]
        if not (self._known and lost):
            return {}
        found = {key: [n for n in rows if self._is_of(n, key)] for key in lost}
        claimed = [number for numbers in found.values() for number in numbers]
        return {k: n for k, n in found.items() if n and all(claimed.count(one) == 1 for one in n)}

    def _is_of(self, row: int, key: str) -> bool:
        others = [h for h in self._sheet.headers if h != self._tab.key]
        cells = [self._sheet.cell(row, self._sheet.columns[h]) for h in others]
        marks = self._marks[key]
        return any(not is_empty(cell) for cell in cells) and all(
            self._sheet.is_as_left(row, header, marks) for header in others
        )

    def keep(self, key: str) -> None:
        """Remember of a row what was known of it."""
        if key in self._last:
            self.digests[key] = self._last[key]

    def new_row(self, key: str, at: int, row: Row) -> None:
        for header, column in self._sheet.columns.items():
            if row.get(header) not in (None, ""):
                self._write(key, at, column, header, row[header])
        self.digests[key] = row_marks(row, [h for h in self._sheet.headers if h in row])

    def row(self, key: str, at: int, row: Row) -> None:
        marks = self._marks.get(key, frozenset())
        kept: list[str] = []
        for header, column in self._sheet.columns.items():
            if header not in row:
                kept.extend(of_column(marks, header))
            elif self._cell(key, at, header, column, row[header]):
                kept.append(mark(header, row[header]))
            else:
                kept.extend(of_column(marks, header))
        self.digests[key] = joined(kept)

    def _cell(self, key: str, at: int, header: str, column: int, value: CellValue) -> bool:
        """Bring one cell of a row up to date; whether it shows what it should then."""
        cell, marks = self._sheet.cell(at, column), self._marks.get(key, frozenset())
        if shows(cell, value):
            return True
        if self._sheet.hidden(at, column):
            return False
        if not self._sheet.is_as_left(at, header, marks):
            if marks and not self._doubtful:
                self.held.add((key, header))
                self.findings.append(
                    typed_over(cell.where, cell.value, value, formula=cell.formula)
                )
                return False
            if self._known or self._last:
                self.findings.append(written_over(cell.where, cell.value, value))
        self._write(key, at, column, header, value)
        return True

    def _write(self, key: str, at: int, column: int, header: str, value: CellValue) -> None:
        one = CellWrite(row=at, column=column, value=value, key=key, header=header)
        self.writes.append(one)

    def leave(self, key: str, leftover: Leftover) -> None:
        """A row that is not wanted any more: it stays, or is emptied unless a person wrote in it."""
        at, marks = self._sheet.rows[key], self._marks.get(key)
        if key in self._strays:
            self.digests[key] = self._strays[key]
            return
        if marks is None and self._known:
            return
        if leftover is Leftover.KEEP:
            self.keep(key)
        elif any(map(is_content, self._sheet.theirs(at))) or not self._untouched(at, marks):
            self.keep(key)
            self.findings.append(kept(self._sheet.where(at, self._sheet.key_column)))
        else:
            self.writes.extend(self._emptied(key, at))

    def _untouched(self, at: int, marks: frozenset[str] | None) -> bool:
        if not marks or self._doubtful:
            return True
        return all(self._sheet.is_as_left(at, header, marks) for header in self._sheet.headers)

    def _emptied(self, key: str, at: int) -> Iterator[CellWrite]:
        for header, column in self._sheet.columns.items():
            if not is_empty(self._sheet.cell(at, column)):
                yield CellWrite(row=at, column=column, value=None, key=key, header=header)
