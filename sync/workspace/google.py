"""The clients of one signed-in account, for as long as a command lasts."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sync.account.credentials import load, load_local, status
from sync.account.keys import Keys
from sync.account.local_accounts import minted_at
from sync.calendars.calendar_api import CalendarApi
from sync.sheets.sheets_api import SheetsApi
from sync.wire.connection import Connection, local
from sync.wire.transport import Transport


@dataclass(frozen=True, slots=True, kw_only=True)
class Google:
    """Calendar and Sheets as `account` may use them."""

    calendar: CalendarApi
    sheets: SheetsApi
    account: str


@contextmanager
def signed_in(credential: Any, connection: Connection, account: str) -> Iterator[Google]:
    """The clients that go with a credential."""
    transport = Transport(credential, connection)
    try:
        yield Google(calendar=CalendarApi(transport), sheets=SheetsApi(transport), account=account)
    finally:
        transport.close()


@contextmanager
def at_google(keys: Keys) -> Iterator[Google]:
    """Google itself, with the sign-in of this computer.

    Raises:
        SignInNeeded: there is none.
    """
    with signed_in(load(keys, Connection()), Connection(), status(keys).account) as clients:
        yield clients


@contextmanager
def at_local_server(url: str, account: str, people: Iterable[str]) -> Iterator[Google]:
    """A local Google that runs already; everybody named gets an account there."""
    refresh, token = minted_at(url, account, people)
    with signed_in(load_local(url, refresh, token=token), local(url), account) as clients:
        yield clients
