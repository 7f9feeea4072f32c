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
from sync.event.marks import Field, Marks, digests_of, fingerprint, marks_of, own_marks, values_of
from sync.merging.changes import Change, ChangeSet, Known, Standing, Verb
from sync.merging.claims import About, Claim, all_that_stands, by_key, claimed, settled
from sync.merging.look_alikes import look_alikes
from sync.merging.merge import Frozen, cancel, merge, release

NO_MARKS = "its marks were taken away; is it still ours?"
TOO_LATE = "it would start in the past or too soon"
LEFT = "it was left to whoever took our marks off"
UNKNOWN = "it is ours, and nothing here knows what it was for"

Mine = tuple[FoundEvent, Marks]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a schedule speaks for: its activities, and the time from `start` up to `end` (aware UTC).

    Only events of these activities, or inside that time, are cancelled for not being wanted. `later` are
    activities that the district asks for and another search may place: their events are nobody's orphans.
    """

    start: datetime
    end: datetime
    activities: frozenset[ActivityId] = frozenset()
    later: frozenset[ActivityId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the journal knows: where calendars are, which events we wrote, and how far it has counted.

    `names` says what each owner's calendar is called or will be; `stopped` are calendars that could
    not be read whole, about which nothing is concluded. `claims` are what people settled.
    """

    namespace: str
    serial: int
    calendars: Mapping[PersonId, str]
    names: Mapping[PersonId, str]
    known: Sequence[Known] = ()
    stopped: frozenset[str] = field(default_factory=frozenset)
    claims: Sequence[Claim] = ()


def diff(
    wanted: Iterable[WantedEvent],
    found: Iterable[FoundEvent],
    state: State,
    *,
    reach: Reach,
    now: datetime,
    zone: str,
    frozen: Frozen | None = None,
    account: str = "",
    prune: bool = False,
) -> ChangeSet:
    """List the fewest changes that turn `found` into `wanted`.

    `zone` is for calendars still to be made; `account` is the address we write as, which Google
    sends no mail to; `prune` cancels the orphans among our events.
    """
    table = _Table(
        found=tuple(found),
        state=state,
        reach=reach,
        frozen=replace(frozen, until=max(now, frozen.until)) if frozen else Frozen(until=now),
        prune=prune,
    )
    wishes = {key_of(state.namespace, event.activity): event for event in wanted}
    changes = [change for key, event in wishes.items() for change in table.wished(key, event)]
    changes += table.unwished(set(wishes))
    changes += table.foreign()
    changes = look_alikes(changes, table.strangers())
    settled_here = {change.key for change in changes}
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
        claims=tuple(sorted(claim for claim in state.claims if claim.key in settled_here)),
    )


def _without_mail_to(account: str, change: Change) -> Change:
    if account not in change.mails:
        return change
    return replace(change, mails=tuple(email for email in change.mails if email != account))


class _Table:
    """The rows of one comparison, found by key."""

    def __init__(
        self,
        *,
        found: tuple[FoundEvent, ...],
        state: State,
        reach: Reach,
        frozen: Frozen,
        prune: bool,
    ) -> None:
        self._state, self._reach, self._frozen, self._prune = state, reach, frozen, prune
        self._claims = by_key(state.claims)
        self._found = found
        self._by_id = {EventId(event.id): event for event in found}
        self._known = {row.key: row for row in state.known}
        self._own: dict[Key, list[Mine]] = {}
        for event in found:
            if marks := own_marks(event, state.namespace):
                marks = settled(marks, event, self._claims)
                self._own.setdefault(marks.key, []).append((event, marks))
        for mine in self._own.values():
            mine.sort(key=lambda one: one[1].generation)
        self._keys = {key_of(state.namespace, activity): activity for activity in reach.activities}
        self._later = {key_of(state.namespace, activity) for activity in reach.later}

    def wished(self, key: Key, event: WantedEvent) -> list[Change]:
        """What happens to an activity that is wanted; two changes where it changes calendars."""
        calendar = self._state.calendars.get(event.owner, "")
        if calendar in self._state.stopped:
            return []
        live = [one for one in self._own.get(key, []) if not one[0].cancelled]
        here = [one for one in live if one[0].calendar_id == calendar]
        if here:
            spare = [one for one in live if one is not here[-1]]
            return [merge(event, *here[-1], self._frozen), *map(self._cancel_spare, spare)]
        if live:
            gone = [self._cancel(one) for one in live]
            if any(change.verb is not Verb.CANCEL for change in gone):
                return gone  # one that stays elsewhere would stand beside the new one
            if self._frozen.holds(event.start):
                return [self._kept(Verb.FROZEN, key, event, TOO_LATE)]
            return [*gone, self._create(key, event)]
        if stripped := self._stripped(key):
            return [self._without_marks(key, event, stripped)]
        return [self._absent(key, event)]

    def _without_marks(self, key: Key, event: WantedEvent, stripped: FoundEvent) -> Change:
        """A live event of ours by its id only: adopted if a person said so."""
        if claimed(self._claims, key, About.EVENT, stripped.id):
            generation = self._generation_of(key, stripped.id)
            change = merge(event, stripped, fresh_marks(key, generation, stripped), self._frozen)
            return replace(change, verb=Verb.ADOPT) if change.verb is Verb.NOTHING else change
        right = claimed(self._claims, key, About.GONE, stripped.id)
        verb = Verb.TOMBSTONE if right else Verb.CONFLICT
        change = self._kept(verb, key, event, LEFT if right else NO_MARKS)
        return replace(change, event_id=EventId(stripped.id), etag=stripped.etag)

    def _generation_of(self, key: Key, identity: str) -> int:
        generations = range(1, self._generation(key) + 2)
        return next(
            generation
            for generation in generations
            if event_id(self._state.namespace, key, generation) == identity
        )

    def _absent(self, key: Key, event: WantedEvent) -> Change:
        """Nothing of ours stands: it never did, we took it away, or a person did."""
        known = self._known.get(key)
        tombs = self._own.get(key, [])
        last = event_id(self._state.namespace, key, self._generation(key))
        again = claimed(self._claims, key, About.EVENT, last)
        if self._removed_by_a_person(known, tombs) and not again:
            return self._tombstone(key, event, known, tombs)
        if self._frozen.holds(event.start):
            return self._kept(Verb.FROZEN, key, event, TOO_LATE)
        return self._create(key, event)

    def _removed_by_a_person(self, known: Known | None, tombs: Sequence[Mine]) -> bool:
        if newest := _newest(known, tombs):
            return any(
                not (marks.going or _taken_by_us(found, marks, known)) for found, marks in newest
            )
        return known is not None and known.standing is not Standing.REMOVED_BY_US

    def _tombstone(
        self, key: Key, event: WantedEvent, known: Known | None, tombs: Sequence[Mine]
    ) -> Change:
        base = known.base if known else ""
        newest = _newest(known, tombs)
        if newest and newest[-1][1].base:
            base = fingerprint(newest[-1][1].base)
        last = event_id(self._state.namespace, key, self._generation(key))
        right = claimed(self._claims, key, About.GONE, last)
        if base and not right and base != fingerprint(digests_of(event.values())):
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

    def _stripped(self, key: Key) -> FoundEvent | None:
        """The live event that is ours by id, but whose marks somebody took away."""
        generations = range(1, self._generation(key) + 2)
        ids = (event_id(self._state.namespace, key, generation) for generation in generations)
        found = [self._by_id[identity] for identity in ids if identity in self._by_id]
        live = [event for event in found if not event.cancelled and marks_of(event) is None]
        return live[-1] if live else None

    def unwished(self, wished: set[Key]) -> list[Change]:
        """What happens to our live events that no longer have an activity with a slot."""
        changes = [
            change
            for key, mine in sorted(self._own.items())
            if key not in wished
            for one in mine
            if not one[0].cancelled and (change := self._unwished(key, one))
        ]
        return changes + self._unwished_without_marks(wished)

    def _unwished(self, key: Key, mine: Mine) -> Change | None:
        event, _ = mine
        if event.calendar_id in self._state.stopped:
            return None
        if self._reached(key, event):
            return self._cancel(mine)
        if key in self._known or key in self._later:
            return None
        change = self._cancel(mine)
        if change.verb is Verb.FROZEN:
            return None
        if self._prune and change.verb is Verb.CANCEL:
            return change
        return replace(change, verb=Verb.ORPHAN, mails=(), says=UNKNOWN)

    def _reached(self, key: Key, event: FoundEvent) -> bool:
        if key in self._keys:
            return True
        return event.start is not None and self._reach.start <= event.start < self._reach.end

    def _unwished_without_marks(self, wished: set[Key]) -> list[Change]:
        """Events we once wrote that lost our marks and are wanted no longer: a person decides."""
        lost = (
            (row, found)
            for key, row in sorted(self._known.items())
            if key not in wished
            and key in self._keys
            and row.standing is Standing.STANDS
            and (found := self._stripped(key))
            and found.calendar_id not in self._state.stopped
        )
        return [
            Change(
                verb=Verb.CONFLICT,
                key=row.key,
                event_id=EventId(found.id),
                activity=row.activity,
                calendar_id=found.calendar_id,
                etag=found.etag,
                says=NO_MARKS,
            )
            for row, found in lost
            if not self._frozen.holds(found.start)
        ]

    def _cancel(self, mine: Mine) -> Change:
        found, marks = mine
        if claimed(self._claims, marks.key, About.RELEASED, all_that_stands(found)):
            change = release(found, marks)
        else:
            change = cancel(found, marks, self._frozen)
        known = self._known.get(change.key)
        activity = known.activity if known else self._keys.get(change.key)
        return replace(change, activity=activity)

    def _cancel_spare(self, mine: Mine) -> Change:
        """One that stands beside the event we keep: what becomes of it tells nothing of the activity."""
        return replace(self._cancel(mine), activity=None)

    def strangers(self) -> list[FoundEvent]:
        """Live events in our calendars that are none of ours."""
        live = (event for event in self._found if not event.cancelled)
        ids = {event.id for mine in self._own.values() for event, _ in mine}
        ours = ids | {row.event_id for row in self._known.values()}
        return [event for event in live if event.id not in ours]

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


def _newest(known: Known | None, tombs: Sequence[Mine]) -> list[Mine]:
    """The deleted events that tell what became of an activity; none where a later one is known of.

    Two computers may have used one id on two calendars: then the one that was known tells.
    """
    last = max([known.generation if known else 0, *(marks.generation for _, marks in tombs)])
    newest = [one for one in tombs if one[1].generation == last]
    if known is None or known.generation < last:
        return newest
    return [one for one in newest if one[0].calendar_id == known.calendar_id] or newest


def _taken_by_us(found: FoundEvent, marks: Marks, known: Known | None) -> bool:
    """What we took away was the event we know; a later one may be another computer's."""
    return (
        known is not None
        and known.standing is Standing.REMOVED_BY_US
        and (known.generation, known.calendar_id) == (marks.generation, found.calendar_id)
    )


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


def fresh_marks(key: Key, generation: int, found: FoundEvent) -> Marks:
    """Marks for an event that lost its own, as if we had written just what stands."""
    return Marks(
        key=key,
        generation=generation,
        base=digests_of(values_of(found)),
        last_time=values_of(found)[Field.TIME],
        guests=frozenset(guest_mark(key, guest.email) for guest in found.attendees),
    )
