"""What the saved schedule asks of each coach, and of teachers' preps."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.counts.coach_load import CoachWeek, coach_weeks
from scheduler.counts.prep_ledger import PrepWeek, prep_weeks
from scheduler.district import PersonId
from scheduler.naming import monday_of
from scheduler.prices.spread import Spread, spread
from workflow import Given, Workspace, saved


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachLoad:
    """One coach over the weeks asked for; `minutes` with people, `sites` the most schools on a day."""

    coach: PersonId
    events: int
    minutes: int
    share_in_cycles: int | None
    """Percent of her working time in weeks in which she has something; None where she has none."""
    sites: int


def coach_weeks_of(
    workspace: Workspace, given: Given, *, week: date | None = None
) -> Sequence[CoachWeek]:
    """Every week in which a coach has something; of one date's week alone, if asked."""
    weeks = coach_weeks(saved(workspace, given), given.district, given.days)
    return [one for one in weeks if week is None or one.monday == monday_of(week)]


def coach_loads(
    workspace: Workspace, given: Given, *, week: date | None = None
) -> Sequence[CoachLoad]:
    """Every coach who has something, by coach."""
    schedule = saved(workspace, given)
    weeks = coach_weeks_of(workspace, given, week=week)
    own: dict[PersonId, list[CoachWeek]] = defaultdict(list)
    for one in weeks:
        own[one.coach].append(one)
    mondays = {(one.coach, one.monday) for one in weeks}
    events: dict[PersonId, int] = defaultdict(int)
    for key, slot in schedule.placed.items():
        monday = monday_of(given.days.date_of(slot.start))
        for person in schedule.people_at(key):
            events[person] += (person, monday) in mondays
    return [_load(coach, events[coach], own[coach]) for coach in sorted(own)]


def _load(coach: PersonId, events: int, weeks: Sequence[CoachWeek]) -> CoachLoad:
    at_work = sum(one.at_work for one in weeks)
    in_cycles = sum(one.in_cycles for one in weeks)
    return CoachLoad(
        coach=coach,
        events=events,
        minutes=in_cycles + sum(one.other for one in weeks),
        share_in_cycles=round(100 * in_cycles / at_work) if at_work else None,
        sites=max(one.sites for one in weeks),
    )


def spread_of(loads: Sequence[CoachLoad]) -> Spread | None:
    """How unevenly the minutes are shared out; `gap` is in minutes."""
    return spread(one.minutes for one in loads)


def prep_ledger(
    workspace: Workspace, given: Given, *, week: date | None = None
) -> Sequence[PrepWeek]:
    """Every week in which somebody's own prep is used; what is to be made up stands in the workbook."""
    weeks = prep_weeks(saved(workspace, given), given.district, given.days)
    return [one for one in weeks if week is None or one.monday == monday_of(week)]
