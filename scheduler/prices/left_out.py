"""As little as can be is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.inspection import Inspection
from scheduler.prices.term import Term

if TYPE_CHECKING:
    from scheduler.search.choices import Choices


def post(choices: Choices) -> None:
    """Charged where the activity is offered."""


def price(inspection: Inspection) -> int:
    return sum(
        activity.worth
        for key, activity in inspection.schedule.activities.items()
        if key not in inspection.schedule.placed
    )


TERM = Term(
    name="left out",
    says="As little as can be is left out, the most valuable last.",
    post=post,
    price=price,
)
