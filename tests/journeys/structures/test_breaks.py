"""Each prepared break turns the check of its journey red, which is green without it."""

from pathlib import Path

import pytest

from tests.journeys.structures.breaks import BREAKS
from tests.journeys.structures.typed import Sent, sent, typed

pytestmark = pytest.mark.slow


def told(name: str, folder: Path) -> Sent:
    """What stands in Google when the district of a break is typed and sent."""
    one = BREAKS[name]
    return sent(typed(folder, one.tabs, now="2026-10-30T15:30"), one.first)


@pytest.mark.parametrize("name", BREAKS)
def test_a_prepared_break_turns_its_check_red(name: str, tmp_path: Path) -> None:
    one = BREAKS[name]
    with one.switch():
        broken = told(name, tmp_path)

    assert one.seen in one.check(broken)


def test_the_small_cohort_of_the_breaks_is_right_without_them(tmp_path: Path) -> None:
    """The other districts are those of the journeys, where the same checks are green."""
    whole = told("week_6_visit", tmp_path)

    assert BREAKS["week_6_visit"].check(whole) == []
    assert BREAKS["debrief_before_its_visit"].check(whole) == []


def test_there_are_five() -> None:
    assert set(BREAKS) == {
        "week_6_visit",
        "debrief_before_its_visit",
        "demonstrator_repeated",
        "board_update_in_january",
        "memorandum_ignored",
    }
