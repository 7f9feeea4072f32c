"""Classes that need cover by how many school days are left to find somebody."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from scheduler.counts.coverage import CoverNeed, half_days
from scheduler.schoolday import SchoolDays

LEFT: tuple[tuple[str, int], ...] = (
    ("too late", -1),
    ("0 to 2 days", 2),
    ("3 to 5 days", 5),
    ("6 to 10 days", 10),
    ("more than 10 days", 10_000),
)
"""What is told together, and the most days left of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLeft:
    """Classes of the same urgency: those nobody has been found for, and the others.

    `half_days` are what both come to in substitutes' half days.
    """

    left: str
    open: int
    filled: int
    half_days: int


def cover_left(
    needs: Iterable[CoverNeed], filled: Collection[str], days: SchoolDays, today: date
) -> tuple[CoverLeft, ...]:
    """Every urgency, the most urgent first; classes before today are over and not counted."""
    by_label: dict[str, list[CoverNeed]] = {label: [] for label, _ in LEFT}
    for need in needs:
        if need.day >= today:
            by_label[_label(need, days, today)].append(need)
    return tuple(
        CoverLeft(
            left=label,
            open=sum(one.id not in filled for one in own),
            filled=sum(one.id in filled for one in own),
            half_days=half_days(own),
        )
        for label, own in by_label.items()
    )


def _label(need: CoverNeed, days: SchoolDays, today: date) -> str:
    left = -1 if need.needed_by < today else days.count(need.school, today, need.needed_by)
    return next(label for label, most in LEFT if left <= most)
