"""The rows of the tabs about teams: pre-work, rubrics, surveys, leader actions, context and changes."""

from collections.abc import Callable, Sequence
from functools import partial

from scheduler.due.asked import surveys_asked
from scheduler.due.due import actions_due, measures_due, prework_due
from scheduler.structures.contexts import questions_asked
from sheets_templates.books.program_structures import (
    CHANGES_MADE,
    CONTEXT,
    LEADER_ACTIONS,
    OVERDUE,
    PRE_WORK,
    RUBRICS,
    SURVEYS,
    TOTALS,
)
from sheets_templates.vocabulary.table import Grid, Tab
from sheets_templates.writing.render_teams import (
    change_rows,
    context_rows,
    leader_action_rows,
    overdue_rows,
    pre_work_rows,
    rubric_rows,
    survey_rows,
    total_rows,
)
from sync.sheets.matter import Matter
from sync.sheets.track import TabRows
from sync.sheets.tracker import Leftover, Row


def team_tabs(matter: Matter) -> list[TabRows]:
    """Each tab with its rows; one without rows is not made (R-CP-6, R-CP-12, R-CP-13, R-CP-21)."""
    district, structures, days = matter.district, matter.structures, matter.days
    if not structures:
        return _prepared(matter)
    given = (district, structures, matter.activities, days)
    measures, actions = measures_due(*given), actions_due(*given)
    questions = questions_asked(district, structures, matter.activities)
    return [
        *_prepared(matter),
        _tab(RUBRICS, partial(rubric_rows, measures)),
        _tab(SURVEYS, partial(survey_rows, surveys_asked(*given))),
        _tab(TOTALS, partial(total_rows, measures)),
        _tab(LEADER_ACTIONS, leader_action_rows(actions, measures, district)),
        _tab(CONTEXT, context_rows(questions)),
        _tab(CHANGES_MADE, change_rows(measures, actions)),
    ]


def _prepared(matter: Matter) -> list[TabRows]:
    """Pre-work, and who is late with it by the statuses people typed there."""
    due, district = prework_due(matter.schedule, matter.days), matter.district

    def pieces(grid: Grid) -> list[Row]:
        known = matter.schedule.activities
        return [*pre_work_rows(due, known, district, grid, today=matter.today)]

    def late(grid: Grid) -> list[Row]:
        return [*overdue_rows(due, district, grid, today=matter.today)]

    return [_tab(PRE_WORK, pieces), _tab(OVERDUE, late, beside=PRE_WORK.name)]


def _tab(
    tab: Tab, rows: Sequence[Row] | Callable[[Grid], Sequence[Row]], *, beside: str = ""
) -> TabRows:
    return TabRows(tab=tab, rows=rows, leftover=Leftover.CLEAR, may_be_made=True, beside=beside)
