"""Between two schools there is time to drive, and a buffer; directions may differ."""

import pytest

from scheduler.district import Limits, Modality, Travel
from scheduler.inspection import Distances
from scheduler.model import Window
from scheduler.rules.every import RULES
from tests.scheduler.builders import (
    BEN,
    GRANT,
    HALL,
    LEE,
    LINCOLN,
    MONDAY,
    a_meeting,
    a_visit,
    a_week,
    all_broken,
    broken,
    found,
    lessons,
    offer,
    slot,
    standing,
    taught,
    when,
)
from tests.scheduler.posting import by_the_post

RULE = "leave_time_to_travel"
UPHILL = Travel(origin=LINCOLN, destination=GRANT, minutes=30, buffer=10)
DOWNHILL = Travel(origin=GRANT, destination=LINCOLN, minutes=10, buffer=5)
AT_LINCOLN, AT_GRANT = a_visit(), a_visit(LEE)
BY_CALL = a_meeting(id="call", school=None, modality=Modality.VIRTUAL)
(THE_RULE,) = (one for one in RULES if one.name == RULE)


def test_directions_may_take_different_times() -> None:
    known = Distances(a_week(travel=(UPHILL, DOWNHILL)))

    assert known.minutes(LINCOLN, GRANT) == 40
    assert known.minutes(GRANT, LINCOLN) == 15


def test_the_way_back_takes_as_long_unless_it_has_its_own_row() -> None:
    assert Distances(a_week(travel=(UPHILL,))).minutes(GRANT, LINCOLN) == 40


def test_a_way_without_a_row_takes_the_contracts_minutes_and_buffer() -> None:
    district = a_week(limits=Limits(travel_minutes=20, travel_buffer=5))

    assert Distances(district).minutes(LINCOLN, GRANT) == 25


def test_staying_and_meeting_remotely_need_no_drive() -> None:
    known = Distances(a_week())

    assert known.minutes(LINCOLN, LINCOLN) == 0
    assert known.minutes(None, GRANT) == 0
    assert known.minutes(LINCOLN, None) == 0


@pytest.mark.proves("F-39")
def test_a_minute_too_few_for_the_drive_is_refused() -> None:
    district = a_week(travel=(UPHILL,))
    here = (AT_LINCOLN, taught("mon 08:00", 35))  # until 8:35

    (violation,) = all_broken(district, here, (AT_GRANT, taught("mon 09:14", 15, school=GRANT)))

    assert violation.rule == RULE
    assert "39 minutes for a drive of 40" in violation.says


def test_exactly_the_drive_is_allowed() -> None:
    district = a_week(travel=(UPHILL,))
    here = (AT_LINCOLN, taught("mon 08:00", 35))

    assert broken(district, here, (AT_GRANT, taught("mon 09:15", 15, school=GRANT))) == set()


def test_the_same_gap_is_enough_downhill_and_not_uphill() -> None:
    district = a_week(travel=(UPHILL, DOWNHILL))
    early, late = ("mon 08:00", 45), ("mon 09:00", 35)

    downhill = (AT_GRANT, taught(*early, school=GRANT)), (AT_LINCOLN, taught(*late))
    uphill = (AT_LINCOLN, taught(*early)), (AT_GRANT, taught(*late, school=GRANT))

    assert broken(district, *downhill) == set()
    assert broken(district, *uphill) == {RULE}


def test_a_remote_meeting_between_does_not_shorten_the_drive() -> None:
    remote = a_meeting(HALL, school=None)
    pairs = (
        (AT_LINCOLN, taught("mon 09:40", 45)),
        (remote, slot("mon 10:27", 2, school=None)),
        (AT_GRANT, taught("mon 10:30", 45, school=GRANT)),
    )

    assert RULE in broken(a_week(), *pairs)


def test_the_search_drives_downhill_when_only_that_fits() -> None:
    """Two taught hours at each school; the gap of 15 minutes holds the short way only."""
    rows = (
        offer(HALL, "mon", "08:00", "08:45", "teaching", subject="math"),
        offer(HALL, "mon", "09:00", "09:45", "teaching", subject="math"),
        offer(LEE, "mon", "08:00", "08:45", "teaching", subject="math"),
        offer(LEE, "mon", "09:00", "09:45", "teaching", subject="math"),
    )
    district = a_week(timetable=(), availability=rows, travel=(UPHILL, DOWNHILL))

    placed = found(district, AT_LINCOLN, AT_GRANT).schedule.placed

    assert placed[AT_GRANT.id].start == when("mon 08:00")
    assert placed[AT_LINCOLN.id].start == when("mon 09:00")


@pytest.mark.proves("F-43")
def test_the_search_leaves_out_what_cannot_be_reached_in_time() -> None:
    rows = (
        offer(HALL, "mon", "08:00", "08:45", "teaching", subject="math"),
        offer(LEE, "mon", "09:00", "09:45", "teaching", subject="math"),
    )
    district = a_week(timetable=(), availability=rows, travel=(UPHILL, DOWNHILL))

    times = found(district, AT_LINCOLN, AT_GRANT)

    (left_out,) = times.schedule.unplaced
    assert [reason.rule for reason in left_out.reasons] == [RULE]


def test_the_search_leaves_time_to_what_stands() -> None:
    district = a_week(timetable=[*lessons(HALL, teach="2"), *lessons(LEE, teach="1")])
    stands = standing((AT_GRANT, taught("mon 08:00", school=GRANT)))
    only_monday = a_visit(window=Window(first=MONDAY, last=MONDAY))

    assert only_monday.id not in found(district, only_monday, **stands).schedule.placed


def test_a_teacher_who_goes_to_another_school_is_given_the_drive_too() -> None:
    away = a_meeting(HALL, school=GRANT)
    pairs = (AT_LINCOLN, taught("mon 12:40")), (away, slot("mon 13:30", school=GRANT))

    assert RULE in broken(a_week(), *pairs)


@pytest.mark.proves("V6")
@pytest.mark.parametrize(("start", "allowed"), [("09:10", None), ("09:14", None), ("09:15", 0)])
def test_the_search_is_asked_for_the_whole_drive(start: str, allowed: int | None) -> None:
    """Forty minutes uphill after a visit that ends at 8:35 AM; fifteen downhill."""
    (rule,) = (one for one in RULES if one.name == RULE)
    district = a_week(travel=(UPHILL, DOWNHILL))
    up = (AT_LINCOLN, taught("mon 08:00", 35)), (AT_GRANT, taught(f"mon {start}", school=GRANT))
    down = (
        (AT_GRANT, taught("mon 08:25", 35, school=GRANT)),
        (AT_LINCOLN, taught(f"mon {start}")),
    )

    assert by_the_post([rule], district, *up) == allowed
    assert by_the_post([rule], district, *reversed(up)) == allowed
    assert by_the_post([rule], district, *down) == allowed


@pytest.mark.parametrize(("start", "refused"), [("08:35", True), ("08:34", False)])
def test_no_minute_at_all_is_too_few_and_an_overlap_is_double_booking(
    start: str, refused: bool
) -> None:
    here = (AT_LINCOLN, taught("mon 08:00", 35))
    there = (AT_GRANT, taught(f"mon {start}", 15, school=GRANT))

    found_rules = broken(a_week(), here, there)

    assert (RULE in found_rules) is refused
    assert ("never_double_book_a_person" in found_rules) is not refused


@pytest.mark.proves("F-39", "F-32")
@pytest.mark.parametrize(
    ("call", "start", "allowed"),
    [
        ("08:45", "10:29", None),
        ("08:45", "10:30", 0),
        ("08:35", "10:29", None),
        ("08:35", "10:30", 0),
        ("09:14", "10:29", None),
        ("09:15", "10:30", 0),
    ],
)
def test_nobody_takes_a_call_while_she_drives(call: str, start: str, allowed: int | None) -> None:
    """From 8:35 to 10:30 is a call of 75 minutes and a drive of 40, wherever between them the call is."""
    pairs = (
        (AT_LINCOLN, taught("mon 08:00", 35)),
        (BY_CALL, slot(f"mon {call}", 75, school=None)),
        (AT_GRANT, taught(f"mon {start}", 15, school=GRANT)),
    )
    district = a_week(travel=(UPHILL,))

    assert by_the_post([THE_RULE], district, *pairs) == allowed
    assert (RULE in broken(district, *pairs)) is (allowed is None)


@pytest.mark.proves("F-39")
def test_a_call_is_in_the_way_of_no_drive_that_is_not_taken() -> None:
    """Ana might be at Grant at 9:39, as Ben is; she comes at noon."""
    pairs = (
        (AT_LINCOLN, taught("mon 08:00", 35)),
        (BY_CALL, slot("mon 08:45", 25, school=None)),
        (AT_GRANT, taught("mon 12:00", 15, school=GRANT)),
        (a_meeting(LEE, leader=BEN), taught("mon 09:39", 15, school=GRANT)),
    )

    assert by_the_post([THE_RULE], a_week(travel=(UPHILL,)), *pairs) == 0
