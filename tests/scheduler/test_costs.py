"""What a schedule costs: each term by hand, and the search pays what the referee counts."""

from dataclasses import replace
from typing import Any

import pytest

from scheduler.district import CalendarDay, DayType, SeriesId
from scheduler.model import Activity, ActivityId, After, Container, Kind, Slot, Window
from scheduler.prices.every import price
from tests.scheduler.builders import (
    BEN,
    DAYS,
    GRANT,
    HALL,
    KHAN,
    LEE,
    MONDAY,
    a_debrief,
    a_meeting,
    a_visit,
    a_week,
    day_of,
    found,
    inspected,
    slot,
    standing,
    taught,
)

TWO_WEEKS = Window(first=MONDAY, last=day_of("next fri"))


def costs(*pairs: tuple[Activity, Slot], **more: Any) -> dict[str, int]:
    district = more.pop("district", None) or a_week()
    return price(inspected(district, *pairs, **more))


def without_drives(*pairs: tuple[Activity, Slot], **more: Any) -> dict[str, int]:
    """All but the drives, which every visit costs."""
    return {term: points for term, points in costs(*pairs, **more).items() if term != "drives"}


def test_nothing_to_do_costs_nothing() -> None:
    assert costs() == {}


@pytest.mark.proves("F-49", "F-59")
def test_what_is_left_out_costs_its_worth() -> None:
    assert costs(also=(a_visit(worth=300), a_visit(KHAN, worth=40))) == {"left out": 340}


@pytest.mark.proves("F-47")
def test_a_school_a_coach_and_a_date_are_one_drive() -> None:
    hers = [(a_visit(id=ActivityId(wall)), taught(f"mon {wall}")) for wall in ("08:00", "08:50")]
    there = (a_visit(LEE), taught("mon 10:30", school=GRANT))
    tomorrow = (a_visit(KHAN), taught("tue 08:00"))
    bens = (a_visit(id=ActivityId("ben's"), leader=BEN), taught("mon 09:40"))

    assert costs(*hers) == {"drives": 10}
    assert costs(*hers, there) == {"drives": 20}
    assert costs(*hers, there, tomorrow) == {"drives": 30}
    assert costs(*hers, bens) == {"drives": 20}


def test_meeting_remotely_costs_no_drive() -> None:
    assert costs((a_meeting(school=None), slot("mon 13:30", school=None))) == {}


@pytest.mark.proves("R-CLC-8")
@pytest.mark.parametrize(
    ("day", "points"), [("mon", 0), ("tue", 1), ("wed", 6), ("thu", 6), ("next mon", 6)]
)
def test_a_debrief_costs_more_with_each_school_day(day: str, points: int) -> None:
    visit = (a_visit(), taught("mon 08:00"))
    debrief = (a_debrief(school_days=9, window=TWO_WEEKS), slot(f"{day} 13:30"))

    assert without_drives(visit, debrief).get("late debriefs", 0) == points


def test_a_day_without_school_is_no_delay() -> None:
    district = a_week(days=(CalendarDay(date=DAYS["tue"], day_type=DayType.HOLIDAY),))
    visit = (a_visit(), taught("mon 08:00"))

    late = without_drives(visit, (a_debrief(), slot("wed 13:30")), district=district)

    assert late["late debriefs"] == 1


def test_a_wish_about_the_order_costs_when_it_is_not_met() -> None:
    wish = a_debrief(after=(After(earlier=a_visit().id, soft=True),))
    visit = (a_visit(), taught("tue 08:00"))

    assert without_drives(visit, (wish, slot("mon 13:30"))) == {"out of order": 3}
    assert without_drives(visit, (wish, slot("tue 08:45"))) == {}
    assert without_drives(visit, (wish, slot("tue 08:44"))) == {"out of order": 3}
    assert without_drives((wish, slot("mon 13:30")), also=(a_visit(worth=0),)) == {}


@pytest.mark.parametrize(
    ("container", "points"),
    [
        (Container.PLC, 0),
        (Container.FREE, 2),
        (Container.AFTER_SCHOOL, 4),
        (Container.PREP, 6),
        (Container.WORKDAY, 0),
    ],
)
def test_each_step_down_the_list_of_times_costs_two(container: Container, points: int) -> None:
    spent = without_drives((a_meeting(), slot("mon 13:30", container=container)))

    assert spent.get("teachers' time", 0) == points


def test_another_weekday_than_wished_costs_five() -> None:
    wish = a_meeting(weekday_wish=1)

    assert without_drives((wish, slot("tue 13:30"))) == {}
    assert without_drives((wish, slot("mon 13:30"))) == {"weekdays": 5}


def test_the_day_before_a_break_costs_one() -> None:
    district = a_week(days=(CalendarDay(date=day_of("next mon"), day_type=DayType.HOLIDAY),))
    monday, friday = slot("mon 13:30"), slot("fri 13:30")

    assert without_drives((a_meeting(), friday), district=district) == {"eves of breaks": 1}
    assert without_drives((a_meeting(), monday), district=district) == {}
    assert without_drives((a_meeting(), friday)) == {}


@pytest.mark.proves("F-54")
def test_moving_what_was_sent_costs_six_for_each_person_told() -> None:
    both = a_meeting(HALL, KHAN)
    before = {both.id: slot("mon 13:30")}

    assert without_drives((both, slot("mon 13:30")), before=before) == {}
    assert without_drives((both, slot("tue 13:30")), before=before) == {"moved": 18}


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    "wanted",
    [
        [a_visit(), a_debrief()],
        [a_visit(), a_debrief(), a_visit(LEE), a_debrief(LEE)],
        [a_visit(window=Window(first=DAYS["tue"], last=DAYS["tue"])), a_debrief(school_days=1)],
        [a_meeting(weekday_wish=2, inside=(Container.PLC, Container.FREE)), a_visit(KHAN)],
        [a_visit(), a_debrief(after=(After(earlier=a_visit().id, soft=True),))],
    ],
    ids=["one", "two schools", "one day", "weekday", "soft"],
)
@pytest.mark.proves("F-59", "F-60")
def test_the_search_pays_what_the_referee_counts(wanted: list[Activity], seed: int) -> None:
    """One coach and one week, so that the one proof is about the whole schedule."""
    before = {wanted[0].id: taught("fri 09:40")}

    times = found(a_week(), *wanted, before=before, seed=seed)

    (proof,) = times.schedule.proofs
    assert proof.proven
    assert proof.value == times.verdict.total == sum(times.schedule.price.values())


def test_the_search_pays_for_what_is_left_out() -> None:
    nothing_taught = a_week(timetable=())

    times = found(nothing_taught, a_visit(worth=777))

    assert times.schedule.price == {"left out": 777}
    assert [proof.value for proof in times.schedule.proofs] == [777]


def test_what_stands_is_paid_for_by_both_alike() -> None:
    stands = (
        a_meeting(id=ActivityId("stands"), weekday_wish=4),
        slot("mon 12:40", container=Container.FREE),
    )

    times = found(a_week(), a_visit(window=Window(first=MONDAY, last=MONDAY)), **standing(stands))

    (proof,) = times.schedule.proofs
    assert proof.value == times.verdict.total
    assert times.schedule.price == {"drives": 10, "teachers' time": 2, "weekdays": 5}


@pytest.mark.proves("F-47")
def test_the_search_drives_once_where_once_will_do() -> None:
    times = found(a_week(), a_visit(), a_debrief(), a_visit(KHAN), a_debrief(KHAN))

    assert times.schedule.price["drives"] == 10


@pytest.mark.proves("F-47", "F-60")
def test_what_is_asked_for_first_does_not_have_to_come_first() -> None:
    """A meeting at noon and a visit in the morning of one day, asked for in that order."""
    times = found(a_week(), a_meeting(inside=(Container.FREE,)), a_visit())

    assert times.schedule.price == {"drives": 10}


def test_shared_events_cost_the_drive_of_each_coach_in_them() -> None:
    both = replace(a_meeting(HALL), required=(HALL, BEN), invited=(), series=SeriesId("s"))

    assert costs((both, slot("mon 13:30"))) == {"drives": 10}


@pytest.mark.parametrize(("day", "points"), [("tue", 1), ("wed", 6)])
@pytest.mark.proves("F-60")
def test_the_search_pays_for_lateness_what_the_referee_counts(day: str, points: int) -> None:
    on = Window(first=DAYS[day], last=DAYS[day])
    visit = a_visit(window=Window(first=MONDAY, last=MONDAY))

    times = found(a_week(), visit, a_debrief(window=on, inside=(Container.PLC,)))

    (proof,) = times.schedule.proofs
    assert times.schedule.price == {"drives": 20, "late debriefs": points}
    assert proof.value == times.verdict.total


def a_training(**more: Any) -> Activity:
    """Ben, who has the whole working day, trains Hall and Khan if they can come."""
    plain = {"leader": BEN, "required": (BEN,), "invited": (HALL, KHAN)}
    return a_meeting(**(plain | {"inside": (Container.FREE, Container.WORKDAY)} | more))


def test_each_of_the_invited_who_cannot_come_costs_the_same() -> None:
    one = slot("mon 13:30", coming=(HALL,))

    assert without_drives((a_training(), one)) == {"invited people": 4}
    assert without_drives((a_training(), replace(one, coming=()))) == {"invited people": 8}
    assert without_drives((a_training(), replace(one, coming=(KHAN, HALL)))) == {}


def test_who_is_invited_to_a_round_is_a_matter_of_seats_not_of_this_cost() -> None:
    a_round = a_training(kind=Kind.ROUND)

    assert without_drives((a_round, slot("mon 13:30"))) == {"rounds": 8}


@pytest.mark.proves("R-LT-6")
def test_a_training_stands_when_those_it_is_for_can_come() -> None:
    times = found(a_week(), a_training())

    (found_slot,) = times.schedule.placed.values()
    assert set(found_slot.coming) == {HALL, KHAN}
    assert "invited people" not in times.schedule.price
