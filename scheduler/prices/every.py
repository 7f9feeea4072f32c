"""All the wishes, the weightiest first, and what a schedule costs by them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scheduler.inspection import Inspection
from scheduler.prices import (
    avoided_blocks,
    beyond_the_limits,
    campus_switches,
    cover_cost,
    cover_weekdays,
    eves_of_breaks,
    fair_load,
    fair_visits,
    few_drives,
    going_back,
    invited_people,
    late_debriefs,
    left_out,
    moved,
    out_of_order,
    preferred_blocks,
    rounds_begin,
    teachers_time,
    weekdays,
)
from scheduler.prices.term import Term

if TYPE_CHECKING:
    from scheduler.search.choices import Choices

ALWAYS = (left_out.TERM.name, beyond_the_limits.TERM.name, moved.TERM.name)
"""What counts as it is in every district; the others take the weight its settings give them."""


def _weighed(term: Term) -> Term:
    """The wish, counted as many times as the district says."""

    def post(choices: Choices) -> None:
        choices.counts = choices.district.limits.weight(term.name)
        if choices.counts:
            term.post(choices)
        choices.counts = 1

    def price(inspection: Inspection) -> int:
        weight = inspection.district.limits.weight(term.name)
        return weight * term.price(inspection) if weight else 0

    return term if term.name in ALWAYS else replace(term, post=post, price=price)


_WISHES = (
    left_out.TERM,
    beyond_the_limits.TERM,
    fair_visits.TERM,
    few_drives.TERM,
    campus_switches.TERM,
    going_back.TERM,
    fair_load.TERM,
    late_debriefs.TERM,
    out_of_order.TERM,
    teachers_time.TERM,
    avoided_blocks.TERM,
    preferred_blocks.TERM,
    cover_cost.TERM,
    cover_weekdays.TERM,
    invited_people.TERM,
    rounds_begin.TERM,
    weekdays.TERM,
    eves_of_breaks.TERM,
    moved.TERM,
)
TERMS: tuple[Term, ...] = tuple(_weighed(term) for term in _WISHES)


def price(inspection: Inspection) -> dict[str, int]:
    """What a schedule costs by term; terms that cost nothing are left out."""
    found = {term.name: term.price(inspection) for term in TERMS}
    return {name: points for name, points in found.items() if points}
