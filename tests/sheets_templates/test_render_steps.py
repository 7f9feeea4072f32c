"""What the structures ask for in each cohort stands in Steps, with a time or without."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.district import CohortId
from scheduler.model import ActivityId, After, Kind
from sheets_templates.writing.render_steps import step_rows
from tests.builders import VISIT, a_district, an_activity

COHORT = CohortId("alpha")
THEIR_VISIT = replace(an_activity(), cohort=COHORT, week=2)
DEBRIEF = an_activity(
    id=ActivityId("debrief"),
    kind=Kind.DEBRIEF,
    cohort=COHORT,
    week=2,
    minutes=25,
    after=(After(earlier=VISIT),),
)


@pytest.mark.proves("R-CLC-15", "F-77")
def test_each_step_tells_its_week_its_people_and_what_it_follows() -> None:
    visit, debrief = sorted(
        step_rows([DEBRIEF, THEIR_VISIT], a_district()), key=lambda row: str(row["type"])
    )

    assert visit["participants"] == "Ana Ruiz, Rosa Hall"
    assert (visit["week"], visit["focus"], visit["after"]) == (2, "content knowledge", "")
    assert (debrief["duration"], debrief["after"]) == (25, "classroom visit")
    assert (debrief["due_from"], debrief["due_to"]) == (date(2026, 12, 7), date(2026, 12, 11))


def test_what_belongs_to_no_cohort_is_no_step() -> None:
    assert step_rows([an_activity()], a_district()) == []
