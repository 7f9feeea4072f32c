"""How many cycles a coach runs at the same time, against the contract's number."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from scheduler.district import CohortId, PersonId
from scheduler.naming import dated, monday_of
from scheduler.reasons.matter import Caution, Matter


def cycles_at_once(matter: Matter) -> Iterator[Caution]:
    """Each coach's fullest week by cycles that have something in it; the rows of `Teams` are no cycles."""
    most = matter.district.limits.cycles_at_once
    for coach, weeks in _running(matter).items():
        monday = max(sorted(weeks), key=lambda one: len(weeks[one]))
        if len(weeks[monday]) > most:
            name, cycles = matter.district.people[coach].name, sorted(weeks[monday])
            yield Caution(
                where="Cohorts, coach",
                says=f"{name} runs {len(cycles)} cycles in the week of {dated(monday)} "
                f"({', '.join(cycles)}); at most {most} run at once.",
                fix="Start a cohort later, or give one to another coach.",
                stops=True,
            )


def _running(matter: Matter) -> dict[PersonId, dict[date, set[CohortId]]]:
    """Coach -> Monday -> cohorts of hers that have something to do in that week."""
    found: dict[PersonId, dict[date, set[CohortId]]] = defaultdict(lambda: defaultdict(set))
    for cohort, activities in matter.running_cohorts():
        if cohort.school is None:
            for activity in activities:
                found[cohort.coach][monday_of(activity.window.first)].add(cohort.id)
    return found
