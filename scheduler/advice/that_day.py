"""Why not that day? Each period that could be meant on a date, and what stops it there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from scheduler.advice.fact import asked_anew, wanted
from scheduler.district import PersonId
from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Container, Slot, Window
from scheduler.peoples_time.availability import Availability, Stretch
from scheduler.reasons.explain import A_TIME
from scheduler.referee.review import first_against
from scheduler.repair.case import Case
from scheduler.slots.candidates import Candidates, Sieve

WHOLE_DAY = ("respect_the_school_calendar", "give_notice", "pass_the_gates")
"""Rules that close a date as such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One stretch of `person`'s date, aware UTC, half-open; `stops` is '' where the activity fits in it."""

    person: PersonId
    start: datetime
    end: datetime
    stops: str


def on(case: Case, key: ActivityId, day: date) -> Case:
    """The case in which the activity may stand on that date alone."""
    return asked_anew(case, replace(wanted(case, key), window=Window(first=day, last=day)))


def periods(case: Case, key: ActivityId, day: date) -> tuple[Period, ...]:
    """The periods in order of time, while everything else stays where it is.

    Whose they are: the teacher's whose class is visited, else the first of those who are met, else the
    leader's own.
    """
    asked = on(case, key, day)
    activity, days = wanted(asked, key), asked.days
    availability = Availability(asked.district, days, asked.busy)
    published = days.date_of(asked.now)
    offered = Sieve(availability, published=published, exclusions=asked.exclusions).candidates(
        activity
    )
    others = [one for one in activity.required if one != activity.leader]
    person = activity.teaching or next(iter(others), activity.leader)
    own = availability.day(person, day)
    inspection = Inspection(
        schedule=replace(
            asked.base,
            activities={**asked.base.activities, key: activity},
            placed={one: slot for one, slot in asked.base.placed.items() if one != key},
        ),
        district=asked.district,
        days=days,
        published=published,
        busy=asked.busy,
        exclusions=asked.exclusions,
    )
    look = _Look(activity=activity, offered=offered, inspection=inspection, person=person)
    found = [*map(look.at, own.stretches)]
    found += [
        Period(person=person, start=cut.span.start, end=cut.span.end, stops=cut.says)
        for cut in own.gone
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What a stretch is judged with."""

    activity: Activity
    offered: Candidates
    inspection: Inspection
    person: PersonId

    def at(self, stretch: Stretch) -> Period:
        span = stretch.span
        slots = [one for one in self.offered.slots if span.start <= one.start < span.end]
        stops = self._refused(slots) if slots else self._not_offered(stretch)
        return Period(person=self.person, start=span.start, end=span.end, stops=stops)

    def _refused(self, slots: Sequence[Slot]) -> str:
        """What the referee says against the first of the times; '' when it lets one of them pass."""
        said = [first_against(self.inspection, self.activity.id, slot) for slot in slots]
        if any(one is None for one in said):
            return ""
        return next(A_TIME.sub("", one.says) for one in said if one is not None)

    def _not_offered(self, stretch: Stretch) -> str:
        """Why no time in it is offered at all."""
        return next(self._reasons(stretch))

    def _reasons(self, stretch: Stretch) -> Iterator[str]:
        for reason in self.offered.removed:
            if reason.rule in WHOLE_DAY:
                yield reason.says
        activity, container = self.activity, stretch.container
        if activity.teaching is not None:
            if container is not Container.TEACHING:
                yield "no class is taught then"
            if activity.subject and stretch.subject.casefold() != activity.subject.casefold():
                yield f"{stretch.subject or 'another subject'} is taught, not {activity.subject}"
        elif container is not Container.WORKDAY and container not in activity.inside:
            yield f"it does not use {container.value} time"
        least = activity.minutes_min or activity.minutes
        if stretch.span.minutes < least:
            yield f"{stretch.span.minutes} minutes are too short for {least}"
        yield "not everybody has such a time then"


def periods_of_its_dates(case: Case, key: ActivityId) -> tuple[Period, ...]:
    """The periods of all the dates on which it may stand and that are ahead."""
    window = wanted(case, key).window
    count = (window.last - window.first).days + 1
    dates = [window.first + timedelta(days=number) for number in range(count)]
    today = case.days.date_of(case.now)
    return tuple(one for day in dates if day > today for one in periods(case, key, day))


def grouped(found: Sequence[Period]) -> tuple[str, ...]:
    """Like '5 of 8 periods: it does not use plc time'; the most frequent first."""
    counts: dict[str, int] = {}
    for one in found:
        if one.stops:
            counts[one.stops] = counts.get(one.stops, 0) + 1
    in_order = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(f"{count} of {len(found)} periods: {says}" for says, count in in_order)
