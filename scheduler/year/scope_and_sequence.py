"""The scope and sequence of a year's professional learning: four columns under a head (R-SS-17).

Timing is told as a frequency and as this year's dates, as far as they are set (R-SS-12). It is made anew
from the saved schedule each time it is asked for, so it is never older than that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.activities.cycle import taking_part
from scheduler.activities.occasions import Certainty, Occasion, by_cohort, by_series, occasions
from scheduler.activities.series import guests_of, steps_of, ways_of
from scheduler.district import Cohort, District, Modality, PersonId, Role, Series
from scheduler.model import Activity, Schedule
from scheduler.naming import monday_of
from scheduler.schoolday import SchoolDays
from scheduler.structures.structure import Step, Structure

COLUMNS = ("Timing", "Participants", "Name of professional learning and format", "Description")
NOT_SAID = "not said yet: {key} on the Settings tab"
WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATES_TOLD = 10
"""More dates than this are told as weekdays with a first and a last date."""
ROLES_TOLD = 4
"""A group of more roles than this is called by its own name first."""
_MANY = {Role.COACH: "coaches", Role.ASSOCIATION: "association", Role.BOARD: "Board"}
_MANY |= {Role.COMMUNITY: "community"}
_WAYS = {Modality.IN_PERSON: "in person", Modality.VIRTUAL: "virtual", Modality.HYBRID: "hybrid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeRow:
    """One row of the table; `frequency` and this year's `dates` together are its timing."""

    frequency: str
    dates: str
    participants: str
    name: str
    format: str
    description: str

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The four cells, in the order of `COLUMNS`."""
        timing = ": ".join(filter(None, (self.frequency, self.dates)))
        return timing, self.participants, f"{self.name}. {self.format}", self.description


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeAndSequence:
    """The head, label beside text, and the rows: series first, then cycles."""

    head: tuple[tuple[str, str], ...]
    rows: tuple[ScopeRow, ...]


def scope_and_sequence(
    district: District,
    structures: Mapping[str, Structure],
    activities: Iterable[Activity],
    schedule: Schedule,
    days: SchoolDays,
) -> ScopeAndSequence:
    """The scope and sequence of the year, with the dates the schedule holds now."""
    found = occasions(activities, schedule, district, days)
    of_series, of_cohorts = by_series(found), by_cohort(found)
    rows = [
        _series_row(district, one, structures.get(one.structure), of_series.get(one.id, []))
        for one in district.series
    ]
    for name in dict.fromkeys(cohort.structure for cohort in district.cohorts):
        cohorts = [
            one for one in district.cohorts if one.structure == name and of_cohorts.get(one.id)
        ]
        if cohorts and name in structures:
            rows.append(_cycle_row(district, structures[name], cohorts, of_cohorts))
    return ScopeAndSequence(head=_head(district, structures, found), rows=tuple(rows))


def _head(
    district: District, structures: Mapping[str, Structure], found: Sequence[Occasion]
) -> tuple[tuple[str, str], ...]:
    said = district.engagement
    subjects = dict.fromkeys(filter(None, (cohort.subject for cohort in district.cohorts)))
    used = [series.structure for series in district.series]
    used += [cohort.structure for cohort in district.cohorts]
    titles = [structures[name].title for name in dict.fromkeys(used) if name in structures]
    driving = sum(one.drive_min for one in found)
    cost = said.cost_band or NOT_SAID.format(key="cost_band")
    hours, minutes = divmod(driving, 60)
    return (
        (
            "Curriculum or content area",
            said.content_area or ", ".join(subjects) or NOT_SAID.format(key="content_area"),
        ),
        ("Type of professional learning", said.kind or ", ".join(titles)),
        (
            "Total cost range, travel included",
            f"{cost}; driving to the dates set below: {hours} h {minutes} min",
        ),
        ("District context", said.context or _context(district)),
    )


def _context(district: District) -> str:
    """What can be counted; the rest the district has to say."""
    roles = [person.role for person in district.people.values() if not person.external]
    flagged = sum(bool(school.equity_flag) for school in district.schools.values())
    parts = [
        f"{len(district.schools)} schools",
        f"{roles.count(Role.TEACHER)} teachers",
        f"{roles.count(Role.COACH)} coaches",
    ]
    if flagged:
        parts.append(f"{flagged} schools flagged by the district")
    return ", ".join(parts)


def _series_row(
    district: District, series: Series, structure: Structure | None, found: Sequence[Occasion]
) -> ScopeRow:
    """What a row says, and where it is silent what its step says."""
    steps = steps_of(series, structure) if structure else ()
    title = structure.title if structure else series.structure
    invited = [person for step in steps for person in guests_of(district, series, step)]
    return ScopeRow(
        frequency=_frequency(series, steps, len(found)),
        dates=_dates(found),
        participants=_participants(district, invited or series.invited, series.name),
        name=series.name or title,
        format=_format([way for step in steps for way in ways_of(series, step)]),
        description=_description(series.purpose, steps),
    )


def _frequency(series: Series, steps: Sequence[Step], count: int) -> str:
    """How often; a row that comes on set days or in set months is counted."""
    own = next((step.recurs.cadence for step in steps), "")
    match series.cadence or own or "monthly":
        case "monthly":
            return "Monthly"
        case "weekly":
            return "Weekly"
        case "every two weeks":
            return "Every two weeks"
        case _:
            return {1: "Once", 2: "Twice a year"}.get(count, f"{count} times a year")


def _dates(found: Sequence[Occasion]) -> str:
    """The dates set, then those held, then the months without one."""
    dated = [one.day for one in found if one.certainty is Certainty.SET and one.day]
    held = [one.day for one in found if one.certainty is Certainty.HELD and one.day]
    months = list(dict.fromkeys(one.month for one in found if one.certainty is Certainty.OPEN))
    parts = [
        _listed(dated),
        f"held: {_listed(held)}" if held else "",
        f"no date yet in {_months(months)}" if months else "",
    ]
    return "; ".join(filter(None, parts))


def _listed(days: Sequence[date]) -> str:
    if len(days) <= DATES_TOLD:
        return ", ".join(map(_day, days))
    weekdays = sorted({day.weekday() for day in days})
    named = " and ".join(WEEKDAYS[one] for one in weekdays) if len(weekdays) < 3 else "dates"
    return f"{len(days)} {named} from {_day(days[0])} to {_day(days[-1])}"


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]}"


def _months(months: Sequence[date]) -> str:
    named = [MONTHS[one.month - 1] for one in months]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def _participants(district: District, people: Iterable[PersonId], name: str) -> str:
    """The roles of everybody invited, in the order of `Role`; a group of many roles by its name first."""
    there = {district.people[one].role for one in people if one in district.people}
    roles = [_MANY.get(role, f"{role.value}s") for role in Role if role in there]
    if not roles:
        return name
    words = f"{', '.join(roles[:-1])} and {roles[-1]}" if len(roles) > 1 else roles[0]
    words = words[0].upper() + words[1:]
    return f"{name} ({words[0].lower()}{words[1:]})" if len(roles) > ROLES_TOLD else words


def _format(ways: Sequence[Modality]) -> str:
    used = [_WAYS[way] for way in Modality if way in ways]
    return " and ".join(used).capitalize()


def _description(purpose: str, steps: Iterable[Step]) -> str:
    return " ".join(
        filter(None, (_sentence(purpose), *(each for s in steps for each in s.happens)))
    )


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def _cycle_row(
    district: District,
    structure: Structure,
    cohorts: Sequence[Cohort],
    of_cohorts: Mapping[str, Sequence[Occasion]],
) -> ScopeRow:
    members = [one.id for cohort in cohorts for one in taking_part(district, cohort)]
    spans = [
        f"{cohort.topic or cohort.id} {_day(monday_of(mine[0].first))} to "
        f"{_day(max(one.last for one in mine))}"
        for cohort in cohorts
        if (mine := of_cohorts[cohort.id])
    ]
    weeks = sum(week.number > 0 for week in structure.weeks)
    cycles = f"{len(cohorts)} cycle{'s' if len(cohorts) > 1 else ''}"
    labels = "; ".join(
        f"week {week.number} {week.label}" for week in structure.weeks if week.number
    )
    return ScopeRow(
        frequency=f"{cycles} of {weeks} weeks" if weeks else cycles,
        dates="; ".join(spans),
        participants=_participants(
            district, [*members, *(c.coach for c in cohorts)], structure.title
        ),
        name=structure.title,
        format=_format([step.modality for step in structure.steps]),
        description=_sentence(labels[:1].upper() + labels[1:]),
    )
