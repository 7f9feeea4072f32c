"""The end of a cycle: what is looked back on, what can be counted of it, how long things really took."""

from datetime import date, time, timedelta

import pytest

from config.structures import shipped_structures
from scheduler.counts.cycle_end import Looking, Tally, closings, reviews, tally
from scheduler.counts.variants import FEWEST, variants
from scheduler.district import CohortId, District, PersonId
from scheduler.due.deadlines import surveys_due
from scheduler.model import Activity, ActivityId, Half, Hold, Kind, Schedule, Slot
from scheduler.schoolday import SchoolDays
from tests.builders import an_activity
from tests.scheduler.cohorts import (
    COACH,
    MONDAY,
    a_cohort,
    a_cohort_of,
    a_district,
    a_series,
    expanded,
    teachers,
)

SHIPPED = shipped_structures()
LAST = ActivityId("clc.cohort-1.w6.session")
COHORT = CohortId("cohort-1")


def scheduled(district: District, *placed: tuple[ActivityId, Slot], **more: object) -> Schedule:
    activities = {one.id: one for one in expanded(district)}
    return Schedule(activities=activities, placed=dict(placed), **more)  # type: ignore[arg-type]  # its own fields


def at(district: District, day: date, minutes: int = 60) -> Slot:
    return Slot(start=SchoolDays(district).instant(day, time(14)), minutes=minutes)


def ends(district: District, schedule: Schedule) -> list[tuple[str, date, date]]:
    found = closings(district, SHIPPED, schedule, SchoolDays(district))
    return [(one.cohort.id, one.day, one.prepared_from) for one in found]


def test_a_cycle_ends_with_its_last_session_wherever_that_stands() -> None:
    district = a_cohort_of(5)
    week_six = MONDAY + timedelta(weeks=5)
    tuesday = week_six + timedelta(days=1)
    held = Hold(day=tuesday, half=Half.MORNING, activity=LAST)
    before = week_six - timedelta(weeks=2)

    friday = week_six + timedelta(days=4)
    assert ends(district, scheduled(district)) == [("cohort-1", friday, before)]
    assert ends(district, scheduled(district, holds=(held,)))[0][1] == tuesday
    on_thursday = (LAST, at(district, week_six + timedelta(days=3)))
    assert ends(district, scheduled(district, on_thursday))[0][1] == week_six + timedelta(days=3)


def test_what_repeats_or_is_stopped_has_no_end() -> None:
    people = teachers(3)
    cohorts = [a_cohort(people, "over", status="cancelled"), a_cohort(people, structure="clc")]
    district = a_district(people, cohorts)

    assert [one[0] for one in ends(district, scheduled(district))] == ["cohort-1"]


@pytest.mark.proves("R-SS-10", "R-SS-14", "F-37")
def test_each_review_of_the_year_has_a_row_prepared_with_its_kind_and_date() -> None:
    people = teachers(3)
    year = {"structure": "scope-and-sequence", "invited": (COACH,), "cadence": ""}
    talks = {**year, "cadence": "dates", "dates": (MONDAY,)}
    series = (
        a_series(key="data", name="Data reflection", step="data-reflection", **year),
        a_series(key="ends", name="End of cycle", step="end-of-cycle-review", **year),
        a_series(key="talks", name="Interviews", step="empathy-interview", **talks),
    )
    district = a_district(people, [a_cohort(people)], series=series)
    activities = expanded(district)
    interview = next(one for one in activities if one.kind is Kind.INTERVIEW)
    schedule = scheduled(district, (interview.id, at(district, MONDAY)))
    days = SchoolDays(district)

    found = reviews(
        closings(district, SHIPPED, schedule, days), activities, schedule, district, days
    )

    # Two data reflections, three reviews in their months, one interview, and the cohort's own end.
    kinds = [one.kind for one in found]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        Looking.INTERVIEW: 1,
        Looking.END_OF_CYCLE: 4,
        Looking.DATA: 2,
    }
    assert (found[0].about, found[0].day) == ("Interviews", MONDAY)
    assert (found[1].about, found[1].kind) == ("cohort-1", Looking.END_OF_CYCLE)
    assert {one.day for one in found[2:]} == {None}
    assert len({one.id for one in found}) == len(found)


def counted(teacher: str | None = None) -> Tally:
    """Of a cohort of two: week 1 took place for both, week 2 for the first one only."""
    activities = expanded(a_cohort_of(2))
    one, two = "teacher-1", "teacher-2"
    took_place = [f"w0.formative-visit.{one}", f"w1.visit.{one}", f"w1.visit.{two}"]
    took_place += [f"w1.debrief.{one}", f"w2.visit.{one}"]
    held = {ActivityId(f"clc.cohort-1.{key}") for key in took_place}
    focus = {
        ActivityId(f"clc.cohort-1.w1.visit.{one}"): "Wait time",
        ActivityId(f"clc.cohort-1.w2.visit.{one}"): "Wait time",
        ActivityId(f"clc.cohort-1.w1.visit.{two}"): "Number talks",
    }
    person = PersonId(teacher) if teacher else None
    return tally(activities, COHORT, held=held, focus=focus, teacher=person)


@pytest.mark.proves("R-CLC-12")
def test_trends_are_counts_of_what_took_place_and_what_it_was_about() -> None:
    # Five weeks with a visit and a debrief each; the visit before the cycle is not support in it.
    assert counted("teacher-1").says == (
        "2 of 5 visits and 1 of 5 debriefs took place; focus: Wait time"
    )
    assert counted("teacher-2").says == (
        "1 of 5 visits and 0 of 5 debriefs took place; focus: Number talks"
    )
    assert counted().says == (
        "3 of 10 visits and 1 of 10 debriefs took place; focus: Wait time, Number talks"
    )


@pytest.mark.proves("R-CLC-13")
def test_the_feedback_of_a_cycle_has_its_questions_and_its_days() -> None:
    district = a_cohort_of(5)
    (survey,) = surveys_due(district, SHIPPED, SchoolDays(district))

    friday = MONDAY + timedelta(weeks=5, days=4)
    assert (survey.opens, survey.closes) == (friday, friday + timedelta(weeks=1))
    assert len(survey.invited) == 5
    assert len(survey.questions) == 4
    assert survey.link == ""


def lasted(structure: str, minutes: int, *took: int) -> dict[Activity, int]:
    """Visits of one length, and how long each really took."""
    return {
        an_activity(
            id=ActivityId(f"{structure}.{minutes}.{number}"),
            structure=structure,
            minutes=minutes,
            cohort=CohortId(f"{structure}-{number % 2}"),
        ): real
        for number, real in enumerate(took)
    }


@pytest.mark.proves("R-CCL-11", "F-102")
def test_variants_are_compared_by_how_long_they_really_took() -> None:
    known = {
        **lasted("clc", 45, 40, 50, 44, 46, 45, 90),
        **lasted("own", 30, 30, 20, 25, 35, 28),
        **lasted("own", 60, 61, 0),
    }
    activities = {one.id: one for one in known}

    found = variants(activities, {one.id: real for one, real in known.items()})

    # 40 44 45 46 50 90: the middle is between 45 and 46; a length of 0 was not written down.
    assert [(one.structure, one.minutes, one.held, one.typical) for one in found] == [
        ("clc", 45, 6, 46),
        ("own", 30, 5, 28),
        ("own", 60, 1, None),
    ]
    assert (found[0].over, found[0].shortest, found[0].longest, found[0].cohorts) == (1, 40, 90, 2)
    assert (found[1].over, found[2].over) == (-2, None)


def test_of_fewer_than_five_no_length_is_told() -> None:
    known = lasted("clc", 45, *range(40, 40 + FEWEST - 1))

    (one,) = variants({each.id: each for each in known}, {each.id: t for each, t in known.items()})

    assert (one.held, one.typical, one.shortest, one.longest) == (4, None, None, None)
