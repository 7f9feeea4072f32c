"""CyclePlan rows -> what each cohort does otherwise in its weeks."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from scheduler.district import Cohort
from scheduler.structures.own_week import OwnWeek
from sheets_templates.books.program_cycles import NOTHING
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_nearest import folded, nearest
from sheets_templates.reading.parse_rows import Row, Sheet

OWN = (
    *("own_label", "own_happens", "own_minutes", "material_link", "own_pre_work", "own_visit"),
    "step",
)
"""What people write; a row without any of it changes nothing."""


def with_own_weeks(
    sheet: Sheet, cohorts: Sequence[Cohort], *, known: bool, faults: Faults
) -> tuple[Cohort, ...]:
    """The cohorts with the weeks they typed; `known` says that their names can be checked."""
    ids = {folded(cohort.id): cohort.id for cohort in cohorts}
    found: dict[str, dict[tuple[int, str], OwnWeek]] = {}
    for row in sheet:
        week = row.number_of("week")
        if week is None or not row.complete or not any(row.has(header) for header in OWN):
            continue
        cohort = ids.get(folded(row.text("cohort")))
        if cohort is None:
            if known:
                _no_such_cohort(row, ids.values(), faults)
            continue
        own = found.setdefault(cohort, {})
        key = (week, folded(row.text("step")))
        if key in own:
            what = f"Week {week} of cohort {cohort} is changed twice, here and at {own[key].where}"
            faults.add(row.place("week"), what, "Keep one row a week, or name another step")
            continue
        own[key] = _own_week(row, week)
    return tuple(
        replace(cohort, own_weeks=tuple(sorted(found[cohort.id].values(), key=_in_order)))
        if cohort.id in found
        else cohort
        for cohort in cohorts
    )


def _own_week(row: Row, week: int) -> OwnWeek:
    bring = row.text("own_pre_work") if row.has("own_pre_work") else None
    return OwnWeek(
        week=week,
        step=row.text("step"),
        label=row.text("own_label"),
        happens=row.text("own_happens"),
        minutes=row.number_of("own_minutes"),
        link=row.text("material_link"),
        bring="" if bring and bring.casefold() == NOTHING else bring,
        visit=row.yes("own_visit") if row.has("own_visit") else None,
        where=row.place("week").where,
    )


def _in_order(row: OwnWeek) -> tuple[int, str]:
    return row.week, row.step


def _no_such_cohort(row: Row, ids: Collection[str], faults: Faults) -> None:
    near = nearest(row.text("cohort"), ids)
    fix = f"Write '{near}'" if near else "Take out what is written in this row, or name a cohort"
    faults.add(row.place("cohort"), f"There is no cohort or team '{row.text('cohort')}'", fix)
