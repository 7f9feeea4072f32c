"""How good a schedule is known to be, level by level: first what is left out, then what the rest costs.

Where fair load is weighed the fullest coach's week follows, then the spread, both in percent of working time.
"""

from dataclasses import dataclass

LEFT_OUT, PRICE = "left out", "price"
FULLEST, SPREAD = "fullest week of a coach", "spread of coaches' weeks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level in points: what was found, and what no schedule can pass.

    `unavoidable` is the part that costs the same whatever is chosen, as far as it is known without a search.
    """

    name: str
    value: int
    bound: int
    unavoidable: int = 0

    @property
    def proven(self) -> bool:
        return self.value <= self.bound

    @property
    def gap(self) -> float | None:
        """How much of what can be avoided might still be, 0 to 1; None where the bound says nothing."""
        if self.proven:
            return 0.0
        if self.bound <= self.unavoidable:
            return None
        return (self.value - self.bound) / (self.value - self.unavoidable)
