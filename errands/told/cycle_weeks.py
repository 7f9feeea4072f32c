"""The weeks of each cohort's cycle, as the structure says and as the cohort changed them."""

from collections.abc import Sequence
from dataclasses import dataclass

from errands.asked.noting import Noted, note_in_input
from scheduler.activities.cycle import taking_part
from scheduler.activities.expand import STOPPED
from scheduler.district import Cohort
from scheduler.errors import SettingsError
from scheduler.structures.own_weeks import meeting_of, visited_in
from scheduler.structures.tailoring import tailored
from sheets_templates.books.program_cycles import CYCLE_PLAN
from sheets_templates.writing.render_cycles import cycle_plan_rows
from workflow import Given, Workspace

__all__ = ["CohortWeek", "Noted", "lay_out", "weeks_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortWeek:
    """One week as it will be; `minutes` is the meeting's, None where there is none."""

    cohort: str
    number: int
    label: str
    minutes: int | None
    visited: bool
    changed: tuple[str, ...] = ()
    """What the cohort changed, in words."""


def weeks_of(given: Given, cohort: str = "") -> list[CohortWeek]:
    """Every week of every cohort in a cycle that ends, or of one cohort.

    Raises:
        SettingsError: there is no such cohort.
    """
    found = _cohorts(given, cohort)
    return [week for one in found for week in _weeks(one, given)]


def lay_out(workspace: Workspace, given: Given) -> Noted:
    """Write what the structures say of each week into the CyclePlan tab; what people typed there stays.

    Raises:
        InputError: a column of ours is missing there, or stands twice; nothing was written.
        SettingsError: the input is an .xlsx file, which can only be read.
    """
    rows = cycle_plan_rows(given.district, given.structures)
    return note_in_input(workspace, given, CYCLE_PLAN, rows)


def _cohorts(given: Given, cohort: str) -> Sequence[Cohort]:
    running = [
        one
        for one in given.district.cohorts
        if (structure := given.structures[one.structure]).weeks
        and not structure.repeats
        and one.status.lower() not in STOPPED
    ]
    found = [one for one in running if cohort.casefold() in ("", one.id.casefold())]
    if cohort and not found:
        raise SettingsError(
            f"There is no cohort '{cohort}' in a cycle.",
            where="Cohorts tab",
            fix=f"Use one of: {', '.join(one.id for one in running) or 'none yet'}.",
            more="bellweave tailor --help",
        )
    return found


def _weeks(cohort: Cohort, given: Given) -> list[CohortWeek]:
    plain = tailored(given.structures[cohort.structure], cohort.id)
    own = tailored(given.structures[cohort.structure], cohort.id, cohort.own_weeks)
    members = len(taking_part(given.district, cohort))
    found = []
    for week in own.weeks:
        meeting = meeting_of(own, week.number)
        before = meeting_of(plain, week.number)
        length = meeting.length(members=members) if meeting else None
        changed = []
        if week.label != plain.label(week.number):
            changed.append("label")
        if before and length != before.length(members=members):
            changed.append(f"length, {before.length(members=members)} by the structure")
        if meeting and before and meeting.happens != before.happens:
            changed.append("what happens")
        if meeting and before and (meeting.bring, meeting.link) != (before.bring, before.link):
            changed.append("what to bring or read")
        visited = visited_in(own, week.number)
        if visited != visited_in(plain, week.number):
            changed.append("visits put in" if visited else "visits taken out")
        found.append(
            CohortWeek(
                cohort=cohort.id,
                number=week.number,
                label=week.label,
                minutes=length,
                visited=visited,
                changed=tuple(changed),
            )
        )
    return found
