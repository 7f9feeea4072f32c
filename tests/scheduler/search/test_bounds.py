"""What is said about the best possible is true: no schedule of a small district is better than its bound."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from scheduler.district import Limits
from scheduler.ids import SeriesId
from scheduler.limits import OVER
from scheduler.model import ActivityId, Container, Pin, Window
from scheduler.prices.few_drives import SITE_DAY
from scheduler.search.apart import Apart
from scheduler.search.bounds import levels
from scheduler.search.find_times import find_times
from scheduler.search.groups import Group, groups_of
from scheduler.search.levels import LEFT_OUT, PRICE, Level
from scheduler.search.partition import Search
from tests.scheduler.builders import (
    ANA,
    BEN,
    GRANT,
    HALL,
    KHAN,
    LEE,
    LINCOLN,
    MONDAY,
    InPlace,
    a_debrief,
    a_meeting,
    a_teacher,
    a_visit,
    a_week,
    searched,
    sieved,
    standing,
    taught,
    teaches_all_morning,
)
from tests.scheduler.small_weeks import searches
from tests.scheduler.truth.plain_week import PlainWeek, best, how_many
from tests.scheduler.truth.tiny_weeks import plain_weeks, search_of

TEN = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
MOST = 3_000


def levels_of(search: Search) -> tuple[Level, Level]:
    times = searched(search)
    left_out, price = levels(search, times, executor=InPlace(), left=lambda: 60.0, effort=2.0)
    return left_out, price


def least(group: Group, effort: float = 2.0) -> int:
    """What a group costs at least, looked at with nothing shared."""
    return Apart(group).cheapest({}, effort, 60.0).bound


@pytest.mark.proves("F-57", "F-59")
@TEN
@given(plain_weeks(most=3))
def test_trying_every_schedule_finds_none_below_the_bound(week: PlainWeek) -> None:
    if how_many(week) > MOST:
        return
    left_out, price = levels_of(search_of(week))
    least_left_out, lowest = best(week)

    assert left_out.bound <= least_left_out
    assert price.bound <= lowest
    assert (left_out.value, price.value) == (least_left_out, lowest)


@pytest.mark.proves("F-57")
@pytest.mark.slow
@TEN
@given(searches())
def test_another_seed_finds_no_schedule_below_the_bound(search: Search) -> None:
    left_out, price = levels_of(search)
    other = levels_of(replace(search, seed=search.seed + 7))

    assert other[0].value >= left_out.bound
    assert other[1].value >= price.bound
    assert (left_out.name, price.name) == (LEFT_OUT, PRICE)


@pytest.mark.proves("F-57")
def test_a_monday_that_serves_two_weeks_is_paid_for_once() -> None:
    """The Friday visit's debrief on Monday, and Monday's own visit: one day at the school, not two."""
    friday, monday = MONDAY + timedelta(days=4), MONDAY + timedelta(days=7)
    late = replace(a_debrief(), window=Window(first=monday, last=monday))
    search = Search(
        district=a_week(),
        activities=(
            replace(a_visit(), window=Window(first=friday, last=friday)),
            late,
            replace(a_visit(KHAN), window=Window(first=monday, last=monday)),
        ),
    )
    groups = groups_of(search)
    _, price = levels_of(search)

    assert len(groups) == 2
    assert [one.is_free((ANA, LINCOLN, monday)) for one in groups] == [True, False]
    assert [one.is_free((ANA, LINCOLN, friday)) for one in groups] == [False, True]
    assert price.bound <= price.value


@pytest.mark.proves("F-59")
def test_what_stands_is_no_part_of_what_could_be_better() -> None:
    stands = standing((a_visit(HALL), taught("mon 08:00")))
    search = Search(district=a_week(), activities=(a_visit(LEE),), **stands)

    times = find_times(search, executor=InPlace(), left=lambda: 20.0)
    _, price = levels(search, times, executor=InPlace(), left=lambda: 20.0)

    assert price.value < times.verdict.total
    assert price.bound <= price.value
    assert ActivityId("visit.hall") in times.schedule.placed


@pytest.mark.proves("F-57")
def test_no_gap_is_told_where_the_bound_says_nothing() -> None:
    assert Level(name=PRICE, value=90, bound=40, unavoidable=40).gap is None
    assert Level(name=PRICE, value=90, bound=65, unavoidable=40).gap == pytest.approx(0.5)
    assert Level(name=PRICE, value=65, bound=65, unavoidable=40).gap == 0.0
    assert not Level(name=PRICE, value=90, bound=40).proven


def test_two_coaches_without_a_common_person_add_up() -> None:
    search = Search(district=a_week(), activities=(a_visit(), a_visit(KHAN, leader=BEN)))
    left_out, price = levels_of(search)

    assert (left_out.value, left_out.proven) == (0, True)
    assert price.proven


@pytest.mark.proves("F-57")
@pytest.mark.parametrize("effort", [2.0, 1e-6])
def test_a_poor_schedule_does_not_make_the_best_possible_any_worse(effort: float) -> None:
    """The work starts from what was found; neither its times nor its price are taken for the best."""
    search = Search(district=a_week(), activities=(a_visit(), a_debrief()))
    best = searched(search)
    debrief = a_debrief().id
    late = replace(
        a_debrief(), window=Window(first=MONDAY + timedelta(days=2), last=a_debrief().window.last)
    )
    early = replace(a_visit(), window=Window(first=MONDAY, last=MONDAY))
    poor = searched(replace(search, activities=(early, late)))
    _, price = levels(search, poor, executor=InPlace(), left=lambda: 60.0, effort=effort)

    assert poor.schedule.placed[debrief] != best.schedule.placed[debrief]
    assert price.value > best.verdict.total >= price.bound


@pytest.mark.proves("F-57", "F-59")
def test_what_can_have_no_time_is_known_to_be_left_out_by_any_schedule() -> None:
    saturday = MONDAY + timedelta(days=5)
    never = replace(a_visit(KHAN), window=Window(first=saturday, last=saturday))
    left_out, _ = levels_of(Search(district=a_week(), activities=(a_visit(), never)))

    assert (left_out.value, left_out.bound) == (never.worth, never.worth)


def test_a_day_at_a_school_where_she_stands_already_is_free() -> None:
    stands = standing((a_visit(HALL), taught("mon 08:00")))
    (group,) = groups_of(Search(district=a_week(), activities=(a_visit(LEE),), **stands))

    assert group.is_free((ANA, LINCOLN, MONDAY))
    assert not group.is_free((ANA, LINCOLN, MONDAY + timedelta(days=1)))


@pytest.mark.proves("F-57")
@pytest.mark.parametrize("days", [1, 2, 5])
def test_the_times_of_a_shared_event_are_nobody_s_to_choose_twice(days: int) -> None:
    """Each of its times is tried: the best of them is no better than what is told to be the best possible."""
    last = MONDAY + timedelta(days=days - 1)
    meeting = a_meeting(
        HALL, KHAN, series=SeriesId("s"), window=Window(first=MONDAY, last=last), minutes=45
    )
    early = Window(first=MONDAY, last=MONDAY + timedelta(days=1))
    own = (a_visit(window=early), a_debrief(window=early), a_visit(KHAN, window=early))
    search = Search(district=a_week(), activities=(meeting, *own))
    left_out, price = levels_of(search)
    tried = [
        searched(replace(search, pins=(Pin(activity=meeting.id, slot=slot),)))
        for slot in sieved(a_week(), meeting).slots
    ]
    best = min(one.verdict.total for one in tried)

    assert left_out.value == 0
    assert price.bound <= best <= price.value
    assert price.bound > 0


@pytest.mark.proves("F-57")
def test_the_drive_to_a_shared_event_is_paid_by_the_week_it_is_in() -> None:
    monday = Window(first=MONDAY, last=MONDAY)
    meeting = a_meeting(LEE, series=SeriesId("s"), window=monday)
    search = Search(district=a_week(), activities=(meeting, a_visit(window=monday)))
    _, price = levels_of(search)
    without = [one for one in groups_of(search) if not one.beside]

    assert len(without) == 2
    assert price.proven
    assert price.value == sum(least(one) for one in without) + SITE_DAY


@pytest.mark.proves("F-57")
def test_a_shared_event_stands_beside_a_week_only_where_its_people_and_dates_are() -> None:
    monday = Window(first=MONDAY, last=MONDAY)
    friday = Window(first=MONDAY + timedelta(days=4), last=MONDAY + timedelta(days=4))
    meeting = a_meeting(HALL, series=SeriesId("s"), window=monday)
    search = Search(
        district=a_week(),
        activities=(meeting, a_visit(window=monday), a_visit(KHAN, leader=BEN, window=friday)),
    )
    beside = {one.search.activities[0].id: one.beside for one in groups_of(search, all_placed=True)}

    assert [one.id for one in beside[a_visit().id]] == [meeting.id]
    assert beside[a_visit(KHAN).id] == beside[meeting.id] == ()
    assert not any(one.beside for one in groups_of(search))


@pytest.mark.proves("F-57")
def test_a_shared_event_need_not_stand_in_every_week_it_could() -> None:
    """The first week's coach is at another school; in the second she is where the meeting is anyway."""
    later = MONDAY + timedelta(days=7)
    first, second = Window(first=MONDAY, last=MONDAY), Window(first=later, last=later)
    meeting = a_meeting(HALL, series=SeriesId("s"), window=Window(first=MONDAY, last=later))
    own = (a_visit(LEE, window=first), a_visit(KHAN, window=second))
    search = Search(district=a_week(), activities=(meeting, *own))
    in_the_second = replace(search, activities=(replace(meeting, window=second), *own))
    _, price = levels_of(search)

    assert price.bound <= searched(in_the_second).verdict.total


@pytest.mark.proves("F-57")
def test_what_a_shared_event_costs_itself_is_counted_once() -> None:
    monday = Window(first=MONDAY, last=MONDAY)
    dear = (Container.EARLY_RELEASE, Container.STAFF_DAY, Container.EVENING, Container.PLC)
    meeting = a_meeting(HALL, series=SeriesId("s"), window=monday, inside=dear)
    search = Search(district=a_week(), activities=(meeting, a_visit(window=monday)))
    _, price = levels_of(search)

    assert price.value > SITE_DAY
    assert price.bound <= price.value


@pytest.mark.proves("F-57")
def test_beside_what_leaves_something_out_no_shared_event_has_to_stand() -> None:
    """Both need Hall's only PLC of Monday; shared events go first, but leaving the meeting out is better."""
    monday = Window(first=MONDAY, last=MONDAY)
    plain = {"window": monday, "inside": (Container.PLC,), "minutes": 40}
    meeting = a_meeting(HALL, series=SeriesId("s"), worth=100, **plain)
    own = a_meeting(HALL, id=ActivityId("own"), worth=5_000, **plain)
    search = Search(district=a_week(), activities=(meeting, own))
    left_out, price = levels_of(search)
    better = searched(replace(search, activities=(own,))).verdict.total + meeting.worth

    assert left_out.value == own.worth
    assert price.bound <= better < price.value


@pytest.mark.proves("F-57", "F-59")
def test_work_that_ends_early_says_what_it_proved_and_not_what_it_found() -> None:
    """Stopped in the middle it has found something, not the best yet, and proved less than the best."""
    people = [a_teacher(f"t{one}", LINCOLN if one % 2 else GRANT) for one in range(6)]
    rows = [row for person in people for row in teaches_all_morning(person.id)]
    activities = tuple(
        activity
        for person in people
        for activity in (
            a_visit(person.id, school=person.school, weekday_wish=1),
            a_debrief(person.id, school=person.school),
        )
    )
    search = Search(district=a_week(*people, timetable=rows), activities=activities)
    (group,) = groups_of(search)
    best = least(group)
    early = [least(group, effort) for effort in (0.005, 0.01, 0.02)]

    assert best == levels_of(search)[1].value
    assert max(early) <= best
    assert any(0 < price < best for price in early), "none of them ended in the middle"


@pytest.mark.proves("F-57")
def test_what_two_weeks_pass_a_soft_limit_by_together_is_no_part_of_their_bounds() -> None:
    """A Monday that holds the debrief of Friday's visit and a visit: 45 minutes, one block short together.

    Each of the two weeks, looked at apart, would be one block short on that Monday.
    """
    friday, monday = MONDAY + timedelta(days=4), MONDAY + timedelta(days=7)
    then = Window(first=monday, last=monday)
    search = Search(
        district=a_week(limits=Limits(open_blocks_a_day=7, soft=frozenset({"open_blocks_a_day"}))),
        activities=(
            a_visit(window=Window(first=friday, last=friday)),
            a_debrief(window=then, inside=(Container.FREE,)),
            a_visit(KHAN, window=then, minutes=20, minutes_min=None),
        ),
    )
    beyond = searched(search).verdict.price["beyond the limits"]
    _, price = levels_of(search)

    assert len(groups_of(search)) == 2
    assert beyond == 2 * OVER, "one block short on Friday, one on Monday"
    assert price.bound == price.value - beyond


@pytest.mark.proves("F-57", "F-59")
def test_a_group_knows_nothing_of_what_stands_or_is_elsewhere() -> None:
    stands = standing((a_visit(), taught("mon 08:00")), (a_visit(KHAN), taught("mon 08:50")))
    debrief, visit = a_debrief(), a_visit(LEE)
    (group,) = groups_of(Search(district=a_week(), activities=(debrief, visit), **stands))

    assert debrief.after
    assert {one.id: one.after for one in group.search.activities} == {debrief.id: (), visit.id: ()}
    assert (group.search.standing, group.search.known) == ({}, {})
