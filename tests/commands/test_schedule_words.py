"""What `schedule` says it knows: proven only where it was proven, a number only where it says something."""

import json

import pytest

from commands.schedule_words import proof_words
from commands.time_limit import for_at_most
from scheduler.model import Proof
from scheduler.search.levels import LEFT_OUT, PRICE, Level
from tests.journeys.typing_commands import Typist
from workflow import open_here

ALL_PLACED = Level(name=LEFT_OUT, value=0, bound=0)
MAY_BE_BETTER = Level(name=PRICE, value=1_000, bound=900, unavoidable=200)


def parts(*proven: bool) -> list[Proof]:
    return [Proof(part="Ana", value=9, bound=9 if one else 7, proven=one) for one in proven]


@pytest.mark.proves("F-57")
@pytest.mark.parametrize(
    ("proven", "says"),
    [
        ((False,), "0 of 1 part of the search is proven best."),
        ((True, False), "1 of 2 parts of the search is proven best."),
        ((True, True, False), "2 of 3 parts of the search are proven best."),
        ((True, True), "Each coach's week is the best possible, given the rest."),
    ],
)
def test_parts_are_counted_in_school_words(proven: tuple[bool, ...], says: str) -> None:
    assert proof_words((ALL_PLACED, MAY_BE_BETTER), parts(*proven)) == (
        f"{says} At most 12.5 % better is possible."
    )


def test_proven_best_needs_every_level_and_not_every_part() -> None:
    best = Level(name=PRICE, value=900, bound=900, unavoidable=200)
    unknown = Level(name=LEFT_OUT, value=5, bound=0)

    assert proof_words((ALL_PLACED, best), parts(False)) == "Proven best for these settings."
    assert "not known" in proof_words((unknown, best), parts(True))


def test_nothing_is_said_of_a_bound_that_says_nothing() -> None:
    trivial = Level(name=PRICE, value=900, bound=200, unavoidable=200)

    assert "%" not in proof_words((ALL_PLACED, trivial), parts(True))


@pytest.mark.proves("F-57", "F-59")
def test_a_program_reads_the_levels_of_a_week_just_scheduled(scheduled: Typist) -> None:
    told = json.loads(scheduled.does("schedule", "week", "2026-11-16", "--json").out)
    left_out, price = told["levels"]

    assert told["schema_version"] == 1
    assert (left_out["name"], price["name"]) == ("left out", "price")
    assert left_out["value"] >= left_out["bound"] >= 0
    assert price["value"] >= price["bound"] >= price["unavoidable"] > 0
    for level in told["levels"]:
        assert level["proven"] == (level["value"] == level["bound"])
        assert (level["gap"] == 0) == level["proven"]
    assert len(told["placed"]) + len(told["unplaced"]) == told["wanted"] > 0
    assert all(part["proven_given_the_rest"] for part in told["parts"] if part["bound"])
    assert list(scheduled.folder.rglob(told["saved"]))


def test_a_time_limit_counts_for_one_command_and_leaves_the_settings_file(fresh: Typist) -> None:
    workspace = open_here(start=fresh.folder, now=fresh.now)

    assert for_at_most(workspace, 7).settings.time_limit == 7
    assert for_at_most(workspace, None).settings.time_limit == workspace.settings.time_limit == 60
    assert open_here(start=fresh.folder, now=fresh.now).settings.time_limit == 60


@pytest.mark.parametrize("period", ["week", "cycle"])
def test_a_time_limit_that_is_no_time_is_refused(fresh: Typist, period: str) -> None:
    asked = fresh.types("schedule", period, "2026-11-16", "--time-limit", "0")

    assert asked.code == 2
    assert "0 is not in the range 1<=x<=86400" in asked.err
