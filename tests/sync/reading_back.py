"""Visits of two coaches, and the ways in which a test reads them back."""

from typing import Any

from local_google import admin
from local_google.faults import Deed, Rule
from scheduler.model import ActivityId
from sync.account.credentials import load_local
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.pull import pull
from sync.event.facts import Facts
from sync.wire.connection import local
from tests.builders import ANA, BEN, ZONE, a_schedule
from tests.sync.bent_google import Bend, BentTransport
from tests.sync.coaching import OFFICE, QuickClock, Workspace, several

LIST = "calendar.events.list"
MANY = 6
"""Visits of two coaches in the fuller workspace: three to a calendar."""


def look_back(workspace: Workspace, **more: Any) -> Facts:
    """One pull, with the schedule that was published."""
    workspace.later()
    plain: dict[str, Any] = {
        "api": workspace.api,
        "journal": workspace.journal,
        "district": workspace.district,
        "schedule": a_schedule(several(MANY)),
        "now": workspace.now,
    }
    return pull(**(plain | more))


def bent(workspace: Workspace, bend: Bend) -> CalendarApi:
    """The office's own client, whose answers are bent on their way back."""
    minted = admin.mint(workspace.running.store, OFFICE, time_zone=ZONE)
    credentials = load_local(workspace.running.url, minted.refresh, token=minted.access)
    transport = BentTransport(credentials, local(workspace.running.url), clock=QuickClock())
    transport.bend = bend
    return CalendarApi(transport)


def one(number: int) -> ActivityId:
    return ActivityId(f"visit-{number}")


def forget(workspace: Workspace, calls: int | None = None) -> None:
    """Google forgets how far each calendar was read."""
    rule = Rule(method=LIST, deed=Deed.EXPIRE_SYNC_TOKEN, count=calls)
    workspace.running.faults.add(rule)


def delete(workspace: Workspace, activity: ActivityId) -> None:
    event = workspace.event(activity)
    workspace.api.delete_event(event.calendar_id, event.id, etag=event.etag, send_updates="none")


def ana_and_ben(workspace: Workspace) -> tuple[str, str]:
    calendars = workspace.journal.calendars()
    return calendars[ANA], calendars[BEN]
