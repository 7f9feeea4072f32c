"""People as they are, from the tabs to the calendars: who declined or paused, who leaves, who joins, two
coaches of a school, a teacher of two schools, and a coach who teaches.

Ana's cohort of five begins on Mon Nov 16, 2026; everybody is free together on Wednesday afternoons.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tests.journeys.structures.districts import a_cohort, person, time_of
from tests.journeys.structures.typed import (
    Rows,
    Sent,
    read_back,
    retyped,
    sent,
    typed,
)
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.slow

OCTOBER = "2026-10-30T15:30"
WEEK_3 = "2026-12-01T16:00"
"""A Tuesday: two weeks and a day of the cycle are over."""


def with_people(tabs: Mapping[str, Rows], **changed: Mapping[str, str]) -> Mapping[str, Rows]:
    """The tabs with cells of some people typed anew."""
    people = [{**row, **changed.get(str(row["person_id"]), {})} for row in tabs["People"]]
    return {**tabs, "People": people}


def of_teacher(found: Sent, teacher: str) -> Counter[str]:
    return Counter(one.kind for one in found.meetings() if teacher in one.guests)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """The whole cycle of five, sent in October."""
    return sent(typed(tmp_path_factory.mktemp("five"), a_cohort(5), now=OCTOBER), "2026-11-09")


def pushed_again(found: Sent, folder: Path, *, now: str, **changed: Mapping[str, str]) -> Sent:
    """Later: cells of People typed anew, the rest of the cycle looked at again and sent."""
    typist = found.typist.moved_to(folder)
    typist.now = now
    retyped(typist, "People", with_people(a_cohort(5), **changed)["People"])
    return again(typist, now[:10])


def again(typist: Typist, day: str) -> Sent:
    """Find times again and push, each number confirmed as the program asks for it."""
    typist.does("schedule", "cycle", day)
    words: tuple[str, ...] = ("push", "--yes", "--now-send", "--short-notice")
    while (ran := typist.types(*words)).code:
        asked = re.search(r"(--confirm-\S+ \d+)", ran.err)
        assert asked, ran.err
        words = (*words, *asked[1].split())
    return read_back(typist)


@pytest.mark.proves("F-12")
def test_who_paused_is_in_no_event_and_the_cohort_goes_on_with_four(tmp_path: Path) -> None:
    tabs = with_people(a_cohort(5), t5={"consent": "paused"})
    found = sent(typed(tmp_path, tabs, now=OCTOBER), "2026-11-09")

    # Four teachers: 12 one-to-one each and 6 sessions, the last of 30 and 8 for each of four.
    assert len(found.events) == 4 * 12 + 6
    assert not any("t5" in one.guests for one in found.meetings())
    last = found.one("clc.a.w6.session")
    assert (last.end - last.start).seconds == (30 + 4 * 8) * 60


@pytest.mark.proves("F-12", "F-96")
def test_who_pauses_in_the_middle_keeps_what_was_and_loses_what_is_to_come(
    running: Sent, tmp_path: Path
) -> None:
    found = pushed_again(running, tmp_path, now=WEEK_3, t5={"consent": "paused"})

    mine = [one for one in found.meetings() if "t5" in one.guests]
    assert mine
    assert max(one.day for one in mine) <= date(2026, 12, 1)
    assert {one.id for one in mine} == {
        one.id for one in running.meetings() if "t5" in one.guests and one.day <= date(2026, 12, 1)
    }


def test_who_declined_cannot_stand_in_a_cohort(tmp_path: Path) -> None:
    typist = typed(tmp_path, a_cohort(5), now=OCTOBER)
    retyped(typist, "People", with_people(a_cohort(5), t5={"consent": "declined"})["People"])

    ran = typist.types("check")

    assert ran.code == 1
    assert "Tess Fir declined and is in this cohort" in ran.err
    assert "Cohorts!" in ran.err


@pytest.mark.proves("F-96")
def test_a_leaver_keeps_the_past_and_the_cohort_goes_on_without_her(
    running: Sent, tmp_path: Path
) -> None:
    found = pushed_again(running, tmp_path, now=WEEK_3, t1={"active_to": "2026-12-04"})

    before, after = of_teacher(running, "t1"), of_teacher(found, "t1")
    assert before.total() == 12 + 6
    # Her last day is the Friday of week 3: a visit and a talk before week 1, then three pairs and sessions.
    assert after == {
        "classroom visit": 1 + 3,
        "planning meeting": 1,
        "debrief": 3,
        "cohort session": 3,
    }
    assert max(one.day for one in found.meetings() if "t1" in one.guests) <= date(2026, 12, 4)
    for other in ("t2", "t3", "t4", "t5"):
        assert of_teacher(found, other) == of_teacher(running, other)
    last = found.one("clc.a.w6.session")
    assert last.guests == {"ana", "t2", "t3", "t4", "t5"}
    assert (last.end - last.start).seconds == (30 + 4 * 8) * 60
    progress = {row["teacher"]: row for row in found.tabs["CycleProgress"]}
    assert progress["Tess Birch"]["visits_due"] == 6


def test_a_cohort_that_becomes_too_small_is_told(tmp_path: Path) -> None:
    typist = typed(tmp_path, a_cohort(4), now=OCTOBER)
    left = {"t1": {"active_to": "2026-11-01"}, "t2": {"consent": "paused"}}
    retyped(typist, "People", with_people(a_cohort(4), **left)["People"])

    ran = typist.types("check")

    assert "2 of the members of cohort A take part" in ran.out + ran.err
    assert "made for 3 to 8" in ran.out + ran.err


@pytest.mark.proves("F-96")
def test_a_joiner_catches_up_before_she_is_in_the_running_weeks(tmp_path: Path) -> None:
    """Fir comes on Mon Nov 30, the first day of week 3."""
    tabs = with_people(a_cohort(5), t5={"active_from": "2026-11-30"})
    found = sent(typed(tmp_path, tabs, now=OCTOBER), "2026-11-09")

    # A visit and a talk first, then weeks 4 and 5 with a pair each, and every session from her day on.
    assert of_teacher(found, "t5") == {
        "classroom visit": 1 + 2,
        "planning meeting": 1,
        "debrief": 2,
        "cohort session": 4,
    }
    first, meeting = (
        found.one(f"clc.a.w0.{step}.t5") for step in ("formative-visit", "planning-meeting")
    )
    assert date(2026, 11, 30) <= first.day <= meeting.day <= date(2026, 12, 4)
    assert first.end <= meeting.start
    assert meeting.end < found.one("clc.a.w4.visit.t5").start
    assert of_teacher(found, "t1").total() == 12 + 6


def test_two_coaches_of_a_school_have_a_calendar_each_and_share_no_teachers_hour(
    tmp_path: Path,
) -> None:
    tabs = a_cohort(5)
    (cohort,) = tabs["Cohorts"]
    ben = person("ben", "Ben Ochoa", "coach")
    tabs = {
        **tabs,
        "People": [*tabs["People"], ben, person("t6", "Tess Gum")],
        "Cohorts": [
            {**cohort, "members": "t1; t2; t3"},
            {**cohort, "cohort_id": "B", "coach": "ben", "members": "t4; t5; t6"},
        ],
        "Availability": [
            *tabs["Availability"],
            time_of("t6", "Mon-Fri", "9:45 AM", "12:15 PM", "teaching"),
            time_of("t6", "Mon-Fri", "8:30 AM", "9:30 AM", "free"),
            time_of("t6", "Wednesday", "1:00 PM", "3:30 PM", "free"),
        ],
    }
    found = sent(typed(tmp_path, tabs, now=OCTOBER), "2026-11-09")

    # Three teachers each: 3 x 12 and 6 sessions.
    leads = Counter("ben" if "ben" in one.guests else "ana" for one in found.meetings())
    assert leads == {"ana": 42, "ben": 42}
    assert not any({"ana", "ben"} <= one.guests for one in found.meetings())
    for somebody in ("ana", "ben", *(f"t{at}" for at in range(1, 7))):
        own = [one for one in found.meetings() if somebody in one.guests]
        assert all(one.end <= then.start for one, then in pairwise(own))


BELLS = (
    ("Oak", "day", "8:00 AM", "3:00 PM", "contract"),
    ("Oak", "1", "8:30 AM", "9:30 AM", "teach"),
    ("Oak", "2", "9:30 AM", "10:30 AM", "teach"),
    ("Oak", "3", "10:30 AM", "11:30 AM", "teach"),
    ("Oak", "4", "12:30 PM", "1:30 PM", "teach"),
    ("Oak", "5", "1:30 PM", "2:30 PM", "teach"),
    ("Elm", "day", "8:00 AM", "3:00 PM", "contract"),
    ("Elm", "E1", "12:30 PM", "1:30 PM", "teach"),
    ("Elm", "E2", "1:30 PM", "2:30 PM", "teach"),
)
DAYS = (
    # Ana teaches the first period herself; Ash is hers then, too, and again in the second.
    ("ana", "1", "teach"),
    ("ana", "2", "free"),
    ("ana", "3", "free"),
    ("ana", "4", "free"),
    ("ana", "5", "free"),
    ("t1", "1", "teach"),
    ("t1", "2", "teach"),
    ("t1", "3", "free"),
    ("t1", "4", "duty"),
    ("t1", "5", "duty"),
    # Birch is at Oak in the morning and at Elm from noon on.
    ("t2", "1", "duty"),
    ("t2", "2", "duty"),
    ("t2", "3", "duty"),
    ("t2", "E1", "teach"),
    ("t2", "E2", "free"),
)
STEPS = (
    {"step": "visit", "kind": "classroom visit", "minutes": "45", "in_a_lesson": "yes"},
    {
        "step": "talk",
        "kind": "debrief",
        "minutes": "20",
        "allowed_time": "free",
        "after": "visit",
        "within_school_days": "2",
    },
)


@pytest.fixture(scope="module")
def two_schools(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """A week of the district's own: a visit and a talk for each of two teachers."""
    cohort = a_cohort(5)["Cohorts"][0]
    own = {"structure": "short", "per": "teacher", "weeks": "1"}
    tabs: Mapping[str, Rows] = {
        "People": [
            person("ana", "Ana Ruiz", "coach", subject="Math"),
            person("t1", "Tess Ash"),
            person("t2", "Tess Birch", other_schools="Elm"),
        ],
        "Cohorts": [{**cohort, "structure": "short", "members": "t1; t2", "pd_day": ""}],
        "Structures": [{"structure": "short", "title": "Short week", "weeks": "Try it"}],
        "StructureSteps": [{**own, **step} for step in STEPS],
        "Schools": [
            {"school_id": key, "name": f"{key} School", "bell_set": key} for key in ("Oak", "Elm")
        ],
        "BellSchedules": [
            dict(zip(("bell_set", "block", "start", "end", "kind"), row, strict=True))
            for row in BELLS
        ],
        "Timetable": [
            {
                "person_id": who,
                "block": block,
                "activity": doing,
                "subject": "Math" if doing == "teach" else "",
            }
            for who, block, doing in DAYS
        ],
        "Contract": [{"rule": "prep_minutes_a_week", "value": "0", **SIGNED}],
        "Settings": a_cohort(5)["Settings"],
    }
    found = sent(typed(tmp_path_factory.mktemp("two"), tabs, now=OCTOBER), "2026-11-16")
    assert found.tabs["Unplaced"] == ()
    return found


SIGNED = {"clause_ref": "Article 4", "signed_off_by": "J. Ortiz, association"}


def test_a_coach_who_teaches_visits_in_the_lessons_she_does_not_teach_herself(
    two_schools: Sent,
) -> None:
    visit, talk = (two_schools.one(f"short.a.w1.{step}.t1") for step in ("visit", "talk"))

    assert f"{visit.start:%H:%M}" == "09:30"
    assert visit.row["block"] == "2"
    assert talk.row["block"] == "3"


def test_a_teacher_of_two_schools_is_met_where_she_is_at_that_time(two_schools: Sent) -> None:
    visit, talk = (two_schools.one(f"short.a.w1.{step}.t2") for step in ("visit", "talk"))

    assert (visit.row["block"], talk.row["block"]) == ("E1", "E2")
    assert "Elm School" in str(visit.row["place"])
    assert "Elm School" in str(talk.row["place"])
