"""Finding times: what comes out always passes the referee, whatever people share and whatever stands."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from scheduler.district import (
    Blackout,
    BlockKind,
    CalendarDay,
    DayType,
    Habits,
    Limits,
    Person,
    PersonId,
    Role,
    SeriesId,
)
from scheduler.model import Activity, ActivityId, Container, Exclusion, Pin, Window
from scheduler.search.find_times import find_times
from scheduler.search.partition import Search
from tests.builders import a_person
from tests.scheduler.builders import (
    ANA,
    BEN,
    DAYS,
    GRANT,
    HALL,
    KHAN,
    LEE,
    MONDAY,
    InPlace,
    a_debrief,
    a_meeting,
    a_visit,
    a_week,
    bells,
    found,
    lessons,
    offer,
    placed_at,
    slot,
    standing,
    starts,
    taught,
    when,
)
from tests.scheduler.builders import BELLS as REGULAR

BOSS = PersonId("boss")
ON_MONDAY = Window(first=MONDAY, last=MONDAY)


def a_boss() -> Person:
    return a_person("Boss", Role.DISTRICT_LEADER, school=None)


def a_gathering(
    *invited: PersonId, required: tuple[PersonId, ...] = (BOSS,), **more: Any
) -> Activity:
    """Something shared that the district leader holds on Monday, remotely."""
    fields: dict[str, Any] = {
        "inside": (Container.WORKDAY, Container.FREE, Container.PREP),
        "window": ON_MONDAY,
    }
    return replace(
        a_meeting(id=ActivityId("gathering"), leader=BOSS, school=None),
        **(fields | {"series": SeriesId("s"), "required": required, "invited": invited} | more),
    )


@pytest.mark.proves("F-39", "V6")
def test_a_week_is_placed_without_a_broken_rule() -> None:
    activities = [each(teacher) for teacher in (HALL, KHAN, LEE) for each in (a_visit, a_debrief)]

    times = found(a_week(), *activities)

    assert len(times.schedule.placed) == 6
    assert times.verdict.violations == ()
    assert times.schedule.unplaced == ()


@pytest.mark.proves("F-39", "F-49")
def test_two_coaches_do_not_take_the_same_hour_of_a_teacher() -> None:
    whole_plc: dict[str, Any] = {"minutes": 45, "inside": (Container.PLC,), "window": ON_MONDAY}
    anas = a_meeting(id=ActivityId("ana's"), **whole_plc)
    bens = a_meeting(id=ActivityId("ben's"), leader=BEN, **whole_plc)

    times = found(a_week(), anas, bens)

    (left_out,) = times.schedule.unplaced
    assert len(times.schedule.placed) == 1
    assert left_out.reasons[0].rule == "never_double_book_a_person"


def test_nobody_comes_to_a_school_that_is_kept_free() -> None:
    closed = Blackout(school=GRANT, first=MONDAY, last=DAYS["thu"], reason="testing")

    times = found(a_week(blackouts=(closed,)), a_meeting(HALL, school=GRANT))

    assert {where.start.date() for where in times.schedule.placed.values()} == {DAYS["fri"]}


def test_a_meeting_does_not_run_over_a_taught_homeroom() -> None:
    rows = [REGULAR[0], *bells_with_homeroom()]
    district = a_week(
        bells=bells(rows),
        timetable=lessons(HALL, free="12", teach="H"),
        limits=Limits(prep_minutes_a_week=0),
    )
    inside = (Container.FREE,)

    assert starts(district, a_meeting(minutes=60, inside=inside)) == []
    assert found(district, a_meeting(minutes=60, inside=inside)).schedule.unplaced != ()
    assert found(district, a_meeting(minutes=45, inside=inside)).schedule.unplaced == ()


def bells_with_homeroom() -> list[tuple[str, str, str, BlockKind]]:
    kind = BlockKind.TEACH
    return [
        ("1", "08:00", "08:45", kind),
        ("H", "08:45", "08:50", kind),
        ("2", "08:50", "09:35", kind),
    ]


@pytest.mark.proves("F-41")
def test_a_coach_who_only_takes_part_has_lunch_too() -> None:
    long = a_gathering(required=(BOSS, BEN), minutes=200)
    through_lunch = Habits(day_start=time(10, 20), day_end=time(13, 45))

    times = found(a_week(a_boss(), habits=through_lunch), long)

    (left_out,) = times.schedule.unplaced
    assert left_out.reasons[0].rule == "keep_lunch_free"


def test_a_coachs_rows_are_working_time_whatever_the_step_allows() -> None:
    rows = (offer(BEN, "mon", "10:20", "11:30"),)
    plc_only = a_gathering(required=(BOSS, BEN), inside=(Container.PLC,), minutes=60)
    district = a_week(a_boss(), availability=rows)

    assert placed_at(found(district, plc_only), district) in (
        {"gathering": "mon 10:20"},
        {"gathering": "mon 10:30"},
    )


def test_a_coach_who_said_only_when_never_is_there_else() -> None:
    rows = (offer(ANA, "fri", "10:00", "12:00", "never"),)

    times = found(a_week(availability=rows), a_visit())

    assert len(times.schedule.placed) == 1


def test_a_teacher_on_a_round_may_be_out_of_class() -> None:
    rows = (offer(BOSS, "mon", "08:00", "08:45"),)
    a_round = a_gathering(HALL, minutes=45, inside=(Container.FREE, Container.TEACHING))

    (where,) = found(a_week(a_boss(), availability=rows), a_round).schedule.placed.values()

    assert where.coming == (HALL,)


def test_nobody_is_invited_into_the_middle_of_her_passing_time() -> None:
    rows = (offer(BOSS, "mon", "12:37", "13:07"),)
    district = a_week(a_boss(), availability=rows, limits=Limits(prep_minutes_a_week=0))

    (where,) = found(district, a_gathering(HALL, minutes=30)).schedule.placed.values()

    assert where.coming == ()


@pytest.mark.proves("F-41")
def test_the_prep_of_an_invited_teacher_counts_as_used() -> None:
    rows = (offer(BOSS, "mon", "11:50", "12:35"),)
    district = a_week(a_boss(), availability=rows)

    (where,) = found(district, a_gathering(HALL, minutes=45)).schedule.placed.values()

    assert where.coming == (HALL,)
    assert where.container is Container.PREP


def test_after_school_ends_with_the_own_schools_break_only() -> None:
    grant_closes = CalendarDay(date=DAYS["tue"], school=GRANT, day_type=DayType.HOLIDAY)
    at_grant = a_meeting(HALL, school=GRANT, inside=(Container.AFTER_SCHOOL,), window=ON_MONDAY)
    for_lee = replace(at_grant, required=(ANA, LEE))
    district = a_week(days=(grant_closes,))

    assert len(found(district, at_grant).schedule.placed) == 1
    assert found(district, for_lee).schedule.placed == {}


def test_after_school_begins_with_the_last_bell_of_the_own_grades() -> None:
    kind = BlockKind.TEACH
    district = a_week(
        replace(a_week().people[HALL], grade="2"),
        bells=(
            *bells([REGULAR[0]]),
            *bells([("1", "08:00", "13:00", kind)], band="K-3"),
            *bells([("9", "08:00", "15:10", kind)], band="4-8"),
        ),
        timetable=lessons(HALL, teach="1"),
    )
    meeting = a_meeting(inside=(Container.AFTER_SCHOOL,), window=ON_MONDAY, minutes=60)

    times = found(district, meeting)

    assert starts(district, meeting)[0] == "mon 13:00"
    assert times.schedule.unplaced == ()


@pytest.mark.proves("F-49", "V1")
def test_a_debrief_that_stands_without_its_visit_is_no_contradiction() -> None:
    teaches_nothing = a_week(timetable=lessons(HALL, prep="1"))

    times = found(teaches_nothing, a_visit(), **standing((a_debrief(), slot("tue 13:30"))))

    assert list(times.schedule.placed) == ["debrief.hall"]
    assert times.schedule.unplaced[0].activity == "visit.hall"


def test_a_visit_too_late_for_its_standing_debrief_is_left_out_and_says_so() -> None:
    times = found(a_week(), a_visit(), **standing((a_debrief(), slot("mon 07:30"))))

    (left_out,) = times.schedule.unplaced
    assert [reason.says for reason in left_out.reasons] == [
        "what comes after it has its time already"
    ]


@pytest.mark.proves("F-42")
def test_notice_counts_the_school_days_of_those_who_are_told() -> None:
    grant_closes = CalendarDay(date=MONDAY, school=GRANT, day_type=DayType.HOLIDAY)
    principal = a_person("Boss", Role.SITE_LEADER)
    district = a_week(principal, days=(grant_closes,))
    meeting = a_meeting(
        LEE,
        leader=BOSS,
        school=None,
        notice=2,
        inside=(Container.PLC,),
        window=Window(first=MONDAY, last=DAYS["wed"]),
    )

    times = found(district, meeting, published=date(2026, 12, 4))

    assert placed_at(times, district)["meeting.lee"].startswith("wed")


@pytest.mark.proves("F-53")
def test_of_two_pins_at_one_time_one_is_left_out_and_says_why() -> None:
    pins = (
        Pin(activity=ActivityId("visit.hall"), slot=taught("mon 08:00")),
        Pin(activity=ActivityId("visit.khan"), slot=taught("mon 08:00")),
    )

    times = found(a_week(), a_visit(), a_visit(KHAN), pins=pins)

    (left_out,) = times.schedule.unplaced
    assert left_out.reasons[0].rule == "never_double_book_a_person"


@pytest.mark.proves("F-53")
def test_a_pin_is_kept_even_where_nothing_would_be_offered() -> None:
    odd = taught("mon 13:35")

    times = found(a_week(), a_visit(), pins=(Pin(activity=ActivityId("visit.hall"), slot=odd),))

    assert times.schedule.placed == {"visit.hall": odd}
    assert {broken.rule for broken in times.verdict.violations} == {"visit_a_taught_period"}


@pytest.mark.proves("F-66")
def test_a_declined_time_is_not_taken_again() -> None:
    only_monday = a_visit(window=ON_MONDAY)
    said_no = Exclusion(
        activity=only_monday.id, start=when("mon 08:00"), end=when("mon 10:30"), because="declined"
    )
    district = a_week()

    times = found(district, only_monday, exclusions=(said_no,))

    assert placed_at(times, district) == {"visit.hall": "mon 10:30"}


@pytest.mark.proves("F-54")
def test_what_was_sent_stays_where_it_is() -> None:
    was = taught("wed 09:40")

    times = found(a_week(), a_visit(), a_debrief(), before={ActivityId("visit.hall"): was})

    assert times.schedule.placed[ActivityId("visit.hall")].start == was.start
    assert "moved" not in times.schedule.price


@pytest.mark.proves("F-56", "V5")
def test_the_same_input_and_seed_give_the_same_schedule() -> None:
    activities = [each(teacher) for teacher in (HALL, KHAN) for each in (a_visit, a_debrief)]

    first = found(a_week(), *activities, seed=7)

    assert found(a_week(), *activities, seed=7) == first
    assert first.schedule.seed == 7


def test_each_lane_is_reported_once() -> None:
    heard: list[tuple[str, int, int]] = []
    search = Search(
        district=a_week(), activities=(a_visit(), a_visit(KHAN, leader=BEN), a_gathering())
    )
    search = replace(search, district=a_week(a_boss()))

    find_times(
        search,
        executor=InPlace(),
        left=lambda: 20.0,
        report=lambda name, done, of: heard.append((name, done, of)),
    )

    assert sorted(name for name, _, _ in heard) == ["Ana", "Ben"]
    assert [(done, of) for _, done, of in heard] == [(1, 2), (2, 2)]


def test_what_stands_is_not_moved_and_left_in_the_schedule() -> None:
    known = standing((a_visit(), taught("mon 08:00")))

    times = found(a_week(), a_visit(KHAN, window=ON_MONDAY), **known)

    assert times.schedule.placed[ActivityId("visit.hall")] == taught("mon 08:00")
    assert times.schedule.placed[ActivityId("visit.khan")].start != when("mon 08:00")


def test_a_rule_already_broken_by_what_stands_is_shown_and_no_crash() -> None:
    both = standing((a_visit(), taught("mon 08:00")), (a_visit(KHAN), taught("mon 08:00")))

    times = found(a_week(), a_debrief(HALL), **both)

    assert {broken.rule for broken in times.verdict.violations} == {"never_double_book_a_person"}


def test_a_week_gives_way_when_the_next_one_would_otherwise_lose_something() -> None:
    once_a_month = Limits(after_school_a_month=1)
    either = a_meeting(id=ActivityId("either"), inside=(Container.AFTER_SCHOOL, Container.PREP))
    next_week = Window(first=MONDAY + timedelta(days=7), last=MONDAY + timedelta(days=11))
    only = a_meeting(id=ActivityId("only"), inside=(Container.AFTER_SCHOOL,), window=next_week)

    times = found(a_week(limits=once_a_month), either, only)

    assert times.schedule.placed[only.id].container is Container.AFTER_SCHOOL
    assert times.schedule.placed[either.id].container is Container.PREP
    assert len(times.schedule.proofs) == 1
