"""What falls due for teams -> rows of their tracking tabs: pre-work, rubrics, surveys, actions, questions.

Rows are header -> value for columns of the program; some are worked out from what people wrote beside
them, so these functions take the grid of the tab as it stands.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from scheduler.district import CohortId, District, PersonId
from scheduler.due.asked import SurveyAsked
from scheduler.due.due import ActionDue, MeasureDue, PreWorkDue
from scheduler.model import Activity, ActivityId
from scheduler.structures.contexts import Question
from scheduler.structures.measures import MeasureKind
from scheduler.structures.prework import Owner
from sheets_templates.books.program_structures import (
    DONE,
    NOT_NEEDED,
    PRE_WORK,
    RUBRICS,
    SURVEYS,
    TOTALS,
    YES,
)
from sheets_templates.vocabulary.table import Grid
from sheets_templates.vocabulary.written import counted, said, written
from sheets_templates.writing.render import Record

AUDIENCES: Mapping[Owner, str] = {
    Owner.EVERYBODY: "teachers, facilitator and leaders",
    Owner.MEMBERS: "teachers",
    Owner.FACILITATOR: "facilitator",
    Owner.LEADERS: "leaders",
    Owner.HOST: "host teachers",
}
EVERY_PRACTICE = "every practice"
SMALLEST_GROUP = 10
"""Students of whom a share is told at least: of fewer it would be about somebody. A convention."""


def pre_work_rows(
    due: Iterable[PreWorkDue],
    activities: Mapping[ActivityId, Activity],
    district: District,
    grid: Grid,
    *,
    today: date | None,
) -> list[Record]:
    """Rows of PreWork, by due date. Nothing is overdue without a `today`, or once its meeting is over."""
    beside = written(PRE_WORK, grid, "status")
    return [
        {
            "item_id": one.id,
            "event_id": one.activity,
            "meeting": _meeting(activities[one.activity]),
            "meeting_on": one.on,
            "owner": _name(one.owner, district),
            "description": one.what,
            "exemplar": one.exemplar,
            "due": one.due,
            "overdue": YES if _is_late(one, beside.get(one.id, {}), today) else "",
        }
        for one in due
    ]


def overdue_rows(
    due: Iterable[PreWorkDue], district: District, pre_work: Grid, *, today: date | None
) -> list[Record]:
    """Rows of Overdue, one an owner in order of name, from the PreWork tab as it stands (F-84)."""
    beside = written(PRE_WORK, pre_work, "status")
    late: dict[PersonId, list[PreWorkDue]] = {}
    for one in due:
        if _is_late(one, beside.get(one.id, {}), today):
            late.setdefault(one.owner, []).append(one)
    rows: list[Record] = [
        {
            "owner_id": owner,
            "owner": _name(owner, district),
            "pieces": len(pieces),
            "oldest_due": min(piece.due for piece in pieces),
            "what": "; ".join(dict.fromkeys(piece.what for piece in pieces)),
        }
        for owner, pieces in late.items()
    ]
    return sorted(rows, key=lambda row: (str(row["owner"]), str(row["owner_id"])))


def _is_late(one: PreWorkDue, beside: Mapping[str, object], today: date | None) -> bool:
    status = str(beside.get("status") or "").strip().casefold()
    return today is not None and one.due < today <= one.on and status not in (DONE, NOT_NEEDED)


def rubric_rows(due: Iterable[MeasureDue], grid: Grid) -> list[Record]:
    """Rows of Rubrics, by date: the baseline's level is what a later one is told against (R-CP-12)."""
    beside = written(RUBRICS, grid, "level")
    rows: list[Record] = []
    first: dict[tuple[CohortId, str], str] = {}
    checks: dict[tuple[CohortId, str], int] = {}
    for one in due:
        if one.kind != MeasureKind.RUBRIC:
            continue
        line = (one.cohort, one.measure)
        level = said(beside.get(one.id, {}), "level")
        if one.baseline:
            first[line] = level
        else:
            checks[line] = checks.get(line, 0) + 1
        rows.append(
            {
                "rubric_id": one.id,
                "team": one.cohort,
                "practice": in_words(one.step) or EVERY_PRACTICE,
                "rubric": one.title,
                "date": one.due,
                "taking": "baseline" if one.baseline else f"check {checks[line]}",
                "since_baseline": "" if one.baseline else _since(first.get(line, ""), level),
            }
        )
    return rows


def _since(baseline: str, level: str) -> str:
    if not baseline or not level:
        return ""
    return f"still {level}" if level == baseline else f"{baseline} to {level}"


def survey_rows(surveys: Iterable[SurveyAsked], grid: Grid) -> list[Record]:
    """Rows of Surveys, by closing date, with the response rate of those whose answers were counted."""
    beside = written(SURVEYS, grid, "answered")
    return [
        {
            "survey_id": one.id,
            "survey": one.title,
            "team": one.cohort,
            "audience": AUDIENCES[one.audience],
            "opens": one.opens,
            "closes": one.closes,
            "invited": len(one.invited),
            "rate": _rate(counted(beside.get(one.id, {}), "answered"), len(one.invited)),
        }
        for one in surveys
    ]


def _rate(answered: int | None, invited: int) -> int | str:
    return round(100 * answered / invited) if answered is not None and invited else ""


def total_rows(due: Iterable[MeasureDue], grid: Grid) -> list[Record]:
    """Rows of Totals, by date; a share is told only of groups that are large enough (R-CCL-13)."""
    beside = written(TOTALS, grid, "count", "of")
    rows: list[Record] = []
    for one in due:
        if one.kind == MeasureKind.COUNT:
            cells = beside.get(one.id, {})
            of = counted(cells, "of") or 0
            rows.append(
                {
                    "total_id": one.id,
                    "team": one.cohort,
                    "what": one.title,
                    "date": one.due,
                    "percent": _rate(counted(cells, "count"), of) if of >= SMALLEST_GROUP else "",
                }
            )
    return rows


def leader_action_rows(
    actions: Iterable[ActionDue], reviews: Iterable[MeasureDue], district: District
) -> list[Record]:
    """Rows of LeaderActions, by due date; reviews of artifacts are the leaders' too (R-CP-14, R-CP-21)."""
    rows: list[Record] = [
        {
            "action_id": one.id,
            "team": one.cohort,
            "practice": in_words(one.action.step),
            "action": one.action.title,
            "due": one.due,
            "owner": _owner_of(one, district),
        }
        for one in actions
    ]
    rows += [
        {
            "action_id": one.id,
            "team": one.cohort,
            "practice": EVERY_PRACTICE,
            "action": one.title,
            "due": one.due,
            "owner": AUDIENCES[one.asked],
        }
        for one in reviews
        if one.kind == MeasureKind.ARTIFACTS
    ]
    return sorted(rows, key=lambda row: (str(row["due"]), str(row["action_id"])))


def _owner_of(one: ActionDue, district: District) -> str:
    """The team's own leaders of that role, else the word for the role."""
    leaders = next(cohort.leaders for cohort in district.cohorts if cohort.id == one.cohort)
    names = [
        district.people[leader].name
        for leader in leaders
        if district.people[leader].role is one.action.owner
    ]
    return ", ".join(names) or one.action.owner.value


def context_rows(questions: Iterable[Question]) -> list[Record]:
    """Rows of Context, one a team and question (R-CP-22)."""
    return [
        {
            "question_id": one.id,
            "team": one.cohort,
            "practice": in_words(one.practice),
            "question": one.asks,
        }
        for one in questions
    ]


def change_rows(measures: Iterable[MeasureDue], actions: Sequence[ActionDue]) -> list[Record]:
    """Rows of ChangesMade: one for each survey of a team and each time its practices are monitored."""
    rows: list[Record] = [
        {
            "change_id": f"{one.id}.change",
            "team": one.cohort,
            "date": one.due,
            "from_what": one.title,
        }
        for one in measures
        if one.kind == MeasureKind.SURVEY
    ]
    rows += [
        {
            "change_id": f"{one.id}.change",
            "team": one.cohort,
            "date": one.due,
            "from_what": f"{one.action.title}: {in_words(one.action.step)}",
        }
        for one in actions
        if one.action.every_weeks
    ]
    return sorted(rows, key=lambda row: (str(row["date"]), str(row["change_id"])))


def in_words(step: str) -> str:
    """A step's name as people say it, like `lesson preparation`."""
    return step.replace("-", " ")


def _meeting(activity: Activity) -> str:
    return ": ".join(part for part in (activity.kind.value, activity.label) if part)


def _name(person: PersonId, district: District) -> str:
    return district.people[person].name if person in district.people else person
