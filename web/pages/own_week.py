"""A coach's own week as a time grid: her meetings and drives, each as tall as it is long; pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from scheduler.district import PersonId
from scheduler.model import ActivityId
from scheduler.naming import monday_of
from scheduler.peoples_time.roads import drive_minutes
from web.page import Card, DayHead
from web.page_cards import card
from web.page_days import columns, day_head
from web.page_source import PageSource
from web.page_words import clock, minutes_words

STEP_MIN = 5
"""Minutes of one row of the grid."""
EARLIEST, LATEST = 7, 16
"""Hours that are always shown."""
LANES_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of a day: `top` the first row from 1, `rows` its height, `lane` of `lanes` side by side.

    Without a `card` it is a drive, and `says` tells from where to where.
    """

    top: int
    rows: int
    says: str = ""
    card: Card | None = None
    where: str = ""
    address: str = ""
    lane: int = 1
    lanes: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    head: DayHead
    blocks: tuple[Block, ...]
    schools: tuple[str, ...]
    drive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWeek:
    """The grid; `hours` are its lines as (row, words), `rows` its height."""

    coach: str
    monday: date
    days: tuple[Day, ...]
    hours: tuple[tuple[int, str], ...]
    rows: int
    count: int
    drive: int

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=7)


def own_week(source: PageSource, coach: PersonId, monday: date) -> OwnWeek:
    """The week of a coach from its Monday, whatever she leads or takes part in."""
    schedule, days = source.schedule, source.days
    hers: dict[date, list[ActivityId]] = {}
    for key in schedule.placed:
        day = days.date_of(schedule.placed[key].start)
        if coach in schedule.people_at(key) and monday_of(day) == monday:
            hers.setdefault(day, []).append(key)
    first, last = _hours(source, [key for found in hers.values() for key in found])
    dates = columns(monday, hers)
    shown = tuple(_day(source, coach, day, hers.get(day, []), first) for day in dates)
    return OwnWeek(
        coach=source.name(coach),
        monday=monday,
        days=shown,
        hours=tuple(
            ((hour - first) * 60 // STEP_MIN + 1, clock(datetime.combine(monday, time(hour))))
            for hour in range(first, last)
        ),
        rows=(last - first) * 60 // STEP_MIN,
        count=sum(len(found) for found in hers.values()),
        drive=sum(day.drive for day in shown),
    )


def _hours(source: PageSource, ids: Iterable[ActivityId]) -> tuple[int, int]:
    """The hours from which up to which the grid goes."""
    spans = [source.local(source.schedule.placed[key]) for key in ids]
    first = min((start.hour for start, _ in spans), default=EARLIEST)
    last = max((end.hour + (end.minute > 0) for _, end in spans), default=LATEST)
    return min(first, EARLIEST), min(24, max(last, LATEST))


def _day(
    source: PageSource, coach: PersonId, day: date, ids: Sequence[ActivityId], first: int
) -> Day:
    in_order = sorted(ids, key=lambda key: (source.schedule.placed[key], key))
    meetings = list(_beside(_meeting(source, coach, key, first) for key in in_order))
    drives = list(_drives(source, in_order, first))
    schools = dict.fromkeys(
        source.school_words(source.schedule.activities[key], source.schedule.placed[key])
        for key in in_order
    )
    return Day(
        head=day_head(source.district, source.days, day),
        blocks=tuple(sorted((*meetings, *(one for one, _ in drives)), key=lambda one: one.top)),
        schools=tuple(schools),
        drive=sum(minutes for _, minutes in drives),
    )


def _meeting(source: PageSource, coach: PersonId, key: ActivityId, first: int) -> Block:
    slot = source.schedule.placed[key]
    start, _ = source.local(slot)
    return Block(
        top=_row(start, first),
        rows=max(1, round(slot.minutes / STEP_MIN)),
        card=card(source, key, coach),
        where=source.school_words(source.schedule.activities[key], slot),
        address=source.address(key),
    )


def _row(moment: datetime, first: int) -> int:
    return max(1, ((moment.hour - first) * 60 + moment.minute) // STEP_MIN + 1)


def _drives(
    source: PageSource, in_order: Sequence[ActivityId], first: int
) -> Iterator[tuple[Block, int]]:
    """The road to each other school, so that she arrives as the meeting there begins."""
    behind = None
    for key in in_order:
        activity, slot = source.schedule.activities[key], source.schedule.placed[key]
        here = source.where(activity, slot)
        if here and behind and here != behind:
            minutes = drive_minutes(source.district, behind, here)
            start, _ = source.local(slot)
            if minutes:
                schools = source.district.schools
                rows = max(1, round(minutes / STEP_MIN))
                says = f"{minutes_words(minutes)} drive from {schools[behind].name}"
                yield (
                    Block(top=max(1, _row(start, first) - rows), rows=rows, says=says),
                    minutes,
                )
        behind = here or behind


def _beside(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks that overlap stand in lanes side by side; in order of their start."""
    together: list[Block] = []
    reach = 0
    for block in blocks:
        if together and block.top >= reach:
            yield from _in_lanes(together)
            together, reach = [], 0
        together.append(block)
        reach = max(reach, block.top + block.rows)
    yield from _in_lanes(together)


def _in_lanes(together: Sequence[Block]) -> Iterator[Block]:
    """Each in the first lane that is free again; the last one takes what finds none."""
    ends: list[int] = []
    lanes: list[int] = []
    for block in together:
        free = next((n for n, end in enumerate(ends) if end <= block.top), len(ends))
        lane = min(free, LANES_MOST - 1)
        if lane == len(ends):
            ends.append(0)
        ends[lane] = block.top + block.rows
        lanes.append(lane + 1)
    for block, lane in zip(together, lanes, strict=True):
        yield replace(block, lane=lane, lanes=len(ends))
