"""How full coaches' weeks are: the fullest is relieved first, and what is known of it is told."""

from typing import Any

import pytest

from commands.schedule_words import proof_words
from scheduler.district import District, Limits, Role, Travel
from scheduler.model import Activity, ActivityId, Pin, Slot, Window
from scheduler.prices import fair_load
from scheduler.prices.every import price
from scheduler.search.levels import FULLEST, SPREAD, Level
from scheduler.search.load_levels import load_levels
from scheduler.search.partition import Search
from tests.builders import a_person
from tests.scheduler.builders import (
    ANA,
    BEN,
    DAYS,
    GRANT,
    HALL,
    KHAN,
    LEE,
    LINCOLN,
    MONDAY,
    WHOLE_WEEK,
    a_meeting,
    a_visit,
    a_week,
    found,
    inspected,
    lessons,
    placed_at,
    searched,
    slot,
    standing,
)
from tests.scheduler.posting import priced_by_the_post

ON_MONDAY = Window(first=MONDAY, last=MONDAY)
ROADS = (Travel(origin=LINCOLN, destination=GRANT, minutes=30, buffer=10),)
"""The way back takes as long; buffers are no load."""


def weighing(*people: Any, **more: Any) -> District:
    """A coach has 42:30 hours a week here, so a step is 127 minutes and a half."""
    weights = (("fair load", more.pop("weight", 1)),)
    return a_week(*people, limits=Limits(weights=weights), travel=ROADS, **more)


def taking(minutes: int, on: str = "mon 08:00", **more: Any) -> tuple[Activity, Slot]:
    """Something of Ana's that takes so long."""
    school = more.pop("at", LINCOLN)
    about = {"id": ActivityId(f"{on} {more.get('leader', ANA)}"), "minutes": minutes}
    return a_meeting(**(about | more)), slot(on, minutes, school=school)


def points(*pairs: tuple[Activity, Slot], district: District | None = None) -> int:
    asked = district or weighing()
    counted = price(inspected(asked, *pairs)).get("fair load", 0)

    assert priced_by_the_post(fair_load.TERM, asked, *pairs) == counted
    return counted


@pytest.mark.proves("F-47", "R-SS-16")
@pytest.mark.parametrize(
    ("minutes", "costs"), [(127, 0), (128, 1), (254, 1), (255, 3), (383, 6), (510, 10)]
)
def test_each_step_of_a_week_costs_one_more_than_the_one_before(minutes: int, costs: int) -> None:
    assert points(taking(minutes)) == costs


def test_drives_are_load_and_buffers_are_not() -> None:
    day = [taking(50), taking(47, "mon 10:00", at=GRANT)]

    assert points(*day) == 0
    assert points(*day, taking(1, "mon 13:00", at=GRANT)) == 1
    assert points(*day, taking(1, "tue 13:00", at=LINCOLN)) == 1


def test_weeks_and_coaches_are_counted_apart() -> None:
    bens = taking(200, leader=BEN, required=(BEN, KHAN))

    assert points(taking(127), bens) == 1
    assert points(taking(127), taking(127, "next mon 08:00")) == 0
    assert points(taking(127), taking(1, "fri 08:00")) == 1


def test_a_coach_who_works_two_days_is_full_sooner() -> None:
    half = weighing(a_person(ANA, role=Role.COACH, works=(0, 1)))

    assert points(taking(102), district=half) == 3
    assert points(taking(50), district=half) == 0


def test_what_nobody_works_for_costs_nothing() -> None:
    gone = weighing(a_person(ANA, role=Role.COACH, active_to=MONDAY.replace(month=9)))

    assert price(inspected(gone, taking(300))).get("fair load", 0) == 0


def test_as_shipped_it_does_not_count_and_nothing_is_told_of_it() -> None:
    assert price(inspected(a_week(), taking(300))).get("fair load", 0) == 0
    wanted = (a_visit(window=ON_MONDAY),)
    search = Search(district=a_week(), activities=wanted)
    assert load_levels(search, searched(search)) == ()


@pytest.mark.proves("F-47", "F-60")
def test_the_fuller_week_is_relieved_first() -> None:
    """Next week is half full already; the meeting of two weeks' window stands in this one, and the other
    way round."""
    two_weeks = Window(first=MONDAY, last=WHOLE_WEEK.last.replace(day=18))
    meeting = a_meeting(minutes=45, inside=a_meeting().inside[:1], window=two_weeks)
    for full, next_week in (("next mon", False), ("mon", True)):
        stands = standing(taking(500, f"{full} 08:00", at=None, required=(ANA,)))
        times = found(weighing(weight=9), meeting, **stands)

        assert (times.schedule.placed[meeting.id].start.date() > DAYS["fri"]) is next_week


@pytest.mark.proves("F-60")
def test_the_search_pays_what_the_referee_counts() -> None:
    timetable = [*lessons(HALL, teach="14"), *lessons(KHAN, teach="35"), *lessons(LEE, teach="2")]
    wanted = [a_visit(one, window=ON_MONDAY) for one in (HALL, KHAN, LEE)]
    district = weighing(a_person(ANA, role=Role.COACH, works=(0,)), timetable=timetable, weight=5)

    times = found(district, *wanted)

    assert len(times.schedule.placed) == 3
    assert placed_at(times, district)["visit.hall"] == "mon 10:30"
    assert times.schedule.price["fair load"] > 0
    assert [proof.value for proof in times.schedule.proofs] == [times.verdict.total]


def levels_of(district: District, *wanted: Activity, **more: Any) -> dict[str, Level]:
    search = Search(district=district, activities=wanted, **more)
    return {one.name: one for one in load_levels(search, searched(search))}


@pytest.mark.proves("F-57")
def test_the_fullest_week_is_told_with_what_must_stand_in_it() -> None:
    """45 of 2550 minutes with the one coach, twice that with a drive of thirty with the other."""
    bens = [a_visit(one, leader=BEN, window=ON_MONDAY, minutes_min=None) for one in (KHAN, LEE)]

    told = levels_of(weighing(), a_visit(HALL, window=ON_MONDAY, minutes_min=None), *bens)

    assert (told[FULLEST].value, told[FULLEST].bound) == (4, 3)
    assert not told[FULLEST].proven
    assert (told[SPREAD].value, told[SPREAD].proven) == (3, False)


@pytest.mark.proves("F-57")
def test_nothing_is_claimed_of_what_may_stand_in_another_week() -> None:
    one_school = a_visit(HALL, window=ON_MONDAY, minutes_min=None)
    assert levels_of(weighing(), one_school)[FULLEST].proven

    two_weeks = Window(first=MONDAY, last=WHOLE_WEEK.last.replace(day=18))
    assert levels_of(weighing(), a_visit(HALL, window=two_weeks))[FULLEST].bound == 0
    at = slot("mon 08:00")
    pinned = (Pin(activity=one_school.id, slot=at),)
    assert levels_of(weighing(), one_school, pins=pinned)[FULLEST].bound == 0
    left_out = a_visit(LEE, window=Window(first=DAYS["fri"], last=DAYS["fri"]), subject="none")
    assert levels_of(weighing(), one_school, left_out)[FULLEST].bound == 0


@pytest.mark.proves("F-59")
def test_fair_load_is_told_in_words_and_never_as_proven_when_it_is_not() -> None:
    apart = Level(name=SPREAD, value=12, bound=0)
    part = Level(name=FULLEST, value=62, bound=40)

    says = proof_words((part, apart), ())

    assert "The fullest week of a coach takes 62 % of her working time." in says
    assert "up to 12 points of a hundred apart" in says
    assert "Proven best" not in says
    best = Level(name=FULLEST, value=62, bound=62)
    assert "no other times make it less" in proof_words((best, apart), ())
