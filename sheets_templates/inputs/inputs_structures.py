"""The tabs by which a district describes structures of its own, and the teams, units and gates they use."""

from scheduler.activities.occurrences import CADENCES
from scheduler.district import Modality, Role
from scheduler.model import Container, Kind
from scheduler.structures.prework import Owner
from scheduler.structures.structure import Cover, Per, Who
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab

NEEDS = ("venue", "link")
NOTICES = ("none", "running visit", "visit", "after school", "session", "round")

STRUCTURES = Tab(
    name="Structures",
    purpose="Kinds of cycles and series of the district's own, beside those that come with Bellweave.",
    default="There are only the structures that come with Bellweave.",
    columns=(
        Column(header="structure", kind=ColumnKind.ID, required=True, note="A short name."),
        Column(header="title", kind=ColumnKind.NAME, required=True),
        Column(header="weeks", note="What each week is about, from week 1 on, with ; between."),
        Column(header="pre_cycle", note="What the week before week 1 is about, if there is one."),
        Column(header="repeats", kind=ColumnKind.YES_NO, note="Begin again after the last week."),
        Column(header="smallest", kind=ColumnKind.WHOLE_NUMBER, note="Members at least."),
        Column(header="largest", kind=ColumnKind.WHOLE_NUMBER, note="Members at most."),
        Column(
            header="week_needs",
            kind=ColumnKind.WHOLE_NUMBER,
            note="School days a week needs; with fewer the cycle waits. Empty is 3.",
        ),
        Column(
            header="pd_before_week",
            kind=ColumnKind.WHOLE_NUMBER,
            note="The week whose session follows up the PD day.",
        ),
        Column(
            header="gates",
            note="Gate and who owns it, with ; between: Memorandum: association (before talk); "
            "Books: coach (advised). Without a step it holds all.",
        ),
        Column(header="rubrics", kind=ColumnKind.IDS, note="Measured before the first meeting."),
        Column(header="rubric_weeks", kind=ColumnKind.WHOLE_NUMBER, note="And again so often."),
        Column(
            header="surveys",
            note="Survey and whom it asks: Conditions: members; Conditions: facilitator.",
        ),
        Column(header="survey_weeks", kind=ColumnKind.WHOLE_NUMBER, note="And again so often."),
    ),
)

STRUCTURE_STEPS = Tab(
    name="StructureSteps",
    purpose="The steps of the structures on the Structures tab, one a row.",
    default="There are only the structures that come with Bellweave.",
    columns=(
        Column(
            header="structure",
            kind=ColumnKind.ID,
            required=True,
            choices_from="Structures.structure",
        ),
        Column(header="step", kind=ColumnKind.ID, required=True),
        Column(
            header="kind",
            kind=ColumnKind.CHOICE,
            required=True,
            allowed=tuple(kind.value for kind in Kind),
        ),
        Column(
            header="per",
            kind=ColumnKind.CHOICE,
            allowed=tuple(per.value for per in Per),
            note="What it happens once for; empty is cohort.",
        ),
        Column(header="minutes", kind=ColumnKind.WHOLE_NUMBER, required=True),
        Column(header="minutes_a_member", kind=ColumnKind.WHOLE_NUMBER, note="More for each."),
        Column(header="minutes_a_room", kind=ColumnKind.WHOLE_NUMBER, note="More for each."),
        Column(header="least_minutes", kind=ColumnKind.WHOLE_NUMBER),
        Column(header="weeks", kind=ColumnKind.IDS, note="1; 2; 5, or 1-5."),
        Column(
            header="allowed_time",
            kind=ColumnKind.CHOICES,
            allowed=tuple(container.value for container in Container),
            note="Kinds of teachers' time, the best first.",
        ),
        Column(header="in_a_lesson", kind=ColumnKind.YES_NO, note="In a lesson of the teacher."),
        Column(header="takes_turns", kind=ColumnKind.YES_NO, note="In a lesson of each in turn."),
        Column(header="who", kind=ColumnKind.CHOICE, allowed=tuple(who.value for who in Who)),
        Column(
            header="cover",
            kind=ColumnKind.CHOICE,
            allowed=tuple(cover.value for cover in Cover),
            note="Who may be taken out of a class.",
        ),
        Column(
            header="modality",
            kind=ColumnKind.CHOICES,
            allowed=tuple(way.value for way in Modality),
            note="One, or several to take in turn.",
        ),
        Column(header="after", kind=ColumnKind.IDS, note="Steps that come first."),
        Column(
            header="within_school_days", kind=ColumnKind.WHOLE_NUMBER, note="0 is the same day."
        ),
        Column(header="gap_minutes", kind=ColumnKind.WHOLE_NUMBER, note="To what comes first."),
        Column(
            header="weeks_earlier",
            kind=ColumnKind.WHOLE_NUMBER,
            note="How many weeks before it what comes first stands; 0 is the same week.",
        ),
        Column(header="opens", note="Like 10 school days before unit start."),
        Column(header="closes", note="Like 5 school days after task."),
        Column(
            header="roles",
            kind=ColumnKind.CHOICES,
            allowed=tuple(role.value for role in Role),
            note="Everybody of these roles is invited.",
        ),
        Column(header="quorum", note="How many of a role must be able to come: coach 1."),
        Column(header="cadence", kind=ColumnKind.CHOICE, allowed=CADENCES),
        Column(header="months", kind=ColumnKind.IDS, note="1; 6 is January and June."),
        Column(header="until", note="year end, or a month and day like 12-31."),
        Column(
            header="occasions",
            kind=ColumnKind.IDS,
            note="Words of DayCalendar notes: it stands on the days so named.",
        ),
        Column(
            header="days_between",
            kind=ColumnKind.WHOLE_NUMBER,
            note="Days at least from one month's to the next.",
        ),
        Column(header="any_date", kind=ColumnKind.YES_NO, note="Also where there is no school."),
        Column(
            header="needs",
            kind=ColumnKind.CHOICES,
            allowed=NEEDS,
            note="What its row of Series has to say.",
        ),
        Column(header="notice", kind=ColumnKind.CHOICE, allowed=NOTICES),
        Column(
            header="worth",
            kind=ColumnKind.WHOLE_NUMBER,
            note="Points that leaving it out costs; 100 to 500 are usual.",
        ),
        Column(header="happens"),
        Column(header="pre_work"),
        Column(
            header="pre_work_by",
            kind=ColumnKind.CHOICE,
            allowed=tuple(owner.value for owner in Owner),
        ),
        Column(header="pre_work_days", kind=ColumnKind.WHOLE_NUMBER, note="School days before."),
        Column(header="exemplar", kind=ColumnKind.LINK, note="A finished example."),
        Column(header="artifacts", kind=ColumnKind.IDS),
        Column(header="link", kind=ColumnKind.LINK, note="The protocol or agenda."),
        Column(header="questions", note="Asked of a team about its context, with ; between."),
        Column(
            header="leader_actions",
            note="What leaders do for it, with ; between: Agree on pre-work; Monitor every 6 weeks.",
        ),
    ),
)

TEAMS = Tab(
    name="Teams",
    purpose="Teams of teachers who plan, coach each other or learn together.",
    default="There are no teams beside the cohorts.",
    columns=(
        Column(header="team_id", kind=ColumnKind.ID, required=True),
        Column(
            header="kind", kind=ColumnKind.ID, required=True, note="Which structure it follows."
        ),
        Column(
            header="school", kind=ColumnKind.ID, required=True, choices_from="Schools.school_id"
        ),
        Column(header="grade"),
        Column(header="subject"),
        Column(
            header="members",
            kind=ColumnKind.IDS,
            required=True,
            note="person_ids with ; between.",
            choices_from="People.person_id",
        ),
        Column(
            header="facilitator",
            kind=ColumnKind.ID,
            required=True,
            note="Who leads it.",
            choices_from="People.person_id",
        ),
        Column(
            header="leader_attends",
            kind=ColumnKind.IDS,
            note="Leaders who take part: person_ids with ; between.",
            choices_from="People.person_id",
        ),
        Column(
            header="may_demonstrate",
            kind=ColumnKind.IDS,
            note="Who is willing, next turn first, person_ids with ; between; empty is every member.",
            choices_from="People.person_id",
        ),
        Column(
            header="starts",
            kind=ColumnKind.DATE,
            note="Empty is the school's lt_start, else the first day of the year.",
        ),
        Column(header="until", kind=ColumnKind.DATE),
        Column(
            header="status",
            kind=ColumnKind.CHOICE,
            allowed=("active", "planned", "proposed", "paused", "cancelled", "done"),
        ),
    ),
)

UNITS = Tab(
    name="Units",
    purpose="The units each team teaches, and the tasks whose work it reads.",
    default="No team has units.",
    columns=(
        Column(header="team_id", kind=ColumnKind.ID, required=True, choices_from="Teams.team_id"),
        Column(header="unit", kind=ColumnKind.NAME, required=True),
        Column(header="starts", kind=ColumnKind.DATE, required=True),
        Column(header="ends", kind=ColumnKind.DATE, required=True),
        Column(header="assessment_on", kind=ColumnKind.DATE),
        Column(header="task_dates", kind=ColumnKind.DATES),
        Column(header="materials_link", kind=ColumnKind.LINK),
        Column(header="revised_on", kind=ColumnKind.DATE),
    ),
)

PURPOSES = ("is the task at grade level", "what are the next steps", "both")

PRACTICES = Tab(
    name="Practices",
    purpose="How each team has agreed to plan, prepare and read student work.",
    default="Teams have agreed on nothing of their own.",
    columns=(
        Column(
            header="team",
            kind=ColumnKind.ID,
            required=True,
            note="A team_id.",
            choices_from="Teams.team_id",
        ),
        Column(header="practice", kind=ColumnKind.ID, required=True, note="A step, by its name."),
        Column(header="protocol_link", kind=ColumnKind.LINK, note="Goes into the invitation."),
        Column(header="agenda_link", kind=ColumnKind.LINK),
        Column(header="exemplar_link", kind=ColumnKind.LINK, note="A finished piece of pre-work."),
        Column(header="done_together", note="What takes the time of the meeting."),
        Column(header="done_alone", note="What each does alone; it takes no meeting time."),
        Column(
            header="purpose",
            kind=ColumnKind.CHOICE,
            allowed=PURPOSES,
            note="What student work is read for.",
        ),
        Column(
            header="work_chosen",
            note="In the curriculum, common to the team, on students who need most, actionable, "
            "and no more than fits the time.",
        ),
        Column(header="focus_student_count", kind=ColumnKind.WHOLE_NUMBER, note="Never names."),
        Column(header="priority_content"),
        Column(
            header="bias_checked_on", kind=ColumnKind.DATE, note="Bias and asset-based framing."
        ),
    ),
)

GATES = Tab(
    name="Gates",
    purpose="What has to be agreed at a school before its teams begin, and when it was.",
    default="No gate is met yet.",
    columns=(
        Column(header="school", kind=ColumnKind.ID, required=True, note="ALL is every school."),
        Column(header="gate", kind=ColumnKind.NAME, required=True),
        Column(header="due", kind=ColumnKind.DATE),
        Column(header="met_on", kind=ColumnKind.DATE),
        Column(header="evidence"),
    ),
)

STRUCTURE_TABS = (STRUCTURES, STRUCTURE_STEPS, TEAMS, UNITS, PRACTICES, GATES)
