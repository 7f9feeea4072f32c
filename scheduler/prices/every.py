"""All the wishes, the weightiest first, and what a schedule costs by them."""

from scheduler.inspection import Inspection
from scheduler.prices import (
    avoided_blocks,
    cover_cost,
    eves_of_breaks,
    fair_visits,
    few_drives,
    invited_people,
    late_debriefs,
    left_out,
    moved,
    out_of_order,
    rounds_begin,
    teachers_time,
    weekdays,
)
from scheduler.prices.term import Term

TERMS: tuple[Term, ...] = (
    left_out.TERM,
    fair_visits.TERM,
    few_drives.TERM,
    late_debriefs.TERM,
    out_of_order.TERM,
    teachers_time.TERM,
    avoided_blocks.TERM,
    cover_cost.TERM,
    invited_people.TERM,
    rounds_begin.TERM,
    weekdays.TERM,
    eves_of_breaks.TERM,
    moved.TERM,
)


def price(inspection: Inspection) -> dict[str, int]:
    """What a schedule costs by term; terms that cost nothing are left out."""
    found = {term.name: term.price(inspection) for term in TERMS}
    return {name: points for name, points in found.items() if points}
