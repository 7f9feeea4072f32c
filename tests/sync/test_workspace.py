"""The folder a command works in: where things lie, whose they are, and what time it is there."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.errors import SettingsError
from sync.workspace.workspace import Workspace, open_workspace
from tests.builders import ZONE, a_schedule, at
from tests.sync.coaching import visit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bellweave.toml").write_text(
        'workspace = "bw-1"\ndatabase = ".bellweave/journal.db"\n', encoding="utf-8"
    )
    return tmp_path


def opened(folder: Path, now: str = "", **options: object) -> Workspace:
    return open_workspace(folder, now=now, options=options)


def test_it_is_found_from_a_folder_below(folder: Path) -> None:
    below = folder / "input" / "old"
    below.mkdir(parents=True)

    assert opened(below).folder == folder


def test_files_are_seen_from_the_settings_file(folder: Path) -> None:
    assert opened(folder).journal_file == folder / ".bellweave" / "journal.db"


def test_a_database_elsewhere_is_taken_to_be_there(folder: Path) -> None:
    workspace = opened(folder, database="postgresql://there/journal")

    assert workspace.journal_file is None
    assert workspace.has_journal
    assert workspace.journal_url == "postgresql://there/journal"


def test_opening_it_makes_nothing(folder: Path) -> None:
    workspace = opened(folder)

    assert workspace.draft().placed == {}
    assert not workspace.has_draft
    assert not workspace.has_journal
    assert [path.name for path in folder.iterdir()] == ["bellweave.toml"]


def test_a_saved_schedule_comes_back_as_it_was(folder: Path) -> None:
    schedule = a_schedule([visit()])
    opened(folder).save_draft(schedule)

    assert opened(folder).draft() == schedule
    assert (folder / ".bellweave").stat().st_mode & 0o777 == 0o700
    assert (folder / ".bellweave" / "schedule.json").stat().st_mode & 0o777 == 0o600


def test_a_given_moment_is_wall_time_of_the_school(folder: Path) -> None:
    workspace = opened(folder, "2026-12-04T14:30")

    assert timedelta(0) <= workspace.clock(ZONE) - at("2026-12-04 14:30") < timedelta(minutes=1)


def test_a_given_moment_may_name_its_offset(folder: Path) -> None:
    workspace = opened(folder, "2026-12-04T14:30+00:00")
    moment = datetime(2026, 12, 4, 14, 30, tzinfo=UTC)

    assert timedelta(0) <= workspace.clock(ZONE) - moment < timedelta(minutes=1)


def test_a_moment_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(SettingsError, match="is no moment"):
        opened(folder, "friday")


@pytest.mark.parametrize(
    "named", ["1AbC", "https://docs.google.com/spreadsheets/d/1AbC/edit#gid=0"]
)
def test_a_sheet_is_named_by_id_or_address(folder: Path, named: str) -> None:
    assert opened(folder, spreadsheet=named).spreadsheet == "1AbC"
