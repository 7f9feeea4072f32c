"""What people know after a push: what was carried out, and nothing that was not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from local_google.faults import refuse
from scheduler.model import ActivityId, Schedule
from sync.workspace.kept_schedules import keep_published, published, told
from tests.builders import VISIT, a_schedule, a_slot, at
from tests.sync.coaching import Workspace, a_workspace, visit

OTHER = ActivityId("other")
NOTHING = Schedule(activities={}, placed={})


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path) as workspace:
        yield workspace


def test_before_the_first_push_people_know_nothing(office: Workspace) -> None:
    assert published(office.journal) == NOTHING


def test_what_was_kept_last_is_what_people_know(office: Workspace) -> None:
    first, second = a_schedule([visit()]), a_schedule([visit("2026-12-09 10:40")])
    keep_published(office.journal, "r-1", first)
    keep_published(office.journal, "r-2", second)

    assert published(office.journal) == second


def test_after_a_push_people_know_what_was_made(office: Workspace) -> None:
    changes = office.compare(visit())
    known = told(NOTHING, a_schedule([visit()]), changes, office.push(changes))

    assert known.placed == {VISIT: a_slot()}


def test_what_stood_already_is_known_too(office: Workspace) -> None:
    office.publish(visit())
    changes = office.compare(visit())
    known = told(NOTHING, a_schedule([visit()]), changes, office.push(changes))

    assert known.placed == {VISIT: a_slot()}


def test_what_was_refused_is_not_known(office: Workspace) -> None:
    """Without its label too."""
    office.running.faults.add(refuse("calendar.events.insert", 400, "invalid", count=2))
    changes = office.compare(visit())
    known = told(NOTHING, a_schedule([visit()]), changes, office.push(changes))

    assert known.placed == {}


def test_what_was_cancelled_is_known_no_more(office: Workspace) -> None:
    office.publish(visit())
    changes = office.compare(dropped=(VISIT,))
    before = a_schedule([visit()])
    known = told(before, NOTHING, changes, office.push(changes))

    assert known.placed == {}


def test_a_schedule_that_went_on_meanwhile_is_not_what_people_were_told(
    office: Workspace,
) -> None:
    changes = office.compare(visit())
    later = a_schedule([visit("2026-12-10 13:00")])
    known = told(NOTHING, later, changes, office.push(changes))

    assert known.placed[VISIT].start == at("2026-12-08 10:40")
    assert known.placed[VISIT].minutes == 40


def test_other_things_people_know_stay_known(office: Workspace) -> None:
    activity, slot = visit(id=OTHER)
    before = a_schedule([(activity, slot)])
    changes = office.compare(visit())
    known = told(before, a_schedule([visit()]), changes, office.push(changes))

    assert set(known.placed) == {VISIT, OTHER}
    assert replace(known, placed={}).activities.keys() == {VISIT, OTHER}
