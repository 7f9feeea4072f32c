"""Coverage: teachers in rows, weeks in columns, the number of visits in each cell, by school; pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.district import Person, Role, SchoolId
from scheduler.model import Activity, Kind
from scheduler.naming import monday_of
from web.page_words import last_name
from web.pages.today import Today

WEEKS_BEFORE, WEEKS_AFTER = 4, 5
"""Weeks shown before this one and after it."""
FEW = 5
"""A total of fewer teachers says too much about each of them, and is not told."""
COUNTED = frozenset({Kind.VISIT, Kind.PLANNING, Kind.DEBRIEF, Kind.LAB})
"""What is meant for one teacher; a session of a cohort is nobody's own."""
SHADES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """`count` with a time, `open` without one; `late` when the dates of one without have passed."""

    count: int = 0
    open: int = 0
    late: bool = False

    @property
    def shade(self) -> int:
        return min(self.count, SHADES)

    @property
    def words(self) -> str:
        """What the cell says to somebody who cannot see its colour."""
        told = f"{self.count}"
        if self.open:
            told += f", {self.open} {'overdue' if self.late else 'open'}"
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: str
    address: str
    cells: tuple[Cell, ...]

    @property
    def total(self) -> int:
        return sum(cell.count for cell in self.cells)

    @property
    def open(self) -> int:
        return sum(cell.open for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRows:
    """One school; `total` is None where it would count too few for who sees totals only."""

    name: str
    teachers: int
    rows: tuple[Row, ...]
    total: Row | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage:
    district: str
    weeks: tuple[date, ...]
    now: date
    schools: tuple[SchoolRows, ...]

    @property
    def reached(self) -> int:
        return sum(row.total > 0 for school in self.schools for row in school.rows)

    @property
    def teachers(self) -> int:
        return sum(school.teachers for school in self.schools)

    @property
    def open(self) -> int:
        return sum(row.open for school in self.schools for row in school.rows)


def coverage_page(
    today: Today, *, only: SchoolId | None = None, totals: bool = False
) -> CoveragePage:
    """Every teacher who takes part; `only` one school's, with `totals` without a row for anybody."""
    middle = monday_of(today.today)
    weeks = tuple(middle + timedelta(weeks=n) for n in range(-WEEKS_BEFORE, WEEKS_AFTER + 1))
    counted = _counted(today, weeks)
    by_school: dict[SchoolId, list[Person]] = defaultdict(list)
    for person in today.district.people.values():
        teaches = person.role is Role.TEACHER and person.consent.takes_part
        if teaches and person.school and person.active_on(today.today):
            by_school[person.school].append(person)
    schools = [one for one in today.district.schools if only in (None, one) and by_school[one]]
    shown = {person.id for one in schools for person in by_school[one]}
    weeks = _used(weeks, middle, {week for person, week in counted if person in shown})
    return CoveragePage(
        district=today.district.name,
        weeks=weeks,
        now=middle,
        schools=tuple(
            _school(today, one, by_school[one], counted, weeks, totals=totals) for one in schools
        ),
    )


def _used(weeks: tuple[date, ...], now: date, used: Collection[date]) -> tuple[date, ...]:
    """The weeks without those before and after in which nothing stands; always with the running one."""
    first, last = min((now, *used)), max((now, *used))
    return tuple(week for week in weeks if first <= week <= last)


Counted = Mapping[tuple[str, date], Cell]


def _counted(today: Today, weeks: tuple[date, ...]) -> Counted:
    """A cell for each teacher and week in which something for her stands or is missing."""
    schedule, days = today.schedule, today.days
    placed: dict[tuple[str, date], int] = defaultdict(int)
    for key, slot in schedule.placed.items():
        for person in _for_whom(schedule.activities[key]):
            placed[person, monday_of(days.date_of(slot.start))] += 1
    missing: dict[tuple[str, date], list[Activity]] = defaultdict(list)
    for unplaced in schedule.unplaced:
        activity = schedule.activities[unplaced.activity]
        for person in _for_whom(activity):
            missing[person, monday_of(activity.window.first)].append(activity)
    keys = {key for key in (*placed, *missing) if key[1] in weeks}
    return {
        key: Cell(
            count=placed.get(key, 0),
            open=len(missing.get(key, ())),
            late=any(one.window.last < today.today for one in missing.get(key, ())),
        )
        for key in keys
    }


def _for_whom(activity: Activity) -> Iterable[str]:
    if activity.kind not in COUNTED or activity.shared:
        return ()
    return [person for person in activity.required if person != activity.leader]


def _school(
    today: Today,
    school: SchoolId,
    people: list[Person],
    counted: Counted,
    weeks: tuple[date, ...],
    *,
    totals: bool,
) -> SchoolRows:
    in_order = sorted(people, key=lambda one: (last_name(one.name), one.name))
    rows = tuple(
        Row(
            name=person.name,
            address=person.id,
            cells=tuple(counted.get((person.id, week), Cell()) for week in weeks),
        )
        for person in in_order
    )
    sums = tuple(
        Cell(count=sum(one.count for one in column), open=sum(one.open for one in column),
             late=any(one.late for one in column))
        for column in zip(*(row.cells for row in rows), strict=True)
    )  # fmt: skip
    few = totals and len(people) < FEW
    return SchoolRows(
        name=today.district.schools[school].name,
        teachers=len(people),
        rows=() if totals else rows,
        total=None if few else Row(name="Whole school", address="", cells=sums),
    )
