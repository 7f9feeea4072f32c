"""A meeting takes only the kinds of teachers' time its step allows."""

from typing import Any

import pytest

from scheduler.district import BlockKind, CalendarDay, DayType
from scheduler.model import Activity, Container
from tests.scheduler.builders import BELLS as REGULAR
from tests.scheduler.builders import (
    DAYS,
    HALL,
    KHAN,
    MONDAY,
    a_meeting,
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
