"""The pages are accessible, fit a phone, know dark from light, and print one coach a page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.errors import Fault, InputError
from scheduler.schoolday import SchoolDays
from tests.browser.chromium import LOOKS, Look
from tests.browser.driven import Browser, sheets
from tests.web.sample_day_sheet import two_sheets
from tests.web.sample_district import (
    MADE,
    MONDAY,
    earlier_schedule,
    sample_district,
    sample_schedule,
)
from tests.web.sample_year_pages import report_page, scope_page, year_of_work
from web.invitations import Invitation, MailKind, invitations_html
from web.page import State
from web.page_html import problem_html, week_html
from web.rows import week_page

pytestmark = pytest.mark.browser

DISTRICT = sample_district()
SCHEDULE = sample_schedule(DISTRICT)
DAYS = SchoolDays(DISTRICT)


def week() -> str:
    states = dict(zip(SCHEDULE.placed, State, strict=False))
    links = dict.fromkeys(list(SCHEDULE.placed)[:4], "https://www.google.com/calendar/event?eid=x")
    page = week_page(
        SCHEDULE,
        DISTRICT,
        DAYS,
        previous=earlier_schedule(SCHEDULE),
        states=states,
        links=links,
        made=MADE,
        read=MADE - timedelta(minutes=4),
    )
    return week_html(page)


def two_weeks() -> str:
    later = sample_schedule(DISTRICT, MONDAY + timedelta(days=7), week=4)
    both = replace(
        SCHEDULE,
        activities={**SCHEDULE.activities, **later.activities},
        placed={**SCHEDULE.placed, **later.placed},
    )
    return week_html(week_page(both, DISTRICT, DAYS, made=MADE, read=MADE - timedelta(hours=5)))


def nothing() -> str:
    empty = replace(SCHEDULE, activities={}, placed={}, unplaced=())
    return week_html(week_page(empty, DISTRICT, DAYS))


def mails() -> str:
    return invitations_html(
        [
            Invitation(
                to=f"Amara Okafor {n}",
                subject="Math coaching: debrief, period 3 (Ana Ruiz)",
                when="Tue 8 Dec, 10:40–11:20 AM",
                where="Lincoln MS, room 214",
                body="Ana comes to you.\nNothing to prepare.",
                kind_of_mail=kind,
            )
            for n in range(5)
            for kind in MailKind
        ]
    )


def problem() -> str:
    faults = [
        Fault(where=f"Bells!C{n}", what="No time", fix="Type one", more="bellweave check")
        for n in (4, 9)
    ]
    return problem_html(InputError(faults))


PAGES = {
    "week": week,
    "two weeks": two_weeks,
    "nothing": nothing,
    "mails": mails,
    "problem": problem,
    "year": year_of_work,
    "scope": scope_page,
    "report": report_page,
    "day sheet": two_sheets,
}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Browser]:
    with browser.visitor():
        yield browser


def printed(page: Browser, html: str, folder: Path) -> int:
    """How many sheets of paper it takes."""
    page.open_text(html, folder)
    return sheets(page.paper())


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_breaks_no_rule_of_accessibility_and_does_not_scroll_sideways(
    name: str, look: Look, page: Browser, tmp_path: Path
) -> None:
    page.look(look)
    page.open_text(PAGES[name](), tmp_path)
    found = page.axe()

    assert found["violations"] == []
    assert found["rules"] > 15
    assert page.width() <= look.width
    assert page.said == []


def test_each_coach_prints_on_one_page_after_the_needs(page: Browser, tmp_path: Path) -> None:
    assert printed(page, week(), tmp_path) == 1 + 15


def test_coaches_can_be_printed_together_to_save_paper(page: Browser, tmp_path: Path) -> None:
    together = week().replace('id="together"', 'id="together" checked')

    assert printed(page, together, tmp_path) < 10


def test_the_year_prints_on_one_page(page: Browser, tmp_path: Path) -> None:
    assert printed(page, year_of_work(), tmp_path) == 1
    assert printed(page, year_of_work(cohorts=8, series=3), tmp_path) == 1


def test_each_coachs_day_sheet_prints_on_one_page(page: Browser, tmp_path: Path) -> None:
    assert printed(page, two_sheets(), tmp_path) == 2
