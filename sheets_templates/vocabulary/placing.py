"""Where a tab stands in a spreadsheet, and whether it is seen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A tab as it stands in a spreadsheet, by its declared name."""

    name: str
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a new tab goes: `index` counts from 0 over all tabs, those added before it among them."""

    index: int
    hidden: bool
