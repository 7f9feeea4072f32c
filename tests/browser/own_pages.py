"""A workspace whose pages are opened in the browser, at the moment its typist lives in."""

from collections.abc import Iterator
from contextlib import contextmanager

from errands.pages.serving import Serving, serving
from tests.browser.driven import Browser
from tests.journeys.typing_commands import Typist
from workflow import open_here

FRIDAYS = ("2026-11-06", "2026-11-13", "2026-11-20")


def fridays_sent(typist: Typist, count: int) -> None:
    """A small school whose next week was sent on so many Fridays: the pre-cycle, then week 1, of 16 November,
    and week 2."""
    typist.now = f"{FRIDAYS[0]}T09:00"
    typist.does("init", "--small", "--start-week", "2026-11-16")
    for day in FRIDAYS[:count]:
        typist.now = f"{day}T14:30"
        typist.does("schedule", "week")
        typist.now = f"{day}T15:30"
        typist.does("push", "--yes")


@contextmanager
def pages_of(typist: Typist, browser: Browser) -> Iterator[Serving]:
    """The pages as `serve` makes them, come into by the link it prints; clicks are counted from there."""
    workspace = open_here(now=typist.now, start=typist.folder)
    with serving(workspace) as running, browser.visitor():
        browser.open(running.link)
        browser.click("Come in")
        browser.clicks = 0
        yield running


def wait_for_the_work(browser: Browser) -> None:
    """Look again until nothing is being done any more."""
    while "Being done" in browser.run("document.title"):
        browser.page.reload()
