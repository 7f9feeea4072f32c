"""`spreadsheets.values`: reading and writing plain values."""

from collections.abc import Mapping
from typing import Any

from local_google.a1 import Area, Box, column_letters, write_area
from local_google.sheets_access import Opened, open_to_read, open_to_write
from local_google.sheets_append import table_in
from local_google.sheets_book import Book, Tab
from local_google.sheets_cells import enter, render
from local_google.sheets_dimensions import insert_lines
from local_google.sheets_ranges import Target, find_range
from local_google.sheets_refusals import bad, too_wide, within
from local_google.store import Store
from local_google.wire import ApiError, Call, Reply

Json = dict[str, Any]
MOST_CELLS = 10_000_000
INPUTS = ("RAW", "USER_ENTERED")
RENDERS = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
DATES = ("SERIAL_NUMBER", "FORMATTED_STRING")
MAJORS = ("ROWS", "COLUMNS")


def get(store: Store, call: Call) -> Reply:
    """values.get."""
    with store.read() as db:
        opened = open_to_read(store, db, call)
        target = find_range(opened.book, call.path["range"])
        return Reply(200, _value_range(target, *_read_options(call)))


def batch_get(store: Store, call: Call) -> Reply:
    """values.batchGet."""
    with store.read() as db:
        opened = open_to_read(store, db, call)
        options = _read_options(call)
        found = [_value_range(find_range(opened.book, r), *options) for r in call.all("ranges")]
        return Reply(200, {"spreadsheetId": opened.book.id, "valueRanges": found})


def update(store: Store, call: Call) -> Reply:
    """values.update."""
    with store.write() as db:
        opened = open_to_write(store, db, call)
        parsed = _parsed(call.one("valueInputOption"))
        body = call.resource()
        refuse_other_range(call.path["range"], body)
        target = find_range(opened.book, call.path["range"])
        reply = write_values(opened, target, body, parsed=parsed)
        if call.flag("includeValuesInResponse"):
            reply["updatedData"] = _echo(opened.book, reply, call.query)
        opened.save(db)
        return Reply(200, reply)


def refuse_other_range(asked: str, body: Json) -> None:
    """A range in the body must be the one of the URL."""
    if body.get("range") not in (None, "", asked):
        raise bad(f"Requested writing within range [{asked}], but got {body['range']}")


def batch_update(store: Store, call: Call) -> Reply:
    """values.batchUpdate: all of it or nothing."""
    with store.write() as db:
        opened = open_to_write(store, db, call)
        body = call.resource()
        parsed = _parsed(body.get("valueInputOption"))
        replies = []
        for place, data in enumerate(body.get("data", ())):
            try:
                target = find_range(opened.book, data.get("range", ""))
                reply = write_values(opened, target, data, parsed=parsed)
            except ApiError as error:
                raise within(f"data[{place}]", error) from error
            if body.get("includeValuesInResponse"):
                reply["updatedData"] = _echo(opened.book, reply, _options_of(body))
            replies.append(reply)
        opened.save(db)
        return Reply(200, _totals(opened.book, replies))


def _totals(book: Book, replies: list[Json]) -> Json:
    """Rows and columns are counted once, however many of the ranges touch them."""
    rows: set[tuple[int, int]] = set()
    columns: set[tuple[int, int]] = set()
    for reply in replies:
        target = find_range(book, reply["updatedRange"])
        if reply.get("updatedRows"):
            rows |= {(target.tab.id, row) for row in range(target.box.top, target.box.bottom)}
            columns |= {(target.tab.id, c) for c in range(target.box.left, target.box.right)}
    totals = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(reply.get("updatedCells", 0) for reply in replies),
        "totalUpdatedSheets": len({tab for tab, _ in rows}),
    }
    kept = {name: count for name, count in totals.items() if count}
    return {"spreadsheetId": book.id, **kept, "responses": replies}


def append(store: Store, call: Call) -> Reply:
    """values.append: after the last table of the range, growing the grid."""
    with store.write() as db:
        opened = open_to_write(store, db, call)
        parsed = _parsed(call.one("valueInputOption"))
        asked = find_range(opened.book, call.path["range"])
        body = call.resource()
        rows = _rows_of(body)
        table = table_in(asked.tab, asked.box)
        top, left = (table.bottom, table.left) if table else (asked.box.top, asked.box.left)
        if call.one("insertDataOption", "OVERWRITE") == "INSERT_ROWS" and rows and table:
            insert_lines(opened, asked.tab, "ROWS", top, len(rows), inherit=True)
        _grow(opened.book, asked.tab, top + len(rows), left + max(map(len, rows), default=0))
        start = Area(top=top, bottom=top + 1, left=left, right=left + 1)
        target = Target(tab=asked.tab, area=start, asked=write_area(asked.tab.title, start))
        updates = write_values(opened, target, {"values": rows}, parsed=parsed)
        if call.flag("includeValuesInResponse"):
            updates["updatedData"] = _echo(opened.book, updates, call.query)
        opened.save(db)
        reply: Json = {"spreadsheetId": opened.book.id, "updates": updates}
        if table:
            reply["tableRange"] = write_area(asked.tab.title, table)
        return Reply(200, reply)


def clear(store: Store, call: Call) -> Reply:
    """values.clear: values go; formats, notes and validation stay."""
    with store.write() as db:
        opened = open_to_write(store, db, call)
        address = _clear(opened, find_range(opened.book, call.path["range"]))
        opened.save(db)
        return Reply(200, {"spreadsheetId": opened.book.id, "clearedRange": address})


def batch_clear(store: Store, call: Call) -> Reply:
    """values.batchClear."""
    with store.write() as db:
        opened = open_to_write(store, db, call)
        cleared = []
        for place, text in enumerate(call.resource().get("ranges", ())):
            try:
                cleared.append(_clear(opened, find_range(opened.book, text)))
            except ApiError as error:
                raise within(f"range[{place}]", error) from error
        opened.save(db)
        return Reply(200, {"spreadsheetId": opened.book.id, "clearedRanges": cleared})


def _clear(opened: Opened, target: Target) -> str:
    opened.refuse_protected(target.tab, target.box)
    for row, column in _filled(target.tab, target.box):
        target.tab.cell_at(row, column).value = None
    return target.address


def _filled(tab: Tab, box: Box) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(box.top, box.bottom)
        for column, cell in tab.rows.get(row, {}).items()
        if box.left <= column < box.right and cell.value is not None
    ]


def write_values(opened: Opened, target: Target, body: Json, *, parsed: bool) -> Json:
    """Write the `values` of a ValueRange; `null` leaves a cell as it is, `""` empties it."""
    rows, tab = _rows_of(body), target.tab
    height, width = len(rows), max(map(len, rows), default=0)
    _refuse_overflow(target, height, width)
    top, left = target.area.top, target.area.left
    box = Box(top=top, bottom=top + max(height, 1), left=left, right=left + max(width, 1))
    if height and width:
        opened.refuse_protected(tab, box)
    count = 0
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            if value is not None:
                enter(opened.book, tab.cell_at(top + down, left + across), value, parsed=parsed)
                count += 1
    reply: Json = {"spreadsheetId": opened.book.id, "updatedRange": write_area(tab.title, box)}
    counts = {"updatedRows": height, "updatedColumns": width, "updatedCells": count}
    return reply | {name: number for name, number in counts.items() if number}


def _rows_of(body: Json) -> list[list[Any]]:
    rows = body.get("values", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue)")
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            if isinstance(value, dict | list):
                kind = "struct_value" if isinstance(value, dict) else "list_value"
                raise bad(f"Invalid values[{down}][{across}]: {kind}")
    if _major(body.get("majorDimension")) == "COLUMNS":
        longest = max(map(len, rows), default=0)
        return [[c[i] if i < len(c) else None for c in rows] for i in range(longest)]
    return rows


def _refuse_overflow(target: Target, height: int, width: int) -> None:
    """A single cell is only where writing starts; a larger range bounds it; the grid always does."""
    area, tab = target.area, target.tab
    single = area.bottom == area.top + 1 and area.right == area.left + 1
    bottom, right = target.box.bottom, target.box.right
    last_row = tab.height if single else bottom
    last_column = tab.width if single else right
    if area.top + height > last_row:
        raise too_wide(target.asked, f"row [{last_row + 1}]")
    if area.left + width > last_column:
        raise too_wide(target.asked, f"column [{column_letters(last_column)}]")


def _grow(book: Book, tab: Tab, rows: int, columns: int) -> None:
    grid = tab.grid
    grid["rowCount"], grid["columnCount"] = max(rows, tab.height), max(columns, tab.width)
    refuse_too_many_cells(book)


def refuse_too_many_cells(book: Book) -> None:
    """Google's limit of ten million cells a spreadsheet."""
    if sum(tab.height * tab.width for tab in book.tabs) > MOST_CELLS:
        raise bad(
            "This action would increase the number of cells in the workbook above the limit of "
            f"{MOST_CELLS} cells."
        )


def _value_range(target: Target, how: str, dates: str, major: str) -> Json:
    tab, box = target.tab, target.box
    used = [row for row in tab.rows if box.top <= row < box.bottom]
    rows = []
    for row in range(box.top, max(used, default=box.top - 1) + 1):
        line = tab.rows.get(row, {})
        last = max((c for c in line if c < box.right), default=-1)
        rows.append([render(tab, row, c, how, dates) for c in range(box.left, last + 1)])
    reply: Json = {"range": target.address, "majorDimension": major}
    if major == "COLUMNS":
        width = max(map(len, rows), default=0)
        rows = [[row[c] if c < len(row) else "" for row in rows] for c in range(width)]
    values = _trimmed(rows)
    return reply | ({"values": values} if values else {})


def _trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """Without empty cells at the end of rows and empty rows at the end."""
    for row in rows:
        while row and row[-1] == "" and isinstance(row[-1], str):
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _echo(book: Book, reply: Json, query: Mapping[str, list[str]]) -> Json:
    how = query.get("responseValueRenderOption", ["FORMATTED_VALUE"])[-1]
    dates = query.get("responseDateTimeRenderOption", ["SERIAL_NUMBER"])[-1]
    target = find_range(book, reply["updatedRange"])
    return _value_range(target, _choice(how, RENDERS), _choice(dates, DATES), "ROWS")


def _options_of(body: Json) -> dict[str, list[str]]:
    names = ("responseValueRenderOption", "responseDateTimeRenderOption")
    return {name: [body[name]] for name in names if name in body}


def _read_options(call: Call) -> tuple[str, str, str]:
    how = _choice(call.one("valueRenderOption") or "FORMATTED_VALUE", RENDERS)
    dates = _choice(call.one("dateTimeRenderOption") or "SERIAL_NUMBER", DATES)
    return how, dates, _major(call.one("majorDimension"))


def _major(text: str | None) -> str:
    return _choice(text if text and text != "DIMENSION_UNSPECIFIED" else "ROWS", MAJORS)


def _choice(text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise bad(f'Invalid value: "{text}"; allowed: {", ".join(allowed)}')
    return text


def _parsed(option: str | None) -> bool:
    if option is None or option == "INPUT_VALUE_OPTION_UNSPECIFIED":
        raise bad("'valueInputOption' is required but not specified")
    return _choice(option, INPUTS) == "USER_ENTERED"
