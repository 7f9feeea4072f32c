"""What comes after something else comes after it, and soon enough."""

import pytest

from scheduler.district import CalendarDay, DayType
from scheduler.model import After, Window
from tests.scheduler.builders import (
    DAYS,
    HALL,
    MONDAY,
    a_debrief,
    a_meeting,
    a_visit,
    a_week,
    all_broken,
    broken,
    day_of,
    found,
    inspected,
    lessons,
    slot,
    standing,
    taught,
)

RULE = "keep_the_order"
NEXT_WEEK = Window(first=MONDAY, last=day_of("next fri"))


@pytest.mark.proves("R-CLC-8", "F-17")
def test_a_debrief_that_starts_as_its_visit_ends_is_allowed() -> None:
    visit = (a_visit(), taught("mon 10:30", 15))
    plc_early = a_week(timetable=lessons(HALL, teach="4", free="5"))

    assert RULE not in broken(plc_early, visit, (a_debrief(), slot("mon 10:45")))


@pytest.mark.proves("F-17")
def test_a_debrief_a_minute_before_its_visit_ends_is_refused() -> None:
    visit = (a_visit(), taught("mon 10:30", 16))

    violations = all_broken(a_week(), visit, (a_debrief(), slot("mon 10:45")))

    assert (RULE, "it would start before what it follows has ended") in {
        (violation.rule, violation.says) for violation in violations
    }


@pytest.mark.proves("R-CLC-8", "F-17")
def test_two_school_days_later_is_allowed_and_three_refused() -> None:
    visit = (a_visit(window=NEXT_WEEK), taught("fri 08:00"))
    debrief = a_debrief(window=NEXT_WEEK)

    assert broken(a_week(), visit, (debrief, slot("next tue 13:30"))) == set()
    (violation,) = all_broken(a_week(), visit, (debrief, slot("next wed 13:30")))
    assert violation.says == "it would be more than 2 school days after what it follows"


def test_days_without_school_do_not_count() -> None:
    closed = CalendarDay(date=day_of("next mon"), day_type=DayType.HOLIDAY)
    visit = (a_visit(window=NEXT_WEEK), taught("fri 08:00"))
    debrief = (a_debrief(window=NEXT_WEEK), slot("next wed 13:30"))

    assert broken(a_week(days=(closed,)), visit, debrief) == set()


@pytest.mark.proves("F-17")
def test_a_debrief_without_its_visit_is_refused() -> None:
    (violation,) = all_broken(a_week(), (a_debrief(), slot("mon 13:30")), also=(a_visit(),))

    assert violation.rule == RULE
    assert violation.says == "what it follows has no time"


def test_a_wish_about_the_order_is_no_rule() -> None:
    wish = a_debrief(after=(After(earlier=a_visit().id, soft=True),))

    assert broken(a_week(), (a_visit(), taught("tue 08:00")), (wish, slot("mon 13:30"))) == set()


def test_an_order_without_days_may_take_any_time() -> None:
    whenever = a_debrief(window=NEXT_WEEK, after=(After(earlier=a_visit().id),))
    visit = (a_visit(), taught("mon 08:00"))

    assert broken(a_week(), visit, (whenever, slot("next fri 13:30"))) == set()


@pytest.mark.proves("R-CLC-8", "F-17")
def test_the_search_lets_a_debrief_follow_its_visit() -> None:
    """The visit's only day is Wednesday, the debrief could stand from Monday on."""
    visit = a_visit(window=Window(first=DAYS["wed"], last=DAYS["wed"]))

    times = found(a_week(), visit, a_debrief(school_days=0))

    looked_at = inspected(
        a_week(), *((times.schedule.activities[k], v) for k, v in times.schedule.placed.items())
    )
    assert {placement.day for placement in looked_at.placements} == {DAYS["wed"]}
    assert times.schedule.unplaced == ()


def test_the_search_leaves_out_a_debrief_that_would_come_too_late() -> None:
    visit = a_visit(window=Window(first=MONDAY, last=MONDAY))
    debrief = a_debrief(window=Window(first=DAYS["thu"], last=DAYS["fri"]), worth=9000)

    times = found(a_week(), visit, debrief)

    (left_out,) = times.schedule.unplaced
    assert left_out.activity == debrief.id
    assert [reason.says for reason in left_out.reasons] == [
        "it would be more than 2 school days after what it follows"
    ]


def test_the_search_places_no_debrief_without_its_visit() -> None:
    nothing_taught = a_week(timetable=lessons(HALL, prep="1"))

    times = found(nothing_taught, a_visit(), a_debrief(worth=9000))

    assert times.schedule.placed == {}
    assert "what it follows has no time" in {
        reason.says for one in times.schedule.unplaced for reason in one.reasons
    }


def test_the_search_places_a_debrief_after_a_visit_that_stands() -> None:
    stands = standing((a_visit(), taught("wed 08:00")))

    times = found(a_week(), a_debrief(school_days=1), **stands)

    where = times.schedule.placed[a_debrief().id]
    assert where.start.date() in (DAYS["wed"], DAYS["thu"])


def test_a_meeting_of_its_own_follows_nothing() -> None:
    assert broken(a_week(), (a_meeting(), slot("mon 13:30"))) == set()
