"""Lab sites, conversations, targets, Board updates and equity as rows, worked out by hand."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from scheduler.counts.reach import Record
from scheduler.district import (
    Cohort,
    CohortId,
    District,
    PersonId,
    Role,
    School,
    SchoolId,
    SeriesId,
)
from scheduler.model import Activity, ActivityId, After, Half, Hold, Kind, Schedule, Slot, Window
from scheduler.schoolday import SchoolDays
from scheduler.structures.gates import Barrier
from sheets_templates.books.program_year import (
    BOARD_UPDATES,
    CONVERSATIONS,
    EQUITY,
    LAB_SITES,
    LEARNING_TARGETS,
    YEAR_TABS,
)
from sheets_templates.vocabulary.table import CellValue, Tab
from sheets_templates.writing.render_year import (
    conversation_rows,
    equity_rows,
    lab_site_rows,
    over,
    target_rows,
    update_rows,
)
from tests.builders import (
    ANA,
    HALL,
    KHAN,
    LINCOLN,
    a_district,
    a_person,
    a_schedule,
    a_slot,
    an_activity,
)

GRANT = SchoolId("grant")
TEAM = CohortId("seventh-grade")
SCHOOLS = {
    LINCOLN: School(id=LINCOLN, name="Lincoln MS", equity_flag="yes"),
    GRANT: School(id=GRANT, name="Grant HS"),
}
MEMBERS = tuple(PersonId(f"t{n}") for n in range(1, 6))
TEACHERS = tuple(a_person(f"Teacher {n}", id=key) for n, key in enumerate(MEMBERS, 1))
LEADER = a_person("Paul Site", Role.SITE_LEADER, id=PersonId("site"))


def the_district(**more: Any) -> District:
    return a_district(*TEACHERS, LEADER, schools=SCHOOLS, **more)


def lab_site(number: int, day: str, host: PersonId) -> list[tuple[Activity, Slot]]:
    """The three parts of a lab site: 9:00, 10:40 and 1:30 on one day."""
    pre, lab, talk = (ActivityId(f"lab{number}.{part}") for part in ("pre", "lab", "talk"))
    plain: dict[str, Any] = {"cohort": TEAM, "required": (ANA, HALL, KHAN), "kind": Kind.MEETING}
    follow_up = ActivityId(f"follow{number}")
    return [
        (an_activity(id=pre, **plain), a_slot(f"{day} 09:00", 45)),
        (
            an_activity(
                id=lab,
                **(plain | {"kind": Kind.LAB, "teaching": host, "after": (After(earlier=pre),)}),
            ),
            a_slot(f"{day} 10:40", 45, block="4"),
        ),
        (an_activity(id=talk, after=(After(earlier=lab),), **plain), a_slot(f"{day} 13:30", 45)),
        (an_activity(id=follow_up, after=(After(earlier=talk),), **plain), a_slot(f"{day} 15:00")),
    ]


LABS = a_schedule(
    [
        *lab_site(3, "2026-12-15", HALL),
        *lab_site(1, "2026-12-01", HALL),
        *lab_site(2, "2026-12-08", KHAN),
    ]
)


@pytest.mark.proves("R-CCL-8", "R-CCL-9", "R-CCL-3")
def test_a_lab_site_is_one_row_with_its_three_starts_and_places_for_look_fors_and_effect() -> None:
    district = the_district()

    first = lab_site_rows(LABS, district, SchoolDays(district))[0]

    assert first == {
        "lab_id": "lab1.lab",
        "team": "seventh-grade",
        "host": "Rosa Hall",
        "demonstrator": "Rosa Hall",
        "demonstrations": 1,
        "date": date(2026, 12, 1),
        "block": "4",
        "pre_start": time(9),
        "obs_start": time(10, 40),
        "debrief_start": time(13, 30),
    }
    theirs = [column.header for column in LAB_SITES.columns if column.header not in first]
    assert theirs == ["look_fors_link", "effectiveness"]


@pytest.mark.proves("R-CCL-6", "R-CCL-9")
def test_the_turn_of_each_demonstrator_is_counted_in_order_of_time() -> None:
    district = the_district()

    rows = lab_site_rows(LABS, district, SchoolDays(district))

    assert [(row["date"], row["demonstrator"], row["demonstrations"]) for row in rows] == [
        (date(2026, 12, 1), "Rosa Hall", 1),
        (date(2026, 12, 8), "Amir Khan", 1),
        (date(2026, 12, 15), "Rosa Hall", 2),
    ]


def test_a_demonstration_whose_debrief_has_no_time_yet_says_nothing_of_it() -> None:
    placed = {key: slot for key, slot in LABS.placed.items() if "lab1" in key and "talk" not in key}
    alone = replace(LABS, placed=placed)
    district = the_district()

    (row,) = lab_site_rows(alone, district, SchoolDays(district))

    assert (row["pre_start"], row["debrief_start"]) == (time(9), "")


def a_conversation(name: str, **more: Any) -> Activity:
    plain: dict[str, Any] = {
        "id": ActivityId(f"lt.{name}"),
        "kind": Kind.CONVERSATION,
        "structure": "learning-teams",
        "leader": LEADER.id,
        "required": (LEADER.id,),
        "series": SeriesId(name),
        "school": LINCOLN,
        "link": "https://district.example/deck",
        "window": Window(first=date(2026, 11, 12), last=date(2026, 11, 12)),
    }
    return an_activity(**(plain | more))


@pytest.mark.proves("R-LT-10", "F-30")
def test_a_conversation_has_its_venue_who_leads_it_and_the_common_slides() -> None:
    district = the_district()
    library = a_conversation("library", rooms=("Town library",))
    at_school = a_conversation(
        "evening", window=Window(first=date(2026, 10, 1), last=date(2026, 10, 31))
    )
    schedule = Schedule(
        activities={library.id: library},
        placed={library.id: a_slot("2026-11-12 18:00", 60)},
        holds=(Hold(day=date(2026, 10, 20), half=Half.AFTERNOON, activity=at_school.id),),
    )

    rows = conversation_rows(schedule, (library, at_school), district, SchoolDays(district))

    facts = ("date", "school", "venue", "led_by", "deck_link")
    deck = "https://district.example/deck"
    assert [tuple(row[name] for name in facts) for row in rows] == [
        (date(2026, 10, 20), "Lincoln MS", "Lincoln MS", "Paul Site", deck),
        (date(2026, 11, 12), "Lincoln MS", "Town library", "Paul Site", deck),
    ]


def a_team(school: SchoolId, structure: str = "learning-teams") -> Cohort:
    return Cohort(
        id=CohortId(f"{school}.{structure}"),
        structure=structure,
        coach=ANA,
        topic="math",
        start_week=date(2027, 1, 11),
        members=MEMBERS,
        school=school,
    )


@pytest.mark.proves("R-LT-12")
def test_each_school_with_learning_teams_has_a_target_for_each_of_three_audiences() -> None:
    district = the_district(
        cohorts=(a_team(LINCOLN), a_team(LINCOLN, "clc"), a_team(GRANT, "clc"), a_team(GRANT))
    )

    rows = target_rows(Schedule(activities={}, placed={}), (), district)

    assert [(row["target_id"], row["school"], row["audience"]) for row in rows] == [
        ("grant.principals", "Grant HS", "principals"),
        ("grant.teachers", "Grant HS", "teachers"),
        ("grant.parents", "Grant HS", "parents"),
        ("lincoln.principals", "Lincoln MS", "principals"),
        ("lincoln.teachers", "Lincoln MS", "teachers"),
        ("lincoln.parents", "Lincoln MS", "parents"),
    ]
    theirs = {one.header for one in LEARNING_TARGETS.columns} - {*rows[0]}
    assert theirs == {"statement", "measure", "date", "result"}


@pytest.mark.proves("R-LT-12")
def test_a_structure_of_the_districts_own_has_targets_when_it_reports_to_the_board() -> None:
    own = a_conversation("talk", structure="study-teams")
    district = the_district(cohorts=(a_team(GRANT, "study-teams"),))

    rows = target_rows(Schedule(activities={}, placed={}), (own,), district)

    assert {row["school"] for row in rows} == {"Grant HS"}
    assert target_rows(Schedule(activities={}, placed={}), (), district) == []


def an_update(month: int) -> Activity:
    first = date(2026, month, 1)
    window = Window(first=first, last=date(2026, month, 28))
    return a_conversation(f"update{month}", kind=Kind.UPDATE, window=window, link="")


def the_year() -> tuple[Record, Schedule]:
    """Seven teachers. Two visits in September, two more due in October of which one had a time; the
    memorandum in October, the training never. An update late in each month."""
    gates = (Barrier(gate="Memorandum", met_on=date(2026, 10, 5)), Barrier(gate="Training"))
    visits = [
        (
            an_activity(
                id=ActivityId(f"visit{n}"),
                required=(ANA, MEMBERS[n]),
                teaching=MEMBERS[n],
                cohort=TEAM,
                barriers=gates,
                school=LINCOLN,
                window=Window(first=day, last=day),
            ),
            a_slot(f"{day} 10:40"),
        )
        for n, day in enumerate(
            (date(2026, 9, 8), date(2026, 9, 15), date(2026, 10, 6), date(2026, 10, 13))
        )
    ]
    updates = [an_update(month) for month in (9, 10, 11, 12)]
    days = dict(zip((one.id for one in updates), (30, 28, 25, 16), strict=True))
    told = a_schedule(visits[:3])
    schedule = Schedule(
        activities={**told.activities, **{one.id: one for one in updates[:3]}},
        placed={
            **told.placed,
            **{
                one.id: a_slot(f"2026-{one.window.first.month:02}-{days[one.id]} 17:00", 30)
                for one in updates[:3]
            },
        },
        holds=(Hold(day=date(2026, 12, 16), half=Half.AFTERNOON, activity=updates[3].id),),
    )
    district = the_district()
    done = Record(
        district=district,
        days=SchoolDays(district),
        told=told,
        today=date(2026, 11, 2),
        asked=(*(activity for activity, _ in visits), *updates),
    )
    return done, schedule


@pytest.mark.proves("R-LT-4", "F-88", "F-29")
def test_the_boards_numbers_are_aggregates_as_they_were_on_its_day() -> None:
    rows = update_rows(*the_year())

    facts = ("date", "reach", "fidelity", "gates_met")
    assert [tuple(row[name] for name in facts) for row in rows] == [
        (
            date(2026, 9, 30),
            "2 of 7 teachers (29%)",
            "2 of 2 due (100%)",
            "0 of 2 gates (0%)",
        ),
        (
            date(2026, 10, 28),
            "3 of 7 teachers (43%)",
            "3 of 4 due (75%)",
            "1 of 2 gates (50%)",
        ),
        # So far, as these are still to come.
        (date(2026, 11, 25), "3 of 7 teachers (43%)", "3 of 4 due (75%)", "1 of 2 gates (50%)"),
        (date(2026, 12, 16), "3 of 7 teachers (43%)", "3 of 4 due (75%)", "1 of 2 gates (50%)"),
    ]
    assert over(rows, "update_id", date(2026, 11, 2)) == {"lt.update9", "lt.update10"}


@pytest.mark.proves("F-88", "F-80")
def test_no_update_names_anybody_or_counts_a_few() -> None:
    done, schedule = the_year()
    people = {key: done.district.people[key] for key in (ANA, HALL, MEMBERS[0], LEADER.id)}
    few = replace(done, district=replace(done.district, people=people))

    told = " ".join(str(cell) for row in update_rows(done, schedule) for cell in row.values())

    assert not [one.name for one in done.district.people.values() if one.name in told]
    assert {row["reach"] for row in update_rows(few, schedule)} == {""}


@pytest.mark.proves("R-SS-15", "R-SS-11")
def test_equity_tells_each_schools_flag_and_how_many_schools_and_teachers_are_served() -> None:
    done, _ = the_year()

    rows = equity_rows(done)

    # Seven teachers of Lincoln, four of them asked for a visit: of fewer than five nothing is told.
    assert rows == [
        {
            "row_id": "lincoln",
            "school": "Lincoln MS",
            "equity_flag": "yes",
            "teachers": 7,
            "served": 4,
            "reached_pct": 43,
            "visits_per_teacher": "",
            "cancelled_pct": "",
            "visits_gap": "",
            "visits_gini": "",
        },
        {
            "row_id": "ALL",
            "school": "All schools (1 of 1 served)",
            "equity_flag": "",
            "teachers": 7,
            "served": 4,
            "reached_pct": 43,
            "visits_per_teacher": "",
            "cancelled_pct": "",
            "visits_gap": "",
            "visits_gini": "",
        },
    ]


NO_WORDS_FOR = ("note", "rating", "score", "answer", "declined", "teacher_id", "email")


@pytest.mark.proves("F-80")
def test_no_tab_of_the_year_has_a_column_for_a_rating_or_an_answer() -> None:
    headers = {
        (tab.name, column.header)
        for tab in YEAR_TABS
        for column in tab.columns
        if any(word in column.header for word in NO_WORDS_FOR)
    }

    assert headers == {("RoundEvidence", "note")}


ROWS: Mapping[Tab, Callable[[], list[dict[str, CellValue]]]] = {
    LAB_SITES: lambda: lab_site_rows(LABS, the_district(), SchoolDays(the_district())),
    CONVERSATIONS: lambda: conversation_rows(
        Schedule(activities={}, placed={}),
        (a_conversation("one"),),
        the_district(),
        SchoolDays(the_district()),
    ),
    BOARD_UPDATES: lambda: update_rows(*the_year()),
    EQUITY: lambda: equity_rows(the_year()[0]),
}


@pytest.mark.parametrize("tab", ROWS, ids=lambda tab: tab.name)
def test_rows_fill_the_programs_columns_and_no_other(tab: Tab) -> None:
    rows = ROWS[tab]()

    ours = {column.header for column in tab.columns if column.writer.value == "program"}
    assert {header for row in rows for header in row} == ours
    assert len({row[tab.key] for row in rows}) == len(rows)
