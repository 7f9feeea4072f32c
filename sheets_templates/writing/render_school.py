"""What a principal sees of coaching: months, visits held, topics, coming dates; no note and no answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from scheduler.activities.cycle import school_of
from scheduler.counts.reach import SMALLEST_CELL
from scheduler.counts.reach import Record as Done
from scheduler.district import District, PersonId, SchoolId
from scheduler.model import Activity, Kind, Slot
from scheduler.naming import id_part
from sheets_templates.vocabulary.table import CellValue

Record = dict[str, CellValue]
EVERYBODY = "all"


@dataclass(slots=True)
class _Cell:
    """What one row counts up."""

    teachers: set[PersonId] = field(default_factory=set)
    held: int = 0
    focus: set[str] = field(default_factory=set)
    coming: set[date] = field(default_factory=set)


def school_view_rows(done: Done, school: SchoolId) -> list[Record]:
    """A row a month and teacher, where the school's partnership names teachers; else a row a month.

    A row for all tells nothing but the month while it would be about fewer than five teachers.
    """
    named = done.district.schools[school].names_teachers
    took_place = done.took_place()
    cells: dict[tuple[str, str], _Cell] = {}
    for activity, slot, teacher in _coaching(done, school):
        day = done.days.date_of(slot.start)
        row = cells.setdefault((f"{day:%Y-%m}", teacher if named else EVERYBODY), _Cell())
        row.teachers.add(teacher)
        row.focus.add(_focus(activity, done.district))
        if activity.kind is Kind.VISIT and activity.id in took_place:
            row.held += 1
        if day >= done.today:
            row.coming.add(day)
    return [
        {
            "row_id": id_part(f"{month}.{who}"),
            "month": month,
            "teacher": _who(who, cell, done.district),
            **_numbers(cell, enough=named or len(cell.teachers) >= SMALLEST_CELL),
        }
        for (month, who), cell in sorted(cells.items())
    ]


def _numbers(cell: _Cell, *, enough: bool) -> Record:
    if not enough:
        return {"visits_held": "", "focus_area": "", "upcoming_dates": ""}
    return {
        "visits_held": cell.held,
        "focus_area": "; ".join(sorted(filter(None, cell.focus))),
        "upcoming_dates": _dates(cell.coming),
    }


def _who(who: str, cell: _Cell, district: District) -> str:
    if who != EVERYBODY:
        return district.people[PersonId(who)].name
    if len(cell.teachers) < SMALLEST_CELL:
        return f"fewer than {SMALLEST_CELL} teachers"
    return f"{len(cell.teachers)} teachers"


def _dates(days: Iterable[date]) -> str:
    return "; ".join(day.isoformat() for day in sorted(days))


def _coaching(done: Done, school: SchoolId) -> Iterator[tuple[Activity, Slot, PersonId]]:
    """What people were told of in cohorts and teams, with each teacher who is at that school for it."""
    people = done.district.people
    for key, slot in done.told.placed.items():
        activity = done.told.activities.get(key)
        if activity is None or activity.cohort is None or (key, slot.start) in done.refused:
            continue
        for person in activity.required:
            if person == activity.leader or person not in people:
                continue
            if (slot.school or school_of(people[person])) == school:
                yield activity, slot, person


def _focus(activity: Activity, district: District) -> str:
    """The topic of the cohort, which everybody in it shares; never one person's own focus."""
    return next((one.topic for one in district.cohorts if one.id == activity.cohort), "")
