"""Too much to do, or no time to search: what fits is found, and nothing is claimed that is not known."""

import re
from dataclasses import replace

import pytest

from scheduler.model import Schedule
from scheduler.referee.review import review, what_if
from scheduler.search.find_times import find_times, inspection_of
from tests.scheduler.builders import InPlace, searched
from tests.scheduler.truth.plain_week import Ask, PlainWeek, best, places
from tests.scheduler.truth.tiny_weeks import key_of, search_of, slots_of

FOREIGN = re.compile(r"infeasible|constraint|objective|solver|optimal|variable", re.IGNORECASE)
TEACHES = dict.fromkeys(("hall", "khan", "lee"), ("teach", "teach", "teach", "duty"))
OVER_FULL = PlainWeek(
    asks=tuple(
        Ask(leader="ana", teachers=(who,), minutes=45, days=1, visit=True, worth=worth)
        for who, worth in (("hall", 1000), ("khan", 1000), ("lee", 100), ("hall", 100))
    ),
    doing=TEACHES,
    visits_a_day=2,
)
"""Four visits on a day that holds two."""


@pytest.mark.proves("V1", "F-49")
def test_an_over_full_day_holds_what_fits_and_says_why_the_rest_does_not() -> None:
    search = search_of(OVER_FULL)
    times = searched(search)
    inspection = inspection_of(search, times.schedule)

    assert times.verdict.violations == ()
    assert times.schedule.price["left out"] == best(OVER_FULL)[0] == 200
    assert {one.activity for one in times.schedule.unplaced} == {key_of(2), key_of(3)}
    for one in times.schedule.unplaced:
        assert one.reasons
        assert not any(FOREIGN.search(reason.says) for reason in one.reasons)
        number = int(one.activity.split()[1])
        for place in places(OVER_FULL, OVER_FULL.asks[number]):
            (slot,) = slots_of(
                OVER_FULL, tuple(place if n == number else None for n in range(4))
            ).values()
            assert what_if(inspection, one.activity, slot)


@pytest.mark.proves("V2", "F-60")
@pytest.mark.parametrize("effort", [1e-9, 1e-4, 1e-3])
def test_a_search_that_was_cut_short_is_marked_and_breaks_no_rule(effort: float) -> None:
    search = search_of(replace(OVER_FULL, visits_a_day=3))
    times = find_times(search, executor=InPlace(), left=lambda: 20.0, effort=effort)
    schedule: Schedule = times.schedule
    least = best(replace(OVER_FULL, visits_a_day=3))

    assert times.verdict.violations == ()
    assert schedule.placed.keys() | {one.activity for one in schedule.unplaced} == {
        key_of(number) for number in range(4)
    }
    found = (schedule.price.get("left out", 0), review(inspection_of(search, schedule)).total)
    assert found >= least
    assert found == least or not all(proof.proven for proof in schedule.proofs)


@pytest.mark.proves("V2")
def test_a_search_without_any_result_claims_nothing() -> None:
    times = find_times(search_of(OVER_FULL), executor=InPlace(), left=lambda: 20.0, effort=1e-9)

    assert times.schedule.placed
    assert not any(proof.proven for proof in times.schedule.proofs)
