"""What a change somebody asked for by hand does: what moves, who hears of it, what it costs the wishes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduler.district import PersonId
from scheduler.model import ActivityId, Schedule
from scheduler.repair.case import Case
from scheduler.repair.worse import worse


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """`asked` names what the wish was about; `moved` and `gone` have another time or none, it among them.

    `people` hear of it with the next push: everybody of an event that was sent and is changed by this.
    `worse` is in points by term, better below nought.
    """

    asked: frozenset[ActivityId]
    moved: tuple[ActivityId, ...] = ()
    gone: tuple[ActivityId, ...] = ()
    people: frozenset[PersonId] = frozenset()
    worse: Mapping[str, int] = field(default_factory=dict)

    @property
    def others(self) -> tuple[ActivityId, ...]:
        """What changed beside what was asked about: it has to follow something that has no time any more."""
        return tuple(key for key in (*self.moved, *self.gone) if key not in self.asked)

    @property
    def proven(self) -> bool:
        """Whether no way to grant the wish changes less: nothing else changed, or only what cannot stand.

        What must follow something without a time has none either, so a wish to leave something out can do no
        less. A wish that moves other things would need a search to say so.
        """
        return all(key in self.gone for key in self.others)


def effect(case: Case, after: Schedule, asked: frozenset[ActivityId]) -> Effect:
    """What `after` changes of what stands; who hears is counted against what people were told."""
    stood, now, told = case.base.placed, after.placed, case.told.placed
    changed = sorted(key for key in {*stood, *now} if stood.get(key) != now.get(key))
    heard = [key for key in changed if key in told and now.get(key) != told[key]]
    people = {person for key in heard for person in case.told.people_at(key)}
    people |= {person for key in heard if key in now for person in after.people_at(key)}
    return Effect(
        asked=asked,
        moved=tuple(key for key in changed if key in now),
        gone=tuple(key for key in changed if key not in now),
        people=frozenset(people),
        worse=worse(case, after),
    )
