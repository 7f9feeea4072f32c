"""diff: what is wanted, what was found, what we know -> the fewest changes, as a ChangeSet. Pure.

Absence is never read off a list: `found` must hold every event of `known` that Google still answers
for, deleted ones with `cancelled`, so that a known one that is not there is really gone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from scheduler.district import PersonId
from scheduler.model import ActivityId
from sync.event.events import WantedEvent
from sync.event.found_event import FoundEvent
from sync.event.identity import EventId, Key, event_id, guest_mark, key_of
from sync.event.marks import Field, Marks, digests_of, fingerprint, marks_of, own_marks
from sync.merging.changes import Change, ChangeSet, Known, Standing, Verb
from sync.merging.merge import Frozen, cancel, merge

Mine = tuple[FoundEvent, Marks]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a schedule speaks for: its activities, and the time from `start` up to `end` (aware UTC).

    Only events of these activities, or inside that time, are cancelled for not being wanted.
    """

    start: datetime
    end: datetime
    activities: frozenset[ActivityId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the journal knows: where calendars are, which events we wrote, and how far it has counted.

    `names` says what each owner's calendar is called or will be; `stopped` are calendars that could
    not be read whole, about which nothing is concluded.
    """

    namespace: str
    serial: int
    calendars: Mapping[PersonId, str]
    names: Mapping[PersonId, str]
    known: Sequence[Known] = ()
    stopped: frozenset[str] = field(default_factory=frozenset)


def diff(
    wanted: Iterable[WantedEvent],
    found: Iterable[FoundEvent],
    state: State,
    *,
    reach: Reach,
    now: datetime,
    zone: str,
    frozen_until: datetime | None = None,
    account: str = "",
) -> ChangeSet:
    """List the fewest changes that turn `found` into `wanted`.

    `zone` is for calendars still to be made; `account` is the address we write as, which Google
    sends no mail to.
    """
    table = _Table(
        found=tuple(found),
        state=state,
        reach=reach,
        frozen=Frozen(until=max(now, frozen_until or now)),
    )
    wishes = {key_of(state.namespace, event.activity): event for event in wanted}
    changes = [change for key, event in wishes.items() for change in table.wished(key, event)]
    changes += table.unwished(set(wishes))
    changes += table.foreign()
    owners = {change.owner for change in changes if change.verb is Verb.CREATE and change.owner}
    return ChangeSet(
        lineage=state.namespace,
        serial=state.serial,
        made_at=now,
        zone=zone,
        calendars=dict(state.calendars),
        new_calendars={o: state.names[o] for o in sorted(owners) if o not in state.calendars},
        changes=tuple(_without_mail_to(account.lower(), change) for change in changes),
        stopped=tuple(sorted(state.stopped)),
    )


def _without_mail_to(account: str, change: Change) -> Change:
    if account not in change.mails:
        return change
    return replace(change, mails=tuple(email for email in change.mails if email != account))


class _Table:
    """The rows of one comparison, found by key."""

    def __init__(
        self, *, found: tuple[FoundEvent, ...], state: State, reach: Reach, frozen: Frozen
    ) -> None:
        self._state, self._reach, self._frozen = state, reach, frozen
        self._found = found
        self._by_id = {EventId(event.id): event for event in found}
        self._known = {row.key: row for row in state.known}
        self._own: dict[Key, list[Mine]] = {}
        for event in found:
            if marks := own_marks(event, state.namespace):
                self._own.setdefault(marks.key, []).append((event, marks))
        for mine in self._own.values():
            mine.sort(key=lambda one: one[1].generation)
        self._keys = {key_of(state.namespace, activity): activity for activity in reach.activities}

    def wished(self, key: Key, event: WantedEvent) -> list[Change]:
        """What happens to an activity that is wanted; two changes where it changes calendars."""
        calendar = self._state.calendars.get(event.owner, "")
        if calendar in self._state.stopped:
            return []
        live = [one for one in self._own.get(key, []) if not one[0].cancelled]
        here = [one for one in live if one[0].calendar_id == calendar]
        if here:
            return [merge(event, *here[-1], self._frozen), *self._gone(live, keep=here[-1])]
        if live:
            return [*self._gone(live), self._create(key, event)]
        if stripped := self._stripped(key):
            says = "its marks were taken away; is it still ours?"
            return [replace(self._kept(Verb.CONFLICT, key, event, says), event_id=stripped)]
        return [self._absent(key, event)]

    def _gone(self, mine: Sequence[Mine], *, keep: Mine | None = None) -> list[Change]:
        return [self._cancel(one) for one in mine if one is not keep]

    def _absent(self, key: Key, event: WantedEvent) -> Change:
        """Nothing of ours stands: it never did, we took it away, or a person did."""
        known = self._known.get(key)
        tombs = self._own.get(key, [])
        if self._removed_by_a_person(known, tombs):
            return self._tombstone(key, event, known, tombs)
        if self._frozen.holds(event.start):
            says = "it would start in the past or too soon"
            return self._kept(Verb.FROZEN, key, event, says)
        return self._create(key, event)

    def _removed_by_a_person(self, known: Known | None, tombs: Sequence[Mine]) -> bool:
        if tombs and (known is None or tombs[-1][1].generation >= known.generation):
            by_us = known is not None and known.standing is Standing.REMOVED_BY_US
            return not (by_us or tombs[-1][1].going)
        return known is not None and known.standing is not Standing.REMOVED_BY_US

    def _tombstone(
        self, key: Key, event: WantedEvent, known: Known | None, tombs: Sequence[Mine]
    ) -> Change:
        base = known.base if known else ""
        if tombs and tombs[-1][1].base:
            base = fingerprint(tombs[-1][1].base)
        if base and base != fingerprint(digests_of(event.values())):
            says = "a person deleted it, and the schedule has another time for it now"
            return self._kept(Verb.CONFLICT, key, event, says)
        return self._kept(Verb.TOMBSTONE, key, event, "a person deleted it; it is not made again")

    def _kept(self, verb: Verb, key: Key, event: WantedEvent, says: str) -> Change:
        identity = event_id(self._state.namespace, key, self._generation(key))
        return Change(
            verb=verb,
            key=key,
            event_id=identity,
            activity=event.activity,
            owner=event.owner,
            calendar_id=self._state.calendars.get(event.owner, ""),
            wanted=event,
            says=says,
        )

    def _generation(self, key: Key) -> int:
        """The highest generation that was ever used; 0 for none."""
        known = self._known.get(key)
        tombs = [marks.generation for _, marks in self._own.get(key, [])]
        return max([known.generation if known else 0, *tombs])

    def _create(self, key: Key, event: WantedEvent) -> Change:
        calendar = self._state.calendars.get(event.owner, "")
        generation = self._generation(key) + 1
        return creation(self._state.namespace, key, generation, event, calendar)

    def _stripped(self, key: Key) -> EventId | None:
        """The id of a live event that is ours by id, but whose marks somebody took away."""
        generations = range(1, self._generation(key) + 2)
        ids = (event_id(self._state.namespace, key, generation) for generation in generations)
        found = [self._by_id[identity] for identity in ids if identity in self._by_id]
        live = [event for event in found if not event.cancelled and marks_of(event) is None]
        return EventId(live[-1].id) if live else None

    def unwished(self, wished: set[Key]) -> list[Change]:
        """What happens to our live events that no longer have an activity with a slot."""
        return [
            self._cancel(one)
            for key, mine in sorted(self._own.items())
            if key not in wished
            for one in mine
            if not one[0].cancelled and self._reached(key, one[0])
        ]

    def _reached(self, key: Key, event: FoundEvent) -> bool:
        if event.calendar_id in self._state.stopped:
            return False
        if key in self._keys:
            return True
        return event.start is not None and self._reach.start <= event.start < self._reach.end

    def _cancel(self, mine: Mine) -> Change:
        change = cancel(*mine, self._frozen)
        known = self._known.get(change.key)
        activity = known.activity if known else self._keys.get(change.key)
        return replace(change, activity=activity)

    def foreign(self) -> list[Change]:
        """Copies a person made of our events: they carry our marks, but not their id."""
        copies = (
            (event, marks)
            for event in self._found
            if not event.cancelled
            and (marks := marks_of(event))
            and own_marks(event, self._state.namespace) is None
        )
        return [
            Change(
                verb=Verb.FOREIGN,
                key=marks.key,
                event_id=EventId(event.id),
                calendar_id=event.calendar_id,
                says="somebody copied one of our events; the copy is theirs",
            )
            for event, marks in copies
        ]


def creation(
    namespace: str, key: Key, generation: int, event: WantedEvent, calendar_id: str
) -> Change:
    """The change that makes an event; its marks say what stands in it from the start."""
    return Change(
        verb=Verb.CREATE,
        key=key,
        event_id=event_id(namespace, key, generation),
        activity=event.activity,
        owner=event.owner,
        calendar_id=calendar_id,
        wanted=event,
        after=event.values(),
        mails=event.guests,
        marks=Marks(
            key=key,
            generation=generation,
            base=digests_of(event.values()),
            last_time=event.values()[Field.TIME],
            guests=frozenset(guest_mark(key, email) for email in event.guests),
        ),
    )
