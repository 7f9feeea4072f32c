"""Tabs about a cohort's cycle: its weeks, which a cohort may change, and the reviews that look back."""

from sheets_templates.vocabulary.columns import our_key, ours
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab, Writer

NOTHING = "nothing"
"""The word by which a cohort says that there is nothing to bring."""

STEPS = Tab(
    name="Steps",
    key="step_id",
    purpose="Everything the structures ask for in each cohort, with a time or without.",
    columns=(
        our_key("step_id"),
        ours("cohort_id", ColumnKind.ID),
        ours("type"),
        ours("week", ColumnKind.WHOLE_NUMBER, note="0 is the pre-cycle."),
        ours("focus", note="The label of the week."),
        ours("duration", ColumnKind.WHOLE_NUMBER, note="Minutes."),
        ours("modality"),
        ours("participants"),
        ours("after", note="What it follows."),
        ours("due_from", ColumnKind.DATE),
        ours("due_to", ColumnKind.DATE),
    ),
)

CYCLE_PLAN = Tab(
    name="CyclePlan",
    key="plan_id",
    purpose="Each week of a cohort's cycle: what the structure says, and what the cohort does instead.",
    default="Every cohort's weeks are as its structure says.",
    columns=(
        our_key("plan_id"),
        Column(
            header="cohort",
            kind=ColumnKind.ID,
            writer=Writer.PROGRAM,
            required=True,
            note="A cohort_id, or a team_id.",
        ),
        Column(
            header="week",
            kind=ColumnKind.WHOLE_NUMBER,
            writer=Writer.PROGRAM,
            required=True,
            note="0 is the pre-cycle.",
        ),
        ours("label", note="As the structure says."),
        ours("what_happens", note="As the structure says."),
        ours("minutes", ColumnKind.WHOLE_NUMBER, note="Of the meeting, as the structure says."),
        ours("pre_work", note="As the structure says."),
        ours("visit", ColumnKind.YES_NO, note="Whether teachers are visited, by the structure."),
        Column(header="own_label", note="Another label for the week."),
        Column(header="own_happens", note="Something else happens in the meeting."),
        Column(header="own_minutes", kind=ColumnKind.WHOLE_NUMBER, note="Another length."),
        Column(header="material_link", kind=ColumnKind.LINK, note="Goes into the invitation."),
        Column(header="own_pre_work", note=f"What to bring instead; {NOTHING} asks for nothing."),
        Column(
            header="own_visit",
            kind=ColumnKind.YES_NO,
            note="Yes adds a visit with its debrief for each teacher, no takes them out.",
        ),
        Column(
            header="step",
            kind=ColumnKind.ID,
            note="Which step a further row is about; empty is the meeting of the cohort.",
        ),
        Column(header="note", note="For yourselves: never sent, never read."),
    ),
)

CYCLE_INPUTS = (CYCLE_PLAN,)
"""What the program reads back."""

REVIEW_KINDS = ("end of cycle", "data reflection", "empathy interview", "checkpoint")

REVIEWS = Tab(
    name="Reviews",
    key="review_id",
    purpose="A row for each review in the schedule; what it showed is written by those who were there.",
    columns=(
        our_key("review_id"),
        ours("kind", ColumnKind.CHOICE, allowed=REVIEW_KINDS),
        ours("about", note="The cohort, team or series it looks back on."),
        ours("date", ColumnKind.DATE, note="Tentative until it has a time."),
        Column(header="progress", note="What has come of the goals."),
        Column(header="barriers", note="What held it back."),
        Column(header="drivers", note="What drove it."),
        Column(header="next_work", note="What comes next."),
        Column(header="action_plan_link", kind=ColumnKind.LINK),
    ),
)

CYCLE_TRACKING = (REVIEWS,)
"""Tabs of the Program workbook that are brought up to date with the schedule."""
