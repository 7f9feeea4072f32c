"""What is ours in an event, what is the people's, and how events are found again."""

import re
from collections.abc import Iterator

import pytest

from scheduler.model import ActivityId
from sync.event.events import insert_body, wanted_event
from sync.event.identity import event_id, key_of
from sync.event.marks import TOGETHER, Field, Marks, digests_of
from sync.event.wording import Wording
from tests.builders import a_district, a_slot, an_activity
from tests.house import ROOT
from tests.sync.coaching import Workspace, visit

THEIRS = {
    "colorId": "5",
    "reminders": {"useDefault": False, "overrides": [{"method": "popup", "minutes": 7}]},
}


@pytest.mark.proves("GE-8", "F-65")
def test_colour_reminders_and_notes_stay_the_peoples_own(published: Workspace) -> None:
    event = published.event()
    noted = {**THEIRS, "description": f"{event.description}\nbring coffee"}
    published.by_hand(event, noted)

    published.publish(visit("2026-12-09 09:50", id=event_activity(published)))

    after = published.event()
    assert {name: after.raw[name] for name in THEIRS} == THEIRS
    assert after.description.endswith("\nbring coffee")


def event_activity(office: Workspace) -> ActivityId:
    (known,) = office.journal.known()
    return known.activity


@pytest.mark.proves("GE-19")
def test_nothing_is_searched_by_property_beside_a_token() -> None:
    """Whole calendars are listed, so that a token covers all of them; no list names a property."""
    files = [file for file in (ROOT / "sync").rglob("*.py") if file.parent.name != "live"]
    sources = "\n".join(file.read_text(encoding="utf-8") for file in files)

    assert "syncToken" in sources
    assert not re.search(r"privateExtendedProperty|sharedExtendedProperty", sources)


def bodies(*cohorts: str) -> Iterator[dict[str, object]]:
    for number, cohort in enumerate(cohorts):
        activity = an_activity(id=ActivityId(f"visit-{number}"), cohort=cohort)
        wanted = wanted_event(activity, a_slot(), a_district(), Wording())
        key = key_of("example", activity.id)
        marks = Marks(
            key=key,
            generation=1,
            base=digests_of(wanted.values()),
            last_time=wanted.values()[Field.TIME],
        )
        yield insert_body(wanted, event_id("example", key, 1), marks)


@pytest.mark.proves("GE-27")
def test_events_are_single_ones_and_those_of_a_cohort_have_a_sign_in_common() -> None:
    found = list(bodies("alpha", "alpha", "beta"))
    signs = [body["extendedProperties"]["private"][TOGETHER] for body in found]  # type: ignore[index]  # a body is plain JSON

    assert not any({"recurrence", "recurringEventId"} & body.keys() for body in found)
    assert signs[0] == signs[1] != signs[2]
    assert "alpha" not in signs[0]
