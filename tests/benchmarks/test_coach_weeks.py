"""Which coach-weeks count as being without a shared event, and that one week alone is solved and timed."""

from benchmarks.coach_weeks import alone, of_coaches, without_shared_event
from scheduler.district import SeriesId
from scheduler.model import Proof, Schedule
from scheduler.search.partition import SHARED, Search
from tests.scheduler.builders import ANA, HALL, MONDAY, a_meeting, a_visit, a_week, lessons, slot

WEEK = a_week(timetable=lessons(HALL, teach="1", free="6"))
NAME = WEEK.people[ANA].name


def proof(part: str) -> Proof:
    return Proof(part=part, value=1, bound=1, proven=True)


OWN, SHARED_WEEK = proof(f"{NAME}, week of {MONDAY}"), proof(f"{SHARED}, week of {MONDAY}")


def proven(*, shared: bool) -> list[Proof]:
    meeting = a_meeting(HALL, series=SeriesId("rounds") if shared else None)
    schedule = Schedule(
        activities={meeting.id: meeting},
        placed={meeting.id: slot("tue 13:00")},
        proofs=(OWN, SHARED_WEEK),
    )
    return without_shared_event(WEEK, schedule)


def test_a_week_in_which_a_coach_is_in_a_shared_event_does_not_count() -> None:
    assert proven(shared=True) == []
    assert proven(shared=False) == [OWN]


def test_the_proof_of_shared_events_is_no_coachs() -> None:
    assert of_coaches([SHARED_WEEK, OWN]) == [OWN]


def test_one_week_alone_is_solved_with_proof() -> None:
    search = Search(district=WEEK, activities=(a_visit(HALL),))

    (week,) = alone(search, Schedule(activities={}, placed={}))

    assert week.proven
    assert week.cpu_s > 0
