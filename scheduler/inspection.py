"""A schedule laid out for looking at: who is where when. The referee's and the prices' view.

Imports nothing of the search, so that what it says about a schedule does not depend on how the
schedule was found.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from scheduler.district import (
    AvailabilityRow,
    Busy,
    District,
    Offer,
    PersonId,
    SchoolId,
)
from scheduler.model import Activity, ActivityId, Exclusion, Pin, Schedule, Slot
from scheduler.schoolday import SchoolDays, Span
from scheduler.telling import Telling
from scheduler.timetabled import Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """An activity where it stands, with everybody who will be there and the school's date."""

    activity: Activity
    slot: Slot
    people: tuple[PersonId, ...]
    day: date

    @property
    def span(self) -> Span:
        return Span(start=self.slot.start, end=self.slot.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A rule broken, in words, by the activities named.

    `soft` where the district lets it happen at a price; `over` is then how far it goes beyond the number.
    """

    rule: str
    says: str
    activities: tuple[ActivityId, ...]
    soft: bool = False
    over: int = 1


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """Everything a check may look at. `published` is the date notice counts from (None: no notice).

    `standing` holds activities that stood before this search: no notice is due for them. `before` is where
    things were when people were last told, `telling` what moving those costs.
    """

    schedule: Schedule
    district: District
    days: SchoolDays
    published: date | None = None
    busy: tuple[Busy, ...] = ()
    pins: tuple[Pin, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    standing: frozenset[ActivityId] = frozenset()
    before: Mapping[ActivityId, Slot] = field(default_factory=dict)
    telling: Telling = field(default_factory=Telling)
    missed: frozenset[ActivityId] = frozenset()
    """Visits of weeks before those looked at that never had a time."""
    reading: Timetable | None = None
    """The timetables where another inspection of the same district has read them already."""

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """In order of time, then id."""
        found = (self._placement(key, slot) for key, slot in self.schedule.placed.items())
        return tuple(sorted(found, key=lambda one: (one.slot.start, one.activity.id)))

    def _placement(self, key: ActivityId, slot: Slot) -> Placement:
        return Placement(
            activity=self.schedule.activities[key],
            slot=slot,
            people=self.schedule.people_at(key),
            day=self.days.date_of(slot.start),
        )

    @cached_property
    def by_person(self) -> Mapping[PersonId, tuple[Placement, ...]]:
        """Each person's placements in order of time."""
        found: dict[PersonId, list[Placement]] = defaultdict(list)
        for placement in self.placements:
            for person in placement.people:
                found[person].append(placement)
        return {person: tuple(placements) for person, placements in found.items()}

    @cached_property
    def by_person_day(self) -> Mapping[tuple[PersonId, date], tuple[Placement, ...]]:
        """Each person's placements of a date, in order of time."""
        found: dict[tuple[PersonId, date], list[Placement]] = defaultdict(list)
        for person, placements in self.by_person.items():
            for placement in placements:
                found[person, placement.day].append(placement)
        return {key: tuple(placements) for key, placements in found.items()}

    @cached_property
    def by_id(self) -> Mapping[ActivityId, Placement]:
        return {placement.activity.id: placement for placement in self.placements}

    @cached_property
    def timetable(self) -> Timetable:
        return self.reading or Timetable(self.district, self.days)

    @cached_property
    def distances(self) -> "Distances":
        return Distances(self.district)

    @cached_property
    def tied(self) -> Mapping[ActivityId, tuple[ActivityId, ...]]:
        """For each activity the placed ones before or after it in an order that has to be kept."""
        found: dict[ActivityId, list[ActivityId]] = defaultdict(list)
        for key, activity in self.schedule.activities.items():
            for after in activity.after:
                if after.earlier in self.by_id:
                    found[key].append(after.earlier)
                if key in self.by_id:
                    found[after.earlier].append(key)
        return {key: tuple(others) for key, others in found.items()}

    def rows(self, person: PersonId, day: date) -> list[AvailabilityRow]:
        """A person's rows of Availability for a date: what a date offers replaces what the weekday
        offers, while a `never` of either stays one."""
        rows = [row for row in self.district.availability if row.person == person]
        dated = [row for row in rows if row.date == day]
        offered = any(row.offer is not Offer.NEVER for row in dated)
        weekly = [row for row in rows if row.date is None and row.weekday == day.weekday()]
        return [row for row in weekly if row.offer is Offer.NEVER or not offered] + dated

    def has_offers(self, person: PersonId) -> bool:
        """Whether rows of Availability say when this person can; `never` alone says nothing of it."""
        return any(
            row.person == person and row.offer is not Offer.NEVER
            for row in self.district.availability
        )

    def name(self, person: PersonId) -> str:
        return self.district.people[person].name

    def when(self, moment: datetime) -> str:
        """Local time with the weekday, like 'Tue 8 Dec 10:40 AM'."""
        local = self.days.local(moment)
        return f"{local:%a} {local.day} {local:%b} {local.hour % 12 or 12}:{local:%M %p}"


class Distances:
    """Minutes to leave between two schools, buffer included; directions may differ.

    A direction without a row takes the other one's, a pair without any the contract's assumption.
    """

    def __init__(self, district: District) -> None:
        self._known: dict[tuple[SchoolId, SchoolId], int] = {}
        for row in district.travel:
            self._known.setdefault((row.destination, row.origin), row.minutes + row.buffer)
        for row in district.travel:
            self._known[row.origin, row.destination] = row.minutes + row.buffer
        self._assumed = district.limits.travel_minutes + district.limits.travel_buffer

    def minutes(self, origin: SchoolId | None, to: SchoolId | None) -> int:
        """None needed within a school, nor to or from something remote (`None`)."""
        if origin is None or to is None or origin == to:
            return 0
        return self._known.get((origin, to), self._assumed)
