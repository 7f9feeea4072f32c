"""The year week by week, the first tab a leader sees: what kinds of meetings stand in which week."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.district import EVERYWHERE, District
from scheduler.model import Activity, ActivityId, Kind, Schedule
from scheduler.naming import monday_of
from scheduler.schoolday import SchoolDays
from sheets_templates.vocabulary.columns import our_key, ours
from sheets_templates.vocabulary.table import CellValue, Column, ColumnKind, Tab, Writer

KINDS: Mapping[str, tuple[Kind, ...]] = {
    "with_one_teacher": (Kind.VISIT, Kind.DEBRIEF, Kind.PLANNING),
    "sessions": (Kind.SESSION, Kind.LAB),
    "rounds": (Kind.ROUND,),
    "partners": (Kind.PARTNER_MEETING,),
    "meetings": (Kind.MEETING, Kind.REVIEW, Kind.INTERVIEW),
    "training": (Kind.TRAINING,),
    "community": (Kind.CONVERSATION, Kind.UPDATE),
}
"""Column -> the kinds of activities it shows."""
WITH_ONE = "with_one_teacher"
MOST_A_WEEK = 100.0
"""Visits, debriefs and planning meetings of a week at which the colour is darkest: fifteen full coaches."""
DAYS_TOLD = 3
"""More days than this are told as a count."""

YEAR = Tab(
    name="Year",
    key="week_id",
    purpose="The school year week by week: what stands in each, and what is still tentative.",
    columns=(
        our_key("week_id"),
        ours("week", ColumnKind.DATE, note="Its Monday."),
        ours("days_off", note="Days without school in the whole district."),
        Column(
            header=WITH_ONE,
            kind=ColumnKind.WHOLE_NUMBER,
            writer=Writer.PROGRAM,
            note="Visits, debriefs and planning meetings, tentative ones among them.",
            heat=(0.0, MOST_A_WEEK),
        ),
        *(
            ours(header, note=f"{', '.join(kinds).capitalize()}; (t) is tentative.")
            for header, kinds in KINDS.items()
            if header != WITH_ONE
        ),
        ours(
            "without_date",
            ColumnKind.WHOLE_NUMBER,
            note="What should take place by this week and has no date yet.",
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """A date something has; `tentative` when a half day is held and the hour is open."""

    day: date
    tentative: bool


def year_week_rows(
    schedule: Schedule, asked: Iterable[Activity], district: District, days: SchoolDays
) -> list[dict[str, CellValue]]:
    """A row for each week of the school year, in order."""
    activities = {**schedule.activities, **{one.id: one for one in asked}}
    standing = {
        **{hold.activity: _Standing(day=hold.day, tentative=True) for hold in schedule.holds},
        **{
            key: _Standing(day=days.date_of(slot.start), tentative=False)
            for key, slot in schedule.placed.items()
        },
    }
    found: dict[tuple[date, str], list[_Standing]] = {}
    column_of = {kind: header for header, kinds in KINDS.items() for kind in kinds}
    for key, one in standing.items():
        if key in activities:
            place = (monday_of(one.day), column_of[activities[key].kind])
            found.setdefault(place, []).append(one)
    missing = _missing(activities, standing)
    off = _days_off(district)
    return [
        {
            "week_id": week.isoformat(),
            "week": week,
            "days_off": _listed(off.get(week, ())),
            **{header: _cell(header, found.get((week, header), ())) for header in KINDS},
            "without_date": missing[week] or "",
        }
        for week in _weeks(district)
    ]


def _weeks(district: District) -> Iterator[date]:
    week = monday_of(district.year.first)
    while week <= district.year.last:
        yield week
        week += timedelta(days=7)


def _missing(
    activities: Mapping[ActivityId, Activity], standing: Mapping[ActivityId, _Standing]
) -> Counter[date]:
    open_ones = (one for key, one in activities.items() if key not in standing)
    return Counter(monday_of(one.window.last) for one in open_ones)


def _days_off(district: District) -> Mapping[date, list[date]]:
    found: dict[date, list[date]] = {}
    for row in sorted(district.days, key=lambda one: one.date):
        if row.school == EVERYWHERE and not row.day_type.has_school and row.date.weekday() < 5:
            found.setdefault(monday_of(row.date), []).append(row.date)
    return found


def _cell(header: str, here: Sequence[_Standing]) -> CellValue:
    """How many in the column of single meetings, the days in every other."""
    if header == WITH_ONE:
        return len(here) or ""
    sure = {one.day for one in here if not one.tentative}
    tentative = {one.day for one in here if one.tentative} - sure
    told = filter(None, (_listed(sorted(sure)), _listed(sorted(tentative), " (t)")))
    return ", ".join(told)


def _listed(each: Sequence[date], mark: str = "") -> str:
    """Like `Tue 8, Thu 10`; of many days their number."""
    if len(each) > DAYS_TOLD:
        return f"{len(each)} days{mark}"
    return ", ".join(f"{day:%a} {day.day}{mark}" for day in each)
