"""A cohort's own weeks, from the CyclePlan tab to the events and the tracking rows.

Five teachers are 66 events; a visit and a debrief more for each in week 6, and none in week 3, leave 66.
"""

from collections import Counter

import pytest

from tests.journeys.structures.checks import no_visit_in_week_6
from tests.journeys.structures.districts import a_cohort
from tests.journeys.structures.typed import Sent, retyped, sent, typed

pytestmark = pytest.mark.slow

READING = "https://docs.oak.example/reading"
OWN = [
    {"cohort": "A", "week": "2", "own_label": "Reading together", "material_link": READING},
    {"cohort": "A", "week": "3", "own_visit": "no", "own_minutes": "60"},
    {"cohort": "A", "week": "6", "own_visit": "yes", "own_pre_work": "A clip of a lesson"},
]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """Ana typed three rows before anything was sent."""
    typist = typed(tmp_path_factory.mktemp("own"), a_cohort(5), now="2026-10-30T15:30")
    retyped(typist, "CyclePlan", OWN)
    return sent(typist, "2026-11-09")


@pytest.mark.proves("R-CLC-1", "R-CLC-7")
def test_week_six_has_visits_and_week_three_has_none_because_the_tab_says_so(own: Sent) -> None:
    weeks = {
        week: Counter(one.kind for one in own.meetings() if f".w{week}." in one.id)
        for week in (3, 5, 6)
    }

    pairs = {"classroom visit": 5, "debrief": 5, "cohort session": 1}
    assert weeks == {3: {"cohort session": 1}, 5: pairs, 6: pairs}
    assert len(own.events) == 66
    assert no_visit_in_week_6(own) != []
    assert own.tabs["Unplaced"] == ()


@pytest.mark.proves("R-CLC-1", "R-CLC-15")
def test_label_link_length_and_what_to_bring_stand_in_the_invitations_and_rows(own: Sent) -> None:
    second, third, last = (own.one(f"clc.a.w{week}.session") for week in (2, 3, 6))

    assert second.row["focus"] == "Reading together"
    assert "Week 2: Reading together" in second.event.description
    assert READING in second.event.description
    assert (third.end - third.start).seconds == 60 * 60
    assert "A clip of a lesson" in last.event.description
    assert "What you will share or lead" not in last.event.description


@pytest.mark.proves("R-CLC-7")
def test_progress_counts_what_this_cohort_does(own: Sent) -> None:
    """A formative visit, and a visit in five of the six weeks."""
    for row in own.tabs["CycleProgress"]:
        assert (row["visits_due"], row["debriefs_due"]) == (6, 5)
        assert (row["w3"], row["w6"]) == ("1 of 1", "3 of 3")
