"""How unevenly something is shared out: from the one who has least to the one who has most."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """`gap` is the most minus the least; `gini` 0 where all have the same, nearer 1 the less even it is."""

    gap: float
    gini: float


def spread(values: Iterable[float]) -> Spread | None:
    """Of values of 0 or more; None for fewer than two, or where nobody has anything.

    Gini: the mean difference of all pairs, each with itself too, over twice the mean.
    """
    found = sorted(values)
    total = sum(found)
    if len(found) < 2 or not total:
        return None
    apart = sum(abs(one - other) for one in found for other in found)
    return Spread(
        gap=round(found[-1] - found[0], 1), gini=round(apart / (2 * len(found) * total), 2)
    )
