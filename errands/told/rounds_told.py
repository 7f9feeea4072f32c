"""What is told of instructional rounds: the year's seats, and one round's day with its groups and rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.counts.coverage import CoverNeed, cover_needs
from scheduler.district import PersonId
from scheduler.errors import SettingsError
from scheduler.model import Activity, Kind
from scheduler.peoples_time.availability import Availability
from scheduler.rounds.building import round_day
from scheduler.rounds.day import RoundDay
from scheduler.rounds.year import RoundsYear, Seats, random_breadth, wrong_with, year_of
from workflow import Given, Workspace, saved, what_is_known

__all__ = ["RoundTold", "YearTold", "the_round_on", "the_year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTold:
    """The broadest seats of the year's rounds, beside a random year and the best there could be."""

    year: RoundsYear
    seats: Seats
    breadth: int
    best: int
    random: float

    @property
    def people(self) -> frozenset[PersonId]:
        """Everybody who takes part in some round."""
        return frozenset(person for seated in self.seats.values() for person in seated)

    @property
    def missing(self) -> tuple[str, ...]:
        """What seats and covers do not allow: a quorum, a second role for each group."""
        return wrong_with(self.year, self.seats)

    @property
    def left_out(self) -> frozenset[PersonId]:
        """Who could come to some round and has no seat in any."""
        could = {person for one in self.year.rounds for person in one.able}
        return frozenset(could - self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTold:
    """One round's day, and the classes its visitors leave to others."""

    activity: Activity
    day: RoundDay
    covers: tuple[CoverNeed, ...]


def the_year(workspace: Workspace, given: Given) -> YearTold:
    """The seats of all rounds of the input; what people were told of and what is past stays as it was.

    Raises:
        SettingsError: there is no round in the input.
    """
    from scheduler.rounds.seats import seat_the_year

    known = what_is_known(workspace, given)
    year = year_of(
        given.activities,
        Availability(given.district, given.days),
        placed=known.draft.placed,
        told=known.published,
        today=given.days.date_of(workspace.clock(given.zone)),
    )
    if not year.rounds:
        raise SettingsError(
            "There is no instructional round in the input.",
            where="Series",
            fix="Add rows with the structure rounds: 4 to 6 dates for a year.",
        )
    seated = seat_the_year(year, seed=workspace.settings.seed)
    return YearTold(
        year=year,
        seats=seated.seats,
        breadth=seated.breadth,
        best=seated.best,
        random=random_breadth(year, workspace.settings.seed),
    )


def the_round_on(workspace: Workspace, given: Given, day: date) -> Sequence[RoundTold]:
    """The rounds of the saved schedule on a day, at whatever school.

    Raises:
        SettingsError: none has a time on that day.
        InputError: a round has no rooms, or no time for one.
    """
    schedule, days = saved(workspace, given), given.days
    rounds = [
        (schedule.activities[key], slot)
        for key, slot in sorted(schedule.placed.items(), key=lambda pair: pair[1])
        if schedule.activities[key].kind is Kind.ROUND
    ]
    availability = Availability(given.district, days)
    covers = cover_needs(schedule, availability)
    told = [
        RoundTold(
            activity=activity,
            day=round_day(
                activity,
                slot,
                schedule.people_at(activity.id),
                availability,
                taken_part={
                    person
                    for earlier, before in rounds
                    if before.end <= slot.start
                    for person in schedule.people_at(earlier.id)
                },
            ),
            covers=tuple(need for need in covers if need.activity == activity.id),
        )
        for activity, slot in rounds
        if days.date_of(slot.start) == day
    ]
    if not told:
        has = sorted({days.date_of(slot.start).isoformat() for _, slot in rounds})
        raise SettingsError(
            f"No round has a time on {day}.",
            fix=f"Name one of: {', '.join(has)}." if has else "Find times: bellweave schedule week",
        )
    return told
