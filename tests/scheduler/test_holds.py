"""Tentative dates of a year: from dates alone, groups kept to their half day, everything in its order."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from config.structures import read_structures
from scheduler.activities.expand import expand
from scheduler.district import (
    EVERYWHERE,
    Blackout,
    CalendarDay,
    Cohort,
    CohortId,
    Consent,
    DayType,
    District,
    GateState,
    Modality,
    PersonId,
    Role,
    School,
    SchoolId,
    SchoolYear,
    Series,
    SeriesId,
)
from scheduler.model import (
    Activity,
    ActivityId,
    After,
    Half,
    Hold,
    Kind,
    Schedule,
    Window,
)
from scheduler.schoolday import SchoolDays
from scheduler.search.horizon import search_for, the_month_of
from scheduler.structures.gates import Gate, barriers
from scheduler.year.held import holds_that_stand, on_their_days, other_halves
from scheduler.year.holds import Held, hold
from tests.builders import ANA, BEN, HALL, KHAN, a_district, a_person, a_schedule, a_slot, at

AUGUST = date(2026, 8, 3)
DIRECTOR, PARTNER = PersonId("moss"), PersonId("lin")
TEN_MONTHS = SchoolYear(first=date(2026, 9, 1), last=date(2027, 6, 11))


def a_series(key: str, **more: Any) -> Series:
    plain: dict[str, Any] = {"id": SeriesId(key), "structure": "partner-meetings", "name": key}
    return Series(**(plain | {"owner": DIRECTOR} | more))


def a_summer(**more: Any) -> District:
    """No bell, no timetable: people, a calendar, a year of partners, a coach PLC and four rounds."""
    people = [
        a_person("Dana Moss", Role.DISTRICT_LEADER, school=None),
        a_person("Pat Lin", Role.EXTERNAL_PARTNER, school=None, external=True),
    ]
    rounds = tuple(
        map(date.fromisoformat, ("2026-10-14", "2026-12-09", "2027-02-10", "2027-04-21"))
    )
    plain: dict[str, Any] = {
        "year": TEN_MONTHS,
        "series": (
            a_series("partners", invited=(PARTNER, ANA, BEN), modality=tuple(Modality)[:2]),
            a_series("plc", owner=ANA, invited=(BEN,), weekday_wish=2),
            a_series("rounds", structure="rounds", cadence="dates", dates=rounds, invited=(ANA,)),
        ),
        "days": (
            CalendarDay(date=date(2026, 9, 7), day_type=DayType.HOLIDAY, note="Labor Day"),
            *(
                CalendarDay(date=date(2026, 12, 21) + timedelta(days=day), day_type=DayType.HOLIDAY)
                for day in range(12)
            ),
        ),
    }
    return a_district(*people, **(plain | more))


def asked(district: District) -> tuple[Activity, ...]:
    return expand(district, read_structures(None), SchoolDays(district))


def held(district: District, *activities: Activity, today: date = AUGUST, **more: Any) -> Held:
    fields: dict[str, Any] = {"placed": {}, "today": today} | more
    return hold(activities or asked(district), district, SchoolDays(district), **fields)


@pytest.mark.proves("R-SS-1", "R-SS-9", "F-55")
def test_in_august_ten_months_of_partners_plcs_and_four_rounds_find_dates_without_a_timetable() -> (
    None
):
    found = held(a_summer())

    months = {
        series: [one.day.month for one in found.holds if f".{series}." in one.activity]
        for series in ("partners", "plc", "rounds")
    }
    assert months["partners"] == months["plc"] == [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]
    assert months["rounds"] == [10, 12, 2, 4]
    assert len(found.holds) == 10 + 10 + 4
    assert found.open == ()


@pytest.mark.proves("R-SS-2", "F-31")
def test_dates_set_for_rounds_are_kept_and_meetings_of_the_same_people_go_elsewhere() -> None:
    found = held(a_summer())
    days = {one.day for one in found.holds if ".rounds." in one.activity}

    assert days == {
        date(2026, 10, 14),
        date(2026, 12, 9),
        date(2027, 2, 10),
        date(2027, 4, 21),
    }
    assert not any(one.day in days for one in found.holds if ".plc." in one.activity)


@pytest.mark.proves("F-48", "F-34")
def test_monthly_meetings_lie_two_weeks_apart_and_on_the_weekday_wished() -> None:
    plc = [one.day for one in held(a_summer()).holds if ".plc." in one.activity]

    gaps = [(later - day).days for day, later in pairwise(plc)]
    assert min(gaps) >= 14
    assert sum(day.weekday() == 2 for day in plc) >= 8


def test_no_hold_lies_on_a_holiday_a_weekend_or_before_today() -> None:
    district = a_summer()
    days = SchoolDays(district)
    found = held(district, today=date(2026, 10, 20))

    assert all(days.has_school(EVERYWHERE, one.day) for one in found.holds)
    assert min(one.day for one in found.holds) > date(2026, 10, 20)


def a_cycle(**more: Any) -> District:
    """A cohort of five in September, in a district that knows no bell yet."""
    members = [a_person(f"Teacher {name}") for name in ("Abel", "Bond", "Cruz")]
    cohort = Cohort(
        id=CohortId("a"),
        structure="clc",
        coach=ANA,
        topic="fractions",
        start_week=date(2026, 9, 21),
        members=(HALL, KHAN, *(one.id for one in members)),
    )
    return a_district(*members, **({"cohorts": (cohort,)} | more))


@pytest.mark.proves("F-16", "F-17", "F-18")
def test_a_whole_cycle_is_held_in_its_order_with_at_most_four_visits_a_day() -> None:
    district = a_cycle()
    activities = asked(district)
    found = held(district)

    at_days = {one.activity: (one.day, list(Half).index(one.half)) for one in found.holds}
    assert len(at_days) == 66
    for activity in activities:
        for after in activity.after:
            assert after.soft or at_days[after.earlier] <= at_days[activity.id]
    visits = [at_days[one.id][0] for one in activities if one.kind is Kind.VISIT]
    assert max(visits.count(day) for day in visits) <= 4


def test_what_is_held_already_or_has_a_time_keeps_it() -> None:
    district = a_summer()
    first = held(district).holds
    kept = replace(first[0], day=date(2026, 9, 3), half=Half.AFTERNOON)
    timed = first[5].activity
    again = held(district, placed={timed: a_slot("2026-11-05 09:00")}, holds=(kept,))

    assert kept in again.holds
    assert timed not in {one.activity for one in again.holds}
    assert len(again.holds) == 23


def test_the_same_year_is_held_the_same_way_twice() -> None:
    assert held(a_summer()) == held(a_summer())


def test_a_person_kept_free_all_month_leaves_it_open_with_the_reason() -> None:
    month: dict[str, Any] = {"first": date(2026, 10, 1), "last": date(2026, 10, 31)}
    away = Blackout(person=ANA, reason="parental leave", **month)
    (open_one,) = held(a_summer(blackouts=(away,))).open

    assert open_one.activity.endswith("plc.2026-10.meeting")
    assert open_one.reasons[0].says == "parental leave"


@pytest.mark.proves("F-12")
@pytest.mark.parametrize("consent", [Consent.DECLINED, Consent.PAUSED])
def test_nothing_is_held_for_a_teacher_who_does_not_take_part(consent: Consent) -> None:
    district = a_cycle()
    hall = replace(district.people[HALL], consent=consent)
    district = replace(district, people={**district.people, HALL: hall})
    people = {one.id: one.required for one in asked(district)}

    assert len(held(district).holds) == 54
    assert all(HALL not in people[one.activity] for one in held(district).holds)


def test_a_coach_is_at_two_schools_a_day_at_most() -> None:
    visits = [
        Activity(
            id=ActivityId(f"visit.{school}"),
            kind=Kind.VISIT,
            structure="clc",
            label="",
            leader=ANA,
            required=(ANA,),
            minutes=45,
            window=Window(first=date(2026, 9, 8), last=date(2026, 9, 8)),
            school=school,
        )
        for school in map(SchoolId, ("lincoln", "grant", "hoover"))
    ]
    schools = {
        key: School(id=key, name=key) for key in map(SchoolId, ("lincoln", "grant", "hoover"))
    }
    found = held(a_district(schools=schools), *visits)

    assert len(found.holds) == 2
    assert found.open[0].reasons[0].says == "Ana Ruiz is at 2 schools that day"


def test_a_coach_is_held_for_four_visits_on_one_date_and_not_for_a_fifth() -> None:
    one_day = Window(first=date(2026, 9, 8), last=date(2026, 9, 8))
    visits = [
        replace(MEETING, id=ActivityId(f"visit.{number}"), kind=Kind.VISIT, series=None)
        for number in range(5)
    ]
    found = held(a_district(), *(replace(one, window=one_day, minutes=45) for one in visits))

    assert len(found.holds) == 4
    assert found.open[0].reasons[0].says == "Ana Ruiz has 4 visits that day"


MEETING = Activity(
    id=ActivityId("meeting"),
    kind=Kind.MEETING,
    structure="partner-meetings",
    label="",
    leader=ANA,
    required=(ANA,),
    invited=(BEN,),
    series=SeriesId("plc"),
    minutes=60,
    window=Window(first=date(2026, 10, 1), last=date(2026, 10, 30)),
)
HOLD = Hold(activity=MEETING.id, day=date(2026, 10, 14), half=Half.MORNING)


def test_a_group_looks_for_its_time_on_its_held_half_day_only() -> None:
    district = a_district()
    days = SchoolDays(district)
    base = Schedule(activities={}, placed={}, holds=(HOLD,))
    search = search_for(
        the_month_of(date(2026, 10, 9)),
        district,
        days,
        (MEETING,),
        base=base,
        published=a_schedule([]),
        now=at("2026-09-11 09:00"),
        seed=1,
    )

    (activity,) = search.activities
    (other,) = search.exclusions
    assert activity.window == Window(first=HOLD.day, last=HOLD.day)
    assert (other.start, other.end) == (at("2026-10-14 12:59"), at("2026-10-15 00:00"))


def test_coach_and_teacher_alone_keep_all_their_dates() -> None:
    pair = replace(MEETING, series=None, invited=(), required=(ANA, HALL))

    assert on_their_days((pair,), (HOLD,)) == (pair,)
    assert other_halves((pair,), (HOLD,), SchoolDays(a_district())) == ()


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ({}, True),
        ({"days": (CalendarDay(date=HOLD.day, day_type=DayType.CLOSED),)}, False),
    ],
)
def test_a_hold_on_a_day_that_was_closed_since_is_given_up(
    change: dict[str, Any], stands: bool
) -> None:
    schedule = Schedule(activities={}, placed={}, holds=(HOLD,))

    found = holds_that_stand(schedule, (MEETING,), a_district(**change), date(2026, 9, 1))
    assert bool(found) is stands


def test_a_hold_whose_date_has_passed_is_given_up() -> None:
    schedule = Schedule(activities={}, placed={}, holds=(HOLD,))

    assert holds_that_stand(schedule, (MEETING,), a_district(), date(2026, 10, 15)) == ()


def test_what_follows_something_without_a_date_says_so() -> None:
    nowhere = replace(MEETING, window=Window(first=date(2026, 10, 3), last=date(2026, 10, 4)))
    then = replace(MEETING, id=ActivityId("then"), after=(After(earlier=MEETING.id),))
    found = held(a_district(), nowhere, then)

    assert [one.reasons[0].says for one in found.open] == [
        "no weekday of its dates is left",
        "what comes before it has no date",
    ]


def test_a_month_is_looked_at_in_whole_weeks() -> None:
    month = the_month_of(date(2026, 12, 31))

    assert (month.first, month.last) == (date(2026, 11, 30), date(2027, 1, 3))


@pytest.mark.proves("F-26", "R-LT-5")
@pytest.mark.parametrize(
    "typed", ["memorandum", "Memorandum with the association"], ids=["name", "title"]
)
@pytest.mark.parametrize(
    ("due", "met_on", "first"),
    [
        (None, date(2026, 10, 20), date(2026, 10, 20)),
        (date(2026, 10, 26), None, date(2026, 10, 26)),
        (None, None, None),
    ],
)
def test_nothing_is_held_before_its_gate_is_met_or_due(
    typed: str, due: date | None, met_on: date | None, first: date | None
) -> None:
    gate = Gate(name="memorandum", title="Memorandum with the association")
    row = GateState(school=EVERYWHERE, gate=typed, due=due, met_on=met_on)
    gated = replace(MEETING, barriers=barriers((gate,), "meeting", None, (row,)))
    found = held(a_district(), gated)

    if first is None:
        says = "the gate 'Memorandum with the association' is not met"
        assert says in [one.says for one in found.open[0].reasons]
    else:
        assert first <= found.holds[0].day <= MEETING.window.last


def test_a_hold_leaves_the_notice_that_people_have_to_get() -> None:
    soon = replace(
        MEETING, notice=5, window=Window(first=date(2026, 10, 1), last=date(2026, 10, 8))
    )
    found = held(a_district(), soon, today=date(2026, 9, 30))

    # From Wednesday the 30th the fifth school day is Wednesday the 7th.
    assert found.holds[0].day in {date(2026, 10, 7), date(2026, 10, 8)}
