"""What the tests of the sync room share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.coaching import Workspace, a_workspace, visit
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
