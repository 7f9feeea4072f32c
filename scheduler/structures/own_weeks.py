"""The weeks a cohort typed for itself, as overrides of its structure; and what in them cannot be."""

from collections.abc import Iterator, Sequence

from scheduler.errors import Fault
from scheduler.model import Kind
from scheduler.naming import id_part
from scheduler.structures.own_week import OwnWeek
from scheduler.structures.structure import Override, Per, Step, Structure, Who

LONGEST = 480
"""Minutes of the longest step, as in a structure file."""


def meeting_of(structure: Structure, week: int) -> Step | None:
    """The step a row of the tab is about that names none: the cohort's meeting, in the pre-cycle a talk.

    None where nobody meets in that week outside lessons.
    """
    steps = structure.steps_in(week)
    together = [one for one in steps if one.per is Per.COHORT and one.who is Who.MEMBERS]
    talks = [one for one in steps if not one.teaching]
    return next(iter((*together, *talks)), None)


def visited_in(structure: Structure, week: int) -> bool:
    """Whether teachers are visited in a lesson of their own in that week."""
    return any(_is_visit(step) for step in structure.steps_in(week))


def overrides_of(structure: Structure, own: Sequence[OwnWeek]) -> Iterator[Override]:
    """What the rows change, in their order; rows that `faults_of` tells change nothing."""
    for row in own:
        if row.label:
            yield Override(week=row.week, label=row.label)
        if row.visit is not None:
            yield from _visits(structure, row.week, happens=row.visit)
        if row.about_a_step and (step := _step_of(structure, row, added=bool(row.visit))):
            yield Override(
                week=row.week,
                step=step,
                minutes=row.minutes,
                text=(row.happens,) if row.happens else (),
                bring=row.bring,
                link=row.link,
            )


def faults_of(structure: Structure, cohort: str, own: Sequence[OwnWeek]) -> Iterator[Fault]:
    """What in the rows of a cohort its structure has no place for."""
    numbers = [week.number for week in structure.weeks]
    visited = {row.week for row in own if row.visit}
    for row in own:
        if row.week not in numbers:
            what = f"Cohort {cohort} changes week {row.week}, and its cycle has no such week."
            fix = f"Use a week from {numbers[0]} to {numbers[-1]}." if numbers else "Take it out."
            yield Fault(where=row.where, what=what, fix=fix)
            continue
        if row.minutes is not None and not 0 < row.minutes <= LONGEST:
            what = f"{row.minutes} minutes cannot be the length of a meeting."
            yield Fault(where=row.where, what=what, fix=f"Write a number from 1 to {LONGEST}.")
        if row.about_a_step and _step_of(structure, row, added=row.week in visited) is None:
            names = ", ".join(step.name for step in structure.steps_in(row.week))
            said = f"'{row.step}' is no step" if row.step else "there is no meeting"
            what = f"In week {row.week} of cohort {cohort} {said} to change."
            fix = f"Name one of: {names}." if names else "Take the row out."
            yield Fault(where=row.where, what=what, fix=fix)
        if row.visit and not _usual_visits(structure):
            what = f"Cohort {cohort} asks for visits, and '{structure.title}' knows none."
            yield Fault(where=row.where, what=what, fix="Take the yes out.")


def _step_of(structure: Structure, row: OwnWeek, *, added: bool) -> str | None:
    """The name of the step a row is about; `added` says that visits are put into its week."""
    if row.step:
        wanted = id_part(row.step)
        names = [step.name for step in structure.steps_in(row.week)]
        names += _usual_visits(structure) if added else []
        return wanted if wanted in names else None
    found = meeting_of(structure, row.week)
    return found.name if found else None


def _visits(structure: Structure, week: int, *, happens: bool) -> Iterator[Override]:
    """A week's visits with their debriefs put in, or taken out; nothing where that is so already."""
    if happens:
        names = [] if visited_in(structure, week) else _usual_visits(structure)
    else:
        here = structure.steps_in(week)
        visits = [step.name for step in here if _is_visit(step)]
        names = [*visits, *(step.name for step in here if _debriefs(step, visits))]
    yield from (Override(week=week, step=name, happens=happens) for name in names)


def _usual_visits(structure: Structure) -> list[str]:
    """The visit that most weeks have, and the debriefs that follow it; empty where there is none."""
    visits = [step for step in structure.steps if _is_visit(step)]
    if not visits:
        return []
    usual = max(visits, key=lambda step: len(step.weeks)).name
    followers = (step.name for step in structure.steps if _debriefs(step, [usual]))
    return [usual, *dict.fromkeys(followers)]


def _is_visit(step: Step) -> bool:
    return step.per is Per.TEACHER and step.teaching and step.kind is Kind.VISIT


def _debriefs(step: Step, visits: Sequence[str]) -> bool:
    return step.kind is Kind.DEBRIEF and any(bond.step in visits for bond in step.after)
