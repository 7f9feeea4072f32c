"""The notes on the cells of a Google Sheet, as `spreadsheets.get` tells them."""

from collections.abc import Mapping
from typing import Any

Notes = Mapping[str, Mapping[tuple[int, int], str]]
"""Tab -> row and column from 0 -> the note, where there is one."""


def read_notes(sheet: Mapping[str, Any]) -> Mapping[tuple[int, int], str]:
    """The notes of one sheet."""
    found: dict[tuple[int, int], str] = {}
    for block in sheet.get("data", ()):
        top, left = block.get("startRow", 0), block.get("startColumn", 0)
        for down, row in enumerate(block.get("rowData", ())):
            for right, cell in enumerate(row.get("values", ())):
                if isinstance(note := cell.get("note"), str) and note:
                    found[top + down, left + right] = note
    return found
