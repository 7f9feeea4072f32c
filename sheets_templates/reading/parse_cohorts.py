"""Cohorts and Series rows -> what has to be scheduled."""

import re
from collections.abc import Collection, Mapping

from scheduler.district import (
    Cohort,
    CohortId,
    Consent,
    Modality,
    Person,
    PersonId,
    Role,
    School,
    SchoolId,
    SchoolYear,
    Series,
    SeriesId,
)
from sheets_templates.reading.parse_cells import parts
from sheets_templates.reading.parse_days import check_in_year
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_nearest import folded, nearest
from sheets_templates.reading.parse_people import known_school
from sheets_templates.reading.parse_rows import Row, Sheet
from sheets_templates.reading.parse_who import known_people, known_person

LEADS_A_COHORT = frozenset({Role.COACH, Role.TEACHER_LEADER})
IN_A_COHORT = frozenset({Role.TEACHER, Role.TEACHER_LEADER})

People = Mapping[PersonId, Person] | None


def read_cohorts(
    sheet: Sheet,
    *,
    people: People,
    structures: Collection[str],
    year: SchoolYear,
    faults: Faults,
) -> tuple[Cohort, ...]:
    """Who goes through which cycle; no `structures` means their names are not checked."""
    found: dict[str, Cohort] = {}
    for row in sheet:
        name = row.text("cohort_id")
        if name in found:
            what = f"The cohort '{name}' stands on the Cohorts tab twice"
            faults.add(row.place("cohort_id"), what, "Keep one row a cohort")
        coach = _coach(row, people, faults)
        members = _members(row, people, faults)
        structure = known_structure(row, "structure", structures, faults)
        start = row.date_of("start_week")
        check_in_year(row, "start_week", start, year, faults)
        check_in_year(row, "pd_day", row.date_of("pd_day"), year, faults)
        if coach is None or start is None or name in found:
            continue
        found[name] = Cohort(
            id=CohortId(name),
            structure=structure,
            coach=coach,
            topic=row.text("topic"),
            subject=row.text("subject"),
            pd_day=row.date_of("pd_day"),
            start_week=start,
            status=row.text("status", "active"),
            members=members,
            prep_ok_per_week=row.number_of("prep_ok_per_week"),
        )
    return tuple(found.values())


def _coach(row: Row, people: People, faults: Faults) -> PersonId | None:
    coach = known_person(row, "coach", row.text("coach"), people, faults)
    if coach is not None and people and coach in people:
        person = people[coach]
        if person.role not in LEADS_A_COHORT:
            what = f"{person.name} leads this cohort but is a {person.role}, not a coach"
            fix = f"Name a coach here, or change the role of {person.name} on the People tab"
            faults.add(row.place("coach"), what, fix)
    return coach


def _members(row: Row, people: People, faults: Faults) -> tuple[PersonId, ...]:
    members = known_people(row, "members", people, faults)
    for member in members:
        person = people.get(member) if people else None
        if person is None:
            continue
        if person.role not in IN_A_COHORT:
            what = f"{person.name} is in this cohort but is a {person.role}, not a teacher"
            faults.add(row.place("members"), what, f"Take {member} out of the members")
        elif person.consent is Consent.DECLINED:
            what = f"{person.name} declined and is in this cohort"
            fix = f"Take {member} out of the members, or change consent on the People tab"
            faults.add(row.place("members"), what, fix)
    return members


def known_structure(row: Row, header: str, structures: Collection[str], faults: Faults) -> str:
    """The structure a cell names; no `structures` means it is not checked."""
    written = row.text(header)
    for known in structures:
        if folded(known) == folded(written):
            return known
    if written and structures:
        near = nearest(written, structures)
        fix = f"Write '{near}'" if near else f"Write one of: {', '.join(sorted(structures))}"
        faults.add(row.place(header), f"There is no structure '{written}'", fix)
    return written


def read_series(
    sheet: Sheet,
    *,
    people: People,
    schools: Mapping[SchoolId, School] | None,
    structures: Collection[str],
    year: SchoolYear,
    faults: Faults,
) -> tuple[Series, ...]:
    """What comes again; everybody with a required role is invited, then those named."""
    found: dict[str, Series] = {}
    for row in sheet:
        name = row.text("series_id")
        if name in found:
            what = f"The series '{name}' stands on the Series tab twice"
            faults.add(row.place("series_id"), what, "Keep one row a series")
        owner = known_person(row, "owner", row.text("owner"), people, faults)
        dates = row.dates("dates")
        for header, days in (
            ("dates", dates),
            ("from", (row.date_of("from"),)),
            ("until", (row.date_of("until"),)),
        ):
            for day in days:
                check_in_year(row, header, day, year, faults)
        structure = known_structure(row, "structure", structures, faults)
        by_itself = "" if row.has("step") else "monthly"
        cadence = row.text("cadence", "dates" if dates else by_itself)
        if cadence in ("dates", "once") and not dates and "dates" not in row.unreadable:
            what = f"The cadence is '{cadence}', but there is no date"
            faults.add(row.place("dates"), what, "Fill in its dates, with ; between them")
        quorum = read_quorum(row, faults)
        place = known_school(row, "place", row.text("place"), schools, faults)
        invited = _invited(row, people, faults)
        if owner is None or not row.complete or name in found:
            continue
        weekdays = row.weekdays("weekday_wish")
        found[name] = Series(
            id=SeriesId(name),
            structure=structure,
            name=row.text("name"),
            owner=owner,
            purpose=row.text("purpose"),
            cadence=cadence,
            dates=dates,
            first=row.date_of("from"),
            last=row.date_of("until"),
            weekday_wish=weekdays[0] if weekdays else None,
            minutes=row.number_of("minutes"),
            modality=tuple(map(Modality, row.texts("modality"))) or (Modality.IN_PERSON,),
            invited=tuple(person for person in invited if person != owner),
            quorum=quorum,
            place=place,
            rooms=row.texts("rooms"),
            agenda_link=row.text("agenda_link"),
            step=row.text("step"),
        )
    return tuple(found.values())


def _invited(row: Row, people: People, faults: Faults) -> tuple[PersonId, ...]:
    roles = set(row.texts("roles_required"))
    by_role = [person.id for person in (people or {}).values() if person.role in roles]
    named = known_people(row, "invited", people, faults)
    return tuple(dict.fromkeys((*named, *by_role)))


def read_quorum(row: Row, faults: Faults) -> tuple[tuple[Role, int], ...]:
    """`coach 1; site leader 2` -> ((coach, 1), (site leader, 2))."""
    roles = {folded(role): role for role in Role}
    found: list[tuple[Role, int]] = []
    for part in parts(row.text("quorum")):
        match = re.fullmatch(r"(\d+)?\s*([^\d]+?)s?\s*(\d+)?", part)
        role = roles.get(folded(match[2])) if match else None
        if match is None or role is None or bool(match[1]) == bool(match[3]):
            what = f"'{part}' does not say how many of which role must come"
            faults.add(row.place("quorum"), what, "Write it like coach 1; site leader 2")
            continue
        found.append((role, int(match[1] or match[3])))
    return tuple(found)
