"""The day of a round: what the builder makes stands up to a check that shares nothing with it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.district import District, PersonId, Role, SeriesId
from scheduler.errors import InputError
from scheduler.model import Activity, ActivityId, Container, Kind, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.rounds.building import groups, room_order, round_day
from scheduler.rounds.check import wrong_with
from scheduler.rounds.day import RoundDay, Shape
from scheduler.schoolday import SchoolDays, Span
from tests.builders import a_person
from tests.scheduler.builders import (
    ANA,
    HALL,
    KHAN,
    LINCOLN,
    WHOLE_WEEK,
    a_week,
    lessons,
    slot,
    teaches_all_morning,
)

HALF_DAY = Shape()
ROLES = (Role.TEACHER, Role.SITE_LEADER, Role.DISTRICT_LEADER, Role.COACH)


def a_round(rooms: tuple[str, ...], *people: PersonId) -> Activity:
    return Activity(
        id=ActivityId("rounds.fall"),
        kind=Kind.ROUND,
        structure="rounds",
        label="Fall round",
        leader=ANA,
        required=(ANA,),
        invited=people,
        minutes=190,
        window=WHOLE_WEEK,
        series=SeriesId("fall"),
        rooms=rooms,
        school=LINCOLN,
        inside=(Container.FREE, Container.TEACHING),
    )


def visitors(**counts: int) -> tuple[District, list[PersonId]]:
    """Lincoln's week with so many guests of each role beside the coach Ana."""
    guests = [
        a_person(f"{name} {number}", Role(name.replace("_", " ")), id=PersonId(f"{name}-{number}"))
        for name, count in counts.items()
        for number in range(count)
    ]
    return a_week(*guests), [ANA, *(guest.id for guest in guests)]


def built(
    district: District, people: list[PersonId], rooms: tuple[str, ...], where: Slot, shape: Shape
) -> RoundDay:
    availability = Availability(district, SchoolDays(district))
    return round_day(a_round(rooms, *people), where, people, availability, shape=shape)


def a_day(minutes: int = 190, rooms: tuple[str, ...] = ("12", "14", "16", "20")) -> RoundDay:
    district, people = visitors(teacher=7, site_leader=4, district_leader=2)
    return built(district, people, rooms, slot("wed 08:00", minutes), HALF_DAY)


def told_wrong(day: RoundDay) -> tuple[str, ...]:
    roles = {
        person: Role(person.split("-")[0].replace("_", " "))
        for g in day.groups
        for person in g
        if person != ANA
    }
    start = day.prepare.start
    return wrong_with(
        day, {**roles, ANA: Role.COACH}, start=start, end=start + timedelta(minutes=190)
    )


@pytest.mark.proves("F-35", "R-SS-2")
@given(
    st.tuples(*(st.integers(0, 9) for _ in ROLES)),
    st.integers(1, 8),
    st.tuples(st.integers(5, 40), st.integers(8, 30), st.integers(0, 10), st.integers(15, 60)),
    st.integers(1, 8),
)
@settings(max_examples=80, deadline=None)
def test_no_day_that_is_built_has_anything_wrong_with_it(
    counts: tuple[int, ...], rooms: int, lengths: tuple[int, ...], turns: int
) -> None:
    names = [role.value.replace(" ", "_") for role in ROLES]
    district, people = visitors(**dict(zip(names, counts, strict=True)))
    prepare, stay, walk, debrief = lengths
    shape = Shape(prepare=prepare, stay=stay, walk=walk, debrief=debrief)
    where = slot("wed 08:00", prepare + turns * (stay + walk) + debrief)

    day = built(district, people, tuple(f"r{n}" for n in range(rooms)), where, shape)

    roles = {person: district.people[person].role for person in people}
    assert wrong_with(day, roles, start=where.start, end=where.end) == ()
    assert len(day.groups) <= rooms
    seated = {person for group in day.groups for person in group}
    assert len(seated) == min(len(people), 5 * rooms)
    assert len(day.visits) == len(day.groups) * min(rooms, turns)
    assert bool(set(people) - seated) == any("no group" in says for says in day.cautions)


def test_a_half_day_prepares_30_minutes_sees_four_rooms_and_debriefs_an_hour() -> None:
    day = a_day()

    assert (day.prepare.minutes, day.debrief.minutes) == (30, 60)
    first, *_, last = day.route(0)
    assert len(day.route(0)) == 4
    assert first.start - day.prepare.start == timedelta(minutes=30)
    assert day.debrief.start - last.end == timedelta(minutes=5)
    assert day.debrief.end - day.prepare.start == timedelta(minutes=190)


def test_a_round_too_short_for_all_rooms_sees_fewer_and_visits_each_about_as_often() -> None:
    day = a_day(140, tuple("abcdefgh"))

    rooms = Counter(visit.room for visit in day.visits)
    assert {len(day.route(group)) for group in range(len(day.groups))} == {2}
    # Four groups see two of eight rooms: nobody is visited twice.
    assert set(rooms.values()) == {1}


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_no_two_groups_meet_and_every_room_is_seen_about_as_often(
    group_count: int, more: int, turns: int
) -> None:
    rooms = [str(room) for room in range(group_count + more - 1)]

    order = room_order(group_count, rooms, min(turns, len(rooms)))

    assert all(len(set(at_once)) == group_count for at_once in zip(*order, strict=True))
    seen = Counter(room for route in order for room in route)
    assert max(seen.values()) - min(seen[room] for room in rooms) <= 1


@pytest.mark.proves("F-35")
def test_the_visit_log_knows_numbers_and_groups_but_no_room_and_no_teacher() -> None:
    day = a_day()

    assert day.evidence == tuple((n + 1, n % 4 + 1) for n in range(len(day.visits)))


def test_larger_groups_are_made_where_only_so_each_has_a_second_role() -> None:
    roles = {PersonId(f"t{n}"): Role.TEACHER for n in range(8)} | {
        PersonId(f"c{n}"): Role.COACH for n in range(2)
    }

    made = groups(list(roles), roles, size=3)

    assert [len(group) for group in made] == [5, 5]
    assert all(len({roles[person] for person in group}) == 2 for group in made)


def hosted() -> District:
    """Hall teaches periods 1 to 4 in room 214, Khan periods 1 and 2 in room 12."""
    rooms = [replace(row, room="12") for row in lessons(KHAN, teach="12", prep="5", free="346")]
    return a_week(timetable=[*teaches_all_morning(HALL), *rooms])


@pytest.mark.proves("F-45")
def test_hosts_are_told_ahead_who_comes_when_and_until_when_their_sheet_is_due() -> None:
    district = hosted()

    day = built(district, [ANA], ("214", "12"), slot("wed 08:00", 140), HALF_DAY)

    notices = {(host.room, host.teacher): host for host in day.hosts}
    assert set(notices) == {("214", HALL), ("12", KHAN)}
    (visit,) = notices["12", KHAN].visits
    local = SchoolDays(district).local(visit.start)
    assert (local.hour, local.minute, visit.minutes) == (8, 55, 20)
    # The round is on Wednesday: three school days before is Friday.
    assert notices["12", KHAN].sheet_due == date(2026, 12, 4)
    assert day.cautions == ()


def test_a_room_where_nobody_teaches_and_a_teacher_with_two_rooms_are_told() -> None:
    district = hosted()
    twice = replace(
        district,
        timetable=tuple(
            replace(row, room="15") if row.person == HALL and row.block == "2" else row
            for row in district.timetable
        ),
    )

    empty = built(district, [ANA], ("99",), slot("wed 08:00", 115), HALF_DAY)
    two = built(twice, [ANA, HALL], ("214", "15"), slot("wed 08:00", 140), HALF_DAY)

    assert empty.cautions == ("The timetable has nobody teaching in room 99 during a visit.",)
    assert [says.split(";")[0] for says in two.cautions] == [
        "Hall hosts in 2 rooms",
        "Hall walks with a group while her room is visited",
    ]


def test_those_who_have_not_taken_part_walk_first_where_not_all_can() -> None:
    district, people = visitors(teacher=5, site_leader=3)
    availability = Availability(district, SchoolDays(district))
    veterans = {ANA, PersonId("teacher-0"), PersonId("site_leader-0")}

    day = round_day(
        a_round(("12",), *people), slot("wed 08:00", 115), people, availability, taken_part=veterans
    )

    (group,) = day.groups
    assert len(group) == 5
    assert not veterans & set(group)
    assert "There is no group for" in day.cautions[0]


@pytest.mark.parametrize(
    ("rooms", "minutes", "says"),
    [((), 190, "no rooms"), (("12",), 100, "leave no time for a room")],
)
def test_a_round_without_rooms_or_time_for_one_is_refused(
    rooms: tuple[str, ...], minutes: int, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        built(a_week(), [ANA, HALL], rooms, slot("wed 08:00", minutes), HALF_DAY)


def changed(day: RoundDay, at: int, **changes: Any) -> RoundDay:
    """With other fields in the visit that is number `at` in the list."""
    visits = [*day.visits]
    visits[at] = replace(visits[at], **changes)
    return replace(day, visits=tuple(visits))


def longer(span: Span, *, before: int = 0, after: int = 0) -> Span:
    """By so many minutes at its ends."""
    return Span(
        start=span.start - timedelta(minutes=before), end=span.end + timedelta(minutes=after)
    )


def with_last_group(day: RoundDay, *people: str) -> RoundDay:
    return replace(day, groups=(*day.groups[:-1], tuple(map(PersonId, people))))


SPOILED: Mapping[str, Callable[[RoundDay], RoundDay]] = {
    "room 12 holds two groups": lambda day: changed(day, 1, room="12"),
    "in two rooms at once": lambda day: changed(day, 1, group=0),
    "has one role only": lambda day: with_last_group(day, "teacher-0", "teacher-1", "teacher-2"),
    "walks with 2 groups": lambda day: replace(day, groups=(*day.groups[:3], day.groups[0])),
    "4 has 2 people": lambda day: with_last_group(day, *day.groups[3][:2]),
    "4 has 6 people": lambda day: with_last_group(day, *day.groups[3], *day.groups[2]),
    "is in room 12 2 times": lambda day: changed(day, 4, room="12"),
    "longer than another": lambda day: changed(day, 0, end=longer(day.prepare, after=25).end),
    "more rooms than another": lambda day: replace(day, visits=day.visits[:-1]),
    "not numbered": lambda day: changed(day, 3, number=30),
    "do not follow the time": lambda day: replace(
        changed(day, 0, number=2), visits=changed(changed(day, 0, number=2), 1, number=1).visits
    ),
    "before everybody is prepared": lambda day: replace(day, prepare=longer(day.prepare, after=1)),
    "after the debrief began": lambda day: replace(day, debrief=longer(day.debrief, before=6)),
    "no time to prepare": lambda day: replace(day, prepare=longer(day.prepare, after=-30)),
    "beyond the time": lambda day: replace(day, debrief=longer(day.debrief, after=1)),
    "told other times": lambda day: replace(day, hosts=day.hosts[1:]),
    "hosts in 4 rooms": lambda day: replace(
        day, hosts=tuple(replace(host, teacher=HALL) for host in day.hosts)
    ),
}


@pytest.mark.proves("F-35")
@pytest.mark.parametrize("says", SPOILED)
def test_a_day_that_was_spoiled_is_told_so(says: str) -> None:
    day = a_day()

    assert told_wrong(day) == ()
    assert any(says in one for one in told_wrong(SPOILED[says](day)))
