"""Problem 046 of CSPLib as published: meetings of one time slot each, who attends them, and the way between.

Reads the thirteen instances and the published answers; knows nothing of how we model or solve them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data" / "csplib046"
_NUMBER = re.compile(r"__Instance #(\d+)__|\*\*Instance #(\d+)\*\*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """`agents` are the meetings of each agent; `way[a][b]` is the distance between two meetings in slots."""

    number: int
    meetings: int
    slots: int
    agents: tuple[tuple[int, ...], ...]
    way: tuple[tuple[int, ...], ...]

    def gap(self, one: int, other: int) -> int:
        """How many slots two meetings of one agent have to begin apart."""
        return self.way[one][other] + 1

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Every two meetings that some agent attends both of, each once."""
        found = {
            (min(one, other), max(one, other))
            for own in self.agents
            for one in own
            for other in own
            if one != other
        }
        yield from sorted(found)


def instances(data: Path = DATA) -> list[Instance]:
    """The instances in the published order."""
    return [
        _instance(number, text) for number, text in _sections(_read(data / "instances.md")).items()
    ]


def answers(data: Path = DATA) -> dict[int, dict[int, int] | None]:
    """The published answers by instance: a slot for each meeting, None where there is said to be none."""
    found: dict[int, dict[int, int] | None] = {}
    for number, text in _sections(_read(data / "results.md")).items():
        said = re.findall(r"Meeting (\d+) scheduled at time (\d+)", text)
        found[number] = {int(meeting): int(slot) for meeting, slot in said} or None
    return found


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _sections(text: str) -> dict[int, str]:
    marks = list(_NUMBER.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return {
        int(mark[1] or mark[2]): text[mark.end() : end]
        for mark, end in zip(marks, ends, strict=True)
    }


def _instance(number: int, text: str) -> Instance:
    meetings = _value(text, "NumberOfMeetings")
    agents = re.findall(r"Agents\s*\((\d+)\):([\d ]*)", text)
    rows = re.findall(r"^\s*(\d+)\s*:((?:\s+\d+)+)[^\S\n]*$", text, flags=re.MULTILINE)
    way = tuple(tuple(map(int, row.split())) for _, row in rows)
    found = Instance(
        number=number,
        meetings=meetings,
        slots=_value(text, "DomainSize"),
        agents=tuple(tuple(map(int, own.split())) for _, own in agents),
        way=way,
    )
    assert len(way) == meetings, f"instance {number} has {len(way)} rows of distances"
    assert all(len(row) == meetings for row in way)
    assert len(found.agents) == _value(text, "NumberOfAgents")
    return found


def _value(text: str, name: str) -> int:
    found = re.search(rf"{name}\s*=\s*(\d+)", text)
    assert found is not None, f"{name} is missing"
    return int(found[1])
