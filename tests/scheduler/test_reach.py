"""What took place by a day and whom it reached, counted by hand; nothing is told of a few people."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scheduler.counts.reach import Record, Share, Support
from scheduler.district import Cohort, CohortId, District, PersonId, Role, School, SchoolId
from scheduler.model import Activity, ActivityId, Kind, Schedule, Slot, Window
from scheduler.schoolday import SchoolDays
from scheduler.structures.gates import Barrier
from tests.builders import ANA, LINCOLN, a_district, a_person, a_schedule, a_slot, an_activity

GRANT = SchoolId("grant")
SEPTEMBER, OCTOBER = date(2026, 9, 30), date(2026, 10, 31)
TODAY = date(2026, 11, 20)
SIX = tuple(PersonId(name) for name in ("hall", "khan", "t3", "t4", "t5", "t6"))
"""Lincoln's teachers."""
LEE, MOSS = PersonId("lee"), PersonId("moss")
"""Grant's."""
ALPHA = CohortId("alpha")


def school_district(**more: Any) -> District:
    lincoln = (a_person(f"Teacher {key}", id=key) for key in SIX[2:])
    grant = (a_person(f"Teacher {key}", id=key, school=GRANT) for key in (LEE, MOSS))
    schools = {
        LINCOLN: School(id=LINCOLN, name="Lincoln MS", equity_flag="yes"),
        GRANT: School(id=GRANT, name="Grant HS"),
    }
    return a_district(*lincoln, *grant, schools=schools, **more)


def visit(teacher: PersonId, wall: str, **more: Any) -> tuple[Activity, Slot]:
    day = date.fromisoformat(wall[:10])
    plain: dict[str, Any] = {
        "id": ActivityId(f"visit.{teacher}.{day:%m%d}"),
        "required": (ANA, teacher),
        "teaching": teacher,
        "cohort": ALPHA,
        "window": Window(first=day, last=day),
    }
    school = GRANT if teacher in (LEE, MOSS) else LINCOLN
    return an_activity(**(plain | more)), a_slot(f"{wall[:10]} 10:40", school=school)


def record(*pairs: tuple[Activity, Slot], **more: Any) -> Record:
    told = a_schedule(pairs)
    district = more.pop("district", None) or school_district()
    plain: dict[str, Any] = {
        "told": told,
        "today": TODAY,
        "asked": tuple(told.activities.values()),
    }
    return Record(district=district, days=SchoolDays(district), **(plain | more))


FALL = (
    visit(SIX[0], "2026-09-08"),
    visit(SIX[0], "2026-09-22"),
    visit(SIX[1], "2026-09-29"),
    visit(SIX[2], "2026-10-13"),
    visit(SIX[3], "2026-10-27"),
    visit(SIX[4], "2026-12-08"),
)
"""Three teachers of Lincoln in September and October, one more in December; two visits of the first."""


def ids(*numbers: int) -> set[ActivityId]:
    return {FALL[number][0].id for number in numbers}


def test_what_is_still_to_come_has_not_taken_place() -> None:
    assert record(*FALL).took_place() == ids(0, 1, 2, 3, 4)
    assert record(*FALL).took_place(SEPTEMBER) == ids(0, 1, 2)


def test_something_of_today_is_not_over_yet() -> None:
    today = visit(SIX[0], TODAY.isoformat())

    assert record(today).took_place() == frozenset()


@pytest.mark.parametrize(
    ("word", "counts"),
    [
        ("held", True),
        ("", True),
        ("moved", True),
        ("cancelled by teacher", False),
        ("cancelled by coach", False),
        ("not held", False),
    ],
)
def test_what_its_coach_marked_as_held_or_moved_took_place_and_nothing_else(
    word: str, counts: bool
) -> None:
    first = FALL[0][0].id

    assert (first in record(*FALL, outcomes={first: word}).took_place()) is counts


def test_what_somebody_declined_did_not_take_place() -> None:
    first, slot = FALL[0]

    assert first.id not in record(*FALL, refused=frozenset({(first.id, slot.start)})).took_place()


@pytest.mark.proves("R-SS-11", "F-88")
def test_reach_counts_teachers_once_however_often_they_were_visited() -> None:
    # Eight teachers in all. September: hall, khan. October: t3 and t4 as well.
    done = record(*FALL)

    assert done.reach(SEPTEMBER) == Share(count=2, of=8)
    assert done.reach(OCTOBER) == done.reach() == Share(count=4, of=8)
    assert (done.reach(SEPTEMBER).percent, done.reach().percent) == (25, 50)


def test_somebody_who_left_or_comes_from_outside_is_no_teacher_of_ours() -> None:
    gone = a_person("Gone", id=PersonId("gone"), active_to=date(2026, 9, 1))
    guest = a_person("Guest", id=PersonId("guest"), external=True)
    leader = a_person("Lead", Role.TEACHER_LEADER, id=PersonId("lead"))
    district = school_district()
    people = {**district.people, **{one.id: one for one in (gone, guest, leader)}}
    done = record(district=replace(district, people=people))

    assert done.teachers() == {*SIX, LEE, MOSS, leader.id}
    assert "gone" in done.teachers(date(2026, 8, 31))


@pytest.mark.proves("F-88")
def test_fidelity_is_of_what_was_due_whether_it_had_a_time_or_not() -> None:
    # Due by the end of October: five that had a time, two that had none; one had none and is due later.
    never = [visit(SIX[5], f"2026-10-{day}")[0] for day in ("06", "20")]
    later = visit(SIX[5], "2026-12-15")[0]
    asked = (*(activity for activity, _ in FALL), *never, later)
    done = record(*FALL, asked=asked)

    assert done.fidelity(OCTOBER) == Share(count=5, of=7)
    assert done.fidelity(SEPTEMBER) == Share(count=3, of=3)
    assert done.fidelity() == Share(count=5, of=7)
    assert done.fidelity(date(2026, 9, 1)).percent is None


def test_a_series_is_no_part_of_fidelity() -> None:
    meeting = visit(SIX[0], "2026-09-15", cohort=None, kind=Kind.MEETING)

    assert record(meeting).fidelity() == Share(count=0, of=0)


@pytest.mark.proves("F-88", "R-LT-4")
def test_gates_are_counted_school_by_school_and_by_their_day() -> None:
    # Lincoln: memorandum in September, training in October. Grant: memorandum only, and not yet.
    lincoln = (
        Barrier(gate="Memorandum", met_on=date(2026, 9, 15)),
        Barrier(gate="Training", met_on=date(2026, 10, 20)),
        # The first day of a school's teams is nothing anybody has to agree on.
        Barrier(gate="start of Learning teams", met_on=date(2027, 1, 11), starts=True),
    )
    grant = (Barrier(gate="Memorandum"),)
    team = Kind.SESSION
    asked = (
        visit(SIX[0], "2027-01-12", kind=team, barriers=lincoln, school=LINCOLN)[0],
        visit(SIX[0], "2027-01-19", kind=team, barriers=lincoln, school=LINCOLN)[0],
        visit(LEE, "2027-01-12", kind=team, barriers=grant, school=GRANT)[0],
    )
    done = record(asked=asked)

    assert done.gates(SEPTEMBER) == Share(count=1, of=3)
    assert done.gates() == Share(count=2, of=3)
    # A gate of tomorrow is not met today.
    assert record(asked=asked, today=date(2026, 10, 19)).gates() == Share(count=1, of=3)


def test_a_team_that_meets_online_stands_at_its_own_schools_gates() -> None:
    team = Cohort(
        id=ALPHA,
        structure="learning-teams",
        coach=ANA,
        topic="math",
        start_week=TODAY,
        members=SIX,
        school=LINCOLN,
    )
    gate = (Barrier(gate="Memorandum", met_on=SEPTEMBER),)
    online = visit(SIX[0], "2027-01-12", kind=Kind.SESSION, barriers=gate, school=None)[0]
    here = visit(SIX[0], "2027-01-19", kind=Kind.SESSION, barriers=gate, school=LINCOLN)[0]

    done = record(asked=(online, here), district=school_district(cohorts=(team,)))

    assert done.gates() == Share(count=1, of=1)


def of_school(done: Record, school: SchoolId | None) -> Support:
    return next(one for one in done.support() if one.school == school)


@pytest.mark.proves("R-SS-15", "R-SS-11")
def test_each_schools_support_is_counted() -> None:
    # Lincoln: six teachers, five served, as t6 is asked for nothing. Of five visits that are over one was not
    # held: four for five served, and three teachers reached. Of four marks one is a cancellation.
    marks = {FALL[n][0].id: word for n, word in enumerate(["held", "held", "held", "not held"])}
    done = record(*FALL, visit(LEE, "2026-10-06"), outcomes=marks)

    assert of_school(done, LINCOLN) == Support(
        school=LINCOLN,
        teachers=6,
        served=5,
        reached=3,
        reached_pct=50,
        visits_per_teacher=0.8,
        cancelled_pct=25,
    )
    whole = of_school(done, None)
    assert (whole.teachers, whole.served, whole.reached) == (8, 6, 4)
    # Four of Lincoln's visits and one of Grant's, for six served.
    assert whole.visits_per_teacher == 0.8
    assert [one.school for one in done.support()] == [GRANT, LINCOLN, None]


@pytest.mark.proves("R-SS-15", "F-80")
def test_of_fewer_than_five_teachers_no_number_is_told() -> None:
    done = record(*FALL, visit(LEE, "2026-10-06"), outcomes={FALL[0][0].id: "held"})

    grant = of_school(done, GRANT)

    assert (grant.teachers, grant.served) == (2, 1)
    numbers = (grant.reached, grant.reached_pct, grant.visits_per_teacher, grant.cancelled_pct)
    assert numbers == (None,) * 4


def test_of_four_served_among_six_teachers_visits_stay_untold() -> None:
    lincoln = of_school(record(*FALL[:5]), LINCOLN)

    assert (lincoln.teachers, lincoln.served, lincoln.reached) == (6, 4, 4)
    assert (lincoln.visits_per_teacher, lincoln.cancelled_pct) == (None, None)


def test_without_a_mark_nothing_is_said_of_cancellations() -> None:
    assert of_school(record(*FALL), LINCOLN).cancelled_pct is None


def test_what_was_told_about_and_is_known_no_more_counts_nobody() -> None:
    activity, slot = FALL[0]
    told = Schedule(activities={}, placed={activity.id: slot})

    assert record(told=told, asked=()).reach().count == 0
