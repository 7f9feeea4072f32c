"""A search that ends without having found anything still places what fits by the rules alone."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import pytest

from scheduler.model import ActivityId, After, Pin, Window
from scheduler.search.find_times import find_times
from scheduler.search.partition import Found, Search
from tests.scheduler.builders import KHAN, MONDAY, a_debrief, a_meeting, a_visit, a_week, taught

ON_MONDAY = Window(first=MONDAY, last=MONDAY)


@pytest.mark.proves("V2", "F-49")
def test_without_any_time_to_search_what_fits_is_still_placed() -> None:
    chain = [
        a_visit(),
        a_debrief(),
        a_meeting(
            id=ActivityId("a third"),
            after=(After(earlier=ActivityId("debrief.hall")),),
            worth=5000,
        ),
    ]
    search = Search(district=a_week(), activities=tuple(chain))

    times = find_times(search, executor=EmptyHanded(), left=lambda: 0.0)

    assert len(times.schedule.placed) == 3
    assert times.verdict.violations == ()


@pytest.mark.proves("V2", "F-53")
def test_without_any_time_to_search_what_people_were_told_for_today_keeps_its_time() -> None:
    """It has a pin as it is nearer than the notice; something dearer wants the same hour."""
    told = a_visit(notice=2, window=ON_MONDAY)
    other = a_visit(KHAN, window=ON_MONDAY, worth=9000)
    search = Search(
        district=a_week(),
        activities=(other, told, a_debrief()),
        pins=(Pin(activity=told.id, slot=taught("mon 08:00")),),
        published=MONDAY,
    )

    times = find_times(search, executor=EmptyHanded(), left=lambda: 0.0)

    assert times.schedule.placed[told.id] == taught("mon 08:00")
    assert ActivityId("debrief.hall") in times.schedule.placed


class EmptyHanded(Executor):
    """Lanes whose time ran out before they found anything."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(Found(lane="Ana", placed={}, proofs=(), effort=0.0))
        return future
