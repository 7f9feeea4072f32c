"""Teams, Units, Practices and Gates rows: teams become cohorts with a school and units of their own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduler.district import (
    EVERYWHERE,
    Cohort,
    CohortId,
    GateState,
    Person,
    PersonId,
    Role,
    School,
    SchoolId,
    SchoolYear,
)
from scheduler.structures.units import Practice, Unit
from sheets_templates.reading.parse_cohorts import known_structure
from sheets_templates.reading.parse_days import check_in_year
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_nearest import nearest
from sheets_templates.reading.parse_people import known_school
from sheets_templates.reading.parse_rows import Row, Sheet
from sheets_templates.reading.parse_who import known_people, known_person

People = Mapping[PersonId, Person] | None
Schools = Mapping[SchoolId, School] | None
LEADS_A_TEAM = frozenset(
    {Role.COACH, Role.TEACHER_LEADER, Role.TEACHER, Role.SITE_LEADER, Role.DISTRICT_LEADER}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What rows of teams are checked against; None or empty checks nothing."""

    people: People
    schools: Schools
    structures: Collection[str]
    year: SchoolYear


def read_teams(
    teams: Sheet,
    units: Sheet,
    known: Known,
    *,
    practices: Sheet,
    taken: Sequence[Cohort],
    faults: Faults,
) -> tuple[Cohort, ...]:
    """Every team with its units in order of time; `taken` are the cohorts, whose ids are in use."""
    found: dict[str, Cohort] = {}
    agreed = _practices(practices)
    by_team = _units(units, known.year, faults)
    names = {cohort.id for cohort in taken}
    for row in teams:
        name = row.text("team_id")
        if name in found or name in names:
            what = f"'{name}' is the id of another team or cohort"
            faults.add(row.place("team_id"), what, "Give this team an id of its own")
            continue
        team = _team(row, known, by_team.get(name, ()), faults)
        if team is not None:
            found[name] = replace(team, practices=agreed.get(name, ()))
    ids = {row.text("team_id") for row in teams}
    for header, row in [
        *(("team_id", row) for row in units),
        *(("team", row) for row in practices),
    ]:
        name = row.text(header)
        if teams.known and name and name not in ids:
            near = nearest(name, ids)
            fix = f"Write '{near}'" if near else "Add the team to the Teams tab"
            faults.add(row.place(header), f"There is no team '{name}'", fix)
    return tuple(found.values())


def _team(row: Row, known: Known, units: Sequence[Unit], faults: Faults) -> Cohort | None:
    people, schools, year = known.people, known.schools, known.year
    facilitator = known_person(row, "facilitator", row.text("facilitator"), people, faults)
    members = known_people(row, "members", people, faults)
    school = known_school(row, "school", row.text("school"), schools, faults)
    structure = known_structure(row, "kind", known.structures, faults)
    if facilitator and people and people[facilitator].role not in LEADS_A_TEAM:
        what = f"{people[facilitator].name} leads this team but is a {people[facilitator].role}"
        faults.add(row.place("facilitator"), what, "Name a teacher, a coach or a leader")
    willing = known_people(row, "may_demonstrate", people, faults)
    for person in willing:
        if person not in members:
            what = f"'{person}' may demonstrate but is no member"
            faults.add(row.place("may_demonstrate"), what, "Add the person to the members")
    for header in ("starts", "until"):
        check_in_year(row, header, row.date_of(header), year, faults)
    starts, until = row.date_of("starts"), row.date_of("until")
    if starts and until and until < starts:
        what = f"The team ends on {until}, before it starts"
        faults.add(row.place("until"), what, "Let until be no earlier than starts")
    if facilitator is None or school is None or not members:
        return None
    its_school = schools.get(school) if schools else None
    return Cohort(
        id=CohortId(row.text("team_id")),
        structure=structure,
        coach=facilitator,
        topic="",
        subject=row.text("subject"),
        grade=row.text("grade"),
        start_week=starts or (its_school.teams_start if its_school else None) or year.first,
        until=until,
        status=row.text("status", "active"),
        members=tuple(member for member in members if member != facilitator),
        school=school,
        leaders=known_people(row, "leader_attends", people, faults),
        demonstrators=willing,
        units=tuple(sorted(units, key=lambda unit: (unit.starts, unit.name))),
    )


def _practices(sheet: Sheet) -> dict[str, tuple[Practice, ...]]:
    found: dict[str, tuple[Practice, ...]] = {}
    for row in sheet:
        practice = Practice(
            practice=row.text("practice"),
            protocol=row.text("protocol_link"),
            agenda=row.text("agenda_link"),
            exemplar=row.text("exemplar_link"),
            purpose=row.text("purpose"),
            done_together=row.text("done_together"),
        )
        found[row.text("team")] = (*found.get(row.text("team"), ()), practice)
    return found


def _units(sheet: Sheet, year: SchoolYear, faults: Faults) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for row in sheet:
        starts, ends = row.date_of("starts"), row.date_of("ends")
        team, name = row.text("team_id"), row.text("unit")
        dates: list[tuple[str, date | None]] = [
            (header, row.date_of(header)) for header in ("starts", "ends", "assessment_on")
        ]
        dates += [("task_dates", day) for day in row.dates("task_dates")]
        for header, day in dates:
            check_in_year(row, header, day, year, faults)
        if any(unit.name == name for unit in found.get(team, ())):
            what = f"The team '{team}' has the unit '{name}' twice"
            faults.add(row.place("unit"), what, "Keep one row a unit, or rename one")
            continue
        if starts is None or ends is None or not row.complete:
            continue
        if ends < starts:
            what = f"The unit ends on {ends}, before it starts"
            faults.add(row.place("ends"), what, "Let ends be no earlier than starts")
            continue
        unit = Unit(
            name=name,
            starts=starts,
            ends=ends,
            assessment=row.date_of("assessment_on"),
            tasks=row.dates("task_dates"),
        )
        found.setdefault(team, []).append(unit)
    return found


def read_gates(sheet: Sheet, schools: Schools, faults: Faults) -> tuple[GateState, ...]:
    """Where each school stands with each gate."""
    found = []
    for row in sheet:
        said = row.text("school")
        everywhere = said.casefold() == EVERYWHERE.casefold()
        school = EVERYWHERE if everywhere else known_school(row, "school", said, schools, faults)
        if school is None or not row.complete:
            continue
        found.append(
            GateState(
                school=school,
                gate=row.text("gate"),
                due=row.date_of("due"),
                met_on=row.date_of("met_on"),
                evidence=row.text("evidence"),
            )
        )
    return tuple(found)
