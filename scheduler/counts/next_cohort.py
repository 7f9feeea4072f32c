"""Who could be coached next: a ranking of those whom nobody coaches now, each with its reasons in words.

Volunteers come first, then teachers of schools with an equity flag, then those who were never served, then
who has waited longest. Nothing here knows how well anybody teaches.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.activities.cycle import cycle_calendar
from scheduler.activities.expand import STOPPED
from scheduler.district import Cohort, Consent, District, Person, PersonId, Role, SchoolId
from scheduler.schoolday import SchoolDays
from scheduler.structures.structure import Structure

COACHED = (Role.TEACHER, Role.TEACHER_LEADER)
A_SCHOOL = 3
"""Seats of one school before others have their turn. A convention."""
NO_FLAG = ("", "no", "false", "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What is known of somebody's cycles: when the last one ended, and whether one goes on or is to come."""

    until: date | None = None
    busy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody in the ranking; `seat` says whether she is proposed."""

    person: PersonId
    school: SchoolId | None
    seat: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The ranking in order, and how many were not asked because of what they said."""

    candidates: tuple[Candidate, ...]
    declined: int = 0
    paused: int = 0

    @property
    def seats(self) -> tuple[PersonId, ...]:
        return tuple(one.person for one in self.candidates if one.seat)


def next_cohort(
    district: District,
    served: Mapping[PersonId, Served],
    *,
    today: date,
    size: int,
    a_school: int = A_SCHOOL,
    subject: str = "",
) -> Proposal:
    """Rank everybody who is in no cycle now and none to come, and seat the first `size` of them.

    A school gets more than `a_school` of the seats only when nobody of another school is left; `subject` ''
    is any.
    """
    pool = [
        person
        for person in district.people.values()
        if person.role in COACHED
        and person.active_on(today)
        and not served.get(person.id, Served()).busy
        and subject.casefold() in ("", person.subject.casefold())
    ]
    ranked = sorted(
        (person for person in pool if person.consent.takes_part),
        key=lambda person: _order(person, served.get(person.id, Served()), district, today),
    )
    return Proposal(
        candidates=tuple(_seated(ranked, served, district, today, size=size, a_school=a_school)),
        declined=sum(person.consent is Consent.DECLINED for person in pool),
        paused=sum(person.consent is Consent.PAUSED for person in pool),
    )


def served_so_far(
    district: District, structures: Mapping[str, Structure], days: SchoolDays, today: date
) -> Mapping[PersonId, Served]:
    """Teacher -> when her last cycle ended, and whether she is in one that goes on or is to come.

    A stopped cohort counts for nothing; one called done has ended whatever its dates say.
    """
    found: dict[PersonId, Served] = {}
    for cohort in district.cohorts:
        structure = structures.get(cohort.structure)
        if structure is None or cohort.status.lower() in STOPPED or cohort.school is not None:
            continue
        ends = _last_day(cohort, structure, district, days)
        over = cohort.status.lower() == "done" or ends < today
        for member in cohort.members:
            known = found.get(member, Served())
            found[member] = Served(
                until=max(filter(None, (known.until, min(ends, today))), default=None)
                if over
                else known.until,
                busy=known.busy or not over,
            )
    return found


def _last_day(cohort: Cohort, structure: Structure, district: District, days: SchoolDays) -> date:
    weeks = cycle_calendar(district, cohort, structure, days)
    return weeks[max(weeks)].last if weeks else cohort.start_week


def _order(
    person: Person, served: Served, district: District, today: date
) -> tuple[bool, bool, bool, date, str]:
    return (
        person.consent is not Consent.VOLUNTEERED,
        not _flagged(person, district),
        served.until is not None,
        _waiting_since(person, served, district),
        person.id,
    )


def _seated(
    ranked: Sequence[Person],
    served: Mapping[PersonId, Served],
    district: District,
    today: date,
    *,
    size: int,
    a_school: int,
) -> Iterator[Candidate]:
    first = _within_the_cap(ranked, size, a_school)
    rest = [person for person in ranked if person not in first]
    more = rest[: size - len(first)]
    for person in ranked:
        reasons = list(_reasons(person, served.get(person.id, Served()), district, today))
        if person in more:
            reasons.append("nobody of another school is left")
        elif person not in first:
            of_hers = sum(one.school == person.school for one in first)
            capped = person.school is not None and of_hers >= a_school
            reasons.append(
                f"{a_school} of the same school have a seat already"
                if capped
                else "all seats were taken before"
            )
        yield Candidate(
            person=person.id,
            school=person.school,
            seat=person in first or person in more,
            reasons=tuple(reasons),
        )


def _within_the_cap(ranked: Sequence[Person], size: int, a_school: int) -> list[Person]:
    """The first in the ranking, no school with more than its cap; people without a school have none."""
    seats: Counter[SchoolId] = Counter()
    found: list[Person] = []
    for person in ranked:
        if len(found) == size:
            break
        if person.school is not None:
            if seats[person.school] >= a_school:
                continue
            seats[person.school] += 1
        found.append(person)
    return found


def _reasons(person: Person, served: Served, district: District, today: date) -> Iterator[str]:
    volunteered = person.consent is Consent.VOLUNTEERED
    said = f" on {_day(person.consent_date)}" if person.consent_date else ""
    yield f"{'volunteered' if volunteered else 'assigned'}{said}"
    if _flagged(person, district):
        yield "the school has the equity flag"
    weeks = max(0, (today - _waiting_since(person, served, district)).days // 7)
    if served.until is None:
        yield f"never in a cycle, waiting for {_weeks(weeks)}"
    else:
        yield f"last cycle ended on {_day(served.until)}, {_weeks(weeks)} ago"


def _waiting_since(person: Person, served: Served, district: District) -> date:
    """Since her last cycle; without one since she said yes, came, or the year began."""
    begun = max(filter(None, (district.year.first, person.active_from)))
    return served.until or person.consent_date or begun


def _flagged(person: Person, district: District) -> bool:
    school = district.schools.get(person.school) if person.school else None
    return school is not None and school.equity_flag.casefold() not in NO_FLAG


def _weeks(count: int) -> str:
    return "1 week" if count == 1 else f"{count} weeks"


def _day(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"
