"""What takes somebody's time, and what is left of it without our own events."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.schoolday import Span
from sync.event.busy_time import joined, time_taken, without_ours
from sync.event.found_event import read_event
from tests.builders import ZONE, at

ANA = "ana@district.example"
NOON = datetime(2026, 12, 8, 17, tzinfo=UTC)


def between(first: int, last: int) -> Span:
    """Minutes from noon on."""
    return Span(start=NOON + timedelta(minutes=first), end=NOON + timedelta(minutes=last))


def taken(zone: str = ZONE, **raw: Any) -> Span | None:
    return time_taken(read_event("c", {"id": "x", **raw}), ANA, zone)


def timed(start: str, end: str) -> dict[str, Any]:
    return {"start": {"dateTime": start}, "end": {"dateTime": end}}


LUNCH = timed("2026-12-08T12:00:00-05:00", "2026-12-08T13:00:00-05:00")


def test_a_timed_event_takes_its_time() -> None:
    assert taken(**LUNCH) == Span(start=at("2026-12-08 12:00"), end=at("2026-12-08 13:00"))


@pytest.mark.parametrize(
    "more",
    [
        {"status": "cancelled"},
        {"transparency": "transparent"},
        {"eventType": "workingLocation"},
        {"attendees": [{"email": "Ana@District.example", "responseStatus": "declined"}]},
    ],
)
def test_what_is_off_free_or_declined_takes_none(more: dict[str, Any]) -> None:
    assert taken(**LUNCH, **more) is None


@pytest.mark.parametrize("answer", ["needsAction", "tentative", "accepted"])
def test_what_she_did_not_decline_takes_its_time(answer: str) -> None:
    assert taken(**LUNCH, attendees=[{"email": ANA, "responseStatus": answer}]) is not None


def test_somebody_elses_decline_is_not_hers() -> None:
    other = [{"email": "ben@district.example", "responseStatus": "declined"}]

    assert taken(**LUNCH, attendees=other) is not None


@pytest.mark.proves("C20")
def test_an_event_without_length_takes_no_time() -> None:
    assert taken(**timed("2026-12-08T12:00:00-05:00", "2026-12-08T17:00:00Z")) is None


@pytest.mark.proves("C20")
def test_an_event_that_ends_before_it_starts_takes_all_between() -> None:
    swapped = timed("2026-12-08T13:00:00-05:00", "2026-12-08T12:00:00-05:00")

    assert taken(**swapped) == taken(**LUNCH)


@pytest.mark.proves("C20", "GE-26")
@pytest.mark.parametrize(
    ("day", "following", "hours"),
    [("2026-12-08", "2026-12-09", 24), ("2026-11-01", "2026-11-02", 25), ("2027-03-14", "2027-03-15", 23)],
)  # fmt: skip
def test_an_all_day_event_takes_the_calendars_day(day: str, following: str, hours: int) -> None:
    span = taken(start={"date": day}, end={"date": following})

    assert span is not None
    assert span.start == at(f"{day} 00:00")
    assert span.minutes == hours * 60


@pytest.mark.proves("C20")
@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"start": {}, "end": {}},
        {"start": {"dateTime": "2026-12-08T12:00:00Z"}},
        {"start": {"date": "2026-12-08"}, "end": {"date": "2026-12-08"}},
    ],
)
def test_an_event_with_no_time_to_speak_of_takes_none(raw: dict[str, Any]) -> None:
    assert taken(**raw) is None


@pytest.mark.proves("C15")
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Kolkata", "UTC"])
def test_a_timed_event_is_the_same_moment_in_every_calendars_zone(zone: str) -> None:
    assert taken(zone, **LUNCH) == taken(**LUNCH)


OURS = between(0, 60)


@pytest.mark.proves("GE-25")
@pytest.mark.parametrize(
    ("busy", "left"),
    [
        pytest.param([OURS], [], id="only ours"),
        pytest.param([between(-60, 0)], [between(-60, 0)], id="foreign alone"),
        pytest.param([between(-60, 60)], [between(-60, 0)], id="foreign touches before"),
        pytest.param([between(0, 120)], [between(60, 120)], id="foreign touches after"),
        pytest.param([between(-30, 60)], [between(-30, 0)], id="foreign overlaps the start"),
        pytest.param([between(0, 90)], [between(60, 90)], id="foreign overlaps the end"),
        pytest.param(
            [between(-30, 90)], [between(-30, 0), between(60, 90)], id="foreign around ours"
        ),
        pytest.param([], [], id="hers shows ours as free"),
    ],
)
def test_what_lies_outside_ours_is_left(busy: list[Span], left: list[Span]) -> None:
    assert without_ours(busy, [OURS]) == left


def test_a_foreign_event_wholly_under_ours_cannot_be_seen() -> None:
    union = joined([OURS, between(10, 20)])

    assert without_ours(union, [OURS]) == []


SPANS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 60)).map(lambda t: between(t[0], t[0] + t[1])),
    max_size=8,
)


@pytest.mark.proves("GE-25")
@given(foreign=SPANS, ours=SPANS)
def test_minute_by_minute_what_is_left_is_foreign_and_not_ours(
    foreign: list[Span], ours: list[Span]
) -> None:
    left = without_ours(joined([*foreign, *ours]), ours)

    for minute in range(-5, 370):
        moment = between(minute, minute + 1)
        told = any(span.overlaps(moment) for span in left)
        theirs = any(span.overlaps(moment) for span in foreign)
        mine = any(span.overlaps(moment) for span in ours)
        assert told == (theirs and not mine)


@given(foreign=SPANS, ours=SPANS)
def test_what_is_left_is_in_order_and_nothing_touches(
    foreign: list[Span], ours: list[Span]
) -> None:
    left = without_ours(joined([*foreign, *ours]), ours)

    assert all(one.end < other.start for one, other in pairwise(left))
