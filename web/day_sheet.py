"""The Monday brief of a coach: her week day by day, what changed, what is due, what to look at.

`last_step` is what she and a teacher agreed on last; it stands in her own copy only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from web.page_html import render


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One activity: `drive` is the minutes on the road to get there, `debrief` when it is talked about."""

    time: str
    what: str
    who: str
    place: str
    minutes: int
    drive: int = 0
    debrief: str = ""
    last_step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLines:
    """One day's activities in order of time."""

    day: date
    lines: tuple[Line, ...]

    @property
    def drive(self) -> int:
        return sum(line.drive for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One coach's week from `monday` on, in words; `own` says that it is her own copy."""

    coach: str
    monday: date
    days: tuple[DayLines, ...]
    changes: tuple[str, ...] = ()
    prework: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    own: bool = False
    made: str = ""

    @property
    def count(self) -> int:
        return sum(len(day.lines) for day in self.days)

    @property
    def drive(self) -> int:
        return sum(day.drive for day in self.days)


def day_sheet_html(briefs: Sequence[Brief], district: str) -> str:
    """The briefs as one file that prints on Letter paper, a coach a page."""
    return render("day-sheet.html", {"briefs": briefs, "district": district})
