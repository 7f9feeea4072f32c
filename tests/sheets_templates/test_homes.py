"""Everything the sources ask for has a tab and column where it is entered, and one where it is tracked."""

import pytest

from sheets_templates.building.homes import BOOKS, HOMES, Home, faults
from tests.sheets_templates.requirements import EXPLICIT

A_HOME = Home(what="a team", entered=("Teams!members",), tracked=("Schedule!participants",))


def test_there_are_79_requirements_that_the_sources_state_themselves() -> None:
    assert len(EXPLICIT) == len(set(EXPLICIT)) == 13 + 27 + 13 + 10 + 16


def test_each_of_them_is_entered_in_one_tab_and_tracked_in_one_at_least() -> None:
    assert faults(EXPLICIT) == []
    assert set(EXPLICIT) == HOMES.keys()


def test_a_requirement_without_a_home_is_told() -> None:
    homes = {"R-CP-2": A_HOME}

    assert faults(["R-CP-2", "R-CP-3"], homes) == ["R-CP-3 has no home"]


@pytest.mark.parametrize(
    "place", ["Teams!member", "Team!members", "Teams", "members", "Ratings!score"]
)
def test_a_home_in_a_tab_or_column_that_is_not_declared_is_told(place: str) -> None:
    homes = {"R-CP-2": Home(what="a team", entered=(place,), tracked=A_HOME.tracked)}

    assert faults(["R-CP-2"], homes) == [f"R-CP-2 lives in {place}, which no workbook has"]


def test_what_is_entered_and_never_tracked_is_told() -> None:
    homes = {"R-CP-2": Home(what="a team", entered=A_HOME.entered, tracked=())}

    assert faults(["R-CP-2"], homes) == ["R-CP-2 is tracked nowhere"]


def test_no_tab_of_one_workbook_is_declared_twice() -> None:
    for tabs in BOOKS.values():
        names = [tab.name for tab in tabs]
        assert len(names) == len(set(names))
