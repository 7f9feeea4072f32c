"""The edges of a step's window: so many school days from the start of a unit, a task, a cycle or the year."""

from dataclasses import dataclass
from enum import StrEnum


class Anchor(StrEnum):
    """What an edge is counted from."""

    YEAR_START = "year start"
    CYCLE_START = "cycle start"
    PD_DAY = "pd day"
    UNIT_START = "unit start"
    WEEK_START = "week start"
    ASSESSMENT = "assessment"
    TASK = "task"
    UNIT_END = "unit end"
    CYCLE_END = "cycle end"
    YEAR_END = "year end"


IN_ORDER = (
    (Anchor.YEAR_START, Anchor.CYCLE_START, Anchor.CYCLE_END, Anchor.YEAR_END),
    (Anchor.YEAR_START, Anchor.UNIT_START, Anchor.UNIT_END, Anchor.YEAR_END),
)
"""Anchors of which the later never comes before the earlier."""
OF_A_UNIT = (Anchor.UNIT_START, Anchor.UNIT_END, Anchor.ASSESSMENT, Anchor.TASK, Anchor.WEEK_START)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A date: `school_days` after the anchor, before it when negative; 0 is the anchor's own day."""

    at: Anchor
    school_days: int = 0

    def certainly_after(self, other: "Edge") -> bool:
        """Whether this edge comes after the other whatever the dates are."""
        if self.at is other.at:
            return self.school_days > other.school_days
        later = any(
            self.at in line and other.at in line and line.index(self.at) > line.index(other.at)
            for line in IN_ORDER
        )
        return later and self.school_days >= 0 >= other.school_days
