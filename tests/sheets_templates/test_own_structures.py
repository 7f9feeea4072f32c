"""A district's own structures, teams, units and gates come from tabs, and what is wrong is told by cell."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from config.structures import shipped_structures
from scheduler.activities.expand import expand
from scheduler.district import District, Role
from scheduler.errors import InputError
from scheduler.model import Activity, Container, Kind
from scheduler.schoolday import SchoolDays
from sheets_templates.inputs.inputs_structures import PRACTICES as PRACTICES_TAB
from sheets_templates.reading.parse import read_district
from sheets_templates.reading.parse_structures import own_structures
from sheets_templates.vocabulary.table import ColumnKind, Tabs
from tests.scheduler.builders import found
from tests.sheets_templates.lincoln import Table, lincoln, table

STRUCTURES = """
    structure | title       | weeks                            | gates                | rubrics
    Book club | Book club   | Chapters 1, 2 and 3; Chapter 4   | Books: site leader   | Talk rubric
"""
STEPS = """
    structure | step  | kind            | per     | minutes | weeks | allowed_time | in_a_lesson | after
    Book club | talk  | cohort session  | cohort  | 40      | 1-2   | plc; prep    |             |
    Book club | visit | classroom visit | teacher | 20      | 1     |              | yes         |
    Book club | check | debrief         | teacher | 15      | 1     | plc; prep    |             | visit
"""
COHORTS = """
    cohort_id | structure | coach | topic | start_week | members
    A         | Book club | c1    | Books | 1/18/2027  | 7; t2; t3
"""
BELLS = """
    bell_set | variant | block | start    | end     | kind
    lincoln  | regular | 1     | 8:00 AM  | 8:50 AM | teach
    lincoln  | regular | 2     | 8:55 AM  | 9:45 AM | teach
    lincoln  | regular | P     | 1:00 PM  | 1:50 PM | plc
    lincoln  | regular | day   | 7:30 AM  | 3:30 PM | contract
"""
TIMETABLE = """
    person_id | letter | block | activity | course | room
    7         |        | 1     | teach    | Math 6 | 12
    t2        |        | 1     | teach    | Math 7 | 14
    t3        |        | 2     | teach    | Math 7 | 15
"""
YEAR = """
    key               | value
    district_name     | Lincoln County
    zone              | America/Chicago
    school_year_first | 2026-08-17
    school_year_last  | 6/4/2027
"""
SHIPPED = shipped_structures()


def a_district(**more: str | Table) -> Tabs:
    """Lincoln with a structure of its own; texts given replace whole tabs."""
    texts: dict[str, str | Table] = {
        "Structures": STRUCTURES,
        "StructureSteps": STEPS,
        "Cohorts": COHORTS,
        "BellSchedules": BELLS,
        "Timetable": TIMETABLE,
        "Settings": YEAR,
    }
    texts |= more
    tabs = {name: table(one) if isinstance(one, str) else one for name, one in texts.items()}
    return {name: grid for name, grid in lincoln(**tabs).items() if name != "DayCalendar"}


def read(tabs: Tabs) -> tuple[District, tuple[Activity, ...]]:
    district = read_district(tabs, structures=SHIPPED)
    structures = {**SHIPPED, **own_structures(tabs)}
    return district, expand(district, structures, SchoolDays(district))


def told(tabs: Tabs) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        read_district(tabs, structures=SHIPPED)
    return {fault.where: fault.what for fault in caught.value.faults}


BOOKS_AGREED = """
    school | gate  | met_on
    LMS    | Books | 2027-01-04
"""


@pytest.mark.proves("F-38")
def test_a_structure_typed_into_two_tabs_fills_two_weeks_with_times() -> None:
    district, activities = read(a_district(Gates=BOOKS_AGREED))

    # Three teachers: a talk a week, and in the first week a visit and a check each: 2 + 3 + 3.
    assert len(activities) == 8
    times = found(district, *activities)
    assert set(times.schedule.placed) == {one.id for one in activities}
    visits = [one for one in activities if one.kind is Kind.VISIT]
    assert {one.label for one in visits} == {"Chapters 1, 2 and 3"}


@pytest.mark.proves("R-LT-5", "F-26")
def test_while_its_gate_is_open_nothing_of_it_is_placed_and_the_gate_is_named() -> None:
    district, activities = read(a_district())

    times = found(district, *activities)

    assert times.schedule.placed == {}
    reasons = {reason.says for one in times.schedule.unplaced for reason in one.reasons}
    assert reasons == {"the gate 'Books' is not met"}


def test_the_words_of_the_tabs_become_the_words_of_the_schedule() -> None:
    structure = own_structures(a_district())["book-club"]
    talk, visit, check = structure.steps

    assert (talk.weeks, talk.inside) == ((1, 2), (Container.PLC, Container.PREP))
    assert visit.teaching
    assert [(bond.step, bond.school_days) for bond in check.after] == [("visit", None)]
    assert [(gate.title, gate.owner) for gate in structure.gates] == [("Books", Role.SITE_LEADER)]
    assert [measure.title for measure in structure.measures] == ["Talk rubric"]


@pytest.mark.proves("R-CP-13", "R-CP-21", "R-CP-22")
def test_surveys_questions_and_what_leaders_do_are_typed_into_the_same_two_tabs() -> None:
    structures = """
        structure | title     | weeks     | surveys                         | survey_weeks
        Book club | Book club | Chapter 1 | Time; Time: Facilitator; Books: | 12
    """
    steps = """
        structure | step  | kind    | per    | minutes | weeks | questions | leader_actions
        Book club | talk  | meeting | cohort | 40      | 1     | Why?; Whose? | Read; Sit in every 6 weeks
    """
    club = own_structures(a_district(Structures=structures, StructureSteps=steps))["book-club"]

    assert [
        (one.title, one.kind.value, one.asked.value, one.every_weeks) for one in club.measures
    ] == [
        ("Time", "survey", "everybody", 12),
        ("Time", "survey", "facilitator", 12),
        ("Books", "survey", "everybody", 12),
    ]
    assert len({one.name for one in club.measures}) == 3
    assert club.steps[0].questions == ("Why?", "Whose?")
    assert [(one.title, one.step, one.every_weeks) for one in club.actions] == [
        ("Read", "talk", 0),
        ("Sit in", "talk", 6),
    ]


def test_a_survey_that_asks_nobody_we_know_is_told_by_its_cell() -> None:
    asked = """
        structure | title     | weeks     | surveys
        Book club | Book club | Chapter 1 | Time: parents
    """

    found = told(a_district(Structures=asked, StructureSteps=STEPS.replace("1-2", "1")))

    assert found["Structures!D2"] == "'parents' is nobody a survey can ask."


HEADERS = (
    *("structure", "step", "kind", "per", "minutes", "weeks", "allowed_time", "after"),
    *("opens", "closes", "roles", "quorum", "cadence"),
)
COMMON = {"structure": "Book club", "minutes": "40"}
WRONG_STEPS: tuple[dict[str, str], ...] = (
    {
        "step": "first",
        "kind": "cohort session",
        "weeks": "1",
        "allowed_time": "plc",
        "after": "second",
        "roles": "wizard",
    },
    {"step": "second", "kind": "cohort session", "weeks": "1", "after": "first"},
    {
        "step": "unit",
        "kind": "meeting",
        "per": "unit",
        "allowed_time": "plc",
        "opens": "5 school days before unit start",
        "closes": "10 school days before unit start",
        "quorum": "coach 2",
    },
    {"step": "call", "kind": "meeting", "per": "series", "cadence": "weekly"},
)


def steps_tab(steps: Iterable[dict[str, str]]) -> Table:
    rows: Table = [list(HEADERS)]
    rows.extend([(COMMON | step).get(header, "") for header in HEADERS] for step in steps)
    return rows


@pytest.mark.proves("F-2", "F-38")
def test_the_seven_faults_of_a_template_are_told_by_cell_in_one_run() -> None:
    ungated = STRUCTURES.replace("Books: site leader", "Books             ")

    assert told(a_district(Structures=ungated, StructureSteps=steps_tab(WRONG_STEPS))) == {
        "Structures!D2": "Nobody owns the gate 'books'.",
        "StructureSteps!H2": "The order of steps goes in a circle: first after second after first.",
        "StructureSteps!K2": "'wizard' is not a roles we know.",
        "StructureSteps!G3": "Step 'second' may stand in no kind of teachers' time, so no container "
        "allows it.",
        "StructureSteps!J4": "Step 'unit' has a window that ends before it starts.",
        "StructureSteps!L4": "Step 'unit' needs 2 of the role coach, more than its group of 1.",
        "StructureSteps!A5": "Step 'call' comes again weekly and never ends.",
    }


def test_steps_of_a_structure_nobody_described_are_a_fault() -> None:
    stray = STEPS.replace("Book club | check", "Book clob | check")

    assert told(a_district(StructureSteps=stray)) == {
        "StructureSteps!A4": "There is no structure 'book-clob' there."
    }


TEAMS = """
    team_id | kind                   | school | members   | facilitator | may_demonstrate | starts
    six     | collaborative-planning | LMS    | 7; t2; t3 | c1          | t2; t3          |
"""
UNITS = """
    team_id | unit      | starts     | ends       | assessment_on | task_dates
    six     | Fractions | 2027-01-18 | 2027-01-29 | 2027-01-28    | 2027-01-20; 2027-01-22
"""
GATES = """
    school | gate       | due        | met_on
    LMS    | conditions | 2027-01-04 | 2026-12-18
"""


PRACTICES = """
    team | practice           | protocol_link            | purpose | bias_checked_on
    six  | lesson preparation | https://docs.example/six | both    | 2027-01-04
"""


@pytest.mark.proves("R-CP-2", "R-CP-11", "F-20")
def test_a_team_with_one_unit_has_the_meetings_counted_by_hand() -> None:
    tabs = a_district(Teams=TEAMS, Units=UNITS, Gates=GATES, Practices=PRACTICES)
    district, activities = read(tabs)
    team = next(one for one in district.cohorts if one.id == "six")

    # One unit of two weeks, two tasks and an assessment: 1 + 2 + 3, a visit and a checkpoint.
    assert len([one for one in activities if one.cohort == "six"]) == 8
    assert team.start_week == date(2026, 8, 17)
    assert team.demonstrators == ("t2", "t3")
    links = {one.link for one in activities if one.id.endswith("lesson-preparation")}
    assert links == {"https://docs.example/six"}
    assert district.gates[0].met_on == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("tab", "typed", "instead", "where", "what"),
    [
        ("Units", "2027-01-29", "2027-01-15", "Units!D2", "before it starts"),
        ("Units", "six ", "sixx", "Units!A2", "There is no team 'sixx'"),
        ("Teams", "t2; t3          |", "t2; t4 |", "Teams!F2", "'t4' may demonstrate but is no"),
        ("Teams", "collaborative-planning", "colaborative-planning", "Teams!B2", "no structure"),
        ("Practices", "six ", "sixx", "Practices!A2", "There is no team 'sixx'"),
        ("Gates", "LMS ", "LMX ", "Gates!A2", "There is no school 'LMX'"),
    ],
)
def test_a_fault_of_a_team_is_told_at_its_cell(
    tab: str, typed: str, instead: str, where: str, what: str
) -> None:
    texts: dict[str, Any] = {
        "Teams": TEAMS,
        "Units": UNITS,
        "Gates": GATES,
        "Practices": PRACTICES,
    }
    texts[tab] = texts[tab].replace(typed, instead)

    found_there = told(a_district(**texts))

    assert list(found_there) == [where]
    assert what in found_there[where]


@pytest.mark.proves("R-CP-20", "R-CP-24", "R-CP-25")
def test_focus_students_are_a_count_and_a_check_for_bias_has_its_date() -> None:
    kinds = {column.header: column.kind for column in PRACTICES_TAB.columns}
    named = PRACTICES.replace("| purpose", "| focus_student_count").replace("| both", "| Maya R.")

    assert kinds["bias_checked_on"] is ColumnKind.DATE
    for criterion in ("curriculum", "common", "need most", "actionable", "fits the time"):
        assert criterion in PRACTICES_TAB.column("work_chosen").note
    assert told(a_district(Teams=TEAMS, Practices=named)) == {
        "Practices!D2": "'Maya R.' is not a whole number for focus_student_count."
    }


@pytest.mark.proves("R-CP-10")
def test_what_each_does_alone_stays_out_of_the_meeting() -> None:
    agreed = """
    team | practice           | done_together     | done_alone
    six  | lesson preparation | the exit tickets  | reading the text
    """
    _, activities = read(a_district(Teams=TEAMS, Units=UNITS, Gates=GATES, Practices=agreed))

    (first, *_) = [one for one in activities if one.id.endswith("lesson-preparation")]
    assert first.happens[-1] == "Together: the exit tickets."
    assert "reading the text" not in repr(first)


def test_teams_alone_are_work_enough_and_need_no_cohort() -> None:
    tabs = a_district(
        Teams="""
        team_id | kind      | school | members   | facilitator | starts
        A       | Book club | LMS    | 7; t2; t3 | c1          | 1/18/2027
        """,
        Gates=BOOKS_AGREED,
    )
    without = {name: grid for name, grid in tabs.items() if name != "Cohorts"}

    _, activities = read(without)

    assert [one.cohort for one in activities] == ["A"] * 8


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("Books: site leader (sometimes)", "'(sometimes)' does not say what the gate is"),
        (
            "Books: site leader (before chat)",
            "The gate 'books' comes before 'chat', which is no step",
        ),
    ],
)
def test_what_a_gate_holds_is_told_at_its_cell(typed: str, what: str) -> None:
    wrong = STRUCTURES.replace("Books: site leader  ", typed)

    found_there = told(a_district(Structures=wrong))

    assert list(found_there) == ["Structures!D2"]
    assert found_there["Structures!D2"].startswith(what)
