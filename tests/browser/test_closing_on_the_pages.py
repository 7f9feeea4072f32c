"""The week is closed on the pages: what was not held is marked with its reason, and no mail leaves."""

import pytest

from tests.browser.driven import Browser
from tests.browser.own_pages import fridays_sent, pages_of
from tests.journeys.sheet_people import SheetPerson
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.browser

ANA = "ana.ruiz@lincoln.example"
VISIT = "classroom visit"


@pytest.mark.proves("J11")
def test_a_coach_says_what_was_held_and_what_was_not_and_her_log_knows_it(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    coach = Typist(tmp_path_factory.mktemp("closing"))
    fridays_sent(coach, 3)
    coach.now = "2026-11-27T14:30"
    mails, writes = coach.mails(), coach.writes()

    with pages_of(coach, browser):
        browser.click("Week before")
        browser.click("James Chen")
        assert "Why not another time" not in browser.words()
        browser.type_in("If not, why", "fire drill")
        browser.click("It was not held")
        assert "Noted: not held." in browser.words()
        assert "invited, marked as not held" in browser.words()
        browser.click("This week")
        browser.click("Week before")
        browser.click("Daniel Okafor")
        browser.click("It was held")
        assert "Noted: held." in browser.words()
        assert "not held" not in browser.words().replace("It was not held", "")

    ana = SheetPerson(coach, ANA)
    log = {
        row["teacher"]: (row["outcome"], row["reason"])
        for row in ana.rows("VisitLog")
        if row["type"] == VISIT and row["outcome"]
    }
    assert log == {"James Chen": ("not held", "fire drill"), "Daniel Okafor": ("held", None)}
    assert (coach.mails(), coach.writes()) == (mails, writes)
