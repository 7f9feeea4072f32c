"""When somebody who joins a running cycle begins: she catches up on the pre-cycle first."""

from collections.abc import Mapping

from scheduler.activities.cycle import school_of
from scheduler.district import Person
from scheduler.model import Window
from scheduler.schoolday import SchoolDays


def catches_up_in(
    teacher: Person, weeks: Mapping[int, Window], days: SchoolDays, *, school_days: int
) -> int:
    """The week whose days hold her pre-cycle: 0 for all who are here before week 1, for a joiner the first
    with so many `school_days` left to her. Her running weeks are those after it.

    A number beyond the cycle when she comes too late for any.
    """
    if 0 not in weeks or teacher.active_from is None or teacher.active_from <= weeks[0].last:
        return 0
    for number, window in weeks.items():
        first = max(window.first, teacher.active_from)
        left = days.school_days(school_of(teacher), first, window.last)
        if number and sum(1 for _ in left) >= school_days:
            return number
    return max(weeks) + 1
