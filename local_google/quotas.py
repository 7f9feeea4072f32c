"""Google's limits on calls in a minute, off unless asked for."""

import threading
from collections import defaultdict, deque
from collections.abc import Mapping
from datetime import datetime, timedelta

from local_google.discovery import Method
from local_google.wire import ApiError, Call

WINDOW = timedelta(minutes=1)
# Calls a minute, a user and a project; Sheets counts reads and writes apart.
PER_MINUTE: Mapping[str, int] = {"calendar": 600, "drive": 12000, "sheets": 60}


class Quotas:
    """Sliding windows by user and service; only calls that were let through count."""

    def __init__(self, per_minute: Mapping[str, int] = PER_MINUTE) -> None:
        self._limits = per_minute
        self._calls: defaultdict[tuple[str, str, bool], deque[datetime]] = defaultdict(deque)
        self._lock = threading.Lock()

    def charge(self, now: datetime, method: Method, call: Call) -> None:
        """Count one call against its user, or against `quotaUser`; 403 or 429 over the limit."""
        limit = self._limits.get(method.service)
        if limit is None:
            return
        user = call.one("quotaUser") or call.headers.get("x-goog-quota-user") or call.caller.email
        writing = method.service == "sheets" and method.verb != "GET"
        with self._lock:
            calls = self._calls[method.service, user, writing]
            while calls and calls[0] <= now - WINDOW:
                calls.popleft()
            if len(calls) >= limit:
                raise _over(method.service, writing=writing)
            calls.append(now)


def _over(service: str, *, writing: bool) -> ApiError:
    if service != "sheets":
        return ApiError(403, "rateLimitExceeded", "Rate Limit Exceeded", domain="usageLimits")
    kind = "Write" if writing else "Read"
    message = (
        f"Quota exceeded for quota metric '{kind} requests' and limit"
        f" '{kind} requests per minute per user' of service 'sheets.googleapis.com'."
    )
    return ApiError(429, "rateLimitExceeded", message)
