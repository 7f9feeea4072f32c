"""A year of instructional rounds -> the rows of Rounds, RoundSeats and RoundEvidence."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.district import PersonId
from scheduler.model import Activity, ActivityId, Kind, Schedule, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.rounds.building import HALF_DAY, round_day
from scheduler.rounds.day import RoundDay
from sheets_templates.books.program_year import TENTATIVE
from sheets_templates.vocabulary.table import CellValue
from sheets_templates.writing.render_year import school_name

Record = dict[str, CellValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSeen:
    """One round as far as it is known; `day` None is no date yet, `slot` None no clock time.

    `new` are those of its people who are in no round before it.
    """

    activity: Activity
    day: date | None
    slot: Slot | None = None
    groups: RoundDay | None = None
    people: tuple[PersonId, ...] = ()
    new: frozenset[PersonId] = frozenset()


def rounds_seen(
    schedule: Schedule, asked: Iterable[Activity], availability: Availability
) -> tuple[RoundSeen, ...]:
    """Every round of the year, in order of date; those without one come last."""
    known = {one.id: one for one in (*asked, *schedule.activities.values())}
    held = {hold.activity: hold.day for hold in schedule.holds}
    before: set[PersonId] = set()
    found = [
        RoundSeen(activity=one, day=_day(one, held))
        for one in known.values()
        if one.kind is Kind.ROUND and one.id not in schedule.placed
    ]
    placed = [
        (slot, known[key]) for key, slot in schedule.placed.items() if known[key].kind is Kind.ROUND
    ]
    for slot, activity in sorted(placed, key=lambda pair: (pair[0].start, pair[1].id)):
        people = schedule.people_at(activity.id)
        found.append(
            RoundSeen(
                activity=activity,
                day=availability.days.date_of(slot.start),
                slot=slot,
                groups=_groups(activity, slot, people, availability, before),
                people=people,
                new=frozenset(people) - before,
            )
        )
        before |= set(people)
    return tuple(sorted(found, key=lambda one: (one.day or date.max, one.activity.id)))


def _day(activity: Activity, held: Mapping[ActivityId, date]) -> date | None:
    only = activity.window.first if activity.window.first == activity.window.last else None
    return held.get(activity.id, only)


def _groups(
    activity: Activity,
    slot: Slot,
    people: tuple[PersonId, ...],
    availability: Availability,
    before: Collection[PersonId],
) -> RoundDay | None:
    """Who walks with whom; None as long as there is no room to visit, or no time for one."""
    if not activity.rooms or not HALF_DAY.rooms_in(slot.minutes):
        return None
    return round_day(activity, slot, people, availability, taken_part=before)


def round_rows(
    rounds: Iterable[RoundSeen],
    availability: Availability,
    *,
    states: Mapping[ActivityId, str] | None = None,
    held: Collection[ActivityId] = (),
) -> list[Record]:
    """Rows of the Rounds tab; a round that is not given a state is `proposed`."""
    district, days = availability.district, availability.days
    return [
        {
            "round_id": one.activity.id,
            "school": school_name(one.activity, district),
            "date": one.day or "",
            "start": days.local(one.slot.start).time().replace(tzinfo=None) if one.slot else "",
            "groups": len(one.groups.groups) if one.groups else "",
            "rooms": "; ".join(one.activity.rooms),
            "people": len(one.people) or "",
            "roles": len({district.people[person].role for person in one.people}) or "",
            "new_people": len(one.new) if one.people else "",
            "state": _state(one, states or {}, held),
        }
        for one in rounds
    ]


def _state(one: RoundSeen, states: Mapping[ActivityId, str], held: Collection[ActivityId]) -> str:
    if one.slot is None:
        return TENTATIVE
    return "held" if one.activity.id in held else states.get(one.activity.id, "proposed")


def seat_rows(rounds: Iterable[RoundSeen], availability: Availability) -> list[Record]:
    """A row a person and round; without a group where no group has a seat left, or no room is named."""
    people = availability.district.people
    return [
        {
            "seat_id": f"{one.activity.id}.{person}",
            "round_id": one.activity.id,
            "date": one.day or "",
            "group": group,
            "person": people[person].name,
            "role": people[person].role.value,
            "first_time": "yes" if person in one.new else "no",
        }
        for one in rounds
        for group, person in _seats(one)
    ]


def _seats(one: RoundSeen) -> Iterator[tuple[CellValue, PersonId]]:
    """Group by group, then those without one."""
    groups = one.groups.groups if one.groups else ()
    for number, group in enumerate(groups, 1):
        yield from ((number, person) for person in group)
    seated = {person for group in groups for person in group}
    yield from (("", person) for person in one.people if person not in seated)


def evidence_rows(rounds: Iterable[RoundSeen]) -> list[Record]:
    """A row a visit, by its number and group alone: no room, no teacher, no clock time."""
    return [
        {
            "evidence_id": f"{one.activity.id}.v{number}",
            "round_id": one.activity.id,
            "date": one.day or "",
            "visit_no": number,
            "group": group,
        }
        for one in rounds
        if one.groups
        for number, group in one.groups.evidence
    ]
