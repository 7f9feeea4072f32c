"""What people's dates are made of: bells, letters, lunches, duties, rows, and what is cut out of them."""

from datetime import date, timedelta
from typing import Any

import pytest

from scheduler.district import (
    AvailabilityRow,
    BlockKind,
    CalendarDay,
    DayType,
    District,
    Doing,
    Habits,
    PersonId,
)
from scheduler.peoples_time.availability import Availability, PersonDay, minus
from scheduler.schoolday import SchoolDays, Span
from tests.scheduler.builders import (
    ANA,
    DAYS,
    HALL,
    KHAN,
    MONDAY,
    a_teacher,
    a_week,
    bells,
    busy,
    lessons,
    offer,
    teaches_all_morning,
    when,
)
from tests.scheduler.builders import BELLS as REGULAR


def the_day(
    district: District, person: PersonId = HALL, day: date = MONDAY, **more: Any
) -> PersonDay:
    return Availability(district, SchoolDays(district), **more).day(person, day)


def usable(
    district: District, person: PersonId = HALL, day: date = MONDAY, **more: Any
) -> list[str]:
    """A person's stretches, like '08:00-08:45 teaching'."""
    days = SchoolDays(district)
    return [
        f"{days.local(one.span.start):%H:%M}-{days.local(one.span.end):%H:%M} {one.container}"
        for one in the_day(district, person, day, **more).stretches
    ]


def span(start: str, end: str) -> Span:
    return Span(start=when(f"mon {start}"), end=when(f"mon {end}"))


def test_a_day_by_the_bells_names_each_kind_of_time() -> None:
    assert usable(a_week()) == [
        "07:30-08:00 before school",
        "08:00-08:45 teaching",
        "08:50-09:35 teaching",
        "09:40-10:25 teaching",
        "10:30-11:15 teaching",
        "11:50-12:35 prep",
        "12:40-13:25 free",
        "13:30-14:15 plc",
        "14:15-15:30 after school",
    ]


def test_subject_and_room_come_from_the_row() -> None:
    (_, first, *_) = the_day(a_week()).stretches

    assert (first.block, first.subject, first.room, first.school) == ("1", "math", "214", "lincoln")


@pytest.mark.parametrize("assumed", [Doing.PREP, Doing.FREE, Doing.DUTY])
def test_a_period_without_a_row_is_what_the_district_assumes(assumed: Doing) -> None:
    district = a_week(timetable=lessons(HALL, teach="1"), habits=Habits(rowless=assumed))
    expected = [] if assumed is Doing.DUTY else [f"08:50-09:35 {assumed}"]

    assert [one for one in usable(district) if one.startswith("08:50")] == expected


@pytest.mark.proves("F-5")
def test_duty_is_nobodys_to_use_and_closes_the_gap() -> None:
    district = a_week(timetable=lessons(HALL, free="13", duty="2"))

    assert not [one for one in usable(district) if one.startswith("08:50")]
    assert span("08:50", "09:35") in the_day(district).closed


@pytest.mark.proves("F-5")
def test_a_split_lunch_leaves_the_rest_of_the_period() -> None:
    rows = [*REGULAR[:4], ("4", "10:30", "12:00", BlockKind.TEACH)]
    rows += [("A", "10:30", "11:00", BlockKind.LUNCH), ("B", "11:30", "12:00", BlockKind.LUNCH)]
    own = [*lessons(HALL, teach="4"), *lessons(HALL, lunch="A")]
    theirs = [*lessons(KHAN, teach="4"), *lessons(KHAN, lunch="B")]
    district = a_week(bells=bells(rows), timetable=own + theirs)

    assert "11:00-12:00 teaching" in usable(district, HALL)
    assert "10:30-11:30 teaching" in usable(district, KHAN)


def test_a_lunch_in_the_middle_cuts_a_period_in_two() -> None:
    rows = [("4", "10:30", "12:00", BlockKind.TEACH), ("A", "11:00", "11:30", BlockKind.LUNCH)]
    district = a_week(bells=bells(rows), timetable=lessons(HALL, teach="4"))

    assert usable(district) == ["10:30-11:00 teaching", "11:30-12:00 teaching"]


def test_blocks_of_other_grades_are_not_hers() -> None:
    district = a_week(
        a_teacher(HALL, grade="2"),
        bells=(
            *bells([("1", "08:00", "09:00", BlockKind.TEACH)], band="K-3"),
            *bells([("1", "09:30", "10:30", BlockKind.TEACH)], band="4-5"),
        ),
        timetable=lessons(HALL, teach="1"),
    )

    assert usable(district) == ["08:00-09:00 teaching"]


def test_a_two_hour_delay_rings_its_own_bells() -> None:
    late = [
        ("contract", "09:30", "15:30", BlockKind.CONTRACT),
        ("1", "10:00", "10:35", BlockKind.TEACH),
    ]
    delay = CalendarDay(date=MONDAY, day_type=DayType.DELAY, variant="delay")
    district = a_week(days=(delay,), bells=(*bells(), *bells(late, variant="delay")))

    assert usable(district) == [
        "09:30-10:00 before school",
        "10:00-10:35 teaching",
        "10:35-15:30 after school",
    ]
    assert usable(district, day=DAYS["tue"])[1] == "08:00-08:45 teaching"


def test_letters_turn_the_timetable() -> None:
    timetable = [
        *lessons(HALL, letter="A", teach="1", prep="2"),
        *lessons(HALL, letter="B", prep="1", teach="2"),
    ]
    days = (CalendarDay(date=MONDAY, letter="A"), CalendarDay(date=DAYS["tue"], letter="B"))
    district = a_week(timetable=timetable, days=days)

    assert usable(district)[1:3] == ["08:00-08:45 teaching", "08:50-09:35 prep"]
    assert usable(district, day=DAYS["tue"])[1:3] == ["08:00-08:45 prep", "08:50-09:35 teaching"]


def test_on_an_early_release_day_the_time_after_the_bell_is_early_release() -> None:
    early = CalendarDay(date=MONDAY, day_type=DayType.EARLY_RELEASE, variant="early")
    district = a_week(days=(early,), bells=(*bells(), *bells(REGULAR[:3], variant="early")))

    assert usable(district)[-1] == "09:35-15:30 early release"


def test_nobody_is_to_be_had_without_school_or_on_a_day_off() -> None:
    closed = CalendarDay(date=MONDAY, day_type=DayType.HOLIDAY, note="Founders' Day")
    part_time = a_teacher(HALL, works=(1, 2))

    assert [(cut.rule, cut.says) for cut in the_day(a_week(days=(closed,))).gone] == [
        ("respect_the_school_calendar", "Founders' Day")
    ]
    assert usable(a_week(days=(closed,))) == []
    assert usable(a_week(part_time)) == []
    assert the_day(a_week(part_time)).gone[0].rule == "work_only_on_working_days"
    assert usable(a_week(part_time), day=DAYS["tue"]) != []
    assert usable(a_week(), day=MONDAY - timedelta(days=1)) == []


def test_people_without_bells_or_rows_work_the_districts_day_but_teachers_do_not() -> None:
    assert usable(a_week(), ANA) == ["07:30-16:00 workday"]
    assert usable(a_week(timetable=()), HALL) == []


def test_a_coachs_rows_are_her_working_time() -> None:
    district = a_week(availability=(offer(ANA, "mon", "09:00", "12:00"),))

    assert usable(district, ANA) == ["09:00-12:00 workday"]
    assert usable(district, ANA, DAYS["tue"]) == []


def test_a_coachs_never_is_cut_out_of_her_working_day() -> None:
    district = a_week(availability=(offer(ANA, "mon", "09:00", "12:00", "never"),))

    assert usable(district, ANA) == ["07:30-09:00 workday", "12:00-16:00 workday"]
    assert usable(district, ANA, DAYS["tue"]) == ["07:30-16:00 workday"]


def test_rows_with_a_date_replace_those_of_the_weekday() -> None:
    rows: tuple[AvailabilityRow, ...] = (
        offer(HALL, "mon", "09:00", "10:00"),
        offer(HALL, "2026-12-07", "13:00", "14:00", "teaching", subject="math"),
    )
    district = a_week(timetable=(), availability=rows)

    assert usable(district) == ["13:00-14:00 teaching"]
    assert usable(district, day=MONDAY + timedelta(weeks=1)) == ["09:00-10:00 free"]


def test_busy_time_is_cut_out_and_leftovers_too_short_are_dropped() -> None:
    district = a_week(timetable=teaches_all_morning(HALL))

    assert usable(district, busy=[busy(HALL, "mon 08:10", 20)])[1:3] == [
        "08:00-08:10 teaching",
        "08:30-08:45 teaching",
    ]
    assert usable(district, busy=[busy(HALL, "mon 08:09", 27)])[1] == "08:50-09:35 teaching"


def test_what_is_too_short_to_use_is_still_hers() -> None:
    """Nine minutes before a busy hour are no passing time: nobody meets across them."""
    district = a_week(timetable=lessons(HALL, free="12"))

    cut = the_day(district, busy=[busy(HALL, "mon 08:09", 31)])

    assert span("08:00", "08:09") in cut.closed
    assert span("08:40", "08:45") in cut.closed


@pytest.mark.parametrize(
    ("cuts", "left"),
    [
        ([], [("09:00", "10:00")]),
        ([("09:00", "10:00")], []),
        ([("09:20", "09:40")], [("09:00", "09:20"), ("09:40", "10:00")]),
        ([("08:00", "09:30"), ("09:10", "09:20")], [("09:30", "10:00")]),
        ([("09:50", "11:00"), ("08:00", "09:10")], [("09:10", "09:50")]),
        ([("10:00", "11:00"), ("08:00", "09:00")], [("09:00", "10:00")]),
    ],
)
def test_cuts_leave_what_they_do_not_cover(
    cuts: list[tuple[str, str]], left: list[tuple[str, str]]
) -> None:
    found = list(minus(span("09:00", "10:00"), [span(*cut) for cut in cuts]))

    assert found == [span(*rest) for rest in left]


def test_a_dates_never_is_taken_out_of_what_the_weekday_offers() -> None:
    district = a_week(
        timetable=(),
        availability=(
            offer(HALL, "mon", "08:00", "11:00"),
            offer(HALL, MONDAY.isoformat(), "09:00", "10:00", "never"),
        ),
    )

    assert usable(district) == ["08:00-09:00 free", "10:00-11:00 free"]
