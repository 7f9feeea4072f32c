"""A second look at what was found part by part finds what the first could not see, and nothing worse."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from scheduler.ids import SeriesId
from scheduler.model import Activity, ActivityId, Container, Kind, Pin, Proof, Window
from scheduler.prices.few_drives import SITE_DAY
from scheduler.prices.late_debriefs import LATE
from scheduler.prices.weekdays import WRONG_WEEKDAY
from scheduler.referee.review import review
from scheduler.schoolday import SchoolDays
from scheduler.search.find_times import Times, inspection_of
from scheduler.search.neighbours import improved, neighbourhoods, parts_of
from scheduler.search.partition import Found, Lane, Search
from tests.scheduler.builders import (
    ANA,
    BEN,
    DAYS,
    HALL,
    KHAN,
    LEE,
    InPlace,
    a_debrief,
    a_meeting,
    a_visit,
    a_week,
    lessons,
    placed_at,
    searched,
)
from tests.scheduler.small_weeks import searches

FEW = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
GATHERING = ActivityId("gathering")
PLENTY = 5.0
"""Deterministic time for each coach's week: more than these weeks can use."""


def on(*names: str) -> Window:
    return Window(first=DAYS[names[0]], last=DAYS[names[-1]])


def a_gathering(**more: Any) -> Activity:
    """Shared, at Lee's school on Monday or Tuesday, rather on Monday."""
    fields: dict[str, Any] = {
        "id": GATHERING,
        "series": SeriesId("s"),
        "window": on("mon", "tue"),
        "weekday_wish": 0,
    }
    return a_meeting(LEE, **(fields | more))


def a_gathering_and_a_visit(**more: Any) -> Search:
    """Ana can visit Lee on Tuesday only: two days at that school, or one and the wrong weekday."""
    return Search(
        district=a_week(), activities=(a_gathering(), a_visit(LEE, window=on("tue"))), **more
    )


def two_weeks() -> Search:
    """Hall's Friday visit; the next week Ana can be at Lincoln on Tuesday only for Khan's."""
    next_tuesday = DAYS["tue"] + timedelta(weeks=1)
    district = a_week(timetable=[*lessons(HALL, teach="6", free="1"), *lessons(KHAN, teach="1")])
    late = Window(first=next_tuesday - timedelta(days=1), last=next_tuesday)
    return Search(
        district=district,
        activities=(
            a_visit(window=on("fri")),
            a_debrief(window=late),
            a_visit(KHAN, window=Window(first=next_tuesday, last=next_tuesday)),
        ),
    )


def looked_at(search: Search, times: Times, executor: Executor | None = None, **more: Any) -> Times:
    fields: dict[str, Any] = {"a_week": PLENTY} | more
    return improved(search, times, executor=executor or InPlace(), left=lambda: 60.0, **fields)


def level_of(search: Search, times: Times) -> tuple[int, int]:
    """Worth left out, then price, by the referee."""
    verdict = review(inspection_of(search, times.schedule))
    return verdict.price.get("left out", 0), verdict.total


@pytest.mark.proves("F-57", "F-39")
def test_a_shared_event_moves_to_the_day_its_coach_is_there_anyhow() -> None:
    search = a_gathering_and_a_visit()
    first = searched(search)
    better = looked_at(search, first)

    assert placed_at(first, search.district)[GATHERING].startswith("mon")
    assert placed_at(better, search.district)[GATHERING].startswith("tue")
    assert dict(first.schedule.price) == {"drives": 2 * SITE_DAY}
    assert dict(better.schedule.price) == {"drives": SITE_DAY, "weekdays": WRONG_WEEKDAY}
    assert better.verdict.violations == ()


@pytest.mark.proves("F-57", "F-45")
def test_a_debrief_after_the_weekend_waits_for_the_day_its_coach_is_back() -> None:
    search = two_weeks()
    first = searched(search)
    better = looked_at(search, first)
    one_day, two_days = (points for _, points in LATE)

    assert first.verdict.total == 3 * SITE_DAY + one_day
    assert better.verdict.total == 2 * SITE_DAY + one_day + two_days
    assert placed_at(better, search.district)["debrief.hall"].startswith("tue")


@pytest.mark.proves("F-57", "V2")
@pytest.mark.parametrize("worth", [1000, 1])
def test_what_the_first_place_of_a_shared_event_left_out_is_placed(worth: int) -> None:
    """Lee can be visited on Monday only, and the gathering, rather on Monday, takes all of Ana's day."""
    district = a_week()
    all_day = a_gathering(
        required=(ANA, BEN), inside=(Container.WORKDAY,), school=None, minutes=330, minutes_min=None
    )
    search = Search(
        district=district, activities=(all_day, a_visit(LEE, window=on("mon"), worth=worth))
    )
    first = searched(search)
    better = looked_at(search, first)

    assert [one.activity for one in first.schedule.unplaced] == ["visit.lee"]
    assert better.schedule.unplaced == ()
    assert placed_at(better, district)[GATHERING].startswith("tue")


def test_a_second_look_keeps_clear_of_what_stays() -> None:
    """The debrief would be better on Tuesday, where a shared event has Hall's one time that fits."""
    search = two_weeks()
    tuesday = DAYS["tue"] + timedelta(weeks=1)
    shared = a_meeting(
        HALL,
        id=GATHERING,
        series=SeriesId("s"),
        window=Window(first=tuesday, last=tuesday),
        inside=(Container.PLC,),
        minutes=45,
    )
    debrief = replace(search.activities[1], inside=(Container.PLC,))
    busy = (search.activities[0], debrief, search.activities[2], shared)
    search = replace(search, activities=busy)
    first = searched(search)

    assert looked_at(search, first) is first
    assert placed_at(first, search.district)["debrief.hall"].startswith("mon")


@pytest.mark.proves("F-56", "V5")
def test_without_time_for_it_the_first_schedule_stays() -> None:
    search = a_gathering_and_a_visit()
    first = searched(search)

    assert looked_at(search, first, a_week=0) is first
    assert improved(search, first, executor=InPlace(), left=lambda: 0.0, a_week=PLENTY) is first


@pytest.mark.proves("F-49")
def test_a_shared_event_that_is_pinned_stays_where_it_is() -> None:
    free = a_gathering_and_a_visit()
    there = searched(free).schedule.placed[GATHERING]
    search = replace(free, pins=(Pin(activity=GATHERING, slot=there),))

    better = looked_at(search, searched(search))

    assert better.schedule.placed[GATHERING] == there
    assert better.verdict.total == 2 * SITE_DAY


def test_what_stands_is_in_no_neighbourhood() -> None:
    whole = a_gathering_and_a_visit()
    event, visit = whole.activities
    there = searched(whole).schedule.placed[GATHERING]
    search = replace(
        whole, activities=(visit,), standing={GATHERING: there}, known={GATHERING: event}
    )
    first = searched(search)

    assert looked_at(search, first) is first
    assert first.schedule.placed[GATHERING] == there


@pytest.mark.proves("F-56", "V5")
def test_the_same_times_are_found_with_one_process_or_two() -> None:
    search = replace(two_weeks(), activities=(*two_weeks().activities, *the_other_coachs()))
    first = searched(search)
    alone = looked_at(search, first)
    with ThreadPoolExecutor(2) as threads:
        side_by_side = looked_at(search, first, threads, parallel=2)

    assert alone.verdict.total < first.verdict.total
    assert repr(alone) == repr(side_by_side) == repr(looked_at(search, first))


def the_other_coachs() -> tuple[Activity, ...]:
    """Ben's visit to Lee, and what he and Ana do not share."""
    return (a_visit(LEE, leader=BEN), a_debrief(LEE, leader=BEN))


class Counting(InPlace):
    """Keeps the lanes it was given; after `most` of them somebody presses Ctrl-C."""

    def __init__(self, most: int = 1_000) -> None:
        self.lanes: list[Lane] = []
        self.most = most

    def submit(self, solve: Any, /, *lane: Any, **more: Any) -> Future[Any]:
        if len(self.lanes) == self.most:
            raise KeyboardInterrupt
        self.lanes.append(lane[0])
        return super().submit(solve, *lane, **more)


def test_one_coachs_week_needs_no_second_look() -> None:
    search = Search(district=a_week(), activities=(a_visit(), a_debrief(), a_visit(KHAN)))
    looks = Counting()

    assert looked_at(search, first := searched(search), looks) is first
    assert looks.lanes == []


@pytest.mark.proves("V3")
def test_ctrl_c_keeps_what_was_better_by_then() -> None:
    search = two_weeks()
    wider = replace(search, activities=(*search.activities, a_gathering(), a_visit(LEE)))
    first = searched(wider)
    every = Counting()
    whole = looked_at(wider, first, every)
    stopped = looked_at(wider, first, Counting(most=len(every.lanes) - 1))

    assert len(every.lanes) > 1
    assert level_of(wider, whole) <= level_of(wider, stopped) < level_of(wider, first)
    assert looked_at(wider, first, Counting(most=0)) is first


@pytest.mark.proves("V3")
def test_a_look_whose_process_dies_changes_nothing() -> None:
    def dies(lane: Lane) -> Found:
        raise MemoryError(lane.name)

    search = a_gathering_and_a_visit()
    first = searched(search)

    with ThreadPoolExecutor(1) as executor:
        assert looked_at(search, first, executor, solve=dies) is first


def test_what_is_worse_for_the_whole_is_refused_whatever_a_look_says() -> None:
    """A look that swears to be better and leaves the visit out."""

    def swears(lane: Lane) -> Found:
        assert lane.now is not None
        kept = {key: slot for key, slot in lane.now.items() if key == GATHERING}
        proof = Proof(part=lane.name, value=0, bound=0, proven=True)
        return Found(lane=lane.name, placed=kept, proofs=(proof,), effort=0.1)

    search = a_gathering_and_a_visit()
    first = searched(search)

    with ThreadPoolExecutor(1) as executor:
        assert looked_at(search, first, executor, solve=swears) is first


def test_what_was_proved_before_a_change_is_not_said_after_it() -> None:
    """The gathering was best alone; where it is now is best beside the visit, and worse alone."""
    search = a_gathering_and_a_visit()
    first, better = searched(search), looked_at(search, searched(search))
    of = {one.part: one for one in better.schedule.proofs}

    assert of.keys() == {one.part for one in first.schedule.proofs}
    assert [one.value for one in first.schedule.proofs] != [one.value for one in of.values()]
    assert all(one.proven for one in of.values())


def without_proof(times: Times, *, kept: int) -> Times:
    """The same times, of which only the first parts have a proof, and that an open one."""
    proofs = [replace(one, proven=False) for one in times.schedule.proofs[:kept]]
    return replace(times, schedule=replace(times.schedule, proofs=tuple(proofs)))


@pytest.mark.proves("F-56")
@pytest.mark.parametrize("kept", [2, 1])
def test_a_week_the_first_pass_could_not_prove_is_proved_at_last(kept: int) -> None:
    """With one proof kept, it is about both weeks: they were found together."""
    whole = two_weeks()
    search = replace(whole, activities=(whole.activities[0], whole.activities[2]))
    first = searched(search)
    looks = Counting()
    better = looked_at(search, without_proof(first, kept=kept), looks)

    assert [one.proven for one in first.schedule.proofs] == [True, True]
    assert better.schedule.placed == first.schedule.placed
    assert [one.proven for one in better.schedule.proofs] == [True] * kept
    assert [len(one.search.activities) for one in looks.lanes[1:]] == ([1, 1] if kept == 2 else [2])
    assert looked_at(search, first) is first
    assert not any(
        one.proven
        for one in looked_at(search, without_proof(first, kept=kept), a_week=0).schedule.proofs
    )


def test_with_little_time_left_a_few_parts_get_enough_of_it_to_be_proved() -> None:
    """Two coaches who share nobody: with a second left one after the other gets all of it, not both half."""
    search = Search(
        district=a_week(),
        activities=(a_visit(window=on("tue")), a_visit(LEE, leader=BEN, window=on("tue"))),
    )
    first = without_proof(searched(search), kept=2)
    looks = Counting()
    better = improved(search, first, executor=looks, left=lambda: 1.0, a_week=PLENTY)

    assert [lane.seconds for lane in looks.lanes] == [1.0, 1.0]
    assert all(one.proven for one in better.schedule.proofs)


def test_a_neighbourhood_holds_the_event_and_its_peoples_week_or_two_weeks_of_a_coach() -> None:
    search = two_weeks()
    search = replace(search, activities=(*search.activities, a_gathering(), a_visit(LEE)))
    first = searched(search)
    parts = list(parts_of(search))
    found = neighbourhoods(search, parts, first.schedule.placed, SchoolDays(search.district))

    assert [set(one.ids) for one in found] == [
        {GATHERING, "visit.hall", "debrief.hall", "visit.lee"},
        {"visit.hall", "debrief.hall", "visit.lee", "visit.khan"},
    ]


def with_shared_meetings(search: Search) -> Search:
    """The same week with each meeting shared, so that it is placed before all else."""
    return replace(
        search,
        activities=tuple(
            replace(one, series=SeriesId("s")) if one.kind is Kind.MEETING else one
            for one in search.activities
        ),
    )


def never_worse(search: Search) -> None:
    first = searched(search)
    better = looked_at(search, first, a_week=1.0)

    assert level_of(search, better) <= level_of(search, first)
    nothing_moved = better.schedule.placed == first.schedule.placed
    assert nothing_moved or level_of(search, better) < level_of(search, first)
    assert better.verdict.new(_allowed(search)) == ()
    # What the first pass could not leave where it is pinned may be there now.
    for pin in search.pins:
        there = better.schedule.placed.get(pin.activity)
        assert there in (first.schedule.placed.get(pin.activity), pin.slot)


def _allowed(search: Search) -> frozenset[ActivityId]:
    return frozenset(search.standing) | {pin.activity for pin in search.pins}


@pytest.mark.proves("F-60", "V6")
@FEW
@given(searches())
def test_no_level_of_a_small_week_gets_worse(search: Search) -> None:
    never_worse(with_shared_meetings(search))


@pytest.mark.slow
@settings(FEW, max_examples=150)
@given(searches())
def test_no_level_of_very_many_small_weeks_gets_worse(search: Search) -> None:
    never_worse(with_shared_meetings(search))
