"""The sieve: which starts are offered, with which place, block and kind of time, and what took the rest."""

from typing import Any

import pytest

from scheduler.district import (
    BlockKind,
    CalendarDay,
    DayType,
    Modality,
    PersonId,
    Role,
    SeriesId,
)
from scheduler.model import Activity, ActivityId, Container, Slot, Window
from tests.builders import a_person
from tests.scheduler.builders import (
    ANA,
    DAYS,
    GRANT,
    HALL,
    KHAN,
    LEE,
    LINCOLN,
    MONDAY,
    a_coach,
    a_meeting,
    a_visit,
    a_week,
    bells,
    busy,
    lessons,
    offer,
    reasons,
    sieved,
    starts,
)

ON_MONDAY = Window(first=MONDAY, last=MONDAY)


def monday(activity: Activity, **more: Any) -> list[str]:
    district = more.pop("district", None) or a_week()
    return [start[4:] for start in starts(district, activity, **more) if start.startswith("mon")]


def first_slot(activity: Activity, district: Any = None, **more: Any) -> Slot:
    return sieved(district or a_week(), activity, **more).slots[0]


def test_a_visit_starts_with_the_period() -> None:
    assert monday(a_visit()) == ["08:00", "08:50", "09:40", "10:30"]


@pytest.mark.parametrize(("minutes", "expected"), [(25, ["08:00", "08:20"]), (26, ["08:00"])])
def test_a_visit_twenty_minutes_shorter_than_the_period_may_also_end_with_it(
    minutes: int, expected: list[str]
) -> None:
    assert monday(a_visit(minutes=minutes))[: len(expected)] == expected
    assert len(monday(a_visit(minutes=minutes))) == 4 * len(expected)


def test_a_visit_shrinks_to_the_period_but_not_below_its_least() -> None:
    assert first_slot(a_visit(minutes=60)).minutes == 45
    assert monday(a_visit(minutes=60, minutes_min=46)) == []
    assert reasons(a_week(), a_visit(minutes=60, minutes_min=46)) == {"fit_the_time": 20}


def test_a_visit_is_in_the_teachers_room_and_school() -> None:
    where = first_slot(a_visit())

    assert (where.school, where.room, where.block) == (LINCOLN, "214", "1")
    assert where.container is Container.TEACHING


def test_meetings_start_with_a_block_or_end_with_it_or_follow_each_other() -> None:
    assert monday(a_meeting(minutes=20, inside=(Container.PLC,))) == ["13:30", "13:50", "13:55"]
    assert monday(a_meeting(minutes=45, inside=(Container.PLC,))) == ["13:30"]
    assert monday(a_meeting(minutes=46, inside=(Container.PLC,))) == []


def test_a_meeting_over_two_kinds_of_time_counts_as_the_worse() -> None:
    meeting = a_meeting(minutes=60, inside=(Container.PLC, Container.AFTER_SCHOOL))

    where = first_slot(meeting)

    assert (where.container, where.block) == (Container.AFTER_SCHOOL, "PLC")


def test_blocks_of_a_meeting_over_two_are_both_named() -> None:
    district = a_week(timetable=lessons(HALL, free="12"))

    assert first_slot(a_meeting(minutes=95), district).block == "1+2"


def test_only_times_that_all_required_people_share_are_offered() -> None:
    district = a_week(
        timetable=[*lessons(HALL, free="12", teach="3"), *lessons(KHAN, free="23", teach="1")]
    )
    both = a_meeting(HALL, KHAN, minutes=45, inside=(Container.FREE,))

    assert monday(both, district=district) == ["08:50"]


def test_a_start_in_the_passing_time_of_either_teacher_is_not_offered() -> None:
    """Hall's blocks break at 8:45, Khan's run is one: a start at 8:45 would be in Hall's passing time."""
    district = a_week(
        timetable=lessons(HALL, free="12"), availability=(offer(KHAN, "mon", "08:45", "09:35"),)
    )
    both = a_meeting(HALL, KHAN, minutes=45, inside=(Container.FREE,))

    assert monday(both, district=district) == ["08:50"]


def test_the_leader_must_be_there() -> None:
    taken = (busy(ANA, "mon 08:30", 60),)

    assert monday(a_visit(), busy=taken) == ["09:40", "10:30"]
    assert reasons(a_week(), a_visit(window=ON_MONDAY), busy=taken) == {"respect_busy_calendars": 2}


def test_a_remote_meeting_of_two_schools_is_nowhere() -> None:
    both = a_meeting(HALL, LEE, school=None, inside=(Container.PLC,))

    assert first_slot(both).school is None


def test_a_meeting_without_a_place_is_at_the_school_of_its_teachers() -> None:
    assert first_slot(a_meeting(HALL, KHAN, school=None, inside=(Container.PLC,))).school == LINCOLN
    assert first_slot(a_meeting(LEE, school=None, inside=(Container.PLC,))).school == GRANT


def test_a_meeting_with_rooms_names_the_first() -> None:
    assert first_slot(a_meeting(rooms=("LIB", "GYM"), inside=(Container.PLC,))).room == "LIB"


def test_a_leader_alone_meets_in_her_own_working_time() -> None:
    alone = a_meeting(required=(ANA,), school=None, minutes=60, window=ON_MONDAY)
    offered = starts(a_week(availability=(offer(ANA, "mon", "09:00", "11:00"),)), alone)

    assert offered == ["mon 09:00", "mon 10:00"]


def test_who_can_come_is_named_and_who_cannot_is_not() -> None:
    partner = PersonId("partner")
    district = a_week(a_person("Partner", Role.EXTERNAL_PARTNER, school=None), a_coach())
    meeting = a_meeting(
        id=ActivityId("m"),
        required=(ANA,),
        invited=(partner, HALL),
        series=SeriesId("s"),
        school=None,
        inside=(Container.WORKDAY, Container.PLC),
        minutes=45,
    )
    plc_only = (busy(ANA, "mon 07:30", 360), busy(ANA, "mon 14:15", 300))

    where = first_slot(meeting, district, busy=plc_only)

    assert where.coming == (partner, HALL)
    assert where.container is Container.PLC
    taken = (*plc_only, busy(partner, "mon 13:30", 10))
    assert first_slot(meeting, district, busy=taken).coming == (HALL,)


def test_reasons_are_counted_strongest_first_with_an_example() -> None:
    closed = CalendarDay(date=DAYS["tue"], day_type=DayType.CLOSED, note="snow")
    candidates = sieved(
        a_week(days=(closed,)), a_visit(subject="art"), busy=(busy(HALL, "wed 08:00", 45),)
    )

    assert [(reason.rule, reason.count) for reason in candidates.removed] == [
        ("visit_a_taught_period", 15),
        ("respect_busy_calendars", 1),
        ("respect_the_school_calendar", 1),
    ]
    assert [reason.says for reason in candidates.removed] == [
        "math is taught, not art",
        "Hall's calendar is busy",
        "there is no school (snow)",
    ]
    assert [reason.sample for reason in candidates.removed] == [
        "Mon 7 Dec 8:00 AM",
        "Wed 9 Dec",
        "Tue 8 Dec",
    ]


def test_a_window_beyond_the_year_says_so() -> None:
    summer = Window(
        first=MONDAY.replace(year=2027, month=7), last=MONDAY.replace(year=2027, month=7)
    )

    assert [reason.says for reason in sieved(a_week(), a_visit(window=summer)).removed] == [
        "the school year does not hold that day"
    ]


def test_slots_come_in_order_of_time_and_once() -> None:
    slots = sieved(a_week(), a_meeting()).slots

    assert list(slots) == sorted(set(slots))


def test_a_duty_between_two_free_blocks_keeps_them_apart() -> None:
    watch = [
        ("1", "08:00", "08:45", BlockKind.TEACH),
        ("door", "08:45", "08:55", BlockKind.DUTY),
        ("2", "08:55", "09:40", BlockKind.TEACH),
    ]
    district = a_week(bells=bells(watch), timetable=lessons(HALL, free="12"))

    assert monday(a_meeting(minutes=60, inside=(Container.FREE,)), district=district) == []
    assert monday(a_meeting(minutes=45, inside=(Container.FREE,)), district=district) == [
        "08:00",
        "08:55",
    ]


@pytest.mark.proves("F-32", "F-70")
def test_a_call_with_one_teacher_has_her_time_and_neither_school_nor_room() -> None:
    call = a_meeting(school=None, rooms=("lab",), modality=Modality.VIRTUAL)
    here = a_meeting(school=None)

    assert {(one.school, one.room) for one in sieved(a_week(), call).slots} == {(None, "")}
    assert starts(a_week(), call) == starts(a_week(), here)
    assert {one.school for one in sieved(a_week(), here).slots} == {LINCOLN}
