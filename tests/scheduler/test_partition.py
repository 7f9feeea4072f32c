"""How a search is cut into parts that do not need each other."""

from dataclasses import replace
from typing import Any

import pytest

from scheduler.district import PersonId, SeriesId
from scheduler.model import Activity, ActivityId, After, Exclusion, Pin, Window
from scheduler.search.partition import Search, by_leader, shared_events, weeks, with_standing
from tests.scheduler.builders import (
    ANA,
    BEN,
    HALL,
    KHAN,
    LEE,
    a_debrief,
    a_meeting,
    a_visit,
    a_week,
    busy,
    day_of,
    slot,
    standing,
    taught,
    when,
)

NEXT_WEEK = Window(first=day_of("next mon"), last=day_of("next fri"))
SHARED = a_meeting(HALL, id=ActivityId("shared"), series=SeriesId("s"))
ANAS = (a_visit(), a_debrief(), a_visit(KHAN))
BENS = (a_visit(LEE, leader=BEN),)


def a_search(*activities: Activity, **more: Any) -> Search:
    return Search(district=a_week(), activities=activities, **more)


def test_shared_events_go_first_and_belong_to_no_coach() -> None:
    search = a_search(*ANAS, SHARED)

    shared = shared_events(search)

    assert shared is not None
    assert shared.activities == (SHARED,)
    assert shared_events(a_search(*ANAS)) is None
    assert all(SHARED not in own.activities for _, own in by_leader(search))


def test_each_coach_is_a_part_the_largest_first() -> None:
    parts = list(by_leader(a_search(*BENS, *ANAS)))

    assert [leaders for leaders, _ in parts] == [(ANA,), (BEN,)]
    assert parts[0][1].activities == ANAS
    assert parts[1][1].activities == BENS


@pytest.mark.proves("F-39")
def test_coaches_who_need_the_same_person_are_one_part() -> None:
    bens = a_meeting(KHAN, id=ActivityId("ben's"), leader=BEN)

    ((leaders, part),) = by_leader(a_search(*ANAS, bens))

    assert leaders == (ANA, BEN)
    assert part.activities == (*ANAS, bens)


def test_coaches_tied_over_a_third_are_one_part() -> None:
    third = PersonId("cleo")
    search = a_search(
        a_visit(HALL),
        a_visit(KHAN, leader=BEN),
        a_meeting(HALL, KHAN, id=ActivityId("both"), leader=third),
        a_visit(LEE, leader=PersonId("dora")),
    )

    assert [leaders for leaders, _ in by_leader(search)] == [("ana", "ben", "cleo"), ("dora",)]


def test_a_coach_in_anothers_meeting_ties_the_two() -> None:
    joint = replace(a_meeting(LEE, leader=BEN), required=(BEN, LEE, ANA))

    assert [leaders for leaders, _ in by_leader(a_search(a_visit(HALL), joint))] == [(ANA, BEN)]


def test_a_part_knows_what_concerns_its_own_people() -> None:
    lees = a_meeting(LEE, id=ActivityId("lee's"), leader=BEN)
    halls = a_meeting(HALL, id=ActivityId("hall's"), leader=BEN)
    search = a_search(
        *ANAS,
        *BENS,
        **standing((lees, slot("mon 13:30")), (halls, slot("tue 13:30"))),
        busy=(busy(HALL, "mon 08:00", 30), busy(LEE, "mon 08:00", 30)),
        pins=(Pin(activity=ANAS[0].id, slot=taught("mon 08:00")),),
        exclusions=(
            Exclusion(activity=BENS[0].id, start=when("mon 08:00"), end=when("mon 09:00")),
        ),
        before={BENS[0].id: taught("mon 08:00")},
    )

    (_, anas), (_, bens) = by_leader(search)

    assert list(anas.standing) == list(anas.known) == [halls.id]
    assert set(bens.standing) == {lees.id, halls.id}
    assert [one.person for one in anas.busy] == [HALL]
    assert [one.person for one in bens.busy] == [LEE]
    assert (len(anas.pins), len(anas.exclusions), len(anas.before)) == (1, 0, 0)
    assert (len(bens.pins), len(bens.exclusions), len(bens.before)) == (0, 1, 1)


def test_what_was_found_first_stands_for_the_rest() -> None:
    where = {SHARED.id: slot("mon 13:30")}

    rest = with_standing(a_search(*ANAS), where, (SHARED, *BENS))

    assert rest.standing == where
    assert rest.known == {SHARED.id: SHARED}


def test_a_week_holds_what_begins_in_it() -> None:
    late = a_visit(LEE, window=NEXT_WEEK)

    assert weeks((late, *ANAS)) == [ANAS, (late,)]


@pytest.mark.proves("R-CLC-8")
def test_what_follows_directly_comes_into_the_week_of_what_it_follows() -> None:
    debrief = a_debrief(window=NEXT_WEEK)
    chained = a_meeting(
        id=ActivityId("third"), window=NEXT_WEEK, after=(After(earlier=debrief.id),)
    )
    softly = a_debrief(
        KHAN, window=NEXT_WEEK, after=(After(earlier=ActivityId("visit.khan"), soft=True),)
    )

    assert weeks((*ANAS[:1], debrief, chained, softly)) == [
        (ANAS[0], debrief, chained),
        (softly,),
    ]


def test_a_week_begins_on_monday() -> None:
    friday = a_visit(window=Window(first=day_of("fri"), last=day_of("next tue")))

    assert weeks((friday, a_visit(KHAN))) == [(friday, a_visit(KHAN))]


@pytest.mark.proves("F-60")
def test_what_follows_another_coachs_activity_is_found_together_with_it() -> None:
    follows = a_meeting(
        LEE, id=ActivityId("follows"), leader=BEN, after=(After(earlier=ActivityId("visit.hall")),)
    )

    (together,) = by_leader(a_search(a_visit(), follows))

    assert together[0] == (ANA, BEN)


def test_parts_of_one_size_come_by_the_names_of_their_leaders() -> None:
    """So that the same input is cut the same way whatever the order of its rows."""
    three = [a_visit(one, leader=leader) for one, leader in ((LEE, BEN), (HALL, ANA))]

    for activities in (three, three[::-1]):
        assert [leaders for leaders, _ in by_leader(a_search(*activities))] == [(ANA,), (BEN,)]
