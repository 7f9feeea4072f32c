"""What ours is compared with: each way keeps every rule, and does what it is said to do."""

from collections.abc import Callable

import pytest

from benchmarks.drives import drive_minutes
from benchmarks.rivals import Said, by_hand, greedy, plain_model
from scheduler.district import District, Travel
from scheduler.model import Schedule
from scheduler.referee.review import review
from scheduler.search.find_times import inspection_of
from scheduler.search.partition import Search
from tests.scheduler.builders import (
    GRANT,
    HALL,
    KHAN,
    LINCOLN,
    a_debrief,
    a_meeting,
    a_visit,
    a_week,
    lessons,
    slot,
    taught,
)

WEEK = a_week(timetable=[*lessons(HALL, teach="1", free="6"), *lessons(KHAN, teach="1", free="6")])
ASKED = (a_debrief(HALL), a_visit(HALL), a_visit(KHAN), a_debrief(KHAN))
"""Rosa Hall's debrief is listed before her visit."""
WAYS: list[Callable[[Search], Said]] = [greedy, by_hand, lambda search: plain_model(search, 10)]


def a_search() -> Search:
    return Search(district=WEEK, activities=ASKED)


@pytest.mark.parametrize("way", WAYS)
def test_no_way_breaks_a_rule(way: Callable[[Search], Said]) -> None:
    search = a_search()
    placed = way(search).placed
    schedule = Schedule(activities={one.id: one for one in ASKED}, placed=placed)

    assert placed
    assert review(inspection_of(search, schedule)).violations == ()


def test_the_plain_model_places_all_and_says_that_nothing_is_better() -> None:
    said = plain_model(a_search(), 10)

    assert said.placed.keys() == {one.id for one in ASKED}
    assert said.proven


def test_greedy_never_comes_back_to_what_did_not_fit_in_its_turn() -> None:
    assert greedy(a_search()).placed.keys() == {one.id for one in ASKED[1:]}


def test_by_hand_looks_again_on_the_next_day() -> None:
    placed = by_hand(a_search()).placed

    assert placed.keys() == {one.id for one in ASKED}
    assert placed[ASKED[0].id].start > placed[ASKED[1].id].start


def drives(district: District) -> int:
    placed = {
        a_visit(HALL): taught("mon 08:00"),
        a_visit(KHAN): taught("mon 09:40", school=GRANT),
        a_debrief(KHAN): slot("mon 13:00", school=GRANT),
        a_meeting(HALL): slot("tue 13:00"),
    }
    return drive_minutes(
        district,
        Schedule(
            activities={one.id: one for one in placed},
            placed={one.id: where for one, where in placed.items()},
        ),
    )


def test_drives_count_the_way_between_two_stops_of_one_day_without_its_buffer() -> None:
    there = Travel(origin=LINCOLN, destination=GRANT, minutes=12, buffer=10)
    back = Travel(origin=GRANT, destination=LINCOLN, minutes=20, buffer=10)

    assert drives(a_week(travel=(there, back))) == 12
    assert drives(a_week(travel=(back,))) == 20
    assert drives(a_week(travel=())) == 15
