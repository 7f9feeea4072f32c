"""Orders that are wished for and not asked for are kept where they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.inspection import Inspection
from scheduler.prices.following import followers
from scheduler.prices.term import Term

if TYPE_CHECKING:
    from scheduler.search.choices import Choices

OUT_OF_ORDER = 3


def post(choices: Choices) -> None:
    for later in choices.by_activity.values():
        for after in later[0].activity.after:
            earlier = choices.by_activity.get(after.earlier, [])
            if after.soft and earlier:
                name = f"{later[0].activity.id} before {after.earlier}"
                choices.charge_when_before(OUT_OF_ORDER, name, earlier, later)


def price(inspection: Inspection) -> int:
    return OUT_OF_ORDER * sum(
        placement.slot.start < earlier.slot.end
        for placement, earlier in followers(inspection, soft=True)
    )


TERM = Term(
    name="out of order",
    says="The enrollment session comes before the first visits.",
    post=post,
    price=price,
)
