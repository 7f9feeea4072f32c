"""A spreadsheet in memory for the length of one call: tabs, cells, and what belongs to them.

Stored as one JSON fact sheet per spreadsheet and one JSON list per row of cells, so that writing
2,000 rows is 2,000 small inserts and an unchanged row is not touched.
"""

import json
import sqlite3
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from local_google.store import Store, dump

Json = dict[str, Any]

SCHEMA = """
CREATE TABLE IF NOT EXISTS sheet_books (id TEXT PRIMARY KEY, facts TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sheet_rows (
    book TEXT NOT NULL, tab INTEGER NOT NULL, row INTEGER NOT NULL, cells TEXT NOT NULL,
    PRIMARY KEY (book, tab, row)
) WITHOUT ROWID;
"""
NUMERALS = "123456789"


@dataclass(frozen=True, slots=True)
class Formula:
    """What a formula cell holds; `text` begins with `=`."""

    text: str


Content = str | int | float | bool | Formula | None


@dataclass(slots=True)
class Cell:
    """One cell; `look` (format) and `rule` (validation) are places in the spreadsheet's pool."""

    value: Content = None
    look: int = 0
    rule: int = 0
    note: str = ""

    @property
    def blank(self) -> bool:
        return self.value is None and not self.look and not self.rule and not self.note


Row = dict[int, Cell]


class Tab:
    """One tab: `facts` is everything but cells, shaped like the API's Sheet resource."""

    def __init__(self, book: "Book", facts: Json) -> None:
        self.book = book
        self.facts = facts
        self._rows: dict[int, Row] | None = None
        self._own: set[int] = set()
        self._dirty: set[int] = set()
        self._moved = False

    @property
    def id(self) -> int:
        return int(self.facts["properties"]["sheetId"])

    @property
    def title(self) -> str:
        return str(self.facts["properties"]["title"])

    @property
    def grid(self) -> Json:
        """The stored GridProperties."""
        found: Json = self.facts["properties"]["gridProperties"]
        return found

    @property
    def height(self) -> int:
        return int(self.grid["rowCount"])

    @property
    def width(self) -> int:
        return int(self.grid["columnCount"])

    @property
    def rows(self) -> dict[int, Row]:
        """Rows that hold something; change cells through `cell_at` or `replace_rows`."""
        if self._rows is None:
            found = self.book.db.execute(
                "SELECT row, cells FROM sheet_rows WHERE book = ? AND tab = ? ORDER BY row",
                (self.book.id, self.id),
            )
            self._rows = {row["row"]: _load(row["cells"]) for row in found}
        return self._rows

    def peek(self, row: int, column: int) -> Cell | None:
        """The cell if there is one, to look at."""
        return self.rows.get(row, {}).get(column)

    def cell_at(self, row: int, column: int) -> Cell:
        """The cell to change, made if need be."""
        self._dirty.add(row)
        line = self._owned(row)
        cell = line.get(column)
        if cell is None:
            cell = line[column] = Cell()
        return cell

    def replace_rows(self, rows: dict[int, Row]) -> None:
        """All rows anew, after an insertion, a deletion or a sort."""
        self._rows = rows
        self._moved = True
        self._own.clear()

    def _owned(self, row: int) -> Row:
        """The line for this tab alone: what was loaded is shared by every line of the same text."""
        rows = self.rows
        if row not in self._own:
            rows[row] = {column: replace(cell) for column, cell in rows.get(row, {}).items()}
            self._own.add(row)
        return rows[row]

    def listed(self, name: str) -> list[Json]:
        """A list among the facts, such as `merges`, to read or change."""
        found: list[Json] = self.facts.setdefault(name, [])
        return found

    def save(self) -> None:
        """Write changed rows; rows whose cells are all blank go."""
        db, book = self.book.db, self.book.id
        if self._rows is None:
            return
        dirty = set(self._rows) if self._moved else self._dirty
        if self._moved:
            db.execute("DELETE FROM sheet_rows WHERE book = ? AND tab = ?", (book, self.id))
        kept = [(row, _dump(self._rows.get(row, {}))) for row in sorted(dirty)]
        db.executemany(
            "INSERT OR REPLACE INTO sheet_rows VALUES (?, ?, ?, ?)",
            [(book, self.id, row, cells) for row, cells in kept if cells != "[]"],
        )
        db.executemany(
            "DELETE FROM sheet_rows WHERE book = ? AND tab = ? AND row = ?",
            [(book, self.id, row) for row, cells in kept if cells == "[]"],
        )
        self._dirty, self._moved = set(), False


class Book:
    """One spreadsheet; `facts` holds properties, namedRanges, developerMetadata and the pool."""

    def __init__(self, store: Store, db: sqlite3.Connection, book_id: str, facts: Json) -> None:
        self.store = store
        self.db = db
        self.id = book_id
        self.facts = facts
        self.tabs = [Tab(self, tab) for tab in facts["tabs"]]
        self.pool: list[Json] = facts["pool"]
        self._places = {dump(entry): place for place, entry in enumerate(self.pool)}

    @property
    def properties(self) -> Json:
        found: Json = self.facts["properties"]
        return found

    def tab(self, sheet_id: int) -> Tab | None:
        return next((tab for tab in self.tabs if tab.id == sheet_id), None)

    def tab_called(self, title: str) -> Tab | None:
        """Titles compare without regard to case, as in Google's UI and API."""
        return next((tab for tab in self.tabs if tab.title.lower() == title.lower()), None)

    def listed(self, name: str) -> list[Json]:
        found: list[Json] = self.facts.setdefault(name, [])
        return found

    def pooled(self, value: Json | None) -> int:
        """The place of a format or rule in the pool; 0 is none."""
        if not value:
            return 0
        text = dump(value)
        place = self._places.get(text)
        if place is None:
            place = self._places[text] = len(self.pool)
            self.pool.append(value)
        return place

    def new_number(self) -> int:
        """An id as Google gives tabs and ranges: a positive number below 2 to the 31st."""
        return int(self.store.new_id(9, NUMERALS))

    def number_tabs(self) -> None:
        """`index` follows the order of the tabs."""
        for place, tab in enumerate(self.tabs):
            tab.facts["properties"]["index"] = place

    def drop_tab(self, tab: Tab) -> None:
        self.db.execute("DELETE FROM sheet_rows WHERE book = ? AND tab = ?", (self.id, tab.id))
        self.tabs.remove(tab)
        self.number_tabs()

    def save(self) -> None:
        for tab in self.tabs:
            tab.save()
        self.facts["tabs"] = [tab.facts for tab in self.tabs]
        self.db.execute(
            "INSERT OR REPLACE INTO sheet_books VALUES (?, ?)", (self.id, dump(self.facts))
        )


def load_book(store: Store, db: sqlite3.Connection, book_id: str) -> Book | None:
    row = db.execute("SELECT facts FROM sheet_books WHERE id = ?", (book_id,)).fetchone()
    return Book(store, db, book_id, json.loads(row["facts"])) if row else None


def new_tab(sheet_id: int, title: str, rows: int = 1000, columns: int = 26) -> Json:
    """The facts of an empty tab with Google's default size."""
    return {
        "properties": {
            "sheetId": sheet_id,
            "title": title,
            "index": 0,
            "sheetType": "GRID",
            "gridProperties": {"rowCount": rows, "columnCount": columns},
        }
    }


def new_book(store: Store, db: sqlite3.Connection, book_id: str, properties: Json) -> Book:
    """A spreadsheet with one empty tab, `Sheet1`, as Drive and Sheets make it."""
    defaults = {"locale": "en_US", "autoRecalc": "ON_CHANGE", "timeZone": "Etc/GMT"}
    facts = {"properties": {**defaults, **properties}, "pool": [{}], "tabs": [new_tab(0, "Sheet1")]}
    return Book(store, db, book_id, facts)


def copy_book(store: Store, db: sqlite3.Connection, source: str, target: str, title: str) -> None:
    """A copy with all cells under a new id."""
    row = db.execute("SELECT facts FROM sheet_books WHERE id = ?", (source,)).fetchone()
    facts = json.loads(row["facts"])
    facts["properties"]["title"] = title
    db.execute("INSERT INTO sheet_books VALUES (?, ?)", (target, dump(facts)))
    db.execute(
        "INSERT INTO sheet_rows SELECT ?, tab, row, cells FROM sheet_rows WHERE book = ?",
        (target, source),
    )


def drop_book(db: sqlite3.Connection, book_id: str) -> None:
    db.execute("DELETE FROM sheet_rows WHERE book = ?", (book_id,))
    db.execute("DELETE FROM sheet_books WHERE id = ?", (book_id,))


@lru_cache(maxsize=30_000)
def _load(stored: str) -> Row:
    """A stored line, shared: prepared tabs hold the same blank line hundreds of times, at every call."""
    cells = enumerate(json.loads(stored))
    return {column: _read(entry) for column, entry in cells if entry is not None}


def _read(entry: Any) -> Cell:
    if not isinstance(entry, dict):
        return Cell(entry)
    value = Formula(entry["x"]) if "x" in entry else entry.get("v")
    return Cell(value, entry.get("f", 0), entry.get("d", 0), entry.get("n", ""))


def _dump(row: Row) -> str:
    used = [column for column, cell in row.items() if not cell.blank]
    line = [
        _write(row[column]) if column in row else None
        for column in range(max(used, default=-1) + 1)
    ]
    return dump(line)


def _write(cell: Cell) -> Any:
    if cell.blank:
        return None
    formula = isinstance(cell.value, Formula)
    if not (formula or cell.look or cell.rule or cell.note):
        return cell.value
    entry: Json = {"x": cell.value.text} if isinstance(cell.value, Formula) else {"v": cell.value}
    entry |= {"f": cell.look, "d": cell.rule, "n": cell.note}
    return {key: value for key, value in entry.items() if value or key in "vx"}
