"""The sessions one person took part in, with their minutes: what is asked for when a licence is renewed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from scheduler.district import PersonId
from scheduler.model import Activity, ActivityId, Schedule, Slot
from scheduler.schoolday import SchoolDays


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A session that somebody marked as held; `noted` says that the minutes are real and not planned."""

    activity: ActivityId
    on: date
    what: str
    about: str
    minutes: int
    noted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """One person's sessions in order of date, and how many more are over that nobody has marked."""

    sessions: tuple[Held, ...]
    unmarked: int = 0

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.sessions)

    @property
    def as_planned(self) -> int:
        """Of how many sessions the minutes are those that were planned."""
        return sum(not one.noted for one in self.sessions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What is known of sessions: held or not, real minutes, and who did not come though it was held."""

    held: frozenset[ActivityId]
    not_held: frozenset[ActivityId] = frozenset()
    minutes: Mapping[ActivityId, int] = field(default_factory=dict)
    came: frozenset[ActivityId] = frozenset()
    """What the person is marked to have come to herself, whatever is known of the whole."""
    stayed_away: frozenset[ActivityId] = frozenset()


def hours_of(
    person: PersonId,
    told: Schedule,
    days: SchoolDays,
    marked: Marked,
    *,
    first: date,
    last: date,
    today: date,
) -> Hours:
    """Her sessions from `first` to `last`, both included; nothing from `today` on counts yet."""
    sessions: list[Held] = []
    unmarked = 0
    for key, slot in told.placed.items():
        on = days.date_of(slot.start)
        if not first <= on <= last or on >= today or person not in told.people_at(key):
            continue
        if key in marked.stayed_away or key in marked.not_held:
            continue
        if key in marked.held or key in marked.came:
            sessions.append(_held(told.activities[key], slot, on, marked.minutes))
        else:
            unmarked += 1
    return Hours(
        sessions=tuple(sorted(sessions, key=lambda one: (one.on, one.activity))), unmarked=unmarked
    )


def of_those(person: PersonId, told: Schedule) -> Collection[PersonId]:
    """Who led something she was in: those whose marks say whether it was held."""
    return {told.activities[key].leader for key in told.placed if person in told.people_at(key)}


def _held(activity: Activity, slot: Slot, on: date, minutes: Mapping[ActivityId, int]) -> Held:
    noted = minutes.get(activity.id)
    return Held(
        activity=activity.id,
        on=on,
        what=activity.kind.value,
        about=activity.label,
        minutes=slot.minutes if noted is None else noted,
        noted=noted is not None,
    )
