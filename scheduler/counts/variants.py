"""How long things really take, by structure and set length: schools try variants, and this compares them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from scheduler.model import Activity, ActivityId, Kind

FEWEST = 5
"""Held activities a variant needs before its length is told: of fewer it would be about somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One kind of activity in one structure and of one set length; all lengths in minutes.

    `typical` is the median of what it really took, None while too few were held.
    """

    structure: str
    kind: Kind
    minutes: int
    cohorts: int
    held: int
    typical: int | None = None
    shortest: int | None = None
    longest: int | None = None

    @property
    def over(self) -> int | None:
        """Minutes it typically takes longer than set, below 0 shorter."""
        return None if self.typical is None else self.typical - self.minutes


def variants(
    activities: Mapping[ActivityId, Activity], lasted: Mapping[ActivityId, int]
) -> tuple[Variant, ...]:
    """Every variant of which a length was written down, by kind and structure; minutes below 1 are none."""
    groups: dict[tuple[Kind, str, int], list[ActivityId]] = defaultdict(list)
    for key, minutes in lasted.items():
        activity = activities.get(key)
        if activity is not None and minutes > 0:
            groups[activity.kind, activity.structure, activity.minutes].append(key)
    return tuple(
        _variant(group, [(activities[one], lasted[one]) for one in groups[group]])
        for group in sorted(groups)
    )


def _variant(group: tuple[Kind, str, int], found: Iterable[tuple[Activity, int]]) -> Variant:
    kind, structure, minutes = group
    pairs = list(found)
    real = sorted(took for _, took in pairs)
    told = len(real) >= FEWEST
    return Variant(
        structure=structure,
        kind=kind,
        minutes=minutes,
        cohorts=len({activity.cohort or activity.series for activity, _ in pairs}),
        held=len(real),
        typical=round(median(real)) if told else None,
        shortest=real[0] if told else None,
        longest=real[-1] if told else None,
    )
