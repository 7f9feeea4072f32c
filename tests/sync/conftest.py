"""What the tests of the sync room share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.coaching import Workspace, a_workspace, visit
from tests.sync.postgres import NewDatabase, a_cluster
from tests.sync.wire import Wire, running


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A server on a real socket that does what the test tells it."""
    with running() as one:
        yield one


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace on a local Google server that has pushed nothing yet."""
    with a_workspace(tmp_path) as workspace:
        yield workspace


@pytest.fixture
def published(office: Workspace) -> Workspace:
    """The same with one visit pushed, its mails and writes looked at."""
    office.publish(visit())
    office.mails()
    office.writes()
    return office


@pytest.fixture(scope="session")
def cluster() -> Iterator[NewDatabase]:
    """A PostgreSQL that makes databases; tests that need one skip where there is none."""
    with a_cluster() as make:
        yield make


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def journal_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a journal is kept: every test that asks for it runs on both databases."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'private' / 'journal.sqlite3'}"
    make: NewDatabase = request.getfixturevalue("cluster")
    return make()
