"""Why something found no time: each reason is true for the referee, and said as people say it."""

import re

import pytest

from scheduler.district import Limits
from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Container, Pin, Unplaced, Window
from scheduler.peoples_time.availability import Availability
from scheduler.reasons.explain import explain, first_fit
from scheduler.referee.review import what_if
from scheduler.slots.candidates import Candidates, Sieve
from tests.scheduler.builders import (
    ANA,
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
    busy,
    found,
    inspected,
    lessons,
    slot,
    taught,
    when,
)

ON_MONDAY = Window(first=MONDAY, last=MONDAY)


def sifted(inspection: Inspection, activity: Activity) -> Candidates:
    return Sieve(
        Availability(inspection.district, inspection.days, inspection.busy), pins=inspection.pins
    ).candidates(activity)


def explained(inspection: Inspection, activity: Activity) -> Unplaced:
    """Why an activity has no time, when nothing else is placed any more."""
    offered = sifted(inspection, activity)
    _, looked = first_fit(inspection, offered)
    return explain(inspection, offered, looked)


def says(inspection: Inspection, activity: Activity) -> list[tuple[str, int]]:
    reasons = explained(inspection, activity).reasons
    return [(reason.says, reason.count) for reason in reasons]


@pytest.mark.proves("F-50")
def test_the_first_time_that_breaks_nothing_fits() -> None:
    inspection = inspected(a_week(), (a_visit(), taught("mon 08:00")), also=(a_visit(KHAN),))

    fit, _ = first_fit(inspection, sifted(inspection, a_visit(KHAN)))

    assert fit is not None
    assert fit.start == when("mon 08:50")


def test_nothing_fits_where_every_time_is_taken() -> None:
    district = a_week(timetable=[*lessons(HALL, teach="1"), *lessons(KHAN, teach="1")])
    other = a_visit(KHAN, window=ON_MONDAY)
    inspection = inspected(district, (a_visit(), taught("mon 08:00")), also=(other,))

    assert first_fit(inspection, sifted(inspection, other))[0] is None


@pytest.mark.proves("F-50")
def test_reasons_are_counted_by_cause_with_one_example() -> None:
    placed = [
        (a_visit(id=ActivityId(wall)), taught(f"mon {wall}"))
        for wall in ("08:00", "08:50", "10:30")
    ]
    other = a_visit(KHAN, window=ON_MONDAY)
    inspection = inspected(a_week(), *placed, also=(other,))

    unplaced = explained(inspection, other)

    assert [
        (reason.rule, reason.says, reason.count, reason.sample) for reason in unplaced.reasons
    ] == [
        ("never_double_book_a_person", "Ana is already taken", 3, "Mon 7 Dec 8:00 AM"),
        ("cap_visits", "Ana would make more than 3 running", 1, "Mon 7 Dec 9:40 AM"),
    ]


def test_a_third_school_is_said_in_full() -> None:
    placed = [(a_visit(), taught("mon 08:00")), (a_visit(LEE), taught("mon 10:30", school=GRANT))]
    district = a_week(limits=Limits(sites_a_day=1))
    again = a_visit(KHAN, window=ON_MONDAY)
    inspection = inspected(district, *placed, also=(again,))

    assert "Ana would be at 2 schools on Monday" in dict(says(inspection, again))


def test_a_debrief_before_its_visit_is_said_in_full() -> None:
    friday = Window(first=DAYS["fri"], last=DAYS["fri"])
    early = a_debrief(window=Window(first=MONDAY, last=DAYS["thu"]), inside=(Container.PLC,))

    times = found(a_week(), a_visit(window=friday), early)

    (unplaced,) = times.schedule.unplaced
    assert [(reason.says, reason.count) for reason in unplaced.reasons] == [
        ("it would start before what it follows has ended", 8)
    ]


def test_a_pin_after_school_on_a_friday_is_said_in_full() -> None:
    late = a_meeting(inside=(Container.AFTER_SCHOOL,))
    pin = Pin(activity=late.id, slot=slot("fri 14:15", container=Container.AFTER_SCHOOL))
    inspection = inspected(a_week(), also=(late,), pins=(pin,))

    assert says(inspection, late) == [("no meetings after school on Fridays or before a break", 1)]


def test_without_a_possible_time_the_sieve_says_what_took_them() -> None:
    inspection = inspected(
        a_week(), also=(a_visit(window=ON_MONDAY),), busy=(busy(ANA, "mon 07:00", 600),)
    )

    assert says(inspection, a_visit(window=ON_MONDAY)) == [("Ana is not to be had then", 4)]


def test_without_any_time_at_all_it_says_so() -> None:
    weekend = Window(first=MONDAY.replace(day=12), last=MONDAY.replace(day=13))
    inspection = inspected(a_week(), also=(a_visit(window=weekend),))

    assert says(inspection, a_visit(window=weekend)) == [
        ("no time of the kind it needs exists in its dates", 0)
    ]


@pytest.mark.proves("F-49", "F-50", "V1")
def test_each_reason_of_an_over_full_day_is_true_for_the_referee() -> None:
    wanted = [
        a_visit(teacher, id=ActivityId(f"{number} {teacher}"), window=ON_MONDAY)
        for number in range(3)
        for teacher in (HALL, KHAN, LEE)
    ]

    times = found(a_week(), *wanted)

    placed = [
        (times.schedule.activities[key], where) for key, where in times.schedule.placed.items()
    ]
    inspection = inspected(a_week(), *placed, also=tuple(wanted))
    assert len(times.schedule.unplaced) == 6
    for one in times.schedule.unplaced:
        slots = sifted(inspection, times.schedule.activities[one.activity]).slots
        broken = [what_if(inspection, one.activity, where) for where in slots]
        assert all(broken)
        assert sum(reason.count for reason in one.reasons) == len(slots)
        assert {reason.rule for reason in one.reasons} <= {
            violation.rule for violations in broken for violation in violations
        }
        assert not re.search(r"infeasible|constraint|objective", str(one.reasons), re.IGNORECASE)
