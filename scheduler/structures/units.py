"""The units a team teaches, and how it has agreed to plan for them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of the curriculum as one team teaches it; dates inclusive, tasks those whose work is read."""

    name: str
    starts: date
    ends: date
    assessment: date | None = None
    tasks: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What one team has agreed on for one step of its structure; links and counts, never names.

    The protocol goes into the invitation, else the agenda; the exemplar to whoever prepares (R-CP-8,
    R-CP-11).
    """

    practice: str
    protocol: str = ""
    agenda: str = ""
    exemplar: str = ""
    purpose: str = ""
    """What student work is read for (R-CP-23)."""
    done_together: str = ""
    """What takes the time of the meeting; the rest each does alone (R-CP-10)."""
