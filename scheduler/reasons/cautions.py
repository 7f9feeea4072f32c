"""What `check` says before any time is looked for: what cannot fit, or is most likely a slip.

Each check is a function from the district and its activities to cautions; adding one touches this
file's tuple `CHECKS` only.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from scheduler.activities.cycle import cycle_calendar, taking_part
from scheduler.activities.expand import STOPPED
from scheduler.district import BlockKind, Cohort, PersonId, SchoolId
from scheduler.due.due import GateDue, gates_due
from scheduler.model import Activity, Container, Kind
from scheduler.naming import dated, monday_of
from scheduler.partners.people import organisations, partners_in, rows_for, with_partners
from scheduler.peoples_time.availability import Availability
from scheduler.reasons.capacity import Budget, budget
from scheduler.reasons.cycles_at_once import cycles_at_once
from scheduler.reasons.fits_nowhere import fits_nowhere
from scheduler.reasons.matter import Caution, Matter
from scheduler.structures.structure import Structure


def cautions(
    availability: Availability,
    activities: Sequence[Activity],
    structures: Mapping[str, Structure],
) -> tuple[Caution, ...]:
    """Everything worth saying, what stops first, then in the order of `CHECKS`."""
    matter = Matter(availability=availability, activities=activities, structures=structures)
    found = [caution for check in CHECKS for caution in check(matter)]
    return tuple(sorted(found, key=lambda caution: not caution.stops))


def minutes_outside_teaching(matter: Matter) -> Iterator[Caution]:
    """Debriefs and sessions against PLC, free, consented prep and after-school time.

    One caution a cohort: over the whole cycle if that is too little, else for its tightest week.
    """
    for cohort, activities in matter.running_cohorts():
        running = [activity for activity in activities if activity.week]
        people = [person.id for person in taking_part(matter.district, cohort)]
        whole = _tightest(matter, cohort, running, people)
        if whole and whole.short:
            yield _too_little(matter, cohort, whole, "")
            continue
        for week in sorted({activity.week or 0 for activity in running}):
            of_week = [activity for activity in running if activity.week == week]
            tight = _tightest(matter, cohort, of_week, people)
            if tight and tight.short:
                yield _too_little(matter, cohort, tight, f" in week {week}")
                break


def _tightest(
    matter: Matter, cohort: Cohort, activities: Sequence[Activity], people: Sequence[PersonId]
) -> Budget | None:
    """The budget of the member who has least to spare; None when nothing is needed."""
    uses = cohort.prep_ok_per_week
    prep_uses = matter.district.limits.prep_uses_a_week if uses is None else uses
    budgets = [
        budget(matter.availability, person, activities, prep_uses=prep_uses) for person in people
    ]
    needing = [one for one in budgets if one.weeks]
    return max(needing, key=lambda one: (one.needed - one.there) / one.weeks, default=None)


def _too_little(matter: Matter, cohort: Cohort, tight: Budget, when: str) -> Caution:
    name = matter.district.people[tight.person].name
    a_week = "" if tight.weeks == 1 else " a week"
    parts = (
        (tight.directed, "in PLC, free and other directed time"),
        (tight.prep, "in planning periods given by consent"),
        (tight.after_school, "after school"),
    )
    shown = ", ".join(f"{minutes // tight.weeks} {where}" for minutes, where in parts if minutes)
    return Caution(
        where=f"Cohorts, cohort {cohort.id}",
        says=(
            f"Cohort {cohort.id} needs {-(-tight.needed // tight.weeks)} minutes{a_week} a teacher "
            f"outside teaching{when}; {tight.there // tight.weeks} exist for {name}"
            + (f" ({shown})." if shown else ".")
        ),
        fix="Add PLC or free time, agree on planning periods, or shorten a step.",
    )


def teachers_a_coach(matter: Matter) -> Iterator[Caution]:
    """Active teachers of a coach in her fullest week, against the advised and the highest caseload."""
    limits = matter.district.limits
    for coach, weeks in _by_leader_and_week(matter).items():
        teachers = {
            monday: {
                person
                for activity in activities
                if activity.cohort
                for person in activity.required
                if person != coach
            }
            for monday, activities in weeks.items()
        }
        monday = max(sorted(teachers), key=lambda one: len(teachers[one]))
        most, name = len(teachers[monday]), matter.district.people[coach].name
        says = f"{name} has {most} teachers in cycles in the week of {dated(monday)}"
        if most > limits.caseload_cap:
            yield Caution(
                where="Cohorts, coach",
                says=f"{says}; the highest caseload is {limits.caseload_cap}.",
                fix="Give a cohort to another coach, or start it later.",
                stops=True,
            )
        elif most > limits.caseload_warn:
            yield Caution(
                where="Cohorts, coach",
                says=f"{says}; {limits.caseload_warn} is advised.",
                fix="Start one of the cohorts later, or expect things left out.",
            )


def visits_a_coach(matter: Matter) -> Iterator[Caution]:
    """Visits that begin in a week, against visits a day times the days on which she works."""
    a_day = matter.district.limits.visits_a_day
    for coach, weeks in _by_leader_and_week(matter).items():
        for monday in sorted(weeks):
            visits = [activity for activity in weeks[monday] if activity.kind is Kind.VISIT]
            days = _days_at_work(matter, coach, visits)
            if len(visits) <= a_day * len(days):
                continue
            name = matter.district.people[coach].name
            yield Caution(
                where="Cohorts, coach",
                says=(
                    f"{name} has {len(visits)} visits in the week of {dated(monday)}; "
                    f"{a_day} a day on {len(days)} days are {a_day * len(days)}."
                ),
                fix="Start one of the cohorts in another week.",
            )
            break


def _by_leader_and_week(matter: Matter) -> dict[PersonId, dict[date, list[Activity]]]:
    """Leader -> Monday -> activities whose window begins in that week."""
    found: dict[PersonId, dict[date, list[Activity]]] = defaultdict(lambda: defaultdict(list))
    for activity in matter.activities:
        found[activity.leader][monday_of(activity.window.first)].append(activity)
    return found


def _days_at_work(matter: Matter, person: PersonId, activities: Sequence[Activity]) -> list[date]:
    """Days of the activities' windows on which somebody has time at all."""
    days = {
        date.fromordinal(number)
        for activity in activities
        for number in range(activity.window.first.toordinal(), activity.window.last.toordinal() + 1)
    }
    return [day for day in sorted(days) if matter.availability.day(person, day).stretches]


def lessons_to_visit(matter: Matter) -> Iterator[Caution]:
    """Whether a teacher to be visited teaches the cohort's subject at all: most often a spelling."""
    seen = set()
    for activity in matter.activities:
        if activity.teaching is None or (activity.teaching, activity.cohort) in seen:
            continue
        seen.add((activity.teaching, activity.cohort))
        taught = {
            stretch.subject
            for day in _days_at_work(matter, activity.teaching, [activity])
            for stretch in matter.availability.day(activity.teaching, day).stretches
            if stretch.container is Container.TEACHING
        }
        wanted = activity.subject.casefold()
        if taught and (not wanted or wanted in {subject.casefold() for subject in taught}):
            continue
        name = matter.district.people[activity.teaching].name
        listed = ", ".join(sorted(filter(None, taught))) or "other lessons"
        yield Caution(
            where=f"Timetable, {activity.teaching}",
            says=(
                f"{name} teaches no {activity.subject} in the week of "
                f"{dated(activity.window.first)}, only {listed}; no visit is possible."
                if taught
                else f"{name} has no lesson in the week of {dated(activity.window.first)} "
                "on the timetable; no visit is possible."
            ),
            fix="Correct the subject of the cohort or of the lessons, or add the lessons.",
        )


def spans_of_the_contract_day(matter: Matter) -> Iterator[Caution]:
    """Bell sets that do not say when the contract day begins and ends."""
    wanted = {Container.BEFORE_SCHOOL, Container.AFTER_SCHOOL}
    if not any(wanted & set(activity.inside) for activity in matter.activities):
        return
    kinds: dict[str, set[BlockKind]] = defaultdict(set)
    for bell in matter.district.bells:
        kinds[bell.bell_set].add(bell.kind)
    for bell_set in sorted(kinds):
        if BlockKind.CONTRACT not in kinds[bell_set]:
            yield Caution(
                where=f"BellSchedules, {bell_set}",
                says=(
                    f"The bell set {bell_set} does not say when the contract day begins and ends, so "
                    "no time before or after school is used."
                ),
                fix="Add a row of kind 'contract' from the first to the last minute of that day.",
            )


def the_pd_day_comes_first(matter: Matter) -> Iterator[Caution]:
    """The PD day lies before the session that follows it up (R-CLC-14)."""
    for cohort, _ in matter.running_cohorts():
        structure = matter.structures[cohort.structure]
        weeks = cycle_calendar(matter.district, cohort, structure, matter.availability.days)
        window = weeks.get(structure.pd_before_week or -1)
        if window is None or cohort.pd_day is None or cohort.pd_day < window.first:
            continue
        where = f"Cohorts, cohort {cohort.id}, pd_day"
        number = structure.pd_before_week
        if cohort.pd_day < window.last:
            yield Caution(
                where=where,
                says=(
                    f"The PD day {dated(cohort.pd_day)} lies in week {number}, whose session "
                    "follows it up; that session waits until after it."
                ),
                fix="Nothing to do, or choose an earlier PD day.",
            )
            continue
        yield Caution(
            where=where,
            says=(
                f"The PD day {dated(cohort.pd_day)} comes too late: the session of week {number} "
                f"({dated(window.first)} to {dated(window.last)}) follows it up."
            ),
            fix="Choose an earlier PD day, or start the cycle later.",
        )


def size_of_a_cohort(matter: Matter) -> Iterator[Caution]:
    """Members who take part to the end, against the size the structure is made for."""
    for cohort, found in matter.running_cohorts():
        structure = matter.structures[cohort.structure]
        last = max(activity.window.last for activity in found)
        count = sum(one.active_on(last) for one in taking_part(matter.district, cohort))
        if not structure.smallest <= count <= structure.largest:
            yield Caution(
                where=f"Cohorts, cohort {cohort.id}, members",
                says=(
                    f"{count} of the members of cohort {cohort.id} take part; {structure.title} is "
                    f"made for {structure.smallest} to {structure.largest}."
                ),
                fix="Add or move members, or go on as it is.",
            )


def enough_invited_for_the_quorum(matter: Matter) -> Iterator[Caution]:
    """Series that ask for more people of a role than are invited: no time could ever do."""
    seen = set()
    for activity in matter.activities:
        for role, needed in activity.quorum:
            people = (matter.district.people[person] for person in activity.people)
            invited = sum(person.role is role for person in people)
            if invited >= needed or (activity.series, role) in seen:
                continue
            seen.add((activity.series, role))
            yield Caution(
                where=f"Series, series {activity.series}, quorum",
                says=(
                    f"{activity.label} asks for {needed} of the role {role.value}; "
                    f"{invited} invited on {dated(activity.window.first)}."
                ),
                fix="Invite more people of that role, or ask for fewer.",
            )


def gates_not_met(matter: Matter) -> Iterator[Caution]:
    """What has not been agreed yet at each school, who owns it and by when it should be (R-CP-18, R-LT-5)."""
    due = gates_due(matter.district, matter.structures, matter.availability.days)
    still_open = [one for one in due if one.met_on is None]
    for school, gates in groupby(sorted(still_open, key=_by_school), key=_by_school):
        name = matter.district.schools[school].name
        yield Caution(
            where=f"Gates, school {school}",
            says=f"{name} has not met: {'; '.join(map(_gate_in_words, gates))}.",
            fix="Write the day into met_on once it is agreed; nothing stands before a required one.",
        )


def partners_not_asked(matter: Matter) -> Iterator[Caution]:
    """Meetings with people from outside who have neither said when they can nor been asked."""
    district = matter.district
    told = {row.person for row in district.availability}
    told |= {key for key, person in district.people.items() if person.works}
    months: dict[tuple[str, str], set[PersonId]] = defaultdict(set)
    count: Counter[tuple[str, str]] = Counter()
    for activity in with_partners(matter.activities, district):
        silent = set(partners_in(activity, district)) - told
        if silent and not rows_for(activity, district):
            series = (activity.series or "", activity.label)
            months[series] |= silent
            count[series] += 1
    for (key, label), people in months.items():
        names = ", ".join(organisations(district, sorted(people)))
        yield Caution(
            where=f"Series, series {key}",
            says=(
                f"{label}: nobody has asked {names} for dates of {count[key, label]} meetings; their "
                "calendars cannot be read, so it is not known whether they can come."
            ),
            fix="Offer them dates with: bellweave partners propose --yes",
        )


def _by_school(due: GateDue) -> SchoolId:
    return due.school


def _gate_in_words(due: GateDue) -> str:
    owner = f"{due.gate.owner.value}, " if due.gate.owner else ""
    needed = "" if due.gate.hard else ", advised"
    return f"{due.gate.title} ({owner}by {dated(due.due)}{needed})"


def what_fits_nowhere(matter: Matter) -> Iterator[Caution]:
    """Things of a cohort that have no time in any week, with the rule that makes it so."""
    for cohort, activities in matter.running_cohorts():
        for one in fits_nowhere(matter.availability, activities):
            says = f"Cohort {cohort.id} cannot fit: there is never a time for {one.says}"
            yield Caution(where=f"Cohorts, cohort {cohort.id}", says=says, fix=one.fix)


def stopped_cohorts(matter: Matter) -> Iterator[Caution]:
    """Cohorts for which nothing is scheduled, so that nobody waits for it."""
    for cohort in matter.district.cohorts:
        if cohort.status.lower() in STOPPED:
            says = f"Cohort {cohort.id} is {cohort.status}; nothing is scheduled for it."
        elif not matter.of_cohort(cohort):
            says = f"Nobody in cohort {cohort.id} takes part; nothing is scheduled for it."
        else:
            continue
        where = f"Cohorts, cohort {cohort.id}"
        yield Caution(where=where, says=says, fix="Nothing to do if that is meant.")


Check = Callable[[Matter], Iterator[Caution]]

CHECKS: tuple[Check, ...] = (
    teachers_a_coach,
    cycles_at_once,
    visits_a_coach,
    minutes_outside_teaching,
    lessons_to_visit,
    the_pd_day_comes_first,
    size_of_a_cohort,
    enough_invited_for_the_quorum,
    what_fits_nowhere,
    spans_of_the_contract_day,
    gates_not_met,
    partners_not_asked,
    stopped_cohorts,
)
