"""A first plan of a meeting file: one meeting after the other, the one with the fewest starts left first.

Each takes its cheapest start, the earliest of equals. Starts are bits of a number, so what a meeting takes
from another goes in one step. No OR-Tools is loaded for it; what finds no start is left to the search.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

from benchmarks.meetings_files import MeetingFile, Place
from benchmarks.meetings_rooms import rooms_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """For each meeting: those it must be apart from; how many people it shares with others who would be
    in two places, but need not; how many rooms are large enough."""

    apart: Sequence[set[int]]
    shared: Sequence[Mapping[int, int]]
    fitting: Sequence[int]


def ties_of(file: MeetingFile) -> Ties:
    """What ties the meetings of a file to each other."""
    apart: list[set[int]] = [set() for _ in file.meetings]
    shared: list[dict[int, int]] = [{} for _ in file.meetings]
    required = [frozenset(meeting.required) for meeting in file.meetings]
    people = [own.union(file.meetings[number].preferred) for number, own in enumerate(required)]
    for one, other in combinations(range(len(file.meetings)), 2):
        if not required[one].isdisjoint(required[other]):
            apart[one].add(other)
            apart[other].add(one)
        elif both := people[one] & people[other]:
            shared[one][other] = shared[other][one] = len(both)
    fitting = [
        sum(seats >= len(everyone) for seats in file.rooms)
        for everyone in (one.required + one.preferred for one in file.meetings)
    ]
    return Ties(apart=apart, shared=shared, fitting=fitting)


def first_plan(
    file: MeetingFile, starts: Mapping[int, Iterable[int]], ties: Ties
) -> dict[int, int]:
    """First grains, where something was found; `starts` gives those that may be, by length."""
    return _FirstPlan(file, starts, ties).made()


def with_rooms(file: MeetingFile, at: Mapping[int, int]) -> dict[int, Place]:
    """Where everything is, rooms given out."""
    found: dict[int, Place] = {}
    for day in range(max(file.day_of) + 1):
        of_day = {one: grain for one, grain in at.items() if file.day_of[grain] == day}
        rooms = rooms_for(file, of_day)
        assert rooms is not None
        found |= {one: Place(grain=at[one], room=room) for one, room in rooms.items()}
    return found


class _FirstPlan:
    def __init__(self, file: MeetingFile, starts: Mapping[int, Iterable[int]], ties: Ties) -> None:
        self._ties = ties
        self._grains = [meeting.grains for meeting in file.meetings]
        bits = {length: sum(1 << grain for grain in own) for length, own in starts.items()}
        self._open = [bits[length] for length in self._grains]
        self._cost = [[0] * file.grains for _ in file.meetings]
        self._taken = {fitting: [0] * file.grains for fitting in set(ties.fitting)}
        self._left = set(range(len(file.meetings)))

    def made(self) -> dict[int, int]:
        at: dict[int, int] = {}
        while self._left:
            meeting = min(self._left, key=self._choice)
            self._left.remove(meeting)
            if self._open[meeting]:
                at[meeting] = self._cheapest(meeting)
                self._put(meeting, at[meeting])
        return at

    def _choice(self, meeting: int) -> tuple[int, int, int]:
        """Few starts first, then long and tied to many."""
        ties = 6 - self._ties.fitting[meeting] + len(self._ties.apart[meeting])
        return self._open[meeting].bit_count(), -self._grains[meeting] * ties, meeting

    def _cheapest(self, meeting: int) -> int:
        length = self._grains[meeting]
        sums = [0, *accumulate(self._cost[meeting])]
        return min(
            (grain for grain in range(len(sums) - length) if self._open[meeting] >> grain & 1),
            key=lambda grain: (sums[grain + length] - sums[grain], grain),
        )

    def _put(self, meeting: int, grain: int) -> None:
        span = range(grain, grain + self._grains[meeting])
        for other in self._ties.apart[meeting]:
            self._open[other] &= ~_running_into(span, self._grains[other])
        for other, points in self._ties.shared[meeting].items():
            for at in span:
                self._cost[other][at] += points
        for fitting, taken in self._taken.items():
            if self._ties.fitting[meeting] <= fitting:
                for at in span:
                    taken[at] += 1
                    if taken[at] >= fitting:
                        self._close(at, fitting)

    def _close(self, at: int, fitting: int) -> None:
        """All rooms large enough are taken at a grain."""
        for other in self._left:
            if self._ties.fitting[other] <= fitting:
                self._open[other] &= ~_running_into(range(at, at + 1), self._grains[other])


def _running_into(span: range, length: int) -> int:
    """The starts with which a meeting so long would run at one of these grains."""
    return (1 << span.stop) - (1 << max(0, span.start - length + 1))
