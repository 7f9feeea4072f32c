"""Charts as they are declared with a tab: what is drawn and in which colours, never from which cells.

Imports nothing of the vocabulary, which a tab's charts are part of; `chart_requests` draws.
"""

from dataclasses import dataclass
from enum import StrEnum

COLOURS = ("1B4F8A", "D9730D", "0B5B55", "A06CC0", "4D4D4D")
"""Of the values, in their order; each is told from white, and from the next one, in shades of grey too."""
GOAL_COLOUR = "202124"
WIDTH, HEIGHT = 480, 300
"""Pixels of a chart; two beside a column of words fill a small laptop's screen."""
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
    says: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """The columns it needs."""
        return (self.category, *self.values, *filter(None, [self.goal]))


def room_beside(charts: int) -> int:
    """The columns that so many charts take up beside the rows of a tab, one of them free."""
    across = min(charts, ACROSS)
    return 1 + -(-across * WIDTH // COLUMN_WIDTH) if charts else 0


def place_of(number: int, columns: int) -> tuple[int, int, int]:
    """Row, column (both from 0) and pixels to the right of it, where a chart begins beside so many columns.

    The row grows with the charts above, so that none lies on another when people make rows higher.
    """
    down, right = divmod(number, ACROSS)
    pixels = right * WIDTH
    rows = -(-HEIGHT // ROW_HEIGHT)
    return 1 + down * (rows + 1), columns + pixels // COLUMN_WIDTH, pixels % COLUMN_WIDTH
