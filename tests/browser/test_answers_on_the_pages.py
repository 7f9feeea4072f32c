"""A teacher declines: the page says so, a time that is offered is taken, and only its guests are told."""

import re

import pytest

from tests.browser.driven import Browser
from tests.browser.own_pages import fridays_sent, pages_of, wait_for_the_work
from tests.builders import at
from tests.journeys.guests import answers
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.browser

ANA, PRIYA = "ana.ruiz@lincoln.example", "priya.patel@lincoln.example"
SUNDAY = at("2026-11-22 12:00")
WHY = "parents are coming"
WED_AFTERNOON = "Wed 25 Nov, 3:05–3:30 PM"


@pytest.mark.proves("J4")
def test_a_declined_debrief_is_asked_about_put_elsewhere_and_only_its_guests_are_told(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    coach = Typist(tmp_path_factory.mktemp("sunday"))
    fridays_sent(coach, 3)
    coach.now = "2026-11-22T12:00"
    with coach.google() as store:
        answers(store, PRIYA, "debrief", "declined", comment=WHY, after=SUNDAY)
    mails, writes = coach.mails(), coach.writes()

    with pages_of(coach, browser) as running:
        running.look()
        browser.click("This week")
        week = browser.words()
        (declined,) = re.findall(
            r"Debrief with Priya Patel .* needs another time than (.*)\.", week
        )
        assert WHY not in week
        browser.click("Why not, and what would make room")
        offered = re.findall(
            r"^(.*) moves nothing else; 2 people told", browser.words(), re.MULTILINE
        )
        assert 1 <= len(offered) <= 3
        assert declined not in offered
        browser.click(f"Take it : {offered[0]}")
        assert offered[0] in browser.words()
        browser.click("Before and after")
        shown = browser.words()
        assert f"{declined}\t{offered[0]}\t2" in shown
        assert (coach.mails(), coach.writes()) == (mails, writes), (
            "nothing leaves before the button"
        )
        browser.click("Send now all the same")
        browser.click("Write 1 change and send 2 e-mails")
        wait_for_the_work(browser)
        assert "Done: 1 write, 2 e-mails." in browser.words()
        browser.click("This week")
        assert "needs another time" not in browser.words()

    sent = coach.mails()[len(mails) :]
    assert sorted(one.to for one in sent) == [ANA, PRIYA]
    assert len({one.event for one in sent}) == 1
    assert {one.kind for one in sent} == {"update"}


@pytest.mark.proves("J4")
def test_a_declined_time_is_never_offered_nor_found_again(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    coach = Typist(tmp_path_factory.mktemp("again"))
    fridays_sent(coach, 3)
    coach.now = "2026-11-22T12:00"
    with coach.google() as store:
        answers(store, PRIYA, "debrief", "declined", after=SUNDAY)

    with pages_of(coach, browser) as running:
        running.look()
        browser.click("This week")
        assert WED_AFTERNOON in browser.words()
        browser.click("Find times for this week")
        wait_for_the_work(browser)
        browser.click("Before and after")
        moves = re.findall(r"Priya Patel\t(.*)\t(.*)\t2", browser.words())

    assert [before for before, _ in moves] == [WED_AFTERNOON]
    assert WED_AFTERNOON not in [after for _, after in moves]
