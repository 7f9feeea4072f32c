"""Debriefs of one coach -> rows of DebriefNotes, how long after the visit each comes."""

from datetime import timedelta

from scheduler.activities.cycle import school_of
from scheduler.district import District, PersonId
from scheduler.model import Activity, Kind, Schedule, Slot
from scheduler.schoolday import SchoolDays
from sheets_templates.books.coach import LATE
from sheets_templates.vocabulary.table import CellValue

NEXT_SCHOOL_DAY = 1
HOUR = timedelta(hours=1)


def debrief_rows(
    schedule: Schedule, district: District, days: SchoolDays, coach: PersonId
) -> list[dict[str, CellValue]]:
    """A row for each debrief that has a time, in order; hours are left out while its visit has none."""
    own = [
        (schedule.placed[key], activity)
        for key, activity in schedule.activities.items()
        if key in schedule.placed and activity.kind is Kind.DEBRIEF and activity.leader == coach
    ]
    return [
        {
            "event_id": debrief.id,
            "teacher": ", ".join(
                district.people[one].name for one in debrief.required if one != coach
            ),
            "held_on": days.date_of(slot.start),
            "held_at": days.local(slot.start).time().replace(tzinfo=None),
            **_after_its_visit(debrief, slot, schedule, district, days),
        }
        for slot, debrief in sorted(own, key=lambda pair: (pair[0].start, pair[1].id))
    ]


def _after_its_visit(
    debrief: Activity, slot: Slot, schedule: Schedule, district: District, days: SchoolDays
) -> dict[str, CellValue]:
    visits = [
        schedule.placed[one.earlier] for one in debrief.after if one.earlier in schedule.placed
    ]
    if not visits:
        return {"hours_after": "", "late": ""}
    visit = max(visits, key=lambda one: one.end)
    school = slot.school or school_of(district.people[debrief.required[-1]])
    between = days.count(school, days.date_of(visit.start), days.date_of(slot.start))
    return {
        "hours_after": int((slot.start - visit.end) / HOUR),
        "late": LATE if between > NEXT_SCHOOL_DAY else "",
    }
