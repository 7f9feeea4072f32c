"""The rows of the tabs about teams, with dates and counts worked out by hand."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from config.structures import shipped_structures
from scheduler.district import Consent, District, PersonId
from scheduler.due.asked import asked_of, surveys_asked
from scheduler.due.due import actions_due, measures_due, prework_due
from scheduler.model import Schedule, Slot
from scheduler.schoolday import SchoolDays
from scheduler.structures.contexts import questions_asked
from scheduler.structures.prework import Owner
from sheets_templates.books.program_structures import (
    CHANGES_MADE,
    CONTEXT,
    LEADER_ACTIONS,
    OVERDUE,
    PRE_WORK,
    RUBRICS,
    SURVEYS,
)
from sheets_templates.vocabulary.grid import filled, grid_of
from sheets_templates.vocabulary.table import CellValue, Grid, Tab
from sheets_templates.writing.render import Record
from sheets_templates.writing.render_teams import (
    change_rows,
    context_rows,
    leader_action_rows,
    overdue_rows,
    pre_work_rows,
    rubric_rows,
    survey_rows,
)
from tests.scheduler.cohorts import (
    LINCOLN,
    a_cohort_of,
    by_id,
    expanded,
    with_person,
)
from tests.scheduler.test_collaborative_planning import FRACTIONS, RATIOS, a_team

STRUCTURES = shipped_structures()
INTERNALIZATION = "collaborative-planning.grade-6.unit-fractions.unit-internalization"
MONDAY_9_AM = datetime(2025, 9, 29, 13, 0, tzinfo=UTC)
"""In New York."""


def a_year() -> District:
    """A team of four teachers, its facilitator and a principal, with two units in fall."""
    return a_team(FRACTIONS, RATIOS)


def the_meeting(district: District) -> Schedule:
    """The unit Fractions is internalized on Monday, September 29."""
    activity = by_id(expanded(district))[INTERNALIZATION]
    slot = Slot(start=MONDAY_9_AM, minutes=60, school=LINCOLN)
    return Schedule(activities={activity.id: activity}, placed={activity.id: slot})


def pre_work(grid: Grid = (), *, today: date | None = None) -> list[Record]:
    district = a_year()
    schedule = the_meeting(district)
    due = prework_due(schedule, SchoolDays(district))
    return pre_work_rows(due, schedule.activities, district, grid, today=today)


def overdue(grid: Grid, today: date) -> list[tuple[CellValue, ...]]:
    district = a_year()
    due = prework_due(the_meeting(district), SchoolDays(district))
    rows = overdue_rows(due, district, grid, today=today)
    return [(row["owner"], row["pieces"], row["oldest_due"]) for row in rows]


def stands(tab: Tab, rows: list[Record], typed: dict[str, Record]) -> Grid:
    """The tab with these rows, and what people typed beside the row of each key."""
    together = [row | typed.get(str(row[tab.key]), {}) for row in rows]
    return grid_of(tab.name, filled(tab, together))


@pytest.mark.proves("R-CP-6", "R-CP-9")
def test_each_who_attends_has_a_row_for_her_pre_work_and_so_has_the_principal() -> None:
    rows = pre_work()

    # Six read by Thursday, two school days ahead; the facilitator sends the protocol by Monday, five ahead.
    reading = [row for row in rows if row["due"] == date(2025, 9, 25)]
    assert [row["owner"] for row in reading] == [
        "Coach-1",
        "Principal",
        "Teacher-1",
        "Teacher-2",
        "Teacher-3",
        "Teacher-4",
    ]
    assert [(row["owner"], row["due"]) for row in rows if row not in reading] == [
        ("Coach-1", date(2025, 9, 22))
    ]
    assert {row["event_id"] for row in rows} == {INTERNALIZATION}
    assert {row["meeting_on"] for row in rows} == {date(2025, 9, 29)}


@pytest.mark.proves("F-84")
def test_who_is_late_is_listed_by_owner_until_it_is_done_or_the_meeting_is_over() -> None:
    rows = pre_work()
    typed: dict[str, Record] = {
        str(row["item_id"]): {"status": "Done " if row["owner"] == "Teacher-1" else "not needed"}
        for row in rows
        if row["owner"] in ("Teacher-1", "Teacher-2", "Principal")
    }
    grid = stands(PRE_WORK, rows, typed)
    monday, thursday = date(2025, 9, 22), date(2025, 9, 25)

    assert overdue(grid, monday) == []
    assert overdue(grid, date(2025, 9, 23)) == [("Coach-1", 1, monday)]
    on_the_day = [
        ("Coach-1", 2, monday),
        ("Teacher-3", 1, thursday),
        ("Teacher-4", 1, thursday),
    ]
    assert overdue(grid, date(2025, 9, 26)) == on_the_day
    assert overdue(grid, date(2025, 9, 29)) == on_the_day
    assert overdue(grid, date(2025, 9, 30)) == []
    late = [row["owner"] for row in pre_work(grid, today=date(2025, 9, 26)) if row["overdue"]]
    assert late == ["Coach-1", "Coach-1", "Teacher-3", "Teacher-4"]


@pytest.mark.proves("R-CLC-11", "F-84")
def test_each_teacher_of_a_cycle_has_a_row_for_the_student_work_she_brings() -> None:
    district = a_cohort_of(3)
    session = by_id(expanded(district))["clc.cohort-1.w4.session"]
    monday = Slot(start=datetime(2025, 10, 27, 19, 0, tzinfo=UTC), minutes=60, school=LINCOLN)
    schedule = Schedule(activities={session.id: session}, placed={session.id: monday})
    due = prework_due(schedule, SchoolDays(district))

    def late(today: date) -> list[CellValue]:
        return [row["owner"] for row in overdue_rows(due, district, (), today=today)]

    rows = pre_work_rows(due, schedule.activities, district, (), today=None)
    # One school day before a Monday is Friday; nobody is late until it is over, the coach never.
    assert [(row["owner"], row["due"]) for row in rows] == [
        (f"Teacher-{number}", date(2025, 10, 24)) for number in (1, 2, 3)
    ]
    assert {row["description"] for row in rows} == {session.bring}
    assert late(date(2025, 10, 24)) == []
    assert late(date(2025, 10, 25)) == ["Teacher-1", "Teacher-2", "Teacher-3"]


def test_without_a_date_nothing_is_overdue() -> None:
    assert {row["overdue"] for row in pre_work(today=None)} == {""}


def actions(district: District) -> list[Record]:
    found = expanded(district)
    days = SchoolDays(district)
    return leader_action_rows(
        actions_due(district, STRUCTURES, found, days),
        measures_due(district, STRUCTURES, found, days),
        district,
    )


@pytest.mark.proves("R-CP-21", "R-CP-14")
def test_leaders_have_five_actions_a_practice_before_its_first_meeting_and_monitor_again() -> None:
    rows = actions(a_year())
    first = {
        "unit internalization": date(2025, 9, 12),
        "lesson preparation": date(2025, 9, 26),
        "student work analysis": date(2025, 10, 10),
    }

    begun = Counter(
        row["practice"] for row in rows if row["due"] == first.get(str(row["practice"]))
    )
    assert begun == dict.fromkeys(first, 5)
    # Six weeks each: internalization until Oct 27 (Oct 24), lessons until Nov 14 (Nov 7), student work
    # until Nov 27 (Nov 21).
    again = [row for row in rows if row["due"] not in first.values() and row["practice"] in first]
    assert [(row["practice"], row["due"]) for row in again] == [
        ("unit internalization", date(2025, 10, 24)),
        ("lesson preparation", date(2025, 11, 7)),
        ("student work analysis", date(2025, 11, 21)),
    ]
    assert all(str(row["action"]).startswith("Monitor") for row in again)
    # Artifacts are reviewed every four weeks after the baseline's date, Sep 12.
    reviews = [row["due"] for row in rows if row["practice"] == "every practice"]
    assert reviews == [date(2025, 10, 10), date(2025, 11, 7), date(2025, 12, 5)]


def test_an_action_belongs_to_the_teams_own_principal_or_else_to_the_role() -> None:
    alone = a_team(FRACTIONS)
    (team,) = alone.cohorts
    nobody = replace(alone, cohorts=(replace(team, leaders=()),))

    def owners(district: District) -> set[CellValue]:
        return {r["owner"] for r in actions(district) if r["practice"] != "every practice"}

    assert owners(alone) == {"Principal"}
    assert owners(nobody) == {"site leader"}


@pytest.mark.proves("R-CP-22")
def test_each_team_is_asked_five_five_and_seven_questions_about_its_context() -> None:
    district = a_year()
    rows = context_rows(questions_asked(district, STRUCTURES, expanded(district)))

    assert Counter(row["practice"] for row in rows) == {
        "unit internalization": 5,
        "lesson preparation": 5,
        "student work analysis": 7,
    }
    assert len({row["question_id"] for row in rows}) == 17
    assert {row["team"] for row in rows} == {"grade-6"}


@pytest.mark.proves("R-CP-22")
def test_a_question_put_before_the_others_leaves_their_answers_where_they_are() -> None:
    district = a_year()
    planning = STRUCTURES["collaborative-planning"]
    first = planning.steps[0]
    asked = replace(first, questions=("Who else should be asked?", *first.questions))
    more = {planning.name: replace(planning, steps=(asked, *planning.steps[1:]))}

    before = questions_asked(district, STRUCTURES, expanded(district))
    after = questions_asked(district, {**STRUCTURES, **more}, expanded(district))

    assert len(after) == len(before) + 1
    assert {one.id: one.asks for one in before}.items() <= {o.id: o.asks for o in after}.items()


@pytest.mark.proves("R-CP-27")
def test_there_is_a_place_for_what_each_survey_and_each_monitoring_led_to() -> None:
    district = a_year()
    found, days = expanded(district), SchoolDays(district)
    rows = change_rows(
        measures_due(district, STRUCTURES, found, days),
        actions_due(district, STRUCTURES, found, days),
    )

    # Two surveys, and each of three practices monitored twice.
    surveys = [row for row in rows if str(row["from_what"]).startswith("Survey")]
    assert [row["date"] for row in surveys] == [date(2025, 9, 12)] * 2
    assert sorted(str(row["date"]) for row in rows if row not in surveys) == [
        *("2025-09-12", "2025-09-26", "2025-10-10"),
        *("2025-10-24", "2025-11-07", "2025-11-21"),
    ]


def test_who_is_asked_follows_from_the_team() -> None:
    district = with_person(
        a_year(),
        replace(a_year().people[PersonId("teacher-2")], consent=Consent.PAUSED),
    )
    (team,) = district.cohorts
    taught = ("teacher-1", "teacher-3", "teacher-4")

    assert {owner: asked_of(owner, team, district) for owner in Owner} == {
        Owner.EVERYBODY: ("coach-1", *taught, "principal"),
        Owner.MEMBERS: taught,
        Owner.HOST: taught,
        Owner.FACILITATOR: ("coach-1",),
        Owner.LEADERS: ("principal",),
    }


def test_every_row_fits_the_columns_of_its_tab() -> None:
    district = a_year()
    found, days = expanded(district), SchoolDays(district)
    measures = measures_due(district, STRUCTURES, found, days)
    wanted = actions_due(district, STRUCTURES, found, days)
    rows: dict[Tab, list[Record]] = {
        PRE_WORK: pre_work(),
        RUBRICS: rubric_rows(measures, ()),
        SURVEYS: survey_rows(surveys_asked(district, STRUCTURES, found, days), ()),
        LEADER_ACTIONS: actions(district),
        CONTEXT: context_rows(questions_asked(district, STRUCTURES, found)),
        CHANGES_MADE: change_rows(measures, wanted),
        OVERDUE: overdue_rows(
            prework_due(the_meeting(district), days), district, (), today=date(2025, 9, 29)
        ),
    }

    for tab, records in rows.items():
        assert len(filled(tab, records)) == len(records) + 1 > 1
        keys = [record[tab.key] for record in records]
        assert len(keys) == len(set(keys))
        human = {column.header for column in tab.columns if column.writer.value == "human"}
        assert not human & {header for record in records for header in record}
