"""A school week for tests about times: bells, timetables, activities, slots, checked by eye.

The week begins on Monday 7 December 2026. Every school rings like this: periods 1 to 4 from 8:00, lunch
11:15, periods 5 and 6, PLC 1:30 PM to 2:15 PM; 45 minutes each with 5 between, inside a contract day from
7:30 AM to 3:30 PM. Ana coaches, Hall and Khan teach at Lincoln, Lee at Grant.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from datetime import date, datetime, time, timedelta
from typing import Any, ParamSpec, TypeVar

from scheduler.district import (
    AvailabilityRow,
    BellBlock,
    BlockKind,
    Busy,
    District,
    Doing,
    Lesson,
    Offer,
    Person,
    PersonId,
    Role,
    School,
    SchoolId,
    SchoolYear,
)
from scheduler.inspection import Inspection, Violation
from scheduler.model import Activity, ActivityId, After, Container, Kind, Schedule, Slot, Window
from scheduler.peoples_time.availability import Availability
from scheduler.referee.review import violations
from scheduler.schoolday import SchoolDays
from scheduler.search.find_times import Times, find_times
from scheduler.search.partition import Search
from scheduler.slots.candidates import Candidates, Sieve
from tests.builders import a_person, at

P = ParamSpec("P")
T = TypeVar("T")

LINCOLN, GRANT = SchoolId("lincoln"), SchoolId("grant")
ANA, BEN = PersonId("ana"), PersonId("ben")
HALL, KHAN, LEE = PersonId("hall"), PersonId("khan"), PersonId("lee")
MONDAY = date(2026, 12, 7)
DAYS = {
    name: MONDAY + timedelta(days=after)
    for after, name in enumerate(("mon", "tue", "wed", "thu", "fri"))
}
WHOLE_WEEK = Window(first=MONDAY, last=DAYS["fri"])
BELLS = (
    ("contract", "07:30", "15:30", BlockKind.CONTRACT),
    ("1", "08:00", "08:45", BlockKind.TEACH),
    ("2", "08:50", "09:35", BlockKind.TEACH),
    ("3", "09:40", "10:25", BlockKind.TEACH),
    ("4", "10:30", "11:15", BlockKind.TEACH),
    ("L", "11:15", "11:45", BlockKind.LUNCH),
    ("5", "11:50", "12:35", BlockKind.TEACH),
    ("6", "12:40", "13:25", BlockKind.TEACH),
    ("PLC", "13:30", "14:15", BlockKind.PLC),
)


def day_of(name: str) -> date:
    """A date of the week by 'mon' to 'fri', of the next one by 'next mon', else like '2026-12-08'."""
    if name.startswith("next "):
        return DAYS[name.removeprefix("next ")] + timedelta(weeks=1)
    return DAYS[name] if name in DAYS else date.fromisoformat(name)


def when(words: str) -> datetime:
    """An instant from words like 'tue 08:50' or 'next mon 10:30'."""
    day, _, wall = words.rpartition(" ")
    return at(f"{day_of(day)} {wall}")


def bells(
    rows: Iterable[tuple[str, str, str, BlockKind]] = BELLS, variant: str = "", band: str = ""
) -> tuple[BellBlock, ...]:
    return tuple(
        BellBlock(
            bell_set="bells",
            variant=variant,
            block=block,
            start=time.fromisoformat(start),
            end=time.fromisoformat(end),
            kind=kind,
            grade_band=band,
        )
        for block, start, end, kind in rows
    )


def lessons(
    person: PersonId, letter: str = "", subject: str = "math", **blocks: str
) -> list[Lesson]:
    """Rows of a timetable: `teach="123"` for periods, `prep="4"`; a word stands for one block."""
    return [
        Lesson(
            person=person,
            letter=letter,
            block=block,
            doing=Doing(doing),
            subject=subject if doing == "teach" else "",
            room="214" if doing == "teach" else "",
        )
        for doing, names in blocks.items()
        for block in ([names] if names in ("PLC", "L") else list(names))
    ]


def teaches_all_morning(person: PersonId) -> list[Lesson]:
    """Periods 1 to 4 taught, 5 prep, 6 neither taught nor protected."""
    return lessons(person, teach="1234", prep="5", free="6")


def offer(
    person: PersonId, day: str, start: str, end: str, says: str = "free", **more: Any
) -> AvailabilityRow:
    """A row of Availability; the day is a weekday, or a date like '2026-12-08'."""
    weekday = list(DAYS).index(day) if day in DAYS else None
    return AvailabilityRow(
        person=person,
        weekday=weekday,
        date=None if weekday is not None else day_of(day),
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        offer=Offer(says),
        **more,
    )


def busy(person: PersonId, start: str, minutes: int) -> Busy:
    begins = when(start)
    return Busy(person=person, start=begins, end=begins + timedelta(minutes=minutes))


def a_teacher(key: str, school: SchoolId = LINCOLN, **more: Any) -> Person:
    plain: dict[str, Any] = {"id": PersonId(key), "school": school, "subject": "math"}
    return a_person(key.title(), **(plain | more))


def a_coach(key: str = ANA, **more: Any) -> Person:
    return a_person(key.title(), Role.COACH, **({"id": PersonId(key), "school": None} | more))


def a_week(*people: Person, timetable: Iterable[Lesson] | None = None, **more: Any) -> District:
    """The district; people given replace those of the same id."""
    everybody = (
        a_coach(ANA),
        a_coach(BEN),
        a_teacher(HALL),
        a_teacher(KHAN),
        a_teacher(LEE, GRANT),
        *people,
    )
    if timetable is None:
        timetable = [row for person in (HALL, KHAN, LEE) for row in teaches_all_morning(person)]
    plain: dict[str, Any] = {
        "name": "Example",
        "year": SchoolYear(first=date(2026, 8, 24), last=date(2027, 6, 11)),
        "schools": {
            key: School(id=key, name=key.title(), bell_set="bells") for key in (LINCOLN, GRANT)
        },
        "people": {person.id: person for person in everybody},
        "bells": bells(),
        "timetable": tuple(timetable),
    }
    return District(**(plain | more))


def a_visit(teacher: PersonId = HALL, **more: Any) -> Activity:
    plain: dict[str, Any] = {
        "id": ActivityId(f"visit.{teacher}"),
        "kind": Kind.VISIT,
        "structure": "clc",
        "label": "",
        "leader": ANA,
        "minutes": 45,
        "minutes_min": 15,
        "window": WHOLE_WEEK,
        "teaching": teacher,
        "subject": "math",
        "school": GRANT if teacher == LEE else LINCOLN,
        "worth": 1000,
    }
    plain |= more
    return Activity(**({"required": (plain["leader"], teacher)} | plain))


def a_meeting(*teachers: PersonId, **more: Any) -> Activity:
    """A meeting of Ana's with teachers, in the times that debriefs use unless said otherwise."""
    teachers = teachers or (HALL,)
    plain: dict[str, Any] = {
        "id": ActivityId("meeting." + ".".join(teachers)),
        "kind": Kind.MEETING,
        "structure": "clc",
        "label": "",
        "leader": ANA,
        "minutes": 25,
        "window": WHOLE_WEEK,
        "inside": (Container.PLC, Container.FREE, Container.AFTER_SCHOOL, Container.PREP),
        "school": GRANT if teachers[0] == LEE else LINCOLN,
        "worth": 1000,
    }
    plain |= more
    return Activity(**({"required": (plain["leader"], *teachers)} | plain))


def a_debrief(teacher: PersonId = HALL, *, school_days: int = 2, **more: Any) -> Activity:
    """A debrief after the teacher's visit."""
    after = (After(earlier=ActivityId(f"visit.{teacher}"), school_days=school_days),)
    plain: dict[str, Any] = {"id": ActivityId(f"debrief.{teacher}"), "kind": Kind.DEBRIEF}
    return a_meeting(teacher, **(plain | {"after": after} | more))


def slot(start: str, minutes: int = 25, container: Container = Container.PLC, **more: Any) -> Slot:
    plain: dict[str, Any] = {"school": LINCOLN} | more
    return Slot(start=when(start), minutes=minutes, container=container, **plain)


def taught(start: str, minutes: int = 45, **more: Any) -> Slot:
    return slot(start, minutes, Container.TEACHING, **({"room": "214"} | more))


def standing(*pairs: tuple[Activity, Slot]) -> dict[str, Any]:
    """The fields of a search for what already stands."""
    return {
        "standing": {activity.id: where for activity, where in pairs},
        "known": {activity.id: activity for activity, _ in pairs},
    }


def inspected(district: District, *pairs: tuple[Activity, Slot], **more: Any) -> Inspection:
    """A schedule with these placements, laid out for the referee; `also` are left without a slot."""
    left_out = more.pop("also", ())
    activities = {activity.id: activity for activity in (*(pair[0] for pair in pairs), *left_out)}
    return Inspection(
        schedule=Schedule(
            activities=activities, placed={activity.id: where for activity, where in pairs}
        ),
        district=district,
        days=SchoolDays(district),
        **more,
    )


def broken(district: District, *pairs: tuple[Activity, Slot], **more: Any) -> set[str]:
    """The names of the rules that these placements break."""
    return {violation.rule for violation in all_broken(district, *pairs, **more)}


def all_broken(
    district: District, *pairs: tuple[Activity, Slot], **more: Any
) -> tuple[Violation, ...]:
    return violations(inspected(district, *pairs, **more))


def sieved(district: District, activity: Activity, **more: Any) -> Candidates:
    """What the sieve offers an activity; `busy` are stretches of people's calendars."""
    taken = more.pop("busy", ())
    return Sieve(Availability(district, SchoolDays(district), taken), **more).candidates(activity)


def starts(district: District, activity: Activity, **more: Any) -> list[str]:
    """The starts offered, like 'tue 08:50'."""
    days = SchoolDays(district)
    found = (days.local(one.start) for one in sieved(district, activity, **more).slots)
    return [f"{local:%a %H:%M}".lower() for local in found]


def reasons(district: District, activity: Activity, **more: Any) -> dict[str, int]:
    """How many times each rule took away."""
    return {reason.rule: reason.count for reason in sieved(district, activity, **more).removed}


class InPlace(Executor):
    """Does the work at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def searched(search: Search, seconds: float = 20.0) -> Times:
    return find_times(search, executor=InPlace(), left=lambda: seconds)


def found(district: District, *activities: Activity, **more: Any) -> Times:
    """What the search finds for some activities."""
    return searched(Search(district=district, activities=activities, **more))


def placed_at(times: Times, district: District) -> dict[str, str]:
    """Where each activity was placed, like {'visit.hall': 'tue 08:50'}."""
    days = SchoolDays(district)
    local = {key: days.local(where.start) for key, where in times.schedule.placed.items()}
    return {str(key): f"{moment:%a %H:%M}".lower() for key, moment in local.items()}
