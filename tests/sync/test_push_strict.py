"""A strict push writes all of a change set or nothing of it."""

import pytest

from scheduler.errors import SettingsError, StaleChangeSet
from sync.merging.guards import Confirmed
from tests.builders import VISIT, at
from tests.sync.coaching import Workspace, hours, several, visit


@pytest.mark.proves("P6")
def test_nothing_is_written_when_anybody_touched_one_of_the_events(published: Workspace) -> None:
    changes = published.compare(visit("2026-12-09 10:40"), *several(2))
    published.by_hand(published.event(), hours("2026-12-10 13:00"))
    published.writes()

    with pytest.raises(StaleChangeSet, match="1 of the 1 events were changed"):
        published.push(changes, strict=True)

    assert published.writes() == []
    assert published.event().start == at("2026-12-10 13:00")


@pytest.mark.proves("P6")
def test_without_it_the_others_are_written(published: Workspace) -> None:
    changes = published.compare(visit("2026-12-09 10:40"), *several(2))
    published.by_hand(published.event(), hours("2026-12-10 13:00"))
    published.writes()

    published.push(changes)

    assert published.writes() == ["insert", "insert"]


def test_untouched_events_pass(published: Workspace) -> None:
    published.push(published.compare(visit("2026-12-09 10:40")), strict=True)

    assert published.event(VISIT).start == at("2026-12-09 10:40")


@pytest.mark.proves("C21")
def test_a_twin_on_the_calendar_has_to_be_confirmed(published: Workspace) -> None:
    """Somebody's event of the same time with the same teacher stands beside the new one."""
    (twin,) = published.live()
    body = {**twin.raw, "id": "anotherone", "extendedProperties": {}}
    for name in ("etag", "htmlLink", "iCalUID", "created", "updated", "kind", "creator"):
        body.pop(name, None)
    published.api.insert_event(twin.calendar_id, body, send_updates="none")
    second = published.compare(visit(), visit(id="second"))
    assert second.counts.look_alike == 1

    with pytest.raises(SettingsError, match="beside one that looks the same"):
        published.push(second)
    confirmed = Confirmed(mails=2, look_alikes=1)
    assert published.push(second, confirmed=confirmed).left == ()
