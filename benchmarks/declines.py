"""Declines on the demo district: one event is declined at a time, and put right with a proof.

The schedule that stands is the one the district was drawn around, all of it sent; of the events somebody
accepted a fixed share. Each decline is a case of its own: nothing of the one before remains. The clock covers
the repair in a process that is warm, from the decline to the repaired schedule the referee has let pass;
reading the input and asking Google are not in it.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from benchmarks.figures import Figure, at_most, exactly
from benchmarks.sizes import Size
from config.structures import shipped_structures
from scheduler.demo.made_up import FIRST_MONDAY, Demo, demo_district
from scheduler.model import ActivityId, Exclusion, Kind, Schedule
from scheduler.repair.case import Case
from scheduler.repair.impossible import declined
from scheduler.repair.least_change import least_change
from scheduler.repair.repair import Reach, Repaired, repair
from scheduler.schoolday import SchoolDays
from scheduler.search.partition import Lane, Search
from scheduler.search.solve import solve_lane

SEED = 46
"""Which events are declined and which were accepted, whatever the district's seed is."""
ACCEPTED = 0.6
"""Of what was sent, how much somebody had said yes to."""
AHEAD = timedelta(weeks=2)
"""People decline what is at most so far ahead."""
SOLVED_AGAIN = 10
"""Every so many declines its coach's weeks are also simply solved again."""
EFFORT = 0.6
AT_MOST_S, OTHERS, SHARE = 2.0, 3.0, 1 / 20
OFTEN = (Kind.VISIT, Kind.DEBRIEF, Kind.PLANNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One decline: what the repair did, how long it took, and what solving again would move."""

    declined: ActivityId
    repaired: Repaired
    seconds: float
    cpu_s: float
    again: int | None = None


def measure(size: Size) -> Iterator[Figure]:
    """So many declines on one district of the size for each seed."""
    for seed in size.seeds:
        demo = demo_district(
            seed, structures=shipped_structures(), coaches=size.coaches, schools=size.schools
        )
        yield from _figures(f"declines, seed {seed}", list(declines(demo, size.declines)))


def declines(demo: Demo, count: int, *, again: bool = True) -> Iterator[Tried]:
    """So many declines, drawn by the fixed seed, each repaired by itself."""
    rng = random.Random(SEED)
    days = SchoolDays(demo.district)
    base = standing(demo)
    accepted = frozenset(key for key in sorted(base.placed) if rng.random() < ACCEPTED)
    moments = [
        days.instant(FIRST_MONDAY + timedelta(weeks=week, days=-3), demo.district.habits.publish_at)
        for week in range(1, 6)
    ]
    for number in range(count):
        now = rng.choice(moments)
        key = rng.choice(_could_be_declined(base, now))
        case = case_of(demo, base, key, now, accepted)
        began, worked = time.perf_counter(), time.process_time()
        repaired = repair(case, least_change)
        seconds, cpu_s = time.perf_counter() - began, time.process_time() - worked
        solved = again and number % SOLVED_AGAIN == 0
        yield Tried(
            declined=key,
            repaired=repaired,
            seconds=seconds,
            cpu_s=cpu_s,
            again=solved_again(case, key) if solved else None,
        )


def standing(demo: Demo) -> Schedule:
    """The schedule the district was drawn around."""
    known = {one.id: one for one in demo.activities if one.id in demo.witness}
    return Schedule(activities=known, placed=dict(sorted(demo.witness.items())))


def _could_be_declined(base: Schedule, now: datetime) -> list[ActivityId]:
    """What a teacher could decline then: the next two weeks' events of cycles."""
    return [
        key
        for key, slot in base.placed.items()
        if base.activities[key].kind in OFTEN and now < slot.start < now + AHEAD
    ]


def case_of(
    demo: Demo, base: Schedule, key: ActivityId, now: datetime, accepted: frozenset[ActivityId]
) -> Case:
    """The case of one event declined; who declined it has not accepted it."""
    slot = base.placed[key]
    exclusion = Exclusion(activity=key, start=slot.start, end=slot.end, because="declined")
    return Case(
        district=demo.district,
        activities=tuple(base.activities.values()),
        base=base,
        told=base,
        lost=declined(base, [exclusion], now),
        accepted=accepted - {key},
        exclusions=(exclusion,),
        now=now,
    )


def solved_again(case: Case, key: ActivityId) -> int:
    """How many events move when the weeks of that coach that are ahead are simply searched anew."""
    leader = case.base.activities[key].leader
    wanted = {
        one: slot
        for one, slot in case.base.placed.items()
        if slot.start > case.now
        and case.base.activities[one].leader == leader
        and not case.base.activities[one].shared
    }
    standing = {one: slot for one, slot in case.base.placed.items() if one not in wanted}
    search = Search(
        district=case.district,
        activities=tuple(case.base.activities[one] for one in wanted),
        standing=standing,
        known={one: case.base.activities[one] for one in standing},
        exclusions=case.exclusions,
        published=case.days.date_of(case.now),
    )
    found = solve_lane(Lane(name="again", search=search, effort=EFFORT, seconds=60.0)).placed
    return sum(
        found.get(one) is None or found[one].start != slot.start for one, slot in wanted.items()
    )


def _figures(part: str, tried: Sequence[Tried]) -> Iterator[Figure]:
    seconds = sorted(one.seconds for one in tried)
    proven = sum(one.repaired.proven for one in tried)
    others = [len(one.repaired.others) for one in tried]
    again = [one.again for one in tried if one.again is not None]
    moved = [len(one.repaired.touched) for one in tried if one.again is not None]
    yield Figure(part=part, name="repaired with proof", **exactly(len(tried), proven))
    whole = sum(one.repaired.reach is Reach.EVERY for one in tried)
    yield Figure(part=part, name="of these: no repair at all tells fewer", value=whole)
    late = percentile(seconds)
    yield Figure(part=part, name="one repair, 95th percentile", **at_most(AT_MOST_S, late, "s"))
    cpu_s = percentile([one.cpu_s for one in tried])
    yield Figure(
        part=part, name="one repair, 95th percentile of CPU", **at_most(AT_MOST_S, cpu_s, "s")
    )
    middle = seconds[len(seconds) // 2]
    yield Figure(part=part, name="one repair, median", value=middle, unit="s")
    yield Figure(part=part, name="one repair, longest", value=seconds[-1], unit="s")
    effort = max(one.repaired.effort for one in tried)
    yield Figure(part=part, name="most deterministic time of one repair", value=effort)
    mean = sum(others) / len(others)
    yield Figure(part=part, name="others moved, mean", **at_most(OTHERS, mean))
    yield Figure(part=part, name="others moved, most", value=max(others))
    left = sum(bool(one.repaired.cancelled) for one in tried)
    yield Figure(part=part, name="declines that leave something out", value=left)
    people = sum(len(one.repaired.people) for one in tried) / len(tried)
    yield Figure(part=part, name="people told, mean", value=people)
    if again:
        share = sum(moved) / sum(again)
        shown = f"{share:.3f} ({sum(moved)} / {sum(again)} events, {len(again)} cases)"
        name = "moved / moved when solved again"
        figure: dict[str, Any] = {**at_most(SHARE, share), "shown": shown}
        yield Figure(part=part, name=name, **figure)


def percentile(found: Sequence[float], share: int = 95) -> float:
    """The smallest that so many of a hundred do not exceed."""
    return sorted(found)[max(0, -(-len(found) * share // 100) - 1)]
