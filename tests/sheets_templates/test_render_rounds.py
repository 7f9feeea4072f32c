"""A year of rounds in three tabs: rounds, seats and evidence by visit number."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from scheduler.district import District, PersonId, Role, SeriesId
from scheduler.model import Activity, ActivityId, Half, Hold, Kind, Schedule, Slot, Window
from scheduler.peoples_time.availability import Availability
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program_year import ROUND_EVIDENCE, ROUND_SEATS, ROUNDS, TENTATIVE
from sheets_templates.writing.render_rounds import (
    RoundSeen,
    evidence_rows,
    round_rows,
    rounds_seen,
    seat_rows,
)
from tests.builders import ANA, BEN, HALL, KHAN, LINCOLN, a_district, a_person, a_slot, an_activity

DORA, SITE, LEE, MOSS, OTT = (PersonId(name) for name in ("dora", "site", "lee", "moss", "ott"))
GUESTS = (
    a_person("Dora", Role.DISTRICT_LEADER, id=DORA, school=None),
    a_person("Paul Site", Role.SITE_LEADER, id=SITE),
    a_person("Jo Lee", id=LEE),
    a_person("Al Moss", id=MOSS),
    a_person("Eva Ott", Role.TEACHER_LEADER, id=OTT),
)
FALL, WINTER, SPRING, LATE = (
    ActivityId(f"rounds.{name}") for name in ("fall", "winter", "spring", "late")
)


def a_round(key: ActivityId, day: date, *invited: PersonId, **more: Any) -> Activity:
    plain: dict[str, Any] = {
        "id": key,
        "kind": Kind.ROUND,
        "structure": "rounds",
        "label": "Rounds",
        "required": (ANA,),
        "invited": invited,
        "minutes": 140,
        "window": Window(first=day, last=day),
        "series": SeriesId("rounds"),
        "school": LINCOLN,
        "rooms": ("12", "14"),
    }
    return an_activity(**(plain | more))


def on(wall: str, *coming: PersonId) -> Slot:
    return a_slot(wall, 140, room="12", coming=coming)


DISTRICT: District = a_district(*GUESTS)
KNOWN = Availability(DISTRICT, SchoolDays(DISTRICT))
FIRST = a_round(FALL, date(2026, 12, 8), BEN, DORA, SITE, HALL, KHAN, LEE, MOSS)
SECOND = a_round(WINTER, date(2027, 1, 12), DORA, HALL, OTT)
THIRD = a_round(SPRING, date(2027, 3, 9), DORA)
OPEN = a_round(
    LATE, date(2027, 5, 3), DORA, window=Window(first=date(2027, 5, 3), last=date(2027, 5, 14))
)
YEAR = Schedule(
    activities={one.id: one for one in (FIRST, SECOND)},
    placed={
        FALL: on("2026-12-08 10:00", BEN, DORA, SITE, HALL, KHAN, LEE, MOSS),
        WINTER: on("2027-01-12 08:30", DORA, HALL, OTT),
    },
    holds=(Hold(day=date(2027, 3, 10), half=Half.MORNING, activity=SPRING),),
)


def seen(schedule: Schedule = YEAR) -> tuple[RoundSeen, ...]:
    return rounds_seen(schedule, (FIRST, SECOND, THIRD, OPEN), KNOWN)


def rows_of(rounds: Sequence[RoundSeen], **more: Any) -> dict[object, dict[str, object]]:
    return {row["round_id"]: dict(row) for row in round_rows(rounds, KNOWN, **more)}


@pytest.mark.proves("R-SS-2", "F-36")
def test_each_round_of_the_year_has_a_row_with_its_people_and_roles() -> None:
    rows = rows_of(seen(), states={FALL: "sent"})

    assert list(rows) == [FALL, WINTER, SPRING, LATE]
    # Eight people, a coach two times: coach, district leader, site leader, teacher.
    assert rows[FALL] == {
        "round_id": FALL,
        "school": "Lincoln MS",
        "date": date(2026, 12, 8),
        "start": time(10),
        "groups": 2,
        "rooms": "12; 14",
        "people": 8,
        "roles": 4,
        "new_people": 8,
        "state": "sent",
    }


@pytest.mark.proves("R-SS-3")
def test_who_was_in_an_earlier_round_is_not_new() -> None:
    winter = rows_of(seen())[WINTER]

    # Ana, Dora and Hall were there in the fall; Eva Ott is new, and her role was in no round.
    assert (winter["people"], winter["new_people"], winter["roles"]) == (4, 1, 4)
    firsts = {
        (row["round_id"], row["person"]): row["first_time"] for row in seat_rows(seen(), KNOWN)
    }
    assert {person: said for (at, person), said in firsts.items() if at == WINTER} == {
        "Ana Ruiz": "no",
        "Dora": "no",
        "Rosa Hall": "no",
        "Eva Ott": "yes",
    }
    assert {said for (at, _), said in firsts.items() if at == FALL} == {"yes"}


@pytest.mark.proves("R-SS-2")
def test_a_round_without_a_clock_time_is_tentative_on_its_held_date_or_its_only_date() -> None:
    rows = rows_of(
        rounds_seen(replace(YEAR, placed={}, activities={}), (SECOND, THIRD, OPEN), KNOWN)
    )

    assert [(rows[key]["date"], rows[key]["state"]) for key in (WINTER, SPRING, LATE)] == [
        (date(2027, 1, 12), TENTATIVE),
        (date(2027, 3, 10), TENTATIVE),
        ("", TENTATIVE),
    ]
    assert {rows[key]["people"] for key in rows} == {""}


@pytest.mark.proves("F-35")
def test_a_round_that_took_place_is_held() -> None:
    assert rows_of(seen(), held={FALL})[FALL]["state"] == "held"


@pytest.mark.proves("F-35")
def test_seats_are_told_by_group_and_everybody_has_one() -> None:
    fall = [row for row in seat_rows(seen(), KNOWN) if row["round_id"] == FALL]

    assert sorted(str(row["group"]) for row in fall) == ["1"] * 4 + ["2"] * 4
    assert len({row["seat_id"] for row in fall}) == 8
    for number in (1, 2):
        assert len({row["role"] for row in fall if row["group"] == number}) >= 2


@pytest.mark.proves("R-SS-2", "F-35")
def test_evidence_is_kept_by_visit_number_and_group_alone() -> None:
    rows = evidence_rows(seen())

    # Two groups in two rooms are four visits; one group in two rooms two.
    assert [(row["round_id"], row["visit_no"], row["group"]) for row in rows] == [
        (FALL, 1, 1),
        (FALL, 2, 2),
        (FALL, 3, 1),
        (FALL, 4, 2),
        (WINTER, 1, 1),
        (WINTER, 2, 1),
    ]
    told = {str(value) for row in rows for value in row.values()}
    assert not told & {"12", "14", "Rosa Hall", HALL}
    assert [column.header for column in ROUND_EVIDENCE.columns] == [
        *("evidence_id", "round_id", "date", "visit_no", "group", "note", "theme")
    ]


def test_a_round_without_rooms_has_seats_and_no_groups() -> None:
    bare = replace(FIRST, rooms=())
    rounds = rounds_seen(replace(YEAR, activities={**YEAR.activities, FALL: bare}), (), KNOWN)

    assert rows_of(rounds)[FALL]["groups"] == ""
    assert {row["group"] for row in seat_rows(rounds, KNOWN) if row["round_id"] == FALL} == {""}
    assert {row["round_id"] for row in evidence_rows(rounds)} == {WINTER}


def test_who_finds_no_group_has_a_seat_without_one() -> None:
    crowd = [a_person(f"Guest {n}", Role.SITE_LEADER, id=PersonId(f"g{n}")) for n in range(7)]
    district = a_district(*GUESTS, *crowd)
    known = Availability(district, SchoolDays(district))
    slot = on("2026-12-08 10:00", *(one.id for one in crowd))
    alone = replace(FIRST, rooms=("12",))
    schedule = replace(YEAR, activities={FALL: alone}, placed={FALL: slot})

    groups = [row["group"] for row in seat_rows(rounds_seen(schedule, (), known), known)]

    # One room holds one group of five at most; eight people have a seat.
    assert groups == [1] * 5 + [""] * 3


def test_rows_fill_the_programs_columns_and_no_other() -> None:
    rounds = seen()
    for tab, rows in (
        (ROUNDS, round_rows(rounds, KNOWN)),
        (ROUND_SEATS, seat_rows(rounds, KNOWN)),
        (ROUND_EVIDENCE, evidence_rows(rounds)),
    ):
        ours = {column.header for column in tab.columns if column.writer.value == "program"}
        assert {header for row in rows for header in row} == ours
        assert len({row[tab.key] for row in rows}) == len(rows)
