"""A year of rounds seats as many different people and roles as can be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.structures import shipped_structures
from scheduler.activities.expand import expand
from scheduler.demo.made_up import demo_district
from scheduler.district import PersonId, Role, SchoolId
from scheduler.model import ActivityId, Kind, Schedule
from scheduler.peoples_time.availability import Availability
from scheduler.rounds.seats import seat_the_year
from scheduler.rounds.year import (
    RoundsYear,
    RoundToSeat,
    breadth,
    drawn,
    random_breadth,
    wrong_with,
    year_of,
)
from scheduler.schoolday import SchoolDays
from tests.scheduler.rounds_years import SEPTEMBER, a_year, best_by_groups, best_by_trying_all

STRUCTURES = shipped_structures()
TEACHER, LEADER, COACH = Role.TEACHER, Role.SITE_LEADER, Role.COACH


def a_round(name: str, able: str, **more: object) -> RoundToSeat:
    """A round to which the people named could come, six seats."""
    plain = {
        "id": ActivityId(name),
        "day": SEPTEMBER,
        "seats": 6,
        "able": tuple(map(PersonId, able.split())),
    }
    return RoundToSeat(**(plain | more))  # type: ignore[arg-type]  # the callers name RoundToSeat's own fields


def year_with(*rounds: RoundToSeat, covers: int = 3, **roles: Role) -> RoundsYear:
    return RoundsYear(
        rounds=rounds, roles={PersonId(name): role for name, role in roles.items()}, covers=covers
    )


@pytest.mark.proves("R-SS-3")
@given(st.integers(0, 10_000), st.integers(2, 3), st.integers(3, 4))
@settings(max_examples=25, deadline=None)
def test_a_small_year_is_as_broad_as_the_best_of_all_seatings(
    seed: int, rounds: int, seats: int
) -> None:
    year = a_year(seed, people=6, rounds=rounds, seats=seats, schools=2)

    seated = seat_the_year(year, seed=seed)

    assert wrong_with(year, seated.seats) == ()
    assert seated.breadth == breadth(seated.seats, year.roles)
    assert seated.breadth == seated.best == best_by_trying_all(year)


@pytest.mark.proves("R-SS-2", "R-SS-3")
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("rounds", [4, 6])
def test_a_year_reaches_95_percent_of_what_another_exact_model_finds(
    seed: int, rounds: int
) -> None:
    year = a_year(seed, people=70, rounds=rounds, seats=16, share=0.35)

    seated = seat_the_year(year, seed=seed)

    assert wrong_with(year, seated.seats) == ()
    assert seated.breadth >= 0.95 * best_by_groups(year)
    assert seated.breadth > random_breadth(year, seed)


@pytest.mark.proves("F-36")
def test_the_demo_districts_year_of_five_rounds_is_broader_than_a_random_one() -> None:
    demo = demo_district(1, coaches=3, schools=3, structures=STRUCTURES)
    series = next(one for one in demo.district.series if one.structure == "rounds")
    days = SchoolDays(demo.district)
    school_days = list(
        days.school_days(series.place or SchoolId(""), demo.district.year.first, date.max)
    )
    five = replace(
        series,
        cadence="dates",
        dates=tuple(school_days[at] for at in (5, 20, 35, 50, 65)),
        invited=tuple(demo.district.people),
        rooms=("104", "112"),
    )
    district = replace(demo.district, cohorts=(), series=(five,))
    rounds = expand(district, STRUCTURES, days)

    year = year_of(rounds, Availability(district, days))
    seated = seat_the_year(year)

    assert len(year.rounds) == 5
    assert wrong_with(year, seated.seats) == ()
    assert seated.breadth > random_breadth(year, 1)
    assert seated.breadth >= 0.95 * best_by_groups(year)


def test_somebody_new_goes_before_somebody_who_was_there() -> None:
    year = year_with(
        a_round("fall", "a b c", settled=(PersonId("a"), PersonId("b"), PersonId("c"))),
        a_round("spring", "a b c d e", seats=3),
        a=TEACHER, b=TEACHER, c=LEADER, d=TEACHER, e=LEADER,
    )  # fmt: skip

    seats = seat_the_year(year).seats

    assert seats[ActivityId("fall")] == ("a", "b", "c")
    assert {"d", "e"} < set(seats[ActivityId("spring")])


def test_no_more_classes_of_a_school_are_left_to_others_than_may_be() -> None:
    everybody = "a b c d e"
    lincoln = {PersonId(name): SchoolId("lincoln") for name in "abcd"}
    year = year_with(
        a_round("fall", everybody, released=lincoln),
        covers=2, a=TEACHER, b=TEACHER, c=TEACHER, d=TEACHER, e=LEADER,
    )  # fmt: skip

    (seated,) = seat_the_year(year).seats.values()

    assert len(seated) == 3
    assert sum(person in lincoln for person in seated) == 2


def test_each_group_of_a_round_can_have_a_second_role() -> None:
    year = year_with(
        a_round("fall", "a b c d e f", seats=6),
        a=TEACHER, b=TEACHER, c=TEACHER, d=TEACHER, e=TEACHER, f=LEADER,
    )  # fmt: skip

    (seated,) = seat_the_year(year).seats.values()

    # Six people are two groups, and only one person is no teacher.
    assert len(seated) == 5
    assert "f" in seated


def test_the_quorum_of_a_round_is_seated_and_its_leader_is_there() -> None:
    year = year_with(
        a_round("fall", "a b c d", seats=4, always=(PersonId("z"),), quorum=((LEADER, 2),)),
        a_round("spring", "a b", seats=4, always=(PersonId("z"),)),
        a=TEACHER, b=TEACHER, c=LEADER, d=LEADER, z=COACH,
    )  # fmt: skip

    fall, spring = seat_the_year(year).seats.values()

    assert {"c", "d", "z"} < set(fall)
    assert set(spring) == {"a", "b", "z"}


def test_when_everybody_has_a_turn_each_round_still_has_many_roles() -> None:
    year = year_with(
        a_round("fall", "a b c d e", seats=4),
        a_round("spring", "a b c d e", seats=4),
        a=TEACHER, b=TEACHER, c=LEADER, d=COACH, e=Role.DISTRICT_LEADER,
    )  # fmt: skip

    seats = seat_the_year(year).seats

    assert [len({year.roles[person] for person in seated}) for seated in seats.values()] == [4, 4]


def test_the_same_year_and_seed_give_the_same_seats() -> None:
    year = a_year(3, people=40, rounds=4, seats=8)

    assert seat_the_year(year, seed=5).seats == seat_the_year(year, seed=5).seats


def test_a_year_that_is_over_has_nothing_left_to_seat() -> None:
    over = a_round("fall", "", settled=(PersonId("a"), PersonId("c")))

    seated = seat_the_year(year_with(over, a=TEACHER, c=LEADER))

    assert (seated.breadth, seated.best) == (4, 4)


def test_where_all_that_is_asked_cannot_be_had_the_seats_come_near_and_say_what_is_missing() -> (
    None
):
    lincoln = {PersonId(name): SchoolId("lincoln") for name in "abc"}
    year = year_with(
        a_round("fall", "a b c", seats=4, quorum=((TEACHER, 3),), released=lincoln),
        covers=2, a=TEACHER, b=TEACHER, c=COACH,
    )  # fmt: skip
    alone = year_with(
        a_round("fall", "a b", seats=4, released=lincoln, always=(PersonId("z"),)),
        covers=1, a=TEACHER, b=TEACHER, z=LEADER,
    )  # fmt: skip

    near, two = seat_the_year(year), seat_the_year(alone)

    # Three may not be away from Lincoln, and two people make no group: the quorum of both teachers counts.
    assert (near.breadth, near.best) == (3, 3)
    assert set(near.seats[ActivityId("fall")]) == {"a", "b"}
    assert [says.split(": ")[1] for says in wrong_with(year, near.seats)] == [
        "2 people make no group",
    ]
    assert len(two.seats[ActivityId("fall")]) == 2


def test_a_random_year_keeps_to_seats_and_covers() -> None:
    year = a_year(2, people=60, rounds=5, seats=12)

    for one in year.rounds:
        seated = drawn(year, 4)[one.id]
        out = [one.released[person] for person in seated if person in one.released]
        assert len(set(seated)) == len(seated) <= one.seats
        assert all(out.count(school) <= year.covers for school in out)


@pytest.mark.parametrize(
    ("seated", "says"),
    [
        ("a b c", ""),
        ("a b b c", "two seats"),
        ("a b c d e", "5 people for 4 seats"),
        ("a b c x", "x cannot come"),
        ("a b d", "z has to be there"),
        ("a z", "2 people make no group"),
        ("a b z", "needed from the role site leader"),
    ],
)
def test_a_seating_that_breaks_something_is_told_so(seated: str, says: str) -> None:
    must = (PersonId("z"),) if "z" in seated + says else ()
    year = year_with(
        a_round("fall", "a b c d e", seats=4, always=must, quorum=((LEADER, 1),)),
        a=TEACHER, b=TEACHER, c=LEADER, d=LEADER, e=LEADER, x=LEADER, z=COACH,
    )  # fmt: skip

    told = wrong_with(year, {ActivityId("fall"): tuple(map(PersonId, seated.split()))})

    assert told == () if not says else any(says in one for one in told)


def test_too_many_of_one_role_and_too_many_covers_are_told() -> None:
    lincoln = {PersonId(name): SchoolId("lincoln") for name in "ab"}
    year = year_with(
        a_round("fall", "a b c d", released=lincoln),
        covers=1, a=TEACHER, b=TEACHER, c=TEACHER, d=LEADER,
    )  # fmt: skip

    told = wrong_with(year, {ActivityId("fall"): tuple(map(PersonId, "abc"))})

    assert len(told) == 2
    assert "2 classes of lincoln need cover, at most 1 may" in told[0]
    assert "second role" in told[1]


def test_rounds_people_were_told_of_and_rounds_that_are_over_are_settled() -> None:
    demo = demo_district(1, coaches=3, schools=3, structures=STRUCTURES)
    days = SchoolDays(demo.district)
    shared = expand(replace(demo.district, cohorts=()), STRUCTURES, days)
    (one,) = [activity for activity in shared if activity.kind is Kind.ROUND]
    told = Schedule(
        activities={one.id: one},
        placed={one.id: replace(demo.witness[one.id], coming=one.invited[:2])},
    )
    availability = Availability(demo.district, days)

    asked = year_of(shared, availability, told=told).rounds[0].settled
    over = year_of(shared, availability, today=one.window.last + timedelta(days=1)).rounds[0]
    to_come = year_of(shared, availability, today=one.window.first).rounds[0]

    assert asked == (*one.required, *one.invited[:2])
    assert over.settled == one.people
    assert to_come.settled is None
