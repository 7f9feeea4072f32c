"""A school is not asked for more substitutes at once than it can find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scheduler.district import Doing, Offer, PersonId, SchoolId
from scheduler.inspection import Inspection, Placement, Violation
from scheduler.model import Container, Kind
from scheduler.rules.rule import Rule, wish_by
from scheduler.schoolday import Span

if TYPE_CHECKING:
    from scheduler.search.choices import Choices, Option

HalfDay = tuple[SchoolId, date, bool]
"""A school, a date, and whether it is the half before noon: what a substitute is paid for."""
NOON = 12


def cap_substitutes(choices: Choices) -> None:
    """Classes whose teachers are away at the same moment of a half day, counted by school.

    The seats of a round have a cap of their own, so its classes count here as no more than the cap.
    """
    halves: dict[HalfDay, list[tuple[Span, Option]]] = defaultdict(list)
    for option in choices.options:
        if Container.TEACHING in option.activity.inside:
            for half, span in _classes_of(choices, option):
                halves[half].append((span, option))
    for lessons in halves.values():
        moments = sorted({span.start for span, _ in lessons})
        sets = [
            _weighed(choices, [one for span, one in lessons if span.start <= moment < span.end])
            for moment in moments
        ]
        choices.keep_each_to("substitutes_at_once", sets)


def _classes_of(choices: Choices, option: Option) -> Iterator[tuple[HalfDay, Span]]:
    """The half days and times of the lessons that people leave for an option, the way included."""
    for person in option.people:
        home = choices.district.people[person].school
        if home is None or person == option.activity.teaching:
            continue
        there = timedelta(minutes=choices.distances.minutes(home, option.school))
        back = timedelta(minutes=choices.distances.minutes(option.school, home))
        away = Span(start=option.start - there, end=option.end + back)
        for lesson in _taught(choices, person, option.day):
            if lesson.overlaps(away):
                span = Span(start=max(lesson.start, away.start), end=min(lesson.end, away.end))
                morning = choices.days.local(span.start).hour < NOON
                yield (home, option.day, morning), span


def _taught(choices: Choices, person: PersonId, day: date) -> list[Span]:
    """The lessons of a date: by the timetable, else by what she offers on it or on its weekday."""
    known = choices.timetable.pieces(person, day)
    if known is not None:
        return [piece.span for piece in known if piece.doing is Doing.TEACH]
    hers = [
        row
        for row in choices.district.availability
        if row.person == person and row.offer is not Offer.NEVER
    ]
    dated = [row for row in hers if row.date == day]
    weekly = [row for row in hers if row.date is None and row.weekday == day.weekday()]
    return [
        Span(start=choices.days.instant(day, row.start), end=choices.days.instant(day, row.end))
        for row in dated or weekly
        if row.offer is Offer.TEACHING
    ]


def _weighed(choices: Choices, options: list[Option]) -> list[tuple[int, Option]]:
    counts: dict[int, tuple[int, Option]] = {}
    for option in options:
        counts[id(option)] = (counts.get(id(option), (0, option))[0] + 1, option)
    cap = choices.district.limits.substitutes_at_once
    return [
        (min(count, cap) if option.activity.kind is Kind.ROUND else count, option)
        for count, option in counts.values()
    ]


def check(inspection: Inspection) -> Iterator[Violation]:
    limits = inspection.district.limits
    away: dict[HalfDay, list[tuple[Span, Placement]]] = defaultdict(list)
    for placement in inspection.placements:
        for person in placement.people:
            for half, span in _left_by(inspection, placement, person):
                away[half].append((span, placement))
    for (school, day, _), classes in sorted(away.items(), key=lambda item: str(item[0])):
        at_once = [
            [one for span, one in classes if span.start <= moment < span.end]
            for moment in sorted({span.start for span, _ in classes})
        ]
        worst = max(at_once, key=lambda found: _needed(inspection, found))
        needed = _needed(inspection, worst)
        if needed > limits.substitutes_at_once:
            yield Violation(
                rule=RULE.name,
                says=f"{needed} classes at {inspection.district.schools[school].name} would need "
                f"somebody at once on {day:%a} {day.day} {day:%b}, "
                f"{limits.substitutes_at_once} may",
                activities=tuple(dict.fromkeys(one.activity.id for one in worst)),
                soft="substitutes_at_once" in limits.soft,
                over=needed - limits.substitutes_at_once,
            )


def _needed(inspection: Inspection, away: list[Placement]) -> int:
    cap = inspection.district.limits.substitutes_at_once
    rounds = {one.activity.id for one in away if one.activity.kind is Kind.ROUND}
    others = sum(one.activity.id not in rounds for one in away)
    seats = (sum(one.activity.id == key for one in away) for key in rounds)
    return others + sum(min(count, cap) for count in seats)


def _left_by(
    inspection: Inspection, placement: Placement, person: PersonId
) -> Iterator[tuple[HalfDay, Span]]:
    """The lessons somebody leaves to be there: from when she sets out until she is back."""
    home, day = inspection.district.people[person].school, placement.day
    activity, slot = placement.activity, placement.slot
    if home is None or Container.TEACHING not in activity.inside or person == activity.teaching:
        return
    leaves = slot.start - timedelta(minutes=inspection.distances.minutes(home, slot.school))
    returns = slot.end + timedelta(minutes=inspection.distances.minutes(slot.school, home))
    for lesson in _lessons(inspection, person, day):
        if leaves < lesson.end and lesson.start < returns:
            begins, ends = max(leaves, lesson.start), min(returns, lesson.end)
            before_noon = inspection.days.local(begins).hour < NOON
            yield (home, day, before_noon), Span(start=begins, end=ends)


def _lessons(inspection: Inspection, person: PersonId, day: date) -> list[Span]:
    pieces = inspection.timetable.pieces(person, day)
    if pieces is not None:
        return [piece.span for piece in pieces if piece.doing is Doing.TEACH]
    return [
        Span(
            start=inspection.days.instant(day, row.start), end=inspection.days.instant(day, row.end)
        )
        for row in inspection.rows(person, day)
        if row.offer is Offer.TEACHING
    ]


RULE = Rule(
    name="cap_substitutes",
    says="No more than three classes of a school need a substitute at once; the seats of a round are "
    "counted when they are given.",
    post=cap_substitutes,
    check=check,
    wished=wish_by("substitutes_at_once"),
)
