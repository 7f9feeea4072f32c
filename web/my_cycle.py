"""One teacher's page of her own cycle: when, what about, what to bring. Nothing about anybody else.

It says what she was told and nothing more: no answer, no note, no reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from web.page_html import render


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Something she takes part in, `begins` on the school's clock; None has no time yet: `when` names its
    week."""

    begins: datetime | None
    when: str
    what: str
    with_whom: str
    where: str = ""
    about: str = ""
    bring: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCycle:
    """Her meetings of one cohort or team, or those of none, in order of time."""

    title: str
    meetings: tuple[Meeting, ...]

    @property
    def over(self) -> int:
        return sum(one.over for one in self.meetings)


def my_cycle_html(teacher: str, cycles: Sequence[OwnCycle], district: str, made: str) -> str:
    """One file that opens from a mail and prints on Letter paper."""
    coming = [
        (one.begins, one)
        for cycle in cycles
        for one in cycle.meetings
        if one.begins is not None and not one.over
    ]
    soonest = min(coming, key=lambda found: found[0], default=None)
    values = {
        "teacher": teacher,
        "cycles": cycles,
        "district": district,
        "made": made,
        "next": soonest and soonest[1],
    }
    return render("my-cycle.html", values)
