"""No tab is only declared: something fills its rows, and each of our columns is given a value somewhere."""

import ast
import importlib
from collections.abc import Iterator

import pytest

from sheets_templates.homes import BOOKS
from sheets_templates.table import Tab, Writer
from tests.house import modules

WRITTEN = [tab for book, tabs in BOOKS.items() if book != "Setup" for tab in tabs]
"""The tabs of the workbooks the program makes; those of the setup are filled in by people."""


def trees(room: str) -> Iterator[ast.Module]:
    for module in modules().values():
        if module.room == room:
            yield ast.parse(module.path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def constants() -> dict[str, str]:
    """The name of each tab -> what it is called in the code."""
    found: dict[str, str] = {}
    for name in modules():
        if name.startswith("sheets_templates."):
            for called, value in vars(importlib.import_module(name)).items():
                if isinstance(value, Tab):
                    found[value.name] = called
    return found


@pytest.fixture(scope="module")
def used() -> set[str]:
    """Every name the room that writes workbooks uses."""
    nodes = (node for tree in trees("sync") for node in ast.walk(tree))
    return {node.id for node in nodes if isinstance(node, ast.Name)}


@pytest.fixture(scope="module")
def keys() -> set[str]:
    """Every header that stands as a key in a row somewhere."""
    nodes = (
        node
        for room in ("sheets_templates", "sync")
        for tree in trees(room)
        for node in ast.walk(tree)
    )
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Dict):
            found |= {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
    return found


@pytest.mark.parametrize("tab", WRITTEN, ids=lambda tab: tab.name)
def test_each_tab_of_ours_is_written_by_somebody(
    tab: Tab, constants: dict[str, str], used: set[str]
) -> None:
    assert constants[tab.name] in used


@pytest.mark.parametrize("tab", WRITTEN, ids=lambda tab: tab.name)
def test_each_column_of_ours_gets_a_value(tab: Tab, keys: set[str]) -> None:
    ours = {column.header for column in tab.columns if column.writer is Writer.PROGRAM}

    assert ours - keys - {f"w{week}" for week in range(7)} == set()
