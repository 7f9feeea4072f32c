"""A tick is for the draft with its number, whole or what is left of it after a crash; for nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from errands.week.drafting import Draft, draft_of, remember
from scheduler.model import ActivityId
from sheets_templates.reading.parse_this_week import Page
from sync.journal.kept_wishes import keep_draft, kept_draft
from tests.builders import ANA, KHAN, a_slot, an_activity
from tests.sync.coaching import Workspace, a_workspace, visit

MORE = (
    an_activity(id=ActivityId("more"), required=(ANA, KHAN)),
    a_slot("2026-12-09 10:40"),
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path) as workspace:
        yield workspace


def shown(office: Workspace, *pairs: object, ticked: int | None = None) -> Draft:
    """What Ana is shown for these activities, kept as a run keeps it."""
    page = Page(ticked=ticked, number=ticked or 0)
    draft = draft_of(office.journal, office.compare(*pairs), ANA, page)  # type: ignore[arg-type]  # pairs
    remember(office.journal, draft)
    return draft


def test_a_number_stays_as_long_as_the_same_would_be_written(office: Workspace) -> None:
    first = shown(office, visit())
    same = shown(office, visit(), ticked=first.number)
    other = shown(office, visit("2026-12-09 13:00"), ticked=first.number)

    assert (first.number, first.go) == (1, False)
    assert (same.number, same.go, same.changed) == (1, True, "")
    assert (other.number, other.go) == (2, False)
    assert "1 change in it became another" in other.changed


@pytest.mark.proves("F-72")
def test_what_is_left_of_a_draft_that_was_cut_off_goes_on_with_the_same_tick(
    office: Workspace,
) -> None:
    whole = shown(office, visit(), MORE)
    keep_draft(office.journal, ANA, replace(whole.kept, begun=True))
    office.publish(MORE)
    rest = shown(office, visit(), MORE, ticked=whole.number)
    office.publish(visit(), MORE)
    done = shown(office, visit(), MORE, ticked=whole.number)

    assert len(whole.changes.writes) == 2
    assert (rest.number, rest.go, len(rest.changes.writes)) == (whole.number, True, 1)
    assert (done.number, done.go, done.changed) == (0, False, "")
    kept = kept_draft(office.journal, ANA)
    assert kept is not None
    assert kept.sent


def test_a_part_of_a_draft_that_was_never_begun_is_another_one(office: Workspace) -> None:
    whole = shown(office, visit(), MORE)
    part = shown(office, visit(), ticked=whole.number)

    assert (part.number, part.go) == (2, False)
    assert "1 change fell out of it" in part.changed


def test_a_tick_beside_nothing_asks_for_nothing(office: Workspace) -> None:
    office.publish(visit())
    nothing = shown(office, visit(), ticked=0)
    something = shown(office, visit(), MORE, ticked=0)

    assert (nothing.number, nothing.go, nothing.changed) == (0, False, "")
    assert (something.go, something.changed) == (False, "")
