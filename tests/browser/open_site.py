"""The site, served on this computer to a browser that came in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from scheduler.model import ActivityId, Reason, Unplaced
from sync.merging.changes import Verb
from tests.browser.driven import Browser
from tests.web.sample_site import Site, sample_changes, sample_today
from web.app import serve
from web.pages.today import Today
from web.site.routes import PAGES

VERBS = (*(Verb.CREATE,) * 9, *(Verb.MOVE,) * 2, Verb.CANCEL, Verb.CONFLICT)
ASKED = {
    "activity": "id=clc/1/w3/debrief/4",
    "person": "id=teacher-9",
    "coach": "id=coach-1",
    "sheet": "id=coach-0",
    "back": "run=r-1a2b3c4d",
    "never-again": "id=teacher-9&when=Mon+P3&answer=never",
    "settle": "key=key-2&take=calendar",
}
"""What is asked of a page that is about one thing."""


def address(name: str) -> str:
    """Where the page of that name is."""
    (route,) = [one for one in PAGES if one.name == name]
    return f"{route.path}?{ASKED[name]}" if route.needed else route.path


def busy_today() -> Today:
    """A week of 75 visits in which three things need somebody."""
    today = sample_today()
    third = ActivityId("clc/3/w3/visit/2")
    schedule = today.schedule
    placed = {key: slot for key, slot in schedule.placed.items() if key != third}
    reason = Reason(rule="absence", says="Lincoln Middle is closed on Wednesday")
    unplaced = (*schedule.unplaced, Unplaced(activity=third, reasons=(reason,)))
    return replace(today, schedule=replace(schedule, placed=placed, unplaced=unplaced))


def busy_site() -> Site:
    return Site(today=busy_today(), changes=sample_changes(VERBS))


@contextmanager
def let_in(browser: Browser, site: Site) -> Iterator[str]:
    """The address of the site, without the last stroke, for a browser that typed the code and came in."""
    with serve(site.app) as served, browser.visitor():
        browser.open(f"{served.url}enter")
        browser.run("document.querySelector('#code').focus()")
        browser.type(site.door.code())
        browser.press("Enter")
        browser.until("location.pathname === '/' && document.readyState === 'complete'")
        yield served.url[:-1]
