"""A calendar, and who may open it, as Google tells of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A calendar; `role` is what the signed-in account may do with it, '' when not asked.

    `data_owner` is the account whose end is the calendar's end; '' for somebody's first calendar.
    """

    id: str
    summary: str
    description: str
    time_zone: str
    role: str = ""
    primary: bool = False
    data_owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who may open a calendar, and how; `email` is '' for everybody, or a domain's name."""

    kind: str
    email: str
    role: str


def entry_of(raw: Mapping[str, Any]) -> CalendarEntry:
    """A calendar from its resource, or from its row of the account's list."""
    return CalendarEntry(
        id=raw["id"],
        summary=raw.get("summary", ""),
        description=raw.get("description", ""),
        time_zone=raw.get("timeZone", ""),
        role=raw.get("accessRole", ""),
        primary=bool(raw.get("primary", False)),
        data_owner=str(raw.get("dataOwner") or "").lower(),
    )
