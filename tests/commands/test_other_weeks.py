"""`bellweave schedule week --alternatives`, as somebody types it."""

import json

import pytest

from tests.journeys.typing_commands import Typist

WEEK = ("schedule", "week", "2026-11-16")


def placed(typist: Typist) -> dict[str, str]:
    rows = json.loads(typist.does("show", "--json").out)["placed"]
    return {row["activity"]: f"{row['day']}T{row['start']}" for row in rows}


@pytest.mark.slow
@pytest.mark.proves("F-58")
def test_nothing_is_saved_until_one_is_taken_and_then_that_one(scheduled: Typist) -> None:
    before = placed(scheduled)

    scheduled.does(*WEEK, "--alternatives", "2")
    shown = placed(scheduled)
    taken = scheduled.does(*WEEK, "--alternatives", "2", "--take", "2")
    after = placed(scheduled)

    assert shown == before
    assert "Took schedule 2" in taken.out
    assert after.keys() == before.keys()
    assert sum(after[key] != before[key] for key in after) >= 3
    assert scheduled.writes() == 0


@pytest.mark.proves("F-58")
def test_taking_without_saying_among_how_many_is_a_matter_of_typing(scheduled: Typist) -> None:
    assert scheduled.types(*WEEK, "--take", "2").code == 2
