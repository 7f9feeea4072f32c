"""What a team has agreed on for one step of its structure."""

from scheduler.district import Cohort
from scheduler.naming import id_part
from scheduler.structures.structure import Step
from scheduler.structures.units import Practice


def agreed_on(cohort: Cohort, step: Step) -> Practice:
    """The team's agreement on the step; an empty one where it has none."""
    rows = (one for one in cohort.practices if id_part(one.practice) == step.name)
    return next(rows, Practice(practice=step.name))


def said_of(step: Step, agreed: Practice) -> tuple[str, ...]:
    """What happens, in the step's words, and the team's for its purpose and what is done together."""
    own = [f"Purpose: {agreed.purpose}."] if agreed.purpose else []
    own += [f"Together: {agreed.done_together}."] if agreed.done_together else []
    return (*step.happens, *own)
