"""What the tests of the local server share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.local_google.district import COACH, District, a_district


@pytest.fixture
def district() -> Iterator[District]:
    """A coach and two teachers on a server of this process."""
    with a_district() as running:
        yield running


@pytest.fixture
def coach(district: District) -> Any:
    """The coach's client."""
    return district.client(COACH)
