"""Random small weeks for properties: two or three teachers, two schools, few blocks, anything in the way."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from scheduler.district import (
    Blackout,
    Busy,
    CalendarDay,
    Cohort,
    CohortId,
    DayType,
    District,
    Doing,
    Lesson,
    Limits,
    Travel,
)
from scheduler.limits import MAY_BE_SOFT
from scheduler.model import Activity, ActivityId, After, Container, Kind, Pin, Slot, Window
from scheduler.peoples_time.availability import Availability
from scheduler.schoolday import SchoolDays
from scheduler.search.partition import Search
from scheduler.slots.candidates import Sieve
from tests.scheduler.builders import (
    ANA,
    BEN,
    DAYS,
    GRANT,
    HALL,
    KHAN,
    LEE,
    LINCOLN,
    MONDAY,
    a_debrief,
    a_meeting,
    a_visit,
    a_week,
    offer,
)

TEACHERS = (HALL, KHAN, LEE)
ALPHA = CohortId("alpha")
WEIGHED = (
    *("campus switches", "going back", "fair load"),
    *("drives", "late debriefs", "weekdays", "teachers' time", "missed again"),
)
DOING = st.sampled_from([Doing.TEACH, Doing.TEACH, Doing.PREP, Doing.FREE, Doing.DUTY, None])
INSIDE = st.permutations(
    [Container.PLC, Container.FREE, Container.PREP, Container.AFTER_SCHOOL]
).map(lambda order: tuple(order[:3]))


@st.composite
def timetables(draw: st.DrawFn, blocks: str) -> tuple[Lesson, ...]:
    return tuple(
        Lesson(person=person, letter="", block=block, doing=doing, subject="math", room="214")
        for person in TEACHERS
        for block in blocks
        if (doing := draw(DOING)) is not None
    )


@st.composite
def blackouts(draw: st.DrawFn) -> Blackout:
    first = draw(st.sampled_from([MONDAY, DAYS["tue"]]))
    fields: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"school": GRANT},
                {"person": HALL},
                {"person": ANA},
                {"grade": "7"},
                {"room": "214"},
                {"room": "LIB", "blocks": ("5", "PLC")},
                {"subject": "Math", "blocks": ("2",)},
                {"school": LINCOLN, "blocks": ("1", "PLC")},
            ]
        )
    )
    return Blackout(first=first, last=first, soft=draw(st.booleans()), **fields)


@st.composite
def limits(draw: st.DrawFn) -> Limits:
    return Limits(
        visits_a_day=draw(st.integers(1, 3)),
        blocks_running=draw(st.integers(1, 3)),
        sites_a_day=draw(st.integers(1, 2)),
        prep_uses_a_week=draw(st.integers(0, 2)),
        prep_minutes_a_week=draw(st.sampled_from([0, 225, 400])),
        after_school_a_month=draw(st.integers(0, 2)),
        after_school_minutes=draw(st.sampled_from([20, 60])),
        lunch_minutes=draw(st.sampled_from([30, 60, 120])),
        prep_block_minutes=draw(st.sampled_from([30, 45, 60])),
        open_blocks_a_day=draw(st.sampled_from([0, 1, 1, 3, 4])),
        substitutes_at_once=draw(st.integers(0, 2)),
        soft=draw(st.frozensets(st.sampled_from(MAY_BE_SOFT), max_size=3)),
        weights=tuple(draw(st.dictionaries(st.sampled_from(WEIGHED), st.integers(0, 3))).items()),
    )


@st.composite
def districts(draw: st.DrawFn) -> District:
    special = draw(st.sampled_from([None, DayType.EARLY_RELEASE, DayType.HOLIDAY, DayType.TESTING]))
    day = draw(st.sampled_from([DAYS["tue"], DAYS["wed"]]))
    school = draw(st.sampled_from([GRANT, LINCOLN]))
    rows = [CalendarDay(date=day, school=school, day_type=special)] if special else []
    cohort = Cohort(
        id=ALPHA,
        structure="clc",
        coach=ANA,
        topic="",
        start_week=MONDAY,
        members=TEACHERS,
        prep_ok_per_week=draw(st.sampled_from([None, 0, 1])),
    )
    never = draw(st.lists(st.sampled_from([HALL, LEE, ANA]), max_size=1))
    return a_week(
        cohorts=(cohort,),
        timetable=draw(timetables("123456")),
        days=tuple(rows),
        blackouts=tuple(draw(st.lists(blackouts(), max_size=2))),
        availability=tuple(offer(person, "mon", "08:30", "10:00", "never") for person in never),
        travel=draw(
            st.sampled_from(
                [
                    (),
                    (Travel(origin=LINCOLN, destination=GRANT, minutes=45, buffer=0),),
                    (
                        Travel(origin=LINCOLN, destination=GRANT, minutes=60, buffer=0),
                        Travel(origin=GRANT, destination=LINCOLN, minutes=1, buffer=0),
                    ),
                ]
            )
        ),
        limits=draw(limits()),
    )


@st.composite
def busy_times(draw: st.DrawFn) -> Busy:
    start = SchoolDays(a_week()).instant(MONDAY, offer(ANA, "mon", "08:00", "09:00").start)
    begins = start + timedelta(minutes=draw(st.integers(0, 400)))
    return Busy(
        person=draw(st.sampled_from([ANA, BEN, *TEACHERS])),
        start=begins,
        end=begins + timedelta(minutes=draw(st.integers(1, 120))),
    )


@st.composite
def activities(draw: st.DrawFn, most: int) -> tuple[Activity, ...]:
    """Visits with or without debriefs, and meetings of two teachers; Ana leads most of it."""
    found: list[Activity] = []
    window = Window(first=MONDAY, last=draw(st.sampled_from([MONDAY, DAYS["tue"], DAYS["wed"]])))
    for number in range(draw(st.integers(1, most))):
        teacher = draw(st.sampled_from(TEACHERS))
        fields: dict[str, Any] = {
            "leader": draw(st.sampled_from([ANA, ANA, BEN])),
            "window": window,
            "worth": draw(st.sampled_from([100, 1000])),
            "notice": draw(st.sampled_from([0, 1, 2])),
        }
        kind = draw(st.sampled_from(["visit", "debrief", "meeting", "pair", "lab"]))
        if kind == "visit" or (kind == "debrief" and len(found) + 1 >= most):
            found.append(a_visit(teacher, id=ActivityId(f"{number} visit"), **fields))
        elif kind == "debrief":
            found.append(a_visit(teacher, id=ActivityId(f"{number} visit"), **fields))
            after = After(
                earlier=found[-1].id,
                school_days=draw(st.sampled_from([None, 0, 1])),
                soft=draw(st.booleans()),
            )
            more = {"after": (after,), "inside": draw(INSIDE), "cohort": ALPHA}
            found.append(a_debrief(teacher, id=ActivityId(f"{number} debrief"), **(fields | more)))
        elif kind == "lab":
            teaching = (Container.FREE, Container.TEACHING)
            hosts = (fields["leader"], *draw(st.permutations(TEACHERS)))
            more = {"kind": Kind.LAB, "required": hosts, "inside": teaching}
            found.append(a_visit(hosts[1], id=ActivityId(f"{number} lab"), **(fields | more)))
        else:
            others = draw(st.sampled_from(TEACHERS))
            both = tuple(dict.fromkeys((teacher, others))) if kind == "pair" else (teacher,)
            more = {
                "inside": draw(INSIDE),
                "minutes": draw(st.sampled_from([25, 40, 60])),
                "rooms": draw(st.sampled_from([(), ("LIB",)])),
                "school": draw(st.sampled_from([None, LINCOLN, GRANT])),
                "weekday_wish": draw(st.sampled_from([None, 1])),
            }
            found.append(a_meeting(*both, id=ActivityId(f"{number} meeting"), **(fields | more)))
        if len(found) >= most:
            break
    return tuple(found[:most])


@st.composite
def searches(draw: st.DrawFn, most: int = 6) -> Search:
    """A week to search, some of it perhaps pinned, standing, or sent out before."""
    district = draw(districts())
    wanted = draw(activities(most))
    busy = tuple(draw(st.lists(busy_times(), max_size=3)))
    published = draw(st.sampled_from([None, MONDAY - timedelta(days=3)]))
    sieve = Sieve(Availability(district, SchoolDays(district), busy), published=published)
    offered = {one.id: sieve.candidates(one).slots for one in wanted}
    some = [one.id for one in wanted if offered[one.id]]
    pins = _slots_for(
        draw, offered, draw(st.lists(st.sampled_from(some), max_size=1)) if some else []
    )
    before = _slots_for(
        draw, offered, draw(st.lists(st.sampled_from(some), max_size=2)) if some else []
    )
    stand = a_meeting(draw(st.sampled_from(TEACHERS)), id=ActivityId("standing"))
    standing = _slots_for(draw, {stand.id: sieve.candidates(stand).slots}, [stand.id])
    standing = standing if draw(st.booleans()) else {}
    return Search(
        district=district,
        activities=wanted,
        busy=busy,
        published=published,
        pins=tuple(Pin(activity=key, slot=where) for key, where in pins.items()),
        before=before,
        standing=standing,
        known={stand.id: stand} if standing else {},
        seed=draw(st.integers(0, 3)),
    )


def _slots_for(
    draw: st.DrawFn, offered: dict[ActivityId, tuple[Slot, ...]], keys: list[ActivityId]
) -> dict[ActivityId, Slot]:
    return {key: draw(st.sampled_from(offered[key])) for key in keys if offered[key]}
