"""The end of cycles -> rows of Reviews (Program), CycleClose and Feedback (Coach)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from scheduler.counts.cycle_end import Closing, Review, tally
from scheduler.district import District, PersonId
from scheduler.due.deadlines import SurveyDue
from scheduler.model import Activity, ActivityId, Schedule
from scheduler.naming import activity_id, id_part
from scheduler.schoolday import SchoolDays
from sheets_templates.books.coach import CYCLE_CLOSE, FEEDBACK
from sheets_templates.vocabulary.table import CellValue, Grid
from sheets_templates.vocabulary.written import said, written

Record = dict[str, CellValue]

TOGETHER = "all of the cohort"
PLAN, GOAL = "coaching plan", " goal"
"""What a meeting leaves behind, in the words of structures."""


def review_rows(reviews: Iterable[Review]) -> list[Record]:
    """Rows of Reviews, prepared from what is scheduled; what people write stands beside."""
    return [
        {"review_id": one.id, "kind": one.kind.value, "about": one.about, "date": one.day or ""}
        for one in reviews
    ]


def close_rows(
    ends: Iterable[Closing],
    activities: Sequence[Activity],
    district: District,
    *,
    held: Collection[ActivityId],
    focus: Mapping[ActivityId, str],
) -> list[Record]:
    """A row a teacher and one for the cohort together; `focus` is what the coach wrote of each visit."""
    rows: list[Record] = []
    for end in ends:
        who: list[PersonId | None] = [*end.members, None]
        rows += [
            {
                "close_id": activity_id(end.structure.name, end.cohort.id, "close", one or "all"),
                "cohort": end.cohort.id,
                "teacher": district.people[one].name if one else TOGETHER,
                "last_session": end.day,
                "counts": tally(
                    activities, end.cohort.id, held=held, focus=focus, teacher=one
                ).says,
            }
            for one in who
        ]
    return rows


def feedback_rows(
    surveys: Iterable[SurveyDue], cohorts: Iterable[str], today: date | None
) -> list[Record]:
    """Rows of Feedback: each question as often as people are asked, from the day its survey opens."""
    own = set(cohorts)
    return [
        row
        for survey in surveys
        if survey.cohort in own and not survey.link and (today is None or survey.opens <= today)
        for row in _copies(survey)
    ]


def plan_and_goal_rows(
    schedule: Schedule, district: District, days: SchoolDays, coach: PersonId
) -> tuple[list[Record], list[Record]]:
    """Rows of CoachingPlan and of Goals: one for each that a meeting of the coach is to leave behind."""
    plans: list[Record] = []
    goals: list[Record] = []
    for key, slot in sorted(schedule.placed.items(), key=lambda pair: (pair[1].start, pair[0])):
        activity = schedule.activities[key]
        others = [one for one in activity.required if one != activity.leader]
        if activity.leader != coach or len(others) != 1:
            continue
        day = days.date_of(slot.start)
        about: Record = {
            "cohort": activity.cohort or "",
            "teacher": district.people[others[0]].name,
        }
        if PLAN in activity.artifacts:
            plans.append({"coaching_id": key, **about, "meeting": day})
        goals += [
            {"goal_id": f"{key}.{id_part(goal)}", **about, "goal_type": goal, "set_at": day}
            for goal in activity.artifacts
            if goal.endswith(GOAL)
        ]
    return plans, goals


def answered_in(grid: Grid) -> Mapping[str, int]:
    """Cohort -> how many gave feedback in the tab: the most answers that one question got."""
    counts: dict[tuple[str, str], int] = {}
    for cells in written(FEEDBACK, grid, "cohort", "question", "answer").values():
        if said(cells, "answer"):
            key = (said(cells, "cohort"), said(cells, "question"))
            counts[key] = counts.get(key, 0) + 1
    return _largest(counts)


def feedback_in(grid: Grid) -> Mapping[str, int]:
    """Cohort -> of how many teachers the coach noted that feedback came in."""
    counts: dict[tuple[str, str], int] = {}
    for cells in written(CYCLE_CLOSE, grid, "cohort", "teacher", "feedback_in").values():
        came = cells.get("feedback_in")
        if (came is True or str(came).strip().casefold() == "yes") and (
            said(cells, "teacher") != TOGETHER
        ):
            key = (said(cells, "cohort"), "")
            counts[key] = counts.get(key, 0) + 1
    return _largest(counts)


def _copies(survey: SurveyDue) -> Iterator[Record]:
    for number, question in enumerate(survey.questions, start=1):
        for copy in range(1, len(survey.invited) + 1):
            yield {
                "feedback_id": f"{survey.id}.q{number}.{copy}",
                "cohort": survey.cohort,
                "question": question,
                "copy": copy,
                "opens": survey.opens,
                "closes": survey.closes,
            }


def _largest(counts: Mapping[tuple[str, str], int]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for (cohort, _), count in counts.items():
        found[cohort] = max(found.get(cohort, 0), count)
    return found
