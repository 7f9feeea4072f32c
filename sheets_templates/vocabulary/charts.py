"""Charts as they are declared with a tab: what is drawn and in which colours, never from which cells.

Imports nothing of the vocabulary, which a tab's charts are part of; `chart_requests` draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

COLOURS = ("1B4F8A", "D9730D", "0B5B55", "A06CC0", "4D4D4D")
"""Of the values, in their order; each is told from white, and from the next one, in shades of grey too."""
GOAL_COLOUR = "202124"
WIDTH, HEIGHT = 480, 300
"""Pixels of a chart; two beside a column of words fill a small laptop's screen."""
GAP = 12
"""Pixels between two."""
ACROSS = 2
"""Charts side by side."""
COLUMN_WIDTH, ROW_HEIGHT = 100, 21
"""Pixels of a cell nobody has changed."""


class ChartKind(StrEnum):
    """How numbers are drawn."""

    BAR = "bar"
    STACKED = "stacked bars"
    LINE = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart over all rows of a tab, shown on the tab that declares it.

    It draws the rows of the tab named `of`, of its own where that is ''. `category` and `values` are headers
    there; stacked values stand on each other in their order. `goal` is the header of a column that repeats
    the goal in each row, as Sheets draws a line only from cells. `axis` says what the numbers are, `says`
    what there is to see, for those who cannot see it.
    """

    kind: ChartKind
    title: str
    category: str
    values: tuple[str, ...]
    goal: str = ""
    of: str = ""
    axis: str = ""
    most: float | None = None
    """Where the numbers end, if not where they happen to."""
    says: str = ""
    tall: bool = False
    """For many categories one below the other."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The columns it needs."""
        return (self.category, *self.values, *filter(None, [self.goal]))

    @property
    def lying(self) -> bool:
        """Whether its bars lie: names are read more easily beside them, but a line needs bars that stand."""
        return self.kind is not ChartKind.LINE and not self.goal

    @property
    def height(self) -> int:
        """In pixels."""
        return HEIGHT * (2 if self.tall else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPlace:
    """Where a chart begins: a row from 0, and pixels to the right of the tab's last column."""

    row: int
    pixels: int


def room_beside(charts: int) -> int:
    """The columns that so many charts take up beside the rows of a tab, one of them free."""
    across = min(charts, ACROSS)
    return 1 + -(-across * (WIDTH + GAP) // COLUMN_WIDTH) if charts else 0


def places_of(charts: Sequence[Chart]) -> list[ChartPlace]:
    """Where the charts of a tab stand: side by side, each where there is room highest up, the left first.

    A row of its own is left between two. The rows grow when people make them higher, and the charts with
    them, so that none comes to lie on another.
    """
    free = [1] * ACROSS
    found: list[ChartPlace] = []
    for chart in charts:
        at = free.index(min(free))
        found.append(ChartPlace(row=free[at], pixels=at * (WIDTH + GAP)))
        free[at] += -(-chart.height // ROW_HEIGHT) + 1
    return found
