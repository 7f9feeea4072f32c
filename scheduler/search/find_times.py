"""Find times: cut the search into lanes, run them, put them together, let the referee judge.

Pure but for the executor it is given: lanes go out as values and come back as values.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from scheduler.district import PersonId
from scheduler.errors import RefereeDisagreement
from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Proof, Schedule, Slot, Unplaced
from scheduler.peoples_time.availability import Availability
from scheduler.reasons.explain import Looked, explain, first_fit
from scheduler.referee.review import Verdict, review
from scheduler.schoolday import SchoolDays
from scheduler.search.lanes import Report, Solve, run_lanes
from scheduler.search.levels import Level
from scheduler.search.partition import (
    SHARED,
    Found,
    Lane,
    Search,
    by_leader,
    shared_events,
    with_standing,
)
from scheduler.slots.candidates import Sieve

EFFORT = 3.0
"""Deterministic time for one coach's week: most are proven best with a tenth of it, nearly all with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """A schedule with the referee's verdict on it; the verdict has no violation of the search's own.

    `levels` say how it stands to the best possible, where that was asked.
    """

    schedule: Schedule
    verdict: Verdict
    levels: tuple[Level, ...] = ()


def find_times(
    search: Search,
    *,
    executor: Executor,
    left: Callable[[], float],
    report: Report = lambda name, done, of: None,
    effort: float = EFFORT,
    solve: Solve | None = None,
    again: Solve | None = None,
    parallel: int = 1,
) -> Times:
    """Place what can be placed, at the lowest price found, and say why the rest was not.

    `left` gives the seconds that remain; each lane gets its share of them when `parallel` lanes run at
    a time. `solve` is what runs in the executor, by default `solve_lane`; `again` searches a lane alone
    whose process died. Raises RefereeDisagreement when a rule is broken by something that did not stand
    before: a bug, never a property of the input.
    """
    solve = solve or solve_here
    found: list[Found] = []
    shared = shared_events(search)
    rest = search
    if shared is not None:
        lane = Lane(name=SHARED, search=shared, effort=effort, seconds=left())
        found += run_lanes([lane], executor, solve, again=again)
        rest = with_standing(search, found[0].placed, shared.activities)
    parts = list(by_leader(rest))
    seconds = left() / max(1.0, len(parts) / parallel)
    lanes = [
        Lane(name=names_of(search, leaders), search=own, effort=effort, seconds=seconds)
        for leaders, own in parts
    ]
    found += run_lanes(lanes, executor, solve, again=again, report=report)
    placed = {key: slot for lane in found for key, slot in lane.placed.items()}
    return judged(search, placed, [proof for lane in found for proof in lane.proofs])


def solve_here(lane: Lane) -> Found:
    """`solve_lane`, which only the process that searches needs: OR-Tools takes a second to load."""
    from scheduler.search.solve import solve_lane

    return solve_lane(lane)


def names_of(search: Search, leaders: Iterable[PersonId]) -> str:
    """What a lane is called."""
    return " and ".join(search.district.people[leader].name for leader in leaders)


def judged(search: Search, found: Mapping[ActivityId, Slot], proofs: Iterable[Proof]) -> Times:
    """One schedule of what was found and what stands, filled up, explained and judged.

    Raises RefereeDisagreement when a rule is broken by something that did not stand before.
    """
    activities = {**search.known, **{activity.id: activity for activity in search.activities}}
    schedule = Schedule(
        activities=dict(sorted(activities.items())),
        placed=dict(sorted({**search.standing, **found}.items())),
        proofs=tuple(sorted(proofs, key=lambda proof: proof.part)),
        seed=search.seed,
    )
    schedule = _filled(search, schedule)
    verdict = review(inspection_of(search, schedule))
    if broken := verdict.new(frozenset(search.standing) | {pin.activity for pin in search.pins}):
        raise RefereeDisagreement(
            f"the schedule breaks a rule: {broken[0].says}",
            where=", ".join(broken[0].activities),
            fix="please report this; nothing was written",
        )
    return Times(schedule=replace(schedule, price=verdict.price), verdict=verdict)


def inspection_of(search: Search, schedule: Schedule) -> Inspection:
    """What the referee looks at for a schedule that this search made."""
    return Inspection(
        schedule=schedule,
        district=search.district,
        days=SchoolDays(search.district),
        published=search.published,
        busy=search.busy,
        pins=search.pins,
        exclusions=search.exclusions,
        standing=frozenset(search.standing),
        before=search.before,
        telling=search.telling,
        missed=search.missed,
    )


def _filled(search: Search, schedule: Schedule) -> Schedule:
    """Place what still fits while everything stays, and explain what does not.

    What has a pin comes first and is judged like what stands: people know that time, so no notice is due.
    """
    missing = [key for key in schedule.activities if key not in schedule.placed]
    if not missing:
        return schedule
    pinned = frozenset(pin.activity for pin in search.pins)
    inspection = inspection_of(search, schedule)
    inspection = replace(inspection, standing=inspection.standing | pinned)
    sieve = Sieve(
        Availability(search.district, inspection.days, search.busy),
        published=search.published,
        pins=search.pins,
        exclusions=search.exclusions,
    )
    offered = {key: sieve.candidates(schedule.activities[key]) for key in missing}
    looked: dict[ActivityId, Looked] = {}
    grown = True
    while grown:  # what was placed may be what something looked at before it had to follow
        grown = False
        for activity in _in_order((schedule.activities[key] for key in missing), pinned):
            if activity.id in schedule.placed:
                continue
            slot, looked[activity.id] = first_fit(inspection, offered[activity.id])
            if slot is not None:
                schedule = replace(schedule, placed={**schedule.placed, activity.id: slot})
                inspection = replace(inspection, schedule=schedule, reading=inspection.timetable)
                grown = True
    unplaced: list[Unplaced] = [
        explain(inspection, offered[key], looked[key])
        for key in missing
        if key not in schedule.placed
    ]
    return replace(
        schedule,
        placed=dict(sorted(schedule.placed.items())),
        unplaced=tuple(unplaced),
    )


def _in_order(activities: Iterable[Activity], pinned: frozenset[ActivityId]) -> list[Activity]:
    """What is pinned first, then the most valuable, and what others follow before what follows."""
    return sorted(
        activities, key=lambda one: (one.id not in pinned, len(one.after), -one.worth, one.id)
    )
