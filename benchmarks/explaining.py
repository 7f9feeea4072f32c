"""Faults on the demo district: each leaves one activity without a time, and is explained with a way out.

The schedule that stands is the one the district was drawn around, all of it sent; of the events somebody
accepted a fixed share. A fault blocks everything one activity could take: somebody of it is out on all its
dates, busy on each of them, or never comes. The clock covers, in a process that is warm, the smallest set of
facts with the second search that confirms it, and the repairs, each solved and judged by the referee; reading
the input is not in it.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as clock
from functools import partial

from benchmarks.declines import ACCEPTED, AHEAD, OFTEN, SEED, percentile, standing
from benchmarks.figures import Figure, at_most, exactly
from benchmarks.sizes import Size
from config.structures import shipped_structures
from scheduler.advice.smallest import Searches, Stands, Why, why_not
from scheduler.advice.ways import Way, ways
from scheduler.demo.made_up import FIRST_MONDAY, Demo, demo_district
from scheduler.district import AvailabilityRow, Blackout, Busy, District, Offer, PersonId
from scheduler.model import ActivityId, Schedule, Window
from scheduler.repair.case import Case
from scheduler.repair.least_change import least_change
from scheduler.schoolday import SchoolDays

FAULTS = 100
AT_MOST_S = 2.0
BOTH = Searches(find=least_change, again=partial(least_change, presolve=False))
EARLY, LATE = clock(6), clock(19)
KINDS = ("blocked", "busy", "never")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One fault: what was said of it and how long that took."""

    activity: ActivityId
    kind: str
    why: Why
    ways: tuple[Way, ...]
    seconds: float
    cpu_s: float


def measure(size: Size) -> Iterator[Figure]:
    """A hundred faults on one district of the size."""
    demo = demo_district(
        size.seeds[0], structures=shipped_structures(), coaches=size.coaches, schools=size.schools
    )
    yield from _figures(f"reasons, seed {size.seeds[0]}", list(faults(demo, FAULTS)))


def faults(demo: Demo, count: int) -> Iterator[Told]:
    """So many faults, drawn by the fixed seed, each explained by itself."""
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
        key = rng.choice(_may_fail(base, now))
        kind = KINDS[number % len(KINDS)]
        person = rng.choice(base.activities[key].required)
        case = case_of(demo, base, key, kind=kind, person=person, now=now, accepted=accepted)
        began, worked = time.perf_counter(), time.process_time()
        why = why_not(case, key, BOTH)
        helps = ways(case, key, least_change)
        yield Told(
            activity=key,
            kind=kind,
            why=why,
            ways=helps,
            seconds=time.perf_counter() - began,
            cpu_s=time.process_time() - worked,
        )


def _may_fail(base: Schedule, now: datetime) -> list[ActivityId]:
    """The next two weeks' events of cycles that nothing else has to follow."""
    followed = {after.earlier for one in base.activities.values() for after in one.after}
    return [
        key
        for key, slot in base.placed.items()
        if base.activities[key].kind in OFTEN
        and now < slot.start < now + AHEAD
        and key not in followed
    ]


def case_of(
    demo: Demo,
    base: Schedule,
    key: ActivityId,
    *,
    kind: str,
    person: PersonId,
    now: datetime,
    accepted: frozenset[ActivityId],
) -> Case:
    """The schedule without one activity, as somebody of it lost her time on all of its dates."""
    district, window = demo.district, base.activities[key].window
    busy: tuple[Busy, ...] = ()
    if kind == "blocked":
        row = Blackout(person=person, first=window.first, last=window.last, reason="away")
        district = replace(district, blackouts=(*district.blackouts, row))
    elif kind == "busy":
        busy = tuple(_busy(district, person, window))
    else:
        never = tuple(_never(person, window))
        district = replace(district, availability=(*district.availability, *never))
    left = replace(base, placed={one: slot for one, slot in base.placed.items() if one != key})
    return Case(
        district=district,
        activities=tuple(base.activities.values()),
        base=left,
        told=left,
        lost={},
        accepted=accepted - {key},
        busy=busy,
        now=now,
    )


def _dates(window: Window) -> Iterator[date]:
    for number in range((window.last - window.first).days + 1):
        yield window.first + timedelta(days=number)


def _busy(district: District, person: PersonId, window: Window) -> Iterator[Busy]:
    days = SchoolDays(district)
    for day in _dates(window):
        yield Busy(person=person, start=days.instant(day, EARLY), end=days.instant(day, LATE))


def _never(person: PersonId, window: Window) -> Iterator[AvailabilityRow]:
    for day in _dates(window):
        yield AvailabilityRow(
            person=person, weekday=None, date=day, start=EARLY, end=LATE, offer=Offer.NEVER
        )


def _figures(part: str, told: Sequence[Told]) -> Iterator[Figure]:
    seconds, cpu = [one.seconds for one in told], [one.cpu_s for one in told]
    settled = sum(one.why.kind is not Stands.UNKNOWN for one in told)
    yield Figure(part=part, name="settled by two searches", **exactly(len(told), settled))
    stopped = sum(one.why.kind is Stands.STOPPED for one in told)
    yield Figure(part=part, name="of these: stopped by named facts", value=stopped)
    helped = sum(bool(one.ways) for one in told)
    yield Figure(part=part, name="with a repair solved and judged", value=helped)
    late = percentile(seconds)
    yield Figure(part=part, name="one reason, 95th percentile", **at_most(AT_MOST_S, late, "s"))
    yield Figure(
        part=part, name="one reason, 95th percentile of CPU", value=percentile(cpu), unit="s"
    )
    yield Figure(part=part, name="one reason, median", value=percentile(seconds, 50), unit="s")
    yield Figure(part=part, name="one reason, median of CPU", value=percentile(cpu, 50), unit="s")
    yield Figure(part=part, name="one reason, longest", value=max(seconds), unit="s")
    most = max(len(one.why.facts) for one in told)
    yield Figure(part=part, name="facts named, most", value=most)
