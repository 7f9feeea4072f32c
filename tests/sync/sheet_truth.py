"""What a sync must have done to a tab, worked out from the raw cells before and after it.

Nothing of the tracker is used: keys, columns and who wrote a cell last are told apart here a second time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sheets_templates.vocabulary.table import CellValue, Tab, Writer

Raw = Mapping[str, Any]
"""A cell's `userEnteredValue`; {} where nothing stands."""
NOTHING: Raw = {}


@dataclass(frozen=True, kw_only=True)
class Page:
    """A sheet as the API tells it, in raw cells."""

    sheet_id: int
    title: str
    rows: Sequence[Sequence[Raw]]
    marks: Mapping[int, str]
    merges: Sequence[Mapping[str, int]] = ()
    may_go: bool = False

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=1)

    def cell(self, row: int, column: int) -> Raw:
        line = self.rows[row] if row < len(self.rows) else ()
        return line[column] if column < len(line) else NOTHING

    def hides(self, row: int, column: int) -> bool:
        """Whether the cell lies under the first one of a merge."""
        return any(
            m.get("startRowIndex", 0) <= row < m["endRowIndex"]
            and m.get("startColumnIndex", 0) <= column < m["endColumnIndex"]
            and (row, column) != (m.get("startRowIndex", 0), m.get("startColumnIndex", 0))
            for m in self.merges
        )


def page_of(sheet: Mapping[str, Any], key: str) -> Page:
    """A sheet of an answer of `spreadsheets.get`; `key` is that of the notes on columns."""
    data = (sheet.get("data") or [{}])[0]
    rows = [
        [dict(cell.get("userEnteredValue", {})) for cell in row.get("values", ())]
        for row in data.get("rowData", ())
    ]
    for row in rows:
        while row and blank(row[-1]):
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    marks = {
        number: note["metadataValue"]
        for number, column in enumerate(data.get("columnMetadata", ()))
        for note in column.get("developerMetadata", ())
        if note["metadataKey"] == key
    }
    about = sheet["properties"]
    return Page(
        sheet_id=about.get("sheetId", 0),
        title=about["title"],
        rows=rows,
        marks=marks,
        merges=sheet.get("merges", ()),
    )


def blank(raw: Raw) -> bool:
    return raw in ({}, {"stringValue": ""})


def raw_of(value: CellValue) -> Raw:
    """How a value of the program stands in a cell."""
    if value in (None, ""):
        return NOTHING
    if isinstance(value, date):
        return {"numberValue": value.toordinal() - date(1899, 12, 30).toordinal()}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": value}


def text(raw: Raw) -> str:
    """A cell as a key or header is read; of a formula its result, as far as people here type any."""
    known = {"=1+1": "2", '=UPPER("ok")': "OK", "=NA()": "#N/A"}
    for value in raw.values():
        whole = isinstance(value, float) and value.is_integer()
        return known.get(str(value), str(int(value)) if whole else str(value)).strip()
    return ""


def same(one: Raw, other: Raw) -> bool:
    return one == other or (blank(one) and blank(other))


def content(raw: Raw) -> bool:
    """Whether a person wrote here, as far as emptying a row goes: a formula or an empty box is none."""
    return not blank(raw) and "formulaValue" not in raw and raw != {"boolValue": False}


def address(title: str, row: int, column: int) -> str:
    assert column < 26 * 26
    letters = chr(65 + column) if column < 26 else chr(64 + column // 26) + chr(65 + column % 26)
    return f"{title}!{letters}{row + 1}"


@dataclass(kw_only=True)
class Truth:
    """What is known of one tab over all syncs: what the program last wrote in each cell of each row."""

    tab: Tab
    clears: bool
    last: dict[str, dict[str, Raw]] = field(default_factory=dict)

    @property
    def ours(self) -> list[str]:
        tab = self.tab
        return [c.header for c in tab.columns if c.writer is Writer.PROGRAM or c.header == tab.key]

    def called(self, page: Page, header: str) -> list[int]:
        """The columns that may be the one of a header: those marked so, else those named so."""
        marked = [n for n, known in page.marks.items() if known == header]
        width = max(page.width, *page.marks, 0) + 1
        titles = [page.marks.get(n, text(page.cell(0, n))) for n in range(width)]
        return marked or [n for n, title in enumerate(titles) if title == header]

    def lost(self, page: Page) -> list[str]:
        """Headers of ours of which it cannot be told where they are."""
        return [header for header in self.ours if len(self.called(page, header)) != 1]

    def columns(self, page: Page) -> dict[str, int] | None:
        """Where our columns are; None where one cannot be told."""
        if self.lost(page):
            return None
        return {header: self.called(page, header)[0] for header in self.ours}

    def check(
        self,
        before: Page,
        after: Page,
        rows: Mapping[str, Mapping[str, CellValue]],
        told: Iterable[str],
    ) -> None:
        """Every human cell is byte-equal, every row of ours right or told, none there twice."""
        at = self.columns(before)
        assert at is not None, "a sync without one of its columns"
        self._headers(before, after, at)
        look = _Look(self, before, after, at, set(told))
        pairs = look.aligned(rows)
        keys = [text(row[at[self.tab.key]]) for row in map(_padded, before.rows[1:])]
        doubled = {key for key in keys if key and keys.count(key) > 1}
        for one, other in pairs:
            look.row(one, other, rows, doubled)
        standing = [text(after.cell(n, at[self.tab.key])) for n in range(1, after.height)]
        for key in rows:
            count = standing.count(key)
            assert count == 1 or key in doubled, f"{key} stands {count} times"
        self._learn(after, at, rows, doubled, standing)

    def _headers(self, before: Page, after: Page, at: Mapping[str, int]) -> None:
        for column in range(max(before.width, after.width)):
            was, now = before.cell(0, column), after.cell(0, column)
            ours = next((h for h, n in at.items() if n == column), None)
            filled = ours is not None and blank(was) and now == {"stringValue": ours}
            assert filled or same(was, now), f"header {column}: {was} became {now}"

    def _learn(
        self,
        after: Page,
        at: Mapping[str, int],
        rows: Mapping[str, Mapping[str, CellValue]],
        doubled: set[str],
        standing: list[str],
    ) -> None:
        for key in [key for key in self.last if key not in rows and key not in standing]:
            del self.last[key]
        for key in rows.keys() - doubled:
            row = standing.index(key) + 1
            kept = self.last.setdefault(key, {})
            for header, column in at.items():
                if same(after.cell(row, column), raw_of(rows[key][header])):
                    kept[header] = raw_of(rows[key][header])


class _Padded(list[Raw]):
    def __getitem__(self, at: Any) -> Any:
        return super().__getitem__(at) if at < len(self) else NOTHING


def _padded(row: Sequence[Raw]) -> _Padded:
    return _Padded(row)


class _Look:
    """One tab before and after one sync."""

    def __init__(
        self, truth: Truth, before: Page, after: Page, at: Mapping[str, int], told: set[str]
    ) -> None:
        self.truth, self.before, self.after, self.at, self.told = truth, before, after, at, told
        self.key = at[truth.tab.key]

    def human(self, page: Page, row: int) -> dict[int, Raw]:
        cells = {n: page.cell(row, n) for n in range(max(self.before.width, self.after.width))}
        return {n: raw for n, raw in cells.items() if n not in self.at.values() and not blank(raw)}

    def aligned(self, rows: Mapping[str, Any]) -> list[tuple[int, int]]:
        """Which row is which: rows of ours may have come in between, and nothing else changed places."""
        pairs: list[tuple[int, int]] = []
        one = other = 1
        while other < self.after.height or one < self.before.height:
            if self._may_be(one, other):
                pairs.append((one, other))
                one, other = one + 1, other + 1
            else:
                key = text(self.after.cell(other, self.key))
                fresh = key in rows and not self.human(self.after, other)
                assert fresh, self._differ(one, other)
                for header, column in self.at.items():
                    now, wanted = self.after.cell(other, column), raw_of(rows[key][header])
                    assert same(now, wanted), f"new row {key}: {header} is {now}"
                other += 1
        return pairs

    def _differ(self, one: int, other: int) -> str:
        lines = [
            [dict(page.cell(row, n)) for n in range(page.width)]
            for page, row in ((self.before, one), (self.after, other))
        ]
        return f"row {one} before {lines[0]} is not row {other} after {lines[1]}; ours: {dict(self.at)}"

    def _may_be(self, one: int, other: int) -> bool:
        was, now = self.before.cell(one, self.key), self.after.cell(other, self.key)
        if self.human(self.before, one) != self.human(self.after, other):
            return False
        if same(was, now):
            return True
        return blank(now) or (blank(was) and self._is_as_left(one, text(now)))

    def _is_as_left(self, one: int, key: str) -> bool:
        """Whether a row without its key holds what the program wrote for it, so that it gets the key back."""
        last = self.truth.last.get(key, {})
        cells = {header: self.before.cell(one, column) for header, column in self.at.items()}
        full = {header: raw for header, raw in cells.items() if not blank(raw)}
        return bool(full) and all(same(raw, last.get(h, NOTHING)) for h, raw in full.items())

    def row(
        self, one: int, other: int, rows: Mapping[str, Mapping[str, CellValue]], doubled: set[str]
    ) -> None:
        key = text(self.before.cell(one, self.key)) or text(self.after.cell(other, self.key))
        if key in rows and key not in doubled:
            for header, column in self.at.items():
                self._cell(key, header, (one, column), self.after.cell(other, column), rows[key])
            return
        cells = [(self.before.cell(one, n), self.after.cell(other, n)) for n in self.at.values()]
        if all(same(was, now) for was, now in cells):
            return
        told = f"row {one} ({key}) was changed: {cells}"
        assert self.truth.clears, told
        assert key, told
        assert key not in doubled, told
        assert all(blank(now) for _, now in cells), f"row {one} ({key}) was half emptied: {cells}"
        mine = self.human(self.before, one).values()
        assert not any(map(content, mine)), f"row {one} ({key}) was emptied beside {mine}"
        last = self.truth.last.get(key)
        assert last is not None, f"row {one} ({key}) is a person's and was emptied"
        for header, column in self.at.items():
            was = self.before.cell(one, column)
            assert blank(was) or same(was, last.get(header, NOTHING)), f"{key}: {was} was emptied"

    def _cell(
        self, key: str, header: str, place: tuple[int, int], now: Raw, row: Mapping[str, CellValue]
    ) -> None:
        was, wanted = self.before.cell(*place), raw_of(row[header])
        where = address(self.before.title, *place)
        if same(was, wanted) or self.before.hides(*place):
            assert same(was, now), f"{where} ({key}, {header}): {was} became {now}"
            return
        last = self.truth.last.get(key, {})
        typed = bool(last) and not blank(was) and not same(was, last.get(header, NOTHING))
        expected = was if typed else wanted
        assert same(now, expected), f"{where} ({key}, {header}): {was} became {now}, not {expected}"
        assert not typed or where in self.told, f"{where} was typed over and not told"
