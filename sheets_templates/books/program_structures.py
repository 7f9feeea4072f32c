"""Tabs of the Program workbook about teams: what is prepared, measured, done by leaders, asked and changed.

Each is made with its first row. Levels are a team's, never a person's, and answers are counted, not kept.
"""

from sheets_templates.vocabulary.columns import our_key, ours
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab

YES = "yes"
DONE, NOT_NEEDED = "done", "not needed"
PRE_WORK_STATES = ("not yet", DONE, NOT_NEEDED)
LEVELS = ("emerging", "developing", "deepening", "organizing", "implementing")
"""Two sets: emerging, developing, deepening and organizing, developing, implementing."""

PRE_WORK = Tab(
    name="PreWork",
    key="item_id",
    purpose="What each prepares before a meeting, and by when.",
    columns=(
        our_key("item_id"),
        ours("event_id", ColumnKind.ID, hidden=True, note="The meeting on the Schedule tab."),
        ours("meeting"),
        ours("meeting_on", ColumnKind.DATE),
        ours("owner"),
        ours("description"),
        ours("exemplar", ColumnKind.LINK, note="A finished example."),
        ours("due", ColumnKind.DATE),
        Column(
            header="status",
            kind=ColumnKind.CHOICE,
            allowed=PRE_WORK_STATES,
            note="Empty is not yet.",
        ),
        Column(header="link", kind=ColumnKind.LINK, note="The finished piece."),
        ours(
            "overdue",
            note="Yes from the day after it was due, until it is done or its meeting over.",
            alarming=(YES,),
        ),
    ),
)

OVERDUE = Tab(
    name="Overdue",
    key="owner_id",
    purpose="Who still has pre-work to do that was due, for meetings still to come.",
    columns=(
        our_key("owner_id"),
        ours("owner"),
        ours("pieces", ColumnKind.WHOLE_NUMBER),
        ours("oldest_due", ColumnKind.DATE),
        ours("what"),
    ),
)

RUBRICS = Tab(
    name="Rubrics",
    key="rubric_id",
    purpose="Where each team stands on its rubrics: a baseline before its first meeting, and again.",
    columns=(
        our_key("rubric_id"),
        ours("team", ColumnKind.ID),
        ours("practice"),
        ours("rubric"),
        ours("date", ColumnKind.DATE, note="By when it is filled in."),
        ours("taking", note="The baseline, or which check after it."),
        Column(header="indicator", note="Add a row of your own for each further indicator."),
        Column(header="level", kind=ColumnKind.CHOICE, allowed=LEVELS),
        Column(header="rater", note="Who filled it in, or a role."),
        ours("since_baseline", note="From the baseline's level to this one."),
    ),
)

SURVEYS = Tab(
    name="Surveys",
    key="survey_id",
    purpose="Surveys that are sent out: who is asked, until when, and how many answered.",
    columns=(
        our_key("survey_id"),
        ours("survey"),
        ours("team", ColumnKind.ID),
        ours("audience"),
        ours("opens", ColumnKind.DATE),
        ours("closes", ColumnKind.DATE),
        ours("invited", ColumnKind.WHOLE_NUMBER),
        Column(header="answered", kind=ColumnKind.WHOLE_NUMBER, note="How many, never who."),
        ours("rate", ColumnKind.WHOLE_NUMBER, note="Percent of the invited who answered."),
        Column(header="form_link", kind=ColumnKind.LINK),
        Column(header="results_link", kind=ColumnKind.LINK),
    ),
)

TOTALS = Tab(
    name="Totals",
    key="total_id",
    purpose="What is counted of a team along the way, such as students who meet a standard: totals only.",
    columns=(
        our_key("total_id"),
        ours("team", ColumnKind.ID),
        ours("what"),
        ours("date", ColumnKind.DATE, note="By when it is counted."),
        Column(header="count", kind=ColumnKind.WHOLE_NUMBER, note="How many, never who."),
        Column(header="of", kind=ColumnKind.WHOLE_NUMBER, note="Of how many in all."),
        ours("percent", ColumnKind.WHOLE_NUMBER, note="Empty for groups of fewer than ten."),
        Column(header="results_link", kind=ColumnKind.LINK),
    ),
)

LEADER_ACTIONS = Tab(
    name="LeaderActions",
    key="action_id",
    purpose="What leaders do for each practice of a team, and by when.",
    columns=(
        our_key("action_id"),
        ours("team", ColumnKind.ID),
        ours("practice"),
        ours("action"),
        ours("due", ColumnKind.DATE),
        ours("owner"),
        Column(header="done_on", kind=ColumnKind.DATE),
        Column(header="link", kind=ColumnKind.LINK),
    ),
)

CONTEXT = Tab(
    name="Context",
    key="question_id",
    purpose="Questions about a team's context, and what its answers changed.",
    columns=(
        our_key("question_id"),
        ours("team", ColumnKind.ID),
        ours("practice"),
        ours("question"),
        Column(header="answer", note="About the team, nobody's name."),
        Column(header="change_made"),
    ),
)

CHANGES_MADE = Tab(
    name="ChangesMade",
    key="change_id",
    purpose="What surveys and monitoring led to changing; add rows of your own below.",
    columns=(
        our_key("change_id"),
        ours("team", ColumnKind.ID),
        ours("date", ColumnKind.DATE, note="When there is something to look at."),
        ours("from_what", note="The survey or the monitoring."),
        Column(header="what_changed", note="Empty where nothing was changed."),
        Column(header="by_whom"),
        Column(header="changed_on", kind=ColumnKind.DATE),
    ),
)

TEAM_TABS = (PRE_WORK, OVERDUE, RUBRICS, SURVEYS, TOTALS, LEADER_ACTIONS, CONTEXT, CHANGES_MADE)
