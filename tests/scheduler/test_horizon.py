"""What a week is about: its own, what is still owed, what must be announced early; the rest stands."""

from datetime import date, timedelta
from typing import Any

import pytest

from scheduler.model import (
    Activity,
    ActivityId,
    After,
    Exclusion,
    Kind,
    Pin,
    Reason,
    Schedule,
    Slot,
    Unplaced,
    Window,
)
from scheduler.schoolday import SchoolDays
from scheduler.search.horizon import (
    Horizon,
    chosen,
    from_the_week_of,
    joined,
    kept_as_told,
    search_for,
    still_standing,
    the_next_week,
    the_week_of,
    with_pins,
)
from tests.builders import ANA, HALL, KHAN, a_district, a_schedule, a_slot, an_activity, at

MONDAY = date(2026, 12, 7)
WEEK = the_week_of(MONDAY)
FRIDAY_BEFORE = at("2026-12-04 14:30")


def in_week(number: int, name: str = "visit", **more: Any) -> Activity:
    """An activity whose window is the week so many weeks after the horizon's."""
    first = MONDAY + timedelta(weeks=number)
    window = Window(first=first, last=first + timedelta(days=4))
    return an_activity(**({"id": ActivityId(f"{name}-{number}"), "window": window} | more))


def ids(activities: tuple[Activity, ...]) -> list[str]:
    return [activity.id for activity in activities]


def picked(
    *activities: Activity,
    horizon: Horizon = WEEK,
    placed: dict[ActivityId, Slot] | None = None,
    exclusions: tuple[Exclusion, ...] = (),
    now: str = "2026-12-04 14:30",
) -> list[str]:
    moment = at(now)
    found = chosen(
        activities,
        horizon,
        placed=placed or {},
        exclusions=exclusions,
        now=moment,
        today=moment.date(),
    )
    return ids(found)


def test_a_week_is_monday_to_sunday_whichever_day_is_named() -> None:
    assert the_week_of(date(2026, 12, 10)) == Horizon(first=MONDAY, last=date(2026, 12, 13))


def test_without_a_date_it_is_the_week_after_today() -> None:
    activities = (in_week(0), in_week(1))

    assert the_next_week(activities, date(2026, 12, 4)) == WEEK


def test_before_anything_begins_it_is_the_first_week_with_something() -> None:
    assert the_next_week((in_week(0),), date(2026, 9, 1)) == WEEK


def test_a_week_holds_what_begins_in_it() -> None:
    assert picked(in_week(-1), in_week(0), in_week(1)) == ["visit-0"]


def test_a_cycle_holds_all_that_follows() -> None:
    activities = (in_week(-1), in_week(0), in_week(5))

    assert picked(*activities, horizon=from_the_week_of(MONDAY)) == ["visit-0", "visit-5"]


def test_an_earlier_one_that_may_still_stand_in_it_is_owed() -> None:
    window = Window(first=date(2026, 12, 3), last=date(2026, 12, 8))
    debrief = in_week(-1, "debrief", window=window)

    assert picked(debrief, in_week(0)) == ["debrief--1", "visit-0"]
    assert picked(debrief, placed={debrief.id: a_slot("2026-12-08 10:40")}) == []


def test_what_follows_something_that_was_never_held_is_not_owed() -> None:
    visit = in_week(-1)
    window = Window(first=date(2026, 12, 3), last=date(2026, 12, 8))
    debrief = in_week(-1, "debrief", window=window, after=(After(earlier=visit.id),))

    assert picked(visit, debrief) == []
    assert picked(visit, debrief, placed={visit.id: a_slot("2026-12-03 10:40")}) == ["debrief--1"]


@pytest.mark.parametrize(
    ("notice", "weeks_ahead", "looked_for"),
    [(2, 1, False), (5, 1, True), (5, 2, False), (10, 2, True)],
)
def test_what_must_be_announced_a_week_before_is_looked_for_that_much_earlier(
    notice: int, weeks_ahead: int, looked_for: bool
) -> None:
    session = in_week(weeks_ahead, "session", notice=notice)

    assert (picked(session) != []) is looked_for


def test_nothing_that_has_begun_is_looked_for_again() -> None:
    visit = in_week(0)

    assert (
        picked(visit, placed={visit.id: a_slot("2026-12-08 10:40")}, now="2026-12-08 11:00") == []
    )


def test_nothing_whose_dates_are_over_is_looked_for() -> None:
    assert picked(in_week(0), now="2026-12-14 09:00") == []


def test_what_was_declined_is_looked_for_in_any_week_with_what_follows_it() -> None:
    visit = in_week(2)
    debrief = in_week(2, "debrief", after=(After(earlier=visit.id),))
    slots = {visit.id: a_slot("2026-12-22 10:40"), debrief.id: a_slot("2026-12-22 13:00")}
    slot = slots[visit.id]
    refused = Exclusion(activity=visit.id, start=slot.start, end=slot.end)

    assert (
        picked(visit, debrief, placed=slots, exclusions=(refused,))
        == ["debrief-2", "visit-2"][::-1]
    )


def test_a_declined_time_that_was_left_already_asks_for_nothing() -> None:
    visit = in_week(2)
    old = a_slot("2026-12-23 10:40")
    refused = Exclusion(activity=visit.id, start=old.start, end=old.end)

    assert picked(visit, placed={visit.id: a_slot("2026-12-22 10:40")}, exclusions=(refused,)) == []


def standing(schedule: Schedule, *activities: Activity, **more: Any) -> Schedule:
    return still_standing(schedule, activities, a_district(**more), FRIDAY_BEFORE)


def test_what_is_no_longer_asked_for_stands_no_more() -> None:
    kept, gone = in_week(0), in_week(1)
    schedule = a_schedule([(kept, a_slot()), (gone, a_slot("2026-12-15 10:40"))])

    assert set(standing(schedule, kept).placed) == {kept.id}


def test_what_is_past_stays_though_nobody_asks_for_it_any_more() -> None:
    held = in_week(-1)
    schedule = a_schedule([(held, a_slot("2026-12-01 10:40"))])

    assert set(standing(schedule).placed) == {held.id}


def test_somebody_on_no_roster_is_in_nothing_that_stands() -> None:
    visit = in_week(0)
    district = a_district()
    people = {key: one for key, one in district.people.items() if key != HALL}

    schedule = a_schedule([(visit, a_slot())])
    assert standing(schedule, visit, people=people).placed == {}


def test_an_activity_is_taken_as_the_district_has_it_now() -> None:
    visit = in_week(0)
    schedule = a_schedule([(visit, a_slot())])

    assert standing(schedule, in_week(0, label="new")).activities[visit.id].label == "new"


def test_what_found_no_time_until_its_dates_were_over_says_so() -> None:
    late, open_one = in_week(-1), in_week(0)
    reasons = (Reason(rule="cap_visits", says="too many visits"),)
    schedule = Schedule(
        activities={late.id: late, open_one.id: open_one},
        placed={},
        unplaced=tuple(Unplaced(activity=one.id, reasons=reasons) for one in (late, open_one)),
    )
    kept = still_standing(schedule, (late, open_one), a_district(), at("2026-12-07 08:00"))

    assert [one.reasons[0].says for one in kept.unplaced] == [
        "its dates are over",
        "too many visits",
    ]


def test_a_pin_takes_the_place_of_what_was_scheduled() -> None:
    visit = in_week(0)
    moved = a_slot("2026-12-09 13:00")
    pins = (Pin(activity=visit.id, slot=moved), Pin(activity=ActivityId("no"), slot=moved))

    assert with_pins(a_schedule([(visit, a_slot())]), pins).placed == {visit.id: moved}


def told(activity: Activity, today: str, *exclusions: Exclusion) -> tuple[Pin, ...]:
    district = a_district()
    return kept_as_told(
        a_schedule([(activity, a_slot())]),
        [activity],
        exclusions,
        district=district,
        days=SchoolDays(district),
        today=date.fromisoformat(today),
    )


def test_a_session_people_were_told_of_stays_where_it_is() -> None:
    session = in_week(0, "session", kind=Kind.SESSION, required=(ANA, HALL, KHAN))

    assert [pin.activity for pin in told(session, "2026-11-20")] == [session.id]


def test_a_session_somebody_declined_may_move() -> None:
    session = in_week(0, "session", kind=Kind.SESSION, required=(ANA, HALL, KHAN))
    slot = a_slot()
    refused = Exclusion(activity=session.id, start=slot.start, end=slot.end)

    assert told(session, "2026-11-20", refused) == ()


@pytest.mark.parametrize(("today", "stays"), [("2026-12-04", False), ("2026-12-07", True)])
def test_a_visit_moves_only_while_its_notice_can_be_kept(today: str, stays: bool) -> None:
    assert bool(told(in_week(0, notice=2), today)) is stays


def test_a_search_lets_stand_what_it_does_not_look_for() -> None:
    district = a_district()
    own, other = in_week(0), in_week(3)
    base = a_schedule([(other, a_slot("2026-12-29 10:40"))])
    search = search_for(
        WEEK,
        district,
        SchoolDays(district),
        (own, other),
        base=base,
        published=base,
        now=FRIDAY_BEFORE,
        seed=7,
    )

    assert ids(search.activities) == [own.id]
    assert set(search.standing) == set(search.known) == {other.id}
    assert search.published == date(2026, 12, 4)
    assert search.before == {}


def test_what_another_run_left_open_is_still_told() -> None:
    old, new = in_week(0), in_week(1)
    before = Schedule(
        activities={old.id: old}, placed={}, unplaced=(Unplaced(activity=old.id, reasons=()),)
    )
    after = joined(before, a_schedule([(new, a_slot("2026-12-15 10:40"))]))

    assert [one.activity for one in after.unplaced] == [old.id]
    assert set(after.activities) == {old.id, new.id}
