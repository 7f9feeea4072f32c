"""The parts of a block, such as a lab site, follow each other within the minutes its template allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from scheduler.inspection import Inspection, Violation
from scheduler.rules.rule import Rule

if TYPE_CHECKING:
    from scheduler.search.choices import Choices


def stay_together(choices: Choices) -> None:
    """The later part begins no more than so many minutes after the earlier one's end.

    In cumulative form, one line for each end: ends then or before, and begins too long after.
    """
    for later in choices.by_activity.values():
        for after in later[0].activity.after:
            if after.gap_minutes is None or after.soft:
                continue
            gap = timedelta(minutes=after.gap_minutes)
            earlier = choices.by_activity.get(after.earlier, [])
            for end in sorted({option.end for option in earlier}):
                over = [option for option in earlier if option.end <= end]
                choices.at_most(1, [*over, *(one for one in later if one.start > end + gap)])


def check(inspection: Inspection) -> Iterator[Violation]:
    for placement in inspection.placements:
        for after in placement.activity.after:
            earlier = inspection.by_id.get(after.earlier)
            if earlier is None or after.gap_minutes is None or after.soft:
                continue
            gap = placement.slot.start - earlier.slot.end
            if gap > timedelta(minutes=after.gap_minutes):
                minutes = round(gap.total_seconds() / 60)
                yield Violation(
                    rule=RULE.name,
                    says=f"{minutes} minutes would lie between two parts of one block",
                    activities=(placement.activity.id, after.earlier),
                )


RULE = Rule(
    name="stay_together",
    says="The parts of a block, such as a lab site, stand together: no more minutes between them than its "
    "structure allows.",
    post=stay_together,
    check=check,
)
