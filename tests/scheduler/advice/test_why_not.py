"""What is said about an activity without a time is true: tried again by hand, not read off the text."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from scheduler.advice.alternatives import ENOUGH, alternatives
from scheduler.advice.fact import wanted, without
from scheduler.advice.facts import facts_about
from scheduler.advice.fitting import fit
from scheduler.advice.smallest import Searches, Stands, smallest, why_not
from scheduler.advice.ways import Way, ways
from scheduler.district import Blackout, District
from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Schedule, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.referee.review import violations
from scheduler.repair.case import Case, levels
from scheduler.repair.least_change import least_change
from scheduler.repair.opening import Answer, Opening, making_room
from scheduler.slots.candidates import Sieve
from tests.scheduler.builders import (
    ANA,
    BEN,
    DAYS,
    HALL,
    KHAN,
    MONDAY,
    a_meeting,
    a_visit,
    a_week,
    busy,
    found,
    lessons,
    searched,
    taught,
    when,
)
from tests.scheduler.small_weeks import searches

FRIDAY = when("2026-12-04 15:00")
FEW = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MANY = settings(FEW, max_examples=40)
TRIED = 150
ON_MONDAY = replace(a_visit().window, last=MONDAY)
VISIT = a_visit(window=ON_MONDAY)


def another_way(opening: Opening) -> Answer:
    return least_change(opening, presolve=False)


def never(opening: Opening) -> Answer:
    raise AssertionError("nothing had to be searched")


BOTH = Searches(find=least_change, again=another_way)


def a_case(district: District, base: Schedule, *more: Activity, **other: object) -> Case:
    """A schedule of which nobody was told yet, and activities it leaves out."""
    activities = {**base.activities, **{one.id: one for one in more}}
    plain: dict[str, object] = {"told": Schedule(activities={}, placed={}), "now": FRIDAY}
    fields = plain | other
    return Case(
        district=district,
        activities=tuple(activities.values()),
        base=replace(base, activities=activities),
        lost={},
        **fields,  # type: ignore[arg-type]  # fields of a case by name
    )


def nothing_placed() -> Schedule:
    return Schedule(activities={}, placed={})


def offered(case: Case, key: ActivityId) -> tuple[Slot, ...]:
    sieve = Sieve(
        Availability(case.district, case.days, case.busy),
        published=case.days.date_of(case.now),
        exclusions=case.exclusions,
    )
    return sieve.candidates(wanted(case, key)).slots


def allowed(case: Case, placed: dict[ActivityId, Slot], changed: set[ActivityId]) -> bool:
    """Whether the referee, asked about the whole schedule, has nothing against what changed."""
    activities = {**case.base.activities, **{one.id: one for one in case.activities}}
    inspection = Inspection(
        schedule=Schedule(activities=activities, placed=placed),
        district=case.district,
        days=case.days,
        published=case.days.date_of(case.now),
        busy=case.busy,
        exclusions=case.exclusions,
        standing=frozenset(placed) - changed,
    )
    return not any(
        changed.intersection(one.activities) and not one.soft for one in violations(inspection)
    )


def fits_by_hand(case: Case, key: ActivityId) -> bool:
    """Every time of it with all else where it is, and up to `TRIED` pairs of it and one other moved."""
    stands = {one: slot for one, slot in case.base.placed.items() if one != key}
    slots = offered(case, key)
    if any(allowed(case, {**stands, key: slot}, {key}) for slot in slots):
        return True
    pairs = [
        {other: place, key: slot}
        for other in sorted(making_room(case, levels(case), [key]))
        for place in offered(case, other)
        for slot in slots
    ]
    few = pairs[:: len(pairs) // TRIED + 1]
    return any(allowed(case, {**stands, **pair}, set(pair)) for pair in few)


def the_claims_hold(case: Case, key: ActivityId) -> None:
    why = why_not(case, key, BOTH)
    if why.kind is Stands.STOPPED:
        assert why.facts
        assert not fits_by_hand(without(case, why.rest), key)
        for one in why.facts:
            assert fits_or_moves(without(case, [*why.rest, one]), key)
    elif why.kind is Stands.BARE:
        assert not fits_by_hand(without(case, why.rest), key)
    for way in ways(case, key, least_change):
        the_way_does_what_it_says(case, way)


def fits_or_moves(case: Case, key: ActivityId) -> bool:
    after = fit(case, key, another_way).schedule
    if after is None:
        return fits_by_hand(case, key)
    before = case.base.placed
    changed = {key, *(one for one in before if after.placed[one] != before[one])}
    return allowed(case, dict(after.placed), changed)


def the_way_does_what_it_says(case: Case, way: Way) -> None:
    before, after = case.base.placed, way.schedule.placed
    moved = {one for one in before if after[one] != before[one] and one != way.activity}
    assert after.keys() == {*before, way.activity}
    assert after[way.activity] == way.slot
    assert set(way.moved) == moved
    assert allowed(way.changed, dict(after), {way.activity, *moved})
    assert ("moves nothing else" in way.effects) is not bool(moved)
    assert not moved.intersection(pin.activity for pin in case.pins)


def small_cases(search: object) -> Iterator[tuple[Case, ActivityId]]:
    """The schedule found for a random small week, asked about each thing it left out."""
    times = searched(search)  # type: ignore[arg-type]  # hypothesis draws a Search
    left = replace(times.schedule, unplaced=())
    for one in times.schedule.unplaced:
        yield (
            Case(
                district=search.district,  # type: ignore[attr-defined]  # a Search
                activities=tuple(left.activities.values()),
                base=left,
                told=nothing_placed(),
                lost={},
                pins=search.pins,  # type: ignore[attr-defined]  # a Search
                busy=search.busy,  # type: ignore[attr-defined]  # a Search
                now=FRIDAY,
            ),
            one.activity,
        )


@given(searches(most=4))
@FEW
@pytest.mark.proves("F-50", "F-51", "V1")
def test_what_is_said_of_a_small_week_is_true(search: object) -> None:
    for case, key in small_cases(search):
        the_claims_hold(case, key)


@pytest.mark.slow
@given(searches(most=5))
@MANY
@pytest.mark.proves("F-50", "F-51", "V1")
def test_what_is_said_of_very_many_small_weeks_is_true(search: object) -> None:
    for case, key in small_cases(search):
        the_claims_hold(case, key)


@pytest.mark.proves("F-50")
def test_a_blocked_day_and_a_busy_day_are_named_and_nothing_beside_them() -> None:
    window = replace(VISIT.window, last=DAYS["tue"])
    visit = replace(VISIT, window=window)
    blocked = Blackout(first=MONDAY, last=MONDAY, person=HALL, reason="field trip")
    district = a_week(blackouts=(blocked,))
    case = a_case(district, nothing_placed(), visit, busy=(busy(ANA, "tue 07:00", 600),))

    why = why_not(case, visit.id, BOTH)

    assert why.kind is Stands.STOPPED
    kinds = sorted(one.kind for one in why.facts)
    assert kinds == ["blackout", "busy", "dates"]
    assert any("field trip" in one.says for one in why.facts)


@pytest.mark.proves("F-50")
def test_who_never_teaches_the_subject_is_told_as_bare() -> None:
    district = a_week(timetable=lessons(HALL, subject="art", teach="1234"))

    assert why_not(a_case(district, nothing_placed(), VISIT), VISIT.id, BOTH).kind is Stands.BARE


@pytest.mark.proves("F-50")
def test_what_fits_without_a_search_is_not_searched() -> None:
    why = why_not(
        a_case(a_week(), nothing_placed(), VISIT), VISIT.id, Searches(find=never, again=never)
    )

    assert why.kind is Stands.FITS


@pytest.mark.proves("F-51")
def test_a_colleague_who_could_come_is_offered_with_what_it_costs_her() -> None:
    out = busy(ANA, "mon 07:00", 600)
    case = a_case(a_week(), nothing_placed(), VISIT, busy=(out,))

    offers = {one.kind: one for one in ways(case, VISIT.id, least_change)}

    assert offers["coach"].schedule.activities[VISIT.id].leader == BEN
    assert "gives it to Ben: 0 to 1 of its kind in these weeks" in offers["coach"].effects
    assert "1 week late" in offers["later"].effects


@pytest.mark.proves("F-51")
def test_an_event_that_makes_room_is_named_with_whom_it_is_told() -> None:
    """Hall teaches once on Monday; Ana meets Khan then, who has other time."""
    district = a_week(timetable=[*lessons(HALL, teach="1"), *lessons(KHAN, free="123456")])
    talk = a_meeting(KHAN)
    at = replace(taught("mon 08:00", 25), room="")
    stands = Schedule(activities={talk.id: talk}, placed={talk.id: at})
    case = a_case(district, stands, VISIT, told=stands)

    way = ways(case, VISIT.id, least_change, 1)[0]

    assert (way.kind, way.moved, way.people) == ("move", (talk.id,), frozenset({KHAN}))
    assert "1 other person notified" in way.effects


@pytest.mark.proves("F-51")
def test_alternatives_keep_every_rule_and_are_few_to_look_at() -> None:
    visits = [a_visit(HALL), a_visit(KHAN)]
    times = found(a_week(), *visits)
    case = a_case(a_week(), times.schedule)

    looked = alternatives(case, visits[0].id)

    assert len(looked.found) == 3
    assert looked.judged <= ENOUGH
    for one in looked.found:
        placed = {**times.schedule.placed, visits[0].id: one.slot}
        assert one.slot != times.schedule.placed[visits[0].id]
        assert allowed(case, placed, {visits[0].id})


@pytest.mark.proves("F-50")
def test_the_smallest_set_has_every_fact_it_needs_and_no_other() -> None:
    facts = facts_about(a_case(a_week(), nothing_placed(), VISIT), VISIT)
    guilty = {facts[0], facts[-1]}

    assert set(smallest(lambda some: guilty <= set(some), facts)) == guilty
