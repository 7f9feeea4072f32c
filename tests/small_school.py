"""A small school's workspace, made once in a process and copied for each test.

Found by `conftest.py`, so that every folder's tests share what was made.
"""

from pathlib import Path

import pytest

from tests.journeys.typing_commands import Typist

FRIDAY = "2026-11-06T15:45"


@pytest.fixture(scope="session")
def fresh_workspace(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """Right after `init`."""
    typist = Typist(tmp_path_factory.mktemp("fresh"), now=FRIDAY)
    typist.does("init", "--small", "--start-week", "2026-11-23")
    settings = typist.folder / "bellweave.toml"
    everything_at_once = f'publish = "all"\n{settings.read_text("utf-8")}'
    settings.write_text(everything_at_once, "utf-8")
    return typist


@pytest.fixture(scope="session")
def scheduled_workspace(
    fresh_workspace: Typist, tmp_path_factory: pytest.TempPathFactory
) -> Typist:
    """With the pre-cycle week found and nothing sent."""
    typist = fresh_workspace.moved_to(tmp_path_factory.mktemp("scheduled"))
    typist.does("schedule", "week", "2026-11-16")
    return typist


@pytest.fixture
def fresh(fresh_workspace: Typist, tmp_path: Path) -> Typist:
    """A workspace right after `init`."""
    return fresh_workspace.moved_to(tmp_path / "fresh")


@pytest.fixture
def scheduled(scheduled_workspace: Typist, tmp_path: Path) -> Typist:
    """A workspace with a saved schedule."""
    return scheduled_workspace.moved_to(tmp_path / "scheduled")


@pytest.fixture(scope="session")
def pushed_workspace(
    scheduled_workspace: Typist, tmp_path_factory: pytest.TempPathFactory
) -> Typist:
    """Made once, copied for each test."""
    typist = scheduled_workspace.moved_to(tmp_path_factory.mktemp("pushed"))
    typist.does("push", "--yes", "--now-send")
    return typist


@pytest.fixture
def sent(pushed_workspace: Typist, tmp_path: Path) -> Typist:
    """A workspace whose schedule was sent a moment ago."""
    return pushed_workspace.moved_to(tmp_path / "sent")
