"""A coaching calendar belongs to the program and may be changed by its coach, by nobody else."""

from dataclasses import replace
from pathlib import Path

import pytest

from local_google import admin
from local_google.faults import Deed, Moment, Rule
from scheduler.errors import Interrupted, RemoteError
from sync.account.credentials import load_local
from sync.calendars.calendar_api import CalendarApi
from sync.wire.connection import local
from sync.wire.transport import Transport
from tests.builders import at
from tests.sync.coaching import (
    OFFICE,
    Workspace,
    a_workspace,
    another_computer,
    connect,
    hours,
    person,
    visit,
)


def test_a_coach_may_move_her_own_event(published: Workspace) -> None:
    event = published.event()
    ana = CalendarApi(connect(published.running, person("ana")))

    ana.patch_event(
        event.calendar_id,
        event.id,
        hours("2026-12-08 13:00"),
        etag=event.etag,
        send_updates="all",
    )

    assert published.event().start == at("2026-12-08 13:00")


@pytest.mark.parametrize("other", ["ben", "hall"])
def test_nobody_else_may_move_it(published: Workspace, other: str) -> None:
    event = published.event()
    somebody = CalendarApi(connect(published.running, person(other)))

    with pytest.raises(RemoteError):
        somebody.patch_event(
            event.calendar_id,
            event.id,
            hours("2026-12-08 13:00"),
            etag=event.etag,
            send_updates="none",
        )

    assert published.event().start == event.start


def test_sharing_mails_nobody(office: Workspace) -> None:
    office.publish(visit())

    assert {kind for kind, _ in office.mails()} == {"invitation"}


def test_a_sign_in_that_may_not_share_still_makes_the_calendar(tmp_path: Path) -> None:
    with a_workspace(tmp_path) as office:
        scope = "https://www.googleapis.com/auth/calendar.app.created"
        minted = admin.mint(office.running.store, OFFICE, scopes=[scope])
        credential = load_local(office.running.url, minted.refresh, token=minted.access)
        transport = Transport(credential, local(office.running.url))
        least = replace(office, transport=transport)

        report = least.publish(visit())

        assert report.left == ()
        assert least.event().start == at("2026-12-08 10:40")
        shared = office.running.log.entries("calendar.acl.insert")
        assert [one.status for one in shared] == [403]
        transport.close()


@pytest.mark.proves("P4")
def test_two_computers_whose_first_pushes_cross_share_one_calendar(
    office: Workspace, tmp_path: Path
) -> None:
    """Both compared while no calendar was there."""
    with another_computer(office.running, tmp_path / "second.db", office.district) as second:
        theirs, ours = second.compare(visit()), office.compare(visit())
        second.push(theirs)
        office.push(ours)

        assert office.journal.calendars() == second.journal.calendars()
    assert len(office.api.calendars()) == 2  # the account's own, and Ana's
    assert len(office.live()) == 1
    assert sorted(office.mails()) == [("invitation", person("ana")), ("invitation", person("hall"))]


@pytest.mark.proves("P4")
def test_of_two_calendars_made_at_the_same_moment_one_stays_and_nobody_is_mailed_twice(
    office: Workspace, tmp_path: Path
) -> None:
    with another_computer(office.running, tmp_path / "other.sqlite3", office.district) as other:
        changes = office.compare(visit())

        def crossing(_: str) -> None:
            other.publish(visit())

        office.running.faults.add(
            Rule(
                method="calendar.calendars.insert",
                deed=Deed.CALL,
                at=Moment.ARRIVAL,
                call=crossing,
            )
        )

        report = office.push(changes)

        assert isinstance(report.stopped, Interrupted)
        assert [one.id for one in office.api.calendars() if "coaching" in one.description] == list(
            other.journal.calendars().values()
        )
        told = office.mails()
        again = office.publish(visit())
        assert again.stopped is None
        assert office.journal.calendars() == other.journal.calendars()
        assert len(office.live()) == 1
        assert sorted(told) == [("invitation", person("ana")), ("invitation", person("hall"))]
        assert office.mails() == []
