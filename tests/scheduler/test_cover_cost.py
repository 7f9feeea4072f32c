"""Classes that need a substitute cost, so that an event stands where few do."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from scheduler.district import AvailabilityRow, District, Offer, PersonId
from scheduler.model import Activity, Container, Kind
from scheduler.prices.every import price
from tests.scheduler.builders import (
    ANA,
    HALL,
    LINCOLN,
    MONDAY,
    a_coach,
    a_teacher,
    a_visit,
    a_week,
    found,
    inspected,
    lessons,
    offer,
    placed_at,
    taught,
)

OBSERVERS = tuple(PersonId(f"observer-{number}") for number in range(4))
EIGHT = "mon 08:00"


def a_lab(**more: Any) -> Activity:
    """Hall teaches, four look on."""
    plain: dict[str, Any] = {
        "kind": Kind.LAB,
        "required": (ANA, HALL, *OBSERVERS),
        "inside": (Container.FREE, Container.TEACHING),
    }
    return a_visit(**(plain | more))


def a_school(*teach: str) -> District:
    """Hall teaches the first two periods; each observer teaches those named and is free in the others."""
    rows = [*lessons(HALL, teach="12", duty="3456")]
    for person, periods in zip(OBSERVERS, teach, strict=True):
        free = "".join(one for one in "123456" if one not in periods)
        rows += lessons(person, teach=periods, free=free)
    return a_week(*(a_teacher(person) for person in OBSERVERS), timetable=rows)


def cover(district: District, lab: Activity) -> int:
    return price(inspected(district, (lab, taught(EIGHT)))).get("classes to cover", 0)


@pytest.mark.proves("R-CCL-7")
@pytest.mark.parametrize(
    ("teach", "points"),
    [(("", "", "", ""), 0), (("1", "2", "", ""), 4), (("1", "1", "1", "2"), 12), (("1",) * 4, 56)],
)
def test_each_class_costs_and_more_than_three_at_once_cost_far_more(
    teach: tuple[str, ...], points: int
) -> None:
    assert cover(a_school(*teach), a_lab()) == points


def test_a_leader_who_leaves_a_class_of_her_own_counts_as_well() -> None:
    plain = a_school("1", "", "", "")
    ana = a_coach(ANA, school=LINCOLN, subject="math")
    district = replace(
        plain,
        people={**plain.people, ANA: ana},
        timetable=(*plain.timetable, *lessons(ANA, teach="1")),
    )

    assert cover(district, a_lab()) == 8


def test_an_event_that_takes_nobody_out_of_class_costs_no_cover() -> None:
    assert cover(a_school("1", "1", "1", "1"), a_lab(inside=(Container.FREE,))) == 0


def test_who_offers_hours_instead_of_a_timetable_counts_when_she_teaches_then() -> None:
    district = a_week(
        *(a_teacher(person) for person in OBSERVERS),
        timetable=lessons(HALL, teach="12"),
        availability=(
            AvailabilityRow(
                person=OBSERVERS[0],
                weekday=0,
                date=None,
                start=time(8, 30),
                end=time(9),
                offer=Offer.TEACHING,
            ),
            AvailabilityRow(
                person=OBSERVERS[1],
                weekday=None,
                date=MONDAY,
                start=time(9),
                end=time(10),
                offer=Offer.TEACHING,
            ),
        ),
    )

    # The lab ends at 8:45.
    assert cover(district, a_lab()) == 4


@pytest.mark.proves("R-CCL-4")
def test_a_lab_is_seen_in_the_lesson_for_which_fewest_leave_a_class() -> None:
    """All four teach in the first period, three of them in the second."""
    district = a_school("12", "12", "12", "1")

    times = found(district, a_lab())

    assert placed_at(times, district)["visit.hall"][4:] == "08:50"


@pytest.mark.parametrize(
    ("day", "left"), [("mon", 1), ("2026-12-07", 1), ("tue", 0), ("2026-12-08", 0)]
)
def test_an_hour_offered_as_teaching_is_a_class_on_its_own_day(day: str, left: int) -> None:
    guest = PersonId("guest")
    district = a_week(
        a_teacher(guest),
        timetable=lessons(HALL, teach="1"),
        availability=(offer(guest, day, "08:00", "09:00", "teaching"),),
    )

    assert cover(district, a_lab(required=(ANA, HALL, guest))) == 4 * left
