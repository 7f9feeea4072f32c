"""What a year holds beside cycles and rounds -> rows: lab sites, conversations, targets, updates, equity."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from scheduler.activities.cycle import cohort_school
from scheduler.counts.board import told_of_enough
from scheduler.counts.reach import Record as Done
from scheduler.district import CohortId, District, PersonId, School, SchoolId
from scheduler.model import Activity, Kind, Schedule
from scheduler.prices.spread import spread
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program_year import AUDIENCES
from sheets_templates.vocabulary.table import CellValue

Record = dict[str, CellValue]
LEARNING_TEAMS = "learning-teams"
EVERY_SCHOOL = "All schools"


def lab_site_rows(schedule: Schedule, district: District, days: SchoolDays) -> list[Record]:
    """A row a demonstration that has a time, with what comes before and after it, in order of time."""
    labs = sorted(
        (slot, schedule.activities[key])
        for key, slot in schedule.placed.items()
        if schedule.activities[key].kind is Kind.LAB
    )
    turns: Counter[tuple[CohortId | None, PersonId]] = Counter()
    rows: list[Record] = []
    for slot, lab in labs:
        host = lab.teaching or lab.leader
        turns[lab.cohort, host] += 1
        before = next((after.earlier for after in lab.after), None)
        then = [
            other.id
            for other in schedule.activities.values()
            if any(after.earlier == lab.id for after in other.after)
        ]
        rows.append(
            {
                "lab_id": lab.id,
                "team": lab.cohort or lab.label,
                "host": _name(host, district),
                "demonstrator": _name(host, district),
                "demonstrations": turns[lab.cohort, host],
                "date": days.date_of(slot.start),
                "block": slot.block,
                "pre_start": _start(schedule, days, [before] if before else []),
                "obs_start": _start(schedule, days, [lab.id]),
                "debrief_start": _start(schedule, days, then),
            }
        )
    return rows


def conversation_rows(
    schedule: Schedule, asked: Iterable[Activity], district: District, days: SchoolDays
) -> list[Record]:
    """A row a conversation, with a date or still without one."""
    return [
        {
            "conversation_id": one.id,
            "school": school_name(one, district),
            "date": on or "",
            "venue": "; ".join(one.rooms) or school_name(one, district),
            "led_by": _name(one.leader, district),
            "deck_link": one.link,
        }
        for on, one in dated(Kind.CONVERSATION, schedule, asked, days)
    ]


def target_rows(schedule: Schedule, asked: Iterable[Activity], district: District) -> list[Record]:
    """A row an audience of each school that has learning teams, for people to fill in (R-LT-12)."""
    known = {one.id: one for one in (*schedule.activities.values(), *asked)}.values()
    talked_of = {one.structure for one in known if one.kind in (Kind.CONVERSATION, Kind.UPDATE)}
    structures = talked_of | {LEARNING_TEAMS}
    schools = {
        school
        for cohort in district.cohorts
        if cohort.structure in structures
        if (school := cohort_school(district, cohort))
    }
    found = sorted((district.schools[key] for key in schools), key=lambda one: (one.name, one.id))
    return [
        {"target_id": f"{school.id}.{audience}", "school": school.name, "audience": audience}
        for school in found
        for audience in AUDIENCES
    ]


def update_rows(done: Done, schedule: Schedule) -> list[Record]:
    """A row an update to the Board, with what holds on its date, or so far before it."""
    return [
        {
            "update_id": one.id,
            "date": on or "",
            "reach": told_of_enough(done.reach(on or date.max)).words("teachers"),
            "fidelity": done.fidelity(on or date.max).words("due"),
            "gates_met": done.gates(on or date.max).words("gates"),
        }
        for on, one in dated(Kind.UPDATE, schedule, done.asked, done.days)
    ]


def school_name(one: Activity, district: District) -> str:
    """Where it takes place; '' online or elsewhere."""
    known = one.school and one.school in district.schools
    return district.schools[one.school].name if one.school and known else ""


def over(rows: Iterable[Mapping[str, CellValue]], key: str, today: date) -> frozenset[str]:
    """The keys of rows whose date is past."""
    return frozenset(
        str(row[key]) for row in rows if isinstance(on := row["date"], date) and on < today
    )


def equity_rows(done: Done) -> list[Record]:
    """A row a school, and one for all of them with how many schools are served."""
    found = list(done.support())
    served = sum(one.school is not None and one.served > 0 for one in found)
    schools = sum(one.school is not None for one in found)
    visits = (one.visits_per_teacher for one in found if one.school is not None)
    apart = spread(one for one in visits if one is not None)
    return [
        {
            "row_id": one.school or "ALL",
            "school": school.name if school else f"{EVERY_SCHOOL} ({served} of {schools} served)",
            "equity_flag": school.equity_flag if school else "",
            "teachers": one.teachers,
            "served": one.served,
            "reached_pct": _known(one.reached_pct),
            "visits_per_teacher": _known(one.visits_per_teacher),
            "cancelled_pct": _known(one.cancelled_pct),
            "visits_gap": apart.gap if apart and not school else "",
            "visits_gini": apart.gini if apart and not school else "",
        }
        for one in found
        for school in [_of(one.school, district=done.district)]
    ]


def _of(school: SchoolId | None, district: District) -> School | None:
    return district.schools[school] if school else None


def _known(number: float | None) -> CellValue:
    return "" if number is None else number


def dated(
    kind: Kind, schedule: Schedule, asked: Iterable[Activity], days: SchoolDays
) -> list[tuple[date | None, Activity]]:
    """The activities of a kind with their dates, in order; without any date last."""
    known = {one.id: one for one in (*schedule.activities.values(), *asked) if one.kind is kind}
    held = {hold.activity: hold.day for hold in schedule.holds}
    found: list[tuple[date | None, Activity]] = []
    for key, one in known.items():
        slot = schedule.placed.get(key)
        only = one.window.first if one.window.first == one.window.last else None
        found.append((days.date_of(slot.start) if slot else held.get(key, only), one))
    return sorted(found, key=lambda pair: (pair[0] or date.max, pair[1].id))


def _start(schedule: Schedule, days: SchoolDays, keys: Iterable[str]) -> CellValue:
    """The first start among these on the schools' clock; '' where none has a time."""
    wanted = set(keys)
    found = [slot.start for key, slot in schedule.placed.items() if key in wanted]
    return days.local(min(found)).time().replace(tzinfo=None) if found else ""


def _name(person: PersonId, district: District) -> str:
    return district.people[person].name if person in district.people else person
