"""Questions about a team's own context, asked for each practice before its actions are begun (R-CP-22)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scheduler.district import CohortId, District
from scheduler.model import Activity
from scheduler.naming import activity_id
from scheduler.structures.structure import Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to one team. Its id comes from its words: no answer comes to stand beside another."""

    id: str
    cohort: CohortId
    practice: str
    asks: str


def questions_asked(
    district: District, structures: Mapping[str, Structure], activities: Iterable[Activity]
) -> tuple[Question, ...]:
    """The questions of each cohort or team that meets, practice by practice as the structure has them."""
    meeting = {one.cohort for one in activities}
    return tuple(
        Question(
            id=activity_id(cohort.id, step.name, asks),
            cohort=cohort.id,
            practice=step.name,
            asks=asks,
        )
        for cohort in district.cohorts
        if cohort.id in meeting
        for step in structures[cohort.structure].steps
        for asks in dict.fromkeys(step.questions)
    )
