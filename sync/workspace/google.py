"""The clients of one signed-in account, for as long as a command lasts."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2s
from typing import Any

from sync.account.credentials import load, load_local, status
from sync.account.granted import granted, refuse_wrong_rights
from sync.account.keys import Keys
from sync.account.local_accounts import minted_at
from sync.account.rights import SCOPES
from sync.calendars.calendar_api import CalendarApi
from sync.journal.journal import Journal
from sync.journal.shared_pace import SharedPace
from sync.sheets.sheets_api import SheetsApi
from sync.wire.connection import Connection, local
from sync.wire.transport import Transport


@dataclass(frozen=True, slots=True, kw_only=True)
class Google:
    """Calendar and Sheets as `account` may use them.

    `alone` is a service account that acts for nobody: it invites nobody and owns no file.
    """

    calendar: CalendarApi
    sheets: SheetsApi
    account: str
    transport: Transport
    alone: bool = False


@contextmanager
def signed_in(
    credential: Any,
    connection: Connection,
    account: str,
    journal: Journal | None = None,
    *,
    alone: bool = False,
) -> Iterator[Google]:
    """The clients that go with a credential; with a journal its users keep to one pace together."""
    book = SharedPace(journal.writing, account, time.time) if journal else None
    transport = Transport(credential, connection, book=book)
    try:
        yield Google(
            calendar=CalendarApi(transport),
            sheets=SheetsApi(transport),
            account=account,
            transport=transport,
            alone=alone,
        )
    finally:
        transport.close()


@contextmanager
def at_google(
    keys: Keys,
    journal: Journal | None = None,
    *,
    wanted: Sequence[str] = SCOPES,
    connection: Connection | None = None,
) -> Iterator[Google]:
    """Google itself, with the sign-in of this computer; its rights are looked at before anything.

    Raises:
        SignInNeeded: there is none, it has ended, or it lacks a right that is `wanted`.
        SettingsError: it may do more than it needs, or is somebody's the settings do not name.
    """
    to = connection_of(keys, connection)
    credential, who = load(keys, to, scopes=wanted), status(keys)
    refuse_wrong_rights(granted(credential, to, keys), keys, wanted)
    with signed_in(credential, to, who.account, journal, alone=who.alone) as clients:
        yield clients


def connection_of(keys: Keys, connection: Connection | None = None) -> Connection:
    """Google's own addresses; calls for a person a service account acts for count as that person's.

    Without a name Google counts all of them as one user's. The name is a digest, not the address.
    """
    acting = keys.subject.lower()
    return replace(
        connection or Connection(),
        keyless=bool(keys.service_account and not keys.service_account_file),
        quota_user=blake2s(acting.encode(), digest_size=10).hexdigest() if acting else "",
    )


@contextmanager
def at_local_server(url: str, account: str, people: Iterable[str]) -> Iterator[Google]:
    """A local Google that runs already; everybody named gets an account there."""
    refresh, token = minted_at(url, account, people)
    with signed_in(load_local(url, refresh, token=token), local(url), account) as clients:
        yield clients
