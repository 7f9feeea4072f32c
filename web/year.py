"""The year on one page as a value: what happens in rows, months in columns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from scheduler.activities.occasions import (
    Certainty,
    Occasion,
    by_cohort,
    by_series,
    how_sure,
    occasions,
)
from scheduler.district import EVERYWHERE, Cohort, DayType, District, Series
from scheduler.model import Activity, Kind, Schedule
from scheduler.schoolday import SchoolDays
from scheduler.structures.structure import Structure
from web.page_words import counted, moment_words, short_date, weekday

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATES_TOLD = 3
"""More dates than this in a month are told as a weekday and a count."""
LINES_EACH = 8
"""More cohorts of a structure than this share one line, so that the year stays on a page."""
LINES_ON_A_PAGE = 30
"""A year with more lines is told in fewer: one for the cohorts of a structure, one for series of a step."""
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
    groups = _groups(district, structures, found, months, each=LINES_EACH)
    if sum(len(group.lines) for group in groups) > LINES_ON_A_PAGE:
        groups = _groups(district, structures, found, months, each=1)
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


def _groups(
    district: District,
    structures: Mapping[str, Structure],
    found: Sequence[Occasion],
    months: Sequence[date],
    *,
    each: int,
) -> tuple[Group, ...]:
    """All lines under their heads; more than `each` of a kind share one."""
    return (
        *_cycles(district, structures, by_cohort(found), months, each=each),
        *_series(district, structures, by_series(found), months, each=each),
        *_gates(district, structures, months, each=each),
        *_days_off(district, months),
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
    *,
    each: int,
) -> Iterable[Group]:
    """A group for each structure of cohorts, a line a cohort, or one for all where they are many."""
    for name in dict.fromkeys(cohort.structure for cohort in district.cohorts):
        cohorts = [one for one in district.cohorts if one.structure == name and found.get(one.id)]
        if not cohorts:
            continue
        title = structures[name].title if name in structures else name
        if len(cohorts) <= each:
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
        marks[month] = [_summed(_weeks(weeks), here)]
    name = cohort.topic or _team(district, cohort) or str(cohort.id)
    return _line(name, district.people[cohort.coach].name, marks, months)


def _team(district: District, cohort: Cohort) -> str:
    """A team by what it teaches and where, '' where nobody said it."""
    where = district.schools[cohort.school].name if cohort.school else ""
    return ", ".join(filter(None, (cohort.subject or cohort.grade, where)))


def _weeks(weeks: Sequence[int]) -> str:
    if not weeks:
        return ""
    if len(weeks) == 1:
        return f"week {weeks[0]}" if weeks[0] else "before week 1"
    return f"weeks {weeks[0]}–{weeks[-1]}" if weeks[0] else f"up to week {weeks[-1]}"


def _summed(label: str, here: Sequence[Occasion]) -> Mark:
    """Many occasions as one mark, as sure as the least sure of them; '' as label tells the numbers alone."""
    sure = how_sure(here)
    if sure[Certainty.SET] == len(here):
        return Mark(text=label or counted(len(here), "activity", "activities"))
    told = ", ".join(f"{sure[one]:,} {one.value}" for one in Certainty if sure[one])
    least = Certainty.OPEN if sure[Certainty.OPEN] else Certainty.HELD
    return Mark(text=f"{label}: {told}" if label else told, certainty=least)


def _many_cohorts(
    cohorts: Sequence[Cohort], found: Mapping[str, Sequence[Occasion]], months: Sequence[date]
) -> Line:
    word = "team" if all(one.school for one in cohorts) else "cohort"
    here: dict[date, dict[str, list[Occasion]]] = defaultdict(lambda: defaultdict(list))
    for cohort in cohorts:
        for one in found[cohort.id]:
            here[one.month][cohort.id].append(one)
    marks: dict[date, list[Mark]] = {}
    for month, running in here.items():
        everything = [one for each in running.values() for one in each]
        marks[month] = [_summed(counted(len(running), word), everything)]
    return _line(counted(len(cohorts), word), "", marks, months)


def _series(
    district: District,
    structures: Mapping[str, Structure],
    found: Mapping[str, Sequence[Occasion]],
    months: Sequence[date],
    *,
    each: int,
) -> Iterable[Group]:
    """A group for rounds, one for partner meetings, one for every other series."""
    alike: dict[tuple[str, str, str], list[Series]] = {}
    for series in district.series:
        if found.get(series.id):
            kind = found[series.id][0].activity.kind
            head = GROUPS.get(kind, MEETINGS)
            alike.setdefault((head, series.structure, _sort(series)), []).append(series)
    for head in (*GROUPS.values(), MEETINGS):
        lines: list[Line] = []
        for (under, structure, _), rows in alike.items():
            if under != head:
                continue
            if len(rows) <= each:
                lines += [_series_line(district, one, found, months) for one in rows]
            else:
                lines.append(_many_series(structures[structure].title, rows, found, months))
        if lines:
            tone = {"Rounds": "round", "Partner meetings": "partner-meeting"}.get(head, "meeting")
            yield Group(name=head, tone=tone, lines=tuple(lines))


def _sort(series: Series) -> str:
    """Series of one structure share a line by their step; rounds are all of one sort."""
    return series.step or ("" if series.structure == "rounds" else series.name)


def _series_line(
    district: District,
    series: Series,
    found: Mapping[str, Sequence[Occasion]],
    months: Sequence[date],
) -> Line:
    owner = district.people[series.owner].name
    return _line(series.name, owner, _by_month(found[series.id]), months)


def _many_series(
    title: str,
    rows: Sequence[Series],
    found: Mapping[str, Sequence[Occasion]],
    months: Sequence[date],
) -> Line:
    """Series of one step as one line: by the name they share, else by their structure's."""
    names = {one.name for one in rows}
    dated = sorted((one for row in rows for one in found[row.id]), key=lambda one: one.first)
    name = names.pop() if len(names) == 1 else title
    return _line(name, f"{len(rows)} series", _by_month(dated), months)


def _by_month(found: Sequence[Occasion]) -> Mapping[date, list[Mark]]:
    return {
        month: _dates(list(group)) for month, group in groupby(found, key=lambda one: one.month)
    }


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
    each = sorted(set(days))
    if len(each) <= DATES_TOLD:
        return ", ".join(f"{weekday(day)} {day.day}" for day in each)
    weekdays = {weekday(day) for day in days}
    return f"{len(days)} × {weekdays.pop()}" if len(weekdays) == 1 else f"{len(days)} dates"


def _gates(
    district: District,
    structures: Mapping[str, Structure],
    months: Sequence[date],
    *,
    each: int,
) -> Iterable[Group]:
    """A line a gate: the schools where it is due or was met in a month."""
    titles = {
        name.casefold(): gate.title
        for structure in structures.values()
        for gate in structure.gates
        for name in (gate.name, gate.title)
    }
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
                Mark(text=f"{where} {word} {short_date(day)}", certainty=sure)
            )
        if marks:
            few = {month: _few(here, min(each, DATES_TOLD)) for month, here in marks.items()}
            lines.append(_line(titles.get(name.casefold(), name), "", few, months))
    if lines:
        yield Group(name="Gates", tone="debrief", lines=tuple(lines))


def _few(marks: Sequence[Mark], most: int) -> list[Mark]:
    """The marks themselves while they are few, else how many schools are due and met."""
    if len(marks) <= most:
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
