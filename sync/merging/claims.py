"""What a person settled about an event: for one thing that stood there, the schedule's word counts.

A claim holds for exactly what was seen. Whoever changes the event again is asked again. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sync.event.found_event import FoundEvent
from sync.event.identity import Key
from sync.event.marks import Field, Marks, digests_of, fingerprint, values_of


class About(StrEnum):
    """What a claim is about: one of our fields, or the event as a whole."""

    TIME = Field.TIME.value
    TITLE = Field.TITLE.value
    PLACE = Field.PLACE.value
    TEXT = Field.TEXT.value
    EVENT = "event"
    """It was deleted, or lost our marks, and shall be ours again."""
    GONE = "gone"
    """It was deleted, and that is right whatever the schedule says."""
    RELEASED = "released"
    """It is no longer wanted, and shall stay as its owner's own."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Claim:
    """`seen` is the digest of the field's value, the event's id, or the fingerprint of all fields."""

    key: Key
    about: About
    seen: str


Claims = Mapping[Key, Mapping[About, str]]


def by_key(claims: Iterable[Claim]) -> Claims:
    """Claims found by the event they are about."""
    found: dict[Key, dict[About, str]] = {}
    for claim in claims:
        found.setdefault(claim.key, {})[claim.about] = claim.seen
    return found


def settled(marks: Marks, found: FoundEvent, claims: Claims) -> Marks:
    """The marks as if we had written what a person gave up: the merge table may write over it."""
    about = claims.get(marks.key)
    if not about:
        return marks
    now = digests_of(values_of(found))
    given_up = {f: now[f] for f in Field if about.get(About(f.value)) == now[f]}
    return replace(marks, base={**marks.base, **given_up})


def claimed(claims: Claims, key: Key, about: About, seen: str) -> bool:
    """Whether a person settled just this."""
    return claims.get(key, {}).get(about) == seen


def all_that_stands(found: FoundEvent) -> str:
    """The fingerprint of what stands in our fields now."""
    return fingerprint(digests_of(values_of(found)))
