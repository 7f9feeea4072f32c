"""What coaches wrote in ThisWeek, row by row; a word nobody knows is told with its address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sheets_templates.books.this_week import DRAFT, HELD, NOT_HELD, THIS_WEEK, WORDS
from sheets_templates.reading.parse_nearest import nearest
from sheets_templates.reading.parse_times import shown
from sheets_templates.vocabulary.table import Cell, CellKind, CellValue, Grid, address

YES = ("yes", "y", "x", "true", "1")
_HUMAN = ("send", "held", "what I want", "wish")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One row: `word` is one of `WORDS` or '', `wish` what stands beside it, `held` its box.

    `trouble` says why the word cannot be used; `where` is its address, `answer` what our column says now.
    """

    key: str
    word: str = ""
    wish: str = ""
    held: bool = False
    where: str = ""
    trouble: str = ""
    answer: str = ""

    @property
    def outcome(self) -> str:
        """What it says of whether the activity took place; '' for nothing."""
        if self.trouble:
            return ""
        return self.word if self.word in (HELD, NOT_HELD) else HELD if self.held else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One coach's tab as it was read; `ticked` is the number of the draft beside a ticked box, None for none.

    `tick` is the address of that box, whether ticked or not; `number` and `says` are what our own columns
    tell of the draft.
    """

    rows: tuple[Asked, ...] = ()
    ticked: int | None = None
    tick: str = ""
    number: int = 0
    says: str = ""

    @property
    def by_key(self) -> dict[str, Asked]:
        return {row.key: row for row in self.rows}


def read_page(grid: Grid) -> Page:
    """The rows that have a key; of rows with the same key the first counts."""
    titles = [str(cell.value or "").strip() for cell in grid[0]] if grid else []
    at = {c.header: titles.index(c.header) for c in THIS_WEEK.columns if c.header in titles}
    if THIS_WEEK.key not in at:
        return Page()
    called = grid[0][0].where.rpartition("!")[0]
    found: dict[str, Asked] = {}
    draft = Page()
    for number, row in enumerate(grid[1:], start=1):
        cells = {h: _cell(row, number, column, called) for h, column in at.items()}
        key = _text(cells[THIS_WEEK.key].value)
        if key == DRAFT and not draft.tick:
            draft = _draft(cells)
        elif key and key != DRAFT:
            found.setdefault(key, _asked(key, cells))
    return replace(draft, rows=tuple(found.values()))


def has_words(row: Sequence[Cell], titles: Sequence[str]) -> bool:
    """Whether somebody wrote in one of the columns that are hers."""
    theirs = (row[n] for n, title in enumerate(titles) if title in _HUMAN and n < len(row))
    return any(cell.value not in (None, "", False) for cell in theirs)


def _asked(key: str, cells: dict[str, Cell]) -> Asked:
    wanted = cells.get("what I want")
    word = " ".join(_text(wanted.value).casefold().split()) if wanted else ""
    where = wanted.where if wanted else ""
    wish = _wish(cells["wish"]) if "wish" in cells else ""
    row = Asked(
        key=key,
        word=word,
        wish=wish,
        held="held" in cells and _ticked(cells["held"]),
        where=where,
        answer=_text(cells["what it does"].value) if "what it does" in cells else "",
    )
    if wanted and wanted.kind in (CellKind.ERROR, CellKind.FORMULA):
        return _unusable(row, f"{shown(wanted)} is a formula that gives no word")
    if word and word not in WORDS:
        near = nearest(word, WORDS)
        more = f"; did you mean {near}?" if near else f"; choose one of {', '.join(WORDS)}"
        return _unusable(row, f"'{word[:40]}' is no such word{more}")
    if row.held and word == NOT_HELD:
        return _unusable(row, "the box says held and the word says not held; take one away")
    return row


def _unusable(row: Asked, trouble: str) -> Asked:
    return replace(row, word="", wish="", trouble=trouble)


def _ticked(cell: Cell) -> bool:
    return cell.value is True or _text(cell.value).casefold() in YES


def _draft(cells: dict[str, Cell]) -> Page:
    number = _number(cells)
    says = _text(cells["what it does"].value) if "what it does" in cells else ""
    if "send" not in cells:
        return Page(number=number, says=says)
    ticked = number if _ticked(cells["send"]) else None
    return Page(ticked=ticked, tick=cells["send"].where, number=number, says=says)


def _number(cells: dict[str, Cell]) -> int:
    """The draft's number from our own column, like `Draft 12`; 0 where it says none."""
    words = _text(cells["who"].value).split() if "who" in cells else []
    return int(words[-1]) if words and words[-1].isdecimal() else 0


def _wish(cell: Cell) -> str:
    """A wish as text, whatever the spreadsheet made of it: a time typed alone is no text there."""
    value = cell.value
    match value:
        case bool():
            return ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case _:
            return " ".join(_text(value).split())


def _cell(row: Sequence[Cell], number: int, column: int, called: str) -> Cell:
    if column < len(row):
        return row[column]
    return Cell(kind=CellKind.EMPTY, value=None, where=address(called, number, column))


def _text(value: CellValue) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
