"""Friday on the pages: a coach finds next week's times, keeps one, sees whom it mails, and sends it."""

import re

import pytest

from tests.browser.driven import Browser
from tests.browser.own_pages import fridays_sent, pages_of, wait_for_the_work
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.browser

MOST_CLICKS = 6
ANA = "ana.ruiz@lincoln.example"


@pytest.mark.proves("J1")
def test_next_week_is_found_looked_at_kept_and_sent_in_six_clicks(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    coach = Typist(tmp_path_factory.mktemp("friday"))
    fridays_sent(coach, 2)
    coach.now = "2026-11-20T15:30"
    mails, writes = coach.mails(), coach.writes()

    with pages_of(coach, browser):
        browser.click("Find times for this week")
        wait_for_the_work(browser)
        browser.click("This week")
        assert "20 of 20" in browser.words()
        browser.click("James Chen")
        visit = browser.run("document.querySelector('h2').textContent")
        browser.click("Keep it at this time")
        browser.click("Before and after")
        shown = browser.words()
        (send, changes, told) = one_of(r"(Write (\d+) changes and send (\d+) e-mails)", shown)
        assert (coach.mails(), coach.writes()) == (mails, writes), (
            "nothing leaves before the button"
        )
        browser.click(send)
        wait_for_the_work(browser)

        assert f"Done: {changes} writes, {told} e-mails." in browser.words()
        assert browser.clicks <= MOST_CLICKS

    sent = coach.mails()[len(mails) :]
    assert len(sent) == int(told)
    assert {one.kind for one in sent} == {"invitation"}
    assert len({(one.event, one.to) for one in sent}) == len(sent), "everybody once for each event"
    (people,) = one_of(r"(\d+) people get \d+ e-mails", shown)
    assert len({one.to for one in sent}) == int(people)
    assert f"Math coaching: classroom visit (Ana Ruiz)\tJames Chen\t–\t{visit}\t2" in shown
    assert len([one for one in sent if one.to == ANA]) == int(changes)


def one_of(pattern: str, text: str) -> tuple[str, ...]:
    """The groups of the one place where a pattern stands."""
    (found,) = re.finditer(pattern, text)
    return found.groups()
