"""A room holds one round or meeting at a time."""

import pytest

from scheduler.district import SeriesId
from scheduler.model import Activity, ActivityId, Container
from scheduler.rules.never_double_book_a_room import RULE, check
from tests.scheduler.builders import (
    ANA,
    BEN,
    HALL,
    KHAN,
    LINCOLN,
    a_meeting,
    a_week,
    broken,
    found,
    inspected,
    slot,
    standing,
)
from tests.scheduler.posting import by_the_post


def a_round(key: str, *people: str, rooms: tuple[str, ...] = ("214",)) -> Activity:
    leader, teacher = people
    return a_meeting(
        teacher,  # type: ignore[arg-type]  # ids are text in these tests
        id=ActivityId(key),
        leader=leader,
        required=(leader, teacher),
        series=SeriesId("rounds"),
        rooms=rooms,
    )


ONE = a_round("one", ANA, HALL)
OTHER = a_round("other", BEN, KHAN)
FREE = Container.PLC


@pytest.mark.proves("F-39", "F-45")
def test_two_rounds_in_one_room_at_once_are_refused() -> None:
    (violation,) = check(inspected(a_week(), (ONE, slot("mon 08:00")), (OTHER, slot("mon 08:10"))))

    assert violation.says == "room 214 is taken at Mon 7 Dec 8:10 AM"
    assert violation.activities == (ONE.id, OTHER.id)


def test_two_rounds_one_after_the_other_may_share_a_room() -> None:
    pairs = (ONE, slot("mon 08:00")), (OTHER, slot("mon 08:25"))

    assert RULE.name not in broken(a_week(), *pairs)


def test_the_same_room_number_at_another_school_is_another_room() -> None:
    pairs = (ONE, slot("mon 08:00")), (OTHER, slot("mon 08:00", school="grant"))

    assert RULE.name not in broken(a_week(), *pairs)


def test_rounds_in_different_rooms_may_be_at_once() -> None:
    pairs = (
        (ONE, slot("mon 08:00")),
        (a_round("other", BEN, KHAN, rooms=("215",)), slot("mon 08:00")),
    )

    assert RULE.name not in broken(a_week(), *pairs)


def test_the_search_keeps_a_room_free_for_a_round_of_other_people_that_stands() -> None:
    district = a_week()
    (only, *_) = found(district, OTHER).schedule.placed.values()
    there = standing((ONE, only))

    times = found(district, OTHER, **there)

    assert OTHER.id not in times.schedule.placed or not times.schedule.placed[OTHER.id].overlaps(
        only
    )
    assert only.school == LINCOLN


def test_a_call_needs_no_room_in_check_or_search() -> None:
    calls = [
        (
            a_meeting(one, id=ActivityId(one), school=None, rooms=("gym",)),
            slot("mon 13:30", school=None),
        )
        for one in (HALL, KHAN)
    ]

    assert by_the_post([RULE], a_week(), *calls) == 0
