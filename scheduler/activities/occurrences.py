"""When a series stands: in months, in weeks, on set dates, or on days the calendar names (R-SS-12)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from scheduler.district import EVERYWHERE, CalendarDay, DayType, District, SchoolId, Series
from scheduler.errors import Fault, InputError
from scheduler.model import Container, Window
from scheduler.naming import dated, monday_of
from scheduler.schoolday import SchoolDays
from scheduler.structures.edges import Anchor
from scheduler.structures.structure import Step
from scheduler.structures.windows import dated_edge

A_WEEKEND = 3
"""Days from a Friday to the Monday after it."""
Occurrence = tuple[str, Window]
"""What an occurrence is called in ids (a month, a Monday, a date), and when it may stand."""
CADENCES = ("monthly", "weekly", "every two weeks", "months", "occasions", "dates", "once")


def occurrences(
    district: District, series: Series, step: Step, days: SchoolDays
) -> list[Occurrence]:
    """Every occurrence in order; the row's own words go before the step's.

    Raises InputError when the cadence is no known word or a set date cannot be.
    """
    match series.cadence or step.recurs.cadence or "monthly":
        case "monthly":
            return list(_months(_days(district, series, step, days), step.spacing_days))
        case "weekly":
            return list(_weeks(_days(district, series, step, days)))
        case "every two weeks":
            return list(_weeks(_days(district, series, step, days)))[::2]
        case "months":
            all_days = _days(district, series, step, days)
            wanted = [day for day in all_days if day.month in step.recurs.months]
            return list(_months(wanted, step.spacing_days))
        case "occasions":
            return list(_occasions(district, series, step, days))
        case "dates" | "once":
            return _set_dates(series, step, days)
        case other:
            what = f"The cadence '{other}' is not known."
            fix = "Use monthly, weekly, every two weeks, months, occasions, dates or once."
            raise InputError(
                [Fault(where=f"Series, series {series.id}, cadence", what=what, fix=fix)]
            )


def _days(district: District, series: Series, step: Step, days: SchoolDays) -> list[date]:
    """The school days from the series' first to its last date, both included, at its place."""
    first, last = _ends(district, series, step, days)
    return list(days.school_days(series.place or EVERYWHERE, first, last)) if first <= last else []


def _ends(district: District, series: Series, step: Step, days: SchoolDays) -> tuple[date, date]:
    """The first and the last date it may have."""
    first = series.first or district.year.first
    last = series.last or step.recurs.last(district.year.first, district.year.last)
    before = _last_day(district, series, step, days)
    return first, min(last, before) if before else last


def _last_day(district: District, series: Series, step: Step, days: SchoolDays) -> date | None:
    """The last day the step's own window leaves a series; the cycle of a school's learning teams starts
    with `teams_start` (R-LT-9)."""
    school = district.schools.get(series.place or SchoolId(""))
    if step.closes is None:
        return None
    anchors = {
        Anchor.YEAR_START: district.year.first,
        Anchor.YEAR_END: district.year.last,
        Anchor.CYCLE_START: school.teams_start if school else None,
    }
    return dated_edge(step.closes, anchors, series.place or EVERYWHERE, days)


def _occasions(
    district: District, series: Series, step: Step, days: SchoolDays
) -> Iterator[Occurrence]:
    """The days whose note in the calendar names one of the step's occasions, those named first before
    those named later, and then the dates the row adds (R-LT-7). Days of staff alone that follow each other
    under one note, such as a pre-service week, are one occasion."""
    possible = _days(district, series, step, days)
    noted = [day for day in district.days if day.school in (EVERYWHERE, series.place) and day.note]
    found: dict[date, date] = {}
    for word in step.recurs.occasions:
        named = {day.date: day for day in noted if word.casefold() in day.note.casefold()}
        if Container.STAFF_DAY in step.inside:
            found |= _of_staff(named.values(), _ends(district, series, step, days))
        found |= {day: day for day in possible if day in named}
    found |= {day: day for day in sorted(series.dates) if day in possible and day not in found}
    for first, last in found.items():
        yield f"{first:%Y-%m-%d}", Window(first=first, last=last)


def _of_staff(rows: Iterable[CalendarDay], ends: tuple[date, date]) -> dict[date, date]:
    """First to last date of each run of days of staff alone, weekends within it."""
    found: dict[date, date] = {}
    first = last = None
    for day in sorted(row.date for row in rows if row.day_type is DayType.PD):
        if not ends[0] <= day <= ends[1]:
            continue
        if first is None or last is None or (day - last).days > A_WEEKEND:
            first = day
        last = found[first] = day
    return found


def _months(school_days: Iterable[date], spacing_days: int) -> Iterator[Occurrence]:
    """One occurrence for each month that has school days.

    A window ends early enough that even its last day is `spacing_days` before the next month's window,
    so no choice of times can bring two occurrences closer than that.
    """
    months = [
        list(group) for _, group in groupby(school_days, key=lambda day: (day.year, day.month))
    ]
    for at, month in enumerate(months):
        following = months[at + 1] if at + 1 < len(months) else []
        apart = timedelta(days=spacing_days)
        early = [day for day in month if not following or day + apart <= following[0]]
        if following and not early:
            # A series that begins late in a month: it keeps its first day and pushes the next one on.
            early = month[:1]
            months[at + 1] = [day for day in following if day >= month[0] + apart] or following[-1:]
        yield f"{month[0]:%Y-%m}", Window(first=early[0], last=early[-1])


def _weeks(school_days: Iterable[date]) -> Iterator[Occurrence]:
    """One occurrence for each week that has school days, called by its Monday."""
    for monday, group in groupby(school_days, key=monday_of):
        week = list(group)
        yield f"{monday:%Y-%m-%d}", Window(first=week[0], last=week[-1])


def _set_dates(series: Series, step: Step, days: SchoolDays) -> list[Occurrence]:
    where = f"Series, series {series.id}, dates"
    if not series.dates:
        what = f"The cadence is '{series.cadence}' but there is no date."
        raise InputError([Fault(where=where, what=what, fix="Fill in the date.")])
    if series.cadence == "once" and len(set(series.dates)) > 1:
        what = f"The cadence is 'once' but there are {len(set(series.dates))} dates."
        raise InputError([Fault(where=where, what=what, fix="Keep one date, or use dates.")])
    place = series.place or EVERYWHERE
    empty = [day for day in series.dates if step.on_school_days and not days.has_school(place, day)]
    if empty:
        fix = "Choose a school day."
        raise InputError(
            [
                Fault(where=where, what=f"{dated(day)} is no school day there.", fix=fix)
                for day in empty
            ]
        )
    return [(f"{day:%Y-%m-%d}", Window(first=day, last=day)) for day in sorted(set(series.dates))]
