"""On a made-up district every figure of the dashboards is the schedule's own, counted by other means."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from config.structures import read_structures
from scheduler.counts.coach_load import coach_shares, coach_weeks
from scheduler.counts.dosage import doses
from scheduler.counts.fidelity import cohort_fidelities
from scheduler.counts.prep_ledger import prep_weeks
from scheduler.counts.reach import Record
from scheduler.demo.made_up import FIRST_MONDAY, demo_district
from scheduler.district import DayType, Doing, Role, SchoolId
from scheduler.model import Activity, Container, Kind, Schedule, Slot
from scheduler.rounds.roles import round_roles
from scheduler.schoolday import SchoolDays

pytestmark = pytest.mark.proves("F-82")

TODAY = FIRST_MONDAY + timedelta(weeks=4, days=2)
"""A Wednesday in the middle of the first cycle."""
MARKS = ("held", "cancelled by teacher", "", "moved", "held", "not held", "held")
ELSEWHERE = ("cancelled by teacher", "not held")


@cache
def year() -> Record:
    """A demo whose every activity stands where its maker put it, marked by turns."""
    demo = demo_district(1, structures=read_structures(None), coaches=2, schools=2)
    told = Schedule(activities={one.id: one for one in demo.activities}, placed=demo.witness)
    in_turn = sorted(told.placed)
    return Record(
        district=demo.district,
        days=SchoolDays(demo.district),
        told=told,
        today=TODAY,
        asked=tuple(demo.activities),
        outcomes={key: MARKS[number % len(MARKS)] for number, key in enumerate(in_turn)},
    )


def stands(record: Record) -> list[tuple[date, Activity, Slot]]:
    """What took place, with its date, read off the schedule one by one."""
    zone = ZoneInfo(record.district.year.zone)
    found = []
    for key, slot in record.told.placed.items():
        day = slot.start.astimezone(zone).date()
        if day < TODAY and record.outcomes[key] not in ELSEWHERE:
            found.append((day, record.told.activities[key], slot))
    return found


def test_the_demo_has_something_to_count() -> None:
    record = year()

    held = stands(record)
    assert len(held) > 100
    assert len(held) == len(record.took_place())


def test_visits_debriefs_and_minutes_of_each_teacher() -> None:
    record = year()
    visits: Counter[str] = Counter()
    debriefs: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    for _, activity, slot in stands(record):
        if activity.cohort is None:
            continue
        if activity.kind is Kind.VISIT and activity.teaching:
            visits[activity.teaching] += 1
        for person in {*activity.required, *slot.coming} - {activity.leader}:
            debriefs[person] += activity.kind is Kind.DEBRIEF
            minutes[person] += slot.minutes

    found = doses(record)

    assert {one.teacher: one.visits for one in found} == {
        one.teacher: visits[one.teacher] for one in found
    }
    assert sum(one.visits for one in found) == visits.total()
    assert {one.teacher: (one.debriefs, one.minutes) for one in found} == {
        one.teacher: (debriefs[one.teacher], minutes[one.teacher]) for one in found
    }


def test_the_heat_map_adds_up_to_the_visits() -> None:
    record = year()
    weeks: Counter[tuple[str, int]] = Counter()
    for day, activity, _ in stands(record):
        if activity.kind is Kind.VISIT and activity.teaching:
            weeks[activity.teaching, day.isocalendar().week] += 1
    running = TODAY.isocalendar().week

    for one in doses(record):
        assert one.visits_by_week == tuple(
            weeks[one.teacher, running - ago] for ago in range(7, -1, -1)
        )
        assert sum(one.visits_by_week) == one.visits


@pytest.mark.proves("F-83")
def test_days_without_contact() -> None:
    """Weekdays counted one by one on the rows of the calendar."""
    record = year()
    off = {
        (row.school, row.date)
        for row in record.district.days
        if row.day_type in (DayType.HOLIDAY, DayType.CLOSED, DayType.PD)
    }

    def school_days(school: SchoolId, after: date) -> int:
        days = (after + timedelta(days=ahead) for ahead in range(1, (TODAY - after).days + 1))
        return sum(
            day.weekday() < 5 and not {(school, day), (SchoolId("ALL"), day)} & off for day in days
        )

    last: dict[str, date] = defaultdict(lambda: date.min)
    for day, activity, _ in stands(record):
        for person in activity.required if activity.cohort else ():
            last[person] = max(last[person], day)
    met = [one for one in doses(record) if one.teacher in last and one.without_contact is not None]

    assert len(met) > 10
    assert [one.without_contact for one in met] == [
        school_days(one.school, last[one.teacher]) for one in met
    ]
    assert {one.teacher for one in met if one.to_be_told} == {
        one.teacher for one in met if school_days(one.school, last[one.teacher]) >= 10
    }


def test_fidelity_of_each_cohort() -> None:
    record = year()
    held = {one.id for _, one, _ in stands(record)}
    due: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for one in record.asked:
        if one.cohort and one.window.last < TODAY:
            due[one.cohort] += 1
            done[one.cohort] += one.id in held

    found = cohort_fidelities(record)

    assert {one.cohort: (one.held.count, one.held.of) for one in found} == {
        cohort: (done[cohort], due[cohort]) for cohort in due
    }
    assert sum(one.held.of for one in found) == record.fidelity().of > 0


@pytest.mark.proves("R-SS-16")
def test_coaches_minutes_in_cycles_and_elsewhere() -> None:
    record = year()
    spent: Counter[tuple[str, bool]] = Counter()
    for key, slot in record.told.placed.items():
        activity = record.told.activities[key]
        for person in {*activity.required, *slot.coming}:
            if record.district.people[person].role is Role.COACH:
                spent[person, activity.cohort is not None] += slot.minutes

    weeks = coach_weeks(record.told, record.district, record.days)

    for coach in {one.coach for one in weeks}:
        own = [one for one in weeks if one.coach == coach]
        assert sum(one.in_cycles for one in own) == spent[coach, True]
        assert sum(one.other for one in own) == spent[coach, False]
        (shares,) = coach_shares(own)
        at_work = sum(one.at_work for one in own)
        assert shares.in_cycles == round(100 * spent[coach, True] / at_work)


@pytest.mark.proves("R-SS-3")
def test_roles_in_rounds() -> None:
    record = year()
    people: dict[Role, set[str]] = defaultdict(set)
    for key, slot in record.told.placed.items():
        activity = record.told.activities[key]
        if activity.kind is Kind.ROUND:
            for person in (*activity.required, *slot.coming):
                people[record.district.people[person].role].add(person)

    found = round_roles(record.told, record.district, record.took_place())

    assert {one.role: one.people for one in found} == {
        role: len(own) for role, own in people.items()
    }


@pytest.mark.proves("F-92", "F-41")
def test_prep_used_stays_inside_what_was_agreed() -> None:
    record = year()
    used: Counter[str] = Counter()
    for key, slot in record.told.placed.items():
        activity = record.told.activities[key]
        if slot.container is not Container.PREP:
            continue
        for person in {*activity.required, *slot.coming} - {activity.leader}:
            day = record.days.date_of(slot.start)
            school = record.district.people[person].school
            letter = record.days.letter(school, day)
            in_prep = {
                row.block
                for row in record.district.timetable
                if row.person == person and row.letter in ("", letter) and row.doing is Doing.PREP
            }
            used[person] += slot.minutes if slot.block in in_prep else 0

    found = prep_weeks(record.told, record.district, record.days)

    assert sum(one.minutes for one in found) == used.total() > 0
    assert not [one for one in found if one.over_limit]
