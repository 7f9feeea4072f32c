"""What happens in a year, one occasion after the other: on a date that is set, on one that is held, or in a
month that has no date yet."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.district import District, Modality
from scheduler.inspection import Distances
from scheduler.model import Activity, Half, Schedule
from scheduler.schoolday import SchoolDays


class Certainty(StrEnum):
    """How sure a date is."""

    SET = "set"
    HELD = "held"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One activity in the year; without a `day` it may stand from `first` to `last`."""

    activity: Activity
    certainty: Certainty
    first: date
    last: date
    day: date | None = None
    half: Half | None = None
    drive_min: int = 0
    """Minutes everybody who comes drives to it and back, together."""

    @property
    def month(self) -> date:
        """The first day of the month it is in, or begins to be possible in."""
        return (self.day or self.first).replace(day=1)


def occasions(
    activities: Iterable[Activity], schedule: Schedule, district: District, days: SchoolDays
) -> tuple[Occasion, ...]:
    """Every activity as an occasion, in order of date; past ones that stand are among them."""
    way = Distances(district)
    held = {hold.activity: hold for hold in schedule.holds}
    standing = {key: schedule.activities[key] for key in schedule.placed}
    wanted = {**standing, **{one.id: one for one in activities}}
    found = []
    for activity in wanted.values():
        window = activity.window
        if slot := schedule.placed.get(activity.id):
            day = days.date_of(slot.start)
            found.append(
                Occasion(
                    activity=activity,
                    certainty=Certainty.SET,
                    first=day,
                    last=day,
                    day=day,
                    drive_min=_drive(activity, schedule, district, way),
                )
            )
        elif hold := held.get(activity.id):
            found.append(
                Occasion(
                    activity=activity,
                    certainty=Certainty.HELD,
                    first=hold.day,
                    last=hold.day,
                    day=hold.day,
                    half=hold.half,
                )
            )
        else:
            found.append(
                Occasion(
                    activity=activity,
                    certainty=Certainty.OPEN,
                    first=window.first,
                    last=window.last,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.activity.id)))


def _drive(activity: Activity, schedule: Schedule, district: District, way: Distances) -> int:
    """Minutes of driving, buffer included, for people of the district whose school is another."""
    slot = schedule.placed[activity.id]
    place = slot.school or activity.school
    if place is None or activity.modality is Modality.VIRTUAL:
        return 0
    people = (district.people.get(one) for one in schedule.people_at(activity.id))
    homes = [one.home_base or one.school for one in people if one and not one.external]
    return sum(way.minutes(home, place) + way.minutes(place, home) for home in homes if home)


def by_series(found: Sequence[Occasion]) -> Mapping[str, list[Occasion]]:
    """The occasions of each series by its id, in order of date."""
    groups: dict[str, list[Occasion]] = {}
    for one in found:
        if one.activity.series is not None:
            groups.setdefault(one.activity.series, []).append(one)
    return groups


def by_cohort(found: Sequence[Occasion]) -> Mapping[str, list[Occasion]]:
    """The occasions of each cohort by its id, in order of date."""
    groups: dict[str, list[Occasion]] = {}
    for one in found:
        if one.activity.cohort is not None and one.activity.series is None:
            groups.setdefault(one.activity.cohort, []).append(one)
    return groups


def how_sure(found: Sequence[Occasion]) -> Counter[Certainty]:
    """How many of them are set, held and open."""
    return Counter(one.certainty for one in found)
