"""Channels on which Google tells that a calendar changed: opened, renewed, stopped, and believed or not.

A post is only a hint: nothing of it but the calendar it is about is used, and that a pull reads. Google
says itself that some posts are lost, so that polling goes on beside.
"""

import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest
from urllib.parse import urlsplit

from scheduler.errors import RemoteError, SettingsError
from sync.calendars.calendar_api import CalendarApi
from sync.journal.channels import (
    Channel,
    channel_named,
    channel_opened,
    drop_channel,
    kept_channels,
    put_channel,
)
from sync.journal.journal import Journal

PATH = "/hooks/calendar"
LIFE = timedelta(days=7)
"""Asked for; Google's own default. It may grant less."""
TOKEN_BYTES = 32
LOOPBACK = ("127.0.0.1", "localhost", "::1")
HEADER_MAX = 512
"""Longer than any id or token of ours, in characters."""


class Refused(StrEnum):
    """Why a post was not believed; for counting only, the sender is told nothing."""

    UNKNOWN = "unknown channel"
    TOKEN = "wrong or missing token"  # noqa: S105 - words for a count, no token
    RESOURCE = "wrong resource"
    EXPIRED = "expired channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A post that is believed: this calendar changed. `news` is False for Google's greeting."""

    calendar_id: str
    news: bool


def hook_address(base: str) -> str:
    """Where Google is to post, from the address our pages have outside: https, or http to loopback.

    Raises:
        SettingsError: Google would not, or must not, post there.
    """
    parts = urlsplit(base)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not safe or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise SettingsError(
            f"'{base}' is no address Google can post to.",
            where="--hooks",
            fix="Write it like https://coaching.district.example, with a certificate Google knows.",
        )
    return f"{base.rstrip('/').removesuffix(PATH)}{PATH}"


def keep_watch(
    api: CalendarApi, journal: Journal, calendars: Iterable[str], address: str, now: datetime
) -> tuple[str, ...]:
    """See that every calendar has a channel with time left; the calendars for which none was to be had.

    The new channel is opened before the old one is stopped: two posts are harmless, none is not.
    """
    had = kept_channels(journal)
    without = []
    for calendar in sorted(set(calendars)):
        own = [one for one in had if one.calendar_id == calendar]
        if any(one.address == address and one.fresh(now) for one in own):
            continue
        try:
            opened = _open(api, journal, calendar, address, now)
        except RemoteError:
            without.append(calendar)
            continue
        _stop(api, journal, [one for one in own if one.id != opened])
    _stop(api, journal, [one for one in had if one.calendar_id not in set(calendars)])
    return tuple(without)


def end_watch(api: CalendarApi, journal: Journal) -> None:
    """Stop every channel."""
    _stop(api, journal, kept_channels(journal))


def believed(journal: Journal, headers: Mapping[str, str], now: datetime) -> Hint | Refused:
    """What a post means, by its headers in lower case; its body is never looked at."""
    name = headers.get("x-goog-channel-id", "")
    channel = channel_named(journal, name) if 0 < len(name) <= HEADER_MAX else None
    token = headers.get("x-goog-channel-token", "")[:HEADER_MAX]
    # An unknown channel costs the same comparison, so that the time taken tells nothing.
    right = compare_digest(_hashed(token), channel.token_hash if channel else _hashed(""))
    if channel is None:
        return Refused.UNKNOWN
    if not right or not token:
        return Refused.TOKEN
    if not channel.holds(now):
        return Refused.EXPIRED
    greeting = headers.get("x-goog-resource-state", "") == "sync"
    resource = headers.get("x-goog-resource-id", "")
    # Google greets before it answers, when the resource is not known to us yet.
    early = greeting and not channel.resource_id
    if not early and not compare_digest(resource.encode(), channel.resource_id.encode()):
        return Refused.RESOURCE
    return Hint(calendar_id=channel.calendar_id, news=not greeting)


def _open(api: CalendarApi, journal: Journal, calendar: str, address: str, now: datetime) -> str:
    """Open a channel with an id and a token nobody can guess; its id."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    channel = Channel(
        id=str(uuid.uuid4()),
        calendar_id=calendar,
        token_hash=_hashed(token),
        address=address,
        made=now,
        expires=now + LIFE,
    )
    put_channel(journal, channel)
    try:
        resource, expires = api.watch_events(
            calendar,
            channel=channel.id,
            token=token,
            address=address,
            seconds=int(LIFE.total_seconds()),
        )
    except RemoteError:
        drop_channel(journal, channel.id)
        raise
    channel_opened(journal, channel.id, resource, expires)
    return channel.id


def _stop(api: CalendarApi, journal: Journal, old: Iterable[Channel]) -> None:
    """Stop channels; one that Google will not stop runs out by itself and is believed no more."""
    for channel in old:
        drop_channel(journal, channel.id)
        if channel.resource_id:
            try:
                api.stop_channel(channel.id, channel.resource_id)
            except RemoteError:
                continue


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
