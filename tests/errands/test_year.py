"""A year held in August, its months given times later; nobody is invited to a hold."""

import json
from pathlib import Path

import pytest

from tests.journeys.typing_commands import Typist

AUGUST = "2026-08-03T09:00"
TABS = {
    "People": (
        "person_id,name,email,role,school_id,external",
        "dir,Dana Moss,dana@d.example,district leader,,",
        "c1,Ana Ruiz,ana@d.example,coach,,",
        "c2,Ben Ochoa,ben@d.example,coach,,",
        "s1,Sol Vega,sol@d.example,site leader,lincoln,",
        "p1,Pat Lin,pat@partner.example,external partner,,yes",
    ),
    "Schools": ("school_id,name", "lincoln,Lincoln MS"),
    "DayCalendar": ("date,school_id,day_type,note", "2026-09-07,ALL,holiday,Labor Day"),
    "Settings": (
        "key,value",
        "school_year_first,2026-09-01",
        "school_year_last,2027-06-11",
    ),
    "Series": (
        "series_id,structure,step,name,cadence,owner,invited,modality,dates,place",
        "partners,partner-meetings,,Partners,monthly,dir,p1; c1; c2,in person; virtual,,",
        "plc,scope-and-sequence,coach-plc,Coach PLC,monthly,c1,c2,in person,,",
        "rounds,rounds,,Rounds,dates,dir,s1; c1; c2,in person,2026-10-14; 2027-02-10,lincoln",
    ),
    "Gates": (
        "school,gate,due,met_on",
        "lincoln,Staff training,2026-11-20,",
        "ALL,Memorandum with the association,2026-10-30,",
        "lincoln,Communication plan,2026-09-18,2026-07-01",
    ),
}


def typed(folder: Path) -> Typist:
    """The district's calendar, Series, People and Schools; no bells, no timetable, no availability."""
    source = folder / "source"
    source.mkdir()
    for name, lines in TABS.items():
        (source / f"{name}.csv").write_text("\n".join((*lines, "")), "utf-8")
    someone = Typist(folder, now=AUGUST)
    someone.does("init", "w", "--from-csv", "source")
    return Typist(folder / "w", now=AUGUST)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """With the year held."""
    typist = typed(tmp_path_factory.mktemp("year"))
    typist.does("schedule", "year")
    return typist


@pytest.fixture
def held(year: Typist, tmp_path: Path) -> Typist:
    return year.moved_to(tmp_path / "held")


def shown(typist: Typist) -> dict[str, list[dict[str, str]]]:
    document: dict[str, list[dict[str, str]]] = json.loads(typist.does("show", "--json").out)
    return document


@pytest.mark.proves("F-55", "R-SS-12")
def test_a_year_is_held_without_a_timetable_and_shown_in_dates_and_half_days(held: Typist) -> None:
    document = shown(held)
    counts = {
        name: sum(f".{name}." in one["activity"] for one in document["holds"])
        for name in ("partners", "plc", "rounds")
    }

    # September to June are ten months; two rounds have set dates.
    assert counts == {"partners": 10, "plc": 10, "rounds": 2}
    assert document["placed"] == []
    assert {one["half"] for one in document["holds"]} <= {"morning", "afternoon"}
    assert "Tentative, without a clock time (22)" in held.does("show").out


def test_the_year_lists_the_gates_that_are_not_met_by_the_day_they_are_due(held: Typist) -> None:
    lines = held.does("schedule", "year").out.splitlines()
    at = lines.index("Gates to be met (2)")

    assert lines[at + 1] == "  Fri 30 Oct  Memorandum with the association, every school"
    assert lines[at + 2] == "  Fri 20 Nov  Staff training, Lincoln MS"


def test_a_second_run_changes_no_date(held: Typist) -> None:
    before = shown(held)
    ran = held.does("schedule", "year")

    assert "22 tentative holds, 0 new" in ran.out
    assert shown(held) == before


def test_nobody_is_invited_to_a_hold(held: Typist) -> None:
    held.does("push", "--yes", "--now-send")

    assert held.mails() == []
    assert held.writes() == 0


@pytest.mark.proves("F-33")
def test_a_month_gives_its_holds_a_time_on_their_half_day_and_leaves_the_others(
    held: Typist,
) -> None:
    holds = {one["activity"]: one for one in shown(held)["holds"]}
    held.now = "2026-09-11T09:00"
    held.does("schedule", "month", "2026-10-01")
    after = shown(held)
    october = {one["activity"]: one for one in after["placed"] if one["day"].startswith("2026-10")}

    assert len(october) == 3
    for key, one in october.items():
        assert one["day"] == holds[key]["day"]
        assert (one["start"] < "12:00") is (holds[key]["half"] == "morning")
    kept = {one["activity"]: one for one in after["holds"]}
    assert not kept.keys() & october.keys()
    assert all(kept[key] == holds[key] for key in kept)


@pytest.mark.proves("F-33", "F-56")
def test_a_month_and_a_year_are_told_to_programs_as_they_are_shown(held: Typist) -> None:
    year_told = json.loads(held.does("schedule", "year", "--json").out)
    assert year_told["holds"] == shown(held)["holds"]
    assert (year_told["held"], year_told["new"]) == (len(year_told["holds"]), 0)
    assert (year_told["placed"], year_told["open"]) == ([], [])

    held.now = "2026-09-11T09:00"
    month_told = json.loads(held.does("schedule", "month", "2026-10-01", "--json").out)
    october = [one for one in shown(held)["placed"] if one["day"].startswith("2026-10")]
    assert {one["activity"] for one in october} <= {one["activity"] for one in month_told["placed"]}
    assert month_told["held_without_a_time"] == []
    assert [one["name"] for one in month_told["levels"]][:2] == ["left out", "price"]


def test_a_month_keeps_what_an_earlier_run_agreed(held: Typist) -> None:
    held.now = "2026-09-11T09:00"
    held.does("schedule", "month", "2026-10-01")
    before = {one["activity"]: one for one in shown(held)["placed"]}
    held.does("schedule", "year")
    held.does("schedule", "month", "2026-11-15")
    after = {one["activity"]: one for one in shown(held)["placed"]}

    assert before.items() <= after.items()
    assert len(after) > len(before)


def test_a_half_day_without_time_keeps_its_group_until_it_is_released(held: Typist) -> None:
    (day,) = (
        one["day"]
        for one in shown(held)["holds"]
        if one["activity"].endswith("plc.2026-10.coach-plc")
    )
    away = held.folder / "input" / "Blackouts.csv"
    away.write_text(f"who,from,to,reason\nc1,{day},{day},conference\n", "utf-8")
    held.now = "2026-09-11T09:00"
    stuck = held.does("schedule", "month", "2026-10-01")
    assert "Held, but without a time that day (1)" in stuck.out
    assert "conference" in stuck.out
    told = json.loads(held.does("schedule", "month", "2026-10-01", "--json").out)
    assert [one.endswith("coach-plc") for one in told["held_without_a_time"]] == [True]

    held.does("schedule", "month", "2026-10-01", "--release")
    (plc,) = (
        one for one in shown(held)["placed"] if one["activity"].endswith("plc.2026-10.coach-plc")
    )
    assert plc["day"] != day


def test_a_year_of_times_is_found_window_by_window(held: Typist) -> None:
    held.now = "2026-08-10T09:00"
    ran = held.does("schedule", "year", "--times")
    document = shown(held)

    assert "22 activities with a time, 0 held, 0 open." in ran.out
    assert len(document["placed"]) == 22
    assert document["holds"] == []
