"""The public meeting-scheduling files: meetings with required and preferred people, rooms with seats, days.

Reads the JSON as published; knows nothing of how anybody models or solves it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "meetings"
FILES: Mapping[int, Path] = {
    50: DATA / "50meetings-160timegrains-5rooms.json",
    200: DATA / "200meetings-640timegrains-5rooms.json",
}
"""By the number of meetings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`grains` is its length in time grains; people are numbers."""

    grains: int
    required: tuple[int, ...]
    preferred: tuple[int, ...]

    @property
    def seats(self) -> int:
        return len(self.required) + len(self.preferred)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFile:
    """`day_of` gives each grain's day, counted from 0; `rooms` are the seats of each room."""

    meetings: tuple[Meeting, ...]
    day_of: tuple[int, ...]
    rooms: tuple[int, ...]
    people: int

    @property
    def grains(self) -> int:
        return len(self.day_of)

    def starts(self, length: int) -> list[int]:
        """The grains at which a meeting of that length may start, to end on the day it began."""
        last = self.grains - length
        return [at for at in range(last + 1) if self.day_of[at] == self.day_of[at + length - 1]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a meeting is: its first grain and its room, both as numbers of the file."""

    grain: int
    room: int


def meeting_file(path: Path) -> MeetingFile:
    """What a published file says."""
    told = json.loads(path.read_text(encoding="utf-8"))
    days = {day["@id"]: number for number, day in enumerate(told["dayList"])}
    grains = sorted(told["timeGrainList"], key=lambda grain: grain["grainIndex"])
    assert [grain["grainIndex"] for grain in grains] == list(range(len(grains)))
    return MeetingFile(
        meetings=tuple(_meeting(one) for one in told["meetingList"]),
        day_of=tuple(days[_id(grain["day"])] for grain in grains),
        rooms=tuple(room["capacity"] for room in told["roomList"]),
        people=len(told["personList"]),
    )


def _meeting(told: Mapping[str, Any]) -> Meeting:
    return Meeting(
        grains=told["durationInGrains"],
        required=tuple(_person(one) for one in told["requiredAttendanceList"]),
        preferred=tuple(_person(one) for one in told["preferredAttendanceList"]),
    )


def _person(attendance: Mapping[str, Any]) -> int:
    return int(_id(attendance["person"]).removeprefix("Person#"))


def _id(told: Any) -> str:
    """An object is written out where it comes first and named by its id everywhere else."""
    return str(told["@id"] if isinstance(told, dict) else told)
