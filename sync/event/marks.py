"""Our marks on an event: whose it is, and what we last wrote, field by field.

They stand in `extendedProperties.private`, which belongs to our calendar's copy: guests do not see
them. Google drops keys above 44 characters and cuts values above 1024 without a word, so the signs
of the guests are spread over two properties.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sync.event.description import owned_text
from sync.event.found_event import FoundEvent
from sync.event.identity import EventId, Key, event_id, short_digest

GUESTS_MAX = 200
"""Above this Google no longer passes answers on to the organizer."""
TOGETHER = "bellSeries"
"""The property by which the events of one cohort or series are found together."""
_SIGN = 8
_WHO = "who:"
_SIGNS_A_PROPERTY = 100
_GUEST_PROPERTIES = ("bellWho", "bellWho2")


class Field(StrEnum):
    """What of an event is ours; the guest list is merged by person instead."""

    TIME = "time"
    TITLE = "title"
    PLACE = "place"
    TEXT = "text"


Digests = Mapping[Field, str]
"""A short fingerprint of each field's value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What we know of an event from the event itself.

    `base` is what we last wrote, `last_time` the start and end in it as text, `guests` the signs of
    the people we invited, `going` whether we were about to delete it.
    """

    key: Key
    generation: int
    base: Digests
    last_time: str
    guests: frozenset[str] = frozenset()
    run: str = ""
    going: bool = False


def written_by(marks: Marks) -> dict[str, str | None]:
    """The private properties to send; None takes one away."""
    signs = sorted(marks.guests)
    first, rest = signs[:_SIGNS_A_PROPERTY], signs[_SIGNS_A_PROPERTY:]
    return {
        "bellKey": marks.key,
        "bellGen": str(marks.generation),
        "bellBase": fingerprint(marks.base),
        "bellBaseT": marks.last_time,
        "bellRun": marks.run or None,
        "bellDel": "1" if marks.going else None,
        _GUEST_PROPERTIES[0]: "".join(first) or None,
        _GUEST_PROPERTIES[1]: "".join(rest) or None,
    }


def marks_of(found: FoundEvent) -> Marks | None:
    """The marks on an event; None when it carries none that can be read."""
    private = found.private
    generation = private.get("bellGen", "")
    if not private.get("bellKey") or not generation.isdecimal():
        return None
    signs = "".join(private.get(name, "") for name in _GUEST_PROPERTIES)
    return Marks(
        key=Key(private["bellKey"]),
        generation=int(generation),
        base=_digests(private.get("bellBase", "")),
        last_time=private.get("bellBaseT", ""),
        guests=frozenset(signs[at : at + _SIGN] for at in range(0, len(signs), _SIGN)),
        run=private.get("bellRun", ""),
        going=private.get("bellDel") == "1",
    )


def own_marks(found: FoundEvent, namespace: str) -> Marks | None:
    """The marks, if the event's id is the one they lead to; those of a copied event do not count."""
    marks = marks_of(found)
    if marks is None or EventId(found.id) != event_id(namespace, marks.key, marks.generation):
        return None
    return marks


def values_of(found: FoundEvent) -> dict[Field, str]:
    """What stands in our fields now, as text."""
    return {
        Field.TIME: _found_time(found),
        Field.TITLE: found.summary,
        Field.PLACE: found.location,
        Field.TEXT: owned_text(found.description),
    }


def digests_of(values: Mapping[Field, str]) -> dict[Field, str]:
    """The fingerprints of values."""
    return {name: short_digest(name.value, value) for name, value in values.items()}


def fingerprint(base: Digests) -> str:
    """All of a base in one text."""
    return " ".join(f"{name}:{digest}" for name, digest in sorted(base.items()))


def as_written(marks: Marks) -> str:
    """All that a write of ours leaves behind, in one text: the base, and whom we invited."""
    signs = short_digest("guests", " ".join(sorted(marks.guests)))
    return f"{fingerprint(marks.base)} {_WHO}{signs}"


def base_of(written: str) -> str:
    """The fingerprint of the base in what `as_written` gave."""
    return written.partition(f" {_WHO}")[0]


def time_text(start: datetime, end: datetime) -> str:
    """Two instants as text, like `2026-12-08T15:40Z/2026-12-08T16:20Z`."""
    return f"{_minute(start)}/{_minute(end)}"


def _minute(moment: datetime) -> str:
    shape = "%Y-%m-%dT%H:%MZ" if not moment.second else "%Y-%m-%dT%H:%M:%SZ"
    return moment.astimezone(UTC).strftime(shape)


def _found_time(found: FoundEvent) -> str:
    if found.start and found.end:
        return time_text(found.start, found.end)
    return f"{found.first_day or ''}/{found.end_day or ''}"


def _digests(text: str) -> dict[Field, str]:
    pairs = (part.partition(":") for part in text.split())
    return {Field(name): digest for name, _, digest in pairs if name in set(Field)}
