"""What a test or the demonstration does to the server from outside Google's API."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from local_google import oauth
from local_google.store import Store

CALENDAR = "https://www.googleapis.com/auth/calendar"
SPREADSHEETS = "https://www.googleapis.com/auth/spreadsheets"
DRIVE = "https://www.googleapis.com/auth/drive"
ALL_SCOPES = (CALENDAR, SPREADSHEETS, DRIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Minted:
    """A person's tokens; `access` lives an hour by the server's clock."""

    email: str
    access: str
    refresh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail Google would have sent; `kind` is invitation, update, cancellation or response."""

    number: int
    at: str
    kind: str
    to: str
    calendar: str
    event: str
    sequence: int
    summary: str


def add_user(store: Store, email: str, *, name: str = "", time_zone: str = "UTC") -> None:
    """Make a person with a primary calendar, unless there is one already."""
    from local_google import calendar_calendars

    with store.write() as db:
        db.execute(
            "INSERT OR IGNORE INTO oauth_users VALUES (?, ?, ?)",
            (email.lower(), name or email, time_zone),
        )
        calendar_calendars.add_primary(store, db, email.lower(), time_zone)


def add_room(store: Store, email: str, *, name: str = "", time_zone: str = "UTC") -> None:
    """Make a room: a calendar that answers invitations by itself and declines when it is busy."""
    from local_google import calendar_calendars

    with store.write() as db:
        calendar_calendars.add_primary(store, db, email.lower(), time_zone)
        db.execute("INSERT OR IGNORE INTO cal_rooms VALUES (?)", (email.lower(),))
        db.execute(
            "UPDATE cal_calendars SET summary = ? WHERE id = ?", (name or email, email.lower())
        )


def answer_automatically(store: Store) -> None:
    """Let rooms and people away answer what waits for them, with the switch set to `later`."""
    from local_google import calendar_automatic

    with store.write() as db:
        calendar_automatic.later(store, db)


def mint(
    store: Store,
    email: str,
    *,
    scopes: Iterable[str] = ALL_SCOPES,
    name: str = "",
    time_zone: str = "UTC",
) -> Minted:
    """Make the person if need be and give out an access and a refresh token."""
    wanted = tuple(scopes)
    with store.write():
        add_user(store, email, name=name, time_zone=time_zone)
        access, _ = oauth.issue(store, email, wanted)
        refresh = oauth.issue_refresh(store, email, wanted)
    return Minted(email=email.lower(), access=access, refresh=refresh)


def add_service_account(
    store: Store, email: str, public_key: str, *, delegated: Iterable[str] = ()
) -> None:
    """Let an account sign in with its key (PEM); `delegated` scopes may be used for any user."""
    with store.write() as db:
        db.execute(
            "INSERT OR REPLACE INTO oauth_service_accounts VALUES (?, ?, ?)",
            (email, public_key, " ".join(delegated)),
        )


def forget_tokens(store: Store, email: str) -> None:
    """Make the next refresh of this person fail with `invalid_grant`."""
    with store.write() as db:
        db.execute("DELETE FROM oauth_refresh WHERE email = ?", (email.lower(),))
        db.execute("DELETE FROM oauth_tokens WHERE email = ?", (email.lower(),))


def stop_clock(store: Store, instant: datetime) -> Callable[[timedelta], None]:
    """Let the server's clock stand still at `instant`; the answer moves it on."""
    moment = [instant]
    store.set_clock(lambda: moment[0])

    def advance(by: timedelta) -> None:
        moment[0] += by

    return advance


def outbox(store: Store) -> Sequence[Mail]:
    """Every mail that Google would have sent, oldest first."""
    with store.read() as db:
        rows = db.execute(
            "SELECT number, at, kind, recipient AS 'to', calendar, event, sequence, summary"
            " FROM cal_mails ORDER BY number"
        ).fetchall()
    return [Mail(**dict(row)) for row in rows]


def expire_sync_tokens(store: Store, calendar: str) -> None:
    """Make every sync token given out so far for a calendar's events answer 410."""
    with store.write() as db:
        db.execute(
            "UPDATE cal_calendars SET change = change + 1, oldest_sync = change + 1 WHERE id = ?",
            (calendar,),
        )


def purge(store: Store, calendar: str, event: str) -> None:
    """Forget a deleted event altogether, as Google does some time later: 404 from then on."""
    with store.write() as db:
        db.execute(
            "DELETE FROM cal_events WHERE calendar = ? AND id = ? AND status = 'cancelled'",
            (calendar, event),
        )


def clear_outbox(store: Store) -> None:
    """Forget all mails."""
    with store.write() as db:
        db.execute("DELETE FROM cal_mails")


def to_json(values: Sequence[object]) -> str:
    """Dataclasses as a JSON list."""
    from dataclasses import asdict

    return json.dumps([asdict(value) for value in values])  # type: ignore[call-overload]  # all are dataclasses
