"""Time outside the school day: the pre-service week without students, and evenings with the community."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduler.district import (
    Busy,
    CalendarDay,
    DayType,
    District,
    Role,
    School,
    SchoolYear,
    Series,
)
from scheduler.model import Activity, Container, Half, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.schoolday import SchoolDays
from scheduler.slots.candidates import Sieve
from scheduler.year.holds import hold
from tests.scheduler.builders import HALL, LINCOLN, a_meeting, a_week, broken, found, lessons, slot
from tests.scheduler.cohorts import a_district, a_person, a_series, expanded, teachers

SUMMER = date(2026, 8, 3)
PRE_SERVICE = tuple(
    CalendarDay(
        date=date(2026, 8, 24) + timedelta(days=day), day_type=DayType.PD, note="Pre-service"
    )
    for day in (0, 1, 2, 3, 4, 7)
)
"""Mon 24 to Fri 28 Aug and the Monday after."""
STAFF_MEETING = CalendarDay(date=date(2026, 10, 6), school=LINCOLN, note="Staff meeting")
PRINCIPAL = a_person("principal", Role.SITE_LEADER)
FAMILY = a_person("family", Role.COMMUNITY, school=None)


def learning(step: str, **fields: object) -> Series:
    plain: dict[str, object] = {"key": step, "structure": "learning-teams", "step": step}
    return a_series(**(plain | {"cadence": "", "owner": PRINCIPAL.id, "place": LINCOLN} | fields))


def an_autumn(*series: Series, **fields: object) -> District:
    schools = {LINCOLN: School(id=LINCOLN, name="Lincoln", teams_start=date(2027, 1, 11))}
    year = SchoolYear(first=date(2026, 8, 24), last=date(2027, 6, 11))
    plain: dict[str, object] = {"schools": schools, "series": tuple(series), "year": year}
    days = (*PRE_SERVICE, STAFF_MEETING)
    return a_district((*teachers(3), PRINCIPAL, FAMILY), [], days, **(plain | fields))


TRAINING = learning("training", invited=tuple(one.id for one in teachers(3)))
CONVERSATION = learning(
    "community-conversation",
    cadence="dates",
    dates=(date(2026, 10, 13),),
    rooms=("Public library",),
    agenda_link="https://docs.example/slides",
    invited=(FAMILY.id,),
)


def slots(district: District, activity: Activity, *busy: Busy) -> tuple[Slot, ...]:
    days = SchoolDays(district)
    sieve = Sieve(Availability(district, days, busy), published=SUMMER)
    return sieve.candidates(activity).slots


@pytest.mark.proves("R-LT-7", "F-28")
def test_the_pre_service_week_is_one_container_and_comes_before_staff_meetings() -> None:
    week, meeting = expanded(an_autumn(TRAINING))

    # Six days under one note, a weekend between them, are one training.
    assert (week.window.first, week.window.last) == (date(2026, 8, 24), date(2026, 8, 31))
    assert meeting.window.first == meeting.window.last == STAFF_MEETING.date
    assert week.inside[0] is Container.STAFF_DAY


@pytest.mark.proves("R-LT-7")
def test_training_before_the_teachers_first_day_has_its_date_and_its_time() -> None:
    district = an_autumn(TRAINING)
    days = SchoolDays(district)
    (week, _) = expanded(district)
    held = hold((week,), district, days, placed={}, today=SUMMER)

    assert held.holds[0].day in week.window
    offered = slots(district, week)
    assert {one.container for one in offered} == {Container.STAFF_DAY}
    clock = [(f"{days.local(one.start):%H:%M}", f"{days.local(one.end):%H:%M}") for one in offered]
    # The working day is 7:30 AM to 4:00 PM, half an hour of lunch from noon.
    assert all(start >= "07:30" and end <= "16:00" for start, end in clock)
    assert all(end <= "12:00" or start >= "12:30" for start, end in clock)
    assert found(district, week, published=SUMMER).schedule.placed.keys() == {week.id}


def test_nothing_else_stands_on_a_day_of_staff_alone() -> None:
    district = an_autumn(TRAINING)
    (week, _) = expanded(district)
    other = replace(week, inside=(Container.WORKDAY, Container.FREE))

    assert slots(district, other) == ()
    assert hold((other,), district, SchoolDays(district), placed={}, today=SUMMER).holds == ()


@pytest.mark.proves("R-LT-10", "F-30")
def test_a_conversation_is_looked_for_in_the_evening_at_its_venue() -> None:
    district = an_autumn(CONVERSATION)
    days = SchoolDays(district)
    (talk,) = expanded(district)
    (hold_,) = hold((talk,), district, days, placed={}, today=SUMMER).holds
    slot = found(district, talk, published=SUMMER).schedule.placed[talk.id]

    assert hold_.half is Half.AFTERNOON
    assert slot.container is Container.EVENING
    assert f"{days.local(slot.start):%H:%M}" >= "17:30"
    assert f"{days.local(slot.end):%H:%M}" <= "20:00"
    assert talk.rooms == ("Public library",)


def test_an_evening_that_is_taken_sends_it_to_another_time() -> None:
    district = an_autumn(CONVERSATION)
    days = SchoolDays(district)
    (talk,) = expanded(district)
    evening = days.evening(talk.window.first)
    busy = Busy(person=PRINCIPAL.id, start=evening.start, end=evening.end)

    assert Container.EVENING in {one.container for one in slots(district, talk)}
    assert Container.EVENING not in {one.container for one in slots(district, talk, busy)}


def test_the_hours_of_an_evening_are_the_districts() -> None:
    district = an_autumn(CONVERSATION)
    early = replace(district.habits, evening_from=district.habits.day_end)
    (talk,) = expanded(district)
    starts = [
        SchoolDays(district).local(one.start).hour
        for one in slots(replace(district, habits=early), talk)
    ]

    assert 16 in starts


@pytest.mark.parametrize("inside", [(Container.EVENING,), (Container.FREE,)])
def test_the_referee_lets_a_teacher_stay_for_an_evening_only_where_the_step_does(
    inside: tuple[Container, ...],
) -> None:
    district = a_week(timetable=lessons(HALL))
    activity = a_meeting(HALL, minutes=60, inside=inside)
    rules = broken(district, (activity, slot("mon 18:00", 60, Container.EVENING)))

    assert ("stay_in_allowed_time" in rules) is (Container.EVENING not in inside)
