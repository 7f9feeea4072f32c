"""What fuzzing starts from: at least fifty pieces a target, made from values the program itself writes."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from sheets_templates.inputs.inputs import INPUT_TABS
from sheets_templates.inputs.small import small_rows
from sync.event.identity import key_of
from sync.files.csv_text import as_csv_text
from sync.files.saved import save_change_set
from sync.merging.diff import creation
from sync.merging.patches import new_event
from tests.builders import VISIT, at
from tests.sync.test_changes import NOWHERE, at_time, compared, stands, wished

LEAST = 50
STRUCTURES = Path(__file__).parents[2] / "config" / "structures"
ODD_NAMES = (
    *("Hall", "O'Neil", "Núñez", "=1+1", "+1", "-1", "@here", "\tHall", "Hall\r\nX-A: b", "", " "),
    *("\u202eHall", "Hall\u0000", "😀", "H" * 300, "<b>Hall</b>", "{{ 7 * 7 }}", "%s", "a;b,c:d"),
)
STARTS = (date(2026, 11, 16),)


def csv() -> Iterator[bytes]:
    """The small start's tabs, as several programs save them, and rows of every tab's headers."""
    ends, marks = ("\n", "\r\n", "\r"), (",", ";", "\t")
    for tab in INPUT_TABS:
        header = [column.header for column in tab.columns]
        for odd in ("", "x", '"', "8:30", "25:00", "46000"):
            yield "\n".join([",".join(header), ",".join([odd] * len(header))]).encode()
    for rows in _small().values():
        for end, mark in product(ends, marks):
            yield end.join(mark.join(as_csv_text(v) for v in row) for row in rows).encode()
    yield "\ufeffname\nHall".encode("utf-8-sig")
    yield "name\nHall".encode("utf-16")
    yield b"name\nN\xfa\xf1ez"


def _small() -> Mapping[str, Any]:
    return {str(tab): rows for tab, rows in small_rows(STARTS[0]).items()}


def xlsx_file() -> Iterator[bytes]:
    """One book a kind of cell and a tab."""
    values = (*ODD_NAMES, 1, 0.5, -1, 1e300, True, date(2026, 12, 8), time(8, 30))
    for value, tab in product((*values, datetime(2026, 12, 8, 8, 30)), ("People", "Bells")):  # noqa: DTZ001 - a cell's wall time
        yield _book(tab, value)
    yield _book("People", "=1+1", formula=True)
    yield b"PK\x03\x04"


def _book(tab: str, value: Any, *, formula: bool = False) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(tab)
        style = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_string(0, 0, "name")
        if formula:
            sheet.write_formula(1, 0, value)
        elif isinstance(value, date | time):
            sheet.write_datetime(1, 0, value, style)
        else:
            sheet.write(1, 0, value)
    return buffer.getvalue()


def toml() -> Iterator[bytes]:
    """The shipped structures whole and table by table, and settings."""
    for file in sorted(STRUCTURES.glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        yield text.encode()
        tables = text.split("\n[")
        for number in range(1, min(len(tables), 20)):
            yield "\n[".join([tables[0], tables[number]]).encode()
    for key, value in product(
        ("seed", "inputs", "google", "workers", "time_limit", "x"),
        ("1", "-1", "1.5", '"a"', "[]", "{}", "true"),
    ):
        yield f"{key} = {value}\n".encode()
    yield ("a = " + "[" * 200 + "]" * 200).encode()


def ics() -> Iterator[bytes]:
    """A name, and a room on the next line."""
    rooms = ("214", "\r\nBEGIN:VEVENT", "a\nATTENDEE:mailto:x@y.z", "")
    return (f"{name}\n{room}".encode() for name, room in product(ODD_NAMES, rooms))


def sheet_json() -> Iterator[bytes]:
    """Tabs of one cell, in every kind Google has, at several places."""
    numbers = (0, 0.35, 46_000, -1, 1e300)
    cells: list[dict[str, Any]] = [
        *({"userEnteredValue": {"stringValue": name}} for name in ODD_NAMES),
        *(
            {
                "effectiveValue": {"numberValue": number},
                "effectiveFormat": {"numberFormat": {"type": kind}},
            }
            for number, kind in product(numbers, ("TIME", "DATE", "DATE_TIME", "NUMBER"))
        ),
        {"userEnteredValue": {"formulaValue": "=1"}, "effectiveValue": {"errorValue": {}}},
        {"userEnteredValue": {"boolValue": True}},
        {},
    ]
    for cell, (row, column) in product(cells, ((0, 0), (7, 3))):
        block = {"startRow": row, "startColumn": column, "rowData": [{"values": [cell]}]}
        yield _json({"properties": {"title": "People"}, "data": [block]})


def event_json() -> Iterator[bytes]:
    """Events of ours as Google gives them back, and what people and Google do to them."""
    for raw in _events():
        yield _json(raw)


def _events() -> Iterator[dict[str, Any]]:
    key = key_of("example", VISIT)
    whole = new_event(creation("example", key, 1, wished(), "calendar"), "r-1") | {"etag": '"1"'}
    yield whole
    yield {"id": "abcde", "status": "cancelled"}
    for name in whole:
        yield {other: value for other, value in whole.items() if other != name}
        odds: tuple[Any, ...] = (None, 1, "", [], {}, "2026-12-08")
        for odd in odds:
            yield whole | {name: odd}
    for name in ODD_NAMES:
        yield whole | {"summary": name, "attendees": [{"email": name, "comment": name}]}


def change_set() -> Iterator[bytes]:
    """Change sets of every verb, whole, cut off and with a wrong digest."""
    sets = [
        compared([wished()], []),
        compared([wished("2026-12-09 10:40")], [stands(wished())]),
        compared([], [stands(wished())], reach=replace(NOWHERE, activities=frozenset({VISIT}))),
        compared([wished()], [stands(wished(), **at_time("2026-12-10 13:00"))]),
        compared([wished()], [stands(wished(), summary="theirs")], now=at("2026-12-20 08:00")),
    ]
    for changes in sets:
        with TemporaryDirectory() as folder:
            file = Path(folder, "week.changes.json")
            save_change_set(changes, file)
            whole = file.read_bytes()
        yield whole
        yield whole.replace(b'"version":', b'"version":9')
        yield from (whole[: len(whole) * part // 10] for part in range(1, 10))
    yield _json({"sha256": "", "change_set": {"version": 2}})


def webhook() -> Iterator[bytes]:
    """The headers of Google's posts, a line each."""
    names = ("Channel-ID", "Channel-Token", "Resource-ID", "Resource-State", "Message-Number")
    values = ("", "sync", "exists", "not_exists", "1", "-1", "9" * 40, "é", "x" * 500, "\u0000")
    for name, value in product(names, values):
        yield f"X-Goog-{name}: {value}\nX-Goog-Resource-State: exists".encode()
    yield b"\n".join(f"X-Goog-{name}: 1".encode() for name in names)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "replace")


SEEDS: Mapping[str, Callable[[], Iterator[bytes]]] = {
    "csv": csv,
    "xlsx": xlsx_file,
    "toml": toml,
    "ics": ics,
    "sheet-json": sheet_json,
    "event-json": event_json,
    "change-set": change_set,
    "webhook": webhook,
}
