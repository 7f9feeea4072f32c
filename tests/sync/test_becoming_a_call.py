"""An event that becomes a call gets its link, whatever a person made of its text."""

import pytest

from scheduler.district import Modality
from sync.calendars.glance import builds_on_what_stands
from sync.event.description import block_of
from sync.event.marks import Field
from sync.merging.patches import changed_event
from tests.sync.test_changes import compared, only, stands, wished


@pytest.mark.proves("J7")
def test_a_call_whose_text_a_person_changed_still_gets_its_link() -> None:
    there = stands(wished())
    ours = block_of(there.description) or ""
    hers = there.description.replace(ours, "As we said on Monday.")
    found = stands(wished(), description=hers)

    change = only(compared([wished(modality=Modality.VIRTUAL)], [found]))
    body = changed_event(change, found, "r-2")

    assert Field.TEXT not in (change.after or {})
    assert body["location"] == "Online"
    assert "description" not in body
    assert body["conferenceData"]["createRequest"]
    assert builds_on_what_stands(change)


@pytest.mark.proves("J7")
def test_a_call_that_has_a_link_keeps_it() -> None:
    found = stands(wished(), conferenceData={"conferenceId": "hers"})

    change = only(compared([wished(modality=Modality.VIRTUAL)], [found]))

    assert "conferenceData" not in changed_event(change, found, "r-2")
