"""Everything the pages are made of at one moment, as one value."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from scheduler.district import District, Person, PersonId
from scheduler.model import Activity, ActivityId, Exclusion, Pin, Schedule
from scheduler.peoples_time.never_again import NeverTime
from scheduler.schoolday import SchoolDays
from scheduler.structures.structure import Structure
from web.told import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One push: what it wrote, by verb; `back` tells whether it can be taken back."""

    name: str
    actor: str
    began: datetime
    ended: datetime | None
    wrote: Mapping[str, int]
    undone: bool = False
    back: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """`schedule` is the saved one, `published` what people were told; `read` is when the input was read.

    `nevers` are times kept that teachers can never do, `asked` those a coach is asked about once.
    `conflicts` are what schedule and calendar disagree about, None as long as nobody compared them.
    """

    district: District
    structures: Mapping[str, Structure]
    days: SchoolDays
    activities: tuple[Activity, ...]
    schedule: Schedule
    published: Schedule
    now: datetime
    read: datetime
    pins: tuple[Pin, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    accepted: Collection[Said] = ()
    not_held: frozenset[ActivityId] = frozenset()
    dropped: frozenset[ActivityId] = frozenset()
    nevers: tuple[NeverTime, ...] = ()
    asked: tuple[NeverTime, ...] = ()
    conflicts: int | None = None
    runs: tuple[Run, ...] = ()
    links: Mapping[ActivityId, str] = field(default_factory=dict)
    busy: object = None
    """What is known of people's own calendars; never shown, only compared."""

    @property
    def today(self) -> date:
        return self.days.date_of(self.now)

    def name(self, person: PersonId) -> str:
        found = self.district.people.get(person)
        return found.name if found else "somebody who has left"

    def person(self, name: str) -> Person | None:
        return self.district.people.get(PersonId(name))

    def refused(self) -> frozenset[tuple[ActivityId, datetime]]:
        """Activities with the starts at which somebody declined them."""
        return frozenset((one.activity, one.start) for one in self.exclusions)
