"""`doctor --report`: the page for IT, with what was checked here."""

import re

import pytest

from sync.account.rights import RIGHTS, short
from sync.journal.what_is_kept import KEPT
from tests.journeys.typing_commands import Typist


@pytest.mark.proves("F-76")
def test_the_page_for_it_names_every_right_and_everything_kept(fresh: Typist) -> None:
    page = fresh.does("doctor", "--report").out

    assert [one.scope for one in RIGHTS if f"`{short(one.scope)}`" not in page] == []
    assert [name for name in KEPT if f"| `{name}` |" not in page] == []


def test_on_paper_there_are_no_links_and_the_checks_come_last(fresh: Typist) -> None:
    page, _, checks = fresh.does("doctor", "--report").out.partition("## Checked here\n")

    assert re.search(r"\]\(", page) is None
    assert "Nothing was changed." in checks
    assert checks.split("\n\n")[-1].strip() == fresh.does("doctor").out.strip()
