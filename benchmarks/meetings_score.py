"""The one scorer of the meeting files, for every solver: the vendor's hard and medium rules, nothing else.

Grain by grain and pair by pair, as the rules are written; no solver's own count is ever believed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.meetings_files import MeetingFile, Place


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Score:
    """Points against a plan, fewest first; a plan with a meeting nowhere is worse than any without."""

    nowhere: int
    hard: int
    medium: int

    def __str__(self) -> str:
        missing = f"{self.nowhere} nowhere, " if self.nowhere else ""
        return f"{missing}hard {self.hard}, medium {self.medium}"


def score(file: MeetingFile, plan: Mapping[int, Place]) -> Score:
    """Hard and medium points of a plan; `plan` names meetings by their number in the file."""
    broken = hard_points(file, plan)
    required, all_of_it = _double_booked(file, plan)
    return Score(
        nowhere=len(file.meetings) - len(plan),
        hard=sum(broken.values()) + required,
        medium=all_of_it - required,
    )


def hard_points(file: MeetingFile, plan: Mapping[int, Place]) -> Counter[str]:
    """Hard points by rule, those about people apart."""
    broken: Counter[str] = Counter()
    for number, place in plan.items():
        meeting = file.meetings[number]
        last = place.grain + meeting.grains - 1
        broken["seats missing"] += max(0, meeting.seats - file.rooms[place.room])
        if last >= file.grains:
            broken["after the end"] += last
        elif file.day_of[place.grain] != file.day_of[last]:
            broken["over night"] += 1
    for one, other in combinations(plan, 2):
        if plan[one].room == plan[other].room:
            broken["room taken"] += overlap(file, plan, one, other)
    return +broken


def overlap(file: MeetingFile, plan: Mapping[int, Place], one: int, other: int) -> int:
    """The grains two meetings have in common."""
    first = max(plan[one].grain, plan[other].grain)
    ends = (plan[key].grain + file.meetings[key].grains for key in (one, other))
    return max(0, min(ends) - first)


def _double_booked(file: MeetingFile, plan: Mapping[int, Place]) -> tuple[int, int]:
    """Grains in which people are in two meetings at once, pair by pair: both required, and all."""
    required = all_of_it = 0
    for own in _attended(file):
        for (one, must), (other, must_too) in combinations(own, 2):
            if one in plan and other in plan:
                shared = overlap(file, plan, one, other)
                all_of_it += shared
                required += shared if must and must_too else 0
    return required, all_of_it


def _attended(file: MeetingFile) -> Sequence[list[tuple[int, bool]]]:
    """For each person the meetings she attends, and whether she must."""
    found: list[list[tuple[int, bool]]] = [[] for _ in range(file.people)]
    for number, meeting in enumerate(file.meetings):
        for person in meeting.required:
            found[person].append((number, True))
        for person in meeting.preferred:
            found[person].append((number, False))
    return found
