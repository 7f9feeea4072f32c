"""A meeting takes only the kinds of teachers' time its step allows."""

from typing import Any

import pytest

from scheduler.district import BlockKind, CalendarDay, DayType, Role, SchoolId
from scheduler.model import Activity, Container
from tests.scheduler.builders import BELLS as REGULAR
from tests.scheduler.builders import (
    DAYS,
    GRANT,
    HALL,
    KHAN,
    LINCOLN,
    MONDAY,
    a_meeting,
    a_teacher,
    a_week,
    all_broken,
    bells,
    broken,
    lessons,
    offer,
    reasons,
    slot,
    starts,
)

RULE = "stay_in_allowed_time"
WALLS = {
    Container.BEFORE_SCHOOL: "mon 07:30",
    Container.TEACHING: "mon 08:00",
    Container.PREP: "mon 11:50",
    Container.FREE: "mon 12:40",
    Container.PLC: "mon 13:30",
    Container.AFTER_SCHOOL: "mon 14:15",
}


def only(container: Container, **more: Any) -> Activity:
    return a_meeting(inside=(container,), **more)


@pytest.mark.parametrize("wanted", WALLS)
@pytest.mark.parametrize("given", WALLS)
def test_a_meeting_stays_in_the_kind_of_time_it_may_take(
    wanted: Container, given: Container
) -> None:
    """The referee reads the timetable and not what the slot says of itself."""
    where = slot(WALLS[given], container=wanted)
    on_monday = [start for start in starts(a_week(), only(wanted)) if start.startswith("mon")]

    assert (RULE not in broken(a_week(), (only(wanted), where))) is (given is wanted)
    assert (WALLS[given] in on_monday) is (given is wanted)


def test_every_teacher_must_have_the_time() -> None:
    district = a_week(
        timetable=[*lessons(HALL, teach="1", free="2"), *lessons(KHAN, free="1", teach="2")]
    )
    both = a_meeting(HALL, KHAN, inside=(Container.FREE,))

    (violation,) = all_broken(district, (both, slot("mon 08:00", container=Container.FREE)))
    assert violation.says == "Hall has no allowed time at Mon 7 Dec 8:00 AM"
    assert starts(district, both) == []


def test_a_meeting_may_run_over_passing_time_between_two_allowed_blocks() -> None:
    district = a_week(timetable=lessons(HALL, free="12"))
    long = only(Container.FREE, minutes=95)
    where = slot("mon 08:00", 95, Container.FREE)

    assert RULE not in broken(district, (long, where))
    assert "mon 08:00" in starts(district, long)


@pytest.mark.parametrize("start", ["mon 08:46", "mon 08:45", "mon 07:58"])
def test_no_meeting_starts_or_ends_in_passing_time(start: str) -> None:
    district = a_week(timetable=lessons(HALL, free="12"))
    short = only(Container.FREE, minutes=48)

    assert RULE in broken(district, (short, slot(start, 48, Container.FREE)))
    assert start not in starts(district, short)


def test_a_gap_longer_than_passing_time_is_not_crossed() -> None:
    apart = [
        ("1", "08:00", "08:45", BlockKind.TEACH),
        ("2", "08:56", "09:41", BlockKind.TEACH),
    ]
    district = a_week(bells=bells(apart), timetable=lessons(HALL, free="12"))
    long = only(Container.FREE, minutes=95)

    assert starts(district, long) == []
    assert RULE in broken(district, (long, slot("mon 08:00", 95, Container.FREE)))


def test_early_release_time_is_its_own_kind() -> None:
    early = CalendarDay(date=MONDAY, day_type=DayType.EARLY_RELEASE, variant="early")
    district = a_week(days=(early,), bells=(*bells(), *bells(REGULAR[:4], variant="early")))
    meeting = only(Container.EARLY_RELEASE)
    where = slot("mon 10:25", container=Container.EARLY_RELEASE)

    assert starts(district, meeting)[0] == "mon 10:25"
    assert broken(district, (meeting, where)) == set()
    assert RULE in broken(district, (only(Container.AFTER_SCHOOL), where))
    assert {start[:3] for start in starts(district, meeting)} == {"mon"}


def test_without_a_contract_day_there_is_nothing_around_school() -> None:
    district = a_week(bells=bells(REGULAR[1:]))

    for container in (Container.BEFORE_SCHOOL, Container.AFTER_SCHOOL):
        assert starts(district, only(container)) == []
        assert RULE in broken(
            district, (only(container), slot(WALLS[container], container=container))
        )


def test_rows_of_availability_say_what_is_free_where_there_is_no_timetable() -> None:
    rows = (offer(HALL, "mon", "09:00", "09:25"), offer(HALL, "mon", "10:00", "11:00", "teaching"))
    district = a_week(timetable=(), availability=rows)
    meeting = only(Container.FREE)

    assert starts(district, meeting) == ["mon 09:00"]
    assert broken(district, (meeting, slot("mon 09:00", container=Container.FREE))) == set()
    assert broken(district, (meeting, slot("mon 10:00", container=Container.FREE))) == {RULE}
    assert starts(district, only(Container.PLC)) == []
    assert broken(district, (only(Container.PLC), slot("mon 09:00"))) == {RULE}


def test_a_row_with_a_date_replaces_the_weekdays() -> None:
    rows = (offer(HALL, "mon", "09:00", "09:25"), offer(HALL, "2026-12-07", "14:00", "14:25"))
    district = a_week(timetable=(), availability=rows)
    meeting = only(Container.FREE)

    assert starts(district, meeting) == ["mon 14:00"]
    assert broken(district, (meeting, slot("mon 09:00", container=Container.FREE))) == {RULE}


def test_the_sieve_says_what_the_other_time_is() -> None:
    counted = reasons(a_week(), only(Container.PLC))

    assert counted == {RULE: 8 * len(DAYS)}


@pytest.mark.parametrize("ends", ["08:50", "08:55"])
def test_a_short_homeroom_between_two_free_blocks_is_not_passing_time(ends: str) -> None:
    """Five or ten minutes in which she teaches: nobody meets her across them."""
    rows = [
        ("1", "08:00", "08:45", BlockKind.TEACH),
        ("H", "08:45", ends, BlockKind.TEACH),
        ("2", ends, "09:40", BlockKind.TEACH),
    ]
    district = a_week(bells=bells(rows), timetable=lessons(HALL, free="12", teach="H"))
    long = only(Container.FREE, minutes=60)

    assert starts(district, long) == []
    assert RULE in broken(district, (long, slot("mon 08:00", 60, Container.FREE)))


def test_ten_minutes_between_two_free_blocks_are_passing_time() -> None:
    apart = [("1", "08:00", "08:45", BlockKind.TEACH), ("2", "08:55", "09:40", BlockKind.TEACH)]
    district = a_week(bells=bells(apart), timetable=lessons(HALL, free="12"))
    long = only(Container.FREE, minutes=95)

    assert "mon 08:00" in starts(district, long)
    assert RULE not in broken(district, (long, slot("mon 08:00", 95, Container.FREE)))


@pytest.mark.parametrize(
    ("wall", "refused"),
    [("08:00", True), ("11:50", True), ("12:40", False), ("13:30", False), ("08:46", False)],
)
def test_a_teacher_who_leads_is_not_taken_from_her_own_class_or_prep(
    wall: str, refused: bool
) -> None:
    """Khan teaches the first period and has prep in the fifth; Hall only offers hours."""
    district = a_week(
        timetable=[*lessons(KHAN, teach="1", prep="5", free="6")],
        availability=(offer(HALL, "mon", "08:00", "15:00"),),
    )
    led = only(Container.FREE, leader=KHAN, minutes=4)
    says = {
        one.says for one in all_broken(district, (led, slot(f"mon {wall}", 4))) if one.rule == RULE
    }

    assert bool(says) is refused
    assert all(one.startswith("Khan has work of her own at Mon 7 Dec") for one in says)
    may = only(Container.TEACHING, leader=KHAN, minutes=4, required=(KHAN,))
    assert (RULE in broken(district, (may, slot(f"mon {wall}", 4)))) is (wall == "11:50")


@pytest.mark.parametrize(("closed", "allowed"), [(LINCOLN, True), (GRANT, False)])
def test_a_day_of_staff_alone_is_offered_to_the_people_of_its_school(
    closed: SchoolId, allowed: bool
) -> None:
    staff_day = CalendarDay(date=MONDAY, school=closed, day_type=DayType.PD)
    district = a_week(days=(staff_day,))
    where = slot("mon 10:00", container=Container.STAFF_DAY)

    assert (RULE not in broken(district, (only(Container.STAFF_DAY), where))) is allowed
    assert RULE in broken(district, (only(Container.PLC), where))


@pytest.mark.parametrize(
    ("role", "says", "inside", "allowed"),
    [
        (Role.COACH, "free", Container.PLC, True),
        (Role.COACH, "teaching", Container.PLC, True),
        (Role.COACH, "never", Container.PLC, False),
        (Role.SITE_LEADER, "free", Container.PLC, True),
        (Role.SITE_LEADER, "teaching", Container.PLC, False),
        (Role.TEACHER_LEADER, "free", Container.PLC, False),
        (Role.TEACHER_LEADER, "free", Container.FREE, True),
        (Role.TEACHER, "teaching", Container.TEACHING, True),
        (Role.TEACHER, "teaching", Container.FREE, False),
    ],
)
def test_whose_offered_hours_count_for_what(
    role: Role, says: str, inside: Container, allowed: bool
) -> None:
    guest = a_teacher("guest", role=role, school=LINCOLN)
    hours = offer(guest.id, "mon", "09:00", "10:00", says)
    elsewhere = offer(guest.id, "tue", "09:00", "10:00", "free")
    district = a_week(guest, timetable=(), availability=(hours, elsewhere))
    meeting = a_meeting(guest.id, inside=(inside,))

    there = (meeting, slot("mon 09:00", container=inside))
    assert (RULE not in broken(district, there)) is allowed


def test_the_whole_day_of_who_offers_no_hours_counts_but_for_teachers() -> None:
    leader = a_teacher("leader", role=Role.SITE_LEADER, school=LINCOLN)
    teacher = a_teacher("teacher")
    district = a_week(leader, teacher, timetable=())
    where = slot("mon 09:00")

    assert RULE not in broken(district, (a_meeting(leader.id), where))
    assert RULE in broken(district, (a_meeting(teacher.id), where))


def test_an_evening_is_time_for_what_may_be_in_the_evening_alone() -> None:
    where = slot("mon 18:00", container=Container.EVENING)

    assert RULE not in broken(a_week(), (only(Container.EVENING), where))
    assert RULE in broken(a_week(), (only(Container.PLC), where))


@pytest.mark.parametrize(
    ("start", "allowed"), [("06:00", False), ("07:30", True), ("12:00", False), ("20:00", False)]
)
def test_a_day_of_staff_alone_has_working_hours_around_lunch(start: str, allowed: bool) -> None:
    district = a_week(days=(CalendarDay(date=MONDAY, school=LINCOLN, day_type=DayType.PD),))
    where = slot(f"mon {start}", container=Container.STAFF_DAY)

    assert (RULE not in broken(district, (only(Container.STAFF_DAY), where))) is allowed
    assert (f"mon {start}" in starts(district, only(Container.STAFF_DAY))) is allowed


@pytest.mark.parametrize(("grade", "allowed"), [("3", False), ("7", True)])
def test_nothing_is_around_school_where_no_bell_rings_for_her_grade(
    grade: str, allowed: bool
) -> None:
    """The contract day is everybody's; the periods are those of grades 6 to 8."""
    rung = (*bells(REGULAR[:1]), *bells(REGULAR[1:], band="6-8"))
    district = a_week(a_teacher(HALL, grade=grade), bells=rung)
    where = slot(WALLS[Container.AFTER_SCHOOL], container=Container.AFTER_SCHOOL)

    assert (RULE not in broken(district, (only(Container.AFTER_SCHOOL), where))) is allowed
