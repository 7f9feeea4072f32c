"""The scope and sequence says the same as the published table, with this year's dates in it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from scheduler.activities.expand import expand
from scheduler.district import District, Modality, Series
from scheduler.engagement import Engagement
from scheduler.model import Activity, Half, Hold, Schedule, Slot
from scheduler.schoolday import SchoolDays
from scheduler.year.scope_and_sequence import COLUMNS, ScopeAndSequence, scope_and_sequence
from tests.builders import a_schedule, at
from tests.scheduler.cohorts import LINCOLN, a_series, closed
from tests.scheduler.services import LEAD, REFLECTIONS, ROUNDS, STRUCTURES, ids, the_services

PUBLISHED = (
    # timing, participants, name, format: the cells of the published table, its words for ours.
    ("Monthly", {"External partners"}, "Coherence building", "In person and virtual"),
    (
        "5 times a year",
        {"Teachers", "site leaders", "district leaders"},
        "Instructional rounds",
        "In person",
    ),
    ("Weekly", {"District leaders"}, "Coaching", "Virtual"),
    (
        "Monthly",
        {"Implementation team"},
        "Implementation team",
        "In person and virtual",
    ),
    ("Twice a year", {"Data reflection"}, "Data reflection", "In person and virtual"),
)
"""The last row of the published table has two parts; here each is a row."""
DESCRIBED = (
    ("coordinate", "partners"),
    ("observe", "evidence", "mixed roles"),
    ("strategic", "scale"),
    ("plan", "deliver", "reflect"),
    ("reflect", "data", "action plan"),
)


def activities(district: District) -> tuple[Activity, ...]:
    return expand(district, STRUCTURES, SchoolDays(district))


def scope(district: District, schedule: Schedule | None = None) -> ScopeAndSequence:
    wanted = activities(district)
    none = Schedule(activities={}, placed={})
    return scope_and_sequence(district, STRUCTURES, wanted, schedule or none, SchoolDays(district))


def placed_first(district: District, count: int = 3, hour: int = 13) -> Schedule:
    """The first occurrences of every series at the first date each may have."""
    found: dict[str, list[Activity]] = {}
    for one in activities(district):
        if one.series:
            found.setdefault(one.series, []).append(one)
    return a_schedule(
        (
            one,
            Slot(start=at(f"{one.window.first} {hour}:00"), minutes=one.minutes, school=one.school),
        )
        for group in found.values()
        for one in group[:count]
    )


@pytest.mark.proves("R-SS-17", "F-89", "R-SS-13")
def test_every_row_of_the_published_table_is_told() -> None:
    rows = scope(the_services()).rows

    for row, published, words in zip(rows[:5], PUBLISHED, DESCRIBED, strict=True):
        timing, participants, name, way = published
        head = row.participants.partition(" (")[0].replace(" and ", ", ")
        assert row.frequency == timing
        assert set(head.split(", ")) == participants
        assert (row.name, row.format) == (name, way)
        assert all(word in row.description.lower() for word in words), row.description
    assert [row.name for row in rows[5:]] == ["Coach PLC", "Collaborative Learning Cycle"]


@pytest.mark.proves("R-SS-17")
def test_the_head_is_the_published_one() -> None:
    head = dict(scope(the_services()).head)

    assert list(head) == [
        "Curriculum or content area",
        "Type of professional learning",
        "Total cost range, travel included",
        "District context",
    ]
    assert head["Curriculum or content area"] == "Illustrative Mathematics"
    assert head["Type of professional learning"] == "Systems design and leadership"
    assert head["Total cost range, travel included"].startswith("$100,001 - $500,000")
    assert "more than 100,000 students" in head["District context"]
    assert len(COLUMNS) == 4


@pytest.mark.proves("R-SS-17")
def test_what_nobody_said_is_counted_or_asked_for() -> None:
    district = replace(the_services(), engagement=Engagement())
    head = dict(scope(district).head)

    assert head["District context"] == "2 schools, 5 teachers, 2 coaches"
    assert "cost_band on the Settings tab" in head["Total cost range, travel included"]
    assert "Instructional rounds" in head["Type of professional learning"]


@pytest.mark.proves("R-SS-12")
def test_timing_is_a_frequency_before_there_are_dates_and_both_afterwards() -> None:
    district = the_services()
    before = {row.name: row for row in scope(district).rows}
    after = {row.name: row for row in scope(district, placed_first(district)).rows}

    months = "Sep, Oct, Nov, Dec, Jan, Feb, Mar, Apr, May and Jun"
    assert before["Coherence building"].cells[0] == f"Monthly: no date yet in {months}"
    # Labor Day is no row of this calendar, so the first date of September is Tue 2.
    assert after["Coherence building"].dates == (
        "Tue 2 Sep, Wed 1 Oct, Mon 3 Nov; no date yet in Dec, Jan, Feb, Mar, Apr, May and Jun"
    )
    assert after["Instructional rounds"].dates == (
        "Wed 8 Oct, Wed 3 Dec, Wed 4 Feb; no date yet in Mar and May"
    )
    assert [day.weekday() for day in (*ROUNDS, *REFLECTIONS)] == [2] * 7


def test_many_weekly_dates_are_told_as_weekdays() -> None:
    district = the_services()
    weekly = {row.name: row for row in scope(district, placed_first(district, count=50)).rows}

    # 42 weeks from 2 Sep to 19 Jun; the first begins on a Tuesday, the others on Mondays.
    assert weekly["Coaching"].dates == "42 Mondays and Tuesdays from Tue 2 Sep to Mon 15 Jun"


def test_a_date_that_is_only_held_is_told_apart() -> None:
    district = the_services()
    first = next(one for one in activities(district) if one.series == "plc")
    hold = Hold(activity=first.id, day=date(2025, 9, 9), half=Half.MORNING)
    schedule = Schedule(activities={first.id: first}, placed={}, holds=(hold,))

    (row,) = (row for row in scope(district, schedule).rows if row.name == "Coach PLC")
    assert row.dates.startswith("held: Tue 9 Sep; no date yet in Oct, Nov")


@pytest.mark.proves("R-SS-17")
def test_a_moved_meeting_is_told_at_its_new_date() -> None:
    district = the_services()
    schedule = placed_first(district)
    key = next(key for key in schedule.placed if key.startswith("partner-meetings"))
    later = replace(schedule.placed[key], start=schedule.placed[key].start + timedelta(days=1))
    moved = replace(schedule, placed={**schedule.placed, key: later})

    assert scope(district, schedule).rows[0].dates.startswith("Tue 2 Sep, Wed 1 Oct")
    assert scope(district, moved).rows[0].dates.startswith("Wed 3 Sep, Wed 1 Oct")


@pytest.mark.proves("R-SS-16")
def test_driving_to_the_dates_set_is_added_up_in_the_head() -> None:
    district = the_services()
    only = replace(district, series=district.series[:1])
    schedule = placed_first(only, count=3)
    head = dict(scope(only, schedule).head)

    # The director's home is Grant: 25 assumed minutes each way, to the two of three meetings in person;
    # partners' own travel is not ours to know.
    ways = [schedule.activities[key].modality for key in schedule.placed]
    assert ways.count(Modality.IN_PERSON) == 2
    assert head["Total cost range, travel included"].endswith("dates set below: 1 h 40 min")


def test_a_cycle_is_a_row_with_its_weeks() -> None:
    (row,) = (row for row in scope(the_services()).rows if "Cycle" in row.name)

    assert row.frequency == "1 cycle of 6 weeks"
    assert row.dates == "Fractions Mon 29 Sep to Fri 14 Nov"
    assert "week 1" in row.description.lower()
    assert row.participants == "Coaches and teachers"


def test_a_month_without_school_has_no_meeting_to_tell() -> None:
    district = the_services(days=closed(date(2026, 4, 1), date(2026, 4, 30)))

    assert "Apr" not in scope(district).rows[0].dates
    assert LINCOLN in district.schools


@pytest.mark.proves("R-SS-17", "R-SS-12", "R-SS-13")
def test_a_row_that_names_a_step_says_what_that_step_says() -> None:
    def named(step: str, **fields: object) -> Series:
        plain: dict[str, Any] = {"key": step, "structure": "scope-and-sequence", "step": step}
        return a_series(**(plain | {"name": step, "owner": LEAD, "cadence": ""} | fields))

    series = (
        named("leader-coaching"),
        named("implementation-team"),
        named("data-reflection"),
        named("empathy-interview", dates=(date(2025, 10, 8),), invited=ids("principal")),
    )
    rows = scope(replace(the_services(), series=series, cohorts=())).rows

    assert [(row.frequency, row.format) for row in rows] == [
        ("Weekly", "Virtual"),
        ("Monthly", "In person and virtual"),
        ("Twice a year", "In person"),
        ("Once", "In person"),
    ]
    assert [row.participants for row in rows] == [
        "District leaders",
        "implementation-team (coaches, site leaders, district leaders, teacher leaders and "
        "external partners)",
        "Coaches, site leaders and district leaders",
        "Site leaders",
    ]
    assert rows[2].description == "Student and teacher data refine the action plan."
