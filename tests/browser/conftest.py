"""One browser for all tests of a process."""

from collections.abc import Iterator

import pytest

from tests.browser.driven import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with Browser() as driven:
        yield driven
