"""One browser for all tests of a process."""

from collections.abc import Iterator

import pytest

from tests.browser.driven import Browser


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("chromium")) as driven:
        yield driven
