"""The school's calendar: which dates have school, with which letter and bells, and how school days count.

Wall time exists here; everything this module returns as an instant is aware UTC.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.district import (
    EVERYWHERE,
    BellBlock,
    BlockKind,
    CalendarDay,
    DayType,
    District,
    SchoolId,
)

REGULAR = "regular"
"""The variant used on a day that names none."""

NOON = time(12, 0)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of time, aware UTC, half-open."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds()) // 60

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTime:
    """A block of one day with its clock times resolved."""

    name: str
    kind: BlockKind
    span: Span
    grade_band: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolDay:
    """One date at one school: its letter, its blocks in order of time, and the contract day if stated."""

    school: SchoolId
    date: date
    day_type: DayType
    letter: str
    variant: str
    blocks: tuple[BlockTime, ...]
    contract: Span | None


def in_grade_band(grade: str, band: str) -> bool:
    """Whether a grade such as 'K', '3' or '6' lies in a band such as 'K-3' or '6-8'; '' holds all."""
    if not band or not grade:
        return True
    ends = [_grade_number(part) for part in band.split("-")]
    return ends[0] <= _grade_number(grade) <= ends[-1]


def _grade_number(grade: str) -> int:
    text = grade.strip().upper()
    if text in ("K", "KG"):
        return 0
    if text in ("PK", "TK"):
        return -1
    return int("".join(filter(str.isdigit, text)) or 99)


class SchoolDays:
    """Questions about dates and bells of one district, answered from its data and remembered."""

    def __init__(self, district: District) -> None:
        self._district = district
        self.zone = ZoneInfo(district.year.zone)
        self._rows: dict[tuple[SchoolId, date], CalendarDay] = {
            (row.school, row.date): row for row in district.days
        }
        self._bells: dict[tuple[str, str], list[BellBlock]] = defaultdict(list)
        for block in district.bells:
            self._bells[block.bell_set, block.variant or REGULAR].append(block)
        self._days: dict[tuple[SchoolId, date], SchoolDay | None] = {}
        self._dates: dict[SchoolId, list[date]] = {}

    def instant(self, day: date, wall: time) -> datetime:
        """The instant of a wall time; a time that comes twice (autumn) is the first, one that the
        spring change skips raises ValueError."""
        local = datetime.combine(day, wall, tzinfo=self.zone)
        moment = local.astimezone(UTC)
        if moment.astimezone(self.zone).replace(tzinfo=None) != local.replace(tzinfo=None):
            raise ValueError(f"{wall:%H:%M} does not exist on {day}: the clocks change")
        return moment

    def local(self, moment: datetime) -> datetime:
        """An instant on the school's clock."""
        return moment.astimezone(self.zone)

    def date_of(self, moment: datetime) -> date:
        """The school's date of an instant."""
        return moment.astimezone(self.zone).date()

    def row(self, school: SchoolId, day: date) -> CalendarDay | None:
        """The school's own row of `DayCalendar`, else the one for every school, else None."""
        return self._rows.get((school, day)) or self._rows.get((EVERYWHERE, day))

    def has_school(self, school: SchoolId, day: date) -> bool:
        """Whether students come; `EVERYWHERE` asks for the district as a whole."""
        year = self._district.year
        if not year.first <= day <= year.last:
            return False
        row = self.row(school, day)
        return row.day_type.has_school if row else day.weekday() < 5

    def staff_only(self, school: SchoolId, day: date) -> bool:
        """Whether staff works and no students come: a day of professional development or pre-service."""
        row = self.row(school, day)
        return row is not None and row.day_type is DayType.PD

    def staff_time(self, day: date) -> tuple[Span, ...]:
        """The working time of such a day: the district's working day around lunch at noon."""
        habits = self._district.habits
        noon = self.instant(day, NOON)
        lunch = timedelta(minutes=self._district.limits.lunch_minutes)
        return (
            Span(start=self.instant(day, habits.day_start), end=noon),
            Span(start=noon + lunch, end=self.instant(day, habits.day_end)),
        )

    def evening(self, day: date) -> Span:
        """When on that date an evening meeting may be."""
        habits = self._district.habits
        return Span(
            start=self.instant(day, habits.evening_from), end=self.instant(day, habits.evening_to)
        )

    def day(self, school: SchoolId, day: date) -> SchoolDay | None:
        """The bells of a date, None without school; blocks may be empty where no bell set is known."""
        key = (school, day)
        if key not in self._days:
            self._days[key] = self._resolve(school, day) if self.has_school(school, day) else None
        return self._days[key]

    def _resolve(self, school: SchoolId, day: date) -> SchoolDay:
        row = self.row(school, day) or CalendarDay(date=day)
        bell_set = self._district.schools[school].bell_set if school != EVERYWHERE else ""
        variant = row.variant or REGULAR
        bells = self._bells.get((bell_set, variant), [])
        blocks = sorted(
            (
                BlockTime(
                    name=bell.block,
                    kind=bell.kind,
                    span=Span(start=self.instant(day, bell.start), end=self.instant(day, bell.end)),
                    grade_band=bell.grade_band,
                )
                for bell in bells
            ),
            key=lambda block: (block.span.start, block.span.end, block.name),
        )
        contracts = [block.span for block in blocks if block.kind is BlockKind.CONTRACT]
        return SchoolDay(
            school=school,
            date=day,
            day_type=row.day_type,
            letter=row.letter,
            variant=variant,
            blocks=tuple(block for block in blocks if block.kind is not BlockKind.CONTRACT),
            contract=contracts[0] if contracts else None,
        )

    def names_of_blocks(self, school: SchoolId) -> frozenset[str]:
        """The names of all blocks that ring at a school, on whatever day."""
        bell_set = self._district.schools[school].bell_set
        return frozenset(
            bell.block
            for (known, _), bells in self._bells.items()
            if known == bell_set
            for bell in bells
        )

    def letter(self, school: SchoolId | None, day: date) -> str:
        """The letter of a date at a school; '' without one or without school."""
        found = self.day(school, day) if school is not None else None
        return found.letter if found else ""

    def school_days(self, school: SchoolId, first: date, last: date) -> Iterator[date]:
        """The school days from `first` to `last`, both included, in order."""
        day = max(first, self._district.year.first)
        while day <= min(last, self._district.year.last):
            if self.has_school(school, day):
                yield day
            day += _DAY

    def school_week(self, school: SchoolId, day: date) -> list[date]:
        """The school days of the Monday-to-Sunday week that holds `day`."""
        monday = day - _DAY * day.weekday()
        return list(self.school_days(school, monday, monday + 6 * _DAY))

    def count(self, school: SchoolId, first: date, last: date) -> int:
        """How many school days lie after `first` up to and including `last`: Friday to Monday is 1."""
        dates = self._in_order(school)
        return max(0, bisect_right(dates, last) - bisect_right(dates, first))

    def _in_order(self, school: SchoolId) -> list[date]:
        """All school days of the year."""
        if school not in self._dates:
            year = self._district.year
            self._dates[school] = list(self.school_days(school, year.first, year.last))
        return self._dates[school]

    def notice(self, school: SchoolId, first: date, last: date) -> int:
        """How many days of notice lie after `first` up to and including `last`: school days, and weekdays
        before the school year begins, when people read their mail too."""
        summer = _weekdays(first, min(last, self._district.year.first - _DAY))
        return summer + self.count(school, first, last)

    def after_notice(self, school: SchoolId, day: date, notice: int) -> date:
        """The first date with so many days of notice from `day` on."""
        while notice > 0 and day < self._district.year.first - _DAY:
            day += _DAY
            notice -= day.weekday() < 5
        return self.add(school, day, notice)

    def add(self, school: SchoolId, day: date, school_days: int) -> date:
        """The date that many school days after `day`; the last day of the year at most."""
        for later in self.school_days(school, day + _DAY, self._district.year.last):
            if school_days <= 0:
                break
            school_days -= 1
            day = later
        return day

    def back(self, school: SchoolId, day: date, school_days: int) -> date:
        """The date that many school days before `day`; the first day of the year at least."""
        while school_days > 0 and day > self._district.year.first:
            day -= _DAY
            school_days -= self.has_school(school, day)
        return day

    def eve_of_break(self, school: SchoolId, day: date) -> bool:
        """Whether the next weekday has no school, so that `day` is the day before a break or holiday."""
        following = day + _DAY * (3 if day.weekday() == 4 else 1)
        return not self.has_school(school, following)


def _weekdays(first: date, last: date) -> int:
    """How many weekdays lie after `first` up to and including `last`."""
    return sum((first + _DAY * ahead).weekday() < 5 for ahead in range(1, (last - first).days + 1))
