"""What a repair starts from, and what each activity may do in it: four levels, the firmest first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scheduler.district import Busy, District, PersonId
from scheduler.model import Activity, ActivityId, Exclusion, Pin, Schedule
from scheduler.peoples_time.whose_days import counting_school
from scheduler.repair.impossible import Lost
from scheduler.schoolday import SchoolDays


class Level(StrEnum):
    """How firmly an activity stands."""

    LOST = "it lost its time"
    """Moved or cancelled, whatever people said to it."""
    FIXED = "it never moves for another's sake"
    """Begun, fixed by hand, accepted by somebody, or so near that a change would come without the notice
    agreed."""
    SENT = "moving it tells people"
    DRAFT = "nobody was told yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a repair starts from.

    `base` stands and `told` is what people know; `accepted` are those of it somebody said yes to, at the
    time it has. `pins` were made by people, `exclusions` are times they declined. `district` has every
    disruption laid over it. `lost` names starts in either schedule.
    """

    district: District
    activities: tuple[Activity, ...]
    base: Schedule
    told: Schedule
    lost: Lost
    accepted: frozenset[ActivityId] = frozenset()
    fresh: frozenset[ActivityId] = frozenset()
    """What has to happen only since somebody joined: it takes a time beside all that stands."""
    pins: tuple[Pin, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    busy: tuple[Busy, ...] = ()
    now: datetime
    seed: int = 1

    @property
    def days(self) -> SchoolDays:
        return SchoolDays(self.district)

    def hears_of(self, key: ActivityId) -> frozenset[PersonId]:
        """Who was told of it: they hear of any change."""
        return frozenset(self.told.people_at(key)) if key in self.told.placed else frozenset()

    def goes_another_way(self, key: ActivityId, than: Schedule) -> bool:
        """Whether it is by call now and was not in that schedule, or the other way round."""
        now = next((one for one in self.activities if one.id == key), None)
        then = than.activities.get(key)
        return now is not None and then is not None and now.modality is not then.modality


def opened(case: Case) -> tuple[Activity, ...]:
    """What stands at a time that is lost."""
    return tuple(
        one
        for one in case.activities
        if (slot := case.base.placed.get(one.id)) and (one.id, slot.start) in case.lost
    )


def levels(case: Case) -> Mapping[ActivityId, Level]:
    """How firmly each activity stands that has a time."""
    days = case.days
    pinned = {pin.activity for pin in case.pins}
    lost = {one.id for one in opened(case)}
    found: dict[ActivityId, Level] = {}
    for key, slot in case.base.placed.items():
        if key in lost:
            found[key] = Level.LOST
        elif (
            slot.start <= case.now
            or key in pinned
            or key in case.accepted
            or _near(case, days, key)
        ):
            found[key] = Level.FIXED
        else:
            found[key] = Level.SENT if key in case.told.placed else Level.DRAFT
    return found


def _near(case: Case, days: SchoolDays, key: ActivityId) -> bool:
    """Whether it was told, and a change now would come with less than the notice agreed."""
    told = case.told.placed.get(key)
    if told is None:
        return False
    activity = case.base.activities[key]
    school = counting_school(case.district, activity)
    left = days.count(school, days.date_of(case.now), days.date_of(told.start))
    return left < activity.notice


def and_what_follows(case: Case, keys: Collection[ActivityId]) -> frozenset[ActivityId]:
    """These, and what stands, has not begun and must come after one of them, directly or not."""
    found = set(keys)
    grown = True
    while grown:
        new = {
            one.id
            for one in case.activities
            if one.id not in found
            and (slot := case.base.placed.get(one.id))
            and slot.start > case.now
            and any(after.earlier in found and not after.soft for after in one.after)
        }
        found |= new
        grown = bool(new)
    return frozenset(found)
