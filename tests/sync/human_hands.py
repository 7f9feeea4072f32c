"""What people do to a tracking workbook between two syncs, drawn by chance, done over the Sheets API.

An edit is a kind and a few numbers, which become rows and columns only when it is done; one that cannot be
done where the workbook has come to is refused by the server and left out.
"""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.sync.sheet_truth import Page

Request = dict[str, Any]

WORDS = (
    "call back",
    "=1+1",
    '=UPPER("ok")',
    "=NA()",
    12,
    40,
    46360,
    True,
    False,
    "yes",
    "visit-2",
    "",
    "",
)
"""What people type: texts, formulas, numbers, ticks, a key of ours, and nothing."""
HEADERS = ("Fecha", "Maestra", "event_id", "date", "next_step", "notes", "")
TITLES = ("Visitas", "Log 2026", "VisitLog", "Extra", "z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One thing a person does; `tab` is 0 or 1, the numbers are taken modulo what is there."""

    kind: str
    tab: int
    a: int
    b: int


def edits() -> st.SearchStrategy[Edit]:
    number = st.integers(0, 29)
    kinds = st.sampled_from([*KINDS, "type", "type", "type", "note", "note", "sort", "copy_row"])
    return st.builds(Edit, kind=kinds, tab=st.sampled_from([0, 0, 0, 1]), a=number, b=number)


def requests_of(edit: Edit, page: Page) -> list[Request]:
    """The requests of an edit on a tab as it stands."""
    return KINDS[edit.kind](page, edit.a, edit.b)


def _row(page: Page, number: int) -> int:
    """Any row but the first, a few empty ones below the last among them."""
    return 1 + number % (page.height + 2)


def _column(page: Page, number: int) -> int:
    return number % (page.width + 1)


def _lines(page: Page, dimension: str, at: int, count: int = 1) -> Request:
    return {
        "sheetId": page.sheet_id,
        "dimension": dimension,
        "startIndex": at,
        "endIndex": at + count,
    }


def _box(page: Page, row: int, column: int, height: int = 1, width: int = 1) -> Request:
    return {
        "sheetId": page.sheet_id,
        "startRowIndex": row,
        "endRowIndex": row + height,
        "startColumnIndex": column,
        "endColumnIndex": column + width,
    }


def _typed(value: object) -> Request:
    match value:
        case "":
            return {}
        case bool():
            return {"boolValue": value}
        case int():
            return {"numberValue": value}
        case str() if value.startswith("="):
            return {"formulaValue": value}
        case _:
            return {"stringValue": value}


def _put(page: Page, row: int, column: int, value: object) -> list[Request]:
    start = {"sheetId": page.sheet_id, "rowIndex": row, "columnIndex": column}
    cell = {"userEnteredValue": _typed(value)}
    return [
        {
            "updateCells": {
                "start": start,
                "rows": [{"values": [cell]}],
                "fields": "userEnteredValue",
            }
        }
    ]


def _type(page: Page, a: int, b: int) -> list[Request]:
    return _put(page, _row(page, a), _column(page, b), WORDS[(a * 7 + b) % len(WORDS)])


def _note(page: Page, a: int, b: int) -> list[Request]:
    """What a column of theirs is for: a word beside one of the rows."""
    theirs = [n for n, header in page.marks.items() if header in ("next_step", "answer")]
    row = 1 + a % max(page.height - 1, 1)
    return _put(page, row, theirs[0], f"note {b}") if theirs else []


def _type_header(page: Page, a: int, b: int) -> list[Request]:
    return _put(page, 0, _column(page, a), HEADERS[b % len(HEADERS)])


def _sort(page: Page, a: int, b: int) -> list[Request]:
    order = ("ASCENDING", "DESCENDING")[b % 2]
    spec = {"dimensionIndex": a % page.width, "sortOrder": order}
    area = {"sheetId": page.sheet_id, "startRowIndex": 1}
    return [{"sortRange": {"range": area, "sortSpecs": [spec]}}]


def _insert_row(page: Page, a: int, b: int) -> list[Request]:
    return [{"insertDimension": {"range": _lines(page, "ROWS", _row(page, a), 1 + b % 2)}}]


def _insert_column(page: Page, a: int, b: int) -> list[Request]:
    at = _column(page, a)
    made = [{"insertDimension": {"range": _lines(page, "COLUMNS", at)}}]
    return [*made, *(_put(page, 0, at, HEADERS[b % len(HEADERS)]) if b % 2 else [])]


def _delete_row(page: Page, a: int, b: int) -> list[Request]:
    return [{"deleteDimension": {"range": _lines(page, "ROWS", _row(page, a))}}]


def _delete_column(page: Page, a: int, b: int) -> list[Request]:
    """Seldom: a column of ours that is gone stops the workbook until somebody puts it back."""
    if b % 3:
        return []
    return [{"deleteDimension": {"range": _lines(page, "COLUMNS", _column(page, a))}}]


def _move_row(page: Page, a: int, b: int) -> list[Request]:
    deed = {"source": _lines(page, "ROWS", _row(page, a)), "destinationIndex": _row(page, b)}
    return [{"moveDimension": deed}]


def _move_column(page: Page, a: int, b: int) -> list[Request]:
    source = _lines(page, "COLUMNS", _column(page, a))
    return [{"moveDimension": {"source": source, "destinationIndex": _column(page, b)}}]


def _hide(dimension: str, page: Page, at: int, hidden: bool) -> list[Request]:
    return [
        {
            "updateDimensionProperties": {
                "range": _lines(page, dimension, at),
                "properties": {"hiddenByUser": hidden},
                "fields": "hiddenByUser",
            }
        }
    ]


def _hide_row(page: Page, a: int, b: int) -> list[Request]:
    return _hide("ROWS", page, _row(page, a), b % 2 == 0)


def _hide_column(page: Page, a: int, b: int) -> list[Request]:
    return _hide("COLUMNS", page, _column(page, a), b % 2 == 0)


def _of_tab(page: Page, field: str, value: object) -> list[Request]:
    properties = {"sheetId": page.sheet_id, field: value}
    return [{"updateSheetProperties": {"properties": properties, "fields": field}}]


def _hide_tab(page: Page, a: int, b: int) -> list[Request]:
    return _of_tab(page, "hidden", a % 2 == 0)


def _move_tab(page: Page, a: int, b: int) -> list[Request]:
    return _of_tab(page, "index", a % 3)


def _rename_tab(page: Page, a: int, b: int) -> list[Request]:
    return _of_tab(page, "title", TITLES[a % len(TITLES)])


def _copy_tab(page: Page, a: int, b: int) -> list[Request]:
    return [{"duplicateSheet": {"sourceSheetId": page.sheet_id, "insertSheetIndex": a % 3}}]


def _delete_tab(page: Page, a: int, b: int) -> list[Request]:
    """Only the one that need not be there."""
    return [{"deleteSheet": {"sheetId": page.sheet_id}}] if page.may_go and a % 3 == 0 else []


def _copy(page: Page, source: Request, target: Request) -> Request:
    return {"copyPaste": {"source": source, "destination": target, "pasteType": "PASTE_NORMAL"}}


def _copy_row(page: Page, a: int, b: int) -> list[Request]:
    """A row copied into a new one below it."""
    row, wide = _row(page, a), page.width
    made = {"insertDimension": {"range": _lines(page, "ROWS", row + 1), "inheritFromBefore": True}}
    return [made, _copy(page, _box(page, row, 0, 1, wide), _box(page, row + 1, 0, 1, wide))]


def _copy_down(page: Page, a: int, b: int) -> list[Request]:
    """One cell dragged over the two below it, as a key may be."""
    row, column = _row(page, a), _column(page, b)
    return [_copy(page, _box(page, row, column), _box(page, row + 1, column, 2))]


def _merge(page: Page, a: int, b: int) -> list[Request]:
    box = _box(page, _row(page, a), _column(page, b), 1 + a % 2, 1 + b % 2)
    return [{"mergeCells": {"range": box, "mergeType": "MERGE_ALL"}}]


def _unmerge(page: Page, a: int, b: int) -> list[Request]:
    return [{"unmergeCells": {"range": {"sheetId": page.sheet_id}}}]


def _filter(page: Page, a: int, b: int) -> list[Request]:
    area = _box(page, 0, 0, page.height + 1, page.width)
    criteria = {"hiddenValues": ["call back"]}
    specs = [{"columnIndex": a % page.width, "filterCriteria": criteria}]
    return [{"setBasicFilter": {"filter": {"range": area, "filterSpecs": specs}}}]


KINDS = {
    "type": _type,
    "note": _note,
    "type_header": _type_header,
    "sort": _sort,
    "insert_row": _insert_row,
    "insert_column": _insert_column,
    "delete_row": _delete_row,
    "delete_column": _delete_column,
    "move_row": _move_row,
    "move_column": _move_column,
    "hide_row": _hide_row,
    "hide_column": _hide_column,
    "hide_tab": _hide_tab,
    "move_tab": _move_tab,
    "rename_tab": _rename_tab,
    "copy_tab": _copy_tab,
    "delete_tab": _delete_tab,
    "copy_row": _copy_row,
    "copy_down": _copy_down,
    "merge": _merge,
    "unmerge": _unmerge,
    "filter": _filter,
}
