"""Timefold beside ours on visits: what it is told, and what its numbers mean."""

import pytest

from benchmarks.visits import Judged, Visits, _figure, _sooner


@pytest.fixture(scope="module")
def visits() -> Visits:
    return Visits(1, coaches=1, schools=1)


def test_every_time_of_every_visit_is_told(visits: Visits) -> None:
    lines = visits.as_lines().splitlines()

    assert sum(line.startswith("visit") for line in lines) == len(visits.search.activities)
    assert sum(line.startswith("option") for line in lines) == sum(map(len, visits.slots))


def test_a_time_is_told_by_its_minutes_and_read_back_by_its_number(visits: Visits) -> None:
    first = visits.slots[0]
    told = [line.split() for line in visits.as_lines().splitlines() if line.startswith("option")]
    starts = [int(words[2]) for words in told[: len(first)]]

    taken = visits.taken("0:1")

    assert taken == {visits.search.activities[0].id: first[1]}
    assert starts[1] - starts[0] == (first[1].start - first[0].start).total_seconds() / 60


def test_all_visits_at_their_first_times_break_rules_and_the_referee_says_so(
    visits: Visits,
) -> None:
    all_first = visits.taken(" ".join(f"{number}:0" for number in range(len(visits.slots))))

    assert visits.judged(all_first, 0.0).broken > 0
    assert visits.judged({}, 0.0).left_out == len(visits.slots)


@pytest.mark.parametrize(
    ("theirs", "lost"),
    [
        ({"price": 90, "cpu_s": 9.0}, True),
        ({"price": 100, "cpu_s": 1.0}, True),
        ({"price": 110, "cpu_s": 1.0}, False),
        ({"price": 90, "cpu_s": 1.0, "broken": 1}, False),
    ],
)
def test_who_keeps_the_rules_at_a_lower_price_or_sooner_wins(
    theirs: dict[str, float], lost: bool
) -> None:
    ours = Judged(left_out=0, broken=0, price=100, cpu_s=2.0)
    other = Judged(
        left_out=0,
        broken=int(theirs.get("broken", 0)),
        price=int(theirs["price"]),
        cpu_s=theirs["cpu_s"],
    )

    assert _figure("theirs", [other], [ours]).lost is lost


def test_a_plan_that_is_there_first_is_told_only_where_it_is_whole_and_right() -> None:
    ours = Judged(left_out=0, broken=0, price=100, cpu_s=2.0)
    whole = Judged(left_out=0, broken=0, price=110, cpu_s=0.3)
    part = Judged(left_out=1, broken=0, price=600, cpu_s=0.3)
    wrong = Judged(left_out=0, broken=1, price=90, cpu_s=0.3)

    assert [one.lost for one in _sooner("default", [whole], [ours])] == [True]
    assert not [*_sooner("default", [part], [ours]), *_sooner("default", [wrong], [ours])]
