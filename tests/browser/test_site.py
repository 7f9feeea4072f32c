"""Every page of the site, served and opened: accessible, fitting the screen, and under its own policy."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import DARK, DESKTOP, LOOKS, PHONE, Look
from tests.browser.driven import Browser, sheets
from tests.browser.open_site import ASKED, address, busy_site, busy_today, let_in
from web.site.routes import PAGES, ROUTES

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
KEPT = PICTURES / "pages.json"
"""Of which page, by its fingerprint, each picture in the docs was made."""
ADDRESSES = {one.name: address(one.name) for one in PAGES if not one.needed or one.name in ASKED}
PICTURED = {
    "week": DESKTOP,
    "week-phone": PHONE,
    "changes": DESKTOP,
    "activity": DESKTOP,
    "coach": DESKTOP,
    "coverage": DARK,
    "fairness": DESKTOP,
    "cycles": DESKTOP,
}
PICTURE_MOST = 300_000
"""Bytes: the docs are cloned by everybody."""


@pytest.fixture(scope="module")
def site(browser: Browser) -> Iterator[str]:
    with let_in(browser, busy_site()) as url:
        yield url


def test_every_page_of_the_table_of_routes_is_looked_at() -> None:
    shown = {one.name for one in ROUTES if one.method == "GET" and not one.json}
    unlooked = shown - ADDRESSES.keys() - {"enter"}

    assert not unlooked, f"say in ASKED what these are asked for: {unlooked}"


def test_the_pages_show_a_full_week_that_needs_somebody() -> None:
    schedule = busy_today().schedule
    week = [key for key in schedule.placed if "/w3/visit/" in key and key.count("/") == 4]

    assert len(week) >= 40
    assert len(schedule.unplaced) == 3


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.proves("X8")
def test_a_page_breaks_no_rule_of_accessibility_nor_its_own_policy_and_fits(
    name: str, look: Look, browser: Browser, site: str
) -> None:
    browser.look(look)
    browser.open(site + ADDRESSES[name])

    assert browser.run("location.pathname") == ADDRESSES[name].partition("?")[0]
    well_made(browser, look)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_door_is_as_well_made_as_what_is_behind_it(
    look: Look, browser: Browser, site: str
) -> None:
    with browser.visitor():
        browser.look(look)
        browser.open(f"{site}/enter")

        assert browser.run("document.querySelector('#code').required") is True
        well_made(browser, look)


def well_made(browser: Browser, look: Look) -> None:
    """Accessible, as wide as the screen, and nothing against the page's own policy."""
    assert browser.run("matchMedia('(prefers-color-scheme: dark)').matches") is look.dark
    found = browser.axe()
    assert found["violations"] == []
    assert found["rules"] > 10
    assert browser.width() <= look.width
    assert browser.said == []


def test_what_a_page_does_wrong_is_seen(browser: Browser, site: str, tmp_path: Path) -> None:
    """Faint words, a picture without words, a tiny target, a smuggled style, too wide a block."""
    browser.look(PHONE)
    browser.open(f"{site}/gates")
    page = str(browser.run("document.documentElement.outerHTML"))
    spoiled = page.replace("<h1>", '<h1 style="color:red">').replace(
        "</main>",
        '<p class="ill">faint</p><img src="data:,"><pre class="ill">'
        + "wide" * 200
        + "</pre></main>",
    )
    browser.open_text(spoiled, tmp_path)
    browser.run("document.querySelectorAll('.ill').forEach(one => one.style.color = '#bbb')")

    assert [one for one in browser.said if "Content Security Policy" in one]
    broken = {each.partition(":")[0] for each in browser.axe()["violations"]}
    assert {"color-contrast", "image-alt"} <= broken
    assert browser.width() > PHONE.width


def test_the_day_sheet_and_the_week_of_a_coach_print_on_one_page(
    browser: Browser, site: str
) -> None:
    browser.look(DESKTOP)

    for name in ("sheet", "coach"):
        browser.open(site + ADDRESSES[name])
        assert sheets(browser.paper()) == 1, name


@pytest.mark.parametrize("name", PICTURED)
def test_pages_are_pictured_for_the_docs(name: str, browser: Browser, site: str) -> None:
    """A picture is made anew when its page is another one: two of one page differ in a pixel."""
    look = PICTURED[name]
    browser.look(look)
    browser.open(site + ADDRESSES[name.removesuffix("-phone")])
    page = str(browser.run("document.documentElement.outerHTML"))
    shown = re.sub(r'name="csrf" value="[^"]*"', "", page)
    now = hashlib.sha256(shown.encode()).hexdigest()[:16]
    file = PICTURES / f"page-{name}.png"
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    if kept.get(name) != now or not file.exists():
        file.write_bytes(browser.picture(look.height))
        text = json.dumps({**kept, name: now}, indent=1, sort_keys=True)
        KEPT.write_text(f"{text}\n", encoding="utf-8")

    assert 20_000 < file.stat().st_size < PICTURE_MOST


def test_every_picture_of_a_page_is_shown_in_the_docs() -> None:
    docs = PICTURES.parent
    shown = "".join(one.read_text(encoding="utf-8") for one in docs.glob("*.md"))

    assert [name for name in PICTURED if f"pictures/page-{name}.png" not in shown] == []
