"""Times of the week a teacher can never do, kept after she declined one of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time

from scheduler.district import (
    AvailabilityRow,
    BlockKind,
    District,
    Offer,
    PersonId,
    Preference,
)
from scheduler.naming import clock_span_words
from scheduler.schoolday import SchoolDays, Span, in_grade_band

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_NEVERS = 5
"""Times a teacher may rule out (our convention); with all of them ruled out nobody could be coached."""
NOT_HERS = (BlockKind.PASSING, BlockKind.CONTRACT, BlockKind.LUNCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverTime:
    """Blocks of a weekday (Monday 0), or where no block rings wall times, `end` exclusive."""

    person: PersonId
    weekday: int
    blocks: tuple[str, ...] = ()
    start: time | None = None
    end: time | None = None

    @property
    def says(self) -> str:
        """'Tuesday period 3', 'Tuesday 8:30–9:15 AM'."""
        return f"{WEEKDAYS[self.weekday]} {self._blocks('period ') or self._clock()}"

    @property
    def typed(self) -> str:
        """The same as short as it may be typed: 'Tue P3', 'Tue 13:15-14:00'."""
        hours = f"{self.start:%H:%M}-{self.end:%H:%M}" if self.start and self.end else ""
        return f"{WEEKDAYS[self.weekday][:3]} {self._blocks('P') or hours}"

    def _blocks(self, period: str) -> str:
        return "+".join(f"{period}{one}" if one.isdigit() else one for one in self.blocks)

    def _clock(self) -> str:
        return clock_span_words(self.start, self.end) if self.start and self.end else ""

    @property
    def counts(self) -> int:
        """How many times it is towards the most a teacher may rule out."""
        return len(self.blocks) or 1


def never_of(
    district: District, days: SchoolDays, person: PersonId, start: datetime, end: datetime
) -> NeverTime:
    """The time of every week that a stretch of one date (aware UTC, half-open) stands for."""
    first, last = days.local(start), days.local(end)
    who, span = district.people[person], Span(start=start, end=end)
    blocks: tuple[str, ...] = ()
    if any(one.person == person for one in district.timetable):
        for school in (who.school, *who.other_schools):
            day = days.day(school, first.date()) if school else None
            blocks = blocks or tuple(
                one.name
                for one in (day.blocks if day else ())
                if one.span.overlaps(span)
                and one.kind not in NOT_HERS
                and in_grade_band(who.grade, one.grade_band)
            )
    if blocks:
        return NeverTime(person=person, weekday=first.weekday(), blocks=blocks)
    return NeverTime(person=person, weekday=first.weekday(), start=first.time(), end=last.time())


def said_already(district: District, one: NeverTime) -> bool:
    """Whether the input itself says so."""
    return set(_wishes(one)) <= {
        replace(wish, until=None, weekday=one.weekday)
        for wish in district.preferences
        if wish.weekday in (None, one.weekday) and wish.until is None
    } and set(_rows(one)) <= set(district.availability)


def nevers_said(district: District, person: PersonId) -> int:
    """How many blocks the person never wants by the input."""
    return sum(one.person == person and one.wish == "never" for one in district.preferences)


def with_never(district: District, nevers: Iterable[NeverTime]) -> District:
    """The district with these kept too; beyond the most a teacher may rule out a block is only avoided,
    which is told among what is assumed."""
    counted = Counter(one.person for one in district.preferences if one.wish == "never")
    wishes, rows, told = [*district.preferences], [*district.availability], [*district.assumptions]
    for one in nevers:
        if one.person not in district.people:
            continue
        rows += _rows(one)
        counted[one.person] += len(one.blocks)
        beyond = counted[one.person] > MOST_NEVERS and bool(one.blocks)
        wishes += (replace(wish, wish="avoid") if beyond else wish for wish in _wishes(one))
        if beyond:
            name = district.people[one.person].name
            told.append(
                f"{name} says never to more than {MOST_NEVERS} blocks: {one.says} is only avoided."
            )
    return replace(
        district, preferences=tuple(wishes), availability=tuple(rows), assumptions=tuple(told)
    )


def without_never(district: District, nevers: Iterable[NeverTime]) -> District:
    """The district as it was before these were kept."""
    known = tuple(nevers)
    wishes = {wish for one in known for wish in _wishes(one)}
    rows = {row for one in known for row in _rows(one)}
    return replace(
        district,
        preferences=tuple(one for one in district.preferences if one not in wishes),
        availability=tuple(one for one in district.availability if one not in rows),
    )


def _wishes(one: NeverTime) -> list[Preference]:
    return [
        Preference(person=one.person, block=block, weekday=one.weekday, wish="never")
        for block in one.blocks
    ]


def _rows(one: NeverTime) -> list[AvailabilityRow]:
    if one.start is None or one.end is None:
        return []
    return [
        AvailabilityRow(
            person=one.person,
            weekday=one.weekday,
            date=None,
            start=one.start,
            end=one.end,
            offer=Offer.NEVER,
        )
    ]
