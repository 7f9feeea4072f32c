"""A district's own kind of cycle, written in this test as a file and again as two tabs; no code knows it.

Three teachers: a talk in each of two weeks and, in the first, a visit and a check of each: 2 + 3 + 3 = 8.
"""

from collections import Counter
from pathlib import Path

import pytest

from scheduler.model import Activity
from tests.journeys.structures.districts import ANA, YEAR, Tabs, ids, met, teachers, time_of
from tests.journeys.structures.typed import Sent, sent, typed
from workflow import open_here, read

pytestmark = pytest.mark.slow
FILE = """
name = "book-club"
title = "Book club"
smallest = 2
largest = 6

[[week]]
number = 1
label = "Chapters 1, 2 and 3"

[[week]]
number = 2
label = "Chapter 4"

[[step]]
name = "talk"
kind = "cohort session"
per = "cohort"
weeks = [1, 2]
minutes = 30
minutes_per_member = 5
inside = ["plc", "free"]
modality = ["in person", "virtual"]
notice = "session"
worth = 700
happens = ["The club talks about what it has read."]
prework = [{ what = "Read the chapters", school_days = 2 }]
artifacts = ["questions"]
link = "https://docs.example/talk"

[[step]]
name = "visit"
kind = "classroom visit"
per = "teacher"
weeks = [1]
minutes = 30
minutes_min = 20
teaching = true
notice = "visit"
worth = 300

[[step]]
name = "check"
kind = "debrief"
per = "teacher"
weeks = [1]
minutes = 15
inside = ["plc", "free"]
after = [{ step = "visit", school_days = 1 }]
notice = "visit"
worth = 200

[[gate]]
name = "books"
title = "Books"
owner = "site leader"

[[measure]]
name = "talk-rubric"
title = "Talk rubric"
every_weeks = 4
"""
IN_TABS: Tabs = {
    "Structures": [
        {
            "structure": "Book club",
            "title": "Book club",
            "weeks": "Chapters 1, 2 and 3; Chapter 4",
            "smallest": "2",
            "largest": "6",
            "gates": "Books: site leader",
            "rubrics": "Talk rubric",
            "rubric_weeks": "4",
        }
    ],
    "StructureSteps": [
        {
            "structure": "Book club",
            "step": "talk",
            "kind": "cohort session",
            "per": "cohort",
            "minutes": "30",
            "minutes_a_member": "5",
            "weeks": "1-2",
            "allowed_time": "plc; free",
            "modality": "in person; virtual",
            "notice": "session",
            "worth": "700",
            "happens": "The club talks about what it has read.",
            "pre_work": "Read the chapters",
            "pre_work_days": "2",
            "artifacts": "questions",
            "link": "https://docs.example/talk",
        },
        {
            "structure": "Book club",
            "step": "visit",
            "kind": "classroom visit",
            "per": "teacher",
            "minutes": "30",
            "least_minutes": "20",
            "weeks": "1",
            "in_a_lesson": "yes",
            "notice": "visit",
            "worth": "300",
        },
        {
            "structure": "Book club",
            "step": "check",
            "kind": "debrief",
            "per": "teacher",
            "minutes": "15",
            "weeks": "1",
            "allowed_time": "plc; free",
            "after": "visit",
            "within_school_days": "1",
            "notice": "visit",
            "worth": "200",
        },
    ],
}


def a_club() -> Tabs:
    cohort = {"cohort_id": "A", "coach": "ana", "topic": "Books", "structure": "book-club"}
    return {
        "People": [ANA, *teachers(3)],
        "Cohorts": [
            {**cohort, "subject": "Math", "start_week": "2026-11-16", "members": ids(3)},
        ],
        "Availability": [
            time_of(ids(3), "Mon-Fri", "8:30 AM", "10:30 AM", "teaching"),
            time_of(ids(3), "Mon-Fri", "10:45 AM", "12:00 PM", "free"),
        ],
        "Gates": met("books", on="2026-10-01"),
        "Settings": YEAR,
    }


def activities(one: Sent) -> tuple[Activity, ...]:
    return read(open_here(now=one.typist.now, start=one.typist.folder)).activities


@pytest.fixture(scope="module")
def by_file(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    folder: Path = tmp_path_factory.mktemp("file")
    (folder / "own").mkdir()
    (folder / "own" / "book-club.toml").write_text(FILE, "utf-8")
    typist = typed(folder, a_club(), now="2026-10-30T15:30", settings='structures = "../own"')
    return sent(typist, "2026-11-16")


@pytest.fixture(scope="module")
def by_tabs(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    tabs = {**a_club(), **IN_TABS}
    return sent(typed(tmp_path_factory.mktemp("tabs"), tabs, now="2026-10-30T15:30"), "2026-11-16")


@pytest.mark.proves("F-38")
def test_a_file_and_two_tabs_give_the_same_activities(by_file: Sent, by_tabs: Sent) -> None:
    assert len(activities(by_file)) == 8
    assert activities(by_file) == activities(by_tabs)


@pytest.mark.proves("F-38")
def test_both_are_scheduled_and_sent_alike(by_file: Sent, by_tabs: Sent) -> None:
    def told(one: Sent) -> list[tuple[object, ...]]:
        return [
            (each.id, each.start, each.end, sorted(each.guests), each.event.description)
            for each in one.meetings()
        ]

    assert Counter(row["type"] for row in by_file.tabs["Schedule"]) == {
        "cohort session": 2,
        "classroom visit": 3,
        "debrief": 3,
    }
    assert told(by_file) == told(by_tabs)
    assert len(by_file.events) == len(by_tabs.events) == 8


@pytest.mark.proves("F-38")
def test_what_the_file_says_stands_in_the_events(by_file: Sent) -> None:
    first, second = by_file.meetings("cohort session")

    # 30 minutes and 5 for each of three.
    assert [(one.end - one.start).seconds // 60 for one in (first, second)] == [45, 45]
    assert [one.row["focus"] for one in (first, second)] == ["Chapters 1, 2 and 3", "Chapter 4"]
    assert [one.row["modality"] for one in (first, second)] == ["in person", "virtual"]
    assert "The club talks about what it has read." in first.event.description
    assert "Read the chapters" in first.event.description
