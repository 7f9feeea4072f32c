"""Which activities a run finds times for, and what stands while it does.

A week holds what `partition.weeks` groups into it, what earlier weeks still owe, and what later weeks
hold that must be announced before their turn comes. Everything else that has a time keeps it; what is
past is never looked for again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.district import District
from scheduler.model import Activity, ActivityId, Exclusion, Kind, Pin, Reason, Schedule, Slot
from scheduler.naming import monday_of
from scheduler.peoples_time.whose_days import counting_school
from scheduler.schoolday import SchoolDays
from scheduler.search.partition import Search, weeks
from scheduler.year.held import holds_that_stand, on_their_days, other_halves
from scheduler.year.holds import binds

DAYS_A_WEEK = 5
TOO_LATE = Reason(rule="keep_to_the_window", says="its dates are over")


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """Weeks to find times for: from the Monday `first` up to the Sunday `last`, None for no end."""

    first: date
    last: date | None = None


def the_week_of(day: date) -> Horizon:
    """The Monday-to-Sunday week that holds a day."""
    monday = monday_of(day)
    return Horizon(first=monday, last=monday + timedelta(days=6))


def the_month_of(day: date) -> Horizon:
    """The weeks that hold the days of a month, whole weeks at both ends."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Horizon(first=monday_of(first), last=monday_of(last) + timedelta(days=6))


def from_the_week_of(day: date) -> Horizon:
    """That week and all that follow."""
    return Horizon(first=monday_of(day))


def the_next_week(activities: Sequence[Activity], today: date) -> Horizon:
    """The week after today's, or the first later one in which anything begins."""
    following = monday_of(today) + timedelta(days=7)
    mondays = [monday_of(_first(group)) for group in weeks(activities)]
    return the_week_of(min((one for one in mondays if one >= following), default=following))


def chosen(
    activities: Sequence[Activity],
    horizon: Horizon,
    *,
    placed: Mapping[ActivityId, Slot],
    exclusions: Iterable[Exclusion] = (),
    now: datetime,
    today: date,
) -> tuple[Activity, ...]:
    """What to find times for: the horizon's own activities, earlier ones that may still stand in it,
    later ones whose notice is a week or more, and in any week what was declined with what follows it.

    Nothing whose time has begun, whose dates are over, or that follows something without a time.
    """
    begun = {key for key, slot in placed.items() if slot.start <= now}
    declined = _declined(activities, placed, exclusions)
    found: dict[ActivityId, Activity] = {}
    for group in weeks(activities):
        monday = monday_of(_first(group))
        owed = monday < horizon.first
        for activity in _first_things_first(group):
            if activity.id in begun or activity.window.last < today:
                continue
            if activity.id in declined:
                found[activity.id] = activity
                continue
            if horizon.last is not None and monday > horizon.last + _ahead(activity):
                continue
            if owed and not _still_owed(activity, horizon, found, placed):
                continue
            found[activity.id] = activity
    return tuple(activity for activity in activities if activity.id in found)


def _declined(
    activities: Iterable[Activity],
    placed: Mapping[ActivityId, Slot],
    exclusions: Iterable[Exclusion],
) -> set[ActivityId]:
    """What stands at a time somebody declined, and what has to come after that."""
    refused = {
        one.activity
        for one in exclusions
        if (slot := placed.get(one.activity)) and slot.start == one.start
    }
    following = {
        activity.id
        for activity in activities
        if any(after.earlier in refused and not after.soft for after in activity.after)
    }
    return refused | following


def _ahead(activity: Activity) -> timedelta:
    """How much earlier than its own week something is looked for: as many weeks as its notice fills.

    Found only on the Friday before, a session with five school days' notice could stand on no day of its
    week but the last.
    """
    return timedelta(weeks=-(-activity.notice // DAYS_A_WEEK)) * (activity.notice >= DAYS_A_WEEK)


def _first(group: Sequence[Activity]) -> date:
    return min(activity.window.first for activity in group)


def _first_things_first(group: Sequence[Activity]) -> list[Activity]:
    return sorted(group, key=lambda one: (len([a for a in one.after if not a.soft]), one.id))


def _still_owed(
    activity: Activity,
    horizon: Horizon,
    found: Mapping[ActivityId, Activity],
    placed: Mapping[ActivityId, Slot],
) -> bool:
    """Whether something of an earlier week has no time yet, may still stand in this one, and everything
    it has to come after has a time or is looked for as well."""
    if activity.id in placed or activity.window.last < horizon.first:
        return False
    needed = (after.earlier for after in activity.after if not after.soft)
    return all(earlier in found or earlier in placed for earlier in needed)


def still_standing(
    schedule: Schedule, activities: Iterable[Activity], district: District, now: datetime
) -> Schedule:
    """The schedule without what is no longer wanted, each activity as the district has it now.

    What is past stays as it was, unless somebody in it is on no roster any more.
    """
    wanted = {activity.id: activity for activity in activities}
    kept = {
        key: slot
        for key, slot in schedule.placed.items()
        if (key in wanted or slot.start <= now) and _all_known(schedule, key, district)
    }
    as_now = {key: wanted.get(key, schedule.activities[key]) for key in kept}
    kept = {
        key: slot if slot.start <= now else as_short(schedule.activities[key], as_now[key], slot)
        for key, slot in kept.items()
    }
    today = now.astimezone(ZoneInfo(district.year.zone)).date()
    open_ones = tuple(
        replace(one, reasons=(TOO_LATE,), options=())
        if wanted[one.activity].window.last < today
        else one
        for one in schedule.unplaced
        if one.activity in wanted
    )
    still = replace(
        schedule,
        activities={**{one.activity: wanted[one.activity] for one in open_ones}, **as_now},
        placed=kept,
        unplaced=open_ones,
    )
    return replace(still, holds=holds_that_stand(still, wanted.values(), district, today))


def as_short(before: Activity, activity: Activity, slot: Slot) -> Slot:
    """The slot, ending earlier where the activity has become shorter, as the last session does with a member
    less. A length somebody gave it by hand stays."""
    asked_for = slot.minutes == before.minutes
    return replace(slot, minutes=min(slot.minutes, activity.minutes)) if asked_for else slot


def _all_known(schedule: Schedule, key: ActivityId, district: District) -> bool:
    return all(person in district.people for person in schedule.people_at(key))


def with_pins(schedule: Schedule, pins: Iterable[Pin]) -> Schedule:
    """The schedule with everything pinned at its pin; a pin of something unknown is left alone."""
    pinned = {pin.activity: pin.slot for pin in pins if pin.activity in schedule.activities}
    unplaced = tuple(one for one in schedule.unplaced if one.activity not in pinned)
    return replace(schedule, placed={**schedule.placed, **pinned}, unplaced=unplaced)


def kept_as_told(
    published: Schedule,
    chosen_ones: Iterable[Activity],
    exclusions: Iterable[Exclusion],
    *,
    district: District,
    days: SchoolDays,
    today: date,
) -> tuple[Pin, ...]:
    """Pins for what people were told and nobody declined, where it must not move by itself.

    A session, because a whole group arranged itself around it; anything so near that a change would come
    without the notice agreed.
    """
    refused = {(one.activity, one.start) for one in exclusions}
    pins: list[Pin] = []
    for activity in chosen_ones:
        slot = published.placed.get(activity.id)
        if slot is None or (activity.id, slot.start) in refused:
            continue
        slot = as_short(published.activities[activity.id], activity, slot)
        school = counting_school(district, activity)
        notice = days.count(school, today, days.date_of(slot.start))
        if activity.kind is Kind.SESSION or notice < activity.notice:
            because = "everybody was told this time"
            pins.append(Pin(activity=activity.id, slot=slot, because=because))
    return tuple(pins)


def joined(before: Schedule, found: Schedule) -> Schedule:
    """What was found, with what `before` says of activities this run did not look at."""
    untouched = tuple(one for one in before.unplaced if one.activity not in found.activities)
    rest = {one.activity: before.activities[one.activity] for one in untouched}
    return replace(
        found,
        activities=dict(sorted({**found.activities, **rest}.items())),
        unplaced=(*found.unplaced, *untouched),
        holds=tuple(
            one
            for one in before.holds
            if one.activity not in found.placed or binds(found.activities[one.activity])
        ),
    )


def search_for(
    horizon: Horizon,
    district: District,
    days: SchoolDays,
    activities: Sequence[Activity],
    *,
    base: Schedule,
    published: Schedule,
    pins: Sequence[Pin] = (),
    exclusions: Sequence[Exclusion] = (),
    not_held: Collection[ActivityId] = (),
    now: datetime,
    seed: int,
) -> Search:
    """The search for a horizon: what it does not look for and has a time in `base` stands.

    Visits that were `not_held` count as missed, like those that never had a time.
    A group that holds a half day finds its time there or nowhere, until people were told.
    """
    today = days.date_of(now)
    pinned = {pin.activity for pin in pins}
    holds = [
        one
        for one in base.holds
        if one.activity not in pinned and one.activity not in published.placed
    ]
    activities = on_their_days(activities, holds)
    wanted = chosen(
        activities, horizon, placed=base.placed, exclusions=exclusions, now=now, today=today
    )
    ids = {activity.id for activity in wanted}
    by_hand = tuple(pin for pin in pins if pin.activity in ids)
    free = [one for one in wanted if one.id not in {pin.activity for pin in by_hand}]
    told = kept_as_told(published, free, exclusions, district=district, days=days, today=today)
    standing = {key: slot for key, slot in base.placed.items() if key not in ids}
    return Search(
        district=district,
        activities=wanted,
        standing=standing,
        known={key: base.activities[key] for key in standing},
        before={key: slot for key, slot in published.placed.items() if key in ids},
        pins=(*by_hand, *told),
        exclusions=(
            *(one for one in exclusions if one.activity in ids),
            *other_halves(wanted, holds, days),
        ),
        published=today,
        seed=seed,
        missed=frozenset(
            one.id
            for one in activities
            if one.kind is Kind.VISIT
            and one.window.first < horizon.first
            and (one.id not in base.placed or one.id in not_held)
            and one.id not in ids
        ),
    )
