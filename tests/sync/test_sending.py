"""Mail goes out once a week, never at night, never without school."""

from datetime import date

import pytest

from scheduler.district import CalendarDay, DayType, Habits
from scheduler.schoolday import SchoolDays
from sync.workspace.sending import when_to_send
from tests.builders import a_district, at

HOLIDAY = CalendarDay(date=date(2026, 12, 11), day_type=DayType.HOLIDAY)


@pytest.mark.proves("F-67")
@pytest.mark.parametrize(
    ("now", "sent"),
    [
        ("2026-12-02 10:00", "2026-12-04 15:30"),
        ("2026-12-04 14:30", "2026-12-04 15:30"),
        ("2026-12-04 15:30", "2026-12-04 15:30"),
        ("2026-12-04 16:59", "2026-12-04 16:59"),
        ("2026-12-04 17:00", "2026-12-07 07:00"),
        ("2026-12-05 11:00", "2026-12-07 07:00"),
        ("2026-12-10 14:00", "2026-12-10 15:30"),
        ("2026-12-11 12:00", "2026-12-14 07:00"),
        ("2027-06-11 18:00", "2027-06-12 07:00"),
    ],
)
def test_a_push_waits_for_the_publishing_moment_and_for_the_morning(now: str, sent: str) -> None:
    days = SchoolDays(a_district(days=(HOLIDAY,)))

    decision = when_to_send(at(now), Habits(), days)

    assert decision.at == at(sent)
    assert decision.hold is (now != sent)
    assert decision.why


def test_a_push_that_mails_nobody_never_waits() -> None:
    midnight = at("2026-12-05 00:30")

    assert not when_to_send(midnight, Habits(), SchoolDays(a_district()), mails=0).hold


@pytest.mark.proves("F-67")
@pytest.mark.parametrize(
    ("now", "soonest", "sent"),
    [
        ("2026-12-02 10:00", "2026-12-03 08:00", "2026-12-02 10:00"),
        ("2026-12-02 18:00", "2026-12-03 08:00", "2026-12-03 07:00"),
        ("2026-12-02 10:00", "2026-12-04 15:30", "2026-12-04 15:30"),
        ("2026-12-02 10:00", "2026-12-07 08:00", "2026-12-04 15:30"),
    ],
)
def test_what_begins_before_the_publishing_moment_does_not_wait_for_it(
    now: str, soonest: str, sent: str
) -> None:
    """But for the morning, if it is evening."""
    days = SchoolDays(a_district(days=(HOLIDAY,)))

    assert when_to_send(at(now), Habits(), days, soonest=at(soonest)).at == at(sent)
