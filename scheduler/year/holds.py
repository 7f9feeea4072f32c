"""Tentative dates for a year: each activity gets a date and a half day, and no clock time.

Made from dates alone, so that a year can be laid out in August. What stands already, and what was held
before, keeps its date; everything else takes the best half day that is left, groups before single
meetings and each month before the next, so that a year needs no more memory than its list of holds.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.district import DayType, District, SchoolId, SeriesId
from scheduler.model import (
    Activity,
    ActivityId,
    Container,
    Half,
    Hold,
    Kind,
    Reason,
    Slot,
    Unplaced,
    Window,
)
from scheduler.naming import monday_of, notice_words
from scheduler.peoples_time.whose_days import counting_school
from scheduler.schoolday import SchoolDays
from scheduler.year.half_days import HalfDays, half_of
from scheduler.year.offered_halves import Offered, nothing_known

RULE = "hold_half_days"
HALVES = tuple(Half)
TESTING, WISH, SWITCH, EVE = 60, 40, 12, 10
"""Prices of a day, in minutes of somebody's load: tests, another weekday than wished, one more school for
the leader, the day beside a break."""
LONG = 7
"""Days; in a longer window the middle is best, so that a monthly meeting keeps its distance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The holds of a year in order of time, and what found no half day, with reasons."""

    holds: tuple[Hold, ...]
    open: tuple[Unplaced, ...]


def binds(activity: Activity) -> bool:
    """Whether its hold is a promise to a group. Coach and teacher alone may settle on another day of
    their week once the timetable is known."""
    return activity.shared or len(activity.required) > 2 or bool(activity.invited)


def hold(
    activities: Sequence[Activity],
    district: District,
    days: SchoolDays,
    *,
    placed: Mapping[ActivityId, Slot],
    holds: Iterable[Hold] = (),
    today: date,
    offered: Offered = nothing_known,
) -> Held:
    """Hold a half day for everything that has neither a time nor a hold and whose dates are not over.

    A group gets one of the half days `offered` to it, where any are known.
    """
    book = _Book(district, days, activities, offered)
    for key, slot in placed.items():
        book.note(key, days.date_of(slot.start), half_of(days, slot.start))
    for one in holds:
        if one.activity not in placed:
            book.note(one.activity, one.day, one.half)
    kept = list(holds)
    missed = []
    for activity in sorted(activities, key=book.turn):
        if activity.id in book.at or activity.window.last <= today:
            continue
        found = book.best(activity, today)
        if isinstance(found, Unplaced):
            missed.append(found)
        else:
            book.note(activity.id, found.day, found.half)
            kept.append(found)
    return Held(holds=tuple(sorted(kept)), open=tuple(missed))


class _Book:
    """What is held so far, and the best half day for one more."""

    def __init__(
        self,
        district: District,
        days: SchoolDays,
        activities: Iterable[Activity],
        offered: Offered,
    ) -> None:
        self._district = district
        self._days = days
        self._activities = {activity.id: activity for activity in activities}
        self._room = HalfDays(district, days)
        self._offered = offered
        self._leads_to = {
            after.earlier
            for activity in self._activities.values()
            for after in activity.after
            if not after.soft
        }
        self._last: dict[SeriesId, Half] = {}
        self._soonest: dict[tuple[SchoolId, int], date] = {}
        self.at: dict[ActivityId, tuple[date, Half]] = {}

    def turn(self, activity: Activity) -> tuple[object, ...]:
        """Whose turn it is: shared events, then week by week groups before pairs, and what is followed
        before what follows it."""
        return (
            not activity.shared,
            activity.window.last.replace(day=1) if activity.shared else _week(activity),
            len(activity.required) <= 2,
            self._depth(activity),
            activity.kind is not Kind.VISIT,
            activity.window.last - activity.window.first,
            activity.id,
        )

    def _depth(self, activity: Activity) -> int:
        earlier = [self._activities.get(one.earlier) for one in activity.after if not one.soft]
        return 1 + max((self._depth(one) for one in earlier if one), default=0)

    def note(self, key: ActivityId, day: date, half: Half) -> None:
        """Let an activity stand there; one that is asked for no more only keeps its place in order."""
        self.at[key] = (day, half)
        if activity := self._activities.get(key):
            self._room.take(activity, day, half)
            if activity.series:
                self._last[activity.series] = half

    def best(self, activity: Activity, today: date) -> Hold | Unplaced:
        """The cheapest half day; of equals the first."""
        why: Counter[str] = Counter()
        found: tuple[int, date, int] | None = None
        offered = self._offered(activity) if binds(activity) else frozenset()
        for day in _dates(activity.window, today):
            not_then = (
                self._too_soon(activity, day, today)
                or self._out_of_order(activity, day)
                or self._room.no_day(activity, day)
            )
            if not_then:
                why[not_then] += 1
                continue
            price = self._price(activity, day)
            for number, half in enumerate(HALVES):
                if offered and (day, half) not in offered:
                    why["the timetable leaves no time"] += 1
                    continue
                if taken := self._early(activity, day, half) or self._room.no_half(
                    activity, day, half
                ):
                    why[taken] += 1
                    continue
                here = price + self._half_price(activity, day, half)
                if found is None or here < found[0]:
                    found = (here, day, number)
        if found is None:
            return Unplaced(activity=activity.id, reasons=_reasons(why))
        return Hold(activity=activity.id, day=found[1], half=HALVES[found[2]])

    def _too_soon(self, activity: Activity, day: date, today: date) -> str:
        """Whether its notice, in school days from today, could not be kept."""
        school = activity.school or counting_school(self._district, activity)
        key = (school, activity.notice)
        if key not in self._soonest:
            self._soonest[key] = self._days.after_notice(school, today, activity.notice)
        if day >= self._soonest[key]:
            return ""
        return f"{notice_words(activity.notice)} is due"

    def _out_of_order(self, activity: Activity, day: date) -> str:
        for after in activity.after:
            if after.soft or after.earlier not in self._activities:
                continue
            earlier = self.at.get(after.earlier)
            if earlier is None:
                return "what comes before it has no date"
            if day < earlier[0]:
                return "what comes before it is later"
            if after.school_days is not None:
                school = counting_school(self._district, activity)
                if self._days.count(school, earlier[0], day) > after.school_days:
                    return f"more than {after.school_days} school days after what comes before it"
        return ""

    def _early(self, activity: Activity, day: date, half: Half) -> str:
        """Whether it would stand in the morning of a day whose afternoon holds what comes before it."""
        before = (self.at.get(after.earlier) for after in activity.after if not after.soft)
        if half is Half.MORNING and (day, Half.AFTERNOON) in before:
            return "what comes before it is later"
        return ""

    def _price(self, activity: Activity, day: date) -> int:
        room, window = self._room, activity.window
        school = activity.school or counting_school(self._district, activity)
        row = self._days.row(school, day)
        price = max(room.load(person, day) for person in activity.people)
        price += TESTING * bool(row and row.day_type is DayType.TESTING)
        price += EVE * self._days.eve_of_break(school, day)
        price += SWITCH * room.elsewhere(activity, day)
        if activity.weekday_wish is not None:
            price += WISH * (day.weekday() != activity.weekday_wish)
        if (window.last - window.first).days > LONG:
            price += 4 * abs((day - window.first).days - (window.last - day).days)
        elif activity.id in self._leads_to:
            price += 25 * (day - window.first).days
        for after in activity.after:
            if (earlier := self.at.get(after.earlier)) and not after.soft:
                price += 30 * (day - earlier[0]).days
            elif earlier and (day < earlier[0]):
                price += WISH
        return price

    def _half_price(self, activity: Activity, day: date, half: Half) -> int:
        """A session would rather be in the afternoon, a series in the half it was in before."""
        if activity.inside[:1] == (Container.EVENING,):
            return WISH * (half is Half.MORNING)
        if activity.series:
            before = self._last.get(activity.series)
            return 5 * bool(before and before is not half)
        return 5 * (activity.kind is Kind.SESSION and half is Half.MORNING)


def _week(activity: Activity) -> date:
    return monday_of(activity.window.first)


def _dates(window: Window, today: date) -> Iterator[date]:
    """The dates of a window after today."""
    day = max(window.first, today + timedelta(days=1))
    while day <= window.last:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


def _reasons(why: Counter[str]) -> tuple[Reason, ...]:
    if not why:
        return (Reason(rule=RULE, says="no weekday of its dates is left"),)
    return tuple(Reason(rule=RULE, says=says, count=count) for says, count in why.most_common(6))
