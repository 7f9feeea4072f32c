"""Five ways in which a structure could be broken, each switched on in memory only.

A break is a context manager that replaces a function of ours while it is on; a check must see every one of
them. Nothing of this is in the product.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from scheduler.activities import cohort_cycle
from scheduler.activities.cohort_cycle import Cycle
from scheduler.activities.turns import host_of
from scheduler.model import After
from scheduler.structures.structure import Recurs, Structure
from tests.journeys.structures import checks
from tests.journeys.structures.districts import (
    Tabs,
    a_cohort,
    a_lab_team,
    a_learning_team,
)
from tests.journeys.structures.typed import Sent


def week_6_visit() -> Any:
    """The last week has the visits of the week before it as well."""
    whole = Structure.steps_in

    def steps_in(self: Structure, week: int) -> Any:
        visits = (
            [step for step in whole(self, week - 1) if step.name == "visit"] if week == 6 else []
        )
        return (*whole(self, week), *visits)

    return patch.object(Structure, "steps_in", steps_in)


def debrief_before_its_visit() -> Any:
    """The two ends of the bond are mixed up: a visit waits for its debrief."""
    whole = Cycle._after

    def after(self: Cycle, step: Any, week: int, teacher: Any) -> tuple[After, ...]:
        if step.name == "debrief":
            return ()
        if step.name == "visit":
            return (After(earlier=self._id("debrief", week, teacher), school_days=2, soft=False),)
        return whole(self, step, week, teacher)

    return patch.object(Cycle, "_after", after)


def demonstrator_repeated() -> Any:
    """The first of the team demonstrates every time."""
    return patch.object(
        cohort_cycle, "host_of", lambda cohort, groups, turn: host_of(cohort, groups, 0)
    )


def board_update_in_january() -> Any:
    """A series goes on to the end of the year, whatever its step says."""
    return patch.object(Recurs, "last", lambda self, first, last: last)


def memorandum_ignored() -> Any:
    """No gate holds a team."""
    return patch.object(cohort_cycle, "barriers", lambda *_: ())


@dataclass(frozen=True, kw_only=True)
class Break:
    """What is broken, the district it is seen in from a week on, and the check that must see it."""

    switch: Callable[[], Any]
    tabs: Tabs
    first: str
    check: Callable[[Sent], list[str]]
    seen: str
    """One of the faults the check then tells."""


BREAKS: Mapping[str, Break] = {
    one.switch.__name__: one
    for one in (
        Break(
            switch=week_6_visit,
            tabs=a_cohort(3),
            first="2026-11-09",
            check=checks.no_visit_in_week_6,
            seen="classroom visit in week 6",
        ),
        Break(
            switch=debrief_before_its_visit,
            tabs=a_cohort(3),
            first="2026-11-09",
            check=checks.each_debrief_follows_its_visit,
            seen="clc.a.w1.debrief.t1 stands before its visit",
        ),
        Break(
            switch=demonstrator_repeated,
            tabs=a_lab_team(),
            first="2026-11-09",
            check=checks.nobody_demonstrates_twice,
            seen="Tess Ash demonstrates again",
        ),
        Break(
            switch=board_update_in_january,
            tabs=a_learning_team(),
            first="2026-11-02",
            check=checks.the_board_hears_nothing_after_december,
            seen="an update in January 2027",
        ),
        Break(
            switch=memorandum_ignored,
            tabs=a_learning_team(),
            first="2026-11-02",
            check=checks.no_team_meets_while_the_memorandum_is_open,
            seen="learning-teams.oak-6.w1.collaboration has a time",
        ),
    )
}
