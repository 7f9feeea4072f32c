"""Opaque page and sync tokens, and how many rows a page holds."""

import base64
import json
from typing import Any

from local_google.wire import ApiError, Call


def pack(**values: Any) -> str:
    """A token that means something only to this server."""
    text = json.dumps(values, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode("utf-8")).decode("ascii")


def unpack(token: str) -> dict[str, Any] | None:
    """What was packed, or None for a token from elsewhere."""
    try:
        value = json.loads(base64.urlsafe_b64decode(token.encode("ascii")))
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def page_token(call: Call, kind: str, of: str) -> dict[str, Any] | None:
    """The unpacked `pageToken`, which must stem from the same collection."""
    text = call.one("pageToken")
    if not text:
        return None
    value = unpack(text)
    if value is None or value.get("k") != kind or value.get("of") != of:
        raise ApiError(400, "invalid", "Invalid page token value.", location="pageToken")
    return value


def sync_token(call: Call, kind: str, of: str, oldest: int) -> int | None:
    """The change number in the `syncToken`; 410 for one that is unknown or older than `oldest`."""
    text = call.one("syncToken")
    if not text:
        return None
    value = unpack(text)
    if value is None or value.get("k") != kind or value.get("of") != of or value["n"] < oldest:
        raise ApiError(
            410,
            "fullSyncRequired",
            "Sync token is no longer valid, a full sync is required.",
            domain="calendar",
            location="syncToken",
        )
    return int(value["n"])


def page_size(call: Call, default: int, most: int) -> int:
    """`maxResults` within its limits."""
    size = call.number("maxResults", default)
    if size < 1:
        raise ApiError(400, "invalidParameter", f"Invalid value '{size}'.", location="maxResults")
    return min(size, most)
