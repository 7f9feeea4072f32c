"""The year week by week, as a leader reads it."""

from datetime import date
from typing import Any

import pytest

from scheduler.district import CalendarDay, DayType, SchoolId, SchoolYear
from scheduler.model import ActivityId, Half, Hold, Kind, Schedule, Window
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program_weeks import KINDS, YEAR, year_week_rows
from tests.builders import a_district, a_slot, an_activity

YEAR_OF_FOUR_WEEKS = SchoolYear(first=date(2026, 12, 2), last=date(2026, 12, 22))
WINDOW = Window(first=date(2026, 12, 7), last=date(2026, 12, 18))


def rows(schedule: Schedule, *asked: Any, days_off: tuple[CalendarDay, ...] = ()) -> list[Any]:
    district = a_district(year=YEAR_OF_FOUR_WEEKS, days=days_off)
    return list(year_week_rows(schedule, asked, district, SchoolDays(district)))


def activity(name: str, kind: Kind) -> Any:
    return an_activity(id=ActivityId(name), kind=kind, window=WINDOW)


NOTHING = Schedule(activities={}, placed={})


def test_each_week_of_the_year_has_a_row() -> None:
    assert [row["week"] for row in rows(NOTHING)] == [
        date(2026, 11, 30),
        date(2026, 12, 7),
        date(2026, 12, 14),
        date(2026, 12, 21),
    ]


@pytest.mark.proves("F-77")
def test_visits_are_counted_and_meetings_are_told_by_their_day() -> None:
    visits = [activity(f"visit-{number}", Kind.VISIT) for number in range(3)]
    meeting = activity("partner", Kind.PARTNER_MEETING)
    slot = a_slot("2026-12-08 09:00")
    schedule = Schedule(
        activities={one.id: one for one in (*visits, meeting)},
        placed={one.id: slot for one in (*visits, meeting)},
    )

    (_, week, *_) = rows(schedule)

    assert (week["with_one_teacher"], week["partners"], week["rounds"]) == (3, "Tue 8", "")


def test_a_held_half_day_is_tentative_until_it_has_a_time() -> None:
    one = activity("round", Kind.ROUND)
    hold = Hold(activity=one.id, day=date(2026, 12, 10), half=Half.MORNING)
    held = Schedule(activities={one.id: one}, placed={}, holds=(hold,))
    timed = Schedule(
        activities={one.id: one}, placed={one.id: a_slot("2026-12-10 09:00")}, holds=(hold,)
    )

    assert rows(held)[1]["rounds"] == "Thu 10 (t)"
    assert rows(timed)[1]["rounds"] == "Thu 10"


def test_what_has_no_date_is_told_in_the_week_by_which_it_is_due() -> None:
    assert [row["without_date"] for row in rows(NOTHING, activity("a", Kind.ROUND))] == [
        "",
        "",
        1,
        "",
    ]


def test_days_off_of_the_whole_district_are_told_and_those_of_one_school_are_not() -> None:
    everywhere = CalendarDay(date=date(2026, 12, 16), day_type=DayType.HOLIDAY)
    one_school = CalendarDay(
        date=date(2026, 12, 17), school=SchoolId("grant"), day_type=DayType.CLOSED
    )

    assert rows(NOTHING, days_off=(everywhere, one_school))[2]["days_off"] == "Wed 16"


def test_every_kind_of_activity_has_one_column() -> None:
    shown = [kind for kinds in KINDS.values() for kind in kinds]

    assert sorted(shown) == sorted(Kind)
    assert set(KINDS) <= {column.header for column in YEAR.columns}
