"""Meetings after school are few, short, and never on Fridays or before a break."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scheduler.district import PersonId
from scheduler.inspection import Inspection, Placement, Violation
from scheduler.model import Container
from scheduler.rules.rule import Rule, wish_by
from scheduler.schoolday import in_grade_band

if TYPE_CHECKING:
    from scheduler.search.choices import Choices, Option

TeacherMonth = tuple[PersonId, int, int]
"""A teacher, a year and a month."""


def cap_after_school(choices: Choices) -> None:
    """A teacher stays after school so many times a month; length and weekday are kept by the sieve."""
    months: dict[TeacherMonth, list[Option]] = defaultdict(list)
    for option in choices.options:
        if option.placement.slot.container is Container.AFTER_SCHOOL:
            for person in option.people:
                if person != option.activity.leader:
                    months[person, option.day.year, option.day.month].append(option)
    for options in months.values():
        choices.keep_to("after_school_a_month", options)


def check(inspection: Inspection) -> Iterator[Violation]:
    limits = inspection.district.limits
    months: dict[TeacherMonth, list[Placement]] = defaultdict(list)
    for placement in inspection.placements:
        if placement.slot.container is not Container.AFTER_SCHOOL:
            continue
        if placement.slot.minutes > limits.after_school_minutes:
            yield _violation(
                [placement], f"it lasts more than {limits.after_school_minutes} minutes"
            )
        if placement.day.weekday() == 4 or _before_a_break(inspection, placement):
            yield _violation([placement], "no meetings after school on Fridays or before a break")
        for person in placement.people:
            if person != placement.activity.leader:
                months[person, placement.day.year, placement.day.month].append(placement)
    for (person, _, _), used in months.items():
        if len(used) > limits.after_school_a_month:
            yield _violation(
                used,
                f"{inspection.name(person)} would stay after school {len(used)} times that month",
                soft="after_school_a_month" in limits.soft,
                over=len(used) - limits.after_school_a_month,
            )


def _before_a_break(inspection: Inspection, placement: Placement) -> bool:
    """Whether the next day is free for somebody whose own school has rung out before the meeting ends."""
    for key in placement.people:
        person = inspection.district.people[key]
        school_day = inspection.days.day(person.school, placement.day) if person.school else None
        if person.school is None or school_day is None or key == placement.activity.leader:
            continue
        ends = [
            block.span.end
            for block in school_day.blocks
            if in_grade_band(person.grade, block.grade_band)
        ]
        stays = bool(ends) and max(ends) < placement.slot.end
        if stays and inspection.days.eve_of_break(person.school, placement.day):
            return True
    return False


def _violation(used: list[Placement], says: str, *, soft: bool = False, over: int = 1) -> Violation:
    return Violation(
        rule=RULE.name,
        says=says,
        activities=tuple(placement.activity.id for placement in used),
        soft=soft,
        over=over,
    )


RULE = Rule(
    name="cap_after_school",
    says="Meetings after school are at most two a month and an hour each, never on Fridays or before a "
    "break.",
    post=cap_after_school,
    check=check,
    wished=wish_by("after_school_a_month"),
)
