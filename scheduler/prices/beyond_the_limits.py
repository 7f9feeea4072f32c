"""A number or a time that the district made a wish is kept where it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.inspection import Inspection
from scheduler.limits import OVER
from scheduler.prices.term import Term
from scheduler.rules.every import RULES

if TYPE_CHECKING:
    from scheduler.search.choices import Choices


def post(choices: Choices) -> None:
    """Charged where the rules are posted."""


def price(inspection: Inspection) -> int:
    return OVER * sum(one.over for rule in RULES for one in rule.passed(inspection))


TERM = Term(
    name="beyond the limits",
    says="A number of the contract, or time kept free, that is marked soft is passed only where that "
    "places more or costs less.",
    post=post,
    price=price,
)
