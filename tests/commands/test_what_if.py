"""`bellweave what-if`, as somebody types it."""

import json
from pathlib import Path

import pytest

from tests.journeys.typing_commands import Typist

WEEK = "2026-11-16"


def everything_kept(folder: Path) -> dict[str, bytes]:
    """What the workspace keeps, but for what only says that somebody looked."""
    return {
        str(file): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix in (".json", ".csv", ".toml")
    }


@pytest.mark.slow
@pytest.mark.proves("F-52")
def test_fewer_visits_a_day_cost_visits_and_nothing_is_saved(scheduled: Typist) -> None:
    before = everything_kept(scheduled.folder)

    ran = scheduled.does("what-if", WEEK, "--set", "visits_a_day=1", "--json")

    told = json.loads(ran.out)
    lost = told["placed"]["now"] - told["placed"]["then"]
    assert lost == len(told["loses"]) > 0
    assert "c1" in told["people"]
    assert everything_kept(scheduled.folder) == before


@pytest.mark.proves("F-52")
def test_a_name_that_nothing_has_is_a_matter_of_typing(scheduled: Typist) -> None:
    asked = scheduled.types("what-if", WEEK, "--set", "visits_day=5")
    wordless = scheduled.types("what-if", WEEK, "--set", "visits_a_day")
    crooked = scheduled.types("what-if", WEEK, "--set", "visits_a_day=many")

    assert (asked.code, wordless.code) == (2, 2)
    assert "visits_a_day" in asked.err
    assert crooked.code == 1
    assert "many" in crooked.err
