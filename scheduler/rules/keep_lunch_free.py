"""Everybody has a duty-free lunch, coaches too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.district import BlockKind, Doing, PersonId, Role
from scheduler.inspection import Inspection, Placement, Violation
from scheduler.rules.leave_time_to_travel import FARTHEST
from scheduler.rules.rule import Rule
from scheduler.schoolday import Span

if TYPE_CHECKING:
    from scheduler.choices import Choices, Option

LUNCH_FROM, LUNCH_TO = time(10, 30), time(13, 30)
"""Wall times between which somebody without a lunch block eats; a convention of the house."""


def keep_lunch_free(choices: Choices) -> None:
    """A coach has an unbroken lunch between 10:30 and 1:30 on every date, drives not counted in it.

    A teacher's lunch is never offered by the sieve.
    """
    for (leader, day), options in choices.by_leader_day().items():
        if choices.district.people[leader].role is Role.COACH:
            hours = Span(
                start=choices.days.instant(day, LUNCH_FROM),
                end=choices.days.instant(day, LUNCH_TO),
            )
            _eat_once(choices, options, hours, f"lunch of {leader} on {day}")


def _lunches(hours: Span, options: Sequence[Option], minutes: int) -> list[Span]:
    """The lunches worth looking at: a gap that holds one begins with the hours or when something ends."""
    length = timedelta(minutes=minutes)
    begins = {hours.start, *(option.end for option in options if option.end > hours.start)}
    return [
        Span(start=start, end=start + length)
        for start in sorted(begins)
        if start + length <= hours.end
    ]


def _eat_once(choices: Choices, options: Sequence[Option], hours: Span, name: str) -> None:
    """One lunch is taken, and nothing chosen overlaps it or leaves no time to drive around it."""
    standing = [option for option in options if option.chosen is None]
    lunches = [
        lunch
        for lunch in _lunches(hours, options, choices.district.limits.lunch_minutes)
        if not any(_in_the_way(lunch, option) for option in standing)
        and not any(_too_tight(choices, lunch, one, two) for one, two in pairwise(standing))
    ]
    if not lunches:
        return  # what stands already takes it; nothing chosen now can mend that
    taken = []
    for lunch in lunches:
        eaten = choices.flag(f"{name} at {lunch.start:%H:%M}", ())
        taken.append(eaten)
        for option in options:
            if _in_the_way(lunch, option) and option.chosen is not None:
                choices.model.add_implication(eaten, option.chosen.negated())
        for one, two in _around(choices, lunch, options):
            literals = [each.chosen.negated() for each in (one, two) if each.chosen is not None]
            choices.model.add_bool_or([eaten.negated(), *literals])
    choices.model.add_exactly_one(taken)


def _in_the_way(lunch: Span, option: Option) -> bool:
    return option.start < lunch.end and lunch.start < option.end


def _around(
    choices: Choices, lunch: Span, options: Sequence[Option]
) -> Iterator[tuple[Option, Option]]:
    """Pairs at two schools around a lunch that leave no time for both lunch and drive."""
    before = [
        one for one in options if lunch.start - FARTHEST < one.end <= lunch.start and one.school
    ]
    after = [one for one in options if lunch.end <= one.start < lunch.end + FARTHEST and one.school]
    for one in before:
        for two in after:
            if (one.chosen is not None or two.chosen is not None) and _too_tight(
                choices, lunch, one, two
            ):
                yield one, two


def _too_tight(choices: Choices, lunch: Span, one: Option, two: Option) -> bool:
    """Whether lunch and drive do not both fit between the two."""
    if one.school == two.school or one.end > lunch.start or two.start < lunch.end:
        return False
    drive = choices.distances.minutes(one.school, two.school)
    return bool(drive) and two.start - one.end < timedelta(minutes=drive + lunch.minutes)


def check(inspection: Inspection) -> Iterator[Violation]:
    yield from _coaches(inspection)
    yield from _teachers(inspection)


def _coaches(inspection: Inspection) -> Iterator[Violation]:
    for (person, day), placements in inspection.by_person_day.items():
        if inspection.district.people[person].role is not Role.COACH:
            continue
        if not _has_lunch(inspection, day, placements):
            yield Violation(
                rule=RULE.name,
                says=f"{inspection.name(person)} has no {inspection.district.limits.lunch_minutes} "
                f"minutes for lunch on {day:%a} {day.day} {day:%b}",
                activities=tuple(placement.activity.id for placement in placements),
            )


def _has_lunch(inspection: Inspection, day: date, placements: Sequence[Placement]) -> bool:
    """Whether some gap, less the drive in it, holds lunch within the lunch hours."""
    opens = inspection.days.instant(day, LUNCH_FROM)
    closes = inspection.days.instant(day, LUNCH_TO)
    lunch = timedelta(minutes=inspection.district.limits.lunch_minutes)
    if closes - opens < lunch:
        return True
    bounds = [None, *placements, None]
    for before, after in pairwise(bounds):
        start = before.slot.end if before else opens
        end = after.slot.start if after else closes
        drive = 0
        if before and after:
            drive = inspection.distances.minutes(before.slot.school, after.slot.school)
        usable = min(end, closes) - max(start, opens)
        if usable >= lunch and end - start >= lunch + timedelta(minutes=drive):
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
    """The lunches that timetables name, for the dates somebody has something."""
    named = {
        (lesson.person, lesson.letter, lesson.block)
        for lesson in inspection.district.timetable
        if lesson.doing is Doing.LUNCH
    }
    found: dict[tuple[PersonId, date], list[Span]] = {}
    for person, day in inspection.by_person_day:
        school = inspection.district.people[person].school
        school_day = inspection.days.day(school, day) if school else None
        if school_day is None:
            continue
        found[person, day] = [
            block.span
            for block in school_day.blocks
            if block.kind is BlockKind.LUNCH
            and {(person, school_day.letter, block.name), (person, "", block.name)} & named
        ]
    return found


RULE = Rule(
    name="keep_lunch_free",
    says="Everybody has a duty-free lunch; a coach between 10:30 AM and 1:30 PM, drives not counted.",
    post=keep_lunch_free,
    check=check,
)
