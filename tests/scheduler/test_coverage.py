"""Which classes need somebody else, by half day: what the schedule says, no more and no less."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.counts.coverage import (
    CoverNeed,
    above_the_cap,
    cover_needs,
    half_days,
    needed_from,
)
from scheduler.district import District, Doing, PersonId, SeriesId
from scheduler.model import Activity, ActivityId, Container, Half, Kind, Schedule, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.schoolday import SchoolDays, Span
from scheduler.timetabled import Timetable
from tests.builders import a_schedule
from tests.scheduler.builders import (
    ANA,
    DAYS,
    GRANT,
    HALL,
    KHAN,
    LEE,
    LINCOLN,
    WHOLE_WEEK,
    a_meeting,
    a_teacher,
    a_visit,
    a_week,
    lessons,
    offer,
    slot,
    taught,
    teaches_all_morning,
    when,
)

RELEASED = (Container.FREE, Container.TEACHING)


def a_round(*people: PersonId, name: str = "fall", **more: object) -> Activity:
    plain = {
        "id": ActivityId(f"rounds.{name}"),
        "kind": Kind.ROUND,
        "structure": "rounds",
        "label": "",
        "leader": ANA,
        "required": (ANA,),
        "invited": people,
        "minutes": 190,
        "window": WHOLE_WEEK,
        "series": SeriesId(name),
        "inside": RELEASED,
        "school": LINCOLN,
    }
    return Activity(**(plain | more))  # type: ignore[arg-type]  # the callers name Activity's own fields


def at(start: str, minutes: int, *coming: PersonId, **more: object) -> Slot:
    return replace(slot(start, minutes, Container.TEACHING), coming=coming, **more)  # type: ignore[arg-type]  # the callers name Slot's own fields


def needs(district: District, *pairs: tuple[Activity, Slot]) -> tuple[CoverNeed, ...]:
    return cover_needs(a_schedule(pairs), Availability(district, SchoolDays(district)))


def told(need: CoverNeed, district: District) -> tuple[str, str, str, str]:
    """Teacher, block and local times."""
    days = SchoolDays(district)
    start, end = days.local(need.span.start), days.local(need.span.end)
    return need.teacher, need.block, f"{start:%H:%M}", f"{end:%H:%M}"


def test_a_teacher_on_a_round_needs_cover_for_each_of_her_lessons_it_touches() -> None:
    district = a_week()

    found = needs(district, (a_round(HALL, KHAN), at("wed 09:00", 60, HALL)))

    assert [told(need, district) for need in found] == [
        (HALL, "2", "09:00", "09:35"),
        (HALL, "3", "09:40", "10:00"),
    ]
    assert {need.reason for need in found} == {"instructional round"}
    assert {(need.school, need.room, need.subject) for need in found} == {(LINCOLN, "214", "math")}


def test_who_does_not_come_has_no_class_to_be_covered() -> None:
    assert needs(a_week(), (a_round(HALL, KHAN), at("wed 09:00", 60))) == ()


def test_prep_plc_and_free_periods_need_no_cover() -> None:
    assert needs(a_week(), (a_round(HALL), at("wed 11:50", 145, HALL))) == ()


def test_the_teacher_who_is_visited_teaches_her_lesson_herself() -> None:
    lab = a_round(KHAN, name="lab", teaching=HALL, required=(ANA, HALL, KHAN), invited=())

    found = needs(a_week(), (a_visit(HALL), taught("wed 08:00")), (lab, taught("thu 08:00")))

    assert [(need.teacher, need.day) for need in found] == [(KHAN, DAYS["thu"])]


def test_a_meeting_that_may_not_take_anybody_out_of_class_asks_for_nobody() -> None:
    assert needs(a_week(), (a_meeting(HALL), slot("wed 09:00", 25))) == ()


def test_the_way_to_another_school_is_part_of_being_away() -> None:
    district = a_week()

    found = needs(district, (a_round(LEE), at("wed 09:45", 30, LEE)))

    # 15 minutes' drive and 10 to spare before and after: away from 9:20 to 10:40.
    assert [told(need, district) for need in found] == [
        (LEE, "2", "09:20", "09:35"),
        (LEE, "3", "09:40", "10:25"),
        (LEE, "4", "10:30", "10:40"),
    ]
    assert {need.school for need in found} == {GRANT}


def test_two_events_in_one_lesson_are_one_class_to_cover() -> None:
    district = a_week()

    found = needs(
        district,
        (a_round(HALL, name="fall"), at("wed 08:00", 15, HALL)),
        (a_round(HALL, name="lab"), at("wed 08:25", 15, HALL)),
    )

    assert [told(need, district) for need in found] == [(HALL, "1", "08:00", "08:40")]


def test_a_lesson_cut_in_two_by_lunch_is_two_classes() -> None:
    district = a_week(
        timetable=(),
        availability=(
            offer(HALL, "wed", "11:00", "11:20", "teaching"),
            offer(HALL, "wed", "11:50", "12:30", "teaching"),
        ),
    )

    found = needs(district, (a_round(HALL), at("wed 11:00", 90, HALL)))

    assert len({need.id for need in found}) == len(found) == 2


def test_what_somebody_wrote_beside_a_request_stays_with_the_lesson_when_the_round_is_renamed() -> (
    None
):
    district = a_week()

    fall = needs(district, (a_round(HALL, name="fall"), at("wed 08:00", 45, HALL)))
    autumn = needs(district, (a_round(HALL, name="autumn"), at("wed 08:05", 40, HALL)))

    assert [need.id for need in fall] == [need.id for need in autumn]


def test_somebody_has_to_be_found_three_school_days_before() -> None:
    (need,) = needs(a_week(), (a_round(HALL), at("tue 08:00", 45, HALL)))

    # Tuesday 8 December: Monday, Friday, Thursday.
    assert need.needed_by == date(2026, 12, 3)


def test_one_who_roves_takes_classes_one_after_the_other_and_the_next_is_for_those_at_once() -> (
    None
):
    timetable = [
        *lessons(HALL, teach="12", free="3456"),
        *lessons(KHAN, teach="2", free="13456"),
        *lessons(LEE, teach="3", free="12456"),
    ]
    district = a_week(a_teacher(LEE, LINCOLN), timetable=timetable)

    found = needs(district, (a_round(HALL, KHAN, LEE), at("wed 08:00", 145, HALL, KHAN, LEE)))

    assert [(need.teacher, need.block, need.substitute) for need in found] == [
        (HALL, "1", 1),
        (HALL, "2", 1),
        (KHAN, "2", 2),
        (LEE, "3", 1),
    ]
    assert half_days(found) == 2


def test_the_afternoon_is_another_half_day() -> None:
    timetable = lessons(HALL, teach="456", free="123")

    found = needs(a_week(timetable=timetable), (a_round(HALL), at("wed 10:30", 175, HALL)))

    assert [(need.block, need.half) for need in found] == [
        ("4", Half.MORNING),
        ("5", Half.MORNING),
        ("6", Half.AFTERNOON),
    ]
    assert half_days(found) == 2


def test_more_than_three_at_once_at_a_school_are_said_aloud() -> None:
    keys = [PersonId(f"t{number}") for number in range(4)]
    district = a_week(
        *(a_teacher(key) for key in keys),
        timetable=[row for key in keys for row in teaches_all_morning(key)],
    )

    three = needs(district, (a_round(*keys), at("wed 08:00", 45, *keys[:3])))
    four = needs(district, (a_round(*keys), at("wed 08:00", 45, *keys)))

    assert above_the_cap(three, 3) == []
    assert above_the_cap(four, 3) == [(LINCOLN, DAYS["wed"], 4)]


def test_the_list_looks_two_weeks_ahead_both_days_included() -> None:
    (need,) = needs(a_week(), (a_round(HALL), at("tue 08:00", 45, HALL)))
    day = need.day

    seen = [bool(needed_from([need], day - timedelta(days=early))) for early in (-1, 0, 14, 15)]

    assert seen == [False, True, True, False]


HOURS = ("08:00", "08:30", "09:10", "10:30", "12:10", "13:00")


@pytest.mark.proves("F-85")
@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(DAYS)),
            st.sampled_from(HOURS),
            st.integers(15, 190),
            st.sets(st.sampled_from([HALL, KHAN, LEE]), min_size=1),
            st.booleans(),
        ),
        max_size=5,
        unique_by=lambda row: row[0],
    )
)
@settings(max_examples=60, deadline=None)
def test_classes_and_minutes_on_the_list_are_those_the_schedule_takes_teachers_out_of(
    rows: list[tuple[str, str, int, set[PersonId], bool]],
) -> None:
    """Worked out again from schedule and timetable alone, an event a day."""
    district = a_week(a_teacher(LEE, LINCOLN))
    pairs = [
        (
            a_round(HALL, KHAN, LEE, name=day, inside=RELEASED if cover else (Container.FREE,)),
            at(f"{day} {hour}", minutes, *sorted(people)),
        )
        for day, hour, minutes, people, cover in rows
    ]

    found = needs(district, *pairs)

    lost = _taken_out(a_schedule(pairs), district)
    assert len(found) == len(lost)
    assert sum(need.span.minutes for need in found) == sum(lost)
    assert half_days(found) == _substitutes(found)


def _taken_out(schedule: Schedule, district: District) -> list[int]:
    """Minutes of each lesson that somebody who comes to an event misses."""
    days = SchoolDays(district)
    timetable = Timetable(district, days)
    missed = []
    for key, where in schedule.placed.items():
        if Container.TEACHING not in schedule.activities[key].inside:
            continue
        for person in where.coming:
            for piece in timetable.pieces(person, days.date_of(where.start)) or ():
                start = max(piece.span.start, where.start)
                end = min(piece.span.end, where.end)
                if piece.doing is Doing.TEACH and start < end:
                    missed.append(Span(start=start, end=end).minutes)
    return missed


def _substitutes(found: tuple[CoverNeed, ...]) -> int:
    """Most classes without a teacher at any one moment, summed over the half days of the schools."""
    halves = {(need.school, need.day, need.half) for need in found}
    return sum(
        max(
            sum(other.span.start <= need.span.start < other.span.end for other in own)
            for need in own
        )
        for half in halves
        for own in [[need for need in found if (need.school, need.day, need.half) == half]]
    )


def test_lessons_are_read_from_availability_rows_too() -> None:
    district = a_week(
        timetable=(),
        availability=(offer(HALL, "wed", "08:00", "09:00", "teaching", subject="math"),),
    )

    (need,) = needs(district, (a_round(HALL), at("wed 08:30", 60, HALL)))

    assert (need.span.start, need.span.end, need.subject) == (
        when("wed 08:30"),
        when("wed 09:00"),
        "math",
    )
