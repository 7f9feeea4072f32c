"""All seven structures at once in one small school: the counts of the seven journeys add up.

66 of the cycle, 14 of planning, 16 of the labs, 5 before the learning team and its 7 meetings, 18 of the
scope and sequence, 3 with partners and 4 rounds: 133 events.
"""

import itertools
from collections import Counter, defaultdict

import pytest

from tests.journeys.structures.checks import (
    each_debrief_follows_its_visit,
    no_visit_in_week_6,
    nobody_demonstrates_twice,
    the_board_hears_nothing_after_december,
)
from tests.journeys.structures.one_school import one_school
from tests.journeys.structures.typed import Meeting, Sent, sent, typed

pytestmark = pytest.mark.slow
BY_STRUCTURE = {
    "clc": 66,
    "collaborative-planning": 14,
    "collaborative-coaching": 16,
    "learning-teams": 5 + 7,
    "scope-and-sequence": 18,
    "partner-meetings": 3,
    "rounds": 4,
}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    typist = typed(tmp_path_factory.mktemp("school"), one_school(), now="2026-10-30T15:30")
    return sent(typist, "2026-11-02")


@pytest.mark.proves("F-39")
def test_seven_structures_are_133_events_and_133_rows(school: Sent) -> None:
    rows = school.tabs["Schedule"]

    assert Counter(str(row["event_id"]).partition(".")[0] for row in rows) == BY_STRUCTURE
    assert len(school.events) == len(rows) == sum(BY_STRUCTURE.values()) == 133
    assert {row["gcal_id"] for row in rows} == {event.id for event in school.events}
    assert school.tabs["Unplaced"] == ()


@pytest.mark.proves("F-39")
def test_nobody_is_invited_to_two_things_at_once(school: Sent) -> None:
    of_person: defaultdict[str, list[Meeting]] = defaultdict(list)
    for one in school.meetings():
        for guest in one.guests:
            of_person[guest].append(one)

    # The coach and six teachers, three leaders and the board's guest.
    assert len(of_person) == 1 + 6 + 3 + 1
    for theirs in of_person.values():
        for before, after in itertools.pairwise(sorted(theirs, key=lambda one: one.start)):
            assert before.end <= after.start, (before.id, after.id)


def test_what_each_structure_promises_holds_among_the_others(school: Sent) -> None:
    assert no_visit_in_week_6(school) == []
    assert each_debrief_follows_its_visit(school) == []
    assert nobody_demonstrates_twice(school) == []
    assert the_board_hears_nothing_after_december(school) == []
