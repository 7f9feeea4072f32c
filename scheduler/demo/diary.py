"""A demo coach's diary: what is in it already, and whether one thing more can be done that day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from scheduler.district import Limits, SchoolId
from scheduler.inspection import Distances
from scheduler.model import Slot
from scheduler.schoolday import SchoolDays

_BLOCK = 45
_LUNCH_HOURS = (time(10, 30), time(13, 30))


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A slot in whole minutes since 1970, which is quicker to compare than instants are."""

    slot: Slot
    start: int
    end: int
    school: SchoolId | None
    visit: bool


def entry_of(slot: Slot, *, visit: bool = False) -> Entry:
    start = int(slot.start.timestamp()) // 60
    return Entry(slot, start, start + slot.minutes, slot.school, visit)


class Diary:
    """One coach's entries by date; `workday` are the wall times between which she is to be had."""

    def __init__(
        self, days: SchoolDays, distances: Distances, limits: Limits, workday: tuple[time, time]
    ) -> None:
        self._days = days
        self._distances = distances
        self._limits = limits
        self._workday = workday
        self._entries: dict[date, list[Entry]] = defaultdict(list)
        self._hours: dict[date, tuple[int, int, int, int]] = {}

    def copy(self) -> "Diary":
        """The same entries in a diary of its own."""
        other = Diary(self._days, self._distances, self._limits, self._workday)
        for day, entries in self._entries.items():
            other.keep(day, *entries)
        return other

    def busy(self, day: date) -> bool:
        """Whether anything stands on that date."""
        return bool(self._entries.get(day))

    def keep(self, day: date, *entries: Entry) -> None:
        self._entries[day].extend(entries)

    def drop_last(self, day: date) -> None:
        """Take out what was kept last."""
        self._entries[day].pop()

    def takes(self, day: date, entry: Entry) -> bool:
        """Whether the entry fits: hours, time, drives, visits a day and running, sites, lunch."""
        there = self._entries[day]
        for other in there:
            if entry.start < other.end and other.start < entry.end:
                return False
        opens, closes, eats_from, eats_to = self._hours_of(day)
        if entry.start < opens or entry.end > closes:
            return False
        return (
            self._drives(there, entry)
            and (not entry.visit or self._bearable(there, entry))
            and self._eats(there, entry, eats_from, eats_to)
        )

    def _drives(self, there: Sequence[Entry], entry: Entry) -> bool:
        others = [one for one in there if one.school not in (None, entry.school)]
        if not others or entry.school is None:
            return True
        if len({one.school for one in others}) >= self._limits.sites_a_day:
            return False
        return all(
            entry.start >= one.end + self._distances.minutes(one.school, entry.school)
            if one.start < entry.start
            else one.start >= entry.end + self._distances.minutes(entry.school, one.school)
            for one in others
        )

    def _bearable(self, there: Sequence[Entry], entry: Entry) -> bool:
        starts = sorted([entry.start, *(one.start for one in there if one.visit)])
        running = self._limits.blocks_running
        reach = _BLOCK * (running + 1)
        return len(starts) <= self._limits.visits_a_day and all(
            over - first >= reach for first, over in zip(starts, starts[running:], strict=False)
        )

    def _eats(self, there: Sequence[Entry], entry: Entry, eats_from: int, eats_to: int) -> bool:
        """Whether some gap in the lunch hours, the drive in it taken off, is long enough."""
        outside = entry.end <= eats_from or entry.start >= eats_to
        if outside and all(one.school in (None, entry.school) for one in there):
            return True
        lunch = self._limits.lunch_minutes
        reached, school = eats_from, None
        for one in sorted((*there, entry), key=lambda other: other.start):
            drive = self._distances.minutes(school, one.school)
            if min(one.start, eats_to) - reached >= lunch + drive:
                return True
            reached, school = max(reached, one.end), one.school
        return eats_to - reached >= lunch

    def _hours_of(self, day: date) -> tuple[int, int, int, int]:
        if day not in self._hours:
            opens, closes, eats_from, eats_to = (
                int(self._days.instant(day, wall).timestamp()) // 60
                for wall in (*self._workday, *_LUNCH_HOURS)
            )
            self._hours[day] = (opens, closes, eats_from, eats_to)
        return self._hours[day]
