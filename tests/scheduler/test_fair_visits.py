"""A teacher whose visit had no time last week comes before those who were visited."""

import itertools
from collections.abc import Collection
from datetime import timedelta

import pytest

from scheduler.district import CohortId, District, PersonId
from scheduler.model import Activity, ActivityId, Kind, Schedule, Window
from scheduler.prices.every import price
from scheduler.prices.fair_visits import MISSED_AGAIN, visit_before
from scheduler.schoolday import SchoolDays
from scheduler.search.find_times import Times
from scheduler.search.horizon import joined, search_for, the_week_of
from tests.builders import at
from tests.scheduler.builders import (
    ANA,
    HALL,
    KHAN,
    MONDAY,
    a_coach,
    a_visit,
    a_week,
    found,
    inspected,
    lessons,
    searched,
    taught,
)

WEEKS = (1, 2, 3, 4)


def visits(teacher: PersonId, *weeks: int) -> list[Activity]:
    """The teacher's visits in these weeks of one cycle."""
    mondays = {week: MONDAY + timedelta(weeks=week - 1) for week in weeks}
    return [
        a_visit(
            teacher,
            id=ActivityId(f"clc.a.w{week}.visit.{teacher}"),
            cohort=CohortId("a"),
            week=week,
            window=Window(first=monday, last=monday + timedelta(days=4)),
            worth=400,
        )
        for week, monday in mondays.items()
    ]


def room_for_one() -> District:
    """Ana works on Mondays only, and both teachers teach in the first period only."""
    rows = [*lessons(HALL, teach="1", duty="23456"), *lessons(KHAN, teach="1", duty="23456")]
    return a_week(a_coach(ANA, works=(0,)), timetable=rows)


def visited(schedule: Schedule) -> list[str]:
    """Who is visited, week by week."""
    keys = sorted(schedule.placed, key=lambda key: schedule.placed[key].start)
    return [str(key).rpartition(".")[2] for key in keys]


@pytest.mark.proves("F-46")
def test_a_teacher_missed_last_week_is_placed_before_a_second_visit_to_another() -> None:
    both = [*visits(HALL, *WEEKS), *visits(KHAN, *WEEKS)]

    turns = visited(found(room_for_one(), *both).schedule)

    assert len(turns) == len(WEEKS)
    assert all(one != other for one, other in itertools.pairwise(turns))


def next_week(
    district: District,
    base: Schedule,
    week: int,
    all_of_it: list[Activity],
    not_held: Collection[ActivityId] = (),
) -> Times:
    """Friday before: the search for one week, with what stands from the weeks before."""
    monday = MONDAY + timedelta(weeks=week - 1)
    search = search_for(
        the_week_of(monday),
        district,
        SchoolDays(district),
        all_of_it,
        base=base,
        published=Schedule(activities={}, placed={}),
        not_held=not_held,
        now=at(f"{monday - timedelta(days=3)} 15:30"),
        seed=1,
    )
    return searched(search)


@pytest.mark.proves("F-46")
@pytest.mark.parametrize("first", [HALL, KHAN])
def test_week_by_week_the_one_who_was_missed_comes_next(first: PersonId) -> None:
    district = room_for_one()
    both = [*visits(HALL, *WEEKS), *visits(KHAN, *WEEKS)]
    (begun,) = visits(first, 1)
    slot = found(district, begun).schedule.placed[begun.id]
    base = Schedule(activities={begun.id: begun}, placed={begun.id: slot})

    for week in WEEKS[1:]:
        base = joined(base, next_week(district, base, week, both).schedule)

    other = KHAN if first is HALL else HALL
    assert visited(base) == [first, other, first, other]


@pytest.mark.proves("F-46")
def test_a_visit_that_stood_and_was_not_held_counts_as_missed() -> None:
    """Both stood in week 1, as Ana had room for both then; hers with Khan was not held."""
    both = [*visits(HALL, 1, 2), *visits(KHAN, 1, 2)]
    roomy = a_week(timetable=[*lessons(HALL, teach="1"), *lessons(KHAN, teach="2")])
    first = [one for one in both if one.week == 1]
    base = found(roomy, *first).schedule
    assert len(base.placed) == 2

    (missed,) = (one.id for one in first if KHAN in one.required)
    turns = [
        visited(next_week(room_for_one(), base, 2, both, not_held={key}).schedule)[-1]
        for key in (missed, first[0].id)
    ]

    assert turns == [KHAN, HALL]


def test_who_was_visited_is_not_left_out_for_somebody_who_has_room_anyway() -> None:
    district = a_week()
    times = found(district, *visits(HALL, 1, 2), *visits(KHAN, 2))

    assert len(times.schedule.placed) == 3
    assert "missed again" not in times.schedule.price


def test_the_referee_counts_who_is_missed_again() -> None:
    """Khan is missed in both weeks, Hall in the second only."""
    first, second = visits(HALL, 1, 2)
    also = (second, *visits(KHAN, 1, 2))

    costs = price(inspected(a_week(), (first, taught("mon 08:00")), also=also))

    assert costs["missed again"] == MISSED_AGAIN
    known = frozenset({first.id})
    costs = price(inspected(a_week(), also=(second,), missed=known))
    assert costs["missed again"] == MISSED_AGAIN


@pytest.mark.proves("F-59")
def test_the_search_pays_what_the_referee_counts_when_two_weeks_have_no_room() -> None:
    """Khan never teaches what is looked for, so that both visits of hers are left out."""
    rows = [*lessons(HALL, teach="1"), *lessons(KHAN, teach="1", subject="art")]
    times = found(a_week(timetable=rows), *visits(HALL, 1, 2), *visits(KHAN, 1, 2))

    assert times.verdict.price["missed again"] == MISSED_AGAIN
    assert times.verdict.price["left out"] == 2 * 400
    assert sum(proof.value for proof in times.schedule.proofs) == sum(times.verdict.price.values())


def test_only_visits_of_a_cycle_have_one_before() -> None:
    (second,) = visits(HALL, 2)

    assert visit_before(second) == "clc.a.w1.visit.hall"
    assert visit_before(a_visit()) is None
    (debrief,) = (one for one in [a_visit(kind=Kind.DEBRIEF, cohort=CohortId("a"), week=2)])
    assert visit_before(debrief) is None


def test_a_second_week_without_a_visit_costs_sixty_and_a_first_one_nothing() -> None:
    first, second = visits(HALL, 1, 2)
    alone = a_visit(KHAN, worth=0)

    def points(*left_out: Activity) -> int:
        return price(inspected(a_week(), also=left_out)).get("missed again", 0)

    assert points(first, second) == 60
    assert points(first) == points(second) == points(alone) == 0
    assert points(second, visits(KHAN, 1)[0]) == 0
