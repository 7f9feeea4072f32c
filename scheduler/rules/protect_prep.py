"""Prep is the teacher's: used with consent only, so many times a week, and enough of it is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from scheduler.district import District, Doing, PersonId
from scheduler.inspection import Inspection, Placement, Violation
from scheduler.model import Activity, Container
from scheduler.rules.rule import Rule
from scheduler.timetabled import Timetable

if TYPE_CHECKING:
    from scheduler.search.choices import Choices, Option

TeacherWeek = tuple[PersonId, date]
"""A teacher and the Monday of a week."""


def protect_prep(choices: Choices) -> None:
    """Consented prep periods a week are counted, and unprotected free time is used only as far as the
    weekly prep minutes of the contract stay untouched."""
    prep: dict[TeacherWeek, list[Option]] = defaultdict(list)
    free: dict[TeacherWeek, list[Option]] = defaultdict(list)
    for option in choices.options:
        container = option.placement.slot.container
        if container not in (Container.PREP, Container.FREE):
            continue
        for person in _teachers(option.activity, option.people):
            week = prep if container is Container.PREP else free
            week[person, _monday(option.day)].append(option)
    for options in prep.values():
        allowed = min(prep_uses(choices.district, option.activity) for option in options)
        choices.at_most(allowed, options)
    for (person, monday), options in free.items():
        room = spare_minutes(choices.district, choices.timetable, person, monday)
        if room is not None:
            choices.at_most_minutes(
                room, [(option.placement.slot.minutes, option) for option in options]
            )


def _teachers(activity: Activity, people: tuple[PersonId, ...]) -> list[PersonId]:
    return [person for person in people if person != activity.leader]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def prep_uses(district: District, activity: Activity) -> int:
    """How many prep periods a week a member of this activity's cohort agreed to give."""
    for cohort in district.cohorts:
        if cohort.id == activity.cohort and cohort.prep_ok_per_week is not None:
            return cohort.prep_ok_per_week
    return district.limits.prep_uses_a_week


def spare_minutes(
    district: District, timetable: Timetable, person: PersonId, monday: date
) -> int | None:
    """Minutes of free time a week that may be used while the protected prep minutes stay whole.

    None for somebody without a timetable, whose free time was offered by name. Prep counts in blocks of any
    length, but where a district has signed the length its blocks need.
    """
    limits = district.limits
    asked = "prep_block_minutes" in dict(limits.signed)
    shortest = limits.prep_block_minutes if asked else 0
    totals = {Doing.PREP: 0, Doing.FREE: 0}
    known = False
    for offset in range(7):
        found = timetable.pieces(person, monday + timedelta(days=offset))
        known = known or found is not None
        for piece in found or ():
            counts = piece.doing is Doing.FREE or piece.span.minutes >= shortest
            if piece.doing in totals and counts:
                totals[piece.doing] += piece.span.minutes
    if not known:
        return None
    still_due = max(limits.prep_minutes_a_week - totals[Doing.PREP], 0)
    return max(totals[Doing.FREE] - still_due, 0)


def check(inspection: Inspection) -> Iterator[Violation]:
    prep: dict[TeacherWeek, list[Placement]] = defaultdict(list)
    free: dict[TeacherWeek, list[Placement]] = defaultdict(list)
    for placement in inspection.placements:
        if placement.slot.container is Container.PREP:
            week = prep
        elif placement.slot.container is Container.FREE:
            week = free
        else:
            continue
        for person in placement.people:
            if person != placement.activity.leader:
                week[person, _monday(placement.day)].append(placement)
    for (person, _), used in prep.items():
        allowed = min(prep_uses(inspection.district, placement.activity) for placement in used)
        if len(used) > allowed:
            yield _violation(
                used,
                f"{inspection.name(person)} would lose {len(used)} prep periods, {allowed} agreed",
            )
    for (person, monday), used in free.items():
        room = spare_minutes(inspection.district, inspection.timetable, person, monday)
        minutes = sum(placement.slot.minutes for placement in used)
        if room is not None and minutes > room:
            yield _violation(
                used,
                f"{inspection.name(person)} would keep less than "
                f"{inspection.district.limits.prep_minutes_a_week} prep minutes",
            )


def _violation(used: list[Placement], says: str) -> Violation:
    return Violation(
        rule=RULE.name, says=says, activities=tuple(placement.activity.id for placement in used)
    )


RULE = Rule(
    name="protect_prep",
    says="Prep periods are used with consent only and counted; the weekly prep minutes stay protected; "
    "where the district signed how long a block has to be, shorter ones do not count to them.",
    post=protect_prep,
    check=check,
)
