"""The dashboard of the Program workbook and the tabs behind it, each made with its first row.

Nothing of it is written without a today: no week is over then, so that there is nothing to count.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from scheduler.counts.coach_load import coach_shares, coach_weeks
from scheduler.counts.dosage import doses
from scheduler.counts.fidelity import cohort_fidelities
from scheduler.counts.prep_ledger import PrepWeek, prep_weeks
from scheduler.counts.reach import Record
from scheduler.due.asked import surveys_asked
from scheduler.due.due import measures_due, prework_due
from scheduler.model import ActivityId, Schedule
from scheduler.rounds.roles import round_roles
from sheets_templates.books.program_boards import (
    COACH_SHARES,
    COHORT_FIDELITY,
    DASHBOARD,
    DOSAGE,
    PREP_LEDGER,
    ROUND_ROLES,
    RUBRIC_LEVELS,
    SURVEY_RESPONSE,
    VISITS_BY_WEEK,
)
from sheets_templates.books.program_structures import PRE_WORK, RUBRICS, SURVEYS
from sheets_templates.vocabulary.table import Grid, Tab
from sheets_templates.writing.render_boards import (
    coach_share_rows,
    dosage_rows,
    fidelity_rows,
    level_rows,
    prep_rows,
    response_rows,
    round_role_rows,
    visits_by_week_rows,
)
from sheets_templates.writing.render_dashboard import Figures, dashboard_rows
from sheets_templates.writing.render_teams import overdue_rows, rubric_rows, survey_rows
from sync.sheets.matter import Matter
from sync.sheets.track import TabRows
from sync.sheets.tracker import Leftover, Row
from sync.sheets.year_tabs import record_of


def board_tabs(matter: Matter, outcomes: Mapping[ActivityId, str]) -> list[TabRows]:
    """What the dashboard and its tabs should show today."""
    if matter.today is None:
        return []
    done = record_of(matter, outcomes)
    district = matter.district
    figures = Figures(
        done=done,
        doses=doses(done),
        shares=coach_shares(
            coach_weeks(matter.schedule, district, matter.days), today=matter.today
        ),
        prep=_prep(done, matter.schedule),
        roles=round_roles(matter.schedule, district, done.took_place()),
    )
    prework = prework_due(matter.schedule, matter.days)

    def words(typed: Grid) -> list[Row]:
        late = overdue_rows(prework, district, typed, today=matter.today)
        pieces = [int(str(row["pieces"])) for row in late]
        return [*dashboard_rows(replace(figures, overdue=pieces))]

    return [
        _tab(DASHBOARD, words, beside=PRE_WORK.name),
        _tab(DOSAGE, dosage_rows(figures.doses, district)),
        _tab(PREP_LEDGER, prep_rows(figures.prep)),
        _tab(VISITS_BY_WEEK, visits_by_week_rows(done) if figures.doses else ()),
        _tab(COACH_SHARES, coach_share_rows(figures.shares, district)),
        _tab(COHORT_FIDELITY, fidelity_rows(cohort_fidelities(done))),
        _tab(ROUND_ROLES, round_role_rows(figures.roles)),
        *_of_teams(matter),
    ]


def _of_teams(matter: Matter) -> list[TabRows]:
    """What is counted from what people typed on the tabs about teams."""
    if not matter.structures:
        return []
    given = (matter.district, matter.structures, matter.activities, matter.days)
    asked, measures = surveys_asked(*given), measures_due(*given)

    def response(grid: Grid) -> list[Row]:
        return [*response_rows(survey_rows(asked, grid), grid)]

    def levels(grid: Grid) -> list[Row]:
        return [*level_rows(rubric_rows(measures, grid), grid)]

    return [
        _tab(SURVEY_RESPONSE, response, beside=SURVEYS.name),
        _tab(RUBRIC_LEVELS, levels, beside=RUBRICS.name),
    ]


def _prep(done: Record, schedule: Schedule) -> tuple[PrepWeek, ...]:
    """Of what is over the prep that was used, of what is to come the prep that is asked for."""
    past = {
        key: slot
        for key, slot in done.told.placed.items()
        if done.days.date_of(slot.start) < done.today
    }
    coming = {
        key: slot
        for key, slot in schedule.placed.items()
        if done.days.date_of(slot.start) >= done.today
    }
    activities = {**schedule.activities, **done.told.activities}
    took_place = done.took_place()
    return prep_weeks(
        replace(schedule, activities=activities, placed=past | coming),
        done.district,
        done.days,
        took_place=took_place,
        not_held=past.keys() - coming.keys() - took_place,
    )


def _tab(
    tab: Tab, rows: Sequence[Row] | Callable[[Grid], Sequence[Row]], *, beside: str = ""
) -> TabRows:
    return TabRows(tab=tab, rows=rows, leftover=Leftover.CLEAR, may_be_made=True, beside=beside)
