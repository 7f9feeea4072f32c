"""Charts as they are declared with a tab: what is drawn, never from which cells.

Imports nothing of the vocabulary, which a tab's charts are part of; the requests are made elsewhere.
"""

from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """How numbers are drawn."""

    BAR = "bar"
    STACKED = "stacked bars"
    LINE = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart over all rows of its tab.

    `category` and `values` are headers of that tab; `goal`, where there is one, is drawn as a line, in the
    unit of the values.
    """

    kind: ChartKind
    title: str
    category: str
    values: tuple[str, ...]
    goal: float | None = None
