"""The tabs about cycles beside their events: reviews, and what a coach begins and closes a cycle with."""

from collections.abc import Sequence

from scheduler.counts.cycle_end import Closing, closings, reviews
from scheduler.district import PersonId
from scheduler.due.deadlines import surveys_due
from scheduler.model import ActivityId
from sheets_templates.books.coach import (
    COACHING_PLAN,
    CYCLE_CLOSE,
    DEBRIEF_NOTES,
    FEEDBACK,
    GOALS,
    VISIT_LOG,
)
from sheets_templates.books.program_cycles import REVIEWS
from sheets_templates.vocabulary.table import Grid, Tab
from sheets_templates.vocabulary.written import said, written
from sheets_templates.writing.render_cycle_end import (
    close_rows,
    feedback_rows,
    plan_and_goal_rows,
    review_rows,
)
from sheets_templates.writing.render_debriefs import debrief_rows
from sync.sheets.matter import Matter
from sync.sheets.track import TabRows
from sync.sheets.tracker import Leftover, Row
from sync.sheets.year_tabs import record_of


def review_tabs(matter: Matter) -> list[TabRows]:
    """Reviews, with a row for each that the schedule holds or a cycle ends with (R-SS-10)."""
    asked = matter.activities or tuple(matter.schedule.activities.values())
    found = reviews(_ends(matter), asked, matter.schedule, matter.district, matter.days)
    return [_tab(REVIEWS, review_rows(found))]


def coach_tabs(matter: Matter, coach: PersonId) -> list[TabRows]:
    """What a coach's meetings leave behind (R-CLC-3, R-CLC-18); and what the end of a cycle needs, from two
    weeks before it on (R-CLC-12, R-CLC-13)."""
    today = matter.today
    ends = [
        one
        for one in _ends(matter)
        if one.cohort.coach == coach and (today is None or one.prepared_from <= today)
    ]
    asked = matter.activities or tuple(matter.schedule.activities.values())

    def rows(log: Grid) -> list[Row]:
        marked = written(VISIT_LOG, log, "outcome", "focus")
        outcomes = {ActivityId(key): said(cells, "outcome") for key, cells in marked.items()}
        focus = {ActivityId(key): said(cells, "focus") for key, cells in marked.items()}
        held = record_of(matter, outcomes).took_place()
        return [*close_rows(ends, asked, matter.district, held=held, focus=focus)]

    own = [one.cohort.id for one in ends]
    surveys = surveys_due(matter.district, matter.structures, matter.days) if own else ()
    plans, goals = plan_and_goal_rows(matter.schedule, matter.district, matter.days, coach)
    return [
        _tab(DEBRIEF_NOTES, debrief_rows(matter.schedule, matter.district, matter.days, coach)),
        _tab(COACHING_PLAN, plans),
        _tab(GOALS, goals),
        TabRows(
            tab=CYCLE_CLOSE,
            rows=rows,
            leftover=Leftover.CLEAR,
            may_be_made=True,
            beside=VISIT_LOG.name,
        ),
        _tab(FEEDBACK, feedback_rows(surveys, own, today)),
    ]


def _ends(matter: Matter) -> tuple[Closing, ...]:
    return closings(matter.district, matter.structures, matter.schedule, matter.days)


def _tab(tab: Tab, rows: Sequence[Row]) -> TabRows:
    return TabRows(tab=tab, rows=rows, leftover=Leftover.CLEAR, may_be_made=True)
