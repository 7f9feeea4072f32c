"""A coach keeps a block's time of each day for herself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from scheduler.district import BlockKind, Role, SchoolId
from scheduler.inspection import Inspection, Placement, Violation
from scheduler.limits import BLOCK_MINUTES
from scheduler.rules.rule import Rule, wish_by
from scheduler.schoolday import Span

if TYPE_CHECKING:
    from scheduler.search.choices import Choices, Option


def leave_a_block_open(choices: Choices) -> None:
    """The minutes of a coach's date that lie between the first and the last bell of a school where she is,
    are so many fewer than the bells and her lunch leave.

    What stands may have taken more already; then nothing is added to it. Her lunch, an option beside the
    activities, is not looked at.
    """
    for (coach, day), known in choices.by_person_day.items():
        if choices.district.people[coach].role is not Role.COACH:
            continue
        options = [option for option in known if option.activity.id in choices.by_activity]
        for school in sorted({option.school for option in options if option.school is not None}):
            bells = _bells(choices, school, day)
            if bells is not None:
                taken = [(_within(bells, one), one) for one in options]
                choices.keep_open((coach, day), school, taken, _room(choices, bells))


def _within(bells: Span, option: Option) -> int:
    begins, ends = max(bells.start, option.start), min(bells.end, option.end)
    return max(0, Span(start=begins, end=ends).minutes) if begins < ends else 0


def _bells(around: Inspection | Choices, school: SchoolId, day: date) -> Span | None:
    """From the first teaching block of a school's date to the last one's end; None where none rings."""
    school_day = around.days.day(school, day)
    blocks = school_day.blocks if school_day else ()
    rings = [block.span for block in blocks if block.kind is BlockKind.TEACH]
    if not rings:
        return None
    return Span(start=min(one.start for one in rings), end=max(one.end for one in rings))


def _room(around: Inspection | Choices, bells: Span) -> int:
    """Minutes of such a date that may be taken."""
    limits = around.district.limits
    return max(0, bells.minutes - limits.lunch_minutes - BLOCK_MINUTES * limits.open_blocks_a_day)


def check(inspection: Inspection) -> Iterator[Violation]:
    limits = inspection.district.limits
    for (person, day), placements in inspection.by_person_day.items():
        if inspection.district.people[person].role is not Role.COACH:
            continue
        missing = _missing(inspection, day, placements)
        if missing <= 0:
            continue
        stood = [one for one in placements if one.activity.id in inspection.standing]
        took_it = stood if _missing(inspection, day, stood) >= missing else placements
        yield Violation(
            rule=RULE.name,
            says=f"{inspection.name(person)} would have too little open time on "
            f"{day:%a} {day.day} {day:%b}",
            activities=tuple(one.activity.id for one in took_it),
            soft="open_blocks_a_day" in limits.soft,
            over=min(limits.open_blocks_a_day, ceil(missing / BLOCK_MINUTES)),
        )


def _missing(inspection: Inspection, day: date, placements: Sequence[Placement]) -> int:
    """How many minutes too many are taken, at the school where that is most."""
    most = 0
    for school in {one.slot.school for one in placements if one.slot.school is not None}:
        bells = _bells(inspection, school, day)
        if bells is None or not inspection.district.limits.open_blocks_a_day:
            continue
        seconds = sum(
            (min(one.slot.end, bells.end) - max(one.slot.start, bells.start)).total_seconds()
            for one in placements
            if one.span.overlaps(bells)
        )
        most = max(most, round(seconds / 60) - _room(inspection, bells))
    return most


RULE = Rule(
    name="leave_a_block_open",
    says="A coach keeps a block's time, 45 minutes, of each school day open, beside lunch.",
    post=leave_a_block_open,
    check=check,
    wished=wish_by("open_blocks_a_day"),
)
