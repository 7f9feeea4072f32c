"""Several lanes of one run share the session, the pauses and the budget."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from sync.calendars.calendar_api import CalendarApi
from sync.event.found_event import FoundEvent
from sync.wire.retries import Kind
from tests.sync.wire import Deed, FakeClock, Heard, Say, Wire, call, refuse, transport

LANES = 4


@pytest.mark.proves("N6")
def test_lanes_pause_together_and_all_come_through(wire: Wire) -> None:
    clock = FakeClock()
    to = transport(wire, clock)
    ends = clock.now + 60

    def storm(_: Heard) -> Deed:
        return refuse(429, "rateLimitExceeded") if clock.now < ends else Say(200, {})

    wire.script = storm
    with ThreadPoolExecutor(LANES) as lanes:
        calls = [lanes.submit(to.call, call(wire, Kind.INSERT_WITH_OWN_ID)) for _ in range(40)]
        answers = [one.result(timeout=30) for one in calls]

    assert [answer.status for answer in answers] == [200] * 40
    assert len(wire.heard) - 40 <= LANES + 8


@pytest.mark.proves("GE-31")
def test_each_lane_keeps_a_client_of_its_own(wire: Wire) -> None:
    api = CalendarApi(transport(wire))
    wire.script = lambda heard: Say(200, {"id": heard.path.rsplit("/", 1)[-1].split("?")[0]})
    together = threading.Barrier(LANES)
    clients = set()

    def lane(number: int) -> list[FoundEvent | None]:
        together.wait(5)
        found = [api.get_event("c", f"e{number}x{n}") for n in range(10)]
        clients.add(id(api._events()))
        together.wait(5)
        return found

    with ThreadPoolExecutor(LANES) as lanes:
        found = list(lanes.map(lane, range(LANES)))

    asked = [[f"e{number}x{n}" for n in range(10)] for number in range(LANES)]
    assert [[event.id for event in lane if event] for lane in found] == asked
    assert len(clients) == LANES
