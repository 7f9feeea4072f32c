"""The sample district's week as rows, and ways to look into them."""

from collections.abc import Callable
from dataclasses import replace

from scheduler.district import District
from scheduler.model import ActivityId, Schedule, Slot
from scheduler.schoolday import SchoolDays
from tests.web.sample_district import sample_district, sample_schedule
from web.page import Card, Row, WeekPage
from web.rows import week_page

VISIT = ActivityId("clc/0/w3/visit/0")
DISTRICT = sample_district()
SCHEDULE = sample_schedule(DISTRICT)
DAYS = SchoolDays(DISTRICT)


def page_of(schedule: Schedule = SCHEDULE, district: District = DISTRICT) -> WeekPage:
    return week_page(schedule, district, SchoolDays(district))


def ana(page: WeekPage) -> Row:
    (row,) = [row for row in page.weeks[0].coaches if row.name == "Ana Ruiz"]
    return row


def cards(row: Row, day: int) -> list[Card]:
    return [card for stop in row.cells[day].stops for card in stop.cards]


def every_card(page: WeekPage) -> list[Card]:
    rows = [row for week in page.weeks for row in (*week.shared, *week.coaches)]
    return [card for row in rows for day in range(len(row.cells)) for card in cards(row, day)]


def moving(schedule: Schedule, found: ActivityId, change: Callable[[Slot], Slot]) -> Schedule:
    return replace(schedule, placed={**schedule.placed, found: change(schedule.placed[found])})
