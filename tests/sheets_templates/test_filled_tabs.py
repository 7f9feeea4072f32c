"""No tab is only declared: something fills its rows, and each of our columns is given a value somewhere."""

import ast
import importlib
from collections.abc import Iterator

import pytest

from sheets_templates.books.program_boards import LEVEL_HEADERS, WEEK_HEADERS
from sheets_templates.building.homes import BOOKS
from sheets_templates.vocabulary.table import Tab, Writer
from tests.house import ROOT, modules

WRITTEN = [tab for book, tabs in BOOKS.items() if book != "Setup" for tab in tabs]
"""The tabs of the workbooks the program makes; those of the setup are filled in by people."""

COUNTED_OUT = {*(f"w{week}" for week in range(7)), *WEEK_HEADERS, *LEVEL_HEADERS}
"""Headers of which there are as many as weeks or levels."""


def nodes(room: str) -> Iterator[ast.AST]:
    for path in sorted((ROOT / room).rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def constants() -> dict[str, str]:
    """The name of each tab -> what it is called in the code."""
    names = (name for name in modules() if name.startswith("sheets_templates."))
    found = (vars(importlib.import_module(name)).items() for name in names)
    return {
        value.name: called for pairs in found for called, value in pairs if isinstance(value, Tab)
    }


@pytest.fixture(scope="module")
def used() -> set[str]:
    """Every name the room that writes workbooks uses."""
    return {node.id for node in nodes("sync") if isinstance(node, ast.Name)}


@pytest.fixture(scope="module")
def keys() -> set[str]:
    """Every header that stands as a key in a row somewhere."""
    return {
        str(key.value)
        for room in ("sheets_templates", "sync/sheets")
        for node in nodes(room)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }


@pytest.mark.parametrize("tab", WRITTEN, ids=lambda tab: tab.name)
def test_each_tab_of_ours_is_written_by_somebody(
    tab: Tab, constants: dict[str, str], used: set[str]
) -> None:
    assert constants[tab.name] in used


@pytest.mark.parametrize("tab", WRITTEN, ids=lambda tab: tab.name)
def test_each_column_of_ours_gets_a_value(tab: Tab, keys: set[str]) -> None:
    ours = {column.header for column in tab.columns if column.writer is Writer.PROGRAM}

    assert ours - keys - COUNTED_OUT == set()
