"""A principal blocks a date: a row in Blackouts, and the pages show what moves, and whom that tells."""

import re
from collections import Counter

import pytest

from tests.browser.driven import Browser
from tests.browser.own_pages import fridays_sent, pages_of, wait_for_the_work
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.browser

BLOCKED = "Fri 27 Nov"
ROW = "from,to,school_id,reason\n2026-11-27,,Lincoln,state testing\n"


@pytest.mark.proves("J5")
def test_a_blocked_date_moves_what_it_touches_after_it_was_shown_and_tells_nobody_else(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    coach = Typist(tmp_path_factory.mktemp("blocked"))
    fridays_sent(coach, 3)
    coach.now = "2026-11-23T07:10"
    mails, writes = coach.mails(), coach.writes()
    stood = {row.split(",")[0] for row in coach.does("show", "--csv").out.splitlines()}
    assert "2026-11-27" in stood

    with pages_of(coach, browser):
        (coach.folder / "input" / "Blackouts.csv").write_text(ROW, encoding="utf-8")
        browser.click("Read the input again")
        browser.click("Find times for this week")
        wait_for_the_work(browser)
        browser.click("Before and after")
        shown = browser.words()
        moved = re.findall(r"^~ moved\t.*\t(.*)\t(.*)\t(.*)\t2$", shown, re.MULTILINE)
        (waited,) = re.findall(r"^\+ new\t.*\t(\d+)$", shown, re.MULTILINE)
        (send, changes, told) = one_of(shown)
        assert (coach.mails(), coach.writes()) == (mails, writes), (
            "nothing leaves before the button"
        )
        browser.click(send)
        wait_for_the_work(browser)
        assert f"Done: {changes} writes, {told} e-mails." in browser.words()

    assert len(moved) == int(changes) - 1 == 4, (
        "what waited since Friday is new, all else was touched"
    )
    assert all(before.startswith(BLOCKED) for _, before, _ in moved)
    assert not any(after.startswith(BLOCKED) for _, _, after in moved)
    kinds = Counter(one.kind for one in coach.mails()[len(mails) :])
    assert kinds == {"update": 2 * len(moved), "invitation": int(waited)}
    dates = {row.split(",")[0] for row in coach.does("show", "--csv").out.splitlines()}
    assert "2026-11-27" not in dates


def one_of(shown: str) -> tuple[str, ...]:
    """The words of the button, and how many changes and e-mails it means."""
    (found,) = re.finditer(r"(Write (\d+) changes and send (\d+) e-mails)", shown)
    return found.groups()
