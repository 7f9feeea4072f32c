"""Two weeks that meet on a Monday, and what they cost at best: one model of everything."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from ortools.sat.python import cp_model

from scheduler.ids import SeriesId
from scheduler.model import Activity, ActivityId, Container, Window
from scheduler.peoples_time.availability import Availability
from scheduler.prices.every import TERMS
from scheduler.rules.every import RULES
from scheduler.schoolday import SchoolDays
from scheduler.search.choices import Choices
from scheduler.search.partition import Search
from scheduler.search.solve import one_worker
from scheduler.slots.candidates import Sieve
from tests.scheduler.builders import (
    BEN,
    GRANT,
    HALL,
    KHAN,
    LEE,
    MONDAY,
    a_debrief,
    a_meeting,
    a_teacher,
    a_visit,
    a_week,
    teaches_all_morning,
)

THURSDAY, FRIDAY = MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)
NEXT, TUESDAY = MONDAY + timedelta(days=7), MONDAY + timedelta(days=8)
ADAMS = "adams"


def two_weeks(seed: int) -> Search:
    """Visits of a Friday with debriefs up to Tuesday, visits of Monday and Tuesday, and one or two meetings
    of several coaches on any of those days."""
    draw = Random(seed)
    adams = a_teacher(ADAMS, GRANT)
    people = (HALL, KHAN, LEE, adams.id)
    district = a_week(
        adams,
        timetable=[row for one in people for row in teaches_all_morning(one)],
    )
    own: list[Activity] = []
    for person in people:
        leader: dict[str, Any] = {} if draw.random() < 0.7 else {"leader": BEN}
        school = district.people[person].school
        first = draw.choice([THURSDAY, FRIDAY])
        if draw.random() < 0.7:
            window = Window(first=first, last=FRIDAY)
            then = Window(first=first, last=draw.choice([NEXT, TUESDAY]))
            own.append(a_visit(person, window=window, school=school, **leader))
            inside = draw.choice([(Container.PLC,), (Container.FREE, Container.PLC)])
            own.append(a_debrief(person, window=then, school=school, inside=inside, **leader))
        if draw.random() < 0.7:
            window = Window(first=NEXT, last=draw.choice([NEXT, TUESDAY, TUESDAY]))
            own.append(
                a_visit(
                    person,
                    id=ActivityId(f"later.{person}"),
                    window=window,
                    school=school,
                    weekday_wish=draw.choice([None, 1]),
                    **leader,
                )
            )
    met = [
        a_meeting(
            draw.choice(people),
            id=ActivityId(f"met.{number}"),
            series=SeriesId("partners"),
            minutes=45,
            window=Window(first=draw.choice([FRIDAY, NEXT]), last=TUESDAY),
            inside=(Container.PLC, Container.AFTER_SCHOOL),
        )
        for number in range(draw.choice([0, 1, 1, 2]))
    ]
    met = [replace(one, school=district.people[one.required[1]].school) for one in met]
    return Search(district=district, activities=(*own, *met), seed=seed)


def joint_best(search: Search) -> int | None:
    """The lowest price of any schedule that leaves nothing out; None where there is no such schedule."""
    days = SchoolDays(search.district)
    sieve = Sieve(Availability(search.district, days, search.busy), pins=search.pins)
    offered = [sieve.candidates(one) for one in search.activities]
    choices = Choices(offered, (), search.district, days, search.before)
    for rule in sorted(RULES, key=lambda rule: not rule.adds_options):
        rule.post(choices)
    for term in TERMS:
        term.post(choices)
    choices.ask_for_the_lowest_price(0)
    solver = one_worker(search.seed + 100, 10.0, 60.0)
    status = solver.solve(choices.model)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL
    return round(solver.objective_value)
