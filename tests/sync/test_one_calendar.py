"""A coach's tick covers her own calendar; what needs a colleague's change waits for it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.model import ActivityId
from sync.merging.changes import Verb
from sync.merging.one_calendar import differences, fingerprints, share_of, together
from tests.builders import ANA, BEN, HALL, KHAN, a_slot, an_activity
from tests.sync.coaching import Workspace, a_workspace, several, visit

BENS = an_activity(id=ActivityId("bens"), leader=BEN, required=(BEN, HALL))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path) as workspace:
        yield workspace


@pytest.mark.proves("F-64")
def test_each_share_holds_the_changes_of_one_calendar_and_together_they_are_all(
    office: Workspace,
) -> None:
    changes = office.compare(*several(4))
    ana, ben = (share_of(changes, one).changes for one in (ANA, BEN))

    assert {one.owner for one in ana.writes} == {ANA}
    assert (len(ana.writes), len(ben.writes)) == (2, 2)
    assert set(ana.new_calendars) == {ANA}
    assert together(changes, [ana, ben]).writes == changes.writes


def test_a_cancellation_belongs_to_the_calendar_it_stands_in(office: Workspace) -> None:
    office.publish(visit(), (BENS, a_slot("2026-12-09 10:40")))
    changes = office.compare(visit(), dropped=(BENS.id,))

    assert [one.verb for one in share_of(changes, BEN).changes.writes] == [Verb.CANCEL]
    assert share_of(changes, ANA).changes.writes == ()


@pytest.mark.proves("C1")
def test_an_invitation_into_a_time_that_a_colleague_has_still_to_free_waits(
    office: Workspace,
) -> None:
    office.publish((BENS, a_slot("2026-12-08 10:40")))
    moved = (BENS, a_slot("2026-12-09 10:40"))
    changes = office.compare(moved, visit())

    ana = share_of(changes, ANA)
    assert ana.changes.writes == ()
    assert [one.verb for one in ana.bound] == [Verb.CREATE]
    office.push(share_of(changes, BEN).changes)
    after = share_of(office.compare(moved, visit()), ANA)
    assert [one.verb for one in after.changes.writes] == [Verb.CREATE]


def test_an_invitation_to_others_waits_for_nobody(office: Workspace) -> None:
    office.publish((BENS, a_slot("2026-12-08 10:40")))
    other = an_activity(required=(ANA, KHAN))
    changes = office.compare((BENS, a_slot("2026-12-09 10:40")), (other, a_slot()))

    assert share_of(changes, ANA).bound == ()


def test_the_same_writes_have_the_same_fingerprints_and_another_time_has_not(
    office: Workspace,
) -> None:
    first = fingerprints(office.compare(visit()))
    again = fingerprints(office.compare(visit()))
    moved = fingerprints(office.compare(visit("2026-12-09 10:40")))
    more = fingerprints(office.compare(visit(), (BENS, a_slot("2026-12-09 10:40"))))

    assert first == again
    assert differences(first, moved) == (0, 1, 0)
    assert differences(first, more) == (1, 0, 0)
    assert differences(more, first) == (0, 0, 1)


def test_who_is_mailed_is_part_of_the_fingerprint(office: Workspace) -> None:
    changes = office.compare(visit())
    (one,) = changes.changes
    fewer = replace(changes, changes=(replace(one, mails=one.mails[:1]),))

    assert fingerprints(fewer) != fingerprints(changes)
