"""What could be done for an activity that lost its time: offers, best first; none is ever taken by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from scheduler.district import Busy, District, Person, PersonId, Role
from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Exclusion, Kind, Schedule, Slot, Window
from scheduler.peoples_time.availability import Availability
from scheduler.referee.review import first_against
from scheduler.schoolday import SchoolDays
from scheduler.slots.candidates import Sieve

MOST = 3
"""Times offered with the same coach, and colleagues offered."""
LATER = timedelta(weeks=2)
"""How long after its dates a late make-up is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A time that breaks no rule while everything else stays, who would lead it, and what it is."""

    leader: PersonId
    slot: Slot
    says: str


def make_ups(
    schedule: Schedule,
    key: ActivityId,
    stood: Slot,
    *,
    district: District,
    published: date,
    exclusions: Sequence[Exclusion] = (),
    busy: Sequence[Busy] = (),
) -> tuple[Offer, ...]:
    """The same coach within its dates first, then a colleague, then the same coach later.

    `stood` is the time it lost. Where it has another time already only a colleague at the old one is
    offered.
    """
    activity = schedule.activities[key]
    look = _Look(
        schedule=replace(
            schedule, placed={k: slot for k, slot in schedule.placed.items() if k != key}
        ),
        district=district,
        published=published,
        exclusions=tuple(exclusions),
        busy=tuple(busy),
    )
    if key in schedule.placed:
        return tuple(look.by_a_colleague(activity, stood))
    in_its_dates = list(islice(look.fits(activity), MOST))
    late = () if in_its_dates else islice(look.fits(_later(activity)), MOST)
    return (
        *(_of(activity, slot, "the same coach, within its dates") for slot in in_its_dates),
        *islice(look.by_a_colleague(activity, stood), MOST),
        *(_of(activity, slot, "the same coach, after its dates") for slot in late),
    )


def _of(activity: Activity, slot: Slot, says: str) -> Offer:
    return Offer(leader=activity.leader, slot=slot, says=says)


def _later(activity: Activity) -> Activity:
    first = activity.window.last + timedelta(days=1)
    return replace(activity, window=Window(first=first, last=activity.window.last + LATER))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A schedule without the activity that is looked for."""

    schedule: Schedule
    district: District
    published: date
    exclusions: tuple[Exclusion, ...]
    busy: tuple[Busy, ...]

    def fits(self, activity: Activity) -> Iterator[Slot]:
        """Every time at which it breaks no rule, in order of time."""
        days = SchoolDays(self.district)
        sieve = Sieve(
            Availability(self.district, days, self.busy),
            published=self.published,
            exclusions=self.exclusions,
        )
        inspection = self._laid_out(activity, days)
        for slot in sieve.candidates(activity).slots:
            if first_against(inspection, activity.id, slot) is None:
                yield slot

    def by_a_colleague(self, activity: Activity, stood: Slot) -> Iterator[Offer]:
        """Colleagues who may and can do it, at the time it had."""
        days = SchoolDays(self.district)
        for person in sorted(self.district.people.values(), key=lambda one: one.name):
            if not qualifies(person, activity, self.district, days.date_of(stood.start)):
                continue
            hers = led_by(activity, person.id)
            inspection = replace(self._laid_out(hers, days), standing=frozenset({activity.id}))
            if first_against(inspection, activity.id, stood) is None:
                says = "a colleague, at the time it had"
                yield Offer(leader=person.id, slot=stood, says=says)

    def _laid_out(self, activity: Activity, days: SchoolDays) -> Inspection:
        activities = {**self.schedule.activities, activity.id: activity}
        return Inspection(
            schedule=replace(self.schedule, activities=activities),
            district=self.district,
            days=days,
            published=self.published,
            busy=self.busy,
            exclusions=self.exclusions,
        )


def qualifies(person: Person, activity: Activity, district: District, day: date) -> bool:
    """Whether somebody could stand in for the leader of an activity.

    She has the same role, takes part, works that day, and shares the subject where both have one. What
    follows up on something its own coach saw, and the meeting in which the coaching plan is agreed, are
    nobody else's.
    """
    leader = district.people[activity.leader]
    own = activity.kind is Kind.PLANNING or any(not after.soft for after in activity.after)
    return (
        not own
        and person.id not in activity.people
        and person.role is leader.role is Role.COACH
        and person.consent.takes_part
        and person.active_on(day)
        and (not person.works or day.weekday() in person.works)
        and _same_subject(person, leader)
    )


def _same_subject(one: Person, other: Person) -> bool:
    return not (one.subject and other.subject) or (
        one.subject.casefold() == other.subject.casefold()
    )


def led_by(activity: Activity, leader: PersonId) -> Activity:
    """The activity with another leader in the place of its own."""
    others = tuple(person for person in activity.required if person != activity.leader)
    return replace(activity, leader=leader, required=(leader, *others))
