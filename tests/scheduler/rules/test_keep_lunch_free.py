"""Everybody has a duty-free lunch, coaches too."""

from dataclasses import replace
from typing import Any

import pytest

from scheduler.district import BlockKind, Limits, Travel
from scheduler.model import Activity, ActivityId, Slot, Window
from scheduler.rules.every import RULES
from tests.scheduler.builders import BELLS as REGULAR
from tests.scheduler.builders import (
    GRANT,
    HALL,
    KHAN,
    LEE,
    LINCOLN,
    MONDAY,
    a_meeting,
    a_visit,
    a_week,
    all_broken,
    bells,
    broken,
    found,
    lessons,
    offer,
    standing,
    starts,
    taught,
)
from tests.scheduler.posting import by_the_post

RULE = "keep_lunch_free"
OTHERS = {"cap_visits", "leave_a_block_open"}
POSTED = [
    rule
    for rule in sorted(RULES, key=lambda rule: not rule.adds_options)
    if rule.name in (RULE, "never_double_book_a_person", "leave_time_to_travel")
]
"""Lunch is an option beside the others, which the two other rules keep."""
ON_MONDAY = Window(first=MONDAY, last=MONDAY)


def open_classes(*people: Any, rows: tuple[tuple[str, str], ...]) -> Any:
    """Teachers without bells whose classes are at these times on Monday."""
    offers = tuple(
        offer(person, "mon", start, end, "teaching", subject="math")
        for person in people
        for start, end in rows
    )
    return a_week(timetable=(), availability=offers)


def visits(*times: tuple[str, int], **more: Any) -> list[tuple[Activity, Slot]]:
    return [
        (
            a_visit(id=ActivityId(f"visit {wall}"), minutes=minutes, minutes_min=1),
            taught(f"mon {wall}", minutes, **more),
        )
        for wall, minutes in times
    ]


def who_teaches_all_day() -> Any:
    return open_classes(HALL, KHAN, rows=(("08:00", "16:00"),))


@pytest.mark.proves("F-41")
def test_half_an_hour_between_two_visits_is_a_coachs_lunch() -> None:
    around = visits(("10:00", 120), ("12:30", 120))

    assert broken(who_teaches_all_day(), *around) == set()


@pytest.mark.proves("F-41")
def test_a_minute_less_is_no_lunch() -> None:
    (violation,) = all_broken(who_teaches_all_day(), *visits(("10:00", 121), ("12:30", 120)))

    assert violation.rule == RULE
    assert violation.says == "Ana has no 30 minutes for lunch on Mon 7 Dec"


def test_lunch_lies_between_half_past_ten_and_half_past_one() -> None:
    until_noon_and_on = visits(("10:29", 152), ("13:30", 30))  # free from 1:01 PM to 1:30 PM

    assert broken(who_teaches_all_day(), *until_noon_and_on) == {RULE}
    assert broken(who_teaches_all_day(), *visits(("10:29", 151), ("13:30", 30))) == set()


def test_before_the_first_visit_and_after_the_last_is_a_lunch_as_well() -> None:
    assert broken(who_teaches_all_day(), *visits(("11:00", 180))) == set()
    assert broken(who_teaches_all_day(), *visits(("10:00", 180))) == set()
    assert broken(who_teaches_all_day(), *visits(("10:45", 150))) == {RULE}


def test_the_drive_is_not_lunch() -> None:
    district = a_week(
        timetable=(),
        availability=(
            offer(HALL, "mon", "08:00", "16:00", "teaching", subject="math"),
            offer(LEE, "mon", "08:00", "16:00", "teaching", subject="math"),
        ),
        travel=(Travel(origin=LINCOLN, destination=GRANT, minutes=20, buffer=0),),
    )
    (here,) = visits(("10:00", 120))
    there = a_visit(LEE, minutes=120)

    assert broken(district, here, (there, taught("mon 12:50", 120, school=GRANT))) == set()
    assert broken(district, here, (there, taught("mon 12:49", 120, school=GRANT))) == {RULE}


@pytest.mark.parametrize(
    ("here", "there", "where"),
    [
        (("10:00", 10), ("mon 11:00", 150), "where she goes next, as she is there at 10:30"),
        (("10:30", 150), ("mon 13:50", 30), "where she comes from, before she drives at 1:30"),
    ],
)
def test_lunch_at_one_of_two_schools_is_enough(
    here: tuple[str, int], there: tuple[str, int], where: str
) -> None:
    """The drive of 20 minutes leaves too little of the lunch hours at the other one."""
    start, minutes = there
    district = replace(
        open_classes(HALL, LEE, rows=(("08:00", "16:00"),)),
        travel=(Travel(origin=LINCOLN, destination=GRANT, minutes=20, buffer=0),),
    )
    second = (a_visit(LEE, minutes=minutes), taught(start, minutes, school=GRANT))

    assert RULE not in broken(district, *visits(here), second), where


def test_a_teachers_own_lunch_is_refused_and_the_other_one_is_not() -> None:
    two_lunches = [row for row in REGULAR if row[0] != "L"] + [
        ("A", "10:30", "10:50", BlockKind.LUNCH),
        ("B", "10:55", "11:15", BlockKind.LUNCH),
    ]
    district = a_week(
        bells=bells(two_lunches), timetable=[*lessons(HALL, teach="4"), *lessons(HALL, lunch="A")]
    )
    visit = a_visit(minutes=20, minutes_min=15)

    assert broken(district, (visit, taught("mon 10:30", 20))) == {RULE}
    assert broken(district, (visit, taught("mon 10:55", 20))) == set()
    assert "mon 10:30" not in starts(district, visit)
    assert starts(district, visit)[0] == "mon 10:50"


@pytest.mark.proves("F-41")
def test_where_no_lunch_is_named_every_lunch_is_kept_free() -> None:
    inside_period_4 = [*REGULAR, ("A", "10:30", "10:50", BlockKind.LUNCH)]
    district = a_week(bells=bells(inside_period_4), timetable=lessons(HALL, teach="4"))
    visit = a_visit(minutes=20, minutes_min=15)

    assert broken(district, (visit, taught("mon 10:30", 20))) == {RULE}
    assert starts(district, visit)[0] == "mon 10:50"


def test_a_meeting_over_a_teachers_lunch_is_refused() -> None:
    meeting = a_meeting(minutes=30)

    assert RULE in broken(a_week(), (meeting, taught("mon 11:15", 30)))
    assert "mon 11:15" not in starts(a_week(), meeting)


@pytest.mark.proves("F-41")
def test_the_search_leaves_a_visit_out_rather_than_the_coachs_lunch() -> None:
    """Three classes in a row fill 10:30 AM to 1:30 PM; two of them leave lunch."""
    rows = (("10:30", "11:30"), ("11:30", "12:30"), ("12:30", "13:30"))
    district = open_classes(HALL, rows=rows)
    wanted = [
        a_visit(id=ActivityId(f"v{number}"), minutes=60, minutes_min=60, worth=9000)
        for number in range(3)
    ]

    assert len(found(district, *wanted).schedule.placed) == 2


def test_the_search_finds_the_lunch_that_exactly_fits() -> None:
    rows = (("10:00", "12:00"), ("12:30", "14:30"))
    district = open_classes(HALL, rows=rows)
    wanted = [
        a_visit(id=ActivityId(f"v{number}"), minutes=120, minutes_min=120) for number in range(2)
    ]

    assert len(found(district, *wanted).schedule.placed) == 2


def test_the_search_keeps_lunch_beside_what_stands() -> None:
    stand = standing(*visits(("10:00", 120)))
    rows = (("08:00", "16:00"),)
    after = a_visit(KHAN, minutes=110, minutes_min=110, window=ON_MONDAY)
    district = open_classes(HALL, KHAN, rows=(*rows, ("12:10", "14:00")))

    times = found(district, after, **stand)

    assert times.verdict.violations == ()


def test_a_lunch_that_stood_taken_keeps_nothing_new_away() -> None:
    """The meeting a person put across 10:30 AM to 1:30 PM took lunch; the visit after it did not."""
    stand = standing(*visits(("10:30", 180)))
    rows = (("08:00", "16:00"),)
    after = a_visit(KHAN, minutes=60, minutes_min=60, window=ON_MONDAY)
    district = open_classes(HALL, KHAN, rows=(*rows, ("14:00", "15:00")))

    times = found(district, after, **stand)

    assert after.id in times.schedule.placed
    assert {one.rule for one in times.verdict.violations} == {RULE}


@pytest.mark.parametrize(
    ("taken", "kept"),
    [
        ((("10:00", 29), ("10:59", 151)), False),
        ((("10:00", 29), ("11:00", 150)), True),
        ((("10:00", 180), ("14:00", 30)), True),
        ((("10:00", 181), ("14:00", 30)), False),
        ((("10:30", 180),), False),
        ((("10:30", 75), ("11:45", 60), ("13:14", 16)), False),
        ((("10:30", 75), ("11:45", 60), ("13:15", 15)), True),
    ],
)
def test_the_lunch_hours_begin_and_end_to_the_minute_for_check_and_search(
    taken: tuple[tuple[str, int], ...], kept: bool
) -> None:
    hers = visits(*taken)

    assert (broken(who_teaches_all_day(), *hers) - OTHERS == set()) is kept
    assert (by_the_post(POSTED, who_teaches_all_day(), *hers) == 0) is kept


@pytest.mark.parametrize(("minutes", "kept"), [(150, True), (180, False), (181, True)])
def test_a_lunch_longer_than_the_lunch_hours_is_asked_of_nobody(minutes: int, kept: bool) -> None:
    """From 10:30 AM to 1:30 PM are 180 minutes; the visit takes the first thirty."""
    district = replace(who_teaches_all_day(), limits=Limits(lunch_minutes=minutes))

    assert (RULE not in broken(district, *visits(("10:30", 30)))) is kept
    assert RULE not in broken(district, *visits(("10:00", 30), ("13:30", 30)))


def test_a_day_of_calls_has_its_lunch_too() -> None:
    call = a_meeting(id=ActivityId("call"), school=None, minutes=60)
    at_noon = (call, replace(taught("mon 12:00", 60), school=None))

    assert by_the_post(POSTED, who_teaches_all_day(), at_noon) == 0


def test_lunch_is_asked_for_the_coach_and_not_for_each_teacher_she_sees() -> None:
    """Ana is taken from 10:30 AM to 1:30 PM, by two teachers who each have half of it free."""
    (first,) = visits(("10:30", 90))
    second = (a_visit(KHAN, minutes=90), taught("mon 12:00", 90))

    assert RULE in broken(who_teaches_all_day(), first, second)
    assert by_the_post(POSTED, who_teaches_all_day(), first, second) is None


def test_calls_may_take_lunch_as_little_as_visits() -> None:
    call = a_meeting(id=ActivityId("call"), school=None, minutes=180)
    all_noon = (call, replace(taught("mon 10:30", 180), school=None))

    assert by_the_post(POSTED, who_teaches_all_day(), all_noon) is None


@pytest.mark.parametrize(
    ("stood", "new", "allowed"),
    [
        ((("10:00", 120),), ("12:10", 90), False),
        ((("10:00", 120),), ("12:30", 90), True),
        ((("10:00", 60), ("11:30", 120)), ("11:00", 30), False),
        ((("10:00", 60), ("11:30", 120)), ("14:00", 30), True),
        ((("10:30", 180),), ("14:00", 30), True),
    ],
)
def test_what_stands_leaves_a_lunch_or_has_taken_it(
    stood: tuple[tuple[str, int], ...], new: tuple[str, int], allowed: bool
) -> None:
    (added,) = visits(new)

    said = by_the_post(POSTED, who_teaches_all_day(), added, stands=visits(*stood))

    assert (said == 0) is allowed
