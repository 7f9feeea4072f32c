"""Every cell of the merge table, met on purpose: the shortest way to each, judged like any other steps."""

from collections import Counter
from typing import Any

import pytest

from tests.state.cells import TABLE
from tests.state.computer import one_lane_at_a_time
from tests.state.google import Google
from tests.state.world import World

Step = tuple[str, dict[str, Any]]

WISH: Step = ("wish", {"c": 0, "a": 0, "slot": 1})
OTHERS: Step = ("wish", {"c": 1, "a": 0, "slot": 1})
PUSH: Step = ("push", {"c": 0})
OTHER_PUSH: Step = ("push", {"c": 1})
DROP: Step = ("drop", {"c": 0, "a": 0})
BACK: Step = ("put_back", {"c": 0, "a": 0})
ROOM: Step = ("reword", {"c": 0, "a": 0, "room": 1})
LATER: Step = ("reword", {"c": 0, "a": 0, "slot": 3})
DELETE: Step = ("person_deletes", {"t": 0})
PURGE: Step = ("purge", {"t": 0})
WEEK: tuple[Step, ...] = (("clock", {"by": 2}), ("clock", {"by": 2}))

WAYS: dict[str, tuple[Step, ...]] = {
    "as written": (WISH, PUSH, PUSH, ROOM, PUSH, DROP, PUSH, PUSH, BACK, PUSH),
    "in the past": (*WEEK, WISH, PUSH),
    "begun": (WISH, PUSH, *WEEK, PUSH, LATER, PUSH, DROP, PUSH),
    "deleted": (WISH, PUSH, DELETE, PUSH, ROOM, PUSH, DROP, PUSH),
    "purged": (WISH, PUSH, OTHERS, OTHER_PUSH, DELETE, PURGE, PUSH, ROOM, PUSH, DROP, PUSH),
    "moved": (WISH, PUSH, ("person_moves", {"t": 0, "slot": 4}), PUSH, LATER, PUSH, DROP, PUSH),
    "worded": (WISH, PUSH, ("person_titles", {"t": 0, "block": 2}), PUSH, ROOM, PUSH, DROP, PUSH),
    "their own": (WISH, PUSH, ("person_colours", {"t": 0}), PUSH, ROOM, PUSH, DROP, PUSH),
    "agreed": (WISH, PUSH, ("person_places", {"t": 0, "room": 1}), ROOM, PUSH),
    "stripped": (WISH, PUSH, ("person_strips_marks", {"t": 0}), PUSH, DROP, PUSH),
    "copied": (WISH, PUSH, ("person_copies", {"t": 0, "slot": 3}), PUSH),
    "none of ours": (("wish", {"c": 0, "a": 3, "slot": 1}), PUSH, OTHERS, OTHER_PUSH, OTHER_PUSH),
    "hidden": (WISH, PUSH, OTHERS, OTHER_PUSH, ("hide", {"t": 0, "role": ""}), PUSH),
}


@pytest.fixture(scope="module")
def seen() -> Counter[tuple[str, str]]:
    """The cells met on all ways together."""
    google, counted = Google(), Counter[tuple[str, str]]()
    with one_lane_at_a_time():
        for steps in WAYS.values():
            world = World(google, counted)
            for name, args in steps:
                world.do(name, **args)
            world.close()
    google.close()
    return counted


@pytest.mark.proves("C1", "C3", "C11")
@pytest.mark.parametrize("cell", TABLE, ids=" - ".join)
def test_the_verdict_of_each_cell_is_met(
    cell: tuple[str, str], seen: Counter[tuple[str, str]]
) -> None:
    assert seen[cell] > 0
