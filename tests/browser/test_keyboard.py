"""A leader's work without a mouse: real keys, in the order in which she would press them."""

from collections.abc import Iterator
from typing import Any

import pytest

from sync.merging.changes import Verb
from sync.merging.guards import MAILS_CAP
from tests.browser.chromium import DESKTOP
from tests.browser.driven import Browser
from tests.browser.open_site import address, busy_site, let_in
from tests.web.sample_site import Site, sample_changes
from web.site.routes import PAGES

pytestmark = pytest.mark.browser

PARTS = ["a", "nav", "header", "main", "footer"]
"""The skip link and what follows it, in the order in which a page is read."""


@pytest.fixture(scope="module")
def site(browser: Browser) -> Iterator[str]:
    with let_in(browser, busy_site()) as url:
        yield url


def clumsy(stops: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stops at which somebody would be lost: no name, no ring, out of sight or under something."""
    return [
        one
        for one in stops
        if not (one["name"] and one["ringed"] and one["inView"]) or one["covered"]
    ]


def tab_to(browser: Browser, name: str) -> None:
    """Press Tab until the focus is on what is called so."""
    for _ in range(600):
        browser.press("Tab")
        stop = browser.focus()
        assert stop is not None, f"the keyboard left the page before {name!r}"
        if stop["name"] == name:
            assert clumsy([stop]) == []
            return
    raise AssertionError(f"never came to {name!r}")


@pytest.mark.parametrize("name", [one.name for one in PAGES])
def test_each_stop_of_the_keyboard_is_named_seen_and_in_the_order_of_the_page(
    name: str, browser: Browser, site: str
) -> None:
    browser.look(DESKTOP)
    browser.open(site + address(name))
    stops = browser.stops()

    assert stops[0]["name"] == "Skip to the content"
    assert clumsy(stops) == []
    parts = [PARTS.index(one["part"]) for one in stops]
    assert parts == sorted(parts)
    places = [one["place"] for one in stops]
    assert places == sorted(places)


def test_nothing_covers_the_focus_on_the_way_back_up_the_week(browser: Browser, site: str) -> None:
    """The heading of the days stays on top while the table moves under it."""
    browser.look(DESKTOP)
    browser.open(f"{site}/")
    browser.run("scrollTo(0, 1e6); [...document.querySelectorAll('main a')].at(-1).focus()")
    back = browser.stops(backwards=True)

    assert len(back) > 150
    assert "Skip to the content" in [one["name"] for one in back]
    assert clumsy(back) == []


def test_the_skip_link_leads_past_the_navigation(browser: Browser, site: str) -> None:
    browser.look(DESKTOP)
    browser.open(f"{site}/")
    browser.press("Tab")
    browser.press("Enter")
    browser.press("Tab")
    stop = browser.focus()

    assert stop is not None
    assert stop["part"] == "main"


def test_a_leader_goes_from_the_week_to_sending_it_without_a_mouse(browser: Browser) -> None:
    site = busy_site()
    with let_in(browser, site):
        tab_to(browser, "Before and after")
        browser.press("Enter")
        browser.until("location.pathname === '/changes' && document.readyState === 'complete'")
        tab_to(browser, "Send now all the same")
        browser.press("Space")
        tab_to(browser, "Write 12 changes and send 12 e-mails")
        assert site.asked.done == []
        browser.press("Enter")
        browser.until("document.querySelector('[role=status]')")
        said = browser.run("document.querySelector('[role=status]').textContent")

    assert [one[0] for one in site.asked.done] == ["push"]
    assert said == "push: done."


def test_many_mails_are_confirmed_by_typing_their_number(browser: Browser) -> None:
    """Without the number the browser itself stops at the field; the number is read out with its label."""
    many = MAILS_CAP + 1
    site = Site(changes=sample_changes((Verb.CREATE,) * many))
    with let_in(browser, site) as url:
        browser.open(f"{url}/changes")
        send = f"Write {many} changes and send {many} e-mails"
        tab_to(browser, send)
        browser.press("Enter")
        field = browser.focus()
        assert field is not None
        assert field["name"] == f"Many people will notice. Type the number of e-mails, {many}"
        assert site.asked.done == []
        browser.type(str(many))
        tab_to(browser, send)
        browser.press("Enter")
        browser.until("document.querySelector('[role=status]')")

    ((verb, _, _, confirmed),) = site.asked.done
    assert (verb, confirmed) == ("push", many)
