"""Values for tests: a small district, an activity, a slot; each test says only what it is about."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.district import District, Person, PersonId, Role, School, SchoolId, SchoolYear
from scheduler.model import Activity, ActivityId, Container, Kind, Schedule, Slot, Window

ZONE = "America/New_York"
LINCOLN = SchoolId("lincoln")
ANA = PersonId("ana")
BEN = PersonId("ben")
HALL = PersonId("hall")
KHAN = PersonId("khan")
VISIT = ActivityId("clc/alpha/w2/visit/hall")


def at(wall: str, *, zone: str = ZONE) -> datetime:
    """An instant (aware UTC) from school wall time like `2026-12-08 10:40`."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def a_person(name: str, role: Role = Role.TEACHER, **more: Any) -> Person:
    """Somebody at Lincoln whose id is the last name in lower case."""
    last = name.rsplit(maxsplit=1)[-1].lower()
    plain: dict[str, Any] = {
        "id": PersonId(last),
        "name": name,
        "email": f"{last}@district.example",
        "role": role,
        "school": LINCOLN,
    }
    return Person(**(plain | more))


def a_district(*people: Person, **more: Any) -> District:
    """Lincoln with the coaches Ana and Ben, the teachers Hall and Khan, and whoever is given."""
    everybody = (
        a_person("Ana Ruiz", Role.COACH, id=ANA, email="ana@district.example"),
        a_person("Ben Ochoa", Role.COACH, id=BEN, email="ben@district.example"),
        a_person("Rosa Hall", id=HALL),
        a_person("Amir Khan", id=KHAN),
        *people,
    )
    plain: dict[str, Any] = {
        "name": "Example",
        "year": SchoolYear(first=date(2026, 8, 24), last=date(2027, 6, 11), zone=ZONE),
        "schools": {LINCOLN: School(id=LINCOLN, name="Lincoln MS")},
        "people": {person.id: person for person in everybody},
    }
    return District(**(plain | more))


def an_activity(**more: Any) -> Activity:
    """Ana visits Rosa Hall in the second week of December."""
    plain: dict[str, Any] = {
        "id": VISIT,
        "kind": Kind.VISIT,
        "structure": "clc",
        "label": "content knowledge",
        "leader": ANA,
        "required": (ANA, HALL),
        "minutes": 40,
        "window": Window(first=date(2026, 12, 7), last=date(2026, 12, 11)),
    }
    return Activity(**(plain | more))


def a_slot(wall: str = "2026-12-08 10:40", minutes: int = 40, **more: Any) -> Slot:
    """A time at Lincoln, room 214, period 4."""
    plain: dict[str, Any] = {
        "start": at(wall),
        "minutes": minutes,
        "school": LINCOLN,
        "room": "214",
        "block": "4",
        "container": Container.TEACHING,
    }
    return Slot(**(plain | more))


def a_schedule(placed: Mapping[Activity, Slot] | Iterable[tuple[Activity, Slot]]) -> Schedule:
    """A schedule in which everything has its slot."""
    pairs = list(placed.items() if isinstance(placed, Mapping) else placed)
    return Schedule(
        activities={activity.id: activity for activity, _ in pairs},
        placed={activity.id: slot for activity, slot in pairs},
    )
