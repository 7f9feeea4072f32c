"""A service account that acts for nobody: events without guests, nobody mailed, nothing half-done."""

from pathlib import Path

import pytest

from local_google import admin
from sync.account.credentials import load
from sync.account.keys import Keys
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.comparing import compare
from sync.calendars.push import PushReport, push
from sync.merging.changes import ChangeSet, Verb
from sync.merging.diff import Reach
from sync.merging.guards import Confirmed
from sync.wire.connection import local
from sync.wire.transport import Transport
from tests.builders import a_schedule
from tests.sync.coaching import FRIDAY, QuickClock, Workspace, visit
from tests.sync.rungs import ROBOT, a_robot


@pytest.fixture
def alone(office: Workspace, tmp_path: Path) -> CalendarApi:
    keys: Keys = a_robot(office.running, tmp_path, subject="")
    connection = local(office.running.url)
    return CalendarApi(Transport(load(keys, connection), connection, clock=QuickClock()))


def compared(office: Workspace, api: CalendarApi, *, invites: bool) -> ChangeSet:
    schedule = a_schedule([visit()])
    return compare(
        schedule,
        office.district,
        api=api,
        journal=office.journal,
        reach=Reach(start=FRIDAY, end=FRIDAY, activities=frozenset(schedule.activities)),
        now=FRIDAY,
        account=ROBOT,
        invites=invites,
    )


def pushed(office: Workspace, api: CalendarApi, changes: ChangeSet) -> PushReport:
    return push(
        changes,
        api=api,
        journal=office.journal,
        run="r-1",
        actor=ROBOT,
        now=lambda: FRIDAY,
        confirmed=Confirmed(mails=changes.counts.mails, cancels=changes.counts.cancel),
    )


@pytest.mark.proves("GE-34")
def test_without_delegation_the_event_stands_without_guests_and_nobody_is_mailed(
    office: Workspace, alone: CalendarApi
) -> None:
    changes = compared(office, alone, invites=False)

    report = pushed(office, alone, changes)

    assert (changes.counts.mails, report.count(Verb.CREATE), report.left) == (0, 1, ())
    (calendar,) = office.journal.calendars().values()
    (event,) = alone.list_events(calendar).events
    assert event.attendees == ()
    assert list(admin.outbox(office.running.store)) == []


@pytest.mark.proves("GE-34")
def test_a_second_look_finds_nothing_left_to_do(office: Workspace, alone: CalendarApi) -> None:
    pushed(office, alone, compared(office, alone, invites=False))

    again = compared(office, alone, invites=False)

    assert [change.verb for change in again.changes] == [Verb.NOTHING]


def test_with_guests_google_refuses_it_and_no_event_is_left(
    office: Workspace, alone: CalendarApi
) -> None:
    """What the fallback is for."""
    report = pushed(office, alone, compared(office, alone, invites=True))

    assert report.count(Verb.CREATE) == 0
    (calendar,) = office.journal.calendars().values()
    assert alone.list_events(calendar).events == ()
