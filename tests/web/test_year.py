"""The year by month: what has a date, what is held, and what is still open."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from scheduler.activities.occasions import Certainty
from scheduler.district import CohortId, GateState, SeriesId
from scheduler.model import Schedule
from scheduler.schoolday import SchoolDays
from tests.builders import at
from tests.scheduler.cohorts import GRANT, LINCOLN, a_district
from tests.scheduler.services import STRUCTURES
from tests.web.sample_year import a_year, activities_of, its_schedule
from web.year import LINES_ON_A_PAGE, Line, YearPage, year_page
from web.year_html import year_html

NOTHING = Schedule(activities={}, placed={})


@pytest.fixture(scope="module")
def page() -> YearPage:
    return shown()


def shown(district: object = None, schedule: Schedule | None = None, **more: object) -> YearPage:
    found = district or a_year()
    return year_page(
        found,  # type: ignore[arg-type]  # a district, or none for the usual one
        STRUCTURES,
        activities_of(found),  # type: ignore[arg-type]  # as above
        its_schedule(found) if schedule is None else schedule,  # type: ignore[arg-type]  # as above
        SchoolDays(found),  # type: ignore[arg-type]  # as above
        **more,  # type: ignore[arg-type]  # only keywords of its own
    )


def line(page: YearPage, name: str) -> Line:
    return next(one for group in page.groups for one in group.lines if one.name == name)


def texts(page: YearPage, name: str) -> list[str]:
    return [" + ".join(mark.text for mark in marks) for marks in line(page, name).cells]


def test_ten_months_stand_in_columns_and_kinds_in_groups(page: YearPage) -> None:
    assert page.months[0] == date(2025, 9, 1)
    assert page.months[-1] == date(2026, 6, 1)
    assert len(page.months) == 10
    assert [(group.name, len(group.lines)) for group in page.groups] == [
        ("Collaborative Learning Cycle", 3),
        ("Rounds", 1),
        ("Partner meetings", 1),
        ("Meetings", 4),
        ("Gates", 2),
        ("Calendar", 2),
    ]


@pytest.mark.proves("R-SS-12")
def test_a_monthly_meeting_is_set_then_held_then_open(page: YearPage) -> None:
    assert texts(page, "Coherence building") == [
        *("Tue 2", "Tue 7", "Tue 4", "Tue 2"),
        *("held Tue 6", "held Tue 3", "held Tue 3"),
        *("no date yet",) * 3,
    ]


def test_a_weekly_call_is_counted(page: YearPage) -> None:
    coaching = texts(page, "Coaching")

    assert coaching[:4] == ["5 × Tue", "4 × Tue", "4 × Tue", "Tue 2, Tue 9, Tue 16"]
    assert coaching[7] == "4 open"


def test_a_cycle_tells_its_weeks_and_how_sure_they_are(page: YearPage) -> None:
    assert texts(page, "Fractions")[:3] == ["before week 1", "weeks 1–4", "weeks 5–6"]
    # Five teachers: 10 before week 1, then 11 a week: 5 visits, 5 debriefs, a session.
    assert texts(page, "Number talks")[4] == "up to week 3: 43 held"
    assert texts(page, "Ratios and rates")[7] == "weeks 2–5: 44 open"
    least = [mark.certainty for marks in line(page, "Ratios and rates").cells for mark in marks]
    assert least == [Certainty.OPEN] * 3


def test_gates_and_days_off_stand_below(page: YearPage) -> None:
    assert texts(page, "Memorandum with the association")[1:4] == [
        "Lincoln met 9 Oct",
        "",
        "Grant due 15 Dec",
    ]
    assert texts(page, "No school")[2:5] == ["26–28", "22–26, 29–31", "1–2"]
    assert texts(page, "Tests")[8] == "11–13"


def test_the_numbers_on_top_are_those_of_the_activities(page: YearPage) -> None:
    schedule = its_schedule(a_year())

    assert page.dated == len(schedule.placed)
    assert page.held == len(schedule.holds)
    assert page.dated + page.held + page.open == len(activities_of(a_year()))


def test_a_year_without_a_schedule_names_months_only() -> None:
    page = shown(schedule=NOTHING)

    assert texts(page, "Coach PLC") == ["no date yet"] * 10
    assert (page.dated, page.held) == (0, 0)


def test_many_cohorts_and_many_gates_are_told_in_numbers() -> None:
    district = a_year()
    (cohort, *_) = district.cohorts
    many = tuple(replace(cohort, id=CohortId(f"c-{n}")) for n in range(9))
    gates = tuple(
        GateState(school=school, gate=gate, due=date(2025, 10, day))
        for gate in ("Memorandum",)
        for day, school in ((1, LINCOLN), (2, GRANT), (3, LINCOLN), (6, GRANT))
    )
    page = shown(replace(district, cohorts=many, gates=gates), NOTHING)

    assert texts(page, "9 cohorts")[1].startswith("9 cohorts: ")
    assert texts(page, "Memorandum with the association")[1] == "4 schools due"


def test_a_year_of_many_lines_is_told_in_few_so_that_it_stays_on_a_page() -> None:
    district = a_year()
    again = tuple(
        replace(one, id=SeriesId(f"{one.id}-{n}")) for n in range(6) for one in district.series
    )
    page = shown(replace(district, series=again), NOTHING)
    lines = [one for group in page.groups for one in group.lines]

    # Six steps, six times each, would be 36 lines beside cohorts, gates and days off.
    assert len(lines) <= LINES_ON_A_PAGE
    assert line(page, "Coach PLC").about == "6 series"
    assert texts(page, "Coach PLC") == ["6 open"] * 10
    assert [one.name for one in page.groups[0].lines] == [f"{len(district.cohorts)} cohorts"]


def test_a_team_without_a_topic_is_told_by_what_it_teaches_and_where() -> None:
    district = a_year()
    (cohort, *_) = district.cohorts
    team = replace(cohort, topic="", subject="Math", school=LINCOLN)
    (found,) = shown(replace(district, cohorts=(team,)), NOTHING).groups[0].lines

    assert found.name == f"Math, {district.schools[LINCOLN].name}"


def test_an_empty_district_says_what_to_fill_in() -> None:
    page = shown(a_district(), NOTHING)

    assert page.groups == ()
    assert "There is no series and no cycle yet." in year_html(page)


def test_the_page_tells_how_sure_a_date_is_in_words(page: YearPage) -> None:
    html = year_html(page)

    certainties = Counter(
        mark.certainty.value
        for group in page.groups
        for one in group.lines
        for marks in one.cells
        for mark in marks
    )
    for certainty, count in certainties.items():
        assert html.count(f'class="mark {certainty}"') == count
    assert "held: the date may still move" in html
    assert "<script" not in html
    assert year_html(shown(made=at("2025-11-07 15:45"))).count("Made Fri 7 Nov, 3:45 PM") == 1
