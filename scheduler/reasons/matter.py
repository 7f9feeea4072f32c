"""What is looked at before any time is looked for, and what is said of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.district import Cohort, District
from scheduler.model import Activity
from scheduler.peoples_time.availability import Availability
from scheduler.structures.structure import Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """One thing to know before scheduling; `stops` when the contract forbids going on with it.

    `where` is the tab and row it comes from, `says` a sentence with numbers, `fix` one thing to do.
    """

    where: str
    says: str
    fix: str
    stops: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What the checks look at: the district, what it has to do, and the time people have."""

    availability: Availability
    activities: Sequence[Activity]
    structures: Mapping[str, Structure]

    @property
    def district(self) -> District:
        return self.availability.district

    def of_cohort(self, cohort: Cohort) -> list[Activity]:
        return [activity for activity in self.activities if activity.cohort == cohort.id]

    def running_cohorts(self) -> Iterator[tuple[Cohort, list[Activity]]]:
        """Each cohort that has activities, with them."""
        for cohort in self.district.cohorts:
            if found := self.of_cohort(cohort):
                yield cohort, found
