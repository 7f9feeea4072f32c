"""The day of an instructional round: mixed groups, each room held by one group at a time."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.district import PersonId, Role
from scheduler.errors import InputError
from scheduler.rounds.building import groups, room_order, room_visits

EIGHT = datetime(2025, 11, 5, 13, 0, tzinfo=UTC)
ROLES = (Role.TEACHER, Role.SITE_LEADER, Role.DISTRICT_LEADER, Role.COACH)


def people(**counts: int) -> dict[PersonId, Role]:
    """`people(teacher=3)`: three teachers named teacher-1 to teacher-3."""
    return {
        PersonId(f"{name}-{number}"): Role(name.replace("_", " "))
        for name, count in counts.items()
        for number in range(count)
    }


@pytest.mark.proves("F-35")
@given(st.tuples(*(st.integers(0, 12) for _ in ROLES)), st.integers(3, 5))
@settings(max_examples=60, deadline=None)
def test_groups_have_three_to_five_people_of_two_roles_wherever_that_can_be(
    counts: tuple[int, ...], size: int
) -> None:
    roles = {
        PersonId(f"{role}-{number}"): role
        for role, count in zip(ROLES, counts, strict=True)
        for number in range(count)
    }

    made = groups(list(roles), roles, size=size)

    assert Counter(person for group in made for person in group) == Counter(list(roles))
    if len(roles) >= 3:
        assert all(3 <= len(group) <= 5 for group in made)
        outside_the_largest_role = len(roles) - max(counts)
        mixed = sum(len({roles[person] for person in group}) >= 2 for group in made)
        assert mixed == min(len(made), outside_the_largest_role)


def test_the_order_of_names_does_not_change_the_groups() -> None:
    roles = people(teacher=7, coach=3, site_leader=2)

    assert groups(list(roles), roles) == groups(list(reversed(list(roles))), roles)


def test_people_who_have_not_taken_part_yet_are_seated_first() -> None:
    roles = people(teacher=6, coach=2)
    veterans = {PersonId("teacher-0"), PersonId("teacher-1"), PersonId("coach-0")}

    made = groups(list(roles), roles, seats=5, taken_part=veterans)

    assert {person for group in made for person in group} == set(roles) - veterans


def test_seats_are_given_to_roles_in_turn() -> None:
    roles = people(teacher=9, coach=2, district_leader=1)

    made = groups(list(roles), roles, seats=4)

    assert Counter(roles[person] for group in made for person in group) == {
        Role.COACH: 2,
        Role.TEACHER: 1,
        Role.DISTRICT_LEADER: 1,
    }


@pytest.mark.proves("F-35")
@pytest.mark.parametrize("group_count", [1, 3, 4])
def test_no_room_holds_two_groups_at_once_and_every_group_sees_every_room_equally_long(
    group_count: int,
) -> None:
    rooms = ("12", "14", "gym", "20")

    visits = room_visits(group_count, rooms, EIGHT)

    assert len({(visit.room, visit.start) for visit in visits}) == len(visits)
    assert len({(visit.group, visit.start) for visit in visits}) == len(visits)
    seen = Counter((visit.group, visit.room) for visit in visits)
    assert seen == {(group, room): 1 for group in range(group_count) for room in rooms}
    assert {visit.end - visit.start for visit in visits} == {timedelta(minutes=20)}


def test_the_first_room_is_entered_after_the_preparation_and_the_next_after_a_walk() -> None:
    starts = sorted({visit.start for visit in room_visits(2, ("12", "14"), EIGHT)})

    assert starts == [EIGHT + timedelta(minutes=30), EIGHT + timedelta(minutes=55)]


def test_visits_are_numbered_through_the_round() -> None:
    assert [visit.number for visit in room_visits(2, ("12", "14"), EIGHT)] == [1, 2, 3, 4]


def test_more_groups_than_rooms_are_refused() -> None:
    with pytest.raises(InputError, match="3 groups cannot each have a room of 2"):
        room_order(3, ("12", "14"))


def test_nobody_makes_no_group_and_two_people_make_one() -> None:
    roles = people(teacher=1, coach=1)

    assert groups([], {}) == ()
    assert groups(list(roles), roles) == (("coach-0", "teacher-0"),)


def test_a_group_of_six_is_refused() -> None:
    with pytest.raises(ValueError, match="3 to 5"):
        groups([], {}, size=6)
