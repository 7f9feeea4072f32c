"""A Schedule -> the rows of the tracking tabs, as header -> value; a tracker merges them by key."""

from collections.abc import Collection, Mapping
from datetime import datetime

from scheduler.district import CohortId, District, Modality, PersonId
from scheduler.model import Activity, ActivityId, Kind, Reason, Schedule, Slot
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program import STATES, WEEKS
from sheets_templates.vocabulary.table import CellValue

Record = dict[str, CellValue]

NOT_FOR_ALL = frozenset(
    {
        "keep_what_was_said",
        "leave_never_blocks_alone",
        "respect_busy_calendars",
        "respect_never",
    }
)
"""Rules whose sentence would tell everybody what one person answered, wished or has in a calendar."""


def schedule_rows(
    schedule: Schedule,
    district: District,
    days: SchoolDays,
    *,
    states: Mapping[ActivityId, str] | None = None,
    gcal_ids: Mapping[ActivityId, str] | None = None,
    links: Mapping[ActivityId, str] | None = None,
) -> list[Record]:
    """Rows of the Schedule tab in order of time; a state not given is `proposed`.

    Raises:
        ValueError: for a state that is not one of the words any reader may see.
    """
    return [
        {
            "event_id": activity.id,
            "step_id": _step(activity),
            "type": activity.kind.value,
            "focus": activity.label,
            "date": days.date_of(slot.start),
            "block": slot.block,
            "start": _clock(days, slot.start),
            "end": _clock(days, slot.end),
            "place": _place(activity, slot, district),
            "modality": activity.modality.value,
            "coach": _name(activity.leader, district),
            "participants": _others(schedule, activity, district),
            "state": _state((states or {}).get(activity.id, STATES[0])),
            "gcal_id": (gcal_ids or {}).get(activity.id, ""),
            "link": (links or {}).get(activity.id, ""),
        }
        for activity, slot in _in_order(schedule)
    ]


def unplaced_rows(schedule: Schedule, district: District) -> list[Record]:
    """Rows of the Unplaced tab; what one person said or has in a calendar is told as such, no more."""
    rows: list[Record] = []
    own = frozenset(one.reason for one in district.blackouts if one.person and one.reason)
    for unplaced in schedule.unplaced:
        activity = schedule.activities[unplaced.activity]
        rows.append(
            {
                "step_id": activity.id,
                "type": activity.kind.value,
                "who": ", ".join(_name(person, district) for person in activity.required),
                "between": f"{activity.window.first} to {activity.window.last}",
                "why": "; ".join(
                    dict.fromkeys(_public(reason, own) for reason in unplaced.reasons)
                ),
                "blocking_rules": ", ".join(
                    dict.fromkeys(
                        reason.rule.replace("_", " ")
                        for reason in unplaced.reasons
                        if reason.rule not in NOT_FOR_ALL
                    )
                ),
                "options": "; ".join(unplaced.options),
            }
        )
    return rows


def cycle_progress_rows(
    schedule: Schedule,
    district: District,
    days: SchoolDays,
    *,
    held: Collection[ActivityId] = (),
) -> list[Record]:
    """Rows of the CycleProgress tab: a week's cell says how many of its activities have a time."""
    rows: list[Record] = []
    for cohort, teacher in _cohort_members(district, schedule):
        theirs = [
            activity
            for activity in schedule.activities.values()
            if activity.cohort == cohort and teacher in activity.required
        ]
        visits = [activity for activity in theirs if activity.kind is Kind.VISIT]
        debriefs = [activity for activity in theirs if activity.kind is Kind.DEBRIEF]
        record: Record = {
            "progress_id": f"{cohort}.{teacher}",
            "cohort_id": cohort,
            "teacher": _name(teacher, district),
            "visits_held": sum(activity.id in held for activity in visits),
            "visits_due": len(visits),
            "debriefs_held": sum(activity.id in held for activity in debriefs),
            "debriefs_due": len(debriefs),
            "on_time_pct": _on_time(debriefs, schedule, district, days),
        }
        for week in range(WEEKS):
            wanted = [activity for activity in theirs if activity.week == week]
            placed = sum(activity.id in schedule.placed for activity in wanted)
            record[f"w{week}"] = f"{placed} of {len(wanted)}" if wanted else ""
        rows.append(record)
    return rows


def visit_log_rows(
    schedule: Schedule,
    district: District,
    days: SchoolDays,
    coach: PersonId,
    *,
    reasons_moved: Mapping[ActivityId, str] | None = None,
) -> list[Record]:
    """The facts of one coach's VisitLog; the human columns are the coach's and are not here."""
    return [
        {
            "event_id": activity.id,
            "type": activity.kind.value,
            "teacher": _others(schedule, activity, district),
            "date": days.date_of(slot.start),
            "start": _clock(days, slot.start),
            "planned_min": slot.minutes,
            "reason_moved": (reasons_moved or {}).get(activity.id, ""),
        }
        for activity, slot in _in_order(schedule)
        if activity.leader == coach
    ]


def _in_order(schedule: Schedule) -> list[tuple[Activity, Slot]]:
    pairs = [(schedule.activities[one], slot) for one, slot in schedule.placed.items()]
    return sorted(pairs, key=lambda pair: (pair[1].start, pair[0].id))


def _cohort_members(district: District, schedule: Schedule) -> list[tuple[CohortId, PersonId]]:
    scheduled = {activity.cohort for activity in schedule.activities.values()}
    return [
        (cohort.id, member)
        for cohort in district.cohorts
        if cohort.id in scheduled
        for member in cohort.members
        if member in district.people and district.people[member].consent.takes_part
    ]


def _on_time(
    debriefs: Collection[Activity], schedule: Schedule, district: District, days: SchoolDays
) -> CellValue:
    """Percent of the placed debriefs that stand by the school day after their visit; '' for none."""
    within: list[bool] = []
    for debrief in debriefs:
        slot = schedule.placed.get(debrief.id)
        visits = [schedule.placed.get(after.earlier) for after in debrief.after]
        if slot is None or not visits or visits[0] is None:
            continue
        school = slot.school or district.people[debrief.required[-1]].school
        first, last = days.date_of(visits[0].start), days.date_of(slot.start)
        within.append(
            first == last or (school is not None and days.count(school, first, last) <= 1)
        )
    return round(100 * sum(within) / len(within)) if within else ""


def _step(activity: Activity) -> str:
    """What the activity belongs to: cohort or series, week, kind."""
    of = activity.cohort or activity.series or activity.structure
    week = f".w{activity.week}" if activity.week is not None else ""
    return f"{of}{week}.{activity.kind.value.replace(' ', '-')}"


def _place(activity: Activity, slot: Slot, district: District) -> str:
    if activity.modality is Modality.VIRTUAL:
        return "online"
    known = district.schools.get(slot.school) if slot.school is not None else None
    school = known.name if known is not None else ""
    return ", ".join(part for part in (school, f"room {slot.room}" if slot.room else "") if part)


def _name(person: PersonId, district: District) -> str:
    return district.people[person].name if person in district.people else person


def _others(schedule: Schedule, activity: Activity, district: District) -> str:
    people = schedule.people_at(activity.id)
    return ", ".join(_name(person, district) for person in people if person != activity.leader)


def _clock(days: SchoolDays, moment: datetime) -> CellValue:
    return days.local(moment).time().replace(tzinfo=None)


def _state(word: str) -> str:
    if word not in STATES:
        raise ValueError(f"'{word}' is no state that every reader may see")
    return word


def _public(reason: Reason, own: Collection[str]) -> str:
    """Its sentence, unless one person's matter is in it; `own` are why single people's days are kept free."""
    if reason.rule in NOT_FOR_ALL or any(why in reason.says for why in own):
        return "some times do not suit somebody"
    return reason.says
