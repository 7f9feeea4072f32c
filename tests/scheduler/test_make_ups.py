"""What could be done for something that lost its time: best first, and only what really could be."""

from datetime import date

import pytest

from scheduler.district import Consent, District, Person
from scheduler.model import Activity, Kind, Schedule, Slot, Window
from scheduler.repair.disruption import Disruption, disrupted
from scheduler.repair.make_ups import Offer, make_ups, qualifies
from tests.scheduler.builders import (
    ANA,
    BEN,
    DAYS,
    HALL,
    KHAN,
    a_coach,
    a_debrief,
    a_meeting,
    a_visit,
    a_week,
    slot,
    taught,
)

TODAY = date(2026, 12, 7)
AT = taught("tue 08:50")


def offered(
    district: District, activity: Activity, *others: tuple[Activity, Slot]
) -> tuple[Offer, ...]:
    """What is offered for an activity that stood on Tuesday and has no time now; Ana is out that day."""
    out = Disruption(person=ANA, first=DAYS["tue"], last=DAYS["tue"])
    schedule = Schedule(
        activities={one.id: one for one in (activity, *(pair[0] for pair in others))},
        placed={one.id: where for one, where in others},
    )
    return make_ups(schedule, activity.id, AT, district=disrupted(district, [out]), published=TODAY)


@pytest.mark.proves("F-93")
def test_the_same_coach_within_its_dates_comes_first_then_a_colleague() -> None:
    offers = offered(a_week(), a_visit())

    assert [one.leader for one in offers] == [ANA, ANA, ANA, BEN]
    assert offers[0].slot.start < offers[1].slot.start
    assert offers[-1].slot == AT


@pytest.mark.proves("F-93")
def test_after_its_dates_only_where_nothing_else_is_left() -> None:
    window = Window(first=DAYS["tue"], last=DAYS["tue"])

    offers = offered(a_week(), a_visit(window=window))

    assert [one.leader for one in offers] == [BEN, ANA, ANA, ANA]
    assert all(one.says == "the same coach, after its dates" for one in offers[1:])


@pytest.mark.proves("F-93")
def test_a_colleague_who_is_taken_then_is_not_named() -> None:
    busy = a_meeting(KHAN, leader=BEN)

    offers = offered(a_week(), a_visit(), (busy, slot("tue 08:50")))

    assert BEN not in {one.leader for one in offers}


@pytest.mark.proves("F-93")
@pytest.mark.parametrize(
    "ben",
    [
        a_coach(BEN, consent=Consent.PAUSED),
        a_coach(BEN, active_to=DAYS["mon"]),
        a_coach(BEN, works=(0,)),
        a_coach(BEN, subject="reading"),
    ],
)
def test_only_somebody_of_the_same_trade_who_is_there_is_named(ben: Person) -> None:
    district = a_week(a_coach(ANA, subject="math"), ben)

    assert BEN not in {one.leader for one in offered(district, a_visit())}


@pytest.mark.proves("F-93")
def test_what_follows_up_what_its_own_coach_saw_is_nobody_elses() -> None:
    district = a_week()
    ben, hall = district.people[BEN], district.people[HALL]

    assert qualifies(ben, a_visit(), district, DAYS["tue"])
    assert not qualifies(ben, a_debrief(), district, DAYS["tue"])
    assert not qualifies(ben, a_meeting(kind=Kind.PLANNING), district, DAYS["tue"])
    assert not qualifies(hall, a_visit(KHAN), district, DAYS["tue"])
