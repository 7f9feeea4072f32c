"""Following Google's pages to the end, and not for ever."""

from collections.abc import Callable
from typing import Any

from scheduler.errors import RemoteError

PAGES_MAX = 1000
TOKEN_MAX = 4096
"""Characters; a token is sent back in an address, and those end near 8,000."""


def every_page(
    page: Callable[[str | None], dict[str, Any]], items: str, *, items_max: int | None = None
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """All `items` in order, and the last page; an empty page with a next one is not the end.

    Raises:
        RemoteError: a page token came twice, there are more than 1,000 pages, or more than `items_max`
            items; nothing may be concluded from what did come.
    """
    found: list[dict[str, Any]] = []
    seen: set[str | None] = {None}
    token: str | None = None
    for _ in range(PAGES_MAX):
        answer = page(token)
        found.extend(_listed(answer, items))
        if items_max is not None and len(found) > items_max:
            raise _endless(f"Google's list has more than {items_max:,} entries")
        token = answer.get("nextPageToken")
        if not token:
            return found, answer
        if not isinstance(token, str) or len(token) > TOKEN_MAX:
            raise _endless("Google's list goes on in a way that cannot be followed")
        if token in seen:
            raise _endless("Google's list goes in a circle")
        seen.add(token)
    raise _endless("Google's list does not end")


def _listed(answer: dict[str, Any], items: str) -> list[dict[str, Any]]:
    """The items of one page; what is not a list of objects is not taken for an empty one."""
    listed = answer.get(items, [])
    if isinstance(listed, list) and all(isinstance(item, dict) for item in listed):
        return listed
    raise _endless("Google's list cannot be read")


def _endless(what: str) -> RemoteError:
    return RemoteError(
        f"{what}, so nothing was concluded from it.",
        status=200,
        reason="endlessPages",
        fix="Run the same command again in a few minutes.",
    )
