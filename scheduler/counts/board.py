"""What a Board is told on a day: reach, fidelity, gates, schools, rounds by role. Aggregates only."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.counts.reach import SMALLEST_CELL, Record, Share
from scheduler.model import ActivityId, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """The numbers on a date, included; `reach` is of nobody where it would be told of a few people.

    `roles` counts different people who took part in a round, the largest role first. `updates` are the
    dates on which the Board is told, given ones with what they could say then.
    """

    on: date
    reach: Share
    fidelity: Share
    gates: Share
    schools: Share
    rounds: Share
    roles: tuple[tuple[str, int], ...] = ()
    updates: tuple[tuple[date | None, Share, Share, Share], ...] = ()

    @property
    def people_in_rounds(self) -> int:
        return sum(count for _, count in self.roles)


def board_page(
    record: Record, on: date, dates: Mapping[ActivityId, date | None] | None = None
) -> BoardPage:
    """What can be told on that date; `dates` are those of the updates."""
    rounds = [one.id for one in record.asked if one.kind is Kind.ROUND]
    held = [key for key in record.took_place(on) if key in rounds]
    people = {person for key in held for person in record.told.people_at(key)}
    roles = Counter(record.district.people[one].role.value for one in people)
    found = [one for one in record.support() if one.school is not None]
    updates = sorted((dates or {}).values(), key=lambda day: day or date.max)
    return BoardPage(
        on=on,
        reach=told_of_enough(record.reach(on)),
        fidelity=record.fidelity(on),
        gates=record.gates(on),
        schools=Share(count=sum(one.served > 0 for one in found), of=len(found)),
        rounds=Share(count=len(held), of=len(rounds)),
        roles=tuple(sorted(roles.items(), key=lambda pair: (-pair[1], pair[0]))),
        updates=tuple(
            (
                day,
                told_of_enough(record.reach(day or on)),
                record.fidelity(day or on),
                record.gates(day or on),
            )
            for day in updates
        ),
    )


def told_of_enough(share: Share) -> Share:
    """Nothing where it would be told of a few people."""
    return share if share.of >= SMALLEST_CELL else Share(count=0, of=0)
