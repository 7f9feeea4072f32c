"""What moved since is refused, and large numbers must be said."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.errors import SettingsError, StaleChangeSet
from sync.merging.guards import Confirmed
from tests.sync.coaching import (
    Workspace,
    several,
    visit,
)

LATER = "2026-12-09 10:40"


@pytest.mark.proves("P5", "P7")
def test_a_change_set_is_pushed_once(published: Workspace) -> None:
    changes = published.compare(visit(LATER))
    published.push(changes)

    with pytest.raises(StaleChangeSet) as raised:
        published.push(changes)
    assert raised.value.exit_code == 6


@pytest.mark.proves("P5")
def test_a_change_set_is_refused_after_another_push(published: Workspace) -> None:
    old = published.compare(visit(LATER))
    published.publish(visit("2026-12-10 10:40"))
    published.mails()

    with pytest.raises(StaleChangeSet, match="pushed or pulled since"):
        published.push(old)
    assert published.mails() == []


@pytest.mark.proves("P5", "P7")
def test_an_old_change_set_and_another_workspaces_are_refused(published: Workspace) -> None:
    changes = published.compare(visit(LATER))

    with pytest.raises(StaleChangeSet, match="another workspace"):
        published.push(replace(changes, lineage="elsewhere"))
    published.later(timedelta(hours=25))
    with pytest.raises(StaleChangeSet, match="25 hours old"):
        published.push(changes)


@pytest.mark.proves("P7")
def test_a_change_set_for_other_calendars_is_refused(published: Workspace) -> None:
    changes = published.compare(visit(LATER))
    ((owner, _),) = changes.calendars.items()
    made_elsewhere = replace(changes, calendars={owner: "c_other@group.calendar.google.com"})

    with pytest.raises(StaleChangeSet, match="for other calendars"):
        published.push(made_elsewhere)
    assert published.writes() == []


@pytest.mark.proves("C21", "GE-13")
def test_many_mails_need_their_number_said(office: Workspace) -> None:
    changes = office.compare(*several(26))
    for said in (None, 51):
        with pytest.raises(SettingsError, match="would send 52 e-mails"):
            office.push(changes, confirmed=Confirmed(mails=said))
    assert office.writes() == []

    assert office.push(changes, confirmed=Confirmed(mails=52)).left == ()


@pytest.mark.proves("GE-16")
def test_many_cancellations_need_their_number_said(office: Workspace) -> None:
    visits = several(8)
    office.publish(*visits)
    changes = office.compare(dropped=tuple(activity.id for activity, _ in visits[:6]))

    with pytest.raises(SettingsError, match="cancel 6 of 6 events"):
        office.push(changes, confirmed=Confirmed())
    assert office.push(changes, confirmed=Confirmed(cancels=6)).left == ()
