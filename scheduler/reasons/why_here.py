"""Why an activity stands where it does, as one would say it: what its time is to the people in it.

Read off the schedule and the district, not off the search, so it is true of what a person moved as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from scheduler.district import District, PersonId
from scheduler.model import Activity, ActivityId, Container, Kind, Pin, Schedule, Slot
from scheduler.schoolday import SchoolDays

TIMES: Mapping[Container, str] = {
    Container.PREP: "planning period",
    Container.FREE: "free time",
    Container.PLC: "PLC time",
    Container.EARLY_RELEASE: "early release",
    Container.BEFORE_SCHOOL: "before school",
    Container.AFTER_SCHOOL: "after school",
    Container.EVENING: "an evening",
    Container.STAFF_DAY: "a staff day",
}
_WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known beside one activity: the whole schedule, what is fixed and what people were told."""

    schedule: Schedule
    district: District
    days: SchoolDays
    told: Schedule
    pins: Mapping[ActivityId, Pin] = field(default_factory=dict)


def why_here(key: ActivityId, around: Around) -> str:
    """A few words, joined by semicolons; '' where nothing is known."""
    activity, slot = around.schedule.activities[key], around.schedule.placed[key]
    return "; ".join(dict.fromkeys(_words(activity, slot, around)))


def _words(activity: Activity, slot: Slot, around: Around) -> Iterator[str]:
    if pin := around.pins.get(activity.id):
        yield pin.because
    told = around.told.placed.get(activity.id)
    if told is not None and told.start == slot.start:
        yield "people were told this time"
    yield from _time_of(activity, slot, around)
    weekday = around.days.date_of(slot.start).weekday()
    if activity.weekday_wish == weekday:
        yield f"{_WEEKDAYS[weekday]} were agreed"
    yield from _after(activity, slot, around)
    yield from _there_anyway(activity, slot, around)


def _time_of(activity: Activity, slot: Slot, around: Around) -> Iterator[str]:
    """What the time is to those who are met."""
    block = f", period {slot.block}" if slot.block.isdecimal() else ""
    if activity.teaching is not None:
        subject = f" {activity.subject.lower()}" if activity.subject else ""
        yield f"{_name(activity.teaching, around.district)} teaches{subject} then{block}"
    elif slot.container in TIMES:
        others = [one for one in activity.required if one != activity.leader]
        whose = f"{_name(others[0], around.district)}'s" if len(others) == 1 else "everybody's"
        own = slot.container in (Container.PREP, Container.FREE, Container.PLC)
        yield f"{whose} {TIMES[slot.container]}{block}" if own else TIMES[slot.container] + block


def _after(activity: Activity, slot: Slot, around: Around) -> Iterator[str]:
    """How soon it comes after what it follows."""
    for after in activity.after:
        earlier = around.schedule.placed.get(after.earlier)
        if after.soft or earlier is None or earlier.end > slot.start:
            continue
        kind = around.schedule.activities[after.earlier].kind
        name = "visit" if kind is Kind.VISIT else kind.value
        first, then = (around.days.date_of(one.start) for one in (earlier, slot))
        yield f"{_days_later(first, then)} the {name}"


def _days_later(first: date, then: date) -> str:
    count = (then - first).days
    return "the same day as" if count == 0 else "the day after" if count == 1 else "after"


def _there_anyway(activity: Activity, slot: Slot, around: Around) -> Iterator[str]:
    """Whether the coach is at that school on that day for something else too."""
    day, placed = around.days.date_of(slot.start), around.schedule.placed
    if slot.school is None or len(around.district.schools) < 2:
        return
    for key, other in placed.items():
        if key == activity.id or other.school != slot.school:
            continue
        leads = around.schedule.activities[key].leader == activity.leader
        if leads and around.days.date_of(other.start) == day:
            yield f"you are at {around.district.schools[slot.school].name} that day"
            return


def _name(person: PersonId, district: District) -> str:
    return district.people[person].name if person in district.people else "a colleague"
