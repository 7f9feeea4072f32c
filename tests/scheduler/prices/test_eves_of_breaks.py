"""The day before a break is left alone: the break of the school where it is, or of all."""

import pytest

from scheduler.district import EVERYWHERE, CalendarDay, DayType, SchoolId
from scheduler.prices.every import price
from tests.scheduler.builders import GRANT, LINCOLN, a_meeting, a_week, day_of, inspected, slot


@pytest.mark.parametrize(
    ("closed", "place", "points"),
    [
        (GRANT, GRANT, 1),
        (GRANT, LINCOLN, 0),
        (GRANT, None, 0),
        (EVERYWHERE, LINCOLN, 1),
        (EVERYWHERE, None, 1),
    ],
)
def test_a_break_counts_where_it_is(closed: SchoolId, place: SchoolId | None, points: int) -> None:
    holiday = CalendarDay(date=day_of("next mon"), school=closed, day_type=DayType.HOLIDAY)
    friday = (a_meeting(school=place), slot("fri 13:30", school=place))

    costs = price(inspected(a_week(days=(holiday,)), friday))

    assert costs.get("eves of breaks", 0) == points
