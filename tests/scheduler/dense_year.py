"""A district's whole year with each shipped structure in it: 150 teachers in four learning cycles each, and
sixty more in planning teams, lab teams and learning teams, at the same schools, under the same leaders.

The sixty are other teachers: planning every week and a learning cycle do not fit into one contract.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from scheduler.demo import bells as demo_bells
from scheduler.demo.made_up import demo_district
from scheduler.district import (
    EVERYWHERE,
    CalendarDay,
    Cohort,
    CohortId,
    DayType,
    District,
    GateState,
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
from scheduler.structures.structure import Structure
from scheduler.structures.units import Unit

YEAR = SchoolYear(first=date(2026, 8, 24), last=date(2027, 6, 11))
PRE_SERVICE = date(2026, 8, 24)
FIRST_DAY = date(2026, 9, 8)
"""Students' first day."""
CYCLE_WEEKS = (0, 9, 18, 27)
"""Weeks between the first weeks of the four learning cycles and the demo's."""
CYCLE_COACHES, TEAM_COACHES = 15, 6
JANUARY = date(2027, 1, 11)
CLOSED = {
    date(2026, 9, 7): "Labor Day",
    date(2026, 10, 12): "Indigenous Peoples' Day",
    date(2026, 11, 11): "Veterans Day",
    date(2027, 1, 18): "Martin Luther King Jr. Day",
    date(2027, 2, 15): "Presidents' Day",
    date(2027, 5, 31): "Memorial Day",
}
BREAKS = (
    (date(2026, 11, 25), date(2026, 11, 27), "Thanksgiving"),
    (date(2026, 12, 21), date(2027, 1, 1), "Winter break"),
    (date(2027, 4, 5), date(2027, 4, 9), "Spring break"),
)
PD_DAYS = (date(2026, 9, 25), date(2027, 3, 12))
STAFF_MEETINGS = (date(2026, 10, 6), date(2026, 12, 1))
ROUNDS = (
    date(2026, 10, 8),
    date(2026, 12, 3),
    date(2027, 2, 4),
    date(2027, 3, 25),
    date(2027, 5, 13),
)
UNITS = (
    (date(2026, 9, 14), date(2026, 10, 23)),
    (date(2026, 10, 26), date(2026, 12, 11)),
    (date(2027, 1, 4), date(2027, 2, 12)),
    (date(2027, 2, 22), date(2027, 4, 2)),
    (date(2027, 4, 12), date(2027, 5, 28)),
)
LAB_STARTS = (date(2026, 9, 14), date(2026, 10, 26))
"""Two rounds of labs for each lab team before its learning teams start in January."""


def a_dense_year(structures: Mapping[str, Structure]) -> District:
    """The demo's district, its calendar for ten months, and all that a year asks of it."""
    coaches = CYCLE_COACHES + TEAM_COACHES
    one = demo_district(1, structures=structures, coaches=coaches).district
    cycles = 2 * CYCLE_COACHES
    of_cycles, of_teams = one.cohorts[:cycles], one.cohorts[cycles:]
    labs, planning = of_teams[: len(of_teams) // 2], of_teams[len(of_teams) // 2 :]
    leading = {cohort.coach for cohort in planning}
    people = {key: _as_leader(who, key in leading) for key, who in one.people.items()}
    starts = {_school(one, cohort) for cohort in labs}
    schools = {
        key: replace(school, teams_start=JANUARY if key in starts else None)
        for key, school in one.schools.items()
    }
    one = replace(one, people=people, schools=schools, year=YEAR)
    return replace(
        one,
        days=tuple(_calendar(schools.values())),
        cohorts=(
            *(_again(cohort, weeks) for cohort in of_cycles for weeks in CYCLE_WEEKS),
            *_planning_teams(one, planning),
            *_lab_teams(labs),
            *(_learning_team(one, cohort) for cohort in labs),
        ),
        series=tuple(_series(one, sorted(starts))),
        gates=tuple(_gates(sorted(starts))),
    )


def _as_leader(who: Person, facilitates: bool) -> Person:
    """Who facilitates planning teams is a teacher leader on release, not a coach."""
    if not facilitates:
        return who
    return replace(who, role=Role.TEACHER_LEADER, school=who.home_base)


def _school(district: District, cohort: Cohort) -> SchoolId:
    school = district.people[cohort.members[0]].school
    assert school is not None
    return school


def _principal(district: District, school: SchoolId) -> PersonId:
    return next(
        key
        for key, who in district.people.items()
        if who.role is Role.SITE_LEADER and who.school == school
    )


def _again(cohort: Cohort, weeks: int) -> Cohort:
    return replace(
        cohort,
        id=CohortId(f"{cohort.id}-{weeks}") if weeks else cohort.id,
        start_week=cohort.start_week + timedelta(weeks=weeks),
        pd_day=cohort.pd_day if not weeks else None,
    )


def _planning_teams(district: District, cohorts: Sequence[Cohort]) -> Iterator[Cohort]:
    """One subject's teachers of a school, with five units; the principal is a learner in each team."""
    for cohort in cohorts:
        school = _school(district, cohort)
        yield replace(
            cohort,
            id=CohortId(f"planning-{cohort.id}"),
            structure="collaborative-planning",
            start_week=UNITS[0][0],
            pd_day=None,
            school=school,
            leaders=(_principal(district, school),),
            units=tuple(
                Unit(
                    name=f"{number}",
                    starts=starts,
                    ends=ends,
                    assessment=ends - timedelta(days=2),
                    tasks=(starts + timedelta(days=10),),
                )
                for number, (starts, ends) in enumerate(UNITS, start=1)
            ),
        )


def _lab_teams(cohorts: Sequence[Cohort]) -> Iterator[Cohort]:
    """Each team twice; the second team of a coach a fortnight after the first."""
    for number, cohort in enumerate(cohorts):
        for start in LAB_STARTS:
            later = start + timedelta(weeks=2 * (number % 2))
            yield replace(
                cohort,
                id=CohortId(f"lab-{cohort.id}-{start:%m}"),
                structure="collaborative-coaching",
                start_week=later,
                pd_day=None,
            )


def _learning_team(district: District, cohort: Cohort) -> Cohort:
    """The same teachers from January on, led by their principal."""
    school = _school(district, cohort)
    return replace(
        cohort,
        id=CohortId(f"learning-{cohort.id}"),
        structure="learning-teams",
        coach=_principal(district, school),
        start_week=JANUARY,
        pd_day=None,
        school=school,
    )


def _gates(schools: Sequence[SchoolId]) -> Iterator[GateState]:
    yield GateState(school=EVERYWHERE, gate="memorandum", met_on=date(2026, 12, 4))
    for school in schools:
        for gate in ("training", "communication", "community"):
            yield GateState(school=school, gate=gate, met_on=date(2026, 12, 11))


def _series(district: District, learning: Sequence[SchoolId]) -> Iterator[Series]:
    by_role: dict[Role, list[PersonId]] = {}
    for key, who in district.people.items():
        by_role.setdefault(who.role, []).append(key)
    director, second = by_role[Role.DISTRICT_LEADER][:2]
    coaches, leaders = by_role[Role.COACH], by_role[Role.TEACHER_LEADER]
    sites, partners = by_role[Role.SITE_LEADER], by_role[Role.EXTERNAL_PARTNER]
    partner_row = next(one for one in district.series if one.structure == "partner-meetings")
    yield replace(partner_row, first=FIRST_DAY, last=None)
    yield from _rounds(district, (director, second, *sites, *leaders, *coaches[-6:]))
    systems = "scope-and-sequence"
    weekly = _row("leader-coaching", systems, owner=second, invited=(director,))
    yield replace(weekly, cadence="weekly", modality=(Modality.VIRTUAL,), first=FIRST_DAY)
    team = (second, *sites[:4], *partners, *coaches[:4], *leaders[:2])
    yield replace(
        _row("implementation-team", systems, owner=director, invited=team),
        modality=(Modality.IN_PERSON, Modality.VIRTUAL),
        first=FIRST_DAY,
    )
    plc = _row("coach-plc", systems, owner=coaches[0], invited=(*coaches[1:], *leaders[-3:]))
    yield replace(plc, first=FIRST_DAY)
    review = (second, *sites, *coaches)
    yield replace(_row("data-reflection", systems, owner=director, invited=review), cadence="")
    yield replace(_row("end-of-cycle-review", systems, owner=director, invited=team), cadence="")
    interviews = tuple(date(2026, month, 20) for month in (10, 11))
    yield replace(
        _row("empathy-interview", systems, owner=second, invited=tuple(by_role[Role.COMMUNITY])),
        cadence="dates",
        dates=interviews,
    )
    yield from _for_learning_teams(district, learning, director, by_role[Role.BOARD])


def _for_learning_teams(
    district: District, schools: Sequence[SchoolId], director: PersonId, board: Sequence[PersonId]
) -> Iterator[Series]:
    """The Board through December, and for each school its training and a conversation."""
    yield _row("board-update", "learning-teams", owner=director, invited=tuple(board))
    for number, school in enumerate(schools):
        principal = _principal(district, school)
        staff = tuple(
            member
            for cohort in district.cohorts
            for member in cohort.members
            if district.people[member].school == school
        )
        training = _row("training", "learning-teams", owner=principal, invited=staff)
        yield replace(training, id=SeriesId(f"training-{school}"), cadence="", place=school)
        yield replace(
            _row("community-conversation", "learning-teams", owner=principal, invited=(director,)),
            id=SeriesId(f"conversation-{school}"),
            cadence="dates",
            dates=(date(2026, 10, 13) + timedelta(weeks=number),),
            place=school,
            agenda_link="https://docs.oakriver.example/slides",
        )


def _rounds(district: District, people: Sequence[PersonId]) -> Iterator[Series]:
    """Five rounds at five schools, with some teachers from everywhere."""
    like = next(one for one in district.series if one.structure == "rounds")
    teachers = [key for key, who in district.people.items() if who.role is Role.TEACHER]
    for number, (day, place) in enumerate(zip(ROUNDS, district.schools, strict=False)):
        yield replace(
            like,
            id=SeriesId(f"round-{number + 1}"),
            name=f"Instructional round {number + 1}",
            owner=people[0],
            invited=(*people[1:], *teachers[number::25]),
            dates=(day,),
            place=place,
        )


def _row(step: str, structure: str, *, owner: PersonId, invited: tuple[PersonId, ...]) -> Series:
    return Series(
        id=SeriesId(step),
        structure=structure,
        step=step,
        name=step.replace("-", " ").capitalize(),
        owner=owner,
        invited=invited,
        cadence="monthly",
    )


def _calendar(schools: Iterable[School]) -> Iterator[CalendarDay]:
    """A row for each closed day, and one for each school and date with the letter and bells it has."""
    closed = dict(CLOSED)
    for first, last, note in BREAKS:
        closed |= {first + timedelta(days=n): note for n in range((last - first).days + 1)}
    for day, note in closed.items():
        yield CalendarDay(date=day, day_type=DayType.HOLIDAY, note=note)
    for day in PD_DAYS:
        yield CalendarDay(date=day, day_type=DayType.PD, note="Professional development")
    for school in schools:
        number = 0
        for offset in range((YEAR.last - YEAR.first).days + 1):
            day = YEAR.first + timedelta(days=offset)
            if day.weekday() > 4 or day in closed or day in PD_DAYS:
                continue
            yield _day(school, day, number)
            number += 1


def _day(school: School, day: date, number: int) -> CalendarDay:
    """Letters by weekday or in turn; short days once a week or once a month, as the bells have them."""
    third_wednesday = day.weekday() == 2 and 15 <= day.day <= 21
    second_friday = day.weekday() == 4 and 8 <= day.day <= 14
    letter, variant = "", ""
    match school.bell_set:
        case demo_bells.EIGHT_PERIODS:
            letter = f"D{day.weekday() + 1}"
            variant = demo_bells.EARLY_RELEASE if second_friday else ""
        case demo_bells.OPTIONS_HIGH:
            variant = demo_bells.WEDNESDAY if day.weekday() == 2 else ""
        case demo_bells.MIDDLE:
            letter = "AB"[number % 2]
            variant = demo_bells.EARLY_RELEASE if day.weekday() == 2 else ""
        case demo_bells.BLOCK_HIGH:
            letter = "AB"[number % 2]
            variant = demo_bells.EARLY_RELEASE if third_wednesday else ""
        case other:
            raise ValueError(f"no bells are called {other}")
    return CalendarDay(
        date=day,
        school=school.id,
        day_type=DayType.EARLY_RELEASE if variant else DayType.SCHOOL,
        letter=letter,
        variant=variant,
        note="Staff meeting" if day in STAFF_MEETINGS else "",
    )
