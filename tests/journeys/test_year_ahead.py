"""A school year laid out in August and filled in horizon by horizon, all of it typed at a terminal.

The year runs from Tue 1 Sep 2026 to Fri 11 Jun 2027, which are ten months.
"""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.commands.partner_workspace import a_partner_workspace, partner_rows, write_answers
from tests.journeys.typing_commands import Typist

Shown = dict[str, list[dict[str, str]]]
AUGUST = "2026-08-03T09:00"
FOUR_TABS = {
    "DayCalendar": (
        "date,day_type,note",
        "2026-09-01,school,First day",
        "2026-09-07,holiday,Labor Day",
        *(f"2026-12-{day},holiday,Winter break" for day in range(21, 32)),
        "2027-01-01,holiday,New Year",
        "2027-06-11,school,Last day",
    ),
    "Schools": ("school_id,name", "lincoln,Lincoln MS"),
    "People": (
        "person_id,name,email,role,school_id,external",
        "dir,Dana Moss,dana@d.example,district leader,,",
        "c1,Ana Ruiz,ana@d.example,coach,,",
        "c2,Ben Ochoa,ben@d.example,coach,,",
        "s1,Sol Vega,sol@d.example,site leader,lincoln,",
        "p1,Pat Lin,pat@partner.example,external partner,,yes",
    ),
    "Series": (
        "series_id,structure,step,name,cadence,owner,invited,modality,dates,place",
        "partners,partner-meetings,,Partners,monthly,dir,p1; c1; c2,in person; virtual,,",
        "plc,scope-and-sequence,coach-plc,Coach PLC,monthly,c1,c2,in person,,",
        "rounds,rounds,,Rounds,dates,dir,s1; c1; c2,in person,"
        "2026-10-14; 2026-12-09; 2027-02-10; 2027-04-21,lincoln",
    ),
}


def typed(folder: Path, tabs: dict[str, tuple[str, ...]], now: str) -> Typist:
    source = folder / "source"
    source.mkdir()
    for name, lines in tabs.items():
        (source / f"{name}.csv").write_text("\n".join((*lines, "")), "utf-8")
    Typist(folder, now=now).does("init", "w", "--from-csv", "source")
    return Typist(folder / "w", now=now)


def shown(typist: Typist) -> Shown:
    found: Shown = json.loads(typist.does("show", "--json").out)
    return found


@pytest.mark.proves("F-55", "R-SS-2", "J2")
def test_four_tabs_are_enough_for_ten_months_of_partners_plcs_and_rounds(tmp_path: Path) -> None:
    typist = typed(tmp_path, FOUR_TABS, AUGUST)
    typist.does("schedule", "year")
    year = shown(typist)

    months = Counter((one["activity"].split(".")[1], one["day"][:7]) for one in year["holds"])
    ten = [f"2026-{month:02}" for month in range(9, 13)] + [
        f"2027-{month:02}" for month in range(1, 7)
    ]
    assert {key: count for key, count in months.items() if key[0] != "rounds"} == {
        (series, month): 1 for series in ("partners", "plc") for month in ten
    }
    rounds = [one["day"] for one in year["holds"] if ".rounds." in one["activity"]]
    assert rounds == ["2026-10-14", "2026-12-09", "2027-02-10", "2027-04-21"]
    assert year["placed"] == []
    off = {line.split(",")[0] for line in FOUR_TABS["DayCalendar"] if "holiday" in line}
    assert not off & {one["day"] for one in year["holds"]}
    assert all(date.fromisoformat(one["day"]).weekday() < 5 for one in year["holds"])


@pytest.fixture(scope="module")
def four_organisations(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """In August, ten months from Sep 2025 on: Arbor and Birch can, Cedar is silent, Dogwood refuses twice."""
    typist = a_partner_workspace(tmp_path_factory.mktemp("four"))
    for _ in range(2):
        typist.does("partners", "propose", "--yes")
        write_answers(typist, lambda row: ANSWERS[row["organisation"]])
    return typist


ANSWERS = {"Arbor": "can", "Birch": "can", "Cedar": "", "Dogwood": "cannot"}


@pytest.mark.proves("R-SS-1", "F-55")
def test_while_partners_have_not_agreed_a_half_day_they_were_asked_about_is_held(
    four_organisations: Typist, tmp_path: Path
) -> None:
    typist = four_organisations.moved_to(tmp_path / "held")
    ran = typist.does("schedule", "year")

    asked = {(row["date"], row["half"]) for row in partner_rows(typist)}
    holds = [(one["day"], one["half"]) for one in shown(typist)["holds"]]
    assert "10 partner meetings" in ran.out
    assert len({day[:7] for day, _ in holds}) == 10
    assert set(holds) <= asked


@pytest.mark.slow
@pytest.mark.proves("R-SS-1", "F-31", "F-87")
def test_ten_months_are_placed_though_one_organisation_is_silent_and_one_refuses(
    four_organisations: Typist, tmp_path: Path
) -> None:
    typist = four_organisations.moved_to(tmp_path / "placed")
    typist.does("schedule", "year")
    due: dict[str, str] = {}
    for row in partner_rows(typist):
        due[row["date"][:7]] = max(due.get(row["date"][:7], ""), row["answer_by"])

    for month, last in sorted(due.items()):
        typist.now = f"{date.fromisoformat(last) + timedelta(days=1)}T09:00"
        told = typist.does("partners", "list").out
        assert "No answer yet for some month: Cedar." in told
        typist.does("schedule", "month", f"{month}-01")

    ticked = {(row["date"], row["half"]) for row in partner_rows(typist) if row["answer"] == "can"}
    placed = shown(typist)["placed"]
    # Ten: one in each month.
    assert [one["day"][:7] for one in placed] == sorted(due)
    assert len(due) == 10
    for one in placed:
        assert (one["day"], "morning" if one["start"] < "12:00" else "afternoon") in ticked
        assert {"At-Arbor", "At-Birch"} <= set(one["people"])
        assert not {"At-Cedar", "At-Dogwood"} & set(one["people"])


PLC = (
    "series_id,structure,step,name,cadence,owner,invited,from,until",
    "plc,scope-and-sequence,coach-plc,Coach PLC,monthly,c1,t1,2026-12-01,2027-02-26",
)


def times(typist: Typist) -> dict[str, tuple[str, str]]:
    return {one["activity"]: (one["day"], one["start"]) for one in shown(typist)["placed"]}


def half_days(typist: Typist) -> dict[str, tuple[str, str]]:
    return {one["activity"]: (one["day"], one["half"]) for one in shown(typist)["holds"]}


def groups_off_their_half_day(
    placed: dict[str, tuple[str, str]], held: dict[str, tuple[str, str]]
) -> list[str]:
    """Sessions and meetings of more than two that stand elsewhere than they were held for."""
    return [
        key
        for key, (day, start) in placed.items()
        if ("session" in key or "plc" in key)
        and (day, "morning" if start < "12:00" else "afternoon") != held[key]
    ]


@pytest.mark.slow
@pytest.mark.proves("F-55", "R-CLC-16")
def test_year_month_cycle_and_week_each_keep_what_the_one_before_agreed(tmp_path: Path) -> None:
    typist = Typist(tmp_path, now=AUGUST)
    typist.does("init", "--small", "--start-week", "2026-11-30")
    (tmp_path / "input" / "Series.csv").write_text("\n".join((*PLC, "")), "utf-8")
    settings = tmp_path / "bellweave.toml"
    settings.write_text(f'publish = "all"\n{settings.read_text("utf-8")}', "utf-8")

    typist.does("schedule", "year")
    held = half_days(typist)
    # Eight teachers: 6 visits, 5 debriefs and a planning meeting each; 6 sessions; 3 months of the PLC.
    assert len(held) == 8 * 12 + 6 + 3
    assert times(typist) == {}

    typist.now = "2026-11-13T15:45"
    typist.does("schedule", "month", "2026-12-01")
    december = times(typist)
    groups = {key for key in december if "session" in key or "plc" in key}
    assert {"clc.a.w1.session", "scope-and-sequence.plc.2026-12.coach-plc"} <= groups
    assert groups_off_their_half_day(december, held) == []
    assert half_days(typist).keys() == held.keys() - december.keys()

    typist.now = "2026-11-20T15:45"
    typist.does("schedule", "cycle", "2026-11-23")
    cycle = times(typist)
    assert december.keys() < cycle.keys()
    assert groups_off_their_half_day(cycle, held) == []

    mails = typist.does("push").number(r"would get ([\d,]+) e-mails")
    typist.does("push", "--yes", "--now-send", "--confirm-mail", str(mails))
    typist.now = "2026-11-27T15:45"
    week = typist.does("schedule", "week", "2026-12-07")
    assert times(typist) == cycle
    assert "0 to add, 0 to change, 0 to remove" in week.out


BEFORE_STUDENTS = {
    "DayCalendar": (
        "date,school_id,day_type,note",
        *(f"2026-08-{day},ALL,pd,Pre-service week" for day in range(24, 29)),
        "2026-08-31,ALL,closed,No school yet",
        *(f"2026-09-0{day},ALL,closed,No school yet" for day in (1, 2, 3, 4, 7)),
        "2027-06-11,ALL,school,Last day",
    ),
    "Schools": ("school_id,name,lt_start", "lincoln,Lincoln MS,2027-01-11"),
    "People": (
        "person_id,name,email,role,school_id",
        "s1,Sol Vega,sol@d.example,site leader,lincoln",
        "t1,Tia Hall,tia@d.example,teacher,lincoln",
        "cm,Fay Moor,fay@c.example,community,",
    ),
    "Series": (
        "series_id,structure,step,name,cadence,owner,invited,dates,place,rooms,agenda_link",
        "tr,learning-teams,training,Training,,s1,t1,,lincoln,,",
        "talk,learning-teams,community-conversation,Evening,dates,s1,cm,2026-10-13,lincoln,Library,"
        "https://d.example/slides",
    ),
}


@pytest.mark.slow
@pytest.mark.proves("R-LT-7", "R-LT-10", "F-28")
def test_training_before_students_come_and_an_evening_for_the_community_are_sent(
    tmp_path: Path,
) -> None:
    typist = typed(tmp_path, BEFORE_STUDENTS, AUGUST)
    settings = typist.folder / "bellweave.toml"
    settings.write_text(f'publish = "all"\n{settings.read_text("utf-8")}', "utf-8")
    typist.does("schedule", "year")
    typist.does("schedule", "month", "2026-08-24")
    typist.does("schedule", "month", "2026-10-01")
    training, evening = shown(typist)["placed"]

    # The week is one occasion; students come on Tue 8 Sep.
    assert "2026-08-24" <= training["day"] <= "2026-08-28"
    assert "Tia Hall" in training["people"]
    assert (evening["day"], evening["start"]) == ("2026-10-13", "17:30")
    pushed = typist.does("push", "--yes", "--now-send")
    assert pushed.number(r"Done: (\d+) writes") == 2
    assert {mail.to for mail in typist.mails()} >= {"tia@d.example", "fay@c.example"}
