"""The year on one page as a value: what happens in rows, months in columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from scheduler.district import EVERYWHERE, Cohort, DayType, District
from scheduler.model import Activity, Kind, Schedule
from scheduler.occasions import Certainty, Occasion, by_cohort, by_series, how_sure, occasions
from scheduler.schoolday import SchoolDays
from scheduler.structure import Structure
from web.page_words import counted, moment_words, weekday

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATES_TOLD = 3
"""More dates than this in a month are told as a weekday and a count."""
LINES_EACH = 8
"""More cohorts of a structure than this share one line, so that the year stays on a page."""
GROUPS = {Kind.ROUND: "Rounds", Kind.PARTNER_MEETING: "Partner meetings"}
MEETINGS = "Meetings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A few words in a month; `certainty` is told by them too, never by looks alone."""

    text: str
    certainty: Certainty = Certainty.SET


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row; `cells` has the marks of each month of the page."""

    name: str
    about: str
    cells: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows under one head; `tone` is the kind whose colour they carry."""

    name: str
    tone: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage:
    """The page; `months` are the first days of its months, `dated`, `held` and `open` count occasions."""

    district: str
    heading: str
    months: tuple[date, ...]
    groups: tuple[Group, ...]
    dated: int
    held: int
    open: int
    made: str = ""


def year_page(
    district: District,
    structures: Mapping[str, Structure],
    activities: Iterable[Activity],
    schedule: Schedule,
    days: SchoolDays,
    *,
    made: datetime | None = None,
) -> YearPage:
    """The school year by month: cycles, rounds, partner meetings, other series, gates, and days off."""
    months = _months(district.year.first, district.year.last)
    found = occasions(activities, schedule, district, days)
    sure = how_sure(found)
    groups = (
        *_cycles(district, structures, by_cohort(found), months),
        *_series(district, by_series(found), months),
        *_gates(district, months),
        *_days_off(district, months),
    )
    first, last = district.year.first, district.year.last
    years = f"{first.year}" if first.year == last.year else f"{first.year}–{last.year % 100:02d}"
    return YearPage(
        district=district.name,
        heading=f"School year {years}",
        months=months,
        groups=groups,
        dated=sure[Certainty.SET],
        held=sure[Certainty.HELD],
        open=sure[Certainty.OPEN],
        made=moment_words(days.local(made)) if made else "",
    )


def _months(first: date, last: date) -> tuple[date, ...]:
    found = [first.replace(day=1)]
    while (month := _next(found[-1])) <= last:
        found.append(month)
    return tuple(found)


def _next(month: date) -> date:
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def _line(
    name: str, about: str, marks: Mapping[date, Sequence[Mark]], months: Sequence[date]
) -> Line:
    return Line(name=name, about=about, cells=tuple(tuple(marks.get(m, ())) for m in months))


def _cycles(
    district: District,
    structures: Mapping[str, Structure],
    found: Mapping[str, Sequence[Occasion]],
    months: Sequence[date],
) -> Iterable[Group]:
    """A group for each structure of cohorts, a line a cohort, or one for all where they are many."""
    for name in dict.fromkeys(cohort.structure for cohort in district.cohorts):
        cohorts = [one for one in district.cohorts if one.structure == name and found.get(one.id)]
        if not cohorts:
            continue
        title = structures[name].title if name in structures else name
        if len(cohorts) <= LINES_EACH:
            lines = [_cohort_line(district, one, found[one.id], months) for one in cohorts]
        else:
            lines = [_many_cohorts(cohorts, found, months)]
        yield Group(name=title, tone="session", lines=tuple(lines))


def _cohort_line(
    district: District, cohort: Cohort, found: Sequence[Occasion], months: Sequence[date]
) -> Line:
    marks: dict[date, list[Mark]] = {}
    for month, group in groupby(found, key=lambda one: one.month):
        here = list(group)
        weeks = sorted({one.activity.week for one in here if one.activity.week is not None})
        label = _weeks(weeks) or counted(len(here), "activity", "activities")
        marks[month] = [_summed(label, here)]
    return _line(cohort.topic or str(cohort.id), district.people[cohort.coach].name, marks, months)


def _weeks(weeks: Sequence[int]) -> str:
    if not weeks:
        return ""
    if len(weeks) == 1:
        return f"week {weeks[0]}" if weeks[0] else "before week 1"
    return f"weeks {weeks[0]}–{weeks[-1]}" if weeks[0] else f"up to week {weeks[-1]}"


def _summed(label: str, here: Sequence[Occasion]) -> Mark:
    """Many occasions as one mark, as sure as the least sure of them."""
    sure = how_sure(here)
    if sure[Certainty.SET] == len(here):
        return Mark(text=label)
    told = ", ".join(f"{sure[one]} {one.value}" for one in Certainty if sure[one])
    least = Certainty.OPEN if sure[Certainty.OPEN] else Certainty.HELD
    return Mark(text=f"{label}: {told}", certainty=least)


def _many_cohorts(
    cohorts: Sequence[Cohort], found: Mapping[str, Sequence[Occasion]], months: Sequence[date]
) -> Line:
    marks: dict[date, list[Mark]] = {}
    for month in months:
        here = [[one for one in found[each.id] if one.month == month] for each in cohorts]
        running = [one for one in here if one]
        if running:
            everything = [one for each in running for one in each]
            marks[month] = [_summed(counted(len(running), "cohort"), everything)]
    return _line(counted(len(cohorts), "cohort"), "", marks, months)


def _series(
    district: District, found: Mapping[str, Sequence[Occasion]], months: Sequence[date]
) -> Iterable[Group]:
    """A group for rounds, one for partner meetings, one for every other series."""
    kinds = {
        series.id: found[series.id][0].activity.kind
        for series in district.series
        if found.get(series.id)
    }
    for name in (*GROUPS.values(), MEETINGS):
        lines = [
            _line(
                series.name,
                district.people[series.owner].name,
                {
                    month: _dates(list(group))
                    for month, group in groupby(found[series.id], key=lambda one: one.month)
                },
                months,
            )
            for series in district.series
            if series.id in kinds and GROUPS.get(kinds[series.id], MEETINGS) == name
        ]
        if lines:
            tone = {"Rounds": "round", "Partner meetings": "partner-meeting"}.get(name, "meeting")
            yield Group(name=name, tone=tone, lines=tuple(lines))


def _dates(here: Sequence[Occasion]) -> list[Mark]:
    """The dates of one series in one month: set, then held, then how many are open."""
    marks = []
    for certainty, word in ((Certainty.SET, ""), (Certainty.HELD, "held ")):
        days = [one.day for one in here if one.certainty is certainty and one.day]
        if days:
            marks.append(Mark(text=f"{word}{_listed(days)}", certainty=certainty))
    if left := how_sure(here)[Certainty.OPEN]:
        marks.append(
            Mark(text="no date yet" if left == 1 else f"{left} open", certainty=Certainty.OPEN)
        )
    return marks


def _listed(days: Sequence[date]) -> str:
    if len(days) <= DATES_TOLD:
        return ", ".join(f"{weekday(day)} {day.day}" for day in days)
    weekdays = {weekday(day) for day in days}
    return f"{len(days)} × {weekdays.pop()}" if len(weekdays) == 1 else f"{len(days)} dates"


def _gates(district: District, months: Sequence[date]) -> Iterable[Group]:
    """A line a gate: the schools where it is due or was met in a month."""
    lines = []
    for name in dict.fromkeys(state.gate for state in district.gates):
        marks: dict[date, list[Mark]] = {}
        for state in sorted(
            (one for one in district.gates if one.gate == name),
            key=lambda one: (one.met_on or one.due or date.max, one.school),
        ):
            day = state.met_on or state.due
            if day is None:
                continue
            where = "all" if state.school == EVERYWHERE else district.schools[state.school].name
            word, sure = ("met", Certainty.SET) if state.met_on else ("due", Certainty.OPEN)
            marks.setdefault(day.replace(day=1), []).append(
                Mark(text=f"{where} {word} {day.day}", certainty=sure)
            )
        if marks:
            lines.append(_line(name, "", {m: _few(each) for m, each in marks.items()}, months))
    if lines:
        yield Group(name="Gates", tone="debrief", lines=tuple(lines))


def _few(marks: Sequence[Mark]) -> list[Mark]:
    """The marks themselves while they are few, else how many schools are due and met."""
    if len(marks) <= DATES_TOLD:
        return list(marks)
    met = sum(one.certainty is Certainty.SET for one in marks)
    due = len(marks) - met
    told = [Mark(text=f"{counted(met, 'school')} met")] if met else []
    if due:
        told.append(Mark(text=f"{counted(due, 'school')} due", certainty=Certainty.OPEN))
    return told


def _days_off(district: District, months: Sequence[date]) -> Iterable[Group]:
    """Days without school and days of tests, as the whole district has them."""
    off: dict[date, list[int]] = {}
    tests: dict[date, list[int]] = {}
    for row in sorted(district.days, key=lambda one: one.date):
        month = row.date.replace(day=1)
        if row.school == EVERYWHERE and not row.day_type.has_school and row.date.weekday() < 5:
            off.setdefault(month, []).append(row.date.day)
        elif row.day_type is DayType.TESTING:
            tests.setdefault(month, []).append(row.date.day)
    lines = [
        _line(name, "", {m: [Mark(text=_runs(found[m]))] for m in found}, months)
        for name, found in (("No school", off), ("Tests", tests))
        if found
    ]
    if lines:
        yield Group(name="Calendar", tone="planning", lines=tuple(lines))


def _runs(days: Iterable[int]) -> str:
    """'3, 24–28': days side by side as one."""
    numbers = sorted(set(days))
    runs: list[list[int]] = []
    for day in numbers:
        if runs and day == runs[-1][1] + 1:
            runs[-1][1] = day
        else:
            runs.append([day, day])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
