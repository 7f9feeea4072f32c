"""The meetings of a team that hang on its units: before a unit, before a lesson, after a task (R-CP-3..5).

Ids count units by name and tasks by number, so that a unit whose dates change keeps its events.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from scheduler.activities.cohort_cycle import Cycle
from scheduler.activities.cycle import cohort_school
from scheduler.district import EVERYWHERE
from scheduler.model import Activity, ActivityId, After, Window
from scheduler.naming import activity_id, monday_of
from scheduler.structures.edges import Anchor
from scheduler.structures.structure import Per, Step
from scheduler.structures.units import Unit
from scheduler.structures.windows import window_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Occasion:
    """What a step happens once for: a unit, one of its weeks or one of its tasks."""

    unit: Unit
    part: str = ""
    task: date | None = None
    week: date | None = None


def unit_activities(cycle: Cycle) -> Iterator[Activity]:
    """Every meeting for the team's units, step by step; what would have to stand before the school year
    begins is left out."""
    found = [made for step in cycle.structure.steps for made in _of_step(cycle, step)]
    ids = {made.id for made in found}
    for made in found:
        yield replace(made, after=tuple(bond for bond in made.after if bond.earlier in ids))


def _of_step(cycle: Cycle, step: Step) -> Iterator[Activity]:
    occasions = _occasions(cycle, step)
    windows = [_window(cycle, step, occasion) for occasion in occasions]
    for turn, (occasion, window) in enumerate(zip(occasions, windows, strict=True)):
        if window is None:
            continue
        made = cycle.meeting(
            step,
            window,
            turn=turn,
            turns=windows,
            id=_id(cycle, step.name, occasion.unit, occasion.part),
            label=f"{cycle.structure.title}: {occasion.unit.name}",
            after=tuple(_bonds(cycle, step, occasion)),
        )
        if made is not None:
            yield made


def _occasions(cycle: Cycle, step: Step) -> list[_Occasion]:
    units = cycle.cohort.units
    match step.per:
        case Per.UNIT:
            return [_Occasion(unit=unit) for unit in units]
        case Per.UNIT_WEEK:
            return [one for unit in units for one in _weeks(cycle, unit)]
        case Per.TASK:
            return [one for unit in units for one in _tasks(unit)]
        case _:
            return []


def _weeks(cycle: Cycle, unit: Unit) -> Iterator[_Occasion]:
    school = cohort_school(cycle.district, cycle.cohort) or EVERYWHERE
    taught = cycle.days.school_days(school, unit.starts, unit.ends)
    for number, (_, days) in enumerate(groupby(taught, key=monday_of), start=1):
        yield _Occasion(unit=unit, part=f"week-{number}", week=next(iter(days)))


def _tasks(unit: Unit) -> Iterator[_Occasion]:
    for number, task in enumerate(sorted(unit.tasks), start=1):
        yield _Occasion(unit=unit, part=f"task-{number}", task=task)
    if unit.assessment is not None:
        yield _Occasion(unit=unit, part="assessment", task=unit.assessment)


def _window(cycle: Cycle, step: Step, occasion: _Occasion) -> Window | None:
    """When it may stand; None where that would be before the year begins."""
    unit, year = occasion.unit, cycle.district.year
    anchors = {
        Anchor.YEAR_START: year.first,
        Anchor.YEAR_END: year.last,
        Anchor.CYCLE_START: cycle.cohort.start_week,
        Anchor.CYCLE_END: cycle.cohort.until or year.last,
        Anchor.PD_DAY: cycle.cohort.pd_day,
        Anchor.UNIT_START: unit.starts,
        Anchor.UNIT_END: unit.ends,
        Anchor.ASSESSMENT: unit.assessment,
        Anchor.TASK: occasion.task,
        Anchor.WEEK_START: occasion.week,
    }
    school = cohort_school(cycle.district, cycle.cohort) or EVERYWHERE
    return window_of(step, anchors, school, cycle.days)


def _bonds(cycle: Cycle, step: Step, occasion: _Occasion) -> Iterator[After]:
    """Ties to the steps of the same unit: to the one of the whole unit, or of the same part of it."""
    for follows in step.after:
        for earlier in cycle.structure.steps:
            if earlier.name != follows.step or earlier.per.has_weeks:
                continue
            if earlier.per in (Per.UNIT, step.per):
                part = "" if earlier.per is Per.UNIT else occasion.part
                made = _id(cycle, earlier.name, occasion.unit, part)
                yield cycle.bond_to(follows, made)


def _id(cycle: Cycle, step: str, unit: Unit, part: str) -> ActivityId:
    parts = [cycle.structure.name, cycle.cohort.id, f"unit-{unit.name}", *([part] if part else [])]
    return activity_id(*parts, step)
