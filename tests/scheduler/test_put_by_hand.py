"""A time a person chose keeps its block's name and counts as what it takes."""

from datetime import date, time
from typing import Any

import pytest

from scheduler.district import BellBlock, BlockKind, Doing, Lesson, School
from scheduler.model import Container, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.schoolday import SchoolDays
from scheduler.slots.put_by_hand import slot_by_hand
from tests.builders import ANA, HALL, KHAN, LINCOLN, a_district, a_slot, an_activity, at

RINGS = (
    ("1", BlockKind.TEACH, time(8), time(8, 50)),
    ("2", BlockKind.TEACH, time(9), time(9, 50)),
    ("3", BlockKind.TEACH, time(10), time(10, 50)),
    ("4", BlockKind.TEACH, time(11), time(11, 50)),
    ("day", BlockKind.CONTRACT, time(7, 30), time(15, 30)),
)
DOES = {"1": Doing.TEACH, "2": Doing.PREP, "3": Doing.FREE, "4": Doing.PLC}


@pytest.fixture
def availability() -> Availability:
    """Lincoln with four periods; Hall teaches, prepares, is free and meets, Khan does the same."""
    district = a_district(
        schools={LINCOLN: School(id=LINCOLN, name="Lincoln MS", bell_set="bells")},
        bells=tuple(
            BellBlock(bell_set="bells", variant="", block=name, kind=kind, start=start, end=end)
            for name, kind, start, end in RINGS
        ),
        timetable=tuple(
            Lesson(
                person=who, letter="", block=block, doing=doing, subject="Math", room=f"{who}-room"
            )
            for who in (HALL, KHAN)
            for block, doing in DOES.items()
        ),
    )
    return Availability(district, SchoolDays(district))


def put(availability: Availability, wall: str, minutes: int = 40, **more: Any) -> Slot:
    stood = a_slot("2026-12-08 11:00", block="4", container=Container.PLC)
    return slot_by_hand(an_activity(**more), stood, at(wall), minutes, availability)


@pytest.mark.proves("F-65")
@pytest.mark.parametrize(
    ("wall", "minutes", "block", "container"),
    [
        ("2026-12-09 11:05", 40, "4", Container.PLC),
        ("2026-12-09 11:00", 50, "4", Container.PLC),
        ("2026-12-09 09:00", 40, "2", Container.PREP),
        ("2026-12-09 10:10", 40, "3", Container.FREE),
        ("2026-12-09 08:05", 40, "1", Container.TEACHING),
        ("2026-12-09 10:00", 110, "3+4", Container.FREE),
        ("2026-12-09 12:00", 40, "", Container.AFTER_SCHOOL),
        ("2026-12-09 07:30", 30, "", Container.BEFORE_SCHOOL),
    ],
)
def test_a_time_in_a_block_is_called_by_it(
    availability: Availability, wall: str, minutes: int, block: str, container: Container
) -> None:
    slot = put(availability, wall, minutes)

    assert (slot.start, slot.minutes) == (at(wall), minutes)
    assert (slot.block, slot.container) == (block, container)


@pytest.mark.parametrize(
    ("wall", "minutes", "container"),
    [
        ("2026-12-09 08:55", 40, Container.PREP),
        ("2026-12-09 09:20", 40, Container.PREP),
        ("2026-12-09 11:30", 40, Container.AFTER_SCHOOL),
    ],
)
def test_a_time_across_the_bells_has_no_name_but_counts_as_what_it_takes(
    availability: Availability, wall: str, minutes: int, container: Container
) -> None:
    slot = put(availability, wall, minutes, required=(ANA, HALL))

    assert slot.container is container


def test_a_time_that_starts_in_passing_time_has_no_name(availability: Availability) -> None:
    assert put(availability, "2026-12-09 08:55").block == ""


@pytest.mark.parametrize("wall", ["2026-12-12 10:00", "2026-12-09 20:00", "2027-07-05 10:00"])
def test_a_time_nobody_works_is_nobodys_block(availability: Availability, wall: str) -> None:
    slot = put(availability, wall)

    assert (slot.block, slot.container) == ("", Container.WORKDAY)


def test_a_visit_moves_to_the_room_of_the_lesson(availability: Availability) -> None:
    slot = put(availability, "2026-12-09 08:05", teaching=HALL)

    assert (slot.room, slot.block) == ("hall-room", "1")


def test_school_and_who_comes_stay_as_they_were(availability: Availability) -> None:
    stood = a_slot(coming=(KHAN,))
    slot = slot_by_hand(an_activity(), stood, at("2026-12-09 10:00"), 50, availability)

    assert (slot.school, slot.room, slot.coming) == (stood.school, "214", (KHAN,))


@pytest.mark.parametrize("unknown", ["activity", "person"])
def test_what_is_not_known_any_more_has_no_block(availability: Availability, unknown: str) -> None:
    gone = an_activity(required=(ANA, "somebody-gone"))
    activity = None if unknown == "activity" else gone
    slot = slot_by_hand(activity, a_slot(), at("2026-12-09 10:00"), 40, availability)

    assert (slot.block, slot.container) == ("", Container.WORKDAY)


def test_of_two_people_the_one_who_gives_most_decides(availability: Availability) -> None:
    both = put(availability, "2026-12-09 09:00", required=(ANA, HALL, KHAN))

    assert (both.block, both.container) == ("2", Container.PREP)
    assert both.start.date() == date(2026, 12, 9)
