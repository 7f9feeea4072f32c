"""How much a wish counts is the district's to say; a number marked soft is passed at a price."""

from typing import Any

import pytest

from scheduler.district import Blackout, District, Limits
from scheduler.limits import MAY_BE_SOFT
from scheduler.model import Activity, ActivityId, Container, Kind, Slot, Window
from scheduler.prices.every import ALWAYS, TERMS, price
from tests.scheduler.builders import (
    ANA,
    DAYS,
    GRANT,
    HALL,
    KHAN,
    LEE,
    LINCOLN,
    MONDAY,
    a_meeting,
    a_visit,
    a_week,
    broken,
    found,
    inspected,
    lessons,
    placed_at,
    slot,
    starts,
    taught,
)

ONE_DAY = Window(first=MONDAY, last=MONDAY)
AFTER = Container.AFTER_SCHOOL


def weighing(**weights: int) -> District:
    named = tuple((name.replace("_", " "), times) for name, times in weights.items())
    return a_week(limits=Limits(weights=named))


def soft(*numbers: str, **more: Any) -> District:
    limits = Limits(soft=frozenset(numbers), **more.pop("limits", {}))
    return a_week(limits=limits, **more)


def costs(district: District, *pairs: tuple[Activity, Slot], **more: Any) -> dict[str, int]:
    return price(inspected(district, *pairs, **more))


@pytest.mark.proves("F-47", "F-59")
def test_a_wish_counts_as_many_times_as_the_district_says() -> None:
    visit = (a_visit(), taught("mon 08:00"))

    assert costs(weighing(), visit) == {"drives": 10}
    assert costs(weighing(drives=3), visit) == {"drives": 30}
    assert costs(weighing(drives=0), visit) == {}
    assert costs(weighing(weekdays=3), visit) == {"drives": 10}


def test_what_is_left_out_and_what_was_sent_count_as_they_are() -> None:
    everything = {term.name.replace(" ", "_"): 0 for term in TERMS}
    before = {a_visit(KHAN).id: taught("tue 08:00")}
    moved = (a_visit(KHAN), taught("mon 08:00"))

    found_costs = costs(weighing(**everything), moved, also=(a_visit(),), before=before)

    assert set(found_costs) == {"left out", "moved"} < set(ALWAYS)


@pytest.mark.proves("F-47", "F-60")
def test_turning_the_weight_of_drives_on_does_not_raise_them() -> None:
    """A wish for Tuesday keeps the meeting from the day of the visit until drives count."""
    wanted = (
        a_visit(window=ONE_DAY),
        a_meeting(KHAN, weekday_wish=1, inside=(Container.PLC,)),
    )

    off = found(weighing(drives=0), *wanted)
    on = found(weighing(), *wanted)

    assert placed_at(off, a_week())["meeting.khan"].startswith("tue")
    assert placed_at(on, a_week())["meeting.khan"].startswith("mon")
    assert [proof.value for proof in on.schedule.proofs] == [on.verdict.total]
    assert [proof.value for proof in off.schedule.proofs] == [off.verdict.total]


def test_a_fifth_visit_costs_where_the_number_is_soft() -> None:
    all_day = {"timetable": lessons(HALL, teach="123456")}
    district = soft("visits_a_day", limits={"blocks_running": 9, "open_blocks_a_day": 0}, **all_day)
    wanted = [a_visit(id=ActivityId(str(one)), window=ONE_DAY) for one in range(6)]

    times = found(district, *wanted)

    assert len(times.schedule.placed) == 6
    assert times.schedule.price == {"drives": 10, "beyond the limits": 40}
    assert [proof.value for proof in times.schedule.proofs] == [50]


def test_a_third_school_costs_where_the_number_is_soft() -> None:
    district = soft("sites_a_day", limits={"sites_a_day": 1, "travel_minutes": 5})
    wanted = (a_visit(window=ONE_DAY), a_visit(LEE, window=ONE_DAY))

    times = found(district, *wanted)

    assert len(times.schedule.placed) == 2
    assert times.schedule.price == {"drives": 20, "beyond the limits": 20}
    assert [proof.value for proof in times.schedule.proofs] == [40]


def test_a_meeting_after_school_too_many_costs_where_the_number_is_soft() -> None:
    late = [
        a_meeting(id=ActivityId(day), inside=(AFTER,), window=Window(first=on, last=on))
        for day, on in DAYS.items()
        if day != "fri"
    ]

    times = found(soft("after_school_a_month"), *late)

    assert len(times.schedule.placed) == 4
    assert times.schedule.price["beyond the limits"] == 40
    assert [proof.value for proof in times.schedule.proofs] == [times.verdict.total]
    assert len(found(a_week(), *late).schedule.placed) == 2


def test_a_meeting_on_a_friday_afternoon_stays_refused() -> None:
    friday = (a_meeting(inside=(AFTER,)), slot("fri 14:20", container=AFTER))

    assert broken(soft("after_school_a_month"), friday) == {"cap_after_school"}


@pytest.mark.parametrize("number", MAY_BE_SOFT)
def test_only_numbers_of_the_contract_may_be_soft(number: str) -> None:
    assert isinstance(getattr(Limits(), number), int)


@pytest.mark.parametrize(
    "about",
    [
        {"school": LINCOLN},
        {"person": HALL},
        {"person": ANA},
        {"room": "214"},
        {"room": "214", "blocks": ("1",)},
        {"school": LINCOLN, "blocks": ("1",)},
        {"school": LINCOLN, "subject": "Math"},
        {"grade": ""},
    ],
    ids=str,
)
@pytest.mark.proves("F-6", "F-60")
def test_time_better_left_free_costs_and_is_not_refused(about: dict[str, Any]) -> None:
    row = Blackout(first=MONDAY, last=MONDAY, soft=True, **about)
    visit = (a_visit(window=ONE_DAY), taught("mon 08:00"))
    district = a_week(blackouts=(row,), timetable=lessons(HALL, teach="1"))

    times = found(district, visit[0])

    assert broken(district, visit) == set()
    assert costs(district, visit) == {"drives": 10, "beyond the limits": 20}
    assert times.schedule.price == {"drives": 10, "beyond the limits": 20}
    assert [proof.value for proof in times.schedule.proofs] == [30]


@pytest.mark.parametrize(
    "about",
    [
        {"school": GRANT},
        {"person": KHAN},
        {"room": "100"},
        {"room": "214", "blocks": ("2",)},
        {"school": GRANT, "room": "214"},
        {"school": LINCOLN, "blocks": ("2",)},
        {"school": LINCOLN, "subject": "art"},
        {"school": LINCOLN, "grade": "9"},
        {"person": HALL, "room": "100"},
    ],
    ids=str,
)
def test_what_is_better_left_free_elsewhere_costs_nothing(about: dict[str, Any]) -> None:
    row = Blackout(first=MONDAY, last=MONDAY, soft=True, **about)
    district = a_week(blackouts=(row,), timetable=lessons(HALL, teach="1"))
    visit = a_visit(window=ONE_DAY)

    times = found(district, visit)

    assert times.schedule.price == {"drives": 10}
    assert [proof.value for proof in times.schedule.proofs] == [10]


def test_another_time_is_taken_where_one_is_better_left_free() -> None:
    row = Blackout(school=LINCOLN, first=MONDAY, last=DAYS["thu"], soft=True)
    district = a_week(blackouts=(row,))

    assert "mon 08:00" in starts(district, a_visit())
    assert placed_at(found(district, a_visit()), district)["visit.hall"].startswith("fri")


@pytest.mark.proves("F-44")
@pytest.mark.parametrize(
    ("day", "points"), [("mon", 3), ("tue", 0), ("wed", 0), ("thu", 0), ("fri", 3)]
)
def test_a_class_to_cover_costs_more_on_mondays_and_fridays(day: str, points: int) -> None:
    """Hall teaches, Khan leaves her class to look on."""
    lab = a_visit(
        kind=Kind.LAB, required=(ANA, HALL, KHAN), inside=(Container.FREE, Container.TEACHING)
    )
    pair = (lab, taught(f"{day} 08:00"))

    assert costs(a_week(), pair).get("covers on Mondays and Fridays", 0) == points
    assert costs(a_week(), pair)["classes to cover"] == 4


@pytest.mark.proves("F-44")
def test_a_lab_that_needs_cover_stands_in_the_middle_of_the_week() -> None:
    lab = a_visit(
        kind=Kind.LAB, required=(ANA, HALL, KHAN), inside=(Container.FREE, Container.TEACHING)
    )

    times = found(a_week(), lab)

    assert placed_at(times, a_week())["visit.hall"][:3] in ("tue", "wed", "thu")
    assert [proof.value for proof in times.schedule.proofs] == [times.verdict.total]
