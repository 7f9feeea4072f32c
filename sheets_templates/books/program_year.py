"""Tabs of the Program workbook about the year: rounds, lab sites, conversations, targets, updates, equity.

Each is made with its first row. Evidence is kept by visit number: no tab says which room or teacher it is
about. Updates and equity hold aggregates only.
"""

from sheets_templates.vocabulary.columns import our_key, ours
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab

TENTATIVE = "tentative"
"""A date and half day are held, the clock time is still open."""
ROUND_STATES = (TENTATIVE, "proposed", "sent", "moved", "held", "needs attention")
AUDIENCES = ("principals", "teachers", "parents")
"""For whom learning targets are set (R-LT-12)."""
UPDATE_STATES = ("to do", "drafted", "given")

ROUNDS = Tab(
    name="Rounds",
    key="round_id",
    purpose="The year's instructional rounds: where, when, in which rooms.",
    columns=(
        our_key("round_id"),
        ours("school"),
        ours("date", ColumnKind.DATE),
        ours("start", ColumnKind.TIME),
        Column(header="problem_of_practice", note="What the round looks into, set beforehand."),
        ours("groups", ColumnKind.WHOLE_NUMBER),
        ours("rooms", ColumnKind.IDS),
        ours("people", ColumnKind.WHOLE_NUMBER, note="Who has a seat."),
        ours("roles", ColumnKind.WHOLE_NUMBER, note="Different roles among them."),
        ours("new_people", ColumnKind.WHOLE_NUMBER, note="In no round of the year before."),
        ours("state", ColumnKind.CHOICE, allowed=ROUND_STATES),
    ),
)

ROUND_SEATS = Tab(
    name="RoundSeats",
    key="seat_id",
    purpose="Who takes part in which round, and in which group.",
    columns=(
        our_key("seat_id"),
        ours("round_id", ColumnKind.ID),
        ours("date", ColumnKind.DATE),
        ours("group", ColumnKind.WHOLE_NUMBER),
        ours("person"),
        ours("role"),
        ours("first_time", ColumnKind.YES_NO, note="In no round of the year before."),
        Column(header="attended", kind=ColumnKind.YES_NO),
    ),
)

ROUND_EVIDENCE = Tab(
    name="RoundEvidence",
    key="evidence_id",
    purpose="What was seen, by visit number; never by teacher or room.",
    columns=(
        our_key("evidence_id"),
        ours("round_id", ColumnKind.ID),
        ours("date", ColumnKind.DATE),
        ours("visit_no", ColumnKind.WHOLE_NUMBER),
        ours("group", ColumnKind.WHOLE_NUMBER),
        Column(header="note", note="What was seen and heard; nobody's name."),
        Column(header="theme", note="The pattern across the school it belongs to."),
    ),
)

LAB_SITES = Tab(
    name="LabSites",
    key="lab_id",
    purpose="Each lab site: pre-conference, demonstration and debrief of a team on one day.",
    columns=(
        our_key("lab_id"),
        ours("team"),
        ours("host", note="In whose classroom it is."),
        ours("demonstrator"),
        ours("demonstrations", ColumnKind.WHOLE_NUMBER, note="Which turn of hers it is."),
        ours("date", ColumnKind.DATE),
        ours("block", ColumnKind.ID),
        ours("pre_start", ColumnKind.TIME, note="The pre-conference."),
        ours("obs_start", ColumnKind.TIME, note="The demonstration."),
        ours("debrief_start", ColumnKind.TIME),
        Column(
            header="look_fors_link",
            kind=ColumnKind.LINK,
            note="Lesson plan and what to watch for, from the host, before the pre-conference.",
        ),
        Column(header="effectiveness", note="How well the strategy worked; never a rating."),
    ),
)

CONVERSATIONS = Tab(
    name="Conversations",
    key="conversation_id",
    purpose="Conversations with parents and community, in schools and elsewhere.",
    columns=(
        our_key("conversation_id"),
        ours("school"),
        ours("date", ColumnKind.DATE),
        ours("venue"),
        ours("led_by"),
        ours("deck_link", ColumnKind.LINK, note="The common slides."),
        Column(header="held", kind=ColumnKind.YES_NO),
    ),
)

LEARNING_TARGETS = Tab(
    name="LearningTargets",
    key="target_id",
    purpose="What learning teams are to bring about, for each audience of a school.",
    columns=(
        our_key("target_id"),
        ours("school"),
        ours("audience", ColumnKind.CHOICE, allowed=AUDIENCES),
        Column(header="statement", note="What they will know or do."),
        Column(header="measure", note="How it shows; as totals."),
        Column(header="date", kind=ColumnKind.DATE, note="By when."),
        Column(header="result", note="As totals, never about one person."),
    ),
)

BOARD_UPDATES = Tab(
    name="BoardUpdates",
    key="update_id",
    purpose="Progress for the Board, as aggregates; an update that is over keeps its numbers.",
    columns=(
        our_key("update_id"),
        ours("date", ColumnKind.DATE),
        Column(header="status", kind=ColumnKind.CHOICE, allowed=UPDATE_STATES),
        Column(header="link", kind=ColumnKind.LINK),
        ours("reach", note="Teachers who took part in something so far, of all teachers."),
        ours("fidelity", note="Of what was due by then, how much took place."),
        ours("gates_met", note="Gates met by then, of all that schools wait for."),
    ),
)

EQUITY = Tab(
    name="Equity",
    key="row_id",
    purpose="How much support reaches each school; numbers of fewer than five teachers are left out.",
    columns=(
        our_key("row_id"),
        ours("school"),
        ours("equity_flag", note="As the district set it on the Schools tab."),
        ours("teachers", ColumnKind.WHOLE_NUMBER),
        ours("served", ColumnKind.WHOLE_NUMBER, note="In a cohort, team or round of this year."),
        ours(
            "reached_pct",
            ColumnKind.WHOLE_NUMBER,
            note="Took part in something so far.",
            bar=True,
        ),
        ours(
            "visits_per_teacher",
            ColumnKind.ANY,
            note="Classroom visits that took place, per teacher served.",
        ),
        ours("cancelled_pct", ColumnKind.WHOLE_NUMBER, note="Of visits marked by coaches."),
        ours(
            "visits_gap",
            ColumnKind.ANY,
            note="Of all schools: the most visits per teacher minus the fewest.",
        ),
        ours(
            "visits_gini",
            ColumnKind.ANY,
            note="Of all schools: 0 where all get the same, nearer 1 the less even.",
        ),
    ),
)

YEAR_TABS = (
    ROUNDS,
    ROUND_SEATS,
    ROUND_EVIDENCE,
    LAB_SITES,
    CONVERSATIONS,
    LEARNING_TARGETS,
    BOARD_UPDATES,
    EQUITY,
)
"""Made with their first row."""
