"""Everybody has a duty-free lunch, coaches too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from scheduler.district import Doing, PersonId, Role, SchoolId
from scheduler.inspection import Inspection, Placement, Violation
from scheduler.model import Activity, ActivityId, Kind, Slot, Window
from scheduler.rules.rule import Rule
from scheduler.schoolday import Span

if TYPE_CHECKING:
    from scheduler.search.choices import Choices, Option

LUNCH_FROM, LUNCH_TO = time(10, 30), time(13, 30)
"""Wall times between which somebody without a lunch block eats; a convention of the house."""


def keep_lunch_free(choices: Choices) -> None:
    """A coach has an unbroken lunch between 10:30 and 1:30 on every date, drives not counted in it.

    Lunch is an option like any other, at a school; so the rules on double booking and travel keep it,
    and this rule comes before them. A teacher's lunch is never offered by the sieve.
    """
    for (coach, day), options in list(choices.by_person_day.items()):
        if choices.district.people[coach].role is Role.COACH:
            standing = [option for option in options if option.chosen is None]
            lunches = [
                choices.an_option(activity, slot)
                for activity, slot in _lunches(choices, coach, day, options)
            ]
            possible = [lunch for lunch in lunches if _possible(choices, lunch, standing)]
            if possible:  # else what stands already takes it, and nothing chosen now can mend that
                choices.take_one(possible)


def _lunches(
    choices: Choices, coach: PersonId, day: date, options: Sequence[Option]
) -> Iterator[tuple[Activity, Slot]]:
    """The lunches worth looking at: right after something, right before it, or at the first hour."""
    minutes = choices.district.limits.lunch_minutes
    length = timedelta(minutes=minutes)
    opens, closes = choices.days.instant(day, LUNCH_FROM), choices.days.instant(day, LUNCH_TO)
    schools: set[SchoolId | None] = {option.school for option in options if option.school}
    schools = schools or {None}
    found: set[tuple[datetime, SchoolId | None]] = {(opens, school) for school in schools}
    for option in options:
        for school in {option.school} if option.school else schools:
            found |= {(option.end, school), (option.start - length, school)}
    lunch = Activity(
        id=ActivityId(f"lunch of {coach} on {day}"),
        kind=Kind.MEETING,
        structure="",
        label="lunch",
        leader=coach,
        required=(coach,),
        minutes=minutes,
        window=Window(first=day, last=day),
    )
    for start, school in sorted(found, key=str):
        if opens <= start and start + length <= closes:
            yield lunch, Slot(start=start, minutes=minutes, school=school)


def _possible(choices: Choices, lunch: Option, standing: Sequence[Option]) -> bool:
    """Whether a lunch neither overlaps what stands nor leaves too little time to drive to or from it."""
    for option in standing:
        to = timedelta(minutes=choices.distances.minutes(lunch.school, option.school))
        back = timedelta(minutes=choices.distances.minutes(option.school, lunch.school))
        if option.start < lunch.end + to and lunch.start < option.end + back:
            return False
    return True


def check(inspection: Inspection) -> Iterator[Violation]:
    yield from _coaches(inspection)
    yield from _teachers(inspection)


def _coaches(inspection: Inspection) -> Iterator[Violation]:
    """Lunches lost; to what stood already, where that alone takes them."""
    for (person, day), placements in inspection.by_person_day.items():
        if inspection.district.people[person].role is not Role.COACH:
            continue
        if not has_lunch(inspection, day, [engaged(one) for one in placements]):
            stood = [one for one in placements if one.activity.id in inspection.standing]
            alone = has_lunch(inspection, day, [engaged(one) for one in stood])
            took_it = placements if alone else stood
            yield Violation(
                rule=RULE.name,
                says=f"{inspection.name(person)} has no {inspection.district.limits.lunch_minutes} "
                f"minutes for lunch on {day:%a} {day.day} {day:%b}",
                activities=tuple(placement.activity.id for placement in took_it),
            )


class Engaged(NamedTuple):
    """A time at which a coach is taken, and where; aware UTC."""

    start: datetime
    end: datetime
    school: SchoolId | None


def engaged(placement: Placement) -> Engaged:
    slot = placement.slot
    return Engaged(start=slot.start, end=slot.end, school=slot.school)


def has_lunch(around: Inspection | Choices, day: date, taken: Sequence[Engaged]) -> bool:
    """Whether some gap holds lunch within the lunch hours: where she comes from, or where she goes next,
    the drive before or after it. `taken` is in order of time; what is remote lets her be anywhere."""
    opens = around.days.instant(day, LUNCH_FROM)
    closes = around.days.instant(day, LUNCH_TO)
    lunch = timedelta(minutes=around.district.limits.lunch_minutes)
    if closes - opens < lunch:
        return True
    for place in range(len(taken) + 1):
        start = max([opens, *(one.end for one in taken[:place])])
        end = min([closes, *(one.start for one in taken[place:])])
        come_from = next((one for one in reversed(taken[:place]) if one.school), None)
        go_to = next((one for one in taken[place:] if one.school), None)
        latest, earliest = end, start
        if come_from and go_to:
            minutes = around.distances.minutes(come_from.school, go_to.school)
            latest = min(end, go_to.start - timedelta(minutes=minutes))
            earliest = max(start, come_from.end + timedelta(minutes=minutes))
        if latest - start >= lunch or end - earliest >= lunch:
            return True
    return False


def _teachers(inspection: Inspection) -> Iterator[Violation]:
    own = _lunch_blocks(inspection)
    for placement in inspection.placements:
        for person in placement.people:
            for span in own.get((person, placement.day), ()):
                if span.overlaps(placement.span):
                    yield Violation(
                        rule=RULE.name,
                        says=f"it takes {inspection.name(person)}'s lunch",
                        activities=(placement.activity.id,),
                    )


def _lunch_blocks(inspection: Inspection) -> dict[tuple[PersonId, date], list[Span]]:
    """Each one's own lunch, or every lunch where the timetable names none, on dates with something."""
    return {
        (person, day): [
            piece.span
            for piece in inspection.timetable.pieces(person, day) or ()
            if piece.doing is Doing.LUNCH
        ]
        for person, day in inspection.by_person_day
    }


RULE = Rule(
    name="keep_lunch_free",
    says="Everybody has a duty-free lunch; a coach between 10:30 AM and 1:30 PM, drives not counted.",
    post=keep_lunch_free,
    adds_options=True,
    check=check,
)
