"""Blocks that teachers would rather have are used before others."""

from scheduler.district import PersonId
from scheduler.inspection import Placement
from scheduler.prices.term import Surroundings, on_each

OTHER_BLOCK = 1
"""A time outside the blocks that a teacher would rather have: half of what a block she avoids costs."""


def _points(around: Surroundings, placement: Placement) -> int:
    """Paid for each person in it who named blocks that she would rather have and has none of them then.

    A wish about one weekday counts on the others too: there she has none of the blocks she named.
    """
    blocks = placement.slot.block.split("+")
    people = around.district.people
    pleased: dict[PersonId, bool] = {}
    for wish in around.district.preferences:
        if wish.wish != "prefer" or wish.person not in placement.people:
            continue
        if wish.until is not None and wish.until < placement.day:
            continue
        letter = around.days.letter(people[wish.person].school, placement.day)
        has_it = wish.block in blocks and wish.holds_on(placement.day, letter)
        pleased[wish.person] = pleased.get(wish.person, False) or has_it
    return OTHER_BLOCK * sum(not has_one for has_one in pleased.values())


TERM = on_each(
    "preferred blocks",
    "Blocks that teachers would rather have are used before others.",
    _points,
)
