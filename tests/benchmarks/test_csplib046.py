"""Problem 046: the judge finds what is wrong, and our search gives every published answer with proof."""

from dataclasses import replace

import pytest

from benchmarks.csplib046 import Answer, most_held, solve
from benchmarks.csplib046_check import any_plan, broken
from benchmarks.csplib046_files import Instance, answers, instances

TWO_APART = Instance(
    number=0, meetings=3, slots=5, agents=((0, 1), (1, 2)), way=((0, 1, 9), (1, 0, 1), (9, 1, 0))
)
"""Meeting 1 shares an agent with each of the others, who share none: only ways of 1 count."""


def test_the_judge_names_a_way_that_is_too_short() -> None:
    assert list(broken(TWO_APART, {0: 0, 1: 2, 2: 0})) == []
    assert list(broken(TWO_APART, {0: 1, 1: 2, 2: 0})) == ["meetings 0 and 1 begin 1 apart, not 2"]


def test_the_judge_misses_no_meeting_without_a_slot_of_the_day() -> None:
    assert list(broken(TWO_APART, {0: 0, 1: 5})) == [
        "meeting 1 is at 5, outside the 5 slots",
        "meeting 2 has no slot",
    ]


def test_trying_everything_finds_a_plan_only_where_there_is_one() -> None:
    two_slots = replace(TWO_APART, slots=2)

    assert list(broken(TWO_APART, any_plan(TWO_APART) or {})) == []
    assert any_plan(two_slots) is None


def test_the_thirteen_instances_are_read_whole() -> None:
    found = instances()

    assert [one.number for one in found] == list(range(1, 14))
    assert {(one.meetings, one.slots) for one in found} == {(20, 12)}
    assert found[0].agents[0] == (6, 7, 15, 17, 18)
    assert all(one.way[a][b] == one.way[b][a] for one in found for a, b in one.pairs())


def test_every_published_plan_of_the_thirteen_is_right() -> None:
    published = answers()

    for instance in instances():
        plan = published[instance.number]
        assert plan is None or not list(broken(instance, plan))


@pytest.mark.parametrize("number", [2, 6])
def test_our_rules_give_the_published_answer(number: int) -> None:
    instance = instances()[number - 1]
    answer = solve(instance)

    assert answer.proven
    assert (answer.plan is None) == (answers()[number] is None) == (any_plan(instance) is None)
    assert not list(broken(instance, answer.plan or {})) or answer.plan is None


def test_without_the_ways_an_instance_without_a_plan_has_one() -> None:
    near = instances()[5]
    nowhere = replace(near, way=tuple(tuple(0 for _ in row) for row in near.way))

    assert solve(nowhere).plan is not None


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 14))
def test_every_published_answer_is_found_with_proof(number: int) -> None:
    the_same(number, solve(instances()[number - 1]))


@pytest.mark.slow
@pytest.mark.parametrize("number", [4, 5, 8, 10])
def test_the_whole_search_proves_the_published_answer_too(number: int) -> None:
    the_same(number, most_held(instances()[number - 1]))


def the_same(number: int, answer: Answer) -> None:
    """The answer is the published one, the judge agrees, and it is proven."""
    instance = instances()[number - 1]
    held = any_plan(instance) is not None
    assert held == (answers()[number] is not None) == (answer.plan is not None)
    assert answer.proven
    assert answer.plan is None or not list(broken(instance, answer.plan))
