"""Where each thing the sources ask for is entered and where it is tracked: requirement -> tab and column.

Data, checked against the tabs that are declared. A place is written like `Teams!members`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sheets_templates.books.coach import COACH_TABS, COACH_WHEN_USED
from sheets_templates.books.coverage import COVERAGE_TABS
from sheets_templates.books.facts import FACTS_TABS
from sheets_templates.books.partners import PARTNER_TABS
from sheets_templates.books.program import PROGRAM_TABS, WHEN_USED
from sheets_templates.books.school import SCHOOL_TABS
from sheets_templates.inputs.inputs import INPUT_TABS
from sheets_templates.reading.availability_form import AVAILABILITY_FORM
from sheets_templates.reading.faults_tab import FAULTS
from sheets_templates.vocabulary.table import Tab

BOOKS: Mapping[str, tuple[Tab, ...]] = {
    "Setup": (*INPUT_TABS, AVAILABILITY_FORM, FAULTS),
    "Program": (*PROGRAM_TABS, *WHEN_USED),
    "Coach": (*COACH_TABS, *COACH_WHEN_USED),
    "Facts": FACTS_TABS,
    "School": SCHOOL_TABS,
    "Coverage": COVERAGE_TABS,
    "Partners": PARTNER_TABS,
}
"""Every tab there is, by the workbook it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The places of one requirement; `what` is what is kept there, in a few words."""

    what: str
    entered: tuple[str, ...]
    tracked: tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        return self.entered + self.tracked


def _home(what: str, entered: str, tracked: str) -> Home:
    """A home from places with commas between."""
    return Home(what=what, entered=tuple(_listed(entered)), tracked=tuple(_listed(tracked)))


def _listed(places: str) -> Iterator[str]:
    return filter(None, (place.strip() for place in places.split(",")))


HOMES: Mapping[str, Home] = {
    "R-CLC-1": _home(
        "a cohort's own weeks",
        "CyclePlan!own_label, CyclePlan!own_minutes, CyclePlan!own_visit",
        "Schedule!focus, CyclePlan!note",
    ),
    "R-CLC-2": _home("a formative visit", "StructureSteps!step", "Schedule!type, VisitLog!outcome"),
    "R-CLC-3": _home(
        "the coaching plan", "CoachingPlan!focus, CoachingPlan!practices", "CoachingPlan!agreed_on"
    ),
    "R-CLC-5": _home("the enrollment meeting", "StructureSteps!happens", "Schedule!focus"),
    "R-CLC-6": _home(
        "a visit and a debrief a week",
        "StructureSteps!weeks",
        "CycleProgress!visits_held, CycleProgress!debriefs_held",
    ),
    "R-CLC-7": _home("no visit in week 6", "StructureSteps!weeks", "CycleProgress!w6"),
    "R-CLC-9": _home(
        "PD follow-up and a reading", "Cohorts!pd_day, Cohorts!topic", "Schedule!focus"
    ),
    "R-CLC-10": _home("reflection and planning", "StructureSteps!minutes", "Schedule!focus"),
    "R-CLC-11": _home(
        "work brought to be analyzed",
        "StructureSteps!pre_work, CyclePlan!own_pre_work",
        "PreWork!due",
    ),
    "R-CLC-12": _home(
        "what each teacher leads, and trends",
        "CycleClose!contribution, CycleClose!continued_plan",
        "CycleClose!counts, CycleClose!growth_trend, CycleClose!artifact_link",
    ),
    "R-CLC-13": _home(
        "feedback on the cycle",
        "Feedback!answer, Surveys!form_link, Surveys!answered",
        "Surveys!closes, Surveys!rate, CycleClose!feedback_in",
    ),
    "R-CLC-15": _home("the focus of each week", "Structures!weeks", "Schedule!focus"),
    "R-CLC-18": _home(
        "goals, plans, trends, artifacts",
        "Goals!goal_text, Goals!target, CycleClose!continued_plan",
        "Goals!status, CoachingPlan!agreed_on, CycleProgress!visits_held, CycleClose!artifact_link",
    ),
    "R-CP-1": _home("three kinds of meeting", "Teams!kind", "Schedule!type"),
    "R-CP-2": _home("a team of one grade and subject", "Teams!members", "Schedule!participants"),
    "R-CP-3": _home("a unit studied before it starts", "Units!starts", "Schedule!date"),
    "R-CP-4": _home("lessons prepared each week", "Units!starts, Units!ends", "Schedule!date"),
    "R-CP-5": _home("work read soon after its task", "Units!task_dates", "Schedule!date"),
    "R-CP-6": _home(
        "pre-work and its days",
        "StructureSteps!pre_work, StructureSteps!pre_work_by, StructureSteps!pre_work_days",
        "PreWork!due, PreWork!status, Overdue!pieces",
    ),
    "R-CP-7": _home("what is prepared", "StructureSteps!pre_work", "PreWork!description"),
    "R-CP-8": _home(
        "a finished example",
        "Practices!exemplar_link, StructureSteps!exemplar",
        "PreWork!exemplar",
    ),
    "R-CP-9": _home("leaders prepare as well", "Teams!leader_attends", "PreWork!owner"),
    "R-CP-10": _home(
        "what is done together, what alone",
        "Practices!done_together, Practices!done_alone",
        "Schedule!end, LeaderActions!done_on",
    ),
    "R-CP-11": _home(
        "the protocol",
        "Practices!protocol_link, Practices!agenda_link",
        "LeaderActions!done_on, LeaderActions!link",
    ),
    "R-CP-12": _home(
        "rubrics, from a baseline on",
        "Structures!rubrics, Rubrics!level",
        "Rubrics!date, Rubrics!since_baseline",
    ),
    "R-CP-13": _home(
        "surveys of both sides",
        "Structures!surveys, Surveys!form_link, Surveys!answered",
        "Surveys!closes, Surveys!rate",
    ),
    "R-CP-14": _home("review of artifacts", "LeaderActions!done_on", "LeaderActions!due"),
    "R-CP-15": _home("a visit tied to planning", "StructureSteps!kind", "Schedule!type"),
    "R-CP-16": _home("results, no student's name", "Units!assessment_on", "Schedule!date"),
    "R-CP-17": _home("what fits the time", "StructureSteps!minutes", "Schedule!end"),
    "R-CP-18": _home("the conditions", "Gates!gate, Gates!due", "Gates!met_on, Gates!evidence"),
    "R-CP-19": _home("moments for input", "StructureSteps!step", "Schedule!date, Reviews!date"),
    "R-CP-20": _home(
        "focus students, as a count",
        "Practices!focus_student_count",
        "Practices!priority_content",
    ),
    "R-CP-21": _home(
        "five actions a practice",
        "StructureSteps!leader_actions, LeaderActions!done_on, LeaderActions!link",
        "LeaderActions!due, LeaderActions!owner",
    ),
    "R-CP-22": _home(
        "questions of context",
        "StructureSteps!questions, Context!answer",
        "Context!question, Context!change_made",
    ),
    "R-CP-23": _home("what work is read for", "Practices!purpose", "Practices!purpose"),
    "R-CP-24": _home("the work that was chosen", "Practices!work_chosen", "LeaderActions!done_on"),
    "R-CP-25": _home(
        "a check for bias", "Practices!bias_checked_on", "PreWork!due, PreWork!status"
    ),
    "R-CP-26": _home("a unit that moved", "Units!starts, Units!revised_on", "Schedule!date"),
    "R-CP-27": _home(
        "what was changed, and from what",
        "ChangesMade!what_changed, ChangesMade!by_whom",
        "ChangesMade!from_what, ChangesMade!changed_on",
    ),
    "R-LT-1": _home("a cycle of five stages", "Structures!weeks", "Schedule!focus"),
    "R-LT-2": _home(
        "each school's start", "Schools!lt_start, Schools!readiness_tier", "Schedule!date"
    ),
    "R-LT-3": _home("four workstreams first", "Gates!gate, Gates!due", "Gates!met_on"),
    "R-LT-5": _home("the memorandum", "Gates!met_on, Contract!signed_off_by", "Gates!evidence"),
    "R-LT-6": _home("training by readiness", "Schools!readiness_tier", "Schedule!type"),
    "R-LT-7": _home(
        "training in its containers", "DayCalendar!note, Series!dates", "Schedule!date"
    ),
    "R-LT-8": _home("who trains", "Series!owner, Series!invited", "Schedule!participants"),
    "R-LT-4": _home(
        "progress for the Board",
        "Series!cadence, Series!until, BoardUpdates!status",
        "BoardUpdates!reach, BoardUpdates!fidelity, BoardUpdates!gates_met",
    ),
    "R-LT-10": _home(
        "conversations with slides and venue",
        "Series!agenda_link, Series!rooms",
        "Conversations!venue, Conversations!deck_link, Conversations!held",
    ),
    "R-LT-11": _home("what is told", "Gates!gate, Gates!due", "Gates!met_on, Gates!evidence"),
    "R-LT-12": _home(
        "targets for three audiences",
        "LearningTargets!statement, LearningTargets!measure",
        "LearningTargets!audience, LearningTargets!result",
    ),
    "R-LT-13": _home(
        "looking at data, with no child's name", "StructureSteps!happens", "Schedule!focus"
    ),
    "R-LT-14": _home("collaboration time", "Teams!starts, Teams!until", "Schedule!date"),
    "R-CCL-1": _home("three phases in order", "Structures!weeks", "Schedule!focus"),
    "R-CCL-2": _home("a course of study", "StructureSteps!happens", "Schedule!type"),
    "R-CCL-3": _home("a lab site of three parts", "StructureSteps!after", "Schedule!start"),
    "R-CCL-5": _home("a taught lesson of the host", "Timetable!block", "Schedule!block"),
    "R-CCL-6": _home("turns at demonstrating", "Teams!may_demonstrate", "Schedule!participants"),
    "R-CCL-8": _home("what to watch for", "StructureSteps!pre_work", "LabSites!look_fors_link"),
    "R-CCL-9": _home(
        "how well the strategy worked", "LabSites!effectiveness", "LabSites!debrief_start"
    ),
    "R-CCL-10": _home(
        "a goal and a follow-up for each", "Goals!goal_text, Goals!target", "Goals!status"
    ),
    "R-CCL-11": _home(
        "lengths set and real",
        "CyclePlan!own_minutes, StructureSteps!minutes",
        "VisitLog!actual_min",
    ),
    "R-CCL-13": _home(
        "students meeting standards, as totals", "Totals!count, Totals!of", "Totals!percent"
    ),
    "R-SS-1": _home(
        "partners, monthly",
        "Series!cadence, PartnerDates!answer, PartnerMeetings!attended_by_org",
        "PartnerMeetings!date, PartnerOrganisations!months_met",
    ),
    "R-SS-2": _home(
        "four to six rounds, with evidence",
        "Series!dates, Rounds!problem_of_practice, RoundEvidence!note",
        "Rounds!date, RoundEvidence!visit_no",
    ),
    "R-SS-3": _home(
        "as many people and roles as can be",
        "Series!invited, RoundSeats!attended",
        "RoundSeats!first_time, Rounds!roles, Rounds!new_people",
    ),
    "R-SS-4": _home("coaching of leaders", "Series!cadence, Series!modality", "Schedule!modality"),
    "R-SS-5": _home("the implementation team", "Series!cadence", "Schedule!date"),
    "R-SS-6": _home("its quorum by role", "Series!quorum", "Schedule!participants"),
    "R-SS-7": _home(
        "to plan, deliver and reflect",
        "Series!purpose, Series!agenda_link, StructureSteps!happens",
        "Schedule!focus, PartnerMeetings!decisions",
    ),
    "R-SS-8": _home(
        "data reflection twice a year", "Series!dates, Series!cadence", "Reviews!next_work"
    ),
    "R-SS-9": _home("the coaches' PLC", "Series!cadence, Series!purpose", "Schedule!date"),
    "R-SS-10": _home(
        "the review at a cycle's end",
        "Reviews!progress, Reviews!barriers, Reviews!drivers, Reviews!next_work",
        "Reviews!date, Reviews!action_plan_link",
    ),
    "R-SS-11": _home(
        "how many are served", "People!role, People!school_id", "Equity!teachers, Equity!served"
    ),
    "R-SS-12": _home("dates or a frequency", "Series!dates, Series!cadence", "Schedule!date"),
    "R-SS-13": _home("virtual, in person or both", "Series!modality", "Schedule!modality"),
    "R-SS-14": _home(
        "interviews and other evidence",
        "Series!step, Reviews!progress",
        "Reviews!kind, Reviews!date",
    ),
    "R-SS-15": _home(
        "support by school",
        "Schools!equity_flag",
        "Equity!reached_pct, Equity!visits_per_teacher, Equity!cancelled_pct",
    ),
    "R-SS-16": _home(
        "travel, kept small", "Travel!minutes, Settings!value", "CoachLoad!travel_min"
    ),
}


def faults(
    wanted: Iterable[str],
    homes: Mapping[str, Home] = HOMES,
    books: Mapping[str, tuple[Tab, ...]] = BOOKS,
) -> list[str]:
    """What is wrong with the homes of the requirements that are wanted, a sentence each."""
    known = {place for tabs in books.values() for tab in tabs for place in _places(tab)}
    return [
        *(f"{one} has no home" for one in sorted(set(wanted) - homes.keys())),
        *(
            f"{one} is {word} nowhere"
            for one, home in homes.items()
            for word, places in (("entered", home.entered), ("tracked", home.tracked))
            if not places
        ),
        *(
            f"{one} lives in {place}, which no workbook has"
            for one, home in homes.items()
            for place in home.places
            if place not in known
        ),
    ]


def _places(tab: Tab) -> Iterator[str]:
    return (f"{tab.name}!{column.header}" for column in tab.columns)
