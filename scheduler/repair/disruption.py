"""What gets in the way of a week: a coach who is out, a closed school, later bells, somebody who leaves.

A disruption is kept as a fact and laid over the district, so that every later search knows of it. It says
that somebody is away, never why.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from scheduler.district import (
    EVERYWHERE,
    AvailabilityRow,
    Blackout,
    CalendarDay,
    CohortId,
    DayType,
    District,
    Offer,
    PersonId,
    SchoolId,
)
from scheduler.model import ActivityId
from scheduler.schoolday import SchoolDays

OUT = "coach out"
CLOSED = "school closed"
BLOCKED = "the school needs these blocks"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Disruption:
    """A person, or a school, from `first` to `last` (both inclusive).

    `start` and `end` (wall time, half-open) make it a stretch of one date; empty for whole days. At a school
    `blocks` take only these, `bells` names the variant that rings instead and takes nothing, and `slip` hands
    the letter of a closed day on to the next school day, and so on. Somebody who `leaves` is gone from
    `first` on for good; who `joins` a cohort is there from then on.
    """

    first: date
    last: date
    person: PersonId | None = None
    school: SchoolId | None = None
    start: time | None = None
    end: time | None = None
    blocks: tuple[str, ...] = ()
    bells: str = ""
    slip: bool = False
    leaves: bool = False
    joins: CohortId | None = None
    calls: bool = False
    """A coach who is out for whole days and takes calls."""
    by_call: tuple[ActivityId, ...] = ()
    """What went by call for it, and goes on so."""
    over: bool = False
    """Its time may be used again; what went by call stays so."""

    def __post_init__(self) -> None:
        if (self.person is None) == (self.school is None):
            raise ValueError("a disruption is about a person or about a school")
        if self.last < self.first:
            raise ValueError("a disruption cannot end before it begins")
        if (self.start is None) != (self.end is None):
            raise ValueError("a stretch of a day has a start and an end")
        if self.start and self.end and (self.end <= self.start or self.first != self.last):
            raise ValueError("a stretch of a day ends after it starts, on the same date")
        if self.person is not None and (self.blocks or self.bells or self.slip):
            raise ValueError("blocks, bells and letters are a school's")
        if self.school is not None and (self.leaves or self.joins):
            raise ValueError("somebody leaves or joins")
        whole_days = self.start is None and not (self.leaves or self.joins)
        if (self.calls or self.by_call) and not (self.person and whole_days):
            raise ValueError("calls are taken by a person who is out for whole days")

    @property
    def takes_time(self) -> bool:
        """Whether it only takes time, so that it can be lifted without a trace."""
        return not (self.bells or self.slip or self.leaves or self.joins or self.over)

    def twin_of(self, other: "Disruption") -> bool:
        """Whether both say the same of the same time, calls apart."""
        return _calls_apart(self) == _calls_apart(other)


def disrupted(district: District, disruptions: Iterable[Disruption]) -> District:
    """The district with the time of these disruptions taken; one of nobody known takes nothing."""
    known = [
        one
        for one in sorted(set(disruptions), key=_in_order)
        if one.person in district.people or one.school in district.schools
    ]
    taken = [one for one in known if not (one.bells or one.leaves or one.joins or one.over)]
    days = tuple(_whole_days(one) for one in taken if one.start is None)
    hours = tuple(row for one in taken for row in _stretch(one))
    for one in known:
        district = _with_people(_with_days(district, one), one)
    return replace(
        district,
        blackouts=(*district.blackouts, *days),
        availability=(*district.availability, *hours),
    )


def without(district: District, disruptions: Iterable[Disruption]) -> District:
    """The district before these took time of it; later bells, letters and who left or joined stay as they
    are."""
    plain = replace(district, blackouts=(), availability=())
    taken = disrupted(plain, [replace(one, slip=False) for one in disruptions if not one.bells])
    days, hours = set(taken.blackouts), set(taken.availability)
    return replace(
        district,
        blackouts=tuple(row for row in district.blackouts if row not in days),
        availability=tuple(row for row in district.availability if row not in hours),
    )


def _calls_apart(one: Disruption) -> Disruption:
    return replace(one, calls=False, by_call=())


def _in_order(one: Disruption) -> tuple[date, date, str, str, time]:
    return (one.first, one.last, one.person or "", one.school or "", one.start or time.min)


def _whole_days(one: Disruption) -> Blackout:
    return Blackout(
        school=one.school or EVERYWHERE,
        person=one.person,
        first=one.first,
        last=one.last,
        blocks=one.blocks,
        reason=OUT if one.person else BLOCKED if one.blocks else CLOSED,
        calls=one.calls,
    )


def _with_days(district: District, one: Disruption) -> District:
    """The district with other bells on that date, or with the letters of that school slipped."""
    if one.school is None or not (one.bells or one.slip):
        return district
    rows = list(
        _rung_later(district, one) if one.bells else slipped(district, one.school, one.first)
    )
    dates = {row.date for row in rows}
    kept = tuple(row for row in district.days if row.school != one.school or row.date not in dates)
    return replace(district, days=(*kept, *rows))


def _rung_later(district: District, one: Disruption) -> Iterator[CalendarDay]:
    days = SchoolDays(district)
    for day in days.school_days(one.school or EVERYWHERE, one.first, one.last):
        row = days.row(one.school or EVERYWHERE, day) or CalendarDay(date=day)
        school = one.school or EVERYWHERE
        yield replace(row, date=day, school=school, day_type=DayType.DELAY, variant=one.bells)


def slipped(district: District, school: SchoolId, closed: date) -> Iterator[CalendarDay]:
    """The dates of a school whose letter changes when a closed day's letter is used on the next school day;
    none where its days have no letters."""
    days = SchoolDays(district)
    before = days.letter(school, closed)
    if not before:
        return
    for day in days.school_days(school, closed + timedelta(days=1), district.year.last):
        letter = days.letter(school, day)
        if not letter:
            continue
        if letter != before:
            row = days.row(school, day) or CalendarDay(date=day)
            yield replace(row, date=day, school=school, letter=before)
        before = letter


def _with_people(district: District, one: Disruption) -> District:
    """The district with somebody gone from a day on, or with a member more from then on."""
    if one.person is None or one.person not in district.people or not (one.leaves or one.joins):
        return district
    person = district.people[one.person]
    if one.leaves:
        gone = one.first - timedelta(days=1)
        last = gone if person.active_to is None else min(gone, person.active_to)
        return replace(
            district, people={**district.people, person.id: replace(person, active_to=last)}
        )
    here = replace(person, active_from=one.first, active_to=None)
    cohorts = tuple(
        replace(each, members=tuple(dict.fromkeys((*each.members, person.id))))
        if each.id == one.joins
        else each
        for each in district.cohorts
    )
    return replace(district, people={**district.people, person.id: here}, cohorts=cohorts)


def _stretch(one: Disruption) -> Iterable[AvailabilityRow]:
    if one.person is not None and one.start is not None and one.end is not None:
        yield AvailabilityRow(
            person=one.person,
            weekday=None,
            date=one.first,
            start=one.start,
            end=one.end,
            offer=Offer.NEVER,
        )
