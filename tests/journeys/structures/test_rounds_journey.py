"""A year of four rounds, from a row of Series to events, seats, numbered visits and classes to cover.

Two rooms: 30 minutes to prepare, twice 20 in a room and 5 to walk, 60 to debrief are 140 minutes. Ten people
of five roles (six teachers, a coach, a site leader, a teacher leader and the district leader who calls them)
are two groups of five: 4 events, 4 x 10 = 40 seats, 4 x 2 groups x 2 rooms = 16 visits. Four of the teachers
teach then.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from sheets_templates.vocabulary.table import CellValue
from tests.journeys.structures.districts import ROUND_DATES, a_year_of_rounds
from tests.journeys.structures.typed import Sent, read_back, sent, typed

pytestmark = pytest.mark.slow
DAYS = [date.fromisoformat(day) for day in ROUND_DATES]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    typist = typed(tmp_path_factory.mktemp("rounds"), a_year_of_rounds(), now="2026-10-30T15:30")
    return sent(typist, "2026-11-30")


def by_round(rows: tuple[Mapping[str, CellValue], ...]) -> list[list[Mapping[str, CellValue]]]:
    keys = sorted({str(row["round_id"]) for row in rows})
    return [[row for row in rows if row["round_id"] == key] for key in keys]


@pytest.mark.proves("R-SS-2")
def test_four_rounds_are_four_events_of_140_minutes_on_their_dates(year: Sent) -> None:
    rounds = year.meetings("instructional round")

    assert [one.day for one in rounds] == DAYS
    assert len(year.events) == 4
    assert {one.end - one.start for one in rounds} == {timedelta(minutes=30 + 2 * 25 + 60)}
    everybody = {"dora", "ana", "paul", "lea", "t1", "t2", "t3", "t4", "t5", "t6"}
    assert all(one.guests == everybody for one in rounds)
    assert year.tabs["Unplaced"] == ()


@pytest.mark.proves("R-SS-2", "F-35")
def test_each_round_seats_two_mixed_groups_of_five(year: Sent) -> None:
    seats = year.tabs["RoundSeats"]

    assert len(seats) == 4 * 10
    for theirs in by_round(seats):
        assert Counter(row["group"] for row in theirs) == {1: 5, 2: 5}
        for group in (1, 2):
            assert len({row["role"] for row in theirs if row["group"] == group}) >= 2


@pytest.mark.proves("R-SS-3", "F-36")
def test_everybody_of_five_roles_is_new_at_the_first_round(year: Sent) -> None:
    rows = sorted(year.tabs["Rounds"], key=lambda row: str(row["date"]))

    assert [row["date"] for row in rows] == DAYS
    assert [(row["people"], row["roles"], row["groups"]) for row in rows] == [(10, 5, 2)] * 4
    assert [row["new_people"] for row in rows] == [10, 0, 0, 0]


@pytest.mark.proves("R-SS-2", "F-35")
def test_evidence_is_kept_by_visit_number_and_names_nobody(year: Sent) -> None:
    evidence = year.tabs["RoundEvidence"]

    assert len(evidence) == 4 * 2 * 2
    for theirs in by_round(evidence):
        assert [row["visit_no"] for row in theirs] == [1, 2, 3, 4]
    told = {"evidence_id", "round_id", "date", "visit_no", "group", "note", "theme"}
    assert set(evidence[0]) <= told


@pytest.mark.proves("F-85")
def test_the_four_who_teach_then_need_cover_and_the_list_says_so_two_weeks_ahead(
    year: Sent,
) -> None:
    typist = year.typist
    assert "Coverage" not in year.tabs or year.tabs["Coverage"] == ()
    typist.now = "2026-11-20T15:30"
    typist.does("pull")

    rows = read_back(typist).tabs["Coverage"]
    assert {row["teacher"] for row in rows} == {"Tess Ash", "Tess Birch", "Tess Cedar", "Tess Elm"}
    assert {row["date"] for row in rows} == {DAYS[0]}
    assert len(rows) == 4
