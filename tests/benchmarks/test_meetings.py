"""The meeting files: the scorer counts as the rules say, our search obeys them, Timefold is read right."""

from dataclasses import replace
from itertools import product

import pytest

from benchmarks.meetings_files import FILES, Meeting, MeetingFile, Place, meeting_file
from benchmarks.meetings_first import first_plan, ties_of, with_rooms
from benchmarks.meetings_model import MappedFile
from benchmarks.meetings_rooms import rooms_for
from benchmarks.meetings_score import Score, hard_points, score
from benchmarks.meetings_search import MeetingSearch
from benchmarks.timefold_peer import as_lines, parsed

TWO_DAYS = MeetingFile(
    meetings=(
        Meeting(grains=2, required=(0, 1), preferred=()),
        Meeting(grains=2, required=(0,), preferred=(1,)),
        Meeting(grains=1, required=(2,), preferred=(0, 1)),
    ),
    day_of=(0, 0, 0, 1, 1, 1),
    rooms=(3, 2),
    people=3,
)
RIGHT = {
    0: Place(grain=0, room=0),
    1: Place(grain=3, room=0),
    2: Place(grain=2, room=0),
}


def test_a_right_plan_costs_nothing_and_our_referee_agrees() -> None:
    assert score(TWO_DAYS, RIGHT) == Score(nowhere=0, hard=0, medium=0)
    assert MappedFile(TWO_DAYS).judged(RIGHT) == []


@pytest.mark.parametrize(
    ("wrong", "rule", "points"),
    [
        ({1: Place(grain=5, room=0)}, "after the end", 6),
        ({1: Place(grain=2, room=1)}, "over night", 1),
        ({2: Place(grain=1, room=0)}, "room taken", 1),
        ({2: Place(grain=2, room=1)}, "seats missing", 1),
    ],
)
def test_each_hard_rule_is_counted_as_the_vendor_counts_it(
    wrong: dict[int, Place], rule: str, points: int
) -> None:
    assert hard_points(TWO_DAYS, RIGHT | wrong) == {rule: points}


def test_two_meetings_that_both_need_somebody_are_hard_all_others_medium() -> None:
    together = RIGHT | {1: Place(grain=1, room=1)}

    # Meetings 0 and 1 share grain 1: both need person 0, person 1 need not be in meeting 1.
    # Meetings 1 and 2 share grain 2: persons 0 and 1 need not be in meeting 2. Day 1 begins at grain 3.
    assert score(TWO_DAYS, together) == Score(nowhere=0, hard=1, medium=3)
    assert any("already taken" in says for says in MappedFile(TWO_DAYS).judged(together))


def test_a_meeting_nowhere_is_worse_than_any_score() -> None:
    some = {0: RIGHT[0]}

    assert score(TWO_DAYS, some).nowhere == 2
    assert score(TWO_DAYS, some) > Score(nowhere=0, hard=99, medium=99)


def test_a_room_taken_twice_is_seen_by_our_referee_too() -> None:
    apart = replace(
        TWO_DAYS, meetings=(*TWO_DAYS.meetings[:2], Meeting(grains=1, required=(2,), preferred=()))
    )
    twice = RIGHT | {2: Place(grain=1, room=0)}

    assert hard_points(apart, twice)["room taken"] == 1
    assert any("room" in says for says in MappedFile(apart).judged(twice))


@pytest.mark.parametrize(("meetings", "grains", "attending"), [(50, 160, 539), (200, 640, 2038)])
def test_the_published_files_are_read_whole(meetings: int, grains: int, attending: int) -> None:
    file = meeting_file(FILES[meetings])

    assert (len(file.meetings), file.grains, file.rooms) == (meetings, grains, (30, 20, 16, 14, 12))
    assert sum(meeting.seats for meeting in file.meetings) == attending
    assert {file.day_of.count(day) for day in range(max(file.day_of))} == {36}


def test_our_sieve_offers_just_the_starts_that_end_on_the_same_day() -> None:
    file = meeting_file(FILES[50])

    for length, slots in MappedFile(file).slots.items():
        assert list(slots) == file.starts(length)


def test_rooms_are_given_out_where_the_smallest_first_leads_nowhere() -> None:
    short, long, large = (
        Meeting(grains=grains, required=required, preferred=())
        for grains, required in ((1, (0,)), (2, (1,)), (1, (0, 2)))
    )
    file = replace(TWO_DAYS, meetings=(short, long, large), rooms=(2, 1))

    assert rooms_for(file, {0: 0, 1: 0, 2: 1}) == {0: 0, 1: 1, 2: 0}
    assert rooms_for(replace(file, rooms=(2,)), {0: 0, 1: 0, 2: 1}) is None


@pytest.mark.parametrize("meetings", [50, 200])
def test_the_first_plan_holds_every_meeting_and_breaks_no_rule(meetings: int) -> None:
    file = meeting_file(FILES[meetings])
    starts = {one.grains: file.starts(one.grains) for one in file.meetings}

    found = score(file, with_rooms(file, first_plan(file, starts, ties_of(file))))

    assert (found.nowhere, found.hard) == (0, 0)


def test_a_meeting_that_is_too_late_for_every_start_is_left_out_of_the_first_plan() -> None:
    meetings = tuple(Meeting(grains=2, required=(0,), preferred=()) for _ in range(3))
    file = replace(TWO_DAYS, meetings=meetings, day_of=(0,) * 4)

    at = first_plan(file, {2: file.starts(2)}, ties_of(file))

    assert sorted(at.values()) == [0, 2]


def test_the_first_plan_leaves_out_what_has_no_room() -> None:
    meetings = tuple(Meeting(grains=1, required=(number,), preferred=()) for number in range(3))
    file = replace(TWO_DAYS, meetings=meetings, day_of=(0,))

    at = first_plan(file, {1: file.starts(1)}, ties_of(file))

    assert len(at) == len(with_rooms(file, at)) == len(file.rooms)


def test_the_first_plan_takes_the_start_at_which_the_fewest_are_in_two_places() -> None:
    meetings = (
        Meeting(grains=1, required=(0,), preferred=(2,)),
        Meeting(grains=1, required=(1,), preferred=(2,)),
    )
    file = replace(TWO_DAYS, meetings=meetings, day_of=(0, 0))

    at = first_plan(file, {1: file.starts(1)}, ties_of(file))

    assert score(file, with_rooms(file, at)) == Score(nowhere=0, hard=0, medium=0)


def test_a_step_that_costs_more_is_not_taken() -> None:
    at = {number: place.grain for number, place in RIGHT.items()}
    search = MeetingSearch(MappedFile(TWO_DAYS), 1, ties_of(TWO_DAYS), at)
    held, cost = search._worth([1, 2])

    search.at[2] = 3

    assert search.medium() == 2
    assert search._worse([1, 2], held, cost)
    assert not search._worse([1, 2], held, cost - 2)


def test_our_search_finds_the_least_that_trying_everything_finds() -> None:
    meetings = tuple(
        Meeting(grains=2, required=(number, 4), preferred=((number + 1) % 4,))
        for number in range(3)
    )
    tight = replace(
        TWO_DAYS,
        meetings=(*meetings, Meeting(grains=2, required=(3,), preferred=(0, 1))),
        day_of=(0,) * 7,
        rooms=(3, 3),
        people=5,
    )
    starts = tight.starts(2)
    tried = (
        score(
            tight,
            {0: Place(grain=a, room=0), 1: Place(grain=b, room=0), 2: Place(grain=c, room=0), 3: d},
        )
        for a, b, c in product(starts, repeat=3)
        for d in (Place(grain=grain, room=room) for grain in starts for room in (0, 1))
    )
    least = min(one for one in tried if not one.hard)
    search = MeetingSearch(MappedFile(tight), 1, ties_of(tight), {})
    steps = iter(range(40))

    search.make_room(lambda: 40 - next(steps))
    search.improve(lambda: 40 - next(steps, 40))

    assert score(tight, search.plan()) == least
    assert search.medium() == least.medium


def test_what_timefold_prints_is_read_whatever_else_is_printed() -> None:
    out = (
        "a word of the log\n30\t30.01\t41.5\t-1hard/-2medium/0soft\t0:3:1 1:0:0\nprocess\t44\t50\n"
    )

    told = parsed(out)

    assert told.marks["30"].plan == {0: Place(grain=3, room=1), 1: Place(grain=0, room=0)}
    assert (told.marks["30"].said, told.process_cpu_s) == ("-1hard/-2medium/0soft", 44)


def test_timefold_is_told_who_must_be_in_two_meetings_and_who_may() -> None:
    lines = as_lines(TWO_DAYS).splitlines()

    assert [line for line in lines if line.startswith("pair")] == [
        "pair 0 1 1 1",
        "pair 0 2 0 2",
        "pair 1 2 0 2",
    ]
    assert lines.count("grain 1") == 3
