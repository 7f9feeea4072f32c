"""Hours count what was marked held, once, with real minutes where somebody noted them."""

from datetime import date
from typing import Any

import pytest

from scheduler.counts.hours import Hours, Marked, hours_of, of_those
from scheduler.model import ActivityId, Kind
from scheduler.schoolday import SchoolDays
from tests.builders import ANA, HALL, KHAN, a_district, a_schedule, a_slot, an_activity

NINTH, TENTH, TALK = ActivityId("visit.9"), ActivityId("visit.10"), ActivityId("talk.11")
TOLD = a_schedule(
    [
        (an_activity(id=TENTH), a_slot("2026-12-10 10:40")),
        (an_activity(id=NINTH), a_slot("2026-12-09 10:40")),
        (
            an_activity(id=TALK, kind=Kind.SESSION, required=(ANA, HALL, KHAN)),
            a_slot("2026-12-11 13:00", 60),
        ),
    ]
)
ALL = frozenset({NINTH, TENTH, TALK})


def hours(marked: Marked, **more: Any) -> Hours:
    plain: dict[str, Any] = {
        "first": date(2026, 8, 24),
        "last": date(2027, 6, 11),
        "today": date(2026, 12, 18),
    }
    person = more.pop("person", HALL)
    return hours_of(person, TOLD, SchoolDays(a_district()), marked, **(plain | more))


def test_real_minutes_go_before_planned_ones_and_days_are_in_order() -> None:
    found = hours(Marked(held=ALL, minutes={NINTH: 35}))

    assert [(one.on.day, one.minutes, one.noted) for one in found.sessions] == [
        (9, 35, True),
        (10, 40, False),
        (11, 60, False),
    ]
    assert (found.minutes, found.as_planned, found.unmarked) == (135, 2, 0)


def test_what_nobody_marked_is_counted_apart_and_gives_no_minutes() -> None:
    found = hours(Marked(held=frozenset({TENTH})))

    assert [one.activity for one in found.sessions] == [TENTH]
    assert found.unmarked == 2


def test_what_was_not_held_is_neither() -> None:
    found = hours(Marked(held=frozenset({TENTH, TALK}), not_held=frozenset({NINTH})))

    assert (len(found.sessions), found.unmarked) == (2, 0)


def test_who_stayed_away_gets_no_minutes_of_what_the_others_had() -> None:
    marked = Marked(held=ALL, stayed_away=frozenset({TALK}))

    assert [one.activity for one in hours(marked).sessions] == [NINTH, TENTH]


def test_who_is_marked_to_have_come_counts_though_the_whole_is_not_marked() -> None:
    found = hours(Marked(held=frozenset(), came=frozenset({TALK})), person=KHAN)

    assert [one.activity for one in found.sessions] == [TALK]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 12, 10), date(2026, 12, 10), [10]),
        (date(2026, 12, 10), date(2027, 6, 11), [10, 11]),
        (date(2026, 12, 12), date(2027, 6, 11), []),
    ],
)
def test_both_ends_of_the_time_asked_for_count(first: date, last: date, days: list[int]) -> None:
    found = hours(Marked(held=ALL), first=first, last=last)

    assert [one.on.day for one in found.sessions] == days


def test_nothing_of_today_or_later_counts_yet() -> None:
    found = hours(Marked(held=ALL), today=date(2026, 12, 10))

    assert [one.on.day for one in found.sessions] == [9]
    assert found.unmarked == 0


def test_only_what_she_was_in_herself_is_hers() -> None:
    assert [one.activity for one in hours(Marked(held=ALL), person=KHAN).sessions] == [TALK]
    assert of_those(KHAN, TOLD) == {ANA}
