"""A structure as one cohort uses it: renamed weeks, other lengths, steps added or taken out (R-CLC-1)."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.district import CohortId
from scheduler.structures.own_week import OwnWeek
from scheduler.structures.own_weeks import overrides_of
from scheduler.structures.structure import Override, Step, Structure


def tailored(
    structure: Structure, cohort: CohortId, own_weeks: Sequence[OwnWeek] = ()
) -> Structure:
    """The structure as this cohort uses it; the same value when it changes nothing.

    What the cohort typed for its weeks comes after what the structure itself says of it.
    """
    for override in structure.overrides.get(cohort, ()):
        structure = _overridden(structure, override)
    for row in own_weeks:
        for override in tuple(overrides_of(structure, (row,))):
            structure = _overridden(structure, override)
    return structure


def _overridden(structure: Structure, override: Override) -> Structure:
    weeks = structure.weeks
    if override.label:
        weeks = tuple(
            replace(week, label=override.label) if week.number == override.week else week
            for week in weeks
        )
    steps = _steps_overridden(structure, override) if override.step else structure.steps
    return replace(structure, weeks=weeks, steps=steps)


def _steps_overridden(structure: Structure, override: Override) -> tuple[Step, ...]:
    if override.week is None:
        return _everywhere(structure, override)
    found = structure.step_in(override.step, override.week)
    others = tuple(
        replace(step, weeks=tuple(week for week in step.weeks if week != override.week))
        if step.name == override.step
        else step
        for step in structure.steps
    )
    others = tuple(step for step in others if step.weeks or not step.per.has_weeks)
    if override.happens is False or (found is None and not override.happens):
        return others
    model = found or next(step for step in structure.steps if step.name == override.step)
    return (*others, replace(_changed(model, override), weeks=(override.week,)))


def _everywhere(structure: Structure, override: Override) -> tuple[Step, ...]:
    """The steps, each of that name changed in all its weeks."""
    return tuple(
        _changed(step, override) if step.name == override.step else step
        for step in structure.steps
        if step.name != override.step or override.happens is not False
    )


def _changed(step: Step, override: Override) -> Step:
    own = replace(
        step,
        minutes=step.minutes if override.minutes is None else override.minutes,
        minutes_per_member=step.minutes_per_member if override.minutes is None else 0,
        happens=override.text or step.happens,
        bring=step.bring if override.bring is None else override.bring,
        link=override.link or step.link,
    )
    if own.minutes_min is not None and own.minutes_min > own.minutes:
        return replace(own, minutes_min=own.minutes)
    return own
