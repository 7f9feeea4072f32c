"""Requests rows -> what was asked for beside the cycles; notes are not read."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from scheduler.activities.asked_for import MOST_IN_A_WEEK
from scheduler.district import Cohort, Person, PersonId, Role, SchoolYear
from scheduler.model import Kind
from scheduler.naming import monday_of
from scheduler.request import Request
from sheets_templates.reading.parse_days import check_in_year
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_rows import Row, Sheet
from sheets_templates.reading.parse_who import known_person, name_of

LONGEST = 240
"""Half a working day."""
TEACHES = (Role.TEACHER, Role.TEACHER_LEADER)

People = Mapping[PersonId, Person] | None


def read_requests(
    sheet: Sheet, people: People, cohorts: Sequence[Cohort], year: SchoolYear, *, faults: Faults
) -> tuple[tuple[Request, ...], tuple[str, ...]]:
    """The requests, and of which of them nothing can come as somebody takes no part or is not here then."""
    found: list[Request] = []
    told: list[str] = []
    for row in sheet:
        request = _request(row, people, cohorts, year, faults)
        if request is None:
            continue
        found.append(request)
        both = [(people or {}).get(who) for who in (request.person, request.coach)]
        away = [one for one in both if one and not _comes(one, request)]
        told += [
            f"{row.place('person').where} is left aside: {one.name or one.id} takes no part then."
            for one in away
        ]
    return tuple(found), tuple(told)


def _request(
    row: Row, people: People, cohorts: Sequence[Cohort], year: SchoolYear, faults: Faults
) -> Request | None:
    person = known_person(row, "person", row.text("person"), people, faults)
    coach = known_person(row, "coach", row.text("coach"), people, faults)
    week = row.date_of("week")
    check_in_year(row, "week", week, year, faults)
    count = _within(row, "count", MOST_IN_A_WEEK, "more in a week than anybody can plan", faults)
    minutes = _within(row, "minutes", LONGEST, "more minutes than half a day", faults)
    if person is None or week is None or not row.complete:
        return None
    kind = Kind(row.text("kind"))
    if kind is Kind.VISIT and people and people[person].role not in TEACHES:
        what = f"{name_of(person, people)} teaches no lesson that could be visited"
        faults.add(row.place("kind"), what, f"Ask for a {Kind.MEETING.value}")
        return None
    if not row.has("coach"):
        coach = _own_coach(row, person, cohorts, people, faults)
    if coach is None:
        return None
    if coach == person:
        what = f"{name_of(person, people or {})} is both the person and the coach"
        faults.add(row.place("coach"), what, "Correct one of the two")
        return None
    return Request(
        person=person, kind=kind, coach=coach, week=week, count=count or 1, minutes=minutes
    )


def _within(row: Row, header: str, most: int, beyond: str, faults: Faults) -> int | None:
    number = row.number_of(header)
    if number is None or 1 <= number <= most:
        return number
    what = f"{number} is {beyond}" if number > most else f"{number} asks for nothing"
    faults.add(row.place(header), what, f"Write a number from 1 to {most}, or leave it empty")
    return None


def _own_coach(
    row: Row, person: PersonId, cohorts: Sequence[Cohort], people: People, faults: Faults
) -> PersonId | None:
    """The coach of the person's cohorts, where that is one and the same."""
    coaches = tuple(dict.fromkeys(one.coach for one in cohorts if person in one.members))
    if len(coaches) == 1:
        return coaches[0]
    who = name_of(person, people or {})
    what = f"{who} has {len(coaches)} coaches" if coaches else f"{who} is in no cohort"
    faults.add(
        row.place("coach"), what, f"Write who comes: {' or '.join(coaches) or 'a person_id'}"
    )
    return None


def _comes(person: Person, request: Request) -> bool:
    monday = monday_of(request.week)
    days = (monday + timedelta(days=number) for number in range(5))
    return person.consent.takes_part and any(person.active_on(day) for day in days)
