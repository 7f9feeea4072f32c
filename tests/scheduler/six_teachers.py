"""A week of six teachers, small enough that every figure can be worked out by hand.

Monday November 9 to Friday 13, 2026, without Wednesday, which is a holiday; it is Monday the 16th now. Visits
take 40 minutes, debriefs 25. What a row does not place was asked for and found no time.

  teacher  cohort  coach  visit              debrief
  -------  ------  -----  -----------------  ----------------------------
  hall     alpha   ana    Mon held           Mon held, in her prep
  khan     alpha   ana    Tue moved          Thu held, in his PLC
  imai     alpha   ana    Thu cancelled      Fri not held, in her prep
  jones    beta    ben    Mon (no mark)      Thu (no mark), in her prep
  krol     beta    ben    Tue held           never placed
  lund     beta    ben    never placed       never placed

Beside that: Ana meets partners at Grant on Thursday afternoon for an hour; a round on Friday with hall, khan
and the principal; a round on November 30 with hall, imai and a district leader.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

from scheduler.counts.reach import Record
from scheduler.district import (
    BellBlock,
    BlockKind,
    CalendarDay,
    Cohort,
    CohortId,
    DayType,
    District,
    Doing,
    Lesson,
    Person,
    PersonId,
    Role,
    School,
    SchoolId,
    SeriesId,
)
from scheduler.model import Activity, ActivityId, After, Container, Kind, Schedule, Slot, Window
from scheduler.schoolday import SchoolDays
from tests.builders import LINCOLN, a_district, a_person, a_schedule, a_slot, an_activity

GRANT = SchoolId("grant")
MONDAY, TODAY = date(2026, 11, 9), date(2026, 11, 16)
WEEK = Window(first=MONDAY, last=date(2026, 11, 13))
COMING = Window(first=TODAY, last=date(2026, 11, 20))

TABLE: tuple[tuple[str, str, str, tuple[str, str], tuple[str, str, Container]], ...] = (
    ("hall", "alpha", "ana", ("09 10:40", "held"), ("09 13:00", "held", Container.PREP)),
    ("khan", "alpha", "ana", ("10 10:40", "moved"), ("12 13:00", "held", Container.PREP)),
    (
        *("imai", "alpha", "ana", ("12 09:40", "cancelled by teacher")),
        ("13 13:00", "not held", Container.PREP),
    ),
    ("jones", "beta", "ben", ("09 10:40", ""), ("12 13:00", "", Container.PREP)),
    ("krol", "beta", "ben", ("10 10:40", "held"), ("", "", Container.FREE)),
    ("lund", "beta", "ben", ("", ""), ("", "", Container.FREE)),
)
"""Teacher, cohort, coach, visit (day and time, mark), debrief (day and time, mark, in what time)."""

Call = Callable[[str], str]


def as_they_are(name: str) -> str:
    return name


def the_record(call: Call = as_they_are, *, today: date = TODAY) -> Record:
    """The week as it was told and marked; `call` gives everybody another id and name."""
    district = the_district(call)
    asked: list[Activity] = []
    placed: list[tuple[Activity, Slot]] = []
    outcomes: dict[ActivityId, str] = {}
    for teacher, cohort, coach, visit, debrief in TABLE:
        who = {"leader": call(coach), "teacher": call(teacher), "cohort": cohort}
        first, then = _pair(**who)
        later = replace(first, id=ActivityId(f"{first.id}.later"), window=COMING)
        asked += [first, then, later]
        for activity, when, minutes, mark, container in (
            (first, visit[0], 40, visit[1], Container.TEACHING),
            (then, debrief[0], 25, debrief[1], debrief[2]),
        ):
            if when:
                placed.append((activity, a_slot(f"2026-11-{when}", minutes, container=container)))
                outcomes |= {activity.id: mark} if mark else {}
    rounds = _beside(call)
    told = a_schedule([*placed, *rounds])
    return Record(
        district=district,
        days=SchoolDays(district),
        told=told,
        today=today,
        asked=(*asked, *(activity for activity, _ in rounds)),
        outcomes=outcomes,
    )


def the_schedule(call: Call = as_they_are) -> Schedule:
    return the_record(call).told


def the_district(call: Call = as_they_are) -> District:
    plain = a_district(
        *(a_person(f"T {one}", id=PersonId(one)) for one in ("imai", "jones", "krol", "lund")),
        a_person("Pat Prince", Role.SITE_LEADER, id=PersonId("prince")),
        a_person("Dana Dir", Role.DISTRICT_LEADER, id=PersonId("dir"), school=None),
    )
    people = {one.id: one for one in (_called(person, call) for person in plain.people.values())}
    return replace(
        plain,
        people=people,
        schools={
            LINCOLN: School(
                id=LINCOLN, name="Lincoln MS", bell_set="middle", equity_flag="focus school"
            ),
            GRANT: School(id=GRANT, name="Grant HS", bell_set="middle"),
        },
        cohorts=tuple(_cohorts(call)),
        days=(CalendarDay(date=date(2026, 11, 11), day_type=DayType.HOLIDAY),),
        bells=(
            BellBlock(
                bell_set="middle",
                variant="regular",
                block="6",
                start=time(13, 0),
                end=time(13, 45),
                kind=BlockKind.TEACH,
            ),
        ),
        timetable=tuple(
            Lesson(
                person=PersonId(call(one)),
                letter="",
                block="6",
                doing=Doing.PLC if one == "khan" else Doing.PREP,
            )
            for one, *_ in TABLE
        ),
    )


def _cohorts(call: Call) -> list[Cohort]:
    agreed = {"alpha": 1, "beta": None}
    return [
        Cohort(
            id=CohortId(name),
            structure="clc",
            coach=PersonId(call(coach)),
            topic="fractions",
            start_week=MONDAY,
            members=tuple(PersonId(call(one)) for one, own, *_ in TABLE if own == name),
            prep_ok_per_week=agreed[name],
        )
        for name, coach in (("alpha", "ana"), ("beta", "ben"))
    ]


def _called(person: Person, call: Call) -> Person:
    other = call(person.id)
    if other == person.id:
        return person
    return replace(
        person, id=PersonId(other), name=f"Name of {other}", email=f"{other}@district.example"
    )


def _pair(*, leader: str, teacher: str, cohort: str) -> tuple[Activity, Activity]:
    """A visit and its debrief, both of the week."""
    plain: dict[str, Any] = {
        "leader": PersonId(leader),
        "required": (PersonId(leader), PersonId(teacher)),
        "cohort": CohortId(cohort),
        "window": WEEK,
        "week": 1,
    }
    visit = an_activity(
        id=ActivityId(f"clc.{cohort}.w1.visit.{teacher}"), teaching=PersonId(teacher), **plain
    )
    debrief = an_activity(
        id=ActivityId(f"clc.{cohort}.w1.debrief.{teacher}"), kind=Kind.DEBRIEF, minutes=25, **plain
    )
    return visit, replace(debrief, after=(_after(visit),))


def _after(visit: Activity) -> After:
    return After(earlier=visit.id, school_days=2)


def _beside(call: Call) -> list[tuple[Activity, Slot]]:
    """The partners' hour and two rounds."""

    def of(name: str, kind: Kind, *people: str, **more: Any) -> Activity:
        required = tuple(PersonId(call(one)) for one in people)
        plain: dict[str, Any] = {
            "id": ActivityId(name),
            "kind": kind,
            "leader": required[0],
            "required": required,
            "series": SeriesId(name),
            "window": WEEK,
        }
        return an_activity(**(plain | more))

    november = Window(first=date(2026, 11, 30), last=date(2026, 11, 30))
    return [
        (
            of("partners", Kind.PARTNER_MEETING, "ana"),
            a_slot("2026-11-12 14:30", 60, school=GRANT, container=Container.WORKDAY),
        ),
        (
            of("round-1", Kind.ROUND, "prince", "hall", "khan"),
            a_slot("2026-11-13 08:30", 180),
        ),
        (
            of("round-2", Kind.ROUND, "dir", "hall", "imai", window=november),
            a_slot("2026-11-30 08:30", 180),
        ),
    ]
