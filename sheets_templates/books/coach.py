"""The Coach workbook (W2), one for each coach and open to nobody else: notes live here only."""

from sheets_templates.books.this_week import THIS_WEEK
from sheets_templates.vocabulary.columns import our_key, ours
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab, Writer

OUTCOMES = ("held", "moved", "cancelled by teacher", "cancelled by coach", "not held")

VISIT_LOG = Tab(
    name="VisitLog",
    key="event_id",
    purpose="A row for each scheduled activity; the facts are filled in, the rest is yours.",
    columns=(
        Column(
            header="event_id",
            kind=ColumnKind.ID,
            writer=Writer.PROGRAM,
            hidden=True,
            note="Never changes; leave it alone.",
        ),
        Column(header="type", writer=Writer.PROGRAM),
        Column(header="teacher", writer=Writer.PROGRAM),
        Column(header="date", kind=ColumnKind.DATE, writer=Writer.PROGRAM),
        Column(header="start", kind=ColumnKind.TIME, writer=Writer.PROGRAM),
        Column(header="planned_min", kind=ColumnKind.WHOLE_NUMBER, writer=Writer.PROGRAM),
        Column(header="reason_moved", writer=Writer.PROGRAM, note="Why it moved, if it did."),
        Column(header="actual_min", kind=ColumnKind.WHOLE_NUMBER),
        Column(header="outcome", kind=ColumnKind.CHOICE, allowed=OUTCOMES),
        Column(header="reason"),
        Column(header="focus"),
        Column(header="next_step"),
        Column(header="next_date", kind=ColumnKind.DATE),
        Column(header="coach_comment"),
    ),
)

COACHING_PLAN = Tab(
    name="CoachingPlan",
    key="coaching_id",
    purpose="What you and each teacher agreed on before the cycle; links only, nothing about students.",
    columns=(
        our_key("coaching_id"),
        ours("cohort", ColumnKind.ID),
        ours("teacher"),
        ours("meeting", ColumnKind.DATE, note="When you meet about it."),
        Column(header="focus"),
        Column(header="student_work_link", kind=ColumnKind.LINK),
        Column(header="practices"),
        Column(header="agreed_on", kind=ColumnKind.DATE),
    ),
)

LATE = "late"

DEBRIEF_NOTES = Tab(
    name="DebriefNotes",
    key="event_id",
    purpose="What you and the teacher said about each visit; yours, and nobody else opens it.",
    columns=(
        our_key("event_id"),
        ours("teacher"),
        ours("held_on", ColumnKind.DATE, note="When the debrief is."),
        ours("held_at", ColumnKind.TIME),
        ours("hours_after", ColumnKind.WHOLE_NUMBER, note="Full hours since the visit ended."),
        ours(
            "late",
            ColumnKind.CHOICE,
            allowed=(LATE,),
            alarming=(LATE,),
            note="After the school day that follows the visit.",
        ),
        Column(header="strengths"),
        Column(header="question"),
        Column(header="action_step"),
        Column(header="follow_up"),
        Column(header="note_link", kind=ColumnKind.LINK),
    ),
)

GOAL_STATES = ("set", "on the way", "reached", "changed")

GOALS = Tab(
    name="Goals",
    key="goal_id",
    purpose="The goals each teacher sets for herself or himself, and how far they are.",
    columns=(
        our_key("goal_id"),
        ours("cohort", ColumnKind.ID),
        ours("teacher"),
        ours("goal_type", note="Practice, achievement, or for a strategy that was tried."),
        ours("set_at", ColumnKind.DATE, note="The meeting in which it is set."),
        Column(header="goal_text"),
        Column(header="baseline", note="Totals only."),
        Column(header="target", note="Totals only."),
        Column(header="date", kind=ColumnKind.DATE),
        Column(header="status", kind=ColumnKind.CHOICE, allowed=GOAL_STATES),
    ),
)

CYCLE_CLOSE = Tab(
    name="CycleClose",
    key="close_id",
    purpose="The end of each cycle: what each teacher leads, how practice grew, how learning goes on.",
    columns=(
        our_key("close_id"),
        ours("cohort", ColumnKind.ID),
        ours("teacher", note="Or all of the cohort, for what you share in the last session."),
        ours("last_session", ColumnKind.DATE, note="Tentative until it has a time."),
        ours("counts", note="From your visit log: what took place, and what it was about."),
        Column(header="contribution", note="What the teacher leads in the last session."),
        Column(header="artifact_link", kind=ColumnKind.LINK),
        Column(header="growth_trend", note="How practice and student learning grew, in words."),
        Column(header="continued_plan", note="How the teacher goes on learning."),
        Column(
            header="feedback_in",
            kind=ColumnKind.YES_NO,
            note="Whether feedback came; what it says stands elsewhere.",
        ),
    ),
)

FEEDBACK = Tab(
    name="Feedback",
    key="feedback_id",
    purpose="Answers at the end of a cycle, where there is no form for them. No row is anybody's own.",
    columns=(
        our_key("feedback_id"),
        ours("cohort", ColumnKind.ID),
        ours("question"),
        ours("copy", ColumnKind.WHOLE_NUMBER, note="One for each who is asked; take any."),
        ours("opens", ColumnKind.DATE),
        ours("closes", ColumnKind.DATE),
        Column(header="answer", note="Without names of students or colleagues."),
    ),
)

COACH_TABS = (THIS_WEEK, VISIT_LOG)
"""The tabs every coach has."""

COACH_WHEN_USED = (DEBRIEF_NOTES, COACHING_PLAN, GOALS, CYCLE_CLOSE, FEEDBACK)
"""Tabs that are made with their first row: with the first debrief or meeting that leaves something behind,
or when a cycle nears its end."""
