"""What each rule posts for the search says the same as its check, on small weeks drawn by chance.

Neither the other rules nor the filling of gaps afterwards can make good for it here.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from scheduler.district import EVERYWHERE, Blackout, District, Limits, PersonId, Preference, Travel
from scheduler.limits import MAY_BE_SOFT, OVER
from scheduler.model import Activity, ActivityId, After, Container, Kind, Slot, Window
from scheduler.prices.every import TERMS
from scheduler.referee.review import violations
from scheduler.rules.every import RULES
from scheduler.rules.rule import Rule, kept_by_the_sieve
from tests.scheduler.builders import (
    ANA,
    BEN,
    DAYS,
    GRANT,
    HALL,
    KHAN,
    LEE,
    LINCOLN,
    MONDAY,
    a_meeting,
    a_teacher,
    a_visit,
    a_week,
    inspected,
    lessons,
    offer,
    sieved,
)
from tests.scheduler.posting import by_the_post, priced_by_the_post

MOSS, OWEN = PersonId("moss"), PersonId("owen")
TEACHERS = (HALL, KHAN, LEE, MOSS, OWEN)
WEEKS = 52
TWO_DAYS = Window(first=MONDAY, last=DAYS["tue"])
CLASHES = ("never_double_book_a_person", "cap_visits")
HELP = {
    "keep_lunch_free": ("never_double_book_a_person", "leave_time_to_travel"),
    "leave_time_to_travel": ("never_double_book_a_person",),
    "cap_sites": CLASHES,
    "leave_a_block_open": CLASHES,
}
"""Lunch is an option beside the others, which two other rules keep; and a coach's day at a school is posted
with what double booking and the visits of a day make true of it, as is a drive."""
Week = tuple[District, list[tuple[Activity, Slot]]]
WISHES = (
    *("late debriefs", "out of order", "drives", "avoided blocks", "preferred blocks"),
    *("teachers' time", "weekdays"),
)
ON_THE_ROAD = ("campus switches", "going back", "fair load")
"""Wishes that count only where a district says so."""
OF_DAYS = ("drives", *ON_THE_ROAD)


def a_district(chance: random.Random) -> District:
    """Five teachers at two schools, one of whom only offers hours; the contract's numbers are small."""
    rows = []
    for person in TEACHERS[:4]:
        kinds = chance.choices(["teach", "teach", "prep", "free"], k=6)
        for number, kind in enumerate(kinds, start=1):
            subject = chance.choice(["math", "math", "art"])
            rows += lessons(person, subject=subject, **{kind: str(number)})
    pick = chance.choice
    limits = Limits(
        visits_a_day=pick([1, 2]),
        blocks_running=pick([1, 2]),
        sites_a_day=pick([1, 2]),
        open_blocks_a_day=pick([0, 2, 5, 6]),
        substitutes_at_once=pick([0, 1, 2]),
        prep_uses_a_week=pick([1, 2]),
        prep_minutes_a_week=pick([0, 225, 450]),
        after_school_a_month=1,
        lunch_minutes=pick([30, 120, 150]),
        soft=frozenset(chance.sample(MAY_BE_SOFT, pick([0, 1, 3]))),
    )
    travel = (
        Travel(origin=LINCOLN, destination=GRANT, minutes=pick([5, 40]), buffer=0),
        Travel(origin=GRANT, destination=LINCOLN, minutes=pick([5, 70]), buffer=0),
    )
    return a_week(
        a_teacher(MOSS, GRANT, grade="5"),
        a_teacher(OWEN),
        timetable=rows,
        availability=(
            offer(OWEN, "mon", "08:00", "10:00", "teaching", subject="math"),
            offer(OWEN, "tue", "08:00", "10:00"),
            offer(OWEN, "mon", "10:00", "14:00"),
        ),
        limits=limits,
        travel=travel,
        blackouts=tuple(a_blackout(chance) for _ in range(pick([0, 1, 2]))),
        preferences=(
            *(Preference(person=one, block="2") for one in TEACHERS[:3]),
            Preference(person=HALL, block="4", wish="prefer"),
        ),
    )


def a_blackout(chance: random.Random) -> Blackout:
    """Time that is better left free, of any kind that the tab knows."""
    kinds: list[dict[str, Any]] = [
        {"school": LINCOLN},
        {"school": GRANT, "grade": "5"},
        {"grade": "5"},
        {"school": LINCOLN, "subject": "Math"},
        {"school": LINCOLN, "blocks": ("1", "PLC")},
        {"school": LINCOLN, "room": "gym"},
        {"room": "gym", "blocks": ("PLC", "5")},
        {"person": HALL},
        {"person": HALL, "blocks": ("2",)},
        {"person": ANA, "school": GRANT},
    ]
    first = chance.choice([MONDAY, DAYS["tue"], MONDAY - timedelta(days=3)])
    plain: dict[str, Any] = {"school": EVERYWHERE, "first": first, "last": first, "soft": True}
    return Blackout(**(plain | chance.choice(kinds)))


def an_activity(chance: random.Random, number: int) -> Activity:
    """A visit, a lab that takes an onlooker from class, or a meeting in a room, after another one maybe."""
    pick = chance.choice
    teacher = pick(TEACHERS)
    plain: dict[str, Any] = {
        "id": ActivityId(f"n{number}"),
        "leader": pick([ANA, ANA, BEN]),
        "window": TWO_DAYS,
        "school": GRANT if teacher in (LEE, MOSS) else LINCOLN,
        "weekday_wish": pick([None, 1]),
    }
    if number and pick([True, False]):
        plain["after"] = (
            After(
                earlier=ActivityId(f"n{pick(range(number))}"),
                school_days=pick([None, 0, 1]),
                gap_minutes=pick([None, 0, 60]),
                soft=pick([True, False]),
            ),
        )
    kind = pick(["visit", "visit", "lab", "meeting", "meeting"])
    if kind == "visit":
        return a_visit(teacher, minutes=pick([20, 45]), **plain)
    if kind == "lab":
        others = tuple(one for one in chance.sample(TEACHERS, 2) if one != teacher)
        people = (plain["leader"], teacher, *others)
        inside = (Container.FREE, Container.TEACHING, Container.WORKDAY)
        how = pick([Kind.LAB, Kind.ROUND])
        return a_visit(teacher, kind=how, required=people, inside=inside, **plain)
    times = [Container.PLC, Container.FREE, Container.PREP, Container.AFTER_SCHOOL]
    some = tuple(chance.sample(times, k=pick([1, 2])))
    rooms = pick([(), ("gym",), ("gym", "lab")])
    minutes = pick([25, 45])
    return a_meeting(teacher, minutes=minutes, inside=some, rooms=rooms, **plain)


def weeks() -> Iterator[Week]:
    """Activities, each in a slot that the sieve offers it, so that only the rules between them can refuse."""
    for seed in range(WEEKS):
        chance = random.Random(seed)
        district = a_district(chance)
        pairs = []
        for number in range(6):
            activity = an_activity(chance, number)
            slots = sieved(district, activity).slots
            if slots:
                pairs.append((activity, chance.choice(slots)))
        there = {activity.id for activity, _ in pairs}
        yield (
            district,
            [
                (activity, slot)
                for activity, slot in pairs
                if all(after.earlier in there for after in activity.after)
            ],
        )


def without_clashes(week: Week) -> Week:
    """The same, less whatever takes somebody's time twice, or is one visit too many."""
    district, pairs = week
    kept: list[tuple[Activity, Slot]] = []
    for pair in pairs:
        found = {one.rule for one in violations(inspected(district, *kept, pair))}
        if found.isdisjoint(CLASHES):
            kept.append(pair)
    return district, kept


def counting(district: District, wish: str) -> District:
    """The district in which the wish counts once, if it is off as shipped."""
    if wish not in ON_THE_ROAD:
        return district
    return replace(district, limits=replace(district.limits, weights=((wish, 1),)))


@pytest.fixture(scope="module")
def drawn() -> list[Week]:
    return list(weeks())


@pytest.fixture(scope="module")
def clean(drawn: list[Week]) -> list[Week]:
    return [without_clashes(week) for week in drawn]


POSTED = [rule for rule in RULES if rule.post is not kept_by_the_sieve]


@pytest.mark.proves("F-60", "V6")
@pytest.mark.parametrize("rule", POSTED, ids=lambda rule: rule.name)
def test_a_rule_posts_what_it_checks(rule: Rule, drawn: list[Week], clean: list[Week]) -> None:
    with_it = [rule, *(one for one in RULES if one.name in HELP.get(rule.name, ()))]
    seen = set()
    for seed, (district, pairs) in enumerate(clean if rule.name in HELP else drawn):
        look = inspected(district, *pairs)
        refused = any(broken for one in with_it for broken in one.broken(look))
        points = OVER * sum(over.over for one in with_it for over in one.passed(look))
        said = None if refused else points
        seen.add(said)

        assert by_the_post(with_it, district, *pairs) == said, f"week {seed}"

    assert len(seen) > 1, "no week shows the rule at work"


@pytest.mark.proves("F-60", "V6")
@pytest.mark.parametrize("name", [*WISHES, *ON_THE_ROAD])
def test_a_wish_charges_what_it_counts(name: str, drawn: list[Week], clean: list[Week]) -> None:
    (term,) = (one for one in TERMS if one.name == name)
    seen = set()
    for seed, (drawn_district, pairs) in enumerate(clean if name in OF_DAYS else drawn):
        district = counting(drawn_district, name)
        counted = term.price(inspected(district, *pairs))

        assert priced_by_the_post(term, district, *pairs) == counted, f"week {seed}"
        seen.add(counted)

    assert len(seen) > 1, "no week shows the wish at work"
