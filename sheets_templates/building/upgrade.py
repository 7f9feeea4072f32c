"""A workbook of an older version -> the requests that add what it lacks, and nothing else.

No cell below a header is ever written, none is moved to another row, and what a person renamed, coloured or
noted stays. A missing column is put in after the last header, so that cells further right move aside whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sheets_templates.building.build import (
    PROTECTED,
    SCHEMA_KEY,
    SCHEMA_VERSION,
    protection_request,
    sheet_id,
)
from sheets_templates.building.build_columns import (
    HEADER_FIELDS,
    Request,
    cell_requests,
    cells_from,
    colour_rules,
    column_metadata_request,
    column_requests,
    header_cell,
    lines_of,
    metadata_request,
)
from sheets_templates.building.workbook import Workbook
from sheets_templates.vocabulary.choices import columns_referred_to, range_name
from sheets_templates.vocabulary.table import Column, Tab

LOOK_FIELDS = HEADER_FIELDS.removeprefix("userEnteredValue,").removesuffix(",note")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSeen:
    """What stands in the first row of a column, and the header noted on it; '' for nothing."""

    header: str = ""
    mark: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TabSeen:
    """A sheet as it stands. `protected` are columns from-to, half-open; `rules` are what conditional formats
    look at: column, condition, value; `version` is 0 and `version_id` None where nothing is noted."""

    sheet_id: int
    title: str
    hidden: bool
    columns: tuple[ColumnSeen, ...]
    version: int = 0
    version_id: int | None = None
    grid_columns: int = 0
    protected: tuple[tuple[int, int], ...] = ()
    rules: frozenset[tuple[int, str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSeen:
    """A spreadsheet as it stands; `named` are its named ranges in small letters."""

    tabs: tuple[TabSeen, ...]
    named: frozenset[str] = frozenset()

    @property
    def version(self) -> int:
        """The newest version noted on one of its tabs."""
        return max((tab.version for tab in self.tabs), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What a workbook lacks: requests that add it, the same in words, and the tabs to be made.

    `present` are the tabs that are there, `missing` those every such workbook has.
    """

    requests: tuple[Request, ...]
    added: tuple[str, ...]
    present: tuple[Tab, ...]
    missing: tuple[Tab, ...]


def lacking(book: Workbook, seen: BookSeen) -> Lacking:
    """What is to be added to bring a workbook up to this version; nothing when it has it all."""
    there = {tab.name: found for tab in book.tabs if (found := _sheet_of(tab, seen))}
    present = {tab.name: tab for tab in book.tabs if tab.name in there}
    requests: list[Request] = []
    added: list[str] = []
    for name, tab in present.items():
        step = _TabStep(tab, there[name], present)
        requests += step.requests
        added += step.added
    for tab, number in columns_referred_to(present.values()):
        name = range_name(tab, tab.columns[number].header)
        place = _places(tab, there[tab.name]).get(tab.columns[number].header)
        if name.casefold() not in seen.named and place is not None:
            cells = cells_from(there[tab.name].sheet_id, place, 1)
            requests.append({"addNamedRange": {"namedRange": {"name": name, "range": cells}}})
            added.append(f"the name {name}")
    missing = tuple(tab for tab in book.always if tab.name not in there)
    return Lacking(
        requests=tuple(requests),
        added=(*added, *(f"the tab {tab.name}" for tab in missing)),
        present=tuple(present.values()),
        missing=missing,
    )


def _sheet_of(tab: Tab, seen: BookSeen) -> TabSeen | None:
    """The sheet of a tab: by its id however it is called, else by its name."""
    by_id = [one for one in seen.tabs if one.sheet_id == sheet_id(tab)]
    return next(iter([*by_id, *(one for one in seen.tabs if one.title == tab.name)]), None)


def _places(tab: Tab, seen: TabSeen) -> dict[str, int]:
    """Declared header -> column: by its mark, else by its header where only one goes by it."""
    found = {one.mark: number for number, one in enumerate(seen.columns) if one.mark}
    titles = [one.header.strip() for one in seen.columns]
    for column in tab.columns:
        if column.header not in found and titles.count(column.header) == 1:
            found[column.header] = titles.index(column.header)
    return {column.header: found[column.header] for column in tab.columns if column.header in found}


class _TabStep:
    """What one tab lacks."""

    def __init__(self, tab: Tab, seen: TabSeen, present: Mapping[str, Tab]) -> None:
        self._tab, self._seen, self._present = tab, seen, present
        self._at = _places(tab, seen)
        titles = [one.header.strip() for one in seen.columns]
        self._doubled = {title for title in titles if title and titles.count(title) > 1}
        self.added: list[str] = []
        self.requests = [*self._columns(), *self._marks(), *self._looks(), *self._protection()]
        if self.requests or seen.version < SCHEMA_VERSION:
            self.requests.append(self._version())
            self.added = self.added or [f"{tab.name}: its version"]

    def _columns(self) -> Iterator[Request]:
        """Columns that are not there, put in after the last header."""
        width = len(self._seen.columns)
        sheet = self._seen.sheet_id
        for column in self._tab.columns:
            if column.header in self._at or column.header in self._doubled:
                continue
            yield self._one_more(width)
            yield {
                "updateCells": {
                    "start": {"sheetId": sheet, "rowIndex": 0, "columnIndex": width},
                    "rows": [{"values": [header_cell(column)]}],
                    "fields": HEADER_FIELDS,
                }
            }
            yield from column_requests(sheet, width, column, self._present)
            yield column_metadata_request(sheet, width, column.header)
            if column.writer in PROTECTED:
                yield protection_request(sheet, width, width + 1, column.writer)
            self.added.append(f"{self._tab.name}: the column {column.header}")
            width += 1

    def _one_more(self, number: int) -> Request:
        """An empty column at this place; at the very end it can only be appended."""
        sheet = self._seen.sheet_id
        if number >= self._seen.grid_columns:
            return {"appendDimension": {"sheetId": sheet, "dimension": "COLUMNS", "length": 1}}
        lines = lines_of(sheet, number)
        return {"insertDimension": {"range": lines, "inheritFromBefore": False}}

    def _known(self) -> Iterator[tuple[int, Column, ColumnSeen]]:
        for header, number in self._at.items():
            yield number, self._tab.column(header), self._seen.columns[number]

    def _marks(self) -> Iterator[Request]:
        """The notes by which columns are found when somebody renames them."""
        unmarked = [(n, column) for n, column, seen in self._known() if not seen.mark]
        for number, column in unmarked:
            yield column_metadata_request(self._seen.sheet_id, number, column.header)
        if unmarked:
            self.added.append(f"{self._tab.name}: headers are known again when renamed")

    def _looks(self) -> Iterator[Request]:
        """Colours of headers, lists and colours of cells, as this version has them."""
        sheet = self._seen.sheet_id
        if self._seen.version < SCHEMA_VERSION:
            for number, column, seen in self._known():
                yield _header_look(sheet, number, column, seen)
                yield from _choices_only(sheet, number, column, self._present)
            self.added.append(f"{self._tab.name}: header colours, lists to choose from")
        for number, column, _ in self._known():
            for rule in colour_rules(sheet, number, column):
                if (number, *_looked_at(rule)) not in self._seen.rules:
                    yield {"addConditionalFormatRule": {"rule": rule, "index": 0}}
                    self.added.append(f"{self._tab.name}: colours for {column.header}")

    def _protection(self) -> Iterator[Request]:
        """Protection of columns the program writes that have none."""
        for writer in PROTECTED:
            open_ones = sorted(
                number
                for number, column, _ in self._known()
                if column.writer is writer and not self._is_protected(number)
            )
            for first, last in _stretches(open_ones):
                yield protection_request(self._seen.sheet_id, first, last, writer)
                self.added.append(f"{self._tab.name}: protection of what the program writes")

    def _is_protected(self, number: int) -> bool:
        return any(first <= number < last for first, last in self._seen.protected)

    def _version(self) -> Request:
        version = str(SCHEMA_VERSION)
        if self._seen.version_id is None:
            return metadata_request(SCHEMA_KEY, version, {"sheetId": self._seen.sheet_id})
        lookup = {"metadataId": self._seen.version_id}
        return {
            "updateDeveloperMetadata": {
                "dataFilters": [{"developerMetadataLookup": lookup}],
                "developerMetadata": {"metadataValue": version},
                "fields": "metadataValue",
            }
        }


def _header_look(sheet: int, number: int, column: Column, seen: ColumnSeen) -> Request:
    """Bold and coloured by who writes; a note is put only where there is none."""
    cell = header_cell(column)
    fields = LOOK_FIELDS
    if seen.note:
        cell.pop("note")
    else:
        fields += ",note"
    cell.pop("userEnteredValue")
    return {
        "updateCells": {
            "start": {"sheetId": sheet, "rowIndex": 0, "columnIndex": number},
            "rows": [{"values": [cell]}],
            "fields": fields,
        }
    }


def _choices_only(
    sheet: int, number: int, column: Column, present: Mapping[str, Tab]
) -> Iterator[Request]:
    """What may be chosen in the cells that are there; how they show their values is left as it is."""
    for request in cell_requests(cells_from(sheet, number, 1), column, present):
        if "setDataValidation" in request:
            yield request


def _looked_at(rule: Request) -> tuple[str, str]:
    """The condition of a rule and its value, or the ends of a scale; never its colours."""
    if "gradientRule" in rule:
        ends = rule["gradientRule"]
        return "scale", f"{ends['minpoint'].get('value')}-{ends['maxpoint'].get('value')}"
    condition = rule["booleanRule"]["condition"]
    values = condition.get("values", [{}])
    return condition["type"], values[0].get("userEnteredValue", "")


def rules_seen(rules: Sequence[Request]) -> frozenset[tuple[int, str, str]]:
    """What the conditional formats of a sheet look at, as they are read back."""
    return frozenset(
        (cells.get("startColumnIndex", 0), *_looked_at(rule))
        for rule in rules
        if "booleanRule" in rule or "gradientRule" in rule
        for cells in rule.get("ranges", ())
    )


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and one past last of the numbers that follow each other."""
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield run[0], run[-1] + 1
