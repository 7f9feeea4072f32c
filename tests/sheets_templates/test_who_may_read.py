"""Which workbook a tab stands in decides who reads it; so every tab has one, and none holds too much."""

import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scheduler.district import Cohort, CohortId, District, PersonId, Role, SeriesId
from scheduler.model import Half
from scheduler.partners.people import HalfDay, Partner, PartnerDate
from sheets_templates.books.facts import visit_fact_rows
from sheets_templates.books.program import SCHEDULE
from sheets_templates.books.readers import (
    TABLE,
    Kept,
    Right,
    Who,
    kept_as,
    may_be_let_in,
    readers_of,
)
from sheets_templates.building.homes import BOOKS
from sheets_templates.building.workbook import WORKBOOKS
from sheets_templates.vocabulary.table import Tab
from tests.builders import ANA, HALL, LINCOLN, a_district, a_person
from tests.house import modules

IN_NO_WORKBOOK = {"MasterSchedule": "a school's own export: read once, and never kept as a tab"}
MEANINGS: Mapping[str, str] = {
    "a note": "note notes comment comments remark remarks feedback reflection strengths weaknesses "
    "question questions answer answers growth contribution",
    "a rating": "rating ratings rate rated score scores rank ranking level grade stars effectiveness "
    "effective quality performance evaluation evaluated proficiency",
    "a decline": "decline declined declines refused refusal rejected response rsvp answer cancelled "
    "reason excuse absent",
}
"""What only a coach and her own workbook may know, by the words of a header."""
HARMLESS = {
    "People!grade": "which grade a teacher teaches",
    "BellSchedules!grade_band": "which grades ring so",
    "Blackouts!grade": "which grade it is about",
    "Courses!grade": "which grade it is taught in",
    "Teams!grade": "which grade it teaches",
    "Schools!level": "elementary, middle or high",
    "Blackouts!reason": "why a time must stay free, typed by leaders for leaders",
    "Coverage!reason": "a code such as PD, never a person's",
    "DayCalendar!note": "what a date is",
    "CyclePlan!note": "about a cohort's week; leaders only",
    "Requests!note": "about what is asked for; leaders only",
    "StructureSteps!questions": "asked of a team",
    "Context!question": "asked of a team about itself",
    "Context!answer": "a team's about itself, nobody's name",
    "PartnerDates!answer": "what an organisation says to a half day it was offered",
    "PartnerDates!answer_by": "a date",
    "PartnerOrganisations!open_answers": "a number of an organisation",
    "RoundEvidence!note": "what was seen, by visit number and never by teacher or room",
    "Rubrics!level": "where a team stands, never a person",
    "Surveys!rate": "percent of all who were asked",
    "LabSites!effectiveness": "how well the team's strategy worked, in words",
    "AuditLog!cancelled": "a number of a run",
    "Equity!cancelled_pct": "a school's total, of five teachers or more",
}
"""Headers that say one of these words and mean something else, and what."""
OUTSIDE = [
    (book, tab, column)
    for book, tabs in BOOKS.items()
    if book != "Coach"
    for tab in tabs
    for column in tab.columns
]


def declared() -> Iterator[tuple[str, Tab]]:
    """Every tab any module of the templates declares."""
    for name in sorted(name for name in modules() if name.startswith("sheets_templates.")):
        module = importlib.import_module(name)
        stem = name.rpartition(".")[2]
        yield from ((stem, one) for one in vars(module).values() if isinstance(one, Tab))


def meant(header: str) -> list[str]:
    """Which of the meanings a header has by its words; an id says nothing."""
    said = {*re.split(r"[^a-z]+", header.lower())}
    if "id" in said:
        return []
    return [name for name, words in MEANINGS.items() if said & {*words.split()}]


@pytest.mark.proves("F-80", "X18")
def test_every_tab_says_in_which_workbook_it_stands() -> None:
    known = {tab.name for tabs in BOOKS.values() for tab in tabs}
    of_workbooks = {tab.name for book in WORKBOOKS for tab in book.tabs}

    homeless = {
        f"{tab.name} in {where}"
        for where, tab in declared()
        if tab.name not in known | of_workbooks | IN_NO_WORKBOOK.keys()
    }

    assert homeless == set()


@pytest.mark.proves("F-80")
def test_every_workbook_says_who_may_open_it() -> None:
    assert {*BOOKS, *(book.name for book in WORKBOOKS)} == TABLE.keys()
    assert all(TABLE.values())


@pytest.mark.proves("F-80", "X18")
@pytest.mark.parametrize("book", [book for book in BOOKS if book != "Coach"])
def test_no_note_rating_or_decline_stands_outside_the_coach_workbook(book: str) -> None:
    found = {
        f"{tab.name}!{column.header}": meant(column.header)
        for of, tab, column in OUTSIDE
        if of == book and meant(column.header)
    }

    assert {place: found[place] for place in found if place not in HARMLESS} == {}


def test_what_is_called_harmless_is_there_and_needs_the_excuse() -> None:
    there = {f"{tab.name}!{column.header}": column.header for _, tab, column in OUTSIDE}

    assert [place for place in HARMLESS if not meant(there.get(place, ""))] == []


@pytest.mark.proves("F-80")
def test_why_something_moved_stands_in_no_workbook_of_the_program() -> None:
    headers = {
        column.header
        for book, tabs in BOOKS.items()
        if book != "Coach"
        for tab in tabs
        for column in tab.columns
    }

    assert "reason_moved" not in headers
    assert {column.header for column in SCHEDULE.columns} >= {"coach", "participants", "state"}


@pytest.mark.proves("F-99", "X18")
@pytest.mark.parametrize(
    "word", ["rating", "score", "rank", "performance", "evaluation", "proficiency"]
)
def test_no_tab_at_all_rates_a_person(word: str) -> None:
    found = [
        f"{tab.name}!{column.header}"
        for tabs in BOOKS.values()
        for tab in tabs
        for column in tab.columns
        if word in re.split(r"[^a-z]+", column.header.lower())
    ]

    assert found == []


LEFT = a_person("Cora Gone", Role.COACH, active_to=date(2026, 10, 30))
DORA = a_person("Dora Lane", Role.DISTRICT_LEADER, school=None)
PAUL = a_person("Paul Site", Role.SITE_LEADER)
SUB = a_person("Sue Cover", Role.SUB_COORDINATOR, school=None)
PAT = a_person("Pat Arbor", Role.EXTERNAL_PARTNER, external=True, email="pat@arbor.example")
OUT = a_person("Olga Out", Role.COACH, external=True, email="olga@arbor.example")
TODAY = date(2026, 12, 1)


def district(**more: Any) -> District:
    cohort = Cohort(
        id=CohortId("a"), structure="clc", coach=ANA, topic="", start_week=TODAY, members=(HALL,)
    )
    asked = PartnerDate(
        series=SeriesId("partners"),
        when=HalfDay(day=date(2027, 1, 12), half=Half.MORNING),
        organisation="Arbor",
        person=PAT.id,
    )
    plain: dict[str, Any] = {
        "cohorts": (cohort,),
        "partner_dates": (asked,),
        "partners": (Partner(organisation="Birch", contact="Office@birch.example"),),
    }
    return a_district(LEFT, DORA, PAUL, SUB, PAT, OUT, **(plain | more))


def who(book: str) -> dict[str, str]:
    kept = kept_as(book)
    assert kept is not None
    found = readers_of(kept, district(), today=TODAY)
    return {email.partition("@")[0]: right.value for email, right in found.items()}


@pytest.mark.proves("F-80")
@pytest.mark.parametrize(
    ("book", "readers"),
    [
        ("setup", {"lane": "writer"}),
        ("program", {"ana": "writer", "ben": "writer", "lane": "writer"}),
        ("coach.ana", {"ana": "writer"}),
        ("facts.ana", {"ana": "writer"}),
        ("coach.gone", {}),
        ("template", {"ana": "reader", "ben": "reader"}),
        ("school.lincoln", {"site": "reader"}),
        ("school.grant", {}),
        ("coverage", {"cover": "writer", "lane": "reader"}),
        ("partners", {"lane": "writer", "pat": "writer", "office": "writer"}),
    ],
)
def test_each_workbook_is_for_these_and_nobody_else(book: str, readers: dict[str, str]) -> None:
    assert who(book) == readers


def test_who_leaves_is_a_reader_until_the_last_day() -> None:
    kept = Kept(kind="Program")

    assert "gone@district.example" in readers_of(kept, district(), today=date(2026, 10, 30))
    assert "gone@district.example" not in readers_of(kept, district(), today=date(2026, 10, 31))


def test_a_principal_named_on_the_schools_tab_reads_in_small_letters() -> None:
    schools = {
        LINCOLN: replace(district().schools[LINCOLN], principal_email="Head@District.example ")
    }

    found = readers_of(Kept(kind="School", about=LINCOLN), district(schools=schools))

    assert found["head@district.example"] is Right.READ


def test_a_coach_may_let_in_teachers_of_her_own_cohorts_only() -> None:
    assert may_be_let_in(Kept(kind="Coach", about=ANA), district()) == {"hall@district.example"}
    assert may_be_let_in(Kept(kind="Coach", about="ben"), district()) == frozenset()
    assert may_be_let_in(Kept(kind="Program"), district()) == frozenset()


def test_a_name_nobody_classified_is_no_workbook_of_ours() -> None:
    assert kept_as("gossip") is None
    assert kept_as("gossip.ana") is None


def test_nobody_outside_is_in_a_row_but_as_a_partner_or_with_a_book_of_her_own() -> None:
    for kind, row in TABLE.items():
        found = readers_of(Kept(kind=kind, about=PersonId("ana")), district(), today=TODAY)
        outside = {email for email in found if email.endswith(("arbor.example", "birch.example"))}
        assert bool(outside) is (Who.PARTNERS in row)


@pytest.mark.proves("F-80")
def test_the_facts_beside_a_coachs_copy_do_not_say_why_anything_moved() -> None:
    logged = {
        "event_id": "v",
        "teacher": "Rosa Hall",
        "reason_moved": "an earlier time was declined",
    }

    assert visit_fact_rows([logged]) == [{"event_id": "v", "teacher": "Rosa Hall"}]
