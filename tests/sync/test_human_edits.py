"""Whatever people do to a workbook between two syncs, what they wrote stays, and our rows are right."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from tests.sync.coaching import Workspace
from tests.sync.human_edits import Round, an_office, play, ten_rounds

HOW = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    print_blob=False,
)


@pytest.fixture(scope="module")
def office() -> Iterator[Workspace]:
    with an_office() as workspace:
        yield workspace


@pytest.mark.proves("F-78", "F-79", "S1")
@settings(HOW, max_examples=2, derandomize=True)
@given(rounds=ten_rounds())
def test_what_people_wrote_stays_and_our_rows_are_right_over_ten_syncs(
    office: Workspace, rounds: list[Round]
) -> None:
    play(office, rounds)


@pytest.mark.slow
@pytest.mark.proves("F-78", "S2", "S6")
@settings(HOW, max_examples=25)
@given(rounds=ten_rounds())
def test_so_it_is_whatever_they_do(office: Workspace, rounds: list[Round]) -> None:
    play(office, rounds)
