"""Meetings are held when most of those who are invited can come."""

from scheduler.inspection import Placement
from scheduler.model import Kind
from scheduler.prices.term import Surroundings, on_each

MISSED = 4
"""Somebody invited who cannot come at that time."""


def _points(_: Surroundings, placement: Placement) -> int:
    """Who is invited and cannot come; the seats of a round are chosen over the year instead."""
    if placement.activity.kind is Kind.ROUND:
        return 0
    return MISSED * len({*placement.activity.invited} - {*placement.people})


TERM = on_each(
    "invited people",
    "Meetings are held when most of those who are invited can come.",
    _points,
)
