"""Counted figures -> the rows of the dashboard and of the tabs it is drawn from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from scheduler.counts.coach_load import GOAL_PERCENT, CoachShares
from scheduler.counts.dosage import WEEKS_SHOWN, Dose
from scheduler.counts.fidelity import CohortFidelity
from scheduler.counts.prep_ledger import PrepWeek
from scheduler.counts.reach import Record as Done
from scheduler.counts.reach import Share
from scheduler.district import District
from scheduler.model import Kind
from scheduler.naming import monday_of
from scheduler.rounds.roles import RoundRole
from sheets_templates.books.program_boards import LEVEL_HEADERS, WEEK_HEADERS
from sheets_templates.books.program_structures import RUBRICS, SURVEYS, YES
from sheets_templates.vocabulary.table import CellValue, Grid
from sheets_templates.vocabulary.written import counted, said, written

Record = dict[str, CellValue]

SO_FAR = ", so far"
"""Said of the running week."""


def dosage_rows(doses: Iterable[Dose], district: District) -> list[Record]:
    """Rows of Dosage, a teacher by key each, by school."""
    return [
        {
            "dosage_id": one.teacher,
            "teacher_key": one.teacher,
            "school": _school(one, district),
            **dict(zip(WEEK_HEADERS, one.visits_by_week, strict=True)),
            "visits": one.visits,
            "debriefs": one.debriefs,
            "minutes": one.minutes,
            "planned_vs_held": f"{one.planned.count} of {one.planned.of}" if one.planned.of else "",
            "held_pct": _percent(one.planned),
            "days_since_contact": "" if one.without_contact is None else one.without_contact,
            "contact_alert": YES if one.to_be_told else "",
        }
        for one in doses
    ]


def _school(one: Dose, district: District) -> str:
    known = district.schools.get(one.school)
    return known.name if known else ""


def _percent(share: Share) -> CellValue:
    return "" if share.percent is None else share.percent


def visits_by_week_rows(done: Done) -> list[Record]:
    """Rows of VisitsByWeek for the weeks of the heat map, the running one last; a row keeps its place."""
    monday = monday_of(done.today)
    held = [
        (done.days.date_of(done.told.placed[key].start), done.told.activities[key])
        for key in done.took_place()
        if key in done.told.activities
    ]
    rows: list[Record] = []
    for place, header in enumerate(WEEK_HEADERS):
        begins = monday - timedelta(weeks=WEEKS_SHOWN - 1 - place)
        own = [one for day, one in held if monday_of(day) == begins and one.cohort is not None]
        met = {
            person for one in own for person in done.told.people_at(one.id) if person != one.leader
        }
        rows.append(
            {
                "week_id": header,
                "week": f"{begins:%b} {begins.day}" + SO_FAR * (begins == monday),
                "visits": sum(one.kind is Kind.VISIT for one in own),
                "debriefs": sum(one.kind is Kind.DEBRIEF for one in own),
                "teachers_met": len(met & done.teachers()),
            }
        )
    return rows


def prep_rows(weeks: Iterable[PrepWeek]) -> list[Record]:
    """Rows of PrepLedger, by teacher and week; what was given back people write."""
    return [
        {
            "ledger_id": f"{one.teacher}.{one.monday}",
            "teacher_key": one.teacher,
            "week": one.monday,
            "prep_min_used": one.minutes,
            "prep_periods_used": one.periods,
            "consent": "agreed" if one.agreed else "by contract",
            "limit": one.limit,
            "over_limit": YES if one.over_limit else "no",
            "make_up_due": one.make_up_due,
        }
        for one in weeks
    ]


def coach_share_rows(shares: Iterable[CoachShares], district: District) -> list[Record]:
    return [
        {
            "share_id": one.coach,
            "coach": district.people[one.coach].name,
            "cycles": one.in_cycles,
            "travel": one.travel,
            "other": one.other,
            "goal": GOAL_PERCENT,
            "travel_min_a_week": one.travel_a_week,
            "sites_a_day": one.sites,
            "weeks": one.weeks,
        }
        for one in shares
    ]


def fidelity_rows(found: Iterable[CohortFidelity]) -> list[Record]:
    return [
        {
            "cohort": one.cohort,
            "took_place": one.held.count,
            "due": one.held.of,
            "held": _percent(one.held),
            "on_time": _percent(one.on_time),
        }
        for one in found
    ]


def round_role_rows(roles: Iterable[RoundRole]) -> list[Record]:
    return [
        {"role": one.role.value, "people": one.people, "came": one.came, "seats": one.seats}
        for one in roles
    ]


def response_rows(surveys: Sequence[Mapping[str, CellValue]], grid: Grid) -> list[Record]:
    """Rows of SurveyResponse from those of Surveys, and the answers people counted there.

    A survey of which nobody has counted answers yet has no row.
    """
    beside = written(SURVEYS, grid, "answered")
    rows: list[Record] = []
    for title in sorted({str(one["survey"]) for one in surveys}):
        own = [one for one in surveys if one["survey"] == title]
        answers = [
            (answered, one["invited"])
            for one in own
            if (answered := counted(beside.get(str(one["survey_id"]), {}), "answered")) is not None
        ]
        if not answers:
            continue
        rate = Share(
            count=sum(answered for answered, _ in answers),
            of=sum(invited for _, invited in answers if isinstance(invited, int)),
        )
        rows.append(
            {
                "survey": title,
                "sent": len(own),
                "counted": len(answers),
                "invited": rate.of,
                "answered": rate.count,
                "answered_pct": _percent(rate),
            }
        )
    return rows


def level_rows(rubrics: Collection[Mapping[str, CellValue]], grid: Grid) -> list[Record]:
    """Rows of RubricLevels: at the baseline and at each check, how many rubrics stand at which level.

    Rows people added for further indicators are theirs and not counted. A taking nobody has filled in has
    no row.
    """
    beside = written(RUBRICS, grid, "level")
    takings: dict[str, list[str]] = {}
    for one in rubrics:
        level = said(beside.get(str(one["rubric_id"]), {}), "level")
        if level in LEVEL_HEADERS:
            takings.setdefault(str(one["taking"]), []).append(level)
    return [
        {"taking": taking, **{level: takings[taking].count(level) for level in LEVEL_HEADERS}}
        for taking in sorted(takings, key=lambda one: (one != "baseline", len(one), one))
    ]
