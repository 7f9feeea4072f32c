"""Between two schools there is time to drive, and a buffer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from scheduler.inspection import Inspection, Placement, Violation
from scheduler.rules.rule import Rule

if TYPE_CHECKING:
    from scheduler.search.choices import Choices, Option


def leave_time_to_travel(choices: Choices) -> None:
    """Whoever is at two schools on one date has the drive and the buffer between them.

    Remote activities are nowhere, and take none of the drive's minutes. Directions may take different
    times. Posted as sets of options of which one at most can be true: at an instant, all at one school that
    hold it, with all at another school that hold it or end less than a drive before it. With one remote
    activity between them two of these three can be true, where the drive does not fit beside it.
    """
    for (person, _), options in choices.by_person_day.items():
        leaders = {option.activity.leader for option in options}
        if len(leaders) == 1 and person not in leaders:
            continue
        schools = sorted({option.school for option in options if option.school is not None})
        for origin, to in permutations(schools, 2):
            drive = timedelta(minutes=choices.distances.minutes(origin, to))
            leaving = [option for option in options if option.school == origin]
            arriving = [option for option in options if option.school == to]
            for together in _exclusive(choices, leaving, arriving, drive):
                choices.at_most(1, together)
            for call in (option for option in options if option.school is None):
                before = [option for option in leaving if option.end <= call.start]
                after = [option for option in arriving if option.start >= call.end]
                longer = drive + (call.end - call.start)
                for together in _exclusive(choices, before, after, longer):
                    choices.at_most(2, [*together, call])


def _exclusive(
    choices: Choices, leaving: list[Option], arriving: list[Option], drive: timedelta
) -> Iterator[list[Option]]:
    """The sets for one direction, one for each instant at which something begins at the other school."""
    for instant in sorted({option.start for option in arriving}):
        there = [option for option in arriving if option.start <= instant < option.end]
        late = [
            option for option in leaving if option.start <= instant and option.end > instant - drive
        ]
        for clique in choices.overlapping(late):
            if any(option.end <= instant for option in clique):
                yield [*clique, *there]


def check(inspection: Inspection) -> Iterator[Violation]:
    for (person, _), placements in inspection.by_person_day.items():
        placed = [placement for placement in placements if placement.slot.school is not None]
        for first, second in pairwise(placed):
            drive = inspection.distances.minutes(first.slot.school, second.slot.school)
            gap = (second.slot.start - first.slot.end).total_seconds() / 60
            free = gap - _longest_call(placements, first, second)
            if gap >= 0 and free < drive:
                yield Violation(
                    rule=RULE.name,
                    says=f"{inspection.name(person)} has {free:.0f} minutes for a drive of {drive} "
                    f"before {inspection.when(second.slot.start)}",
                    activities=(first.activity.id, second.activity.id),
                )


def _longest_call(placements: Iterable[Placement], first: Placement, second: Placement) -> float:
    """The minutes of the longest remote activity between two others; nobody meets while driving."""
    return max(
        (
            (one.slot.end - one.slot.start).total_seconds() / 60
            for one in placements
            if one.slot.school is None
            and first.slot.school != second.slot.school
            and first.slot.end <= one.slot.start
            and one.slot.end <= second.slot.start
        ),
        default=0,
    )


RULE = Rule(
    name="leave_time_to_travel",
    says="Between two schools there is time for the drive and a buffer.",
    post=leave_time_to_travel,
    check=check,
)
