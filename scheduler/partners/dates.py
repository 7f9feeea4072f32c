"""The best half days of a month for a meeting with people whose calendars cannot be read.

Looked for in what the district knows: when teachers teach, when leaders are here, who would have to drive,
holidays and tests. A half day is worth offering when whoever leads the meeting has the time.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property

from scheduler.activities.cycle import school_of
from scheduler.district import EVERYWHERE, DayType, District, Modality, PersonId, Role, SchoolId
from scheduler.inspection import Distances
from scheduler.model import Activity, Container, Half
from scheduler.partners.people import HalfDay
from scheduler.peoples_time.availability import Availability, PersonDay
from scheduler.schoolday import SchoolDays, Span

OFFERED = 3
"""Half days offered at a time, a convention."""
NOON = time(12)
ANSWERING = 10
"""School days that partners have to answer in, two school weeks, before an invitation has to go."""
AWAY, COVER, TESTS, EVE, ANOTHER_WEEKDAY, SAME_WEEKDAY, SAME_HALF = 10, 6, 8, 5, 8, 3, 1
"""Prices: somebody of ours is not here, somebody would leave a class, a school of somebody invited tests,
the day before a break, not the weekday wished for, the weekday or the half of another offer."""
MINUTES_A_POINT = 10
"""Minutes of driving, of all our people together, that cost as much as one point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A half day worth offering. `because` is said to people outside too, so it counts and names nobody."""

    when: HalfDay
    price: int
    because: tuple[str, ...]
    drive_min: int = 0
    """Minutes all our people drive to it and back, together."""


def best_dates(
    activity: Activity,
    district: District,
    days: SchoolDays,
    *,
    available: Availability | None = None,
    without: Collection[HalfDay] = (),
    after: date | None = None,
    count: int = OFFERED,
) -> tuple[Offer, ...]:
    """The best half days for it in order of time, each on a date of its own; fewer where there are fewer.

    `without` are half days that were offered before: their dates are not offered again. Dates up to
    `after` are too soon.
    """
    desk = _Desk(activity, district, days, available or Availability(district, days))
    used = {one.day for one in without}
    open_ones = [
        offer
        for day in desk.dates()
        if day not in used and (after is None or day > after)
        for half in Half
        if (offer := desk.offer(HalfDay(day=day, half=half))) is not None
    ]
    return tuple(sorted(_spread(open_ones, count), key=lambda one: one.when.day))


def _spread(offers: Sequence[Offer], count: int) -> Iterator[Offer]:
    """The cheapest, then the cheapest of another date, rather on another weekday and in another half."""
    chosen: list[Offer] = []
    while len(chosen) < count:
        dates = {one.when.day for one in chosen}
        left = [one for one in offers if one.when.day not in dates]
        if not left:
            break
        chosen.append(min(left, key=lambda one: (_beside(one, chosen), one.when.turn)))
    yield from chosen


def _beside(offer: Offer, chosen: Sequence[Offer]) -> int:
    """Its price beside those chosen: an answer of 'never on Tuesdays' should not take all of them."""
    weekdays = [one.when.day.weekday() for one in chosen]
    halves = [one.when.half for one in chosen]
    return (
        offer.price
        + SAME_WEEKDAY * weekdays.count(offer.when.day.weekday())
        + SAME_HALF * halves.count(offer.when.half)
    )


class _Desk:
    """One occurrence beside all the district knows about its dates."""

    def __init__(
        self, activity: Activity, district: District, days: SchoolDays, available: Availability
    ) -> None:
        self.activity = activity
        self.district = district
        self.days = days
        self._available = available
        self._way = Distances(district)
        self._kinds = {
            container for container in activity.inside if container is not Container.TEACHING
        } or set(Container) - {Container.TEACHING}

    def dates(self) -> Iterator[date]:
        """The school days of its window, which ends early enough to keep one month from the next."""
        window = self.activity.window
        yield from self.days.school_days(self._place or EVERYWHERE, window.first, window.last)

    @property
    def _place(self) -> SchoolId | None:
        return None if self.activity.modality is Modality.VIRTUAL else self.activity.school

    @cached_property
    def _ours(self) -> tuple[PersonId, ...]:
        """Everybody of the district who is invited; a partner's time is not ours to know."""
        people = self.district.people
        return tuple(one for one in self.activity.people if not people[one].external)

    def offer(self, when: HalfDay) -> Offer | None:
        """The half day with its price; None where whoever leads it, or the place, cannot."""
        leader = self.activity.leader
        if self._tests_at(self._place, when.day) or self._stands(leader, when) != "free":
            return None
        found = {one: self._stands(one, when) for one in self._ours if one != leader}
        away = sum(stand == "away" for stand in found.values())
        cover = sum(stand == "teaches" for stand in found.values())
        known = sum(stand != "unknown" for stand in found.values())
        schools = {school_of(self.district.people[one]) for one in self._ours} - {EVERYWHERE}
        tests = sum(self._tests_at(school, when.day) for school in schools)
        drive = self._drive(when.day, [one for one, stand in found.items() if stand != "away"])
        wish = self.activity.weekday_wish
        eve = self.days.eve_of_break(self._place or EVERYWHERE, when.day)
        price = AWAY * away + COVER * cover + TESTS * tests + EVE * eve + drive // MINUTES_A_POINT
        price += ANOTHER_WEEKDAY * (wish is not None and when.day.weekday() != wish)
        because = (
            _of_ours(known - away, known),
            f"{_counted(cover, 'class')} would need cover" if cover else "no class needs cover",
            *((f"{_counted(tests, 'school')} of those invited tests that day",) if tests else ()),
            *(("the day before a break",) if eve else ()),
            *((f"{drive} minutes of driving in all",) if drive else ("nobody drives",)),
        )
        return Offer(when=when, price=price, because=because, drive_min=drive)

    def _tests_at(self, school: SchoolId | None, day: date) -> bool:
        row = self.days.row(school or EVERYWHERE, day)
        return row is not None and row.day_type is DayType.TESTING

    def _stands(self, person: PersonId, when: HalfDay) -> str:
        """How somebody stands to a half day: free, teaches, away, or unknown without any timetable."""
        day = self._available.day(person, when.day)
        half = self._half(when)
        needed = self.activity.minutes
        if _longest(day, half, self._kinds) >= needed:
            return "free"
        if _longest(day, half, set(Container)) >= needed:
            return "teaches"
        return "away" if day.stretches or day.gone or self._says_when(person) else "unknown"

    def _says_when(self, person: PersonId) -> bool:
        known = self.district
        timed = {row.person for row in known.timetable} | {row.person for row in known.availability}
        return person in timed or known.people[person].role is not Role.TEACHER

    def _half(self, when: HalfDay) -> Span:
        noon = self.days.instant(when.day, NOON)
        if when.half is Half.MORNING:
            return Span(start=self.days.instant(when.day, time(0)), end=noon)
        return Span(start=noon, end=self.days.instant(when.day, time(23, 59)))

    def _drive(self, day: date, coming: Sequence[PersonId]) -> int:
        """Minutes to the place and back of all who come; who is there anyway that day drives nothing."""
        place = self._place
        if place is None:
            return 0
        people = self.district.people
        return sum(
            self._way.minutes(home, place) + self._way.minutes(place, home)
            for one in (self.activity.leader, *coming)
            if (home := people[one].home_base or people[one].school)
            and not self._there_anyway(one, place, day)
        )

    def _there_anyway(self, person: PersonId, place: SchoolId, day: date) -> bool:
        """Whether a series with set dates brings somebody to the place on that date."""
        return any(
            series.place == place
            and day in series.dates
            and person in (series.owner, *series.invited)
            for series in self.district.series
        )


def _longest(day: PersonDay, half: Span, kinds: Collection[Container]) -> int:
    """Minutes of the longest stretch of these kinds within a half day; what touches is one stretch."""
    longest, start, end = 0, None, None
    for stretch in day.over(half):
        if stretch.container not in kinds:
            continue
        first, last = max(stretch.span.start, half.start), min(stretch.span.end, half.end)
        if start is None or end is None or first > end:
            start, end = first, last
        end = max(end, last)
        longest = max(longest, Span(start=start, end=end).minutes)
    return longest


def answer_by(first: date, activity: Activity, days: SchoolDays, today: date) -> date:
    """The last day to answer: two school weeks before the invitation has to go, never sooner than one
    school week from today, and before the first half day offered."""
    school = activity.school or EVERYWHERE
    before = list(days.school_days(school, today, first))
    ahead = activity.notice + ANSWERING
    wished = before[-ahead - 1] if len(before) > ahead else today
    soonest = days.after_notice(school, today, 5)
    return min(max(wished, soonest), first)


def _of_ours(able: int, known: int) -> str:
    if not known:
        return "whoever leads it is free"
    if able == known:
        return (
            "everybody of ours is free" if known > 1 else "the one of ours who is invited is free"
        )
    return f"{able} of {known} of ours can come"


def _counted(count: int, one: str) -> str:
    return f"{count} {one if count == 1 else one + ('es' if one.endswith('s') else 's')}"
