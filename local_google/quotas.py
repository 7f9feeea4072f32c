"""Google's limits on calls and invitations, off unless asked for."""

import threading
from collections import defaultdict, deque
from collections.abc import Mapping
from datetime import datetime, timedelta

from local_google import calendar_rows
from local_google.discovery import Method
from local_google.store import Store
from local_google.wire import ApiError, Call

Key = tuple[str, ...]
MINUTE = timedelta(minutes=1)
# Calls a minute: of a user, and of all users of a project; Sheets counts reads and writes apart.
PER_USER: Mapping[str, int] = {"calendar": 600, "drive": 12000, "sheets": 60}
PER_PROJECT: Mapping[str, int] = {"calendar": 10_000, "sheets": 300}
WRITES = frozenset({"insert", "import", "patch", "update", "delete", "move", "quickAdd"})
# How long a user who invited too many strangers stays unable to write; reports say hours.
LOCKED_OUT = timedelta(hours=6)


class Quotas:
    """Sliding windows on the server's clock; only calls that were let through count.

    `calendar_writes` (so many within so many seconds) limits quick writes to one calendar, for
    which Google names no number. `external_guests` is how many addresses without a calendar here
    a user may invite within a day before Google takes the user for a sender of spam, whatever
    `sendUpdates` says: from then on every write of theirs is refused for six hours. Calendar
    answers with 403 or, as it also may, with `status` 429.
    """

    def __init__(
        self,
        per_user: Mapping[str, int] = PER_USER,
        *,
        per_project: Mapping[str, int] = PER_PROJECT,
        calendar_writes: tuple[int, float] | None = None,
        external_guests: int | None = None,
        status: int = 403,
    ) -> None:
        self._status = status
        self._per_user = per_user
        self._per_project = per_project
        self._calendar_writes = calendar_writes
        self._external_guests = external_guests
        self._seen: defaultdict[Key, deque[datetime]] = defaultdict(deque)
        self._locked_out: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def charge(self, store: Store, method: Method, call: Call) -> None:
        """Count one call against its user (or `quotaUser`), project and calendar.

        Raises:
            ApiError: 403 or 429 over a limit; nothing is counted then.
        """
        now = store.now()
        writing = method.id.rpartition(".")[2] in WRITES
        strangers = self._strangers(store, method, call) if writing else 0
        with self._lock:
            if strangers or self._locked_out:
                self._meet(call, now, strangers, writing=writing)
            counted = self._counters(method, call)
            for key, limit, span in counted:
                seen = self._seen[key]
                while seen and seen[0] <= now - span:
                    seen.popleft()
                if len(seen) >= limit:
                    raise _over(key, self._status)
            for key, _, _ in counted:
                self._seen[key].append(now)

    def _counters(self, method: Method, call: Call) -> list[tuple[Key, int, timedelta]]:
        """What a call counts on: key, limit, window."""
        service = method.service
        user = call.one("quotaUser") or call.headers.get("x-goog-quota-user") or call.caller.email
        kind = "Write" if service == "sheets" and method.verb != "GET" else "Read"
        found: list[tuple[Key, int, timedelta]] = []
        if service in self._per_user:
            found.append(((service, "user", user, kind), self._per_user[service], MINUTE))
        if service in self._per_project:
            found.append(((service, "project", kind), self._per_project[service], MINUTE))
        event_write = method.id.startswith("calendar.events.") and method.verb != "GET"
        if self._calendar_writes and event_write:
            limit, seconds = self._calendar_writes
            calendar = call.path["calendarId"]
            calendar = call.caller.email if calendar == "primary" else calendar
            found.append(((service, "writes to", calendar), limit, timedelta(seconds=seconds)))
        return found

    def _meet(self, call: Call, now: datetime, strangers: int, *, writing: bool) -> None:
        """Refuse who is locked out, and lock out who invites too many strangers."""
        user = call.caller.email
        invited = self._seen["strangers", user]
        while invited and invited[0] <= now - timedelta(days=1):
            invited.popleft()
        if strangers and self._external_guests is not None:
            if len(invited) + strangers > self._external_guests:
                self._locked_out[user] = now + LOCKED_OUT
            else:
                invited.extend([now] * strangers)
        if writing and self._locked_out.get(user, now) > now:
            message = "Calendar usage limits exceeded."
            raise ApiError(403, "quotaExceeded", message, domain="usageLimits")

    def _strangers(self, store: Store, method: Method, call: Call) -> int:
        """How many addresses without a calendar here the call invites anew."""
        if self._external_guests is None or not method.id.startswith("calendar.events."):
            return 0
        guests = (call.body or {}).get("attendees") or []
        emails = {str(g.get("email", "")).lower() for g in guests if isinstance(g, dict)} - {""}
        with store.read() as db:
            if "eventId" in call.path:
                calendar = call.path["calendarId"].lower()
                calendar = call.caller.email if calendar == "primary" else calendar
                event = calendar_rows.find(db, calendar, call.path["eventId"])
                old = event.body.get("attendees", ()) if event else ()
                emails -= {guest["email"] for guest in old}
            return sum(
                db.execute("SELECT 1 FROM cal_calendars WHERE id = ?", (email,)).fetchone() is None
                for email in emails
            )


def _over(key: Key, status: int) -> ApiError:
    service, of, *_, kind = key
    if service == "sheets":
        per = "minute per user" if of == "user" else "minute"
        message = (
            f"Quota exceeded for quota metric '{kind} requests' and limit"
            f" '{kind} requests per {per}' of service 'sheets.googleapis.com'."
        )
        return ApiError(429, "rateLimitExceeded", message)
    if of == "user" and status == 403:
        message = "User Rate Limit Exceeded"
        return ApiError(403, "userRateLimitExceeded", message, domain="usageLimits")
    return ApiError(status, "rateLimitExceeded", "Rate Limit Exceeded", domain="usageLimits")
