"""Every fault at every request of a push: nothing lost, nothing twice, nobody mailed by mistake."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from scheduler.model import ActivityId
from sync.event.identity import event_id, key_of
from sync.merging.changes import Verb
from tests.faults.sweep import FAULTS, Ending, Theatre, twelve

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    with ExitStack() as open_here:
        yield Theatre(tmp_path_factory.mktemp("sweep"), twelve(), open_here)


@pytest.fixture(scope="module")
def clean(theatre: Theatre) -> tuple[Ending, int]:
    """How the push ends without a fault, and how many calendar calls it makes."""
    return theatre.clean()


def test_the_push_that_is_swept_has_three_of_each_and_all_calls_are_known(
    theatre: Theatre, clean: tuple[Ending, int]
) -> None:
    ending, calls = clean

    assert theatre.counts() == {Verb.CREATE: 3, Verb.MOVE: 3, Verb.EDIT: 3, Verb.CANCEL: 3}
    assert calls >= 12
    assert sorted(ending.events) == sorted(
        event_id("example", key_of("example", ActivityId(activity.id)), 1)
        for activity, _ in theatre.scene.wanted
    )
    assert len(ending.foreign) == 2
    assert max(ending.mails.values()) == 1
    assert (ending.open_intents, ending.writes_after, ending.mails_after) == (0, 0, 0)


@pytest.mark.proves("N1", "N3", "N5")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_request_leaves_what_a_quiet_run_leaves(
    theatre: Theatre, clean: tuple[Ending, int], fault: str
) -> None:
    ending, calls = clean
    for nth in range(1, calls + 1):
        assert theatre.case((fault, nth)).differs_from(ending) == "", f"{fault} at call {nth}"


@pytest.mark.proves("N6", "N10", "F-71")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_lasts_is_made_good_by_the_next_run(
    theatre: Theatre, clean: tuple[Ending, int], fault: str
) -> None:
    ending, calls = clean
    begin = 1 + list(FAULTS).index(fault) % 3  # the faults take turns, or it would take too long
    for nth in range(begin, calls + 1, 3):
        found = theatre.case((fault, nth), lasts=True)
        assert found.differs_from(ending) == "", f"{fault} from call {nth} on"
