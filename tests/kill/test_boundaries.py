"""A push killed at any of its requests and run again: one outcome, one mail, and every answer kept."""

import pytest

from tests.kill.killed_push import POINTS, Point
from tests.kill.stories import STORIES, Kill, told, undisturbed

DRAWN = 20
"""Of all the points there are; `make soak PART=kills` goes through every one of them."""


def drawn() -> list[tuple[str, Point, float]]:
    """Spread over the stories, the moments of a request, and the length of the push."""
    names = list(STORIES)
    return [
        (names[number % len(names)], POINTS[number // 2 % len(POINTS)], number / (DRAWN - 1))
        for number in range(DRAWN)
    ]


@pytest.mark.proves("P1", "N1", "GE-3")
@pytest.mark.parametrize(("name", "point", "share"), drawn())
def test_nobody_notices_that_a_push_was_killed(name: str, point: Point, share: float) -> None:
    _, requests = undisturbed(name)

    assert told(name, Kill(point=point, nth=1 + int(share * (requests - 1)))) == 1


@pytest.mark.proves("P1", "F-72")
def test_nor_that_it_was_killed_twice() -> None:
    kills = [Kill(point=POINTS[1], nth=3), Kill(point=POINTS[0], nth=4)]

    assert told("mixed", *kills) == len(kills)


def test_the_stories_are_as_long_as_they_should_be() -> None:
    shortest = {"new": 5, "mixed": 8, "undo": 8}

    for name, least in shortest.items():
        outcome, requests = undisturbed(name)
        assert requests >= least
        assert outcome.mails
