"""What would give an activity a time: changes that were tried, with everything that comes with them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scheduler.advice.fact import asked_anew, wanted
from scheduler.advice.facts import (
    LIMITS,
    MANY,
    OPENABLE,
    busy_dates,
    day_words,
    later,
    may_come,
    never_rows,
    not_busy,
    opening,
    shorter,
)
from scheduler.advice.fitting import fit
from scheduler.district import PersonId
from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Container, Schedule, Slot
from scheduler.naming import monday_of
from scheduler.referee.review import what_if
from scheduler.repair.case import Case
from scheduler.repair.make_ups import led_by, qualifies
from scheduler.repair.repair import Find

MOST = 3
"""Ways that are told."""
SHORTER = (3, 4)
"""To this part of its least length something may be asked to shrink: three quarters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A change of the input, in words; `changed` is the case with it."""

    kind: str
    says: str
    changed: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A change that gives `activity` the `slot`, and what else it does.

    `moved` are other activities that get another time, `people` those beyond its own who were told of
    them. `schedule` keeps every rule of the changed case as far as anything new or moved goes.
    """

    kind: str
    says: str
    activity: ActivityId
    slot: Slot
    moved: tuple[ActivityId, ...]
    people: frozenset[PersonId]
    effects: tuple[str, ...]
    changed: Case
    schedule: Schedule


def ways(
    case: Case, key: ActivityId, find: Find, most: int = MOST, *, never: Collection[str] = ()
) -> tuple[Way, ...]:
    """Up to so many, each of another kind and none of `never`, in the order of what is least to ask."""
    found: dict[str, Way] = {}
    for tried in _to_try(case, key):
        if len(found) == most:
            break
        if tried.kind not in {*found, *never} and (way := _tried(case, key, tried, find)):
            found[tried.kind] = way
    return tuple(found.values())


def _tried(case: Case, key: ActivityId, tried: Tried, find: Find) -> Way | None:
    """The way, if it leads anywhere and the referee has nothing against it."""
    after = fit(tried.changed, key, find).schedule
    if after is None:
        return None
    before = case.base.placed
    moved = tuple(one for one in before if one != key and after.placed[one] != before[one])
    if broken(tried.changed, after, (key, *moved)):
        return None
    told = [one for one in moved if one in case.told.placed]
    people = {person for one in told for person in case.hears_of(one) | {*after.people_at(one)}}
    people -= set(after.people_at(key))
    return Way(
        kind=tried.kind,
        says=tried.says,
        activity=key,
        slot=after.placed[key],
        moved=moved,
        people=frozenset(people),
        effects=tuple(_effects(case, key, after, moved, people)),
        changed=tried.changed,
        schedule=after,
    )


def broken(case: Case, schedule: Schedule, keys: Sequence[ActivityId]) -> tuple[str, ...]:
    """What the referee says against some placements of a schedule."""
    inspection = Inspection(
        schedule=schedule,
        district=case.district,
        days=case.days,
        published=case.days.date_of(case.now),
        busy=case.busy,
        exclusions=case.exclusions,
        standing=frozenset(schedule.placed) - frozenset(keys),
    )
    return tuple(
        one.says
        for key in keys
        for one in what_if(inspection, key, schedule.placed[key])
        if not one.soft
    )


def _to_try(case: Case, key: ActivityId) -> Iterator[Tried]:
    """Others move; another coach; a week later; a row opened; other time; one more; shorter."""
    activity = wanted(case, key)
    yield Tried(kind="move", says="other events make room", changed=case)
    yield from _colleagues(case, activity)
    late = asked_anew(case, later(activity, 1))
    yield Tried(kind="later", says="it may stand a week later", changed=late)
    yield from _rows(case, activity)
    if activity.teaching is None:
        for container in OPENABLE:
            if container not in activity.inside:
                says = f"it may use people's '{container.value}' time"
                yield Tried(
                    kind="time", says=says, changed=asked_anew(case, opening(activity, container))
                )
    yield from _one_more(case, activity)
    if activity.notice:
        says = f"people hear of it less than {activity.notice} school days before"
        yield Tried(kind="notice", says=says, changed=asked_anew(case, replace(activity, notice=0)))
    least = activity.minutes_min or activity.minutes
    fewer = least * SHORTER[0] // SHORTER[1]
    says = f"it may take {fewer} minutes instead of {least}"
    yield Tried(kind="length", says=says, changed=asked_anew(case, shorter(activity, fewer)))


def _colleagues(case: Case, activity: Activity) -> Iterator[Tried]:
    """Others who may lead it, those with the fewest activities in its weeks first."""
    load = loads(case, case.base, activity)
    able = [
        person
        for person in case.district.people.values()
        if qualifies(person, activity, case.district, activity.window.first)
    ]
    for person in sorted(able, key=lambda one: (load.get(one.id, 0), one.name))[:MOST]:
        says = f"{person.name} leads it"
        changed = asked_anew(case, led_by(activity, person.id))
        yield Tried(kind="coach", says=says, changed=changed)


def _rows(case: Case, activity: Activity) -> Iterator[Tried]:
    window, district = activity.window, case.district
    for row in district.blackouts:
        near = row.first <= window.last and row.last >= window.first
        if near and (row.person is None or row.person in activity.required):
            rows = tuple(one for one in district.blackouts if one != row)
            who = district.people[row.person].name if row.person else row.reason or "the school"
            says = f"the block of {who} from {day_words(row.first)} on is lifted"
            opened = replace(case, district=replace(district, blackouts=rows))
            yield Tried(kind="blackout", says=says, changed=opened)
    for person in activity.required:
        if nevers := never_rows(case, activity, person):
            says = f"{district.people[person].name} can come after all when the rows say never"
            yield Tried(kind="blackout", says=says, changed=may_come(case, rows=nevers))
    for person, dates in sorted(busy_dates(case, activity).items()):
        for day in dates:
            says = f"{district.people[person].name} were free on {day_words(day)}"
            free = not_busy(case, person=person, dates=(day,))
            yield Tried(kind="busy", says=says, changed=free)


def _one_more(case: Case, activity: Activity) -> Iterator[Tried]:
    limits = case.district.limits
    for name, words in LIMITS.items():
        if name == "prep_uses_a_week" or name in limits.soft:
            continue  # consent of people is no number to raise for one meeting
        now = getattr(limits, name)
        if now < MANY:
            more = replace(limits, **{name: now + 1})
            says = f"the contract allows {now + 1} {words} instead of {now}"
            changed = replace(case, district=replace(case.district, limits=more))
            yield Tried(kind="contract", says=says, changed=changed)


def loads(case: Case, schedule: Schedule, activity: Activity) -> Mapping[PersonId, int]:
    """How many activities of its kind each leads in the weeks in which it may stand."""
    mondays = {monday_of(activity.window.first), monday_of(activity.window.last)}
    found: dict[PersonId, int] = {}
    for key, slot in schedule.placed.items():
        own = schedule.activities[key]
        if own.kind is activity.kind and monday_of(case.days.date_of(slot.start)) in mondays:
            found[own.leader] = found.get(own.leader, 0) + 1
    return found


def _effects(
    case: Case,
    key: ActivityId,
    after: Schedule,
    moved: Sequence[ActivityId],
    people: "set[PersonId]",
) -> Iterator[str]:
    yield f"moves {_count(len(moved), 'other event')}" if moved else "moves nothing else"
    if people:
        yield f"{_count(len(people), 'other person', 'other people')} notified"
    before, now = wanted(case, key), after.activities[key]
    weeks = (case.days.date_of(after.placed[key].start) - before.window.last).days
    if weeks > 0:
        yield f"{_count(-(-weeks // 7), 'week')} late"
    if now.leader != before.leader:
        then, more = loads(case, case.base, now), loads(case, after, now)
        name = case.district.people[now.leader].name
        had, has = then.get(now.leader, 0), more.get(now.leader, 0)
        yield f"gives it to {name}: {had} to {has} of its kind in these weeks"
    if Container.PREP is after.placed[key].container:
        yield "uses a planning period"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
