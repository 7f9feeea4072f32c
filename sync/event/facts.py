"""What people did to our events, read off the events. Pure; the words of an answer are kept nowhere."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from scheduler.district import PersonId
from scheduler.errors import BellweaveError
from scheduler.model import Activity, ActivityId, Exclusion, Pin, Slot
from sync.event.answering import answered_by_itself
from sync.event.found_event import FoundEvent, Guest
from sync.event.identity import guest_mark
from sync.event.marks import Field, Marks, digests_of, values_of

MOVED = "moved in the calendar"
DECLINED = "declined"
OPEN = "needsAction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody answered to an event at `start`; `response` in Google's word.

    `comment` is for the person who runs this command: it is neither stored nor written anywhere.
    `automatic` says that her calendar seems to have answered, not she.
    """

    activity: ActivityId
    person: PersonId
    response: str
    start: datetime
    comment: str = field(default="", repr=False, compare=False)
    automatic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """Fields of an event that a person wrote and that are hers now; `signs` are their fingerprints."""

    activity: ActivityId
    fields: tuple[Field, ...]
    signs: tuple[str, ...] = field(default=(), repr=False, compare=False)


class Deed(StrEnum):
    """What was done to the guest list."""

    INVITED = "invited by hand"
    TAKEN_OUT = "taken out by hand"
    NO_ROOM = "the room declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestNews:
    """Something a person did to the guest list, or a room that declined; people win, it stays so.

    `sign` names nobody; `person` is None for somebody from elsewhere, of whom `name` is for the person
    who runs this command only.
    """

    activity: ActivityId
    deed: Deed
    sign: str
    person: PersonId | None = None
    name: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """A calendar that was not read, and why in words; nothing was concluded about it."""

    calendar: str
    owner: PersonId
    says: str = field(default="", compare=False)
    missing: int = 0
    """How many events would have to be taken for deleted, where that is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherZone:
    """A calendar whose own time zone is not the school's; the instants in it are what they were."""

    calendar: str
    owner: PersonId
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one look at the calendars brought."""

    answers: tuple[Answer, ...] = ()
    reopened: tuple[tuple[ActivityId, PersonId], ...] = ()
    """Who has to answer again, because the event moved after she did."""
    pins: tuple[Pin, ...] = ()
    exclusions: tuple[tuple[PersonId, Exclusion], ...] = ()
    """Times not to be offered again, with whose answer says so."""
    deleted: tuple[ActivityId, ...] = ()
    edited: tuple[Edited, ...] = ()
    guests: tuple[GuestNews, ...] = ()
    zones: tuple[OtherZone, ...] = ()
    stopped: tuple[Stopped, ...] = ()
    unread: tuple[PersonId, ...] = ()
    """People whose busy times could not be read this time."""
    ended_by: tuple[BellweaveError, ...] = ()
    """Why the look ended before its time, where it did; what is told here was kept all the same."""

    def __add__(self, other: "Facts") -> "Facts":
        both: dict[str, Any] = {
            one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(Facts)
        }
        return Facts(**both)


PutAt = Callable[[Activity | None, Slot | None, datetime, int], Slot]
"""The slot of an activity that stood in a slot, at a start a person chose, so many minutes long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Turns a live event of ours into facts.

    `people` maps addresses in lower case to persons; `placed` is where the schedule has things.
    """

    people: Mapping[str, PersonId]
    activities: Mapping[ActivityId, Activity]
    placed: Mapping[ActivityId, Slot]
    now: datetime
    put_at: PutAt

    def read(self, activity: ActivityId, found: FoundEvent, marks: Marks) -> Facts:
        """Everything the event tells; a guest who declines excludes the time if she is needed."""
        answers = tuple(self._answers(activity, found))
        is_ = digests_of(values_of(found))
        words = (Field.TITLE, Field.PLACE, Field.TEXT)
        edited = tuple(f for f in words if is_[f] != marks.base.get(f))
        moved = is_[Field.TIME] != marks.base.get(Field.TIME)
        pin = self._pin(activity, found) if moved else None
        hers = Edited(activity=activity, fields=edited, signs=tuple(is_[f] for f in edited))
        return Facts(
            answers=answers,
            reopened=tuple(self._open(activity, found)),
            pins=(pin,) if pin else (),
            exclusions=tuple(self._exclusions(answers, found)),
            edited=(hers,) if edited else (),
            guests=tuple(self._guests(activity, found, marks)),
        )

    def _answers(self, activity: ActivityId, found: FoundEvent) -> Iterable[Answer]:
        if found.start is None:
            return
        for guest in found.attendees:
            person = self.people.get(guest.email)
            if person is not None and guest.response != OPEN:
                yield Answer(
                    activity=activity,
                    person=person,
                    response=guest.response,
                    start=found.start,
                    comment=guest.comment,
                    automatic=answered_by_itself(guest, found),
                )

    def _open(
        self, activity: ActivityId, found: FoundEvent
    ) -> Iterable[tuple[ActivityId, PersonId]]:
        """Those who have not answered what stands there now."""
        for guest in found.attendees:
            person = self.people.get(guest.email)
            if person is not None and guest.response == OPEN:
                yield activity, person

    def _exclusions(
        self, answers: Iterable[Answer], found: FoundEvent
    ) -> Iterable[tuple[PersonId, Exclusion]]:
        for answer in answers:
            needed = self._needs(answer.activity, answer.person)
            if answer.response == DECLINED and needed and found.start and found.end:
                yield (
                    answer.person,
                    Exclusion(
                        activity=answer.activity,
                        start=found.start,
                        end=found.end,
                        because=DECLINED,
                    ),
                )

    def _needs(self, activity: ActivityId, person: PersonId) -> bool:
        """Whether it cannot be without that person; an activity we no longer know needs everybody."""
        known = self.activities.get(activity)
        return known is None or person in known.required

    def _guests(self, activity: ActivityId, found: FoundEvent, marks: Marks) -> Iterable[GuestNews]:
        """Who was invited or taken out by hand; nothing where Google left guests out of its answer."""
        there = {guest_mark(marks.key, guest.email): guest for guest in found.attendees}
        for sign, guest in there.items():
            deed = _deed(guest, ours=sign in marks.guests)
            if deed is not None:
                yield GuestNews(
                    activity=activity,
                    deed=deed,
                    sign=sign,
                    person=self.people.get(guest.email),
                    name=str(guest.extra.get("displayName") or guest.email),
                )
        gone = marks.guests - set(there)
        if not gone or found.attendees_omitted:
            return
        by_sign = {guest_mark(marks.key, email): who for email, who in self.people.items()}
        for sign in sorted(gone):
            person = by_sign.get(sign)
            yield GuestNews(activity=activity, deed=Deed.TAKEN_OUT, sign=sign, person=person)

    def _pin(self, activity: ActivityId, found: FoundEvent) -> Pin | None:
        """The place a person moved it to; nothing for one made an all-day event or put into the past."""
        if not found.start or not found.end or found.start < self.now:
            return None
        minutes = int((found.end - found.start).total_seconds()) // 60
        if minutes <= 0:
            return None
        known, stood = self.activities.get(activity), self.placed.get(activity)
        slot = self.put_at(known, stood, found.start, minutes)
        return Pin(activity=activity, slot=slot, because=MOVED)


def _deed(guest: Guest, *, ours: bool) -> Deed | None:
    """What a guest who is there tells; people we invited and rooms that said yes tell nothing."""
    if guest.resource:
        return Deed.NO_ROOM if guest.response == DECLINED else None
    return None if ours or guest.organizer or not guest.email else Deed.INVITED
