"""When an invitation has its turn, and what a push writes at which moment of the week."""

from datetime import date, datetime

import pytest

from scheduler.district import CalendarDay, CohortId, DayType, District
from scheduler.model import Activity, ActivityId, Kind, Schedule, Slot
from scheduler.schoolday import SchoolDays
from sync.merging.rhythm import Turn
from sync.workspace.turns import turns_of
from tests.builders import ANA, HALL, KHAN, a_district, a_schedule, a_slot, an_activity, at

BREAK = tuple(
    CalendarDay(date=date(2026, 11, day), day_type=DayType.HOLIDAY) for day in range(23, 28)
)


def turn(activity: Activity, wall: str, district: District | None = None) -> Turn:
    return turns(a_schedule([(activity, a_slot(wall))]), district)[activity.id]


def turns(schedule: Schedule, district: District | None = None) -> dict[ActivityId, Turn]:
    district = district or a_district()
    return turns_of(schedule, district, SchoolDays(district))


@pytest.mark.proves("F-67")
@pytest.mark.parametrize(
    ("notice", "event", "due"),
    [
        (0, "2026-12-07 08:00", "2026-12-04 15:30"),
        (1, "2026-12-07 08:00", "2026-12-04 15:30"),
        (2, "2026-12-07 08:00", "2026-11-20 15:30"),
        (2, "2026-12-08 08:00", "2026-12-04 15:30"),
        (5, "2026-12-11 08:00", "2026-12-04 15:30"),
        (5, "2026-12-10 08:00", "2026-11-20 15:30"),
        (1, "2026-11-30 08:00", "2026-11-20 15:30"),
    ],
)
def test_a_visit_is_sent_on_the_last_friday_before_its_week_that_gives_the_notice(
    notice: int, event: str, due: str
) -> None:
    """The week of 23 November has no school, so nothing is published in it."""
    district = a_district(days=BREAK)

    assert turn(an_activity(notice=notice), event, district).due == at(due)


@pytest.mark.proves("F-42")
@pytest.mark.parametrize(
    ("notice", "latest"),
    [
        (0, "2026-12-08 10:40"),
        (1, "2026-12-07 17:00"),
        (2, "2026-12-06 17:00"),
        (3, "2026-12-03 17:00"),
    ],
)
def test_the_latest_moment_to_be_told_leaves_the_notice_agreed(notice: int, latest: str) -> None:
    assert turn(an_activity(notice=notice), "2026-12-08 10:40").latest == at(latest)


def cycle(*sessions: str, visit: str = "2026-10-05 10:40") -> dict[ActivityId, Turn]:
    """A cohort's cycle that begins with a visit."""
    cohort = CohortId("a")
    pairs: list[tuple[Activity, Slot]] = [
        (an_activity(id=ActivityId("visit"), cohort=cohort, notice=1), a_slot(visit))
    ]
    pairs += [
        (
            an_activity(
                id=ActivityId(f"session-{n}"),
                kind=Kind.SESSION,
                cohort=cohort,
                notice=5,
                required=(ANA, HALL, KHAN),
            ),
            a_slot(wall),
        )
        for n, wall in enumerate(sessions)
    ]
    return turns(a_schedule(pairs))


@pytest.mark.proves("F-67")
def test_all_sessions_of_a_cycle_are_due_when_it_is_about_to_begin() -> None:
    found = cycle("2026-10-13 14:00", "2026-11-03 14:00", "2026-12-01 14:00")

    assert {found[ActivityId(f"session-{n}")].due for n in range(3)} == {at("2026-09-18 15:30")}
    assert found[ActivityId("visit")].due == at("2026-10-02 15:30")


def test_something_in_the_first_week_of_the_year_is_due_at_once() -> None:
    found = turn(an_activity(notice=3), "2026-08-25 10:40")

    assert found.due <= at("2026-08-24 17:00")


@pytest.mark.proves("T2", "T4")
@pytest.mark.parametrize(
    ("event", "due"),
    [
        ("2026-11-03 10:40", "2026-10-30 15:30"),
        ("2027-03-16 10:40", "2027-03-12 15:30"),
        ("2027-01-05 10:40", "2027-01-01 15:30"),
    ],
)
def test_the_publishing_moment_keeps_its_wall_time_over_the_clocks_and_the_year(
    event: str, due: str
) -> None:
    found: datetime = turn(an_activity(notice=1), event).due

    assert found == at(due)
