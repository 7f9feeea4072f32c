"""What is read is data and never run, names lead nowhere else, and there is no place for notes."""

import ast
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.errors import SettingsError, StaleChangeSet
from sheets_templates.books.program import PROGRAM_TABS
from sync.event.marks import Marks
from sync.journal.audit import Line
from sync.journal.images import Image
from sync.journal.tables import metadata
from sync.merging.changes import Change
from sync.workspace.workspace import Workspace, open_workspace
from tests.house import ROOT, modules

RUNS_WHAT_IT_READS = {"pickle", "shelve", "marshal", "dill", "yaml", "jsonpickle", "cloudpickle"}
RUNS_ITS_ARGUMENT = {"eval", "exec", "compile", "__import__"}
NOTES = re.compile(
    r"(?<![a-z])notes?(?![a-z])|comment|feedback|reflect|rating|score|grade|reason|diary|remark",
    re.IGNORECASE,
)
ODD_NAMES = ["../x", "..", ".", "", "a/../../x", "x\0y", "CON", "a" * 300, "a\nb", "~", "*", "/"]


@pytest.mark.proves("X14")
def test_nothing_that_is_read_is_ever_run() -> None:
    found = [
        f"{module.place}:{found.line} imports {found.target}"
        for module in modules().values()
        for found in module.imports
        if found.target.partition(".")[0] in RUNS_WHAT_IT_READS
    ]
    found += [
        f"{module.place}:{node.lineno} calls {node.func.id}()"
        for module in modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in RUNS_ITS_ARGUMENT
    ]

    assert found == []


@pytest.mark.proves("X14")
def test_the_rules_against_it_are_on_for_all_that_is_shipped() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    security = [rule for rule in lint["ignore"] if rule.startswith("S") and rule[1:2].isdigit()]

    assert "S" in lint["select"]
    assert sorted(security) == ["S603", "S607"]
    assert [place for place, rules in lint["per-file-ignores"].items() if "S" in rules] == [
        "tests/**"
    ]


@pytest.mark.proves("X14")
def test_a_saved_change_set_with_anything_but_its_fields_is_refused(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    file = workspace.state / "2026-11-16.changes.json"
    file.parent.mkdir()
    file.write_text('{"sha256": "", "change_set": {"version": 1, "py/object": "os.system"}}')

    with pytest.raises(StaleChangeSet):
        workspace.load_changes(file.name)


def a_workspace(folder: Path) -> Workspace:
    (folder / "bellweave.toml").write_text('workspace = "bw-1"\n', encoding="utf-8")
    return open_workspace(folder, now="", options={})


@pytest.mark.proves("X12")
@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_odd_name_is_no_change_set_and_no_crash(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="no change set"):
        a_workspace(tmp_path).load_changes(name)


@pytest.mark.proves("X12")
def test_a_name_never_leads_out_of_our_own_folder(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    workspace.claim()
    (tmp_path / "secret.json").write_text("{}")

    with pytest.raises(SettingsError, match="no change set"):
        workspace.load_changes("../secret.json")


@pytest.mark.proves("X12")
@settings(max_examples=40)
@given(st.text(max_size=400))
def test_no_text_at_all_makes_a_name_crash(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    folder = tmp_path_factory.mktemp("names")
    workspace = a_workspace(folder)

    with pytest.raises(SettingsError):
        workspace.load_changes(name)


@pytest.mark.proves("X18")
def test_nothing_we_store_has_a_place_for_a_note() -> None:
    places = [f"{table.name}.{c.name}" for table in metadata.sorted_tables for c in table.columns]
    places += [f"{tab.name}.{column.header}" for tab in PROGRAM_TABS for column in tab.columns]
    for kind in (Marks, Line, Image, Change):
        places += [f"{kind.__name__}.{field.name}" for field in fields(kind)]

    assert len(places) > 100
    assert [place for place in places if NOTES.search(place)] == []
