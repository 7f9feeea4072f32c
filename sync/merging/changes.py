"""The difference between schedule and calendar as a value: shown, saved, then pushed exactly.

A `ChangeSet` says of every event of ours what would happen to it and why, who would get mail, and
what it was worked out from, so that it can be refused when that has moved.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Literal

from scheduler.district import PersonId
from scheduler.model import ActivityId
from sync.event.events import WantedEvent
from sync.event.identity import EventId, Key
from sync.event.marks import Field, Marks
from sync.merging.claims import Claim

TOO_NEAR = "it starts too soon to be changed without notice"
VERSION = 2
Tell = Literal["all", "externalOnly", "none"]


class Verb(StrEnum):
    """What happens to an event; from NOTHING on they leave it as it is and tell why."""

    CREATE = "create"
    MOVE = "move"
    EDIT = "edit"
    CANCEL = "cancel"
    ADOPT = "adopt"
    """The event already stands as wanted: only our marks on it are brought up to date."""
    RELEASE = "release"
    """It stays as its owner's own: our marks are taken off."""
    NOTHING = "nothing"
    PIN = "pin"
    """A person moved it: kept, and fixed for the next schedule."""
    CONFLICT = "conflict"
    TOMBSTONE = "tombstone"
    """A person deleted it: not made again."""
    FROZEN = "frozen"
    """It is past, or too near to be changed."""
    ORPHAN = "orphan"
    """It is ours, and nothing here knows what it was for: listed, cancelled only when asked to."""
    FOREIGN = "foreign"
    """It carries our marks but is a copy somebody made: never touched."""


WRITES = frozenset(
    {Verb.CREATE, Verb.MOVE, Verb.EDIT, Verb.CANCEL, Verb.ADOPT, Verb.RELEASE},
)
NEEDS_A_PERSON = frozenset(
    {Verb.CONFLICT, Verb.TOMBSTONE, Verb.FOREIGN, Verb.PIN, Verb.ORPHAN},
)


class Standing(StrEnum):
    """What became of an event we once wrote."""

    STANDS = "stands"
    REMOVED_BY_US = "removed by us"
    REMOVED_BY_A_PERSON = "removed by a person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An event we wrote at some time, from the journal; `base` is its fingerprint as last written."""

    key: Key
    activity: ActivityId
    event_id: EventId
    calendar_id: str
    generation: int
    standing: Standing = Standing.STANDS
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One event and what happens to it.

    `before` and `after` hold the fields that differ, as text; `add` and `drop` the guests. `marks` are
    those the event carries afterwards; `mails` everybody who gets one mail. `like` is the id of an event
    of somebody else's that looks as if it were this one.
    """

    verb: Verb
    key: Key
    event_id: EventId
    activity: ActivityId | None = None
    owner: PersonId | None = None
    calendar_id: str = ""
    etag: str = ""
    wanted: WantedEvent | None = None
    marks: Marks | None = None
    before: Mapping[Field, str] | None = None
    after: Mapping[Field, str] | None = None
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    """Who is on the list of an event that is cancelled: whom to invite if it has to come back."""
    mails: tuple[str, ...] = ()
    says: str = ""
    like: str = ""
    until: datetime | None = None
    """When one that waits may be written; None for one that waits for a person's yes."""

    @property
    def tells(self) -> Tell:
        """Google's switch for the mails of the write; said on every one.

        People outside the district hear of every change: with `none` it may never reach their calendar.
        """
        if not self.mails:
            return "none"
        outside = self.wanted.outside if self.wanted else ()
        touched = self.add or self.drop
        only_outside = set(self.mails) <= set(outside) and not touched
        return "externalOnly" if only_outside and self.verb is Verb.EDIT else "all"

    @property
    def stood_at(self) -> datetime | None:
        """When an event that is moved or cancelled would have begun."""
        start = (self.before or {}).get(Field.TIME, "").partition("/")[0]
        return datetime.fromisoformat(start) if start.endswith("Z") else None

    @property
    def too_near(self) -> bool:
        """Whether only the notice agreed keeps it from being changed."""
        return self.verb is Verb.FROZEN and self.says == TOO_NEAR

    @property
    def same_write(self) -> tuple[object, ...]:
        """What would be written, apart from the etag: equal for two equal decisions."""
        base = dict(self.marks.base) if self.marks else None
        return (self.verb, self.event_id, self.after, self.add, self.drop, base)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many events are made, changed, cancelled, how many mails go out, how many need a person."""

    create: int
    change: int
    cancel: int
    mails: int
    needs_you: int
    look_alike: int
    """New events beside one that looks the same: made twice, perhaps."""
    standing: int
    """Our live events that were looked at: what the share of cancellations is measured by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """Everything a push would do; `serial` is the journal's counter when it was worked out.

    `calendars` maps an owner to her calendar; `new_calendars` owners without one to its name;
    `stopped` are calendars that could not be read whole, about which nothing is said; `claims` what
    people settled that it was worked out with.
    """

    version: int = VERSION
    lineage: str
    serial: int
    made_at: datetime
    zone: str
    calendars: Mapping[PersonId, str]
    new_calendars: Mapping[PersonId, str]
    changes: tuple[Change, ...]
    stopped: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    waiting: tuple[Change, ...] = ()
    """What differs too, and whose time to be written has not come."""

    @property
    def writes(self) -> tuple[Change, ...]:
        """The changes that are carried out, in order."""
        return tuple(change for change in self.changes if change.verb in WRITES)

    @property
    def counts(self) -> Counts:
        """The numbers a person decides by."""
        verbs = Counter(change.verb for change in self.changes)
        return Counts(
            create=verbs[Verb.CREATE],
            change=verbs[Verb.MOVE] + verbs[Verb.EDIT],
            cancel=verbs[Verb.CANCEL],
            mails=sum(len(change.mails) for change in self.changes),
            needs_you=sum(verbs[verb] for verb in NEEDS_A_PERSON),
            look_alike=sum(1 for change in self.changes if change.like),
            standing=sum(1 for change in self.changes if change.etag),
        )

    @property
    def soonest(self) -> datetime | None:
        """The first instant that a mail is about: an event's old start, or its new one."""
        mailing = [change for change in self.writes if change.mails]
        starts = [change.stood_at for change in mailing]
        starts += [change.wanted.start for change in mailing if change.wanted]
        return min((start for start in starts if start is not None), default=None)

    @property
    def digest(self) -> str:
        """The fingerprint of all of it, in canonical JSON."""
        return sha256(canonical(self).encode()).hexdigest()


def canonical(value: object) -> str:
    """JSON with one spelling: sorted keys, no spaces, instants as ISO text, sets as sorted lists.

    A dataclass is spelled as an object of its fields.
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no place in a change set")
