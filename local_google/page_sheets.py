"""The spreadsheets' part of the page, read through the Sheets methods as their owner would."""

import sqlite3
from collections.abc import Mapping
from html import escape
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from local_google.store import Store
from local_google.wire import ApiError, Call, Caller

ROWS_SHOWN = 60
SCOPE = "https://www.googleapis.com/auth/spreadsheets"
FORMATTED = {"valueRenderOption": ["FORMATTED_VALUE"]}


def section(store: Store) -> str:
    """Each spreadsheet with its tabs and their first rows; nothing if there are no sheets."""
    books = _books(store)
    if not books:
        return ""
    parts = ["<h2>Spreadsheets</h2>"]
    for book, owner in books:
        try:
            parts.append(_book(store, book, owner))
        except ApiError as error:
            parts.append(f"<p>{escape(book)}: {escape(error.message)}</p>")
    return "".join(parts)


def _books(store: Store) -> list[tuple[str, str]]:
    """Spreadsheet ids with their owners."""
    if not find_spec("local_google.sheets_v4"):
        return []
    try:
        with store.read() as db:
            rows = db.execute(
                "SELECT b.id, f.owner FROM sheet_books b JOIN drive_files f ON f.id = b.id"
                " ORDER BY f.number"
            ).fetchall()
    except sqlite3.OperationalError:
        return []
    return [(row["id"], row["owner"]) for row in rows]


def _book(store: Store, book: str, owner: str) -> str:
    about = _ask(store, "sheets.spreadsheets.get", owner, {"spreadsheetId": book})
    parts = [f"<h3>{escape(about['properties']['title'])}</h3>"]
    for tab in about.get("sheets", ()):
        title = tab["properties"]["title"]
        quoted = "'" + title.replace("'", "''") + "'"
        path = {"spreadsheetId": book, "range": f"{quoted}!A1:Z{ROWS_SHOWN}"}
        values = _ask(store, "sheets.spreadsheets.values.get", owner, path, FORMATTED)
        parts.append(_tab(title, values.get("values", [])))
    return "".join(parts)


def _tab(title: str, rows: list[list[Any]]) -> str:
    from local_google.pages import table

    head = f"<summary>{escape(title)}</summary>"
    if not rows:
        return f"<details>{head}<p>Empty.</p></details>"
    width = max(len(row) for row in rows)
    texts = [[str(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    return f"<details>{head}{table(texts[0], texts[1:])}</details>"


def _ask(
    store: Store,
    method: str,
    owner: str,
    path: Mapping[str, str],
    query: Mapping[str, list[str]] | None = None,
) -> dict[str, Any]:
    call = Call(
        method=method,
        path=path,
        query=query or {},
        body=None,
        headers={},
        caller=Caller(email=owner, scopes=frozenset({SCOPE})),
    )
    reply = import_module("local_google.sheets_v4").METHODS[method](store, call)
    return reply.body if isinstance(reply.body, dict) else {}
