"""What the machine found once is found again: each kept list of steps breaks with its bug, and only then."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.state.google import Google
from tests.state.replay import FOUND, load, replay
from tests.state.seeded_bugs import BUGS
from tests.state.truth import Broken

KEPT = sorted(FOUND.glob("*.json"))
SEEDED = [file for file in KEPT if file.stem in BUGS]
REAL = [file for file in KEPT if file.stem not in BUGS]


@pytest.fixture(scope="module")
def google() -> Iterator[Google]:
    one = Google()
    yield one
    one.close()


@pytest.mark.parametrize("file", SEEDED, ids=lambda file: file.stem)
def test_a_seeded_bug_breaks_its_steps_and_nothing_else_does(file: Path, google: Google) -> None:
    steps = load(file)

    assert replay(google, steps) is None
    with BUGS[file.stem]():
        broken = replay(google, steps)
    assert isinstance(broken, Broken)
    assert broken.name == json.loads(file.read_text("utf-8"))["breaks"]


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_a_bug_that_was_ours_stays_away(file: Path, google: Google) -> None:
    assert replay(google, load(file)) is None


def test_twenty_five_bugs_are_kept() -> None:
    assert len(SEEDED) >= 25
