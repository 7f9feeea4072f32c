"""A cohort whose structure cannot fit hears which rule makes it so before any search."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from config.structures import shipped_structures
from scheduler.activities.expand import expand
from scheduler.district import (
    AvailabilityRow,
    Cohort,
    CohortId,
    District,
    PersonId,
)
from scheduler.peoples_time.availability import Availability
from scheduler.reasons.cautions import cautions
from scheduler.reasons.matter import Caution
from scheduler.schoolday import SchoolDays
from scheduler.structures.structure import Follows, Structure
from tests.scheduler.builders import ANA, DAYS, HALL, KHAN, LINCOLN, MONDAY, a_week, offer

SHIPPED = shipped_structures()
MORNING = ("08:00", "11:00", "teaching")
NOON = ("11:15", "12:45", "free")


def hours(person: PersonId, *spans: tuple[str, str, str]) -> list[AvailabilityRow]:
    return [offer(person, day, *span, subject="math") for day in DAYS for span in spans]


def a_cohort(structure: str = "clc", **more: object) -> Cohort:
    plain: dict[str, object] = {
        "structure": structure,
        "coach": ANA,
        "topic": "",
        "start_week": MONDAY,
    }
    return Cohort(id=CohortId("A"), members=(HALL, KHAN), **(plain | more))  # type: ignore[arg-type] # Cohort's own fields


def at_lincoln(
    halls: list[AvailabilityRow], khans: list[AvailabilityRow], cohort: Cohort | None = None
) -> District:
    """Hall and Khan with these hours and no timetable."""
    rows = (*halls, *khans)
    return a_week(timetable=(), cohorts=(cohort or a_cohort(),), availability=rows, bells=())


def cannot(district: District, structures: Mapping[str, Structure] = SHIPPED) -> list[Caution]:
    days = SchoolDays(district)
    activities = expand(district, structures, days)
    found = cautions(Availability(district, days), activities, structures)
    return [one for one in found if "cannot fit" in one.says]


def test_a_cohort_that_fits_hears_nothing() -> None:
    assert cannot(at_lincoln(hours(HALL, MORNING, NOON), hours(KHAN, MORNING, NOON))) == []


def test_teachers_who_are_never_free_together_hear_that_it_is_being_together() -> None:
    late = ("13:00", "14:30", "free")
    (caution,) = cannot(at_lincoln(hours(HALL, MORNING, NOON), hours(KHAN, MORNING, late)))

    # The last session is the shortest: 30 minutes and 8 for each of the two.
    assert caution.where == "Cohorts, cohort A"
    assert "there is never a time for cohort session (weeks 1-6)." in caution.says
    assert "Each of its 2 teachers has time, but no 46 minutes together." in caution.says
    assert caution.says.endswith(
        "The rule: A meeting takes only the kinds of teachers' time its step allows."
    )


def test_a_teacher_without_any_free_time_is_named_for_what_is_hers() -> None:
    found = cannot(at_lincoln(hours(HALL, MORNING, NOON), hours(KHAN, MORNING)))

    says = "\n".join(one.says for one in found)
    assert "Khan never has 25 minutes of free, plc" in says
    assert "Hall" not in says


def test_a_coach_who_works_at_other_hours_is_named_herself() -> None:
    plain = at_lincoln(hours(HALL, MORNING, NOON), hours(KHAN, MORNING, NOON))
    evenings = [offer(ANA, day, "15:00", "16:00") for day in DAYS]
    found = cannot(replace(plain, availability=(*plain.availability, *evenings)))

    assert {one.says.partition("). ")[2].partition(" The rule")[0] for one in found} >= {
        "Ana is not to be had then."
    }


@pytest.mark.proves("R-LT-5")
def test_a_team_behind_an_open_gate_hears_the_gate_and_where_to_write_it() -> None:
    district = at_lincoln(
        hours(HALL, MORNING, NOON),
        hours(KHAN, MORNING, NOON),
        a_cohort("learning-teams", school=LINCOLN),
    )
    (caution,) = cannot(district)

    assert "The gate 'Memorandum with the association' is not met." in caution.says
    assert "met_on on the Gates tab" in caution.fix


def test_parts_that_can_never_stand_together_hear_that_it_is_their_order() -> None:
    labs = SHIPPED["collaborative-coaching"]
    torn = replace(
        labs,
        steps=tuple(
            replace(step, after=(Follows(step="pre-conference", school_days=0, gap_minutes=30),))
            if step.name == "demonstration"
            else step
            for step in labs.steps
        ),
    )
    # They can talk at noon only, when the lessons of the day are over.
    district = at_lincoln(
        hours(HALL, MORNING, NOON), hours(KHAN, MORNING, NOON), a_cohort(labs.name, school=LINCOLN)
    )

    (caution,) = cannot(district, {**SHIPPED, labs.name: torn})

    assert "there is never a time for lab site (weeks 4-5)." in caution.says
    assert "No time of it comes after its meeting within 30 minutes." in caution.says
