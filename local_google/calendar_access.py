"""Who may do what on which calendar: roles, sharing rules and narrow scopes."""

import sqlite3
from dataclasses import dataclass

from local_google.calendar_tables import calendar_row, not_found
from local_google.wire import ApiError, Call, Caller

RANK = {
    "none": 0,
    "freeBusyReader": 1,
    "reader": 2,
    "writerWithoutPrivateAccess": 3,
    "writer": 4,
    "owner": 5,
}
AUTH = "https://www.googleapis.com/auth/calendar"
EVERYWHERE = frozenset(
    AUTH + end
    for end in (
        "",
        ".readonly",
        ".events",
        ".events.readonly",
        ".calendars",
        ".calendars.readonly",
        ".calendarlist",
        ".calendarlist.readonly",
        ".acls",
        ".acls.readonly",
        ".settings",
        ".settings.readonly",
        ".freebusy",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A calendar as the caller meets it; `role` is the best one any sharing rule gives."""

    calendar: str
    owner: str
    time_zone: str
    role: str
    row: sqlite3.Row

    def at_least(self, role: str) -> bool:
        """Whether the caller's role is `role` or better."""
        return RANK[self.role] >= RANK[role]


def open_calendar(db: sqlite3.Connection, call: Call, needed: str) -> Access:
    """The calendar a call names; 404 if unknown or hidden, 403 below the `needed` role."""
    named = call.path["calendarId"]
    calendar = call.caller.email if named == "primary" else named.lower()
    row = calendar_row(db, calendar)
    if row is None:
        raise not_found()
    role = _narrowed(role_of(db, row, call.caller.email), row, call)
    access = Access(
        calendar=calendar, owner=row["owner"], time_zone=row["time_zone"], role=role, row=row
    )
    if role == "none":
        raise not_found()
    if not access.at_least(needed):
        raise ApiError(
            403,
            "requiredAccessLevel",
            f"You need to have {needed} access to this calendar.",
            domain="calendar",
        )
    return access


def role_of(db: sqlite3.Connection, row: sqlite3.Row, email: str) -> str:
    """The best role any rule of the calendar gives this person."""
    if row["owner"] == email:
        return "owner"
    rules = db.execute(
        "SELECT role FROM cal_acl WHERE calendar = ? AND rule IN (?, ?, ?, 'default')",
        (row["id"], f"user:{email}", f"group:{email}", f"domain:{email.partition('@')[2]}"),
    ).fetchall()
    return max((rule["role"] for rule in rules), key=RANK.__getitem__, default="none")


def _narrowed(role: str, row: sqlite3.Row, call: Call) -> str:
    """The role that the caller's scopes leave of it.

    `calendar.app.created` reaches only secondary calendars made through this API,
    `calendar.events.owned` only calendars the caller owns; the free/busy scope shows times only.
    """
    if call.caller.scopes & EVERYWHERE:
        return role
    own = row["owner"] == call.caller.email
    if _has(call.caller, ".app.created") and own and row["made_by_app"]:
        return role
    if own and _has(call.caller, ".events.owned"):
        return role
    if own and _has(call.caller, ".events.owned.readonly"):
        return "reader"
    if _has(call.caller, ".events.freebusy") and RANK[role] >= RANK["freeBusyReader"]:
        return "freeBusyReader"
    return "none"


def _has(caller: Caller, ending: str) -> bool:
    return AUTH + ending in caller.scopes
