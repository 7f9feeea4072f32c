"""What real districts add to a timetable: wishes, absences, assemblies - drawn beside the witness."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, time

from scheduler.district import (
    AvailabilityRow,
    Blackout,
    BlockKind,
    District,
    Doing,
    Offer,
    PersonId,
    Preference,
    SchoolId,
)
from scheduler.model import Activity, ActivityId, Slot
from scheduler.schoolday import SchoolDays, Span

_AWAY = (time(7, 0), time(16, 30))
_ASSEMBLIES = ("Picture day", "Fall assembly", "Fire drill", "Author visit")


class _Used:
    """Where the witness has people: by person and date, by school and date."""

    def __init__(
        self,
        activities: Mapping[ActivityId, Activity],
        witness: Mapping[ActivityId, Slot],
        days: SchoolDays,
    ) -> None:
        self.dates: dict[PersonId, set[date]] = defaultdict(set)
        self.blocks: dict[PersonId, set[str]] = defaultdict(set)
        self.spans: dict[tuple[SchoolId, date], list[Span]] = defaultdict(list)
        for key, slot in witness.items():
            day = days.date_of(slot.start)
            for person in (*activities[key].required, *slot.coming):
                self.dates[person].add(day)
                self.blocks[person] |= set(slot.block.split("+"))
            if slot.school:
                self.spans[slot.school, day].append(Span(start=slot.start, end=slot.end))


def with_extras(
    rng: random.Random,
    district: District,
    days: SchoolDays,
    activities: Mapping[ActivityId, Activity],
    witness: Mapping[ActivityId, Slot],
) -> District:
    """The district with wishes and closed times of people and schools; the witness breaks none of them."""
    used = _Used(activities, witness, days)
    windows = [activities[key].window for key in witness if activities[key].cohort]
    first, last = min(one.first for one in windows), max(one.last for one in windows)
    dates = [day for school in district.schools for day in days.school_days(school, first, last)]
    span = sorted(set(dates))
    return replace(
        district,
        preferences=tuple(_preferences(rng, district, used)),
        availability=(*district.availability, *_absences(rng, district, used, span)),
        blackouts=(
            *district.blackouts,
            *_coach_days(rng, district, used, span),
            *_assemblies(rng, district, days, used, span),
        ),
    )


def _preferences(rng: random.Random, district: District, used: _Used) -> Iterator[Preference]:
    """A fifth of the teachers would rather not, or never, be visited in some block they teach."""
    taught: dict[PersonId, list[tuple[str, str]]] = defaultdict(list)
    for lesson in district.timetable:
        if lesson.doing is Doing.TEACH and lesson.block not in used.blocks[lesson.person]:
            taught[lesson.person].append((lesson.letter, lesson.block))
    for person, blocks in taught.items():
        if rng.random() < 0.2:
            letter, block = rng.choice(blocks)
            yield Preference(
                person=person, letter=letter, block=block, wish=rng.choice(("avoid", "never"))
            )


def _absences(
    rng: random.Random, district: District, used: _Used, span: list[date]
) -> Iterator[AvailabilityRow]:
    """A tenth of the teachers are away on a date."""
    for person in dict.fromkeys(lesson.person for lesson in district.timetable):
        open_dates = [day for day in span if day not in used.dates[person]]
        if open_dates and rng.random() < 0.1:
            yield AvailabilityRow(
                person=person,
                weekday=None,
                date=rng.choice(open_dates),
                start=_AWAY[0],
                end=_AWAY[1],
                offer=Offer.NEVER,
            )


def _coach_days(
    rng: random.Random, district: District, used: _Used, span: list[date]
) -> Iterator[Blackout]:
    """A third of the coaches have a day of their own training."""
    for person in dict.fromkeys(cohort.coach for cohort in district.cohorts):
        open_dates = [day for day in span if day not in used.dates[person]]
        if open_dates and rng.random() < 0.35:
            day = rng.choice(open_dates)
            yield Blackout(person=person, first=day, last=day, reason="coach training")


def _assemblies(
    rng: random.Random, district: District, days: SchoolDays, used: _Used, span: list[date]
) -> Iterator[Blackout]:
    """Each school closes one block of a date to everything."""
    for school in district.schools:
        free = [
            (day, block.name)
            for day in span
            if (school_day := days.day(school, day)) is not None
            for block in school_day.blocks
            if block.kind is BlockKind.TEACH
            and not any(block.span.overlaps(taken) for taken in used.spans[school, day])
        ]
        if free:
            day, block = rng.choice(free)
            yield Blackout(
                school=school, first=day, last=day, blocks=(block,), reason=rng.choice(_ASSEMBLIES)
            )
