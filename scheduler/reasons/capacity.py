"""Whether there is time at all: minutes a person needs outside teaching, and minutes there are.

What is counted as there is an upper bound: stretches are added up whatever their length, and nobody
else's claim is taken off. So where it is too little, no schedule can hold everything.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.activities.cycle import school_of
from scheduler.district import PersonId
from scheduler.model import Activity, Container, Window
from scheduler.peoples_time.availability import Availability, Stretch

LIMITED = (Container.PREP, Container.AFTER_SCHOOL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """One person's minutes outside teaching over `weeks` weeks: what is needed and what is there."""

    person: PersonId
    weeks: int
    needed: int
    directed: int
    """In PLC, early release, free and before-school time and in working hours."""
    prep: int
    """In planning periods she agreed to give."""
    after_school: int
    """In as many meetings after school as the contract allows."""

    @property
    def there(self) -> int:
        return self.directed + self.prep + self.after_school

    @property
    def short(self) -> int:
        """Minutes that are missing, 0 when there is enough."""
        return max(0, self.needed - self.there)


def budget(
    availability: Availability,
    person: PersonId,
    activities: Iterable[Activity],
    *,
    prep_uses: int,
) -> Budget:
    """What the activities outside teaching that need this person ask for, against her own time.

    `prep_uses` is how many planning periods a week she agreed to give.
    """
    meetings = [one for one in activities if one.teaching is None and person in one.required]
    dates = _dates(one.window for one in meetings)
    inside = {container for one in meetings for container in one.inside}
    inside.add(Container.WORKDAY)
    weeks = {one.week for one in meetings}
    return Budget(
        person=person,
        weeks=len(weeks),
        needed=sum(one.minutes_min or one.minutes for one in meetings),
        directed=_directed(availability, person, dates, inside),
        prep=_prep(availability, person, dates, prep_uses) if Container.PREP in inside else 0,
        after_school=(
            _after_school(availability, person, dates) if Container.AFTER_SCHOOL in inside else 0
        ),
    )


def _dates(windows: Iterable[Window]) -> list[date]:
    """Every date of the windows once, in order."""
    found = {
        window.first + timedelta(days=after)
        for window in windows
        for after in range((window.last - window.first).days + 1)
    }
    return sorted(found)


def _stretches(
    availability: Availability, person: PersonId, day: date, inside: Collection[Container]
) -> list[Stretch]:
    found = availability.day(person, day).stretches
    return [stretch for stretch in found if stretch.container in inside]


def _minutes(stretches: Iterable[Stretch]) -> int:
    return sum(stretch.span.minutes for stretch in stretches)


def _directed(
    availability: Availability,
    person: PersonId,
    dates: Sequence[date],
    inside: Collection[Container],
) -> int:
    free_to_use = [container for container in inside if container not in LIMITED]
    return sum(_minutes(_stretches(availability, person, day, free_to_use)) for day in dates)


def _prep(
    availability: Availability, person: PersonId, dates: Sequence[date], uses_a_week: int
) -> int:
    """The longest planning periods of each week, as many as may be used."""
    lengths: dict[date, list[int]] = {}
    for day in dates:
        monday = day - timedelta(days=day.weekday())
        lengths.setdefault(monday, []).extend(
            stretch.span.minutes
            for stretch in _stretches(availability, person, day, (Container.PREP,))
        )
    return sum(sum(sorted(week, reverse=True)[:uses_a_week]) for week in lengths.values())


def _after_school(availability: Availability, person: PersonId, dates: Sequence[date]) -> int:
    """As many meetings of a month as the contract allows, not on Fridays and not before a break."""
    limits = availability.district.limits
    school = school_of(availability.district.people[person])
    lengths: dict[tuple[int, int], list[int]] = {}
    for day in dates:
        if day.weekday() == 4 or availability.days.eve_of_break(school, day):
            continue
        minutes = _minutes(_stretches(availability, person, day, (Container.AFTER_SCHOOL,)))
        lengths.setdefault((day.year, day.month), []).append(
            min(minutes, limits.after_school_minutes)
        )
    allowed = limits.after_school_a_month
    return sum(sum(sorted(month, reverse=True)[:allowed]) for month in lengths.values())
