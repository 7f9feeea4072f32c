"""How much to measure: the sizes the targets speak of, or small ones that only show it works."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Seeds and sizes of the demo district, seconds to find times in, repeats, events, rows, declines."""

    seeds: tuple[int, ...] = (1,)
    coaches: int = 15
    schools: int = 10
    limit_s: int = 60
    repeats: int = 7
    weeks: int = 3
    events: int = 500
    rows: int = 2_000
    declines: int = 100
    small: bool = False
    full: bool = False


SHORT = Size()
"""What `make bench` measures, within a quarter of an hour."""
FULL = Size(seeds=(1, 2, 3, 4, 5), full=True)
"""The published figures, part by part."""
SMALL = Size(small=True, coaches=2, schools=2, repeats=1, weeks=1, events=20, rows=50, declines=4)
