"""A meeting file as a district of ours: people, activities with required and invited people, rooms, hours.

The noon hour that the files leave out is cut out of the clock: a day's 36 grains run from 8:00 to 17:00, so
that a meeting may begin before noon and end after it, as it may for the vendor.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from benchmarks.meetings_files import MeetingFile, Place
from scheduler.district import (
    AvailabilityRow,
    District,
    Habits,
    Limits,
    Offer,
    Person,
    PersonId,
    Role,
    School,
    SchoolId,
    SchoolYear,
)
from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Container, Kind, Schedule, Slot, Window
from scheduler.peoples_time.availability import Availability
from scheduler.schoolday import SchoolDays
from scheduler.slots.candidates import Sieve

MONDAY = date(2026, 9, 7)
OPENS = time(8)
GRAIN_MINUTES = 15
GRAINS_A_DAY = 36
HOUSE = SchoolId("the house")


class MappedFile:
    """One file in our words, and the way back."""

    def __init__(self, file: MeetingFile) -> None:
        self.file = file
        self._dates = [_weekday(number) for number in range(max(file.day_of) + 1)]
        self.district = self._district()
        self.days = SchoolDays(self.district)
        self.activities = [self._activity(number) for number in range(len(file.meetings))]

    def _district(self) -> District:
        people = [_person(number) for number in range(self.file.people)]
        hosts = [_host(number) for number in range(len(self.file.meetings))]
        return District(
            name="meetings",
            year=SchoolYear(first=self._dates[0], last=self._dates[-1], zone="UTC"),
            schools={HOUSE: School(id=HOUSE, name="The house")},
            people={
                one: Person(id=one, name=one, email=f"{one}@example.org", role=Role.COMMUNITY)
                for one in (*people, *hosts)
            },
            availability=tuple(row for one in people for row in self._hours(one)),
            limits=Limits(),
            habits=Habits(day_start=OPENS, day_end=time(17)),
        )

    def _hours(self, person: PersonId) -> list[AvailabilityRow]:
        """A row for each grain: a meeting may start where a row does."""
        return [
            AvailabilityRow(
                person=person,
                weekday=None,
                date=start.date(),
                start=start.time(),
                end=end.time(),
                offer=Offer.FREE,
            )
            for start, end in self._clock
        ]

    @cached_property
    def _clock(self) -> Sequence[tuple[datetime, datetime]]:
        """When each grain begins and ends."""
        return [(self.instant(grain), self.instant(grain, 1)) for grain in range(self.file.grains)]

    def _activity(self, number: int) -> Activity:
        """The meeting, led by a host who goes nowhere else."""
        meeting = self.file.meetings[number]
        return Activity(
            id=ActivityId(f"meeting {number:03}"),
            kind=Kind.MEETING,
            structure="meetings",
            label=f"Meeting {number}",
            leader=_host(number),
            required=(_host(number), *(_person(one) for one in meeting.required)),
            invited=tuple(_person(one) for one in meeting.preferred),
            minutes=meeting.grains * GRAIN_MINUTES,
            window=Window(first=self._dates[0], last=self._dates[-1]),
            inside=(Container.WORKDAY,),
            school=HOUSE,
        )

    def instant(self, grain: int, more: int = 0) -> datetime:
        """The instant at which a grain begins, `more` grains later."""
        day = self.file.day_of[grain]
        since = grain - self._first_of_day[day] + more
        opening = datetime.combine(self._dates[day], OPENS, tzinfo=UTC)
        return opening + timedelta(minutes=GRAIN_MINUTES * since)

    @cached_property
    def _first_of_day(self) -> Mapping[int, int]:
        return {day: grain for grain, day in reversed(list(enumerate(self.file.day_of)))}

    @cached_property
    def slots(self) -> Mapping[int, Mapping[int, Slot]]:
        """By length in grains the slots our sieve offers, each by its first grain.

        Everybody has the same hours, so the sieve is asked once for each length, for a host and a guest.
        """
        sieve = Sieve(Availability(self.district, self.days))
        grain_of = {self.instant(grain): grain for grain in range(self.file.grains)}
        found: dict[int, dict[int, Slot]] = {}
        for number, meeting in enumerate(self.file.meetings):
            if meeting.grains not in found:
                one = self.activities[number]
                alone = replace(one, required=one.required[:2], invited=())
                offered = sieve.candidates(alone).slots
                found[meeting.grains] = {grain_of[slot.start]: slot for slot in offered}
        return found

    def judged(self, plan: Mapping[int, Place]) -> list[str]:
        """What our referee finds wrong with a plan; whoever is only invited comes if she can."""
        from scheduler.referee.review import review  # all the rules, which no first plan waits for

        activities: dict[ActivityId, Activity] = {}
        placed: dict[ActivityId, Slot] = {}
        for number, place in plan.items():
            one = self.activities[number]
            room = f"room {place.room}"
            activities[one.id] = replace(one, rooms=(room,))
            slot = self.slots[self.file.meetings[number].grains][place.grain]
            placed[one.id] = replace(slot, room=room)
        schedule = Schedule(activities=activities, placed=placed)
        found = Inspection(schedule=schedule, district=self.district, days=self.days)
        return [violation.says for violation in review(found).violations]


def _weekday(number: int) -> date:
    """The date of a file's day: weekdays one after the other."""
    weeks, days = divmod(number, 5)
    return MONDAY + timedelta(weeks=weeks, days=days)


def _person(number: int) -> PersonId:
    return PersonId(f"person {number:02}")


def _host(number: int) -> PersonId:
    return PersonId(f"host {number:03}")
