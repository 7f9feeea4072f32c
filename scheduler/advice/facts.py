"""The facts that may stand in an activity's way, those a person would question first at the end."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from scheduler.advice.fact import Fact, Lift, asked_anew, taken_away, wanted
from scheduler.district import EVERYWHERE, AvailabilityRow, DayType, District, Offer, PersonId
from scheduler.model import Activity, ActivityId, Container
from scheduler.naming import clock_span_words, clock_words, notice_words
from scheduler.peoples_time.whose_days import counting_school
from scheduler.repair.case import Case

WEEKS_MORE = 2
"""How much later something may stand whose dates are lifted."""
LIMITS: Mapping[str, str] = {
    "visits_a_day": "visits a day",
    "blocks_running": "blocks in a row",
    "sites_a_day": "schools a day",
    "after_school_a_month": "meetings after school a month",
    "prep_uses_a_week": "planning periods a week",
    "substitutes_at_once": "substitutes at a time in a school",
}
FEW_DATES = 3
"""Dates, or times of day, that are told one by one."""
Change = Callable[[Activity], Activity]
MANY = 99
SHORT = 10
"""Minutes to which something may shrink whose length is lifted."""
OPENABLE = (Container.FREE, Container.PLC, Container.BEFORE_SCHOOL, Container.AFTER_SCHOOL)


def facts_about(case: Case, activity: Activity) -> tuple[Fact, ...]:
    """Each thing that may be in the way of it within its dates, and how to take it away."""
    return (
        *_holding(case, activity),
        *_driving(case),
        *_limits(case, activity),
        *_busy(case, activity),
        *_closed(case, activity),
        *_its_own(case, activity),
    )


def day_words(day: date) -> str:
    """Like 'Tue 8 Dec'."""
    return f"{day:%a} {day.day} {day:%b}"


def later(activity: Activity, weeks: int) -> Activity:
    """The same, which may stand some weeks longer."""
    window = activity.window
    return replace(activity, window=replace(window, last=window.last + timedelta(weeks=weeks)))


def opening(activity: Activity, container: Container) -> Activity:
    """The same, which may use one more kind of people's time."""
    return replace(activity, inside=tuple(dict.fromkeys((*activity.inside, container))))


def shorter(activity: Activity, minutes: int) -> Activity:
    return replace(activity, minutes_min=min(minutes, activity.minutes_min or activity.minutes))


def with_limit(case: Case, name: str, value: int) -> Case:
    """The case with another number in its contract; consent of each cohort goes with the planning periods."""
    district = case.district
    limits = replace(district.limits, **{name: value})  # type: ignore[arg-type]  # `LIMITS` are whole numbers
    if name == "prep_uses_a_week":
        cohorts = tuple(replace(one, prep_ok_per_week=value) for one in district.cohorts)
        return _in(case, replace(district, limits=limits, cohorts=cohorts))
    return _in(case, replace(district, limits=limits))


def _in(case: Case, district: District) -> Case:
    return replace(case, district=district)


def _name(case: Case, person: PersonId) -> str:
    return case.district.people[person].name


def _asked(activity: Activity, kind: str, says: str, change: Change) -> Fact:
    def lift(case: Case) -> Case:
        return asked_anew(case, change(wanted(case, activity.id)))

    return Fact(kind=kind, says=says, lift=lift)


def _its_own(case: Case, activity: Activity) -> Iterator[Fact]:
    """What it asks for itself: length, notice, kinds of time, what it follows, dates."""
    least = activity.minutes_min or activity.minutes
    if least > SHORT:
        says = f"it takes at least {least} minutes"
        yield _asked(activity, "length", says, lambda one: shorter(one, SHORT))
    if activity.notice:
        says = f"{notice_words(activity.notice)} is due"
        yield _asked(activity, "notice", says, lambda one: replace(one, notice=0))
    due = case.district.limits.notice_after_school
    if Container.AFTER_SCHOOL in activity.inside and activity.notice < due:
        says = f"{notice_words(due)} is due after school"
        lifted = partial(with_limit, name="notice_after_school", value=0)
        yield Fact(kind="notice", says=says, lift=lifted)
    for container in OPENABLE if activity.teaching is None else ():
        if container not in activity.inside:
            says = f"it does not use people's '{container.value}' time"
            yield _asked(activity, "time", says, partial(opening, container=container))
    for bond in activity.after:
        if not bond.soft:
            within = "" if bond.school_days is None else f" within {bond.school_days} school days"
            says = f"it has to follow {bond.earlier}{within}"
            yield _asked(activity, "order", says, lambda one: replace(one, after=()))
            break
    for gone in case.exclusions:
        if gone.activity == activity.id:
            when = case.days.local(gone.start)
            says = f"{day_words(when.date())}, {clock_words(when.time())} was declined"
            yield Fact(kind="declined", says=says, lift=_not_declined(gone.start))
    says = f"it has to stand by {day_words(activity.window.last)}"
    yield _asked(activity, "dates", says, lambda one: later(one, WEEKS_MORE))


def _not_declined(start: object) -> Lift:
    return lambda case: replace(
        case, exclusions=tuple(one for one in case.exclusions if one.start != start)
    )


def _closed(case: Case, activity: Activity) -> Iterator[Fact]:
    """Dates without school, blackout rows, rows that say never, days somebody does not work."""
    window = activity.window
    schools = {EVERYWHERE, counting_school(case.district, activity), activity.school}
    schools |= {case.district.people[one].school for one in activity.required}
    for row in case.district.days:
        if row.date in window and row.school in schools and row.day_type is not DayType.SCHOOL:
            says = f"{day_words(row.date)} is {row.note or row.day_type.value}"
            yield Fact(kind="school days", says=says, lift=_less("days", row))
    for black in case.district.blackouts:
        whose = black.person is None or black.person in activity.required
        if whose and black.first <= window.last and black.last >= window.first and not black.soft:
            who = _name(case, black.person) if black.person else black.grade or black.subject
            until = "" if black.last == black.first else f" to {day_words(black.last)}"
            why = f" ({black.reason})" if black.reason else ""
            says = f"{who or black.room or 'the school'} is blocked {day_words(black.first)}{until}"
            yield Fact(kind="blackout", says=says + why, lift=_less("blackouts", black))
    for person in activity.required:
        if rows := never_rows(case, activity, person):
            says = f"{_name(case, person)} cannot come {_spans(rows)} on some of its dates"
            yield Fact(kind="availability", says=says, lift=partial(may_come, rows=rows))
    for person in activity.required:
        if case.district.people[person].works:
            says = f"{_name(case, person)} does not work every day"
            yield Fact(kind="working days", says=says, lift=_works_daily(person))


def never_rows(case: Case, activity: Activity, person: PersonId) -> tuple[AvailabilityRow, ...]:
    """Her rows that say never, as far as they may be about dates of the activity."""
    return tuple(
        one
        for one in case.district.availability
        if one.offer is Offer.NEVER
        and one.person == person
        and (one.date is None or one.date in activity.window)
    )


def may_come(case: Case, *, rows: Collection[AvailabilityRow]) -> Case:
    """The case without these rows."""
    kept = tuple(one for one in case.district.availability if one not in rows)
    return _in(case, replace(case.district, availability=kept))


def _spans(rows: Collection[AvailabilityRow]) -> str:
    """From when to when, once each."""
    spans = sorted({(one.start, one.end) for one in rows})
    words = [clock_span_words(start, end) for start, end in spans[:FEW_DATES]]
    return ", ".join(words) + (" and at other times" if len(spans) > FEW_DATES else "")


def _less(field: str, row: object) -> Lift:
    """The district without one row of a table."""

    def lift(case: Case) -> Case:
        rows = tuple(one for one in getattr(case.district, field) if one != row)
        return _in(case, replace(case.district, **{field: rows}))  # type: ignore[arg-type]  # a field of rows

    return lift


def _works_daily(person: PersonId) -> Lift:
    def lift(case: Case) -> Case:
        daily = replace(case.district.people[person], works=())
        return _in(case, replace(case.district, people={**case.district.people, person: daily}))

    return lift


def _busy(case: Case, activity: Activity) -> Iterator[Fact]:
    """What is in people's own calendars on its dates, by person."""
    for person, dates in sorted(busy_dates(case, activity).items()):
        says = f"{_name(case, person)} is busy on {_listed(dates)}"
        yield Fact(kind="busy", says=says, lift=partial(not_busy, person=person, dates=dates))


def busy_dates(case: Case, activity: Activity) -> Mapping[PersonId, tuple[date, ...]]:
    """The dates of an activity on which its people's own calendars hold something, in order."""
    days = case.days
    found: dict[PersonId, set[date]] = {}
    for one in case.busy:
        day = days.date_of(one.start)
        if one.person in activity.required and day in activity.window:
            found.setdefault(one.person, set()).add(day)
    return {person: tuple(sorted(dates)) for person, dates in found.items()}


def _listed(dates: Sequence[date]) -> str:
    """All of a few dates, else how many between the first and the last."""
    if len(dates) <= FEW_DATES:
        return ", ".join(map(day_words, dates))
    return f"{len(dates)} days from {day_words(dates[0])} to {day_words(dates[-1])}"


def not_busy(case: Case, *, person: PersonId, dates: Collection[date]) -> Case:
    """The case with her own calendar empty on these dates."""
    days = case.days
    left = (
        one for one in case.busy if one.person != person or days.date_of(one.start) not in dates
    )
    return replace(case, busy=tuple(left))


def _limits(case: Case, activity: Activity) -> Iterator[Fact]:
    """Numbers of the contract; consent counts for time that is asked for only."""
    limits = case.district.limits
    for name, words in LIMITS.items():
        if name == "prep_uses_a_week" and Container.PREP not in activity.inside:
            continue
        if name not in limits.soft:
            says = f"the contract allows {getattr(limits, name)} {words}"
            yield Fact(kind="contract", says=says, lift=_much(name))


def _much(name: str) -> Lift:
    return lambda case: with_limit(case, name, MANY)


def _driving(case: Case) -> Iterator[Fact]:
    """All drives at once: that between two schools only matters with what stands there."""
    if len(case.district.schools) > 1:
        yield Fact(kind="drive", says="driving between schools takes time", lift=_at_once)


def _at_once(case: Case) -> Case:
    district = case.district
    limits = replace(district.limits, travel_minutes=0, travel_buffer=0)
    travel = tuple(replace(one, minutes=0, buffer=0) for one in district.travel)
    return _in(case, replace(district, limits=limits, travel=travel))


def _holding(case: Case, activity: Activity) -> Iterator[Fact]:
    """What stands with the same people within its dates, but what it has to follow."""
    people, days = set(activity.required), case.days
    follows = {one.earlier for one in activity.after}
    for key, slot in sorted(case.base.placed.items(), key=lambda one: (one[1].start, one[0])):
        day = days.date_of(slot.start)
        mine = case.base.activities[key]
        if key in follows or key == activity.id or day not in activity.window:
            continue
        if people.isdisjoint(case.base.people_at(key)):
            continue
        others = [_name(case, one) for one in mine.required if one != mine.leader]
        whom = f" with {others[0]}" if others else ""
        when = f"{day_words(day)}, {clock_words(days.local(slot.start).time())}"
        says = f"{_name(case, mine.leader)} has the {mine.kind.value}{whom} on {when}"
        yield Fact(kind="activity", says=says, lift=_gone(key), holder=key)


def _gone(key: ActivityId) -> Lift:
    return lambda case: taken_away(case, [key])
