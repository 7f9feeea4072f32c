"""A round begins when those who have a seat can come and its rooms have lessons to visit."""

from datetime import date, timedelta
from typing import Any

import pytest

from scheduler.district import AvailabilityRow, District, PersonId, Role, SeriesId
from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Container, Kind, Slot, Window
from scheduler.peoples_time.availability import Availability
from scheduler.rounds.building import round_day
from scheduler.rounds.start import edges_of, points_of
from scheduler.schoolday import SchoolDays
from tests.builders import a_person
from tests.scheduler.builders import (
    ANA,
    DAYS,
    HALL,
    KHAN,
    LINCOLN,
    a_week,
    found,
    inspected,
    lessons,
    offer,
    placed_at,
    slot,
    starts,
    teaches_all_morning,
    when,
)

DORA, SITE = PersonId("dora"), PersonId("site")
TUESDAY = Window(first=DAYS["tue"], last=DAYS["tue"])
SHORT = 115
"""Half an hour to prepare, one room, an hour to debrief."""


def a_round(*invited: PersonId, rooms: tuple[str, ...] = ("214",), **more: Any) -> Activity:
    plain: dict[str, Any] = {
        "id": ActivityId("rounds.fall"),
        "kind": Kind.ROUND,
        "structure": "rounds",
        "label": "Fall round",
        "leader": ANA,
        "required": (ANA,),
        "invited": invited,
        "minutes": SHORT,
        "window": TUESDAY,
        "series": SeriesId("fall"),
        "rooms": rooms,
        "school": LINCOLN,
        "inside": (Container.FREE, Container.WORKDAY, Container.TEACHING),
        "worth": 2000,
    }
    return Activity(**(plain | more))


def leaders(*rows: AvailabilityRow, timetable: Any = None) -> District:
    """Lincoln's week with two leaders who can only when they say so."""
    people = (
        a_person("Dora", Role.DISTRICT_LEADER, id=DORA, school=None),
        a_person("Site", Role.SITE_LEADER, id=SITE, school=None),
    )
    return a_week(*people, availability=rows, timetable=timetable)


def cost(district: District, activity: Activity, where: Slot) -> int:
    looked_at: Inspection = inspected(district, (activity, where))
    (placement,) = looked_at.placements
    return points_of(placement, district, looked_at.timetable)


@pytest.mark.proves("R-SS-3", "F-35")
def test_a_round_may_begin_when_the_time_of_somebody_with_a_seat_begins() -> None:
    # Ana's own day from 7:30 offers 7:30, 9:25 and so on; Dora has just these 115 minutes.
    district = leaders(offer(DORA, "tue", "09:45", "11:40"))

    assert "tue 09:45" not in starts(district, a_round())
    assert "tue 09:45" in starts(district, a_round(DORA))


@pytest.mark.proves("R-SS-3")
def test_a_round_may_end_when_the_time_of_somebody_with_a_seat_ends() -> None:
    district = leaders(offer(DORA, "tue", "08:10", "12:17"))

    # 115 minutes before 12:17.
    assert "tue 10:22" in starts(district, a_round(DORA))


@pytest.mark.proves("F-36")
def test_the_start_at_which_both_leaders_can_come_is_found() -> None:
    # They share 10:05 to 12:00 and nothing else; each alone offers other starts.
    district = leaders(
        offer(DORA, "tue", "08:00", "12:00"), offer(SITE, "tue", "10:05", "15:20"), timetable=()
    )

    times = found(district, a_round(DORA, SITE))

    assert placed_at(times, district) == {"rounds.fall": "tue 10:05"}
    (where,) = times.schedule.placed.values()
    assert set(where.coming) == {DORA, SITE}
    assert "rounds" not in times.schedule.price


@pytest.mark.proves("F-35")
def test_a_round_begins_so_that_its_room_has_a_lesson_when_it_is_visited() -> None:
    # Hall teaches in 214 in period 4 only, from 10:30: the visit comes half an hour after the start.
    district = leaders(timetable=lessons(HALL, teach="4", free="12356"))

    times = found(district, a_round())

    assert placed_at(times, district) == {"rounds.fall": "tue 10:00"}
    (where,) = times.schedule.placed.values()
    day = round_day(a_round(), where, (ANA,), Availability(district, SchoolDays(district)))
    assert [host.teacher for host in day.hosts] == [HALL]


@pytest.mark.parametrize(
    ("start", "coming", "points"),
    [
        ("tue 10:00", (DORA, SITE), 0),
        ("tue 10:00", (DORA,), 4),
        ("tue 10:00", (), 8),
        ("tue 13:00", (), 10),
        ("tue 13:00", (DORA, SITE), 2),
    ],
)
def test_an_empty_seat_costs_four_and_a_visit_to_an_empty_room_two(
    start: str, coming: tuple[PersonId, ...], points: int
) -> None:
    district = leaders(timetable=lessons(HALL, teach="4", free="12356"))
    where = slot(start, SHORT, Container.WORKDAY, coming=coming)

    assert cost(district, a_round(DORA, SITE), where) == points


def test_more_people_than_seats_cost_nothing_once_the_seats_are_taken() -> None:
    guests = [a_person(f"Guest {n}", Role.SITE_LEADER, id=PersonId(f"g{n}")) for n in range(9)]
    district = a_week(*guests, timetable=())
    everybody = tuple(one.id for one in guests)

    # One room seats a group of four: Ana and three of the nine.
    asked = a_round(*everybody)
    assert cost(district, asked, slot("tue 10:00", SHORT, coming=everybody[:3])) == 0
    assert cost(district, asked, slot("tue 10:00", SHORT, coming=everybody[:1])) == 8


def test_where_no_timetable_names_the_rooms_they_are_not_called_empty() -> None:
    district = leaders(timetable=lessons(HALL, teach="4", free="12356"))

    assert cost(district, a_round(rooms=("999",)), slot("tue 13:00", SHORT)) == 0


def test_only_people_and_rooms_of_the_round_give_edges() -> None:
    district = leaders(
        offer(DORA, "tue", "09:45", "11:40"),
        offer(SITE, "tue", "08:03", "09:00"),
        timetable=[*teaches_all_morning(HALL), *lessons(KHAN, teach="5")],
    )
    known = Availability(district, SchoolDays(district))
    on = date(2026, 12, 8)

    edges = set(edges_of(a_round(DORA), on, known))

    begins = {when(f"tue {wall}") for wall in ("08:00", "08:50", "09:40", "10:30", "11:50")}
    assert edges == {when("tue 09:45"), when("tue 11:40")} | {
        one - timedelta(minutes=30) for one in begins
    }
