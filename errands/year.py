"""A whole year: held as dates and half days first, given clock times window by window later.

Nothing here speaks to Google: holds are saved with the schedule and are no events.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import workflow
from scheduler.district import Role
from scheduler.naming import monday_of
from scheduler.partners.answers import standing
from scheduler.search.horizon import Horizon, joined, the_month_of
from scheduler.year.held import by_activity, without_a_time
from scheduler.year.holds import binds, hold
from scheduler.year.offered_halves import offered_halves
from sync.workspace.known import search_of, standing_in
from sync.workspace.searching import search_here

if TYPE_CHECKING:
    from scheduler.model import Activity, ActivityId, Half, Hold, Kind, Schedule
    from scheduler.search.lanes import Report
    from scheduler.search.partition import Search
    from workflow import Drafted, Given, Workspace

__all__ = ["Held", "held_of", "schedule_month", "schedule_year", "times_of_the_year"]
WINDOW = timedelta(weeks=4)
"""How much of a year is searched at a time: candidates of more than that need not be in memory together."""
PATIENCE = 10
"""A window of a year may take so many times as long as one search: it ends when its work is done, and only
far beyond what a busy computer needs by the clock, so that the same year comes out everywhere."""
EFFORT = 0.6
"""For each coach's week, when a whole year is given times: a fifth of what one week alone is given."""
AROUND = timedelta(weeks=5)
"""What stands this near a window is looked at with it: every rule looks at a month at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A year of holds as saved: `held` have a half day and no time, of them `new` are of this run, `open`
    have no date."""

    schedule: "Schedule"
    held: int
    new: int
    open: "tuple[Activity, ...]"
    kinds: "Mapping[Kind, int]"
    """Holds by kind."""


def schedule_year(workspace: "Workspace", given: "Given") -> Held:
    """Hold a date and half day for everything of the year that has neither; what has one keeps it."""
    known = workflow.what_is_known(workspace, given)
    now = workspace.clock(given.zone)
    base = standing_in(known, given, now)
    today = given.days.date_of(now)
    waiting = _waiting(given, today)
    by_timetable = offered_halves(given.district, given.days, given.activities)
    found = hold(
        [_without_partners(one) if waiting.get(one.id) else one for one in given.activities],
        given.district,
        given.days,
        placed=base.placed,
        holds=base.holds,
        today=today,
        offered=lambda one: waiting.get(one.id) or by_timetable(one),
    )
    wanted = {activity.id: activity for activity in given.activities}
    dated = {one.activity for one in found.holds} | {one.activity for one in found.open}
    schedule = replace(
        base,
        holds=found.holds,
        unplaced=(*(one for one in base.unplaced if one.activity not in dated), *found.open),
        activities={
            **base.activities,
            **{one.activity: wanted[one.activity] for one in found.open},
        },
    )
    workspace.save_draft(schedule)
    return Held(
        schedule=schedule,
        held=len(without_a_time(schedule)),
        new=len(found.holds) - len(base.holds),
        open=tuple(wanted[one.activity] for one in found.open),
        kinds=Counter(wanted[one.activity].kind for one in without_a_time(schedule)),
    )


def _waiting(given: "Given", today: date) -> "dict[ActivityId, frozenset[tuple[date, Half]]]":
    """The meetings partners have agreed on no half day for, with those they were asked about, none before
    anybody was."""
    found = (standing(one, given.district, today) for one in given.with_partners)
    return {
        one.activity: frozenset((when.day, when.half) for when in one.asked)
        for one in found
        if one.agreed is None
    }


def _without_partners(activity: "Activity") -> "Activity":
    """The meeting, needing nobody from outside: a tentative date is ours to keep until they answer."""
    others = tuple(one for one in activity.quorum if one[0] is not Role.EXTERNAL_PARTNER)
    return replace(activity, quorum=others)


def held_of(given: "Given", schedule: "Schedule") -> "Iterator[tuple[Hold, Activity]]":
    """What a schedule holds without a time, with the activities, in order of time."""
    wanted = {activity.id: activity for activity in given.activities}
    for one in without_a_time(schedule):
        if one.activity in wanted:
            yield one, wanted[one.activity]


def schedule_month(
    workspace: "Workspace",
    given: "Given",
    day: date,
    *,
    release: bool = False,
    report: "Report | None" = None,
) -> "tuple[Drafted, tuple[Activity, ...]]":
    """Find times for the weeks of a month, and the groups whose held half day has no time for them.

    With `release` such a group gives its half day up and looks again in all its dates.
    """
    horizon = the_month_of(day)
    drafted = workflow.make_schedule(workspace, given, horizon, report=report)
    stuck = _stuck(drafted)
    if not (release and stuck):
        return drafted, stuck
    ids = {activity.id for activity in stuck}
    draft = workspace.draft()
    workspace.save_draft(
        replace(draft, holds=tuple(one for one in draft.holds if one.activity not in ids))
    )
    again = workflow.make_schedule(workspace, given, horizon, report=report)
    return again, _stuck(again)


def _stuck(drafted: "Drafted") -> "tuple[Activity, ...]":
    held = by_activity(without_a_time(drafted.schedule))
    return tuple(one for one in drafted.wanted if one.id in held and binds(one))


def times_of_the_year(
    workspace: "Workspace", given: "Given", *, report: "Report | None" = None
) -> "Schedule":
    """Find clock times for the rest of the year, four weeks at a time, each window saved when found.

    What an earlier window found stands for the later ones.
    """
    known = workflow.what_is_known(workspace, given)
    now = workspace.clock(given.zone)
    base = standing_in(known, given, now)
    for window in windows(given, given.days.date_of(now)):
        search = search_of(known, base, workspace, given, window)
        if not search.activities:
            continue
        times = search_here(
            near(search, window, given),
            seconds=PATIENCE * workspace.settings.time_limit,
            workers=workspace.settings.workers,
            cases=workspace.state / "cases",
            report=report,
            effort=EFFORT,
        )
        base = joined(base, with_the_rest(times.schedule, search))
        workspace.save_draft(base)
    return base


def windows(given: "Given", today: date) -> Iterator[Horizon]:
    """The rest of the school year in windows of whole weeks, in order, none over another."""
    year = given.district.year
    monday = monday_of(max(today, year.first))
    while monday <= year.last:
        yield Horizon(first=monday, last=monday + WINDOW - timedelta(days=1))
        monday += WINDOW


def near(search: "Search", window: Horizon, given: "Given") -> "Search":
    """The search with only what stands near its window."""
    first, last = window.first - AROUND, (window.last or window.first) + AROUND
    standing = {
        key: slot
        for key, slot in search.standing.items()
        if first <= given.days.date_of(slot.start) <= last
    }
    return replace(search, standing=standing, known={key: search.known[key] for key in standing})


def with_the_rest(found: "Schedule", search: "Search") -> "Schedule":
    """What was found, with what stood too far away to be looked at."""
    return replace(
        found,
        placed={**search.standing, **found.placed},
        activities={**search.known, **found.activities},
    )
