"""Saved values come back the same, readable by their owner only, and refused when altered."""

import json
import stat
from pathlib import Path

import pytest

from scheduler.errors import StaleChangeSet
from scheduler.model import Reason, Schedule, Unplaced
from sync.files.saved import load_change_set, save_change_set, schedule_from, schedule_text
from sync.merging.changes import ChangeSet
from tests.builders import VISIT, a_slot, an_activity
from tests.sync.test_changes import compared, stands, wished


@pytest.fixture
def changes() -> ChangeSet:
    """A move, a creation and a title a person changed."""
    other = wished(id="other")
    return compared([wished("2026-12-09 10:40"), other], [stands(wished(), summary="theirs")])


def test_a_change_set_comes_back_as_it_was(changes: ChangeSet, tmp_path: Path) -> None:
    save_change_set(changes, tmp_path / "week.changes.json")

    assert load_change_set(tmp_path / "week.changes.json") == changes
    assert load_change_set(tmp_path / "week.changes.json").digest == changes.digest


@pytest.mark.proves("X19")
def test_only_its_owner_can_read_a_saved_change_set(changes: ChangeSet, tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "week.changes.json"
    save_change_set(changes, file)
    save_change_set(changes, file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.proves("P7")
@pytest.mark.parametrize("alteration", ["cut", "edit", "version", "not json", "empty list"])
def test_an_altered_file_is_refused(changes: ChangeSet, tmp_path: Path, alteration: str) -> None:
    file = tmp_path / "week.changes.json"
    save_change_set(changes, file)
    text = file.read_text()
    content = json.loads(text)
    content["change_set"]["version"] = 99
    file.write_text(
        {
            "cut": text[: len(text) // 2],
            "edit": text.replace("hall@district.example", "bell@district.example"),
            "version": json.dumps(content),
            "not json": "hello",
            "empty list": "[]",
        }[alteration]
    )

    with pytest.raises(StaleChangeSet) as raised:
        load_change_set(file)
    assert raised.value.exit_code == 6
    assert raised.value.fix


def test_a_schedule_comes_back_as_it_was() -> None:
    schedule = Schedule(
        activities={VISIT: an_activity()},
        placed={VISIT: a_slot()},
        unplaced=(Unplaced(activity=VISIT, reasons=(Reason(rule="r", says="no room"),)),),
        price={"travel": 3},
    )

    assert schedule_from(schedule_text(schedule)) == schedule
