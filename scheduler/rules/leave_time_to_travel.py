"""Between two schools there is time to drive, and a buffer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.inspection import Inspection, Violation
from scheduler.rules.rule import Rule

if TYPE_CHECKING:
    from scheduler.choices import Choices

FARTHEST = timedelta(hours=2)
"""No two schools of a district are further apart than this."""


def leave_time_to_travel(choices: Choices) -> None:
    """Whoever is at two schools on one date has the drive and the buffer between them.

    Remote activities are nowhere. Directions may take different times.
    """
    for (person, _), options in choices.by_person_day.items():
        leaders = {option.activity.leader for option in options}
        if len(leaders) == 1 and person not in leaders:
            continue
        for index, first in enumerate(options):
            for second in options[index + 1 :]:
                if second.start - first.end >= FARTHEST:
                    break
                if second.start < first.end or first.school == second.school:
                    continue
                drive = choices.distances.minutes(first.school, second.school)
                if second.start < first.end + timedelta(minutes=drive):
                    choices.not_both(first, second)


def check(inspection: Inspection) -> Iterator[Violation]:
    for (person, _), placements in inspection.by_person_day.items():
        placed = [placement for placement in placements if placement.slot.school is not None]
        for first, second in pairwise(placed):
            drive = inspection.distances.minutes(first.slot.school, second.slot.school)
            gap = (second.slot.start - first.slot.end).total_seconds() / 60
            if 0 <= gap < drive:
                yield Violation(
                    rule=RULE.name,
                    says=f"{inspection.name(person)} has {gap:.0f} minutes for a drive of {drive} "
                    f"before {inspection.when(second.slot.start)}",
                    activities=(first.activity.id, second.activity.id),
                )


RULE = Rule(
    name="leave_time_to_travel",
    says="Between two schools there is time for the drive and a buffer.",
    post=leave_time_to_travel,
    check=check,
)
