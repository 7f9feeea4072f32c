"""One client's services over a year, as a published scope and sequence lists them, in a made-up district.

Four rows are in its table: coherence meetings, rounds, coaching of math leaders, an implementation team
that also reflects on data twice a year. The coach PLC stands in its text only.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from config.structures import shipped_structures
from scheduler.district import District, Modality, PersonId, Role, Series
from scheduler.engagement import Engagement
from scheduler.model import Kind
from scheduler.structures.structure import Per, Step, Structure
from tests.scheduler.cohorts import (
    GRANT,
    LINCOLN,
    a_cohort,
    a_district,
    a_person,
    a_series,
    teachers,
)

BOTH = (Modality.IN_PERSON, Modality.VIRTUAL)
ROUNDS = tuple(
    date(*each)
    for each in ((2025, 10, 8), (2025, 12, 3), (2026, 2, 4), (2026, 3, 18), (2026, 5, 6))
)
REFLECTIONS = (date(2026, 1, 14), date(2026, 6, 3))
MEETING = Structure(
    name="meetings",
    title="Meetings",
    steps=(Step(name="meeting", kind=Kind.MEETING, minutes=60, per=Per.SERIES),),
)
STRUCTURES = {**shipped_structures(), MEETING.name: MEETING}
LEAD = PersonId("math-director")


def people() -> list[Any]:
    def one(key: str, role: Role, **more: Any) -> Any:
        return a_person(key, role, **more)

    return [
        one(LEAD, Role.DISTRICT_LEADER, school=None, home_base=GRANT),
        one("leader-2", Role.DISTRICT_LEADER, school=None),
        one("principal", Role.SITE_LEADER),
        one("teacher-leader", Role.TEACHER_LEADER),
        one("site-coach", Role.COACH, school=None, home_base=GRANT),
        *(
            one(f"partner-{n}", Role.EXTERNAL_PARTNER, school=None, external=True)
            for n in range(1, 5)
        ),
        *teachers(5),
    ]


def ids(*starts: str) -> tuple[PersonId, ...]:
    return tuple(one.id for one in people() if one.id.startswith(starts))


def the_series() -> tuple[Series, ...]:
    return (
        a_series(
            key="coherence",
            name="Coherence building",
            owner=LEAD,
            invited=ids("partner"),
            modality=BOTH,
            place=LINCOLN,
            purpose="Coordinate and align several external partners",
        ),
        a_series(
            key="rounds",
            structure="rounds",
            name="Instructional rounds",
            owner=LEAD,
            cadence="dates",
            dates=ROUNDS,
            place=LINCOLN,
            rooms=("1", "2", "3", "4"),
            invited=ids("teacher-1", "teacher-2", "principal", "leader-2"),
            purpose="Observe and collect evidence",
        ),
        a_series(
            key="coaching",
            structure="meetings",
            name="Coaching",
            owner=PersonId("partner-1"),
            cadence="weekly",
            invited=(LEAD, PersonId("leader-2")),
            modality=(Modality.VIRTUAL,),
            purpose="Strategic planning for the curriculum and its scale",
        ),
        a_series(
            key="team",
            structure="meetings",
            name="Implementation team",
            owner=LEAD,
            invited=ids("leader-2", "principal", "site-coach", "teacher-leader", "partner"),
            modality=BOTH,
            place=LINCOLN,
            purpose="Plan, deliver and reflect on professional learning",
        ),
        a_series(
            key="data",
            structure="meetings",
            name="Data reflection",
            owner=LEAD,
            cadence="dates",
            dates=REFLECTIONS,
            invited=ids("leader-2", "principal", "site-coach", "teacher-leader", "partner"),
            modality=BOTH,
            place=LINCOLN,
            purpose="Reflect on student and teacher data and refine the action plan",
        ),
        a_series(
            key="plc",
            structure="meetings",
            name="Coach PLC",
            owner=LEAD,
            invited=ids("site-coach"),
            purpose="Instructional strategies and student work",
        ),
    )


def the_services(**fields: Any) -> District:
    members = teachers(5)
    district = a_district(people(), [a_cohort(members, topic="Fractions")], **fields)
    engagement = Engagement(
        content_area="Illustrative Mathematics",
        kind="Systems design and leadership",
        cost_band="$100,001 - $500,000",
        context="Large urban district, more than 100,000 students, 100-200 teachers served",
    )
    return replace(district, series=the_series(), engagement=engagement)
