"""What comes up in a school, typed by a coach: a delay, a closed day, blocks the principal needs, substitutes
nobody found, a teacher who leaves and one who joins.
"""

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.journeys.structures.districts import (
    ANA,
    a_cohort,
    a_lab_team,
    person,
    time_of,
)
from tests.journeys.structures.typed import Meeting, Rows, Sent, read_back, sent, typed
from tests.journeys.test_peoples_states import SIGNED, STEPS
from tests.journeys.typing_commands import Ran, Typist

pytestmark = pytest.mark.slow
OCTOBER = "2026-10-30T15:30"


def bells(variant: str, *rows: tuple[str, str, str]) -> list[Mapping[str, str]]:
    return [
        {
            "bell_set": "Oak",
            "variant": variant,
            "block": block,
            "start": start,
            "end": end,
            "kind": "teach",
        }
        for block, start, end in rows
    ]


def a_school_with_bells() -> Mapping[str, Rows]:
    """Tess Ash teaches periods 1 and 3, Tess Birch period 2; a two-hour delay shortens them to 35 minutes."""
    cohort = a_cohort(5)["Cohorts"][0]
    own = {"structure": "short", "per": "teacher", "weeks": "1"}
    table = (
        *(("t1", "1", "teach"), ("t1", "2", "free"), ("t1", "3", "teach")),
        *(("t2", "1", "free"), ("t2", "2", "teach"), ("t2", "3", "free")),
    )
    return {
        "People": [ANA, person("t1", "Tess Ash"), person("t2", "Tess Birch")],
        "Cohorts": [{**cohort, "structure": "short", "members": "t1; t2", "pd_day": ""}],
        "Structures": [{"structure": "short", "title": "Short week", "weeks": "Try it"}],
        "StructureSteps": [{**own, **STEPS[0], "minutes": "30"}, {**own, **STEPS[1]}],
        "Schools": [{"school_id": "Oak", "name": "Oak School", "bell_set": "Oak"}],
        "BellSchedules": [
            *bells(
                "",
                ("1", "8:30 AM", "9:15 AM"),
                ("2", "9:30 AM", "10:15 AM"),
                ("3", "10:30 AM", "11:15 AM"),
            ),
            *bells(
                "two-hour delay",
                ("1", "10:30 AM", "11:05 AM"),
                ("2", "11:10 AM", "11:45 AM"),
                ("3", "11:50 AM", "12:25 PM"),
            ),
        ],
        "DayCalendar": [
            {
                "date": f"2026-11-{16 + at}",
                "school_id": "Oak",
                "day_type": "school",
                "letter": "AB"[at % 2],
            }
            for at in range(5)
        ],
        "Timetable": [
            {
                "person_id": who,
                "block": block,
                "activity": doing,
                "subject": "Math" if doing == "teach" else "",
            }
            for who, block, doing in table
        ],
        "Contract": [{"rule": "prep_minutes_a_week", "value": "0", **SIGNED}],
        "Settings": a_cohort(5)["Settings"],
    }


def done(typist: Typist, *words: str) -> Ran:
    """A disruption, its people confirmed as the dry run asks for it."""
    dry = typist.does("disrupt", *words)
    asked = re.search(r"--confirm-people (\d+)", dry.out)
    return typist.does(
        "disrupt", *words, "--yes", *(("--confirm-people", asked[1]) if asked else ())
    )


def starts(found: Sent) -> dict[str, str]:
    return {one.id: f"{one.start:%m-%d %H:%M}" for one in found.meetings()}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    found = sent(
        typed(tmp_path_factory.mktemp("bells"), a_school_with_bells(), now=OCTOBER), "2026-11-16"
    )
    assert found.tabs["Unplaced"] == ()
    return found


def moved_to(found: Sent, folder: Path, now: str) -> Typist:
    typist = found.typist.moved_to(folder)
    typist.now = now
    return typist


def first_visit(found: Sent) -> Meeting:
    return found.meetings("classroom visit")[0]


@pytest.mark.proves("F-94", "J8")
def test_a_delay_keeps_each_block_shifts_the_clock_and_touches_no_other_day(
    school: Sent, tmp_path: Path
) -> None:
    visit = first_visit(school)
    typist = moved_to(school, tmp_path / "delay", f"{visit.day}T06:10")
    rings = {"1": "10:30", "2": "11:10", "3": "11:50"}
    before = starts(school)

    ran = done(typist, "delay", "Oak School", str(visit.day))

    after = read_back(typist)
    assert "its block rings at another time that day" in ran.out
    assert after.one(visit.id).row["block"] == visit.row["block"]
    assert starts(after)[visit.id].endswith(rings[str(visit.row["block"])])
    elsewhere = {one.id for one in school.meetings() if one.day != visit.day}
    assert {key: starts(after)[key] for key in elsewhere} == {key: before[key] for key in elsewhere}
    assert typist.does("push").out.rstrip().endswith("Nothing to write.")


@pytest.mark.proves("F-94", "F-4", "J8")
def test_a_closed_day_asks_whether_letters_slip_before_anything_is_written(
    school: Sent, tmp_path: Path
) -> None:
    day = str(first_visit(school).day)
    typist = moved_to(school, tmp_path / "closed", f"{day}T06:10")
    words = ("disrupt", "closure", "Oak", "--on", day)

    asked = typist.does(*words)
    writes = typist.writes()
    refused = typist.types(*words, "--yes", "--confirm-people", "2")

    assert "If they slipped," in asked.out
    assert (refused.code, typist.writes()) == (2, writes)
    assert "--letters slip or --letters keep" in refused.err
    assert "Letters slip on" in typist.does(*words, "--letters", "slip").out


@pytest.mark.proves("F-95", "J5")
def test_blocks_the_principal_needs_move_what_stands_in_them_and_the_dry_run_says_whom_it_tells(
    school: Sent, tmp_path: Path
) -> None:
    visit = first_visit(school)
    typist = moved_to(school, tmp_path / "block", "2026-11-13T09:00")
    block = str(visit.row["block"])
    words = ("block", "Oak", "--on", str(visit.day), "--blocks", block)
    before, writes = starts(school), typist.writes()

    shown = json.loads(typist.does("disrupt", *words, "--json").out)
    assert typist.writes() == writes
    done(typist, *words)

    after = read_back(typist)
    changed = {key for key in before if starts(after).get(key) != before[key]}
    told = {one["activity"] for one in (*shown["moved"], *shown["cancelled"])}
    assert changed == told
    assert visit.id in changed
    assert (shown["proven"], shown["schema_version"]) == (True, 1)
    assert {one["part"] for one in shown["proofs"]} >= {"left out", "people told", "price"}


@pytest.mark.proves("F-95")
def test_a_block_or_bells_nobody_knows_is_refused_with_those_that_are_known(school: Sent) -> None:
    typist, day = school.typist, str(first_visit(school).day)

    for words, known in (
        (("block", "Oak", "--on", day, "--blocks", "9"), "use some of: 1, 2, 3"),
        (("delay", "Oak", day, "--bells", "fog"), "two-hour delay"),
        (("block", "Oak", "--on", day), "a school --on and --blocks"),
    ):
        ran = typist.types("disrupt", *words)
        assert ran.code == 2
        assert known in ran.err
        assert [line.split(":")[0] for line in ran.err.strip().splitlines()] == [
            *("error", "where", "fix", "more"),
        ]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """A cycle of five, all of it sent; Tess Gum stands in People and is in no cohort."""
    tabs = {key: list(rows) for key, rows in a_cohort(5).items()}
    tabs["People"].append(person("t6", "Tess Gum"))
    tabs["Availability"] += [
        time_of("t6", "Mon-Fri", "1:00 PM", "2:00 PM", "teaching"),
        time_of("t6", "Mon-Fri", "2:00 PM", "3:30 PM", "free"),
    ]
    return sent(typed(tmp_path_factory.mktemp("five"), tabs, now=OCTOBER), "2026-11-09")


@pytest.mark.proves("F-96", "J9")
def test_who_leaves_keeps_her_past_loses_her_future_and_the_cohort_goes_on(
    running: Sent, tmp_path: Path
) -> None:
    typist = moved_to(running, tmp_path / "leaver", "2026-11-24T09:00")
    before = {one.id: one for one in running.meetings()}

    ran = done(typist, "leaver", "Tess Elm", "2026-11-30")

    after = {one.id: one for one in read_back(typist).meetings()}
    gone = before.keys() - after.keys()
    assert gone == {
        key
        for key, one in before.items()
        if str(one.day) >= "2026-11-30" and "t4" in one.guests and "session" not in key
    }
    assert len(gone) == 6
    later = [one for one in after.values() if str(one.day) >= "2026-11-30"]
    assert not any("t4" in one.guests for one in later)
    sessions = [one for one in later if "session" in one.id]
    assert [len(one.guests) for one in sessions] == [5, 5, 5, 5]
    assert "5 people instead of 6" in ran.out
    assert all(one.start == before[key].start for key, one in after.items())


@pytest.mark.proves("F-96", "J10")
def test_who_joins_a_running_cycle_catches_up_first_and_moves_nobody(
    running: Sent, tmp_path: Path
) -> None:
    typist = moved_to(running, tmp_path / "joiner", "2026-11-24T09:00")
    before = {one.id: one.start for one in running.meetings()}

    done(typist, "joiner", "Tess Gum", "A", "2026-11-30")

    after = read_back(typist).meetings()
    new = [one for one in after if one.id not in before]
    assert [one.id.split(".")[3] for one in new[:2]] == ["formative-visit", "planning-meeting"]
    assert all(one.guests == {"ana", "t6"} for one in new)
    assert {one.id: one.start for one in after if one.id in before} == before


@pytest.fixture(scope="module")
def labs(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    return sent(typed(tmp_path_factory.mktemp("labs"), a_lab_team(), now=OCTOBER), "2026-11-02")


@pytest.mark.proves("F-97")
def test_substitutes_nobody_found_let_a_lab_shrink_or_move_and_leave_fewer_classes_open(
    labs: Sent, tmp_path: Path
) -> None:
    typist = moved_to(labs, tmp_path / "subs", "2026-11-02T15:30")
    before = classes_to_cover(typist)
    first = before[0]
    half = {key for key, *_ in before if key == first[0]}

    ran = done(typist, "unfilled-sub", "Oak", first[0][0], first[0][1])

    after = classes_to_cover(typist)
    assert half
    assert not {one for one in after if one in before and one[0] == first[0]}
    stood, now = starts(labs), starts(read_back(typist))
    changed = {key for key in stood if now.get(key) != stood[key]}
    smaller = re.search(r"people instead of", ran.out)
    assert changed or smaller
    assert (
        re.search(r"Classes to cover from now on: \d+ minutes before, \d+ after", ran.out)
        or changed
    )
    later = {one.id for one in labs.meetings() if str(one.day) < first[0][0]}
    assert not changed & later


def classes_to_cover(typist: Typist) -> list[tuple[tuple[str, str], str, str]]:
    """Date and half, teacher and start of each class somebody has to cover."""
    listed = typist.does("report", "coverage", "--format", "csv", "--weeks", "20").out
    return [
        ((row["date"], row["half"]), row["teacher"], row["start"])
        for row in csv.DictReader(io.StringIO(listed))
    ]
