"""Whose the coaching calendars are, and who may make changes on them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from scheduler.errors import BellweaveError, RemoteError
from sync.account.credentials import status
from sync.account.rights import SCOPES, SHARE_CALENDARS
from sync.calendars.calendar_entry import CalendarEntry, Reader
from sync.journal.journal import Journal
from sync.wire.connection import Connection
from sync.workspace.given import Given
from sync.workspace.google import Google, at_google
from sync.workspace.known import journal, refuse_another_google
from sync.workspace.workspace import Workspace
from workflow import google, read


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachingCalendar:
    """One coach's calendar; `entry` is None when Google has it no more, or `hidden` from us."""

    calendar_id: str
    coach: str
    email: str
    entry: CalendarEntry | None
    hidden: bool = False

    @property
    def name(self) -> str:
        return self.entry.summary if self.entry else self.coach


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What came of sharing one calendar; `refused` says why it was not."""

    calendar: CoachingCalendar
    refused: str = ""


def coaching_calendars(
    workspace: Workspace, *, connection: Connection | None = None
) -> tuple[str, list[CoachingCalendar]]:
    """The address we write as, and every calendar that was made, in the order of the coaches' names."""
    with _opened(workspace, connection) as (clients, kept, given):
        return clients.account, _calendars(clients, kept, given)


def may_share(workspace: Workspace) -> bool:
    """Whether the sign-in on this computer is known to hold the right to share; asks nobody."""
    if workspace.settings.google != "google":
        return True
    try:
        signed = status(workspace.keys)
    except BellweaveError:
        return False
    return workspace.keys.delegated or SHARE_CALENDARS in signed.scopes


def share_calendars(workspace: Workspace, *, connection: Connection | None = None) -> list[Shared]:
    """Make each coach a writer on her own calendar, without a mail; twice is once.

    Raises:
        SignInNeeded: the sign-in lacks the right to share; nothing was shared.
    """
    with _opened(workspace, connection, sharing=True) as (clients, kept, given):
        return [_shared(clients, one) for one in _calendars(clients, kept, given) if _lacks(one)]


def owned_by_others(account: str, calendars: list[CoachingCalendar]) -> list[CoachingCalendar]:
    """Calendars that would end with another account than the one we write as.

    One that we may not even look at was made by somebody else.
    """

    def elsewhere(one: CoachingCalendar) -> bool:
        owner = one.entry.data_owner if one.entry else ""
        return one.hidden or bool(owner and owner != account.lower())

    return [one for one in calendars if elsewhere(one)]


def calendar_readers(
    workspace: Workspace, *, connection: Connection | None = None
) -> tuple[str, list[tuple[CoachingCalendar, tuple[Reader, ...]]]]:
    """The address we write as, and of every calendar that is still there who may open it.

    Raises:
        SignInNeeded: the sign-in lacks the right to share, without which Google does not tell.
    """
    with _opened(workspace, connection, sharing=True) as (clients, kept, given):
        found = [one for one in _calendars(clients, kept, given) if one.entry]
        return clients.account, [(one, clients.calendar.readers(one.calendar_id)) for one in found]


def _lacks(one: CoachingCalendar) -> bool:
    """Whether sharing can do something: the owner herself may do everything already."""
    return bool(one.entry and one.email and one.entry.data_owner != one.email)


def _shared(clients: Google, calendar: CoachingCalendar) -> Shared:
    try:
        clients.calendar.share(calendar.calendar_id, calendar.email, "writer")
    except RemoteError as error:
        return Shared(calendar=calendar, refused=error.what)
    return Shared(calendar=calendar)


def _calendars(clients: Google, kept: Journal, given: Given) -> list[CoachingCalendar]:
    people = given.district.people
    found = []
    for owner, calendar_id in kept.calendars().items():
        entry, hidden = _look(clients, calendar_id)
        found.append(
            CoachingCalendar(
                calendar_id=calendar_id,
                coach=people[owner].name if owner in people else owner,
                email=people[owner].email.strip().lower() if owner in people else "",
                entry=entry,
                hidden=hidden,
            )
        )
    return sorted(found, key=lambda one: one.coach)


def _look(clients: Google, calendar_id: str) -> tuple[CalendarEntry | None, bool]:
    try:
        return clients.calendar.get_calendar(calendar_id), False
    except RemoteError as error:
        if error.status != 403:
            raise
        return None, True


@contextmanager
def _opened(
    workspace: Workspace, connection: Connection | None, *, sharing: bool = False
) -> Iterator[tuple[Google, Journal, Given]]:
    given = read(workspace)
    with journal(workspace, given.zone) as kept:
        refuse_another_google(workspace, kept)
        clients: AbstractContextManager[Google]
        if workspace.settings.google == "google":
            wanted = (*SCOPES, SHARE_CALENDARS) if sharing else SCOPES
            clients = at_google(workspace.keys, kept, wanted=wanted, connection=connection)
        else:
            clients = google(workspace, given.district)
        with clients as opened:
            yield opened, kept, given
