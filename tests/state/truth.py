"""What people did and what must therefore hold: the small model every write of ours is judged by.

It never reads our marks' digests; it knows what people changed because it changed it for them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sync.event.events import WantedEvent
from tests.state.google import FIELDS, Stored
from tests.state.wishes import ACTIVITIES
from tests.sync.coaching import OFFICE

INVARIANTS = {
    "one event": "one live event of ours a key, on a calendar at once, anywhere once all is pushed",
    "foreign": "what is not ours by marks and id is never written, nor what people keep beside our part",
    "edit": "what a person wrote into one of our fields stays until the schedule agrees with it",
    "answer": "no answer is lost or set back, but by a time that we changed",
    "guest": "guests a person added stay, guests a person took out stay out",
    "deleted": "what a person deleted is not made again, no id is brought back",
    "past": "what has begun is never written, and nothing is made or moved into the past",
    "cancel": "cancelled is only what the schedule speaks for and no longer wants, and it is said first",
    "value": "written is only what the change set wants",
    "mail": "a mail for each news and guest, none without news, and as many as predicted",
    "reading": "comparing and pulling write nothing",
    "done": "with no trouble all writes of a fresh change set are carried out",
    "converge": "after a push that went well the next one writes nothing, and all stands as wanted",
    "tombstone": "nothing is taken for deleted by a person that none deleted",
    "open": "no intent is open after a run that ended well",
    "audit": "the chain of the audit holds, with a line for each write carried out",
    "verdict": "each event meets the verdict of its cell of the merge table",
    "pull": "a pull keeps every answer that stands, and stops for nothing but a lost calendar",
}


class Broken(AssertionError):
    """An invariant does not hold; `name` is its word in INVARIANTS."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"{name} ({INVARIANTS[name]}): {what}")
        self.name = name


@dataclass(slots=True)
class Lived:
    """One event of ours: what we last wrote, and what people made of it."""

    written: dict[str, str]
    edited: dict[str, str] = field(default_factory=dict)
    invited: set[str] = field(default_factory=set)
    own_touch: bool = False
    """People changed something that is theirs: a colour, a note, an answer, a guest."""


Place = tuple[str, str]


@dataclass(slots=True)
class Truth:
    """The model. `deleted` are activities whose event a person deleted, and where it stood."""

    lived: dict[Place, Lived] = field(default_factory=dict)
    deleted: dict[int, Place] = field(default_factory=dict)
    foreign: dict[Place, Stored] = field(default_factory=dict)
    ever_deleted: set[int] = field(default_factory=set)

    # People

    def person_changed(self, before: Stored, after: Stored) -> None:
        """A person changed one of our events."""
        if not before.own:
            if before.place in self.foreign:
                self.foreign[before.place] = after
            return
        life = self.lived[before.place]
        was, now = before.values(), after.values()
        for name in FIELDS:
            if now[name] == life.written[name]:
                life.edited.pop(name, None)
            elif now[name] != was[name]:
                life.edited[name] = now[name]
        life.own_touch |= (before.rest(), before.outside(), before.guests) != (
            after.rest(),
            after.outside(),
            after.guests,
        )
        if not after.own:
            self.foreign[after.place] = after

    def person_deleted(self, event: Stored, others: bool) -> None:
        """A person deleted an event; `others` tells whether the activity has another one."""
        self.foreign.pop(event.place, None)
        number = event.number
        if number is None or event.private.get("bellDel") == "1":
            return
        self.ever_deleted.add(number)
        if not others:
            self.deleted[number] = event.place

    # Our writes

    def wrote(
        self,
        before: Stored | None,
        after: Stored,
        *,
        wanted: WantedEvent | None,
        in_reach: bool,
        here: bool,
        now: datetime,
    ) -> Iterator[Broken]:
        """Judge one write of ours by what it did; `here` tells whether it is wanted on this calendar."""
        if before is None:
            yield from self._made(after, wanted, now)
        elif before.live and not after.live:
            yield from self._cancelled(before, in_reach=in_reach, here=here, now=now)
        elif not before.live:
            yield Broken("deleted", f"the deleted {after.id[:9]} was written")
        else:
            yield from self._changed(before, after, wanted, now)

    def _made(self, after: Stored, wanted: WantedEvent | None, now: datetime) -> Iterator[Broken]:
        if not after.own or wanted is None or after.number is None:
            yield Broken("value", f"made {after.id[:9]}, which nobody wanted")
            return
        if after.number in self.deleted:
            yield Broken("deleted", f"{ACTIVITIES[after.number]} was made again")
        if after.start < now:
            yield Broken("past", f"made to start at {after.start}")
        if after.values() != values_wanted(wanted) or set(after.guests) != set(wanted.guests):
            yield Broken("value", f"made as {after.values()}")
        self.deleted.pop(after.number, None)
        self.lived[after.place] = Lived(written=after.values(), invited=set(wanted.guests))

    def _cancelled(
        self, before: Stored, *, in_reach: bool, here: bool, now: datetime
    ) -> Iterator[Broken]:
        if not before.own:
            yield Broken("foreign", f"{before.id[:9]} was deleted")
            return
        life = self.lived[before.place]
        if life.edited:
            yield Broken("edit", f"deleted with {life.edited}")
        if before.start < now:
            yield Broken("past", "deleted after it began")
        if not in_reach or here:
            yield Broken("cancel", f"{before.id[:9]} deleted, in reach: {in_reach}, wanted: {here}")
        if before.private.get("bellDel") != "1":
            yield Broken("cancel", "deleted without a word that it was us")

    def _changed(
        self, before: Stored, after: Stored, wanted: WantedEvent | None, now: datetime
    ) -> Iterator[Broken]:
        if not before.own:
            yield Broken("foreign", f"{before.id[:9]} was written")
            return
        life = self.lived[before.place]
        if before.start < now or after.start < now:
            yield Broken("past", f"written at {now}")
        if before.rest() != after.rest() or before.outside() != after.outside():
            yield Broken("foreign", f"{before.rest()} became {after.rest()}")
        was, is_ = before.values(), after.values()
        want = values_wanted(wanted) if wanted else is_
        yield from self._fields(life, was, is_, want)
        yield from self._guests(life, before, after, wanted)
        if wanted is not None:
            self._owns(life, before, is_, want, set(wanted.guests))

    def _fields(
        self, life: Lived, was: dict[str, str], is_: dict[str, str], want: dict[str, str]
    ) -> Iterator[Broken]:
        changed = [name for name in FIELDS if was[name] != is_[name]]
        for name in changed:
            if name in life.edited:
                yield Broken("edit", f"the person's {name} {was[name]!r} became {is_[name]!r}")
            elif is_[name] != want[name]:
                yield Broken("value", f"{name} became {is_[name]!r}, wanted was {want[name]!r}")
        if changed and life.edited.get("time", want["time"]) != want["time"]:
            yield Broken("edit", f"a moved event was given another {changed}")

    def _guests(
        self, life: Lived, before: Stored, after: Stored, wanted: WantedEvent | None
    ) -> Iterator[Broken]:
        had, has = before.guests, after.guests
        want = set(wanted.guests) if wanted else set(has)
        came, left = set(has) - set(had), set(had) - set(has)
        if came - want or came & life.invited:
            yield Broken("guest", f"{came} came")
        if left - life.invited or left & want:
            yield Broken("guest", f"{left} left")
        moved = before.values()["time"] != after.values()["time"]
        for email in set(had) & set(has):
            ignored = {"responseStatus"} if moved else set()
            before_, after_ = ({**guest} for guest in (had[email], has[email]))
            for name in ignored:
                before_.pop(name, None)
                after_.pop(name, None)
            if before_ != after_:
                yield Broken("answer", f"{email}: {before_} became {after_}")

    @staticmethod
    def _owns(
        life: Lived, before: Stored, is_: dict[str, str], want: dict[str, str], guests: set[str]
    ) -> None:
        """Where the schedule and the event agree, the field is the schedule's again."""
        for name in FIELDS:
            if is_[name] == want[name]:
                life.written[name] = is_[name]
                life.edited.pop(name, None)
        life.invited = guests | (life.invited - (set(before.guests) - guests))


def values_wanted(wanted: WantedEvent) -> dict[str, str]:
    """Our fields as the model writes them."""
    return {
        "time": f"{wanted.start:%m-%dT%H:%M}/{wanted.end:%m-%dT%H:%M}",
        "title": wanted.title,
        "place": wanted.place,
        "text": wanted.text,
    }


def mails_due(before: Stored | None, after: Stored) -> set[str]:
    """Who hears of a write: of a time, a place or an invitation, not of words alone."""
    had = set(before.guests) if before and before.live else set()
    has = set(after.guests) if after.live else set()
    touched = had ^ has
    if before is not None and before.live and after.live:
        was, is_ = before.values(), after.values()
        tells = any(was[name] != is_[name] for name in ("time", "place"))
        words = any(was[name] != is_[name] for name in ("title", "text"))
        if tells or (touched and words):
            touched = had | has
    return touched - {OFFICE}
