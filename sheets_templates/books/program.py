"""The Program workbook (W1), read by leaders and coaches: who meets when, and how far cycles are.

Every reader sees every tab, so no column here holds a note, a rating, a reason or an answer. Rows are
found by the key column, columns by header; what people write is never overwritten.
"""

from sheets_templates.books.program_audit import AUDIT_LOG
from sheets_templates.books.program_boards import BOARD_TABS
from sheets_templates.books.program_cycles import CYCLE_TRACKING, STEPS
from sheets_templates.books.program_load import COACH_LOAD
from sheets_templates.books.program_structures import TEAM_TABS
from sheets_templates.books.program_weeks import YEAR
from sheets_templates.books.program_year import YEAR_TABS
from sheets_templates.vocabulary.columns import ours as _ours
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab

STATES = ("proposed", "sent", "moved", "held", "cancelled", "needs attention")
"""What an activity's state can be, in words any reader may see."""
LEDGER_STATES = ("calendar", "placed", "removed by a person", "done")
"""`done`: we took it out of the calendar ourselves. Who removed what is told nowhere."""
WEEKS = 7
"""Weeks 0 to 6 of the longest cycle the progress tab has columns for."""


SCHEDULE = Tab(
    name="Schedule",
    key="event_id",
    purpose="Every visit, debrief, session and meeting that has a time.",
    columns=(
        _ours("event_id", ColumnKind.ID, hidden=True, note="Never changes; leave it alone."),
        _ours("step_id", ColumnKind.ID, hidden=True, note="The week and kind it belongs to."),
        _ours("type"),
        _ours("focus", note="The label of the week."),
        _ours("date", ColumnKind.DATE),
        _ours("block", ColumnKind.ID),
        _ours("start", ColumnKind.TIME),
        _ours("end", ColumnKind.TIME),
        _ours("place"),
        _ours("modality"),
        _ours("coach"),
        _ours("participants"),
        _ours("state", ColumnKind.CHOICE, allowed=STATES, alarming=("needs attention",)),
        _ours("gcal_id", ColumnKind.ID, hidden=True),
        _ours("link", ColumnKind.LINK),
        Column(header="lock", kind=ColumnKind.YES_NO, note="Yes keeps this time."),
    ),
)

UNPLACED = Tab(
    name="Unplaced",
    key="step_id",
    purpose="What found no time, and why.",
    columns=(
        _ours("step_id", ColumnKind.ID, hidden=True, note="Never changes; leave it alone."),
        _ours("type"),
        _ours("who"),
        _ours("between", note="The first and last date it may stand on."),
        _ours("why"),
        _ours("blocking_rules"),
        _ours("options", note="What would make a time possible."),
    ),
)

CYCLE_PROGRESS = Tab(
    name="CycleProgress",
    key="progress_id",
    purpose="How far each teacher's cycle is.",
    columns=(
        _ours("progress_id", ColumnKind.ID, hidden=True, note="Never changes; leave it alone."),
        _ours("cohort_id", ColumnKind.ID),
        _ours("teacher"),
        *(_ours(f"w{week}", note="Placed of wanted in this week.") for week in range(WEEKS)),
        _ours("visits_held", ColumnKind.WHOLE_NUMBER),
        _ours("visits_due", ColumnKind.WHOLE_NUMBER),
        _ours("debriefs_held", ColumnKind.WHOLE_NUMBER),
        _ours("debriefs_due", ColumnKind.WHOLE_NUMBER),
        _ours("on_time_pct", ColumnKind.WHOLE_NUMBER, note="Debriefs by the next school day."),
    ),
)

TRACKING_TABS = (SCHEDULE, UNPLACED, CYCLE_PROGRESS)

LEDGER = Tab(
    name="Ledger",
    key="key",
    purpose="Which event belongs to what, for a computer that does not know it yet.",
    hidden=True,
    columns=(
        _ours("key", ColumnKind.ID, note="Never changes; leave it alone."),
        _ours("activity", ColumnKind.ID),
        _ours("calendar_id", ColumnKind.ID),
        _ours("gcal_id", ColumnKind.ID),
        _ours("generation", ColumnKind.WHOLE_NUMBER, note="How often it was made anew."),
        _ours("state", ColumnKind.CHOICE, allowed=LEDGER_STATES),
        _ours("base", ColumnKind.TEXT, note="A fingerprint of what was written last."),
    ),
)
"""A row an event we ever wrote and one a calendar. It outlives the rows of `Schedule`, which go when
nothing is scheduled any more: a deletion by a person has to be remembered longer than that."""

PROGRAM_TABS = (YEAR, *TRACKING_TABS, LEDGER)
"""The tabs every program has."""

WHEN_USED: tuple[Tab, ...] = (
    *TEAM_TABS,
    *CYCLE_TRACKING,
    *YEAR_TABS,
    COACH_LOAD,
    *BOARD_TABS,
    STEPS,
    AUDIT_LOG,
)
"""Tabs that are made with their first row, once something that needs them is in use."""
