"""The dashboard shows the figures of the week of six teachers, and no teacher's name."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.counts.coach_load import coach_shares, coach_weeks
from scheduler.counts.dosage import doses
from scheduler.counts.fidelity import cohort_fidelities
from scheduler.counts.prep_ledger import prep_weeks
from scheduler.counts.reach import Record as Done
from scheduler.counts.reach import did_not_take_place
from scheduler.district import PersonId
from scheduler.rounds.roles import round_roles
from sheets_templates.books.coverage import COVERAGE_TABS
from sheets_templates.books.partners import PARTNER_TABS
from sheets_templates.books.program import PROGRAM_TABS, WHEN_USED
from sheets_templates.books.program_boards import BOARD_TABS, DASHBOARD, DOSAGE, WEEK_HEADERS
from sheets_templates.books.program_structures import RUBRICS, SURVEYS
from sheets_templates.books.program_year import EQUITY
from sheets_templates.vocabulary.grid import filled, grid_of
from sheets_templates.vocabulary.table import CellValue, Grid, Tab
from sheets_templates.writing.render_boards import (
    coach_share_rows,
    dosage_rows,
    fidelity_rows,
    level_rows,
    prep_rows,
    response_rows,
    round_role_rows,
    visits_by_week_rows,
)
from sheets_templates.writing.render_dashboard import Figures, dashboard_rows
from sheets_templates.writing.render_year import equity_rows
from tests.builders import a_person
from tests.scheduler.six_teachers import GRANT, MONDAY, TODAY, the_record

EVERY_TAB = (*PROGRAM_TABS, *WHEN_USED, *COVERAGE_TABS, *PARTNER_TABS)


def figures(done: Done) -> Figures:
    weeks = coach_weeks(done.told, done.district, done.days)
    return Figures(
        done=done,
        doses=doses(done),
        shares=coach_shares((one for one in weeks if one.monday < TODAY), TODAY),
        prep=prep_weeks(
            done.told,
            done.district,
            done.days,
            took_place=done.took_place(),
            not_held=[key for key, word in done.outcomes.items() if did_not_take_place(word)],
        ),
        roles=round_roles(done.told, done.district, done.took_place()),
    )


def grid(tab: Tab, *rows: dict[str, CellValue]) -> Grid:
    return grid_of(tab.name, filled(tab, rows))


@pytest.mark.proves("F-82")
def test_a_leader_reads_the_figures_in_words() -> None:
    words = {str(row["about"]): row["figure"] for row in dashboard_rows(figures(the_record()))}

    assert words == {
        "As of": "Mon Nov 16, 2026",
        "Reached so far": "4 of 6 teachers (67%)",
        "Held so far": "visits: 4, debriefs: 3",
        "Cycles as set out": "7 of 12 due items took place (58%)",
        "Without contact for 10 school days": "0 of 6 teachers in a running cycle",
        # (10% + 5%) / 2, rounded; 15 minutes and none.
        "Coaches' time in cycles": "8% on average; 0 of 2 coaches reach 60%",
        "On the road": "8 minutes a coach and week; most schools on a day: 2",
        # One school has no other to differ from, and nobody is late.
        "Visits for each teacher, by school": "nothing yet",
        "Schools with an equity flag": "nothing yet",
        "Pre-work overdue": "nothing yet",
        "Instructional rounds": "1 of 2 held; 5 different people in 3 roles",
        "Partner meetings": "1 of 1 months met (100%)",
        "Prep used": "50 minutes, 50 to be made up; no weeks over the limit",
    }


def test_every_figure_keeps_its_place_from_the_first_day_on() -> None:
    first, later = (dashboard_rows(figures(the_record(today=day))) for day in (MONDAY, TODAY))

    assert [row["figure_id"] for row in first] == [row["figure_id"] for row in later]


@pytest.mark.proves("F-84", "F-82")
def test_what_is_overdue_is_told_in_pieces_and_people() -> None:
    late = replace(figures(the_record()), overdue=(2, 1))
    words = {row["about"]: row["figure"] for row in dashboard_rows(late)}

    assert words["Pre-work overdue"] == "pieces: 3, of so many people: 2"


@pytest.mark.proves("R-SS-15")
def test_schools_the_district_flagged_are_told_beside_the_others() -> None:
    # Lincoln is flagged: 4 of its 6 teachers were reached. Grant has five, of whom nobody was.
    done = the_record()
    others = [a_person(f"G {n}", id=PersonId(f"g{n}"), school=GRANT) for n in range(5)]
    people = {**done.district.people, **{one.id: one for one in others}}
    more = replace(done, district=replace(done.district, people=people))
    words = {row["about"]: row["figure"] for row in dashboard_rows(figures(more))}

    assert words["Schools with an equity flag"] == "4 of 6 teachers reached (67%); the others 0%"


@pytest.mark.proves("F-82", "F-83")
def test_each_teacher_has_a_row_of_the_heat_map() -> None:
    done = the_record(today=date(2026, 11, 17))
    rows = {row["teacher_key"]: row for row in dosage_rows(doses(done), done.district)}

    assert [rows["krol"][header] for header in WEEK_HEADERS] == [0, 0, 0, 0, 0, 0, 1, 0]
    assert (rows["krol"]["planned_vs_held"], rows["krol"]["held_pct"]) == ("1 of 2", 50)
    assert (rows["hall"]["days_since_contact"], rows["hall"]["contact_alert"]) == (5, "")
    assert {row["school"] for row in rows.values()} == {"Lincoln MS"}


@pytest.mark.proves("F-80", "F-82")
def test_no_tab_of_the_dashboard_names_a_teacher() -> None:
    done = the_record(str.upper)
    every = figures(done)
    cells = [
        cell
        for rows in (
            dashboard_rows(every),
            dosage_rows(every.doses, done.district),
            prep_rows(every.prep),
            visits_by_week_rows(done),
            fidelity_rows(cohort_fidelities(done)),
            round_role_rows(every.roles),
        )
        for row in rows
        for cell in row.values()
    ]
    names = {done.district.people[one].name for one in done.teachers()}

    assert "Name of HALL" in names
    assert not [cell for cell in cells if isinstance(cell, str) and any(n in cell for n in names)]


@pytest.mark.proves("F-82")
def test_the_last_weeks_are_counted_together() -> None:
    # Four visits and three debriefs, with hall, khan, jones and krol.
    rows = visits_by_week_rows(the_record())

    assert rows[-2] == {
        "week_id": "w1_ago",
        "week": "Nov 9",
        "visits": 4,
        "debriefs": 3,
        "teachers_met": 4,
    }
    assert [row["week"] for row in rows][::7] == ["Sep 28", "Nov 16, so far"]
    assert sum(int(str(row["visits"])) for row in rows) == 4


@pytest.mark.proves("F-92")
def test_the_ledger_says_by_what_consent_prep_was_used() -> None:
    rows = prep_rows(figures(the_record()).prep)

    assert [
        (row["teacher_key"], row["prep_min_used"], row["consent"], row["limit"], row["over_limit"])
        for row in rows
    ] == [("hall", 25, "agreed", 1, "no"), ("jones", 25, "by contract", 1, "no")]
    assert "make_up_done" not in rows[0]


@pytest.mark.proves("R-SS-16", "F-82")
def test_the_goal_stands_beside_each_coachs_shares() -> None:
    done = the_record()
    rows = coach_share_rows(figures(done).shares, done.district)

    assert [(row["coach"], row["cycles"], row["travel"], row["goal"]) for row in rows] == [
        ("Ana Ruiz", 10, 1, 60),
        ("Ben Ochoa", 5, 0, 60),
    ]


@pytest.mark.proves("R-SS-15")
def test_equity_tells_how_uneven_schools_are() -> None:
    rows = equity_rows(the_record())

    assert [(row["row_id"], row["visits_gap"], row["visits_gini"]) for row in rows] == [
        ("lincoln", "", ""),
        ("ALL", "", ""),
    ]


@pytest.mark.proves("F-91")
def test_the_response_to_a_survey_is_of_those_whose_answers_were_counted() -> None:
    surveys: list[dict[str, CellValue]] = [
        {"survey_id": "one", "survey": "Feedback", "invited": 5},
        {"survey_id": "two", "survey": "Feedback", "invited": 4},
        {"survey_id": "three", "survey": "Feedback", "invited": 6},
        {"survey_id": "four", "survey": "Conditions", "invited": 6},
    ]
    beside = grid(SURVEYS, {"survey_id": "one", "answered": 4}, {"survey_id": "two", "answered": 2})

    # 4 of 5 and 2 of 4; the third was not counted yet, nor the other survey.
    assert response_rows(surveys, beside) == [
        {
            "survey": "Feedback",
            "sent": 3,
            "counted": 2,
            "invited": 9,
            "answered": 6,
            "answered_pct": 67,
        }
    ]


@pytest.mark.proves("F-91", "R-CP-12")
def test_levels_are_counted_at_the_baseline_and_at_each_check() -> None:
    rubrics: list[dict[str, CellValue]] = [
        {"rubric_id": "c10", "taking": "check 10"},
        {"rubric_id": "c1", "taking": "check 1"},
        {"rubric_id": "a", "taking": "baseline"},
        {"rubric_id": "b", "taking": "baseline"},
        {"rubric_id": "empty", "taking": "check 2"},
    ]
    beside = grid(
        RUBRICS,
        {"rubric_id": "a", "level": "emerging"},
        {"rubric_id": "b", "level": "emerging"},
        {"rubric_id": "c1", "level": "developing"},
        {"rubric_id": "c10", "level": "deepening"},
    )
    rows = level_rows(rubrics, beside)

    assert [(row["taking"], row["emerging"], row["developing"]) for row in rows] == [
        ("baseline", 2, 0),
        ("check 1", 0, 1),
        ("check 10", 0, 0),
    ]


@pytest.mark.proves("F-77", "F-82")
def test_every_chart_draws_columns_that_its_tab_has() -> None:
    known = {tab.name: {column.header for column in tab.columns} for tab in EVERY_TAB}
    lost = [
        (chart.title, header)
        for tab in EVERY_TAB
        for chart in tab.charts
        for header in chart.headers
        if header not in known[chart.of or tab.name]
    ]

    assert lost == []
    assert {chart.of for chart in DASHBOARD.charts} <= {EQUITY.name, *(t.name for t in BOARD_TABS)}
    assert all(chart.says and chart.axis for tab in EVERY_TAB for chart in tab.charts)


def test_the_heat_map_is_darkest_where_most_was_held_and_longest_ago() -> None:
    heats = {column.header: column.heat for column in DOSAGE.columns if column.heat}

    assert heats.pop("days_since_contact") == (5, 10)
    assert heats == dict.fromkeys(WEEK_HEADERS, (0, 2))
