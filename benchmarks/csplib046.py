"""Problem 046 of CSPLib as a district: a meeting is an activity, its place a school, the way a drive.

Two questions are asked. *Is there a time for every meeting?* goes to our sieve and our choices with all
rules posted, nothing left out: the published question. *How many can be held?* goes through the whole of
`find_times`, prices and referee included, which has to prove more.
"""

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.csplib046_check import any_plan, broken
from benchmarks.csplib046_files import Instance, answers, instances
from benchmarks.figures import Figure, at_most, exactly
from benchmarks.sizes import Size
from scheduler.district import (
    District,
    Habits,
    Limits,
    Person,
    PersonId,
    Role,
    School,
    SchoolId,
    SchoolYear,
    Travel,
)
from scheduler.model import Activity, ActivityId, Container, Kind, Slot, Window
from scheduler.peoples_time.availability import Availability
from scheduler.rules.every import RULES
from scheduler.schoolday import SchoolDays
from scheduler.search.choices import Choices
from scheduler.search.find_times import find_times
from scheduler.search.partition import Search
from scheduler.slots.candidates import Sieve

DAY = date(2026, 9, 9)
OPENS = clock(8)
SLOT_MINUTES = 10
WORTH = 1_000_000
"""The price of leaving a meeting out; all prices of wishes together stay far below."""
EFFORT = 60.0
"""Deterministic time an instance may take; none needs a tenth of it."""
PART = "CSPLib 046, instances 1 to 13"
CPU_S = 5


class InThisProcess(Executor):
    """Runs what it is given at once, so that the CPU time of this process is all there is."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A slot for each meeting, or None; `proven` says that a None is no mere lack of luck."""

    plan: dict[int, int] | None
    proven: bool
    cpu_s: float


def measure(size: Size) -> Iterator[Figure]:
    """Every answer beside the published one, each judged by trying everything."""
    published = answers()
    asked = instances()[: 4 if size.small else None]
    found = [solve(instance) for instance in asked]
    began = time.process_time()
    exists = [any_plan(instance) is not None for instance in asked]
    tried_s = time.process_time() - began
    right = sum(
        (answer.plan is not None) == there == (published[instance.number] is not None)
        and not (answer.plan and list(broken(instance, answer.plan)))
        for instance, answer, there in zip(asked, found, exists, strict=True)
    )
    yield Figure(part=PART, name="answers right", **exactly(len(asked), right))
    proven = sum(answer.proven for answer in found)
    yield Figure(part=PART, name="of these with proof", **exactly(len(asked), proven))
    cpu_s = sum(answer.cpu_s for answer in found)
    yield Figure(part=PART, name="CPU, all together", **at_most(CPU_S, cpu_s, "s"))
    yield Figure(
        part=PART,
        name="CPU of trying everything in plain Python",
        value=tried_s,
        unit="s",
        lost=tried_s < cpu_s,
    )
    if not size.small:
        whole = [most_held(instance) for instance in asked]
        same = sum(
            one.proven and (one.plan is not None) == there
            for one, there in zip(whole, exists, strict=True)
        )
        yield Figure(part=PART, name="whole search: right and proven", **exactly(13, same))
        took = sum(one.cpu_s for one in whole)
        yield Figure(part=PART, name="whole search: CPU, all together", value=took, unit="s")


def solve(instance: Instance) -> Answer:
    """Whether every meeting can be held; the CPU seconds hold the mapping too."""
    began = time.process_time()
    search = mapped(instance)
    days = SchoolDays(search.district)
    sieve = Sieve(Availability(search.district, days))
    candidates = [sieve.candidates(activity) for activity in search.activities]
    choices = Choices(candidates, (), search.district, days)
    for rule in sorted(RULES, key=lambda rule: not rule.adds_options):
        rule.post(choices)
    for left_out in choices.left_out.values():
        choices.model.add(left_out == 0)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = EFFORT
    status = solver.solve(choices.model)
    placed = {
        option.activity.id: option.placement.slot
        for option in choices.options
        if solver.response_proto.solution
        and option.chosen is not None
        and solver.boolean_value(option.chosen)
    }
    return Answer(
        plan=_plan(instance, placed),
        proven=status in (cp_model.OPTIMAL, cp_model.INFEASIBLE),
        cpu_s=time.process_time() - began,
    )


def most_held(instance: Instance) -> Answer:
    """What the whole search says; no plan counts as proven when the least price it proves is that of a
    meeting left out."""
    began = time.process_time()
    times = find_times(mapped(instance), executor=InThisProcess(), left=lambda: 60.0, effort=EFFORT)
    plan = _plan(instance, times.schedule.placed)
    least = max((proof.bound or 0 for proof in times.schedule.proofs), default=0)
    return Answer(
        plan=plan,
        proven=plan is not None or least >= WORTH,
        cpu_s=time.process_time() - began,
    )


def _plan(instance: Instance, placed: Mapping[ActivityId, Slot]) -> dict[int, int] | None:
    if len(placed) < instance.meetings:
        return None
    return {number: _slot(placed[_id(number)]) for number in range(instance.meetings)}


def mapped(instance: Instance) -> Search:
    """The instance as something to find times for."""
    return Search(
        district=district(instance),
        activities=tuple(_activity(instance, number) for number in range(instance.meetings)),
    )


def district(instance: Instance) -> District:
    """A school for each meeting, drives between them, and a day of as many slots as there are."""
    closes = OPENS.hour * 60 + instance.slots * SLOT_MINUTES
    everyone = [_agent(number) for number in range(len(instance.agents))]
    everyone += [_host(number) for number in range(instance.meetings)]
    places = [_place(number) for number in range(instance.meetings)]
    return District(
        name=f"CSPLib 046, instance {instance.number}",
        year=SchoolYear(first=DAY, last=DAY, zone="UTC"),
        schools={place: School(id=place, name=place) for place in places},
        people={
            one: Person(id=one, name=one, email=f"{one}@example.org", role=Role.COMMUNITY)
            for one in everyone
        },
        travel=tuple(
            Travel(origin=origin, destination=to, minutes=way * SLOT_MINUTES, buffer=0)
            for origin, row in zip(places, instance.way, strict=True)
            for to, way in zip(places, row, strict=True)
            if origin != to
        ),
        limits=Limits(travel_buffer=0),
        habits=Habits(day_start=OPENS, day_end=clock(*divmod(closes, 60))),
    )


def _activity(instance: Instance, number: int) -> Activity:
    """The meeting, led by a host who goes nowhere else: some are attended by nobody."""
    attending = [_agent(one) for one, own in enumerate(instance.agents) if number in own]
    return Activity(
        id=_id(number),
        kind=Kind.MEETING,
        structure="csplib046",
        label=f"Meeting {number}",
        leader=_host(number),
        required=(_host(number), *attending),
        minutes=SLOT_MINUTES,
        window=Window(first=DAY, last=DAY),
        inside=(Container.WORKDAY,),
        school=_place(number),
        worth=WORTH,
    )


def _slot(slot: Slot) -> int:
    return (slot.start - datetime.combine(DAY, OPENS, tzinfo=UTC)) // timedelta(
        minutes=SLOT_MINUTES
    )


def _id(number: int) -> ActivityId:
    return ActivityId(f"meeting {number:02}")


def _agent(number: int) -> PersonId:
    return PersonId(f"agent {number:02}")


def _host(number: int) -> PersonId:
    return PersonId(f"host {number:02}")


def _place(number: int) -> SchoolId:
    return SchoolId(f"place {number:02}")
