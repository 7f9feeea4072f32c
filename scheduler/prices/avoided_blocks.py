"""Blocks that teachers would rather not have used are used last."""

from scheduler.inspection import Placement
from scheduler.prices.term import Surroundings, on_each

AVOIDED_BLOCK = 2
"""A block that a teacher would rather not have used."""


def _points(around: Surroundings, placement: Placement) -> int:
    """Paid for each person in it who would rather not have that block used."""
    blocks = placement.slot.block.split("+")
    people = around.district.people
    return AVOIDED_BLOCK * sum(
        wish.wish == "avoid"
        and wish.block in blocks
        and wish.person in placement.people
        and wish.holds_on(
            placement.day, around.days.letter(people[wish.person].school, placement.day)
        )
        for wish in around.district.preferences
    )


TERM = on_each(
    "avoided blocks",
    "Blocks that teachers would rather not have used are used last.",
    _points,
)
