"""The Board is told counts of the whole district, as they were on a day."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.counts.board import board_page
from scheduler.counts.reach import Share
from scheduler.district import Role, SeriesId
from scheduler.model import ActivityId, Kind
from tests.builders import ANA, a_person
from tests.scheduler.test_reach import (
    FALL,
    OCTOBER,
    SEPTEMBER,
    SIX,
    record,
    school_district,
    visit,
)
from web.board_html import board_html

SITE = a_person("Paul Site", Role.SITE_LEADER)


@pytest.mark.proves("F-88", "R-SS-11", "R-LT-4")
def test_the_page_counts_reach_fidelity_schools_and_rounds_by_role() -> None:
    walk = visit(
        SIX[0],
        "2026-10-20",
        id=ActivityId("rounds.fall"),
        kind=Kind.ROUND,
        required=(ANA, SIX[0], SIX[5], SITE.id),
        teaching=None,
        cohort=None,
        series=SeriesId("fall"),
    )
    later = visit(
        SIX[0],
        "2027-01-20",
        id=ActivityId("rounds.winter"),
        kind=Kind.ROUND,
        required=(ANA, SITE.id),
        teaching=None,
        cohort=None,
    )
    district = school_district()
    people = {**district.people, SITE.id: SITE}
    done = record(*FALL, walk, later, district=replace(district, people=people))

    page = board_page(done, OCTOBER, {ActivityId("u1"): SEPTEMBER, ActivityId("u2"): None})

    # Two in September, two in October, t6 in the round: five of eight. Five visits were due and took place.
    assert (page.reach, page.fidelity) == (Share(count=5, of=8), Share(count=5, of=5))
    assert (page.rounds, page.schools) == (Share(count=1, of=2), Share(count=1, of=2))
    assert page.roles == (("teacher", 2), ("coach", 1), ("site leader", 1))
    assert page.people_in_rounds == 4
    assert [(on, reach) for on, reach, _, _ in page.updates] == [
        (SEPTEMBER, Share(count=2, of=8)),
        (None, Share(count=5, of=8)),
    ]


@pytest.mark.proves("F-88", "F-80")
def test_the_printed_page_names_nobody_and_tells_given_updates_only() -> None:
    done = record(*FALL)
    dates = {ActivityId("u1"): SEPTEMBER, ActivityId("u2"): date(2026, 12, 16)}

    html = board_html(board_page(done, OCTOBER, dates), "Example & Co")

    assert "4 of 8 teachers (50%)" in html
    assert "Wed 30 Sep 2026: 2 of 8 teachers (25%)" in html
    assert "16 Dec" not in html
    assert "Example &amp; Co" in html
    people = done.district.people.values()
    assert not [one.name for one in people if one.name in html]


@pytest.mark.proves("F-88")
def test_of_a_few_teachers_no_reach_is_told() -> None:
    done = record(*FALL)
    few = {key: done.district.people[key] for key in (ANA, *SIX[:3])}
    page = board_page(replace(done, district=replace(done.district, people=few)), OCTOBER)

    assert page.reach.words("teachers") == ""
    assert '<td role="cell">-</td>' in board_html(page, "Example")
