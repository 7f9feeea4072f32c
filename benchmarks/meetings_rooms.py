"""Gives out the rooms of one day, once it is known when each meeting is."""

from collections.abc import Mapping

from benchmarks.meetings_files import MeetingFile


def rooms_for(file: MeetingFile, at: Mapping[int, int]) -> dict[int, int] | None:
    """A room for each meeting, large enough and its own while it runs; None when there is no such choice.

    `at` gives first grains. In order of start each takes the smallest room free; where that leads nowhere,
    the next larger one is tried.
    """
    order = sorted(at, key=lambda one: (at[one], -file.meetings[one].seats, one))
    sizes = sorted(range(len(file.rooms)), key=lambda room: file.rooms[room])
    return _given(file, at, order, sizes, {})


def _given(
    file: MeetingFile,
    at: Mapping[int, int],
    order: list[int],
    sizes: list[int],
    given: dict[int, int],
) -> dict[int, int] | None:
    if len(given) == len(order):
        return given
    meeting = order[len(given)]
    running = {
        room for one, room in given.items() if at[one] + file.meetings[one].grains > at[meeting]
    }
    for room in sizes:
        if room not in running and file.rooms[room] >= file.meetings[meeting].seats:
            found = _given(file, at, order, sizes, {**given, meeting: room})
            if found is not None:
                return found
    return None
