"""A coach's drives between schools within a day, and her ways back, where a district weighs them."""

from typing import Any

import pytest

from scheduler.district import District, Limits
from scheduler.model import Activity, ActivityId, Slot, Window
from scheduler.prices import campus_switches, going_back
from scheduler.prices.every import price
from tests.scheduler.builders import (
    BEN,
    GRANT,
    HALL,
    KHAN,
    LEE,
    LINCOLN,
    MONDAY,
    a_meeting,
    a_visit,
    a_week,
    found,
    inspected,
    lessons,
    placed_at,
    standing,
    taught,
)
from tests.scheduler.posting import priced_by_the_post

ON_MONDAY = Window(first=MONDAY, last=MONDAY)


def weighing(**more: Any) -> District:
    weights = more.pop("weights", (("campus switches", 1), ("going back", 1)))
    limits = Limits(travel_minutes=0, travel_buffer=0, weights=weights)
    return a_week(limits=limits, **more)


def day(*schools: str, on: str = "mon", **more: Any) -> list[tuple[Activity, Slot]]:
    """Meetings of Ana's at these schools, one after the other; '' is remote."""
    walls = ("08:00", "09:00", "10:00", "11:00", "12:00")
    where = {"L": LINCOLN, "G": GRANT, "": None}
    return [
        (
            a_meeting(id=ActivityId(f"{on} {wall}"), school=where[school], **more),
            taught(f"{on} {wall}", school=where[school]),
        )
        for wall, school in zip(walls, schools, strict=False)
    ]


def costs(*pairs: tuple[Activity, Slot], **more: Any) -> tuple[int, int]:
    found_costs = price(inspected(weighing(**more), *pairs))
    return found_costs.get("campus switches", 0), found_costs.get("going back", 0)


@pytest.mark.proves("F-47")
@pytest.mark.parametrize(
    ("schools", "points"),
    [
        ("L", (0, 0)),
        ("LL", (0, 0)),
        ("LG", (5, 0)),
        ("LGG", (5, 0)),
        ("LGL", (10, 10)),
        ("LGLL", (10, 10)),
        ("LGLG", (15, 20)),
        ("LLGGL", (10, 10)),
    ],
)
def test_each_drive_between_schools_costs_five_and_each_way_back_ten(
    schools: str, points: tuple[int, int]
) -> None:
    pairs = day(*schools)

    assert costs(*pairs) == points
    assert priced_by_the_post(campus_switches.TERM, weighing(), *pairs) == points[0]
    assert priced_by_the_post(going_back.TERM, weighing(), *pairs) == points[1]


def test_what_is_remote_is_no_school_and_ends_no_stay() -> None:
    assert costs(*day("L", "", "L")) == (0, 0)
    assert costs(*day("L", "", "G", "", "L")) == (10, 10)


def test_another_day_and_another_coach_are_counted_apart() -> None:
    assert costs(*day("L"), *day("G", on="tue"), *day("L", on="wed")) == (0, 0)
    assert costs(*day("L"), *day("", "G", leader=BEN, required=(BEN, LEE), on="tue")) == (0, 0)


def test_a_teacher_may_be_at_two_schools() -> None:
    """Only coaches are counted: Hall is met at both."""
    bens = a_meeting(HALL, id=ActivityId("b"), leader=BEN, required=(BEN, HALL), school=GRANT)
    anas = a_meeting(HALL, id=ActivityId("a"), school=LINCOLN)

    assert costs((anas, taught("mon 08:00")), (bens, taught("mon 09:00", school=GRANT))) == (0, 0)


def test_a_school_she_came_back_to_is_not_left_by_what_might_have_been_elsewhere() -> None:
    """At eleven Ben is at Grant; Ana, back at Lincoln, might have been and is not."""
    bens = day("", "", "", "G", leader=BEN, required=(BEN, LEE))[3:]
    pairs = [*day(*"LGL"), *day("", "", "", "", "L")[4:], *bens]

    assert costs(*pairs) == (10, 10)
    assert priced_by_the_post(campus_switches.TERM, weighing(), *pairs) == 10
    assert priced_by_the_post(going_back.TERM, weighing(), *pairs) == 10


def test_as_shipped_neither_counts() -> None:
    assert costs(*day(*"LGL"), weights=()) == (0, 0)
    assert priced_by_the_post(campus_switches.TERM, weighing(), *day(*"LG")) == 5


@pytest.mark.proves("F-47", "F-60")
def test_turning_the_weights_on_does_not_raise_the_switches() -> None:
    """Both visits at Lincoln have two periods; between them Lee has her only one at Grant."""
    timetable = [*lessons(HALL, teach="14"), *lessons(KHAN, teach="35"), *lessons(LEE, teach="2")]
    wanted = (
        a_visit(HALL, window=ON_MONDAY),
        a_visit(KHAN, window=ON_MONDAY),
        a_visit(LEE, window=ON_MONDAY, school=GRANT),
    )
    teaching = {"timetable": timetable}
    on = found(weighing(**teaching), *wanted)
    asked = inspected(
        weighing(), *((on.schedule.activities[key], at) for key, at in on.schedule.placed.items())
    )

    assert len(on.schedule.placed) == 3
    assert placed_at(on, weighing())["visit.hall"] == "mon 10:30"
    assert price(asked)["campus switches"] == 5
    assert [proof.value for proof in on.schedule.proofs] == [on.verdict.total]
    assert all(proof.proven for proof in on.schedule.proofs)


@pytest.mark.proves("F-60")
def test_the_search_counts_the_schools_where_she_already_is() -> None:
    """Ana is at Grant at nine: two visits after it need one drive, one before it and one after two."""
    stands = standing(*((one, at) for one, at in day("", "G")[1:]))
    timetable = [*lessons(HALL, teach="1456"), *lessons(KHAN, teach="156")]
    both = (a_visit(HALL, window=ON_MONDAY), a_visit(KHAN, window=ON_MONDAY))

    times = found(weighing(timetable=timetable), *both, **stands)

    assert times.schedule.price["campus switches"] == 5
    assert "going back" not in times.schedule.price
