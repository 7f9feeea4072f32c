"""A district's year of rounds, from the rows of Series to invitations and the sub coordinator's list.

Five rounds on Tuesdays, in two rooms for 115 minutes: half an hour to prepare, one room, an hour to debrief.
Eight teachers, a coach, a site leader and the district leader who calls them may come; she has time on
Tuesdays from 9:45, when four of the teachers teach and the others' lessons end too late.
"""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.journeys.typing_commands import Typist
from workflow import google, open_here

DATES = ("2026-12-01", "2027-01-12", "2027-02-23", "2027-04-13", "2027-05-18")
PEOPLE = """d1,Dora Lane,dora.lane@lincoln.example,district leader,,,,
p1,Paul Site,paul.site@lincoln.example,site leader,Lincoln,,,
s1,Sid Cole,sid.cole@lincoln.example,sub coordinator,,,,
"""
HER_TIME = "d1,Tuesday,,9:45 AM,11:40 AM,free,\n"
HEADERS = (
    "series_id,structure,name,cadence,dates,invited,roles_required,owner,place,rooms,minutes,"
    "modality,quorum"
)
ROUNDS = (
    f"rounds,rounds,Instructional rounds,dates,{'; '.join(DATES)},"
    "t1; t2; t3; t4; t5; t6; t7; t8; c1,site leader,d1,Lincoln,12; 14,115,in person,teacher 3"
)


@pytest.fixture(scope="module")
def leader(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """A district leader who typed the rounds of the year in November."""
    typist = Typist(tmp_path_factory.mktemp("rounds"), now="2026-11-13T15:45")
    typist.does("init", "--small", "--start-week", "2026-11-30")
    people = typist.folder / "input" / "People.csv"
    people.write_text(people.read_text("utf-8-sig") + PEOPLE, "utf-8")
    times = typist.folder / "input" / "Availability.csv"
    times.write_text(times.read_text("utf-8-sig") + HER_TIME, "utf-8")
    (typist.folder / "input" / "Series.csv").write_text(f"{HEADERS}\n{ROUNDS}\n", "utf-8")
    settings = typist.folder / "bellweave.toml"
    settings.write_text(f'publish = "all"\n{settings.read_text("utf-8")}', "utf-8")
    return typist


@pytest.fixture(scope="module")
def sent(leader: Typist, tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """With the first round found, and everybody told."""
    typist = leader.moved_to(tmp_path_factory.mktemp("sent"))
    found = typist.does("schedule", "week", "2026-12-01")
    mails = found.number(r"would get ([\d,]+) e-mails")
    pushed = typist.does("push", "--yes", "--confirm-mail", str(mails))
    assert "Tracking: " in pushed.out, typist.said
    return typist


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.proves("R-SS-2", "R-SS-3", "F-36")
def test_the_year_seats_all_eleven_people_of_four_roles(leader: Typist) -> None:
    told = leader.does("report", "rounds").out

    assert told.startswith("5 rounds in the input.")
    # Eight teachers, a coach, a site leader, a district leader; four roles: 11 and 4.
    assert "11 different people in 4 roles: breadth 15." in told
    assert "the best possible is 15" in told
    rows = table(leader.does("report", "rounds", "--format", "csv").out)
    assert {row["date"] for row in rows} == set(DATES)
    assert sum(row["first_time"] == "yes" for row in rows) == 11
    # Two rooms of four: never more than eight in a round.
    assert max(sum(row["date"] == day for row in rows) for day in DATES) <= 8
    told_programs = json.loads(leader.does("report", "rounds", "--json").out)
    assert told_programs["schema_version"] == 1
    assert told_programs["year"]


@pytest.mark.slow
@pytest.mark.proves("R-SS-2", "F-35", "J13")
def test_the_first_round_is_a_day_of_groups_and_numbered_visits(sent: Typist) -> None:
    told = sent.does("report", "rounds", "--day", "2026-12-01").out

    # The four who teach from 9:45 on, the coach, the two leaders: seven people.
    assert told.count("(teacher)") == 4
    assert told.count("Group ") == 2
    assert "visit 1" in told
    assert "visit 2" in told
    assert "host sheet by Thu 26 Nov" in told


@pytest.mark.slow
@pytest.mark.proves("F-85", "J6")
def test_the_sub_coordinator_gets_the_four_classes_and_says_who_is_found(
    sent: Typist, tmp_path: Path
) -> None:
    sent = sent.moved_to(tmp_path / "own")
    sent.now = "2026-11-17T10:00"
    before = sent.does("report", "coverage").out

    # One lesson each at the same time: four people for a morning.
    assert "4 classes, 4 substitute half days, 4 open" in before
    assert "Tue 1 Dec, morning: 4 substitutes" in before
    assert "4 substitutes at Lincoln on Tue 1 Dec: more than most schools find." in before
    sent.does("pull")
    _say_who_is_found(sent)
    rows = table(sent.does("report", "coverage", "--format", "csv").out)
    assert [row["status"] for row in rows] == ["filled", "open", "open", "open"]
    assert rows[0]["filled_by"] == "Pat Moss"
    assert {row["needed_by"] for row in rows} == {"2026-11-26"}
    sent.does("report", "coverage", "--out", "out/coverage.csv")
    assert table((sent.folder / "out" / "coverage.csv").read_text("utf-8-sig")) == rows


def _say_who_is_found(sent: Typist) -> None:
    """Sid writes a name beside the first class."""
    workspace = open_here(now=sent.now, start=sent.folder)
    with google(workspace, None) as clients:
        found = clients.sheets.find("Math coaching - coverage")
        assert found, sent.said
        (book,) = found
        clients.sheets.write_values(book, {"Coverage!M2": [["Pat Moss"]]})


def test_the_cards_of_a_day_need_a_schedule(leader: Typist) -> None:
    ran = leader.types("report", "rounds", "--day", "2026-12-01")

    assert ran.code == 2
    assert "Nothing is scheduled yet" in ran.err


@pytest.mark.slow
def test_a_day_without_a_round_names_those_that_have_one(sent: Typist) -> None:
    ran = sent.types("report", "rounds", "--day", "2026-12-02")

    assert ran.code == 2
    assert "fix:   Name one of: 2026-12-01." in ran.err
