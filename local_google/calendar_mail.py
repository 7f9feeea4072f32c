"""The outbox: every mail Google would send. Nothing is ever delivered."""

import sqlite3

from local_google.store import Store
from local_google.wire import ApiError, Call, Json

TOLD = ("all", "externalOnly", "none")
# A change of these is worth a mail; answers, reminders and properties are not.
NEWS = ("description", "end", "location", "start", "status", "summary", "visibility", "attachments")


def audience(call: Call) -> str:
    """Who is told of a change: `all`, `externalOnly` or `none` (the default of the API)."""
    text = call.one("sendUpdates")
    if text is None:
        return "all" if call.flag("sendNotifications") else "none"
    if text not in TOLD:
        raise ApiError(400, "invalidParameter", f"Invalid value '{text}'.", location="sendUpdates")
    return text


def tell_guests(
    store: Store,
    db: sqlite3.Connection,
    call: Call,
    *,
    calendar: str,
    event: str,
    before: Json | None,
    after: Json | None,
) -> None:
    """Mail the guests of the organizer's change from `before` to `after` (None: not there).

    The person who made the change, the organizing calendar and rooms get none.
    """
    to_whom = audience(call)
    if to_whom == "none":
        return
    old, new = _guests(before), _guests(after)
    news = _news(before, after)
    shown = after or before or {}
    for email in [*new, *(email for email in old if email not in new)]:
        if email in (call.caller.email, calendar):
            continue
        if to_whom == "externalOnly" and _internal(db, email):
            continue
        kind = _kind(email, old, new, news)
        if kind and not (new.get(email) or old[email]).get("resource"):
            post(
                store,
                db,
                kind=kind,
                to=email,
                calendar=calendar,
                event=event,
                sequence=shown.get("sequence", 0),
                summary=shown.get("summary", ""),
            )


def post(
    store: Store,
    db: sqlite3.Connection,
    *,
    kind: str,
    to: str,
    calendar: str,
    event: str = "",
    sequence: int = 0,
    summary: str = "",
) -> None:
    """Put one mail into the outbox."""
    db.execute(
        "INSERT INTO cal_mails (at, kind, recipient, calendar, event, sequence, summary)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (store.now().isoformat(), kind, to, calendar, event, sequence, summary),
    )


def _kind(email: str, old: dict[str, Json], new: dict[str, Json], news: bool) -> str:
    """What this guest is sent, or nothing."""
    if email not in new:
        return "cancellation"
    if email not in old:
        return "invitation"
    asked_again = (
        new[email]["responseStatus"] == "needsAction"
        and old[email]["responseStatus"] != "needsAction"
    )
    return "update" if news or asked_again else ""


def _news(before: Json | None, after: Json | None) -> bool:
    if before is None or after is None:
        return True
    return any(before.get(name) != after.get(name) for name in NEWS)


def _guests(body: Json | None) -> dict[str, Json]:
    return {guest["email"]: guest for guest in (body or {}).get("attendees", ())}


def _internal(db: sqlite3.Connection, email: str) -> bool:
    """Whether the address has a calendar on this server."""
    row = db.execute(
        "SELECT 1 FROM cal_calendars WHERE id = ? AND NOT deleted", (email,)
    ).fetchone()
    return row is not None
