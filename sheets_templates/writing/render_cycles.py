"""Cohorts with their cycles -> the rows of the CyclePlan tab: what the structure says of each week."""

from collections.abc import Iterator, Mapping, Sequence

from scheduler.activities.attending import brought
from scheduler.activities.cycle import taking_part
from scheduler.activities.expand import STOPPED
from scheduler.district import Cohort, District
from scheduler.naming import activity_id
from scheduler.structures.own_week import OwnWeek
from scheduler.structures.own_weeks import meeting_of, visited_in
from scheduler.structures.structure import Structure
from scheduler.structures.tailoring import tailored
from sheets_templates.books.program_cycles import NOTHING
from sheets_templates.vocabulary.table import CellValue

Record = dict[str, CellValue]


def cycle_plan_rows(district: District, structures: Mapping[str, Structure]) -> list[Record]:
    """A row a week of every cohort in a cycle that ends; only the program's own columns.

    Teams whose weeks begin again, and cohorts that are stopped or have nobody left, have none.
    """
    return [
        record
        for cohort in district.cohorts
        if (structure := structures.get(cohort.structure)) is not None
        and structure.weeks
        and not structure.repeats
        and cohort.status.lower() not in STOPPED
        and (members := len(taking_part(district, cohort)))
        for record in _weeks(cohort, tailored(structure, cohort.id), members)
    ]


def _weeks(cohort: Cohort, structure: Structure, members: int) -> Iterator[Record]:
    for week in structure.weeks:
        meeting = meeting_of(structure, week.number)
        yield {
            "plan_id": activity_id(cohort.id, f"w{week.number}"),
            "cohort": cohort.id,
            "week": week.number,
            "label": week.label,
            "what_happens": " ".join(meeting.happens) if meeting else "",
            "minutes": meeting.length(members=members) if meeting else "",
            "pre_work": brought(meeting)[0] if meeting else "",
            "visit": "yes" if visited_in(structure, week.number) else "no",
        }


def own_week_rows(cohorts: Sequence[Cohort]) -> list[Record]:
    """What cohorts typed, as rows that are read back as the same."""
    return [_own(cohort, row) for cohort in cohorts for row in cohort.own_weeks]


def _own(cohort: Cohort, row: OwnWeek) -> Record:
    return {
        "plan_id": "" if row.step else activity_id(cohort.id, f"w{row.week}"),
        "cohort": cohort.id,
        "week": row.week,
        "own_label": row.label,
        "own_happens": row.happens,
        "own_minutes": row.minutes,
        "material_link": row.link,
        "own_pre_work": NOTHING if row.bring == "" else row.bring,
        "own_visit": {True: "yes", False: "no", None: ""}[row.visit],
        "step": row.step,
    }
