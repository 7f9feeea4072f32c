"""The pages are accessible, fit a phone, know dark from light, and print one coach a page."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.errors import Fault, InputError
from scheduler.schoolday import SchoolDays
from tests.browser.chromium import LOOKS, Look, checked, pages_on_paper
from tests.web.sample_day_sheet import two_sheets
from tests.web.sample_district import (
    MADE,
    MONDAY,
    earlier_schedule,
    sample_district,
    sample_schedule,
)
from tests.web.sample_year_pages import scope_page, year_of_work
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
    "day sheet": two_sheets,
}


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_breaks_no_rule_of_accessibility_and_does_not_scroll_sideways(
    name: str, look: Look, tmp_path: Path
) -> None:
    found = checked(PAGES[name](), look, tmp_path)

    assert found["violations"] == []
    assert found["rules"] > 15
    assert (found["width"], found["dark"]) == (look.width, look.dark)
    assert found["contentWidth"] <= look.width


def test_a_page_with_faint_words_and_a_tiny_target_would_be_caught(tmp_path: Path) -> None:
    spoiled = nothing().replace(
        "</main>", '<p style="color:#bbb;background:#fff">faint</p><img src="data:,"></main>'
    )

    found = checked(spoiled, LOOKS[0], tmp_path)

    assert {each.partition(":")[0] for each in found["violations"]} == {
        "color-contrast",
        "image-alt",
    }


def test_each_coach_prints_on_one_page_after_the_needs(tmp_path: Path) -> None:
    assert pages_on_paper(week(), tmp_path) == 1 + 15


def test_coaches_can_be_printed_together_to_save_paper(tmp_path: Path) -> None:
    together = week().replace('id="together"', 'id="together" checked')

    assert pages_on_paper(together, tmp_path) < 10


def test_the_year_prints_on_one_page(tmp_path: Path) -> None:
    assert pages_on_paper(year_of_work(), tmp_path) == 1
    assert pages_on_paper(year_of_work(cohorts=8, series=3), tmp_path) == 1


def test_each_coachs_day_sheet_prints_on_one_page(tmp_path: Path) -> None:
    assert pages_on_paper(two_sheets(), tmp_path) == 2
