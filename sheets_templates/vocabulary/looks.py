"""Colours: who writes a column shows in its header, what matters shows in its cells.

Black text stays readable on each of them (contrast 7:1 at least), and no colour says anything that the words
do not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheets_templates.vocabulary.table import Column, Tab, Writer

HEADERS: Mapping[Writer, str] = {
    Writer.PROGRAM: "CFE2F3",
    Writer.HUMAN: "D9EAD3",
    Writer.FORMULA: "E1D5F0",
}
"""Blue, green and purple, as the README's legend says."""
ALARMING = "F4CCCC"
PALE, DARK = "FFFFFF", "F6B26B"
"""The ends of a heat scale."""
BARS = ((100.0, "6FA8DC"), (75.0, "9FC5E8"), (50.0, "BDD7EE"), (25.0, "DDEBF7"))
"""From which percentage on a cell is how dark; the darkest first, as the first rule that fits counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenText:
    """A cell with exactly this word has this colour."""

    word: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FromNumber:
    """A cell with at least this number has this colour."""

    least: float
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Numbers from `low` to `high` go from one colour to the other."""

    low: float
    high: float
    pale: str = PALE
    dark: str = DARK


Look = WhenText | FromNumber | Scale


def looks_of(column: Column) -> Iterator[Look]:
    """The colours of a column's cells that depend on what they hold, the strongest first."""
    yield from (WhenText(word=word, colour=ALARMING) for word in column.alarming)
    if column.heat:
        yield Scale(low=column.heat[0], high=column.heat[1])
    if column.bar:
        yield from (FromNumber(least=least, colour=colour) for least, colour in BARS)


def tab_colour(tab: Tab) -> str:
    """Green where somebody writes, blue where only the program does."""
    yours = any(column.writer is Writer.HUMAN for column in tab.columns)
    return HEADERS[Writer.HUMAN if yours else Writer.PROGRAM]
