"""Tabs of the Program workbook that show how coaching goes: a dashboard, and the figures it is drawn from.

Counts only. Teachers stand by their `person_id`, and no tab holds a note, a reason or a rating. Tabs that
only feed a chart are hidden.
"""

from scheduler.counts.coach_load import GOAL_PERCENT
from scheduler.counts.dosage import CONTACT_DAYS, WEEKS_SHOWN
from sheets_templates.books.program_structures import LEVELS, YES
from sheets_templates.vocabulary.charts import Chart, ChartKind
from sheets_templates.vocabulary.columns import our_key, ours
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab

NUMBER = ColumnKind.WHOLE_NUMBER
WEEK_HEADERS = (*(f"w{ago}_ago" for ago in range(WEEKS_SHOWN - 1, 0, -1)), "this_week")
_WEEK_NOTES = (
    *(f"Visits held, weeks ago: {ago}." for ago in range(WEEKS_SHOWN - 1, 0, -1)),
    "Visits held so far.",
)
LEVEL_HEADERS = tuple(LEVELS)

DOSAGE = Tab(
    name="Dosage",
    key="dosage_id",
    purpose="How much coaching reached each teacher: the darker a week, the more visits were held in it.",
    columns=(
        our_key("dosage_id"),
        ours("teacher_key", ColumnKind.ID, note="The person_id of the People tab."),
        ours("school"),
        *(
            ours(header, NUMBER, note=note, heat=(0, 2), width=72)
            for header, note in zip(WEEK_HEADERS, _WEEK_NOTES, strict=True)
        ),
        ours("visits", NUMBER, note="Held so far this year, in her own classroom."),
        ours("debriefs", NUMBER, note="Held so far this year."),
        ours("minutes", NUMBER, note="Of all contact: visits, debriefs, meetings, sessions."),
        ours("planned_vs_held", note="Visits and debriefs held, of those that were due by now."),
        ours("held_pct", NUMBER, note="Percent of those due.", bar=True),
        ours(
            "days_since_contact",
            NUMBER,
            note="School days, holidays not counted; empty when no cycle of hers is running.",
            heat=(CONTACT_DAYS / 2, CONTACT_DAYS),
        ),
        ours(
            "contact_alert",
            note=f"Yes from {CONTACT_DAYS} school days without contact.",
            alarming=(YES,),
        ),
    ),
)

PREP_LEDGER = Tab(
    name="PrepLedger",
    key="ledger_id",
    purpose="Whose prep coaching used in which week, by what consent, and what is due to be made up.",
    columns=(
        our_key("ledger_id"),
        ours("teacher_key", ColumnKind.ID, note="The person_id of the People tab."),
        ours("week", ColumnKind.DATE, note="Its Monday."),
        ours("prep_min_used", NUMBER, note="Minutes of her own prep."),
        ours("prep_periods_used", NUMBER),
        ours("consent", note="Whether her cohort agreed to a number, or the contract's counts."),
        ours("limit", NUMBER, note="Prep periods a week that may be used."),
        ours("over_limit", note="Must stay no.", alarming=(YES,)),
        ours("make_up_due", NUMBER, note="Minutes of prep used by what took place."),
        Column(header="make_up_done", kind=NUMBER, note="Minutes given back."),
    ),
)

COACH_SHARES = Tab(
    name="CoachShares",
    key="share_id",
    purpose="What coaches' working time goes to, over the last four weeks up to next week.",
    hidden=True,
    columns=(
        our_key("share_id"),
        ours("coach"),
        ours("cycles", NUMBER, note="Percent of her working time, with teachers and teams."),
        ours("travel", NUMBER, note="Percent of her working time, between schools."),
        ours("other", NUMBER, note="Of her working time, in rounds, partners and other series."),
        ours("goal", NUMBER, note="Percent in cycles that is commonly aimed at."),
        ours("travel_min_a_week", NUMBER),
        ours("sites_a_day", NUMBER, note="Most schools on one day."),
        ours("weeks", NUMBER, note="Weeks in which she has something."),
    ),
)

VISITS_BY_WEEK = Tab(
    name="VisitsByWeek",
    key="week_id",
    purpose="Visits and debriefs that took place, and the teachers met, in each of the last weeks.",
    hidden=True,
    columns=(
        our_key("week_id"),
        ours("week", note="The Monday it begins with."),
        ours("visits", NUMBER),
        ours("debriefs", NUMBER),
        ours("teachers_met", NUMBER),
    ),
)

COHORT_FIDELITY = Tab(
    name="CohortFidelity",
    key="cohort",
    purpose="Of what was due in each cohort and team, how much took place.",
    hidden=True,
    columns=(
        ours("cohort", ColumnKind.ID),
        ours("took_place", NUMBER),
        ours("due", NUMBER, note="Before today."),
        ours("held", NUMBER, note="Percent of what was due.", bar=True),
        ours("on_time", NUMBER, note="Percent of debriefs, by the school day after.", bar=True),
    ),
)

ROUND_ROLES = Tab(
    name="RoundRoles",
    key="role",
    purpose="Which roles take part in the year's rounds, in different people.",
    hidden=True,
    columns=(
        ours("role"),
        ours("people", NUMBER, note="Different people with a seat in a round of this year."),
        ours("came", NUMBER, note="Of them, those whose round took place."),
        ours("seats", NUMBER, note="Somebody in two rounds has two."),
    ),
)

SURVEY_RESPONSE = Tab(
    name="SurveyResponse",
    key="survey",
    purpose="How many of those asked answered, survey by survey, as counted on the Surveys tab.",
    hidden=True,
    columns=(
        ours("survey"),
        ours("sent", NUMBER, note="How often it was sent out, to a cohort or team each."),
        ours("counted", NUMBER, note="Of these, those with answers counted."),
        ours("invited", NUMBER, note="By those with answers counted."),
        ours("answered", NUMBER),
        ours("answered_pct", NUMBER, bar=True),
    ),
)

RUBRIC_LEVELS = Tab(
    name="RubricLevels",
    key="taking",
    purpose="How many of the teams' rubrics stand at which level, at the baseline and at each check.",
    hidden=True,
    columns=(
        ours("taking", note="The baseline, or which check after it."),
        *(ours(level, NUMBER) for level in LEVEL_HEADERS),
    ),
)

DASHBOARD = Tab(
    name="Dashboard",
    key="figure_id",
    purpose="How coaching goes, on one page: a few figures in words, and the charts.",
    columns=(
        our_key("figure_id"),
        ours("about", width=240),
        ours("figure", width=380),
    ),
    charts=(
        Chart(
            kind=ChartKind.LINE,
            title="Visits and debriefs held, week by week",
            category="week",
            values=("visits", "debriefs"),
            of=VISITS_BY_WEEK.name,
            axis="held",
            says="A line of the visits and one of the debriefs held in each of the last eight weeks.",
        ),
        Chart(
            kind=ChartKind.STACKED,
            title=f"Coaches' time, against the goal of {GOAL_PERCENT}% in cycles",
            category="coach",
            values=("cycles", "travel", "other"),
            goal="goal",
            of=COACH_SHARES.name,
            axis="percent of working time",
            most=100,
            says="For each coach a bar: the share of working time in cycles at the foot, travel and other "
            "work on it. The goal for cycles is a dashed line.",
        ),
        Chart(
            kind=ChartKind.BAR,
            title="Teachers reached, by school",
            category="school",
            values=("reached_pct",),
            of="Equity",
            axis="percent of teachers",
            most=100,
            says="For each school the percentage of its teachers who took part in something this year. "
            "A school with fewer than five has no bar.",
        ),
        Chart(
            kind=ChartKind.BAR,
            title="Visits for each teacher served, by school",
            category="school",
            values=("visits_per_teacher",),
            of="Equity",
            axis="visits",
            says="For each school how many visits a teacher who is served had, on average. A school with "
            "fewer than five has no bar.",
        ),
        Chart(
            kind=ChartKind.BAR,
            title="Cycles as set out: held of due, and debriefs on time",
            category="cohort",
            values=("held", "on_time"),
            of=COHORT_FIDELITY.name,
            axis="percent",
            most=100,
            tall=True,
            says="For each cohort how much of what was due took place, and how many debriefs by the next "
            "school day.",
        ),
        Chart(
            kind=ChartKind.BAR,
            title="People in rounds, by role",
            category="role",
            values=("people", "came"),
            of=ROUND_ROLES.name,
            axis="different people",
            says="For each role the different people with a seat in a round, and those whose round is over.",
        ),
        Chart(
            kind=ChartKind.BAR,
            title="Survey response",
            category="survey",
            values=("answered_pct",),
            of=SURVEY_RESPONSE.name,
            axis="percent of those asked",
            most=100,
            says="For each survey the percentage of those asked who answered.",
        ),
        Chart(
            kind=ChartKind.STACKED,
            title="Where teams stand on their rubrics",
            category="taking",
            values=LEVEL_HEADERS,
            of=RUBRIC_LEVELS.name,
            axis="rubrics of teams",
            says="For the baseline and each check after it how many rubrics stand at which level.",
        ),
    ),
)

BOARD_TABS = (
    DASHBOARD,
    DOSAGE,
    PREP_LEDGER,
    VISITS_BY_WEEK,
    COACH_SHARES,
    COHORT_FIDELITY,
    ROUND_ROLES,
    SURVEY_RESPONSE,
    RUBRIC_LEVELS,
)
"""Made with their first row."""
