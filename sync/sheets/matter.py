"""What the workbooks are brought up to date from, and what they got."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scheduler.district import District
from scheduler.model import Activity, Exclusion, Pin, Schedule
from scheduler.schoolday import SchoolDays
from scheduler.structures.structure import Structure
from sync.sheets.coach_books import Keeper


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """What the workbooks got, and what a person should know; `books` maps a name to its id."""

    cells: int = 0
    books: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def __add__(self, other: "Tracked") -> "Tracked":
        return Tracked(
            cells=self.cells + other.cells,
            books={**self.books, **other.books},
            notes=self.notes + other.notes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is tracked: the saved schedule, what people were told, and what they did."""

    district: District
    days: SchoolDays
    schedule: Schedule
    published: Schedule
    pins: tuple[Pin, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    today: date | None = None
    """From which the coverage list looks two weeks ahead; None lists all, and takes nothing for past."""
    activities: tuple[Activity, ...] = ()
    """Everything the structures ask for, with a time or without; () is what the schedule knows of."""
    structures: Mapping[str, Structure] = field(default_factory=dict)
    """Those in use among them; none means that nothing beside the meetings is tracked."""
    keeper: Keeper = field(default_factory=Keeper)
    """As whom workbooks are made, which decides how much may be kept for a coach."""
