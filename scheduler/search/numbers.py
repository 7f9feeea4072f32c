"""How the numbers of the contract are kept by the search: as they are, or at a price where they are soft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.district import PersonId, SchoolId
from scheduler.limits import BLOCK_MINUTES, OVER

if TYPE_CHECKING:
    from scheduler.search.choices import Choices, Literal, Option

Weighed = Sequence[tuple["int", "Option"]]
"""Options with what each counts."""


def room_beside(
    count: int, options: Iterable[tuple[int, Option]]
) -> tuple[int, list[tuple[int, Literal]]]:
    """What is left of a count beside what stands, and the options still to be chosen."""
    known = list(options)
    used = sum(weight for weight, option in known if option.chosen is None)
    terms = [(weight, option.chosen) for weight, option in known if option.chosen is not None]
    return max(count - used, 0), terms


def keep_each_to(choices: Choices, number: str, sets: Sequence[Weighed]) -> None:
    """No set of options counts more than the number; where it is soft, the fullest set pays."""
    limits = choices.district.limits
    count: int = getattr(limits, number)
    if number in limits.soft:
        _pay_beyond(choices, number, count, sets)
        return
    for options in sets:
        if all(weight == 1 for weight, _ in options):
            choices.at_most(count, [option for _, option in options])
        else:
            choices.at_most_minutes(count, options)


def _pay_beyond(choices: Choices, number: str, count: int, sets: Sequence[Weighed]) -> None:
    stands = [sum(weight for weight, one in each if one.chosen is None) for each in sets]
    over = max([used - count for used in stands if used > count], default=0)
    choices.constant += OVER * over
    free = [room_beside(count + over, options) for options in sets]
    most = max([sum(weight for weight, _ in terms) - room for room, terms in free], default=0)
    beyond = _charged(choices, most, f"over {number}")
    for room, terms in free:
        choices.model.add(sum(weight * one for weight, one in terms) <= room + sum(beyond))


def keep_to_sites(
    choices: Choices, at_sites: Mapping[tuple[PersonId, SchoolId, date], Sequence[Option]]
) -> None:
    """A coach's schools of a date, by the flags that are paid for anyway."""
    limits = choices.district.limits
    count, soft = limits.sites_a_day, "sites_a_day" in limits.soft
    sites: dict[tuple[PersonId, date], list[Literal]] = defaultdict(list)
    stands: dict[tuple[PersonId, date], int] = defaultdict(int)
    for (coach, school, day), flag in choices.site_days().items():
        sites[coach, day].append(flag)
        options = at_sites[coach, school, day]
        stands[coach, day] += any(option.chosen is None for option in options)
    for key, flags in sites.items():
        beyond = len(flags) - count
        if beyond > 0 and soft:
            more = _charged(choices, beyond, "schools too many")
            choices.model.add(sum(flags) <= count + sum(more))
        elif beyond > 0:
            choices.model.add(sum(flags) <= max(count, stands[key]))


def keep_open(
    choices: Choices,
    whose: tuple[PersonId, date],
    school: SchoolId,
    taken: Weighed,
    room: int,
) -> None:
    """A coach's minutes on a date on which she is at the school; what stands there may have taken more."""
    limits = choices.district.limits
    count, most = limits.open_blocks_a_day, sum(minutes for minutes, _ in taken)
    stands = [(minutes, one) for minutes, one in taken if one.chosen is None]
    soft = "open_blocks_a_day" in limits.soft
    if not soft and any(one.school == school for _, one in stands):
        room = max(room, sum(minutes for minutes, _ in stands))
    if not count or most <= room:
        return
    short: list[Literal] = []
    if soft:
        if whose not in choices.not_open:
            choices.not_open[whose] = _charged(choices, count, "blocks not open")
            for fewer, more in pairwise(choices.not_open[whose]):
                choices.model.add_implication(more, fewer)
        short = choices.not_open[whose]
    room_more = sum(BLOCK_MINUTES * one for one in short[:-1]) + sum(
        most * one for one in short[-1:]
    )
    here = choices.site_days()[whose[0], school, whose[1]]
    used = sum(minutes * one.chosen for minutes, one in taken if one.chosen is not None)
    known = sum(minutes for minutes, _ in stands)
    choices.model.add(used + known + (most - room) * here <= most + room_more)


def _charged(choices: Choices, count: int, name: str) -> list[Literal]:
    """So many literals, each of which costs what one beyond a number costs."""
    found = [choices.model.new_bool_var(f"{one + 1} {name}") for one in range(count)]
    for literal in found:
        choices.charge(OVER, literal)
    return found
