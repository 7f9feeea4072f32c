"""The words the tracker shows for how an activity stands."""

from dataclasses import replace

import pytest

from scheduler.model import Exclusion, Pin
from sheets_templates.books.program import STATES
from sync.event.facts import MOVED
from sync.merging.changes import Known, Standing
from sync.sheets.states import standings
from tests.builders import VISIT, a_schedule, a_slot, an_activity, at
from tests.sync.test_changes import was_written, wished

SENT = was_written(wished())
DRAGGED = Pin(activity=VISIT, slot=a_slot(), because=MOVED)
LOCKED = replace(DRAGGED, because="locked in the Sheet")
DECLINED = Exclusion(activity=VISIT, start=at("2026-12-08 10:40"), end=at("2026-12-08 11:20"))
EARLIER = replace(DECLINED, start=at("2026-12-07 10:40"))


@pytest.mark.parametrize(
    ("known", "pins", "exclusions", "word"),
    [
        ([], [], [], "proposed"),
        ([replace(SENT, standing=Standing.REMOVED_BY_US)], [], [], "proposed"),
        ([SENT], [], [], "sent"),
        ([SENT], [LOCKED], [EARLIER], "sent"),
        ([SENT], [DRAGGED], [], "moved"),
        ([SENT], [], [DECLINED], "needs attention"),
        ([replace(SENT, standing=Standing.REMOVED_BY_A_PERSON)], [], [], "needs attention"),
    ],
)
def test_an_activity_has_the_word_of_what_happened_to_it(
    known: list[Known], pins: list[Pin], exclusions: list[Exclusion], word: str
) -> None:
    found = standings(a_schedule([(an_activity(), a_slot())]), known, pins, exclusions)

    assert found.states == {VISIT: word}
    assert word in STATES


def test_an_event_that_stands_is_named_for_the_tracker() -> None:
    schedule = a_schedule([(an_activity(), a_slot())])

    assert standings(schedule, [SENT], [], []).event_ids == {VISIT: SENT.event_id}
    assert standings(schedule, [], [], []).event_ids == {}
