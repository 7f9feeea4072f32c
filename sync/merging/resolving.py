"""What stands open between schedule and calendar, and the claims that settle it. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from scheduler.errors import SettingsError
from sync.event.found_event import FoundEvent
from sync.event.marks import Field, digests_of, own_marks, values_of
from sync.merging.changes import Change, Verb
from sync.merging.claims import About, Claim, all_that_stands

OPEN = frozenset({Verb.CONFLICT, Verb.TOMBSTONE, Verb.PIN, Verb.ORPHAN})


class Take(StrEnum):
    """Whose word counts."""

    SCHEDULE = "schedule"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One event about which schedule and calendar disagree.

    `differs` holds, for each field a person changed, what stands and what is wanted; it is empty for an
    event that is gone, lost its marks or is wanted no longer.
    """

    change: Change
    found: FoundEvent | None
    differs: Mapping[Field, tuple[str, str]] = field(default_factory=dict)

    @property
    def gone(self) -> bool:
        return self.found is None or self.found.cancelled

    @property
    def moved(self) -> bool:
        return Field.TIME in self.differs

    @property
    def says(self) -> str:
        """What it is about, in a sentence's end."""
        if self.change.says:
            return self.change.says
        return f"a person wrote her own {' and '.join(self.differs)}; it stays"


def open_matters(
    changes: Iterable[Change], found: Iterable[FoundEvent], namespace: str
) -> tuple[Matter, ...]:
    """Everything a person might settle, in the order of the changes."""
    by_id = {event.id: event for event in found}
    matters = (_matter(change, by_id.get(change.event_id), namespace) for change in changes)
    return tuple(one for one in matters if one.differs or one.change.verb in OPEN)


def _matter(change: Change, found: FoundEvent | None, namespace: str) -> Matter:
    wanted = change.wanted
    if wanted is None or found is None or found.cancelled or not own_marks(found, namespace):
        return Matter(change=change, found=found)
    if change.verb is Verb.FROZEN:
        return Matter(change=change, found=found)
    now, want = values_of(found), wanted.values()
    mine = {name for name in Field if now[name] != want[name] and name not in (change.after or {})}
    return Matter(
        change=change, found=found, differs={f: (now[f], want[f]) for f in Field if f in mine}
    )


def claims_for(matter: Matter, take: Take, fields: Collection[Field] = ()) -> Sequence[Claim]:
    """What to note down so that the next comparison goes that way; `fields` none for all of them.

    Nothing has to be noted where the calendar's word counts already.

    Raises:
        SettingsError: a field is named that no person changed.
    """
    change, found = matter.change, matter.found
    if found is None or found.cancelled:
        about = About.EVENT if take is Take.SCHEDULE else About.GONE
        return [Claim(key=change.key, about=about, seen=change.event_id)]
    if change.wanted is None:
        return _no_longer_wanted(matter, found, take)
    if not matter.differs:
        about = About.EVENT if take is Take.SCHEDULE else About.GONE
        return [Claim(key=change.key, about=about, seen=found.id)]
    if strange := set(fields) - set(matter.differs):
        raise SettingsError(
            f"nobody changed its {', '.join(sorted(strange))}",
            where=f"what a person changed: {', '.join(matter.differs)}",
            fix="name one of these with --field, or none for all of them",
        )
    if take is Take.CALENDAR:
        return []
    digests = digests_of(values_of(found))
    return [
        Claim(key=change.key, about=About(name.value), seen=digests[name])
        for name in matter.differs
        if not fields or name in fields
    ]


def _no_longer_wanted(matter: Matter, found: FoundEvent, take: Take) -> list[Claim]:
    key = matter.change.key
    if take is Take.CALENDAR:
        return [Claim(key=key, about=About.RELEASED, seen=all_that_stands(found))]
    digests = digests_of(values_of(found))
    return [Claim(key=key, about=About(name.value), seen=digests[name]) for name in Field]
