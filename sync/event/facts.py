"""What people did to our events, read off the events. Pure; the words of an answer are kept nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from scheduler.district import PersonId
from scheduler.model import Activity, ActivityId, Exclusion, Pin, Slot
from sync.event.found_event import FoundEvent
from sync.event.marks import Field, Marks, digests_of, values_of

MOVED = "moved in the calendar"
DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody answered to an event at `start`; `response` in Google's word.

    `comment` is for the person who runs this command: it is neither stored nor written anywhere.
    """

    activity: ActivityId
    person: PersonId
    response: str
    start: datetime
    comment: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """Fields of an event that a person wrote and that are hers now."""

    activity: ActivityId
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one look at the calendars brought; `stopped` are calendars that could not be read whole."""

    answers: tuple[Answer, ...] = ()
    pins: tuple[Pin, ...] = ()
    exclusions: tuple[tuple[PersonId, Exclusion], ...] = ()
    """Times not to be offered again, with whose answer says so."""
    deleted: tuple[ActivityId, ...] = ()
    edited: tuple[Edited, ...] = ()
    stopped: tuple[str, ...] = ()

    def __add__(self, other: "Facts") -> "Facts":
        return Facts(
            answers=self.answers + other.answers,
            pins=self.pins + other.pins,
            exclusions=self.exclusions + other.exclusions,
            deleted=self.deleted + other.deleted,
            edited=self.edited + other.edited,
            stopped=self.stopped + other.stopped,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Turns a live event of ours into facts.

    `people` maps addresses in lower case to persons; `placed` is where the schedule has things.
    """

    people: Mapping[str, PersonId]
    activities: Mapping[ActivityId, Activity]
    placed: Mapping[ActivityId, Slot]
    now: datetime

    def read(self, activity: ActivityId, found: FoundEvent, marks: Marks) -> Facts:
        """Answers, a drag, and edits; a guest who declines excludes the time if she is needed."""
        answers = tuple(self._answers(activity, found))
        is_ = digests_of(values_of(found))
        words = (Field.TITLE, Field.PLACE, Field.TEXT)
        edited = tuple(f for f in words if is_[f] != marks.base.get(f))
        moved = is_[Field.TIME] != marks.base.get(Field.TIME)
        pin = self._pin(activity, found) if moved else None
        return Facts(
            answers=answers,
            pins=(pin,) if pin else (),
            exclusions=tuple(self._exclusions(answers, found)),
            edited=(Edited(activity=activity, fields=edited),) if edited else (),
        )

    def _answers(self, activity: ActivityId, found: FoundEvent) -> Iterable[Answer]:
        if found.start is None:
            return
        for guest in found.attendees:
            person = self.people.get(guest.email)
            if person is not None and guest.response != "needsAction":
                yield Answer(
                    activity=activity,
                    person=person,
                    response=guest.response,
                    start=found.start,
                    comment=guest.comment,
                )

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

    def _pin(self, activity: ActivityId, found: FoundEvent) -> Pin | None:
        """The place a person moved it to; nothing for one made an all-day event or put into the past."""
        if not found.start or not found.end or found.start < self.now:
            return None
        minutes = int((found.end - found.start).total_seconds()) // 60
        if minutes <= 0:
            return None
        stood = self.placed.get(activity)
        slot = (
            replace(stood, start=found.start, minutes=minutes, block="")
            if stood
            else Slot(start=found.start, minutes=minutes)
        )
        return Pin(activity=activity, slot=slot, because=MOVED)
