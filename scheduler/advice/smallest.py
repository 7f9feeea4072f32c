"""The smallest set of facts that keeps something from every time."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scheduler.advice.fact import Fact, wanted, without
from scheduler.advice.facts import facts_about
from scheduler.advice.fitting import Fit, fit
from scheduler.model import ActivityId
from scheduler.repair.case import Case
from scheduler.repair.repair import Find


class Stands(StrEnum):
    """What is known about an activity without a time."""

    FITS = "it fits"
    STOPPED = "facts stop it"
    BARE = "its people share no time of the kind it needs, whatever else is changed"
    UNKNOWN = "whether it fits was not settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """With `facts` alone it fits nowhere, and without any one of them, and none of the rest, it does.

    `kind` STOPPED and BARE were found by two searches that differ in seed and preparation. `fit` is where
    it fits as everything is, if it does.
    """

    kind: Stands
    facts: tuple[Fact, ...] = ()
    rest: tuple[Fact, ...] = ()
    """What was looked at beside them and is not needed."""
    fit: Fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Searches:
    """The search that claims are made with, and the one that has to agree."""

    find: Find
    again: Find


def why_not(case: Case, key: ActivityId, searches: Searches, given: Collection[str] = ()) -> Why:
    """What keeps an activity from a time; facts of the kinds `given` are asked for and not questioned."""
    now = _either(case, key, searches)
    if now.schedule is not None:
        return Why(kind=Stands.FITS, fit=now)
    facts = tuple(one for one in facts_about(case, wanted(case, key)) if one.kind not in given)
    free = _either(without(case, facts), key, searches)
    if not now.sure or (free.schedule is None and not free.sure):
        return Why(kind=Stands.UNKNOWN, fit=now)
    if free.schedule is None:
        return Why(kind=Stands.BARE, rest=facts, fit=now)

    def stops(some: Sequence[Fact]) -> bool:
        rest = [one for one in facts if one not in some]
        return fit(without(case, rest), key, searches.find).schedule is None

    core = smallest(stops, facts)
    if not all(_holds(case, key, searches, facts, core)):
        return Why(kind=Stands.UNKNOWN, rest=facts, fit=now)
    rest = tuple(one for one in facts if one not in core)
    return Why(kind=Stands.STOPPED, facts=core, rest=rest, fit=now)


def smallest(stops: Callable[[Sequence[Fact]], bool], facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Facts that stop together and of which each is needed; those at the front are dropped first."""
    return tuple(_needed(stops, (), facts, given=False))


def _needed(
    stops: Callable[[Sequence[Fact]], bool],
    kept: Sequence[Fact],
    facts: Sequence[Fact],
    *,
    given: bool,
) -> list[Fact]:
    """Halving: a half that is not needed goes at once. `given` says whether `kept` is newly grown."""
    if given and stops(kept):
        return []
    if len(facts) == 1:
        return list(facts)
    half = len(facts) // 2
    front, back = facts[:half], facts[half:]
    of_front = _needed(stops, (*kept, *back), front, given=True)
    of_back = _needed(stops, (*kept, *of_front), back, given=bool(of_front))
    return [*of_front, *of_back]


def _holds(
    case: Case, key: ActivityId, searches: Searches, facts: Sequence[Fact], core: Sequence[Fact]
) -> "list[bool]":
    """Whether the set stops it by both searches, and does not without any one of it."""
    others = [one for one in facts if one not in core]
    together = _either(without(case, others), key, searches)
    each = [_either(without(case, [*others, one]), key, searches) for one in core]
    return [
        together.schedule is None and together.sure,
        *(one.schedule is not None for one in each),
    ]


def _either(case: Case, key: ActivityId, searches: Searches) -> Fit:
    """Where it fits by either search; that it fits nowhere is `sure` only when both proved it."""
    return fit(case, key, searches.find, searches.again)
