"""What the tests of the sync room share."""

from collections.abc import Iterator

import pytest

from tests.sync.wire import Wire, running


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A server on a real socket that does what the test tells it."""
    with running() as one:
        yield one
