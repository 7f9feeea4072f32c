"""Rows of the Series tab bound to dates: months, weeks, or the dates somebody set (R-SS-12)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby

from scheduler.cycle import school_of
from scheduler.district import EVERYWHERE, District, Modality, PersonId, SchoolId, Series
from scheduler.errors import Fault, InputError
from scheduler.model import Activity, Window
from scheduler.naming import activity_id, dated, monday_of
from scheduler.schoolday import SchoolDays
from scheduler.structure import Step, Structure

Occurrence = tuple[str, Window]
"""What an occurrence is called in ids (a month, a Monday, a date), and when it may stand."""


def expand_series(
    district: District, series: Series, structures: Mapping[str, Structure], days: SchoolDays
) -> list[Activity]:
    """The activities of one series, in order.

    Raises InputError when its structure is unknown or has no step for series, when its cadence is no
    known word, or when a set date cannot be.
    """
    structure = _structure_of(series, structures)
    found = []
    for step in structure.per_series():
        occurrences = _occurrences(district, series, step, days)
        found += [
            _activity(district, series, structure, step=step, at=at, name=name, window=window)
            for at, (name, window) in enumerate(occurrences)
        ]
    return found


def invited_on(district: District, series: Series, day: date) -> tuple[PersonId, ...]:
    """Who is invited then: the invited people who are here on the day and have not declined or paused."""
    people = (district.people[person] for person in dict.fromkeys(series.invited))
    return tuple(
        person.id
        for person in people
        if person.id != series.owner and person.consent.takes_part and person.active_on(day)
    )


def modality_of(series: Series, at: int) -> Modality:
    """How the occurrence number `at` (from 0) meets; several modalities take turns (R-SS-13)."""
    return series.modality[at % len(series.modality)]


def _structure_of(series: Series, structures: Mapping[str, Structure]) -> Structure:
    where = f"Series, series {series.id}"
    structure = structures.get(series.structure)
    if structure is None:
        known = ", ".join(sorted(structures))
        what = f"There is no structure named '{series.structure}'."
        raise InputError(
            [Fault(where=f"{where}, structure", what=what, fix=f"Use one of: {known}.")]
        )
    if not structure.per_series():
        what = f"The structure '{series.structure}' is for cohorts, not for series."
        fix = "Put it on the Cohorts tab, or use another structure."
        raise InputError([Fault(where=f"{where}, structure", what=what, fix=fix)])
    return structure


def _occurrences(
    district: District, series: Series, step: Step, days: SchoolDays
) -> list[Occurrence]:
    match series.cadence:
        case "monthly":
            return list(_months(_days(district, series, days), step.spacing_days))
        case "weekly":
            return list(_weeks(_days(district, series, days)))
        case "dates" | "once":
            return _set_dates(series, step, days)
        case other:
            what = f"The cadence '{other}' is not known."
            fix = "Use monthly, weekly, dates or once."
            raise InputError(
                [Fault(where=f"Series, series {series.id}, cadence", what=what, fix=fix)]
            )


def _days(district: District, series: Series, days: SchoolDays) -> list[date]:
    """The school days from the series' first to its last date, both included, at its place."""
    first = series.first or district.year.first
    last = series.last or district.year.last
    return list(days.school_days(series.place or EVERYWHERE, first, last))


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


def _activity(
    district: District,
    series: Series,
    structure: Structure,
    *,
    step: Step,
    at: int,
    name: str,
    window: Window,
) -> Activity:
    modality = modality_of(series, at)
    remote = modality is Modality.VIRTUAL
    return Activity(
        id=activity_id(structure.name, series.id, name, step.name),
        kind=step.kind,
        structure=structure.name,
        label=series.name or structure.title,
        leader=series.owner,
        required=(series.owner,),
        invited=invited_on(district, series, window.first),
        quorum=series.quorum,
        minutes=series.minutes or step.length(rooms=len(series.rooms)),
        minutes_min=step.minutes_min,
        window=window,
        series=series.id,
        inside=step.inside,
        school=None if remote else _place(district, series),
        rooms=() if remote else series.rooms,
        modality=modality,
        notice=step.notice.school_days(district.limits),
        weekday_wish=series.weekday_wish,
        worth=step.worth,
        bring=step.bring,
        bring_days=step.bring_days,
        happens=step.happens,
        artifacts=step.artifacts,
        link=series.agenda_link,
    )


def _place(district: District, series: Series) -> SchoolId | None:
    """The series' place, else its owner's school; None where neither is known."""
    if series.place:
        return series.place
    owner = school_of(district.people[series.owner])
    return None if owner == EVERYWHERE else owner
