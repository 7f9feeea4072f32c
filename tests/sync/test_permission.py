"""An impossible time lets exactly its event change, whatever its state, and no other."""

from datetime import datetime, timedelta

import pytest

from scheduler.model import Activity, Slot
from sync.calendars.comparing import compare
from sync.calendars.look import look
from sync.event.identity import key_of
from sync.event.wording import Wording
from sync.journal.journal import OpState
from sync.merging.changes import ChangeSet, Verb
from sync.merging.diff import Reach
from sync.merging.merge import Frozen
from sync.merging.permission import claims_of
from tests.builders import VISIT, a_schedule, at
from tests.sync.coaching import FRIDAY, OFFICE, Workspace, hours, person, verbs, visit

DRAGGED = "2026-12-09 13:00"
NEW = "2026-12-10 10:40"


def repaired(
    workspace: Workspace,
    released: str,
    *wanted: tuple[Activity, Slot],
    near: datetime | None = None,
) -> ChangeSet:
    """What a push would do when the visit cannot take place at that wall time any more."""
    schedule = a_schedule(wanted)
    lineage = workspace.journal.lineage
    owners = sorted({schedule.activities[key].leader for key in schedule.placed})
    seen = look(workspace.api, workspace.journal, owners)
    free = {VISIT: at(released)}
    cancelled = () if wanted else (VISIT,)
    return compare(
        schedule,
        workspace.district,
        api=workspace.api,
        journal=workspace.journal,
        wording=Wording(),
        reach=Reach(start=FRIDAY, end=FRIDAY, activities=frozenset({VISIT})),
        now=workspace.now,
        account=OFFICE,
        frozen=Frozen(
            until=workspace.now, near=near, may_change=frozenset({key_of(lineage, VISIT)})
        ),
        claims=claims_of(free, cancelled, seen.found, lineage),
        seen=seen,
    )


@pytest.mark.proves("F-93", "C1")
def test_an_event_that_a_person_moved_leaves_the_time_that_became_impossible(
    published: Workspace,
) -> None:
    published.by_hand(published.event(), hours(DRAGGED))

    changes = repaired(published, DRAGGED, visit(NEW))
    report = published.push(changes)

    assert verbs(changes) == [Verb.MOVE]
    assert [one.state for one in report.outcomes] == [OpState.DONE]
    assert published.event().start == at(NEW)
    assert sorted(to for _, to in published.mails()) == [person("ana"), person("hall")]


@pytest.mark.proves("C1")
def test_without_an_impossible_time_it_stays_where_it_was_put(published: Workspace) -> None:
    published.by_hand(published.event(), hours(DRAGGED))

    assert verbs(repaired(published, "2026-12-08 10:40", visit(NEW))) == [Verb.CONFLICT]
    assert verbs(published.compare(visit(NEW))) == [Verb.CONFLICT]


@pytest.mark.proves("C1", "P6")
def test_an_event_moved_once_more_meanwhile_is_its_persons_again(published: Workspace) -> None:
    published.by_hand(published.event(), hours(DRAGGED))
    changes = repaired(published, DRAGGED, visit(NEW))
    published.by_hand(published.event(), hours("2026-12-09 15:00"))

    report = published.push(changes)

    assert [one.state for one in report.outcomes] == [OpState.CONFLICT]
    assert published.event().start == at("2026-12-09 15:00")
    assert published.mails() == []


@pytest.mark.proves("C7")
def test_an_answer_that_comes_meanwhile_is_kept(published: Workspace) -> None:
    published.by_hand(published.event(), hours(DRAGGED))
    changes = repaired(published, DRAGGED, visit(NEW))
    published.answer(person("hall"), published.event(), "accepted")

    report = published.push(changes)

    assert [one.state for one in report.outcomes] == [OpState.DONE]
    assert published.event().start == at(NEW)


@pytest.mark.proves("F-93")
def test_an_event_a_person_wrote_in_goes_when_it_cannot_take_place(published: Workspace) -> None:
    published.by_hand(published.event(), {"summary": "Ana + Rosa"})

    assert verbs(repaired(published, DRAGGED)) == [Verb.CONFLICT]
    assert verbs(repaired(published, "2026-12-08 10:40")) == [Verb.CANCEL]


@pytest.mark.proves("F-93", "C16")
def test_what_has_begun_is_frozen_whatever_became_impossible(published: Workspace) -> None:
    published.now = at("2026-12-08 10:45")

    assert verbs(repaired(published, "2026-12-08 10:40")) == [Verb.FROZEN]
    assert verbs(repaired(published, "2026-12-08 10:40", visit(NEW))) == [Verb.FROZEN]


@pytest.mark.proves("F-93", "C16")
def test_what_begins_before_it_is_written_is_frozen_too(published: Workspace) -> None:
    published.now = at("2026-12-08 10:35")
    changes = repaired(published, "2026-12-08 10:40", near=published.now + timedelta(days=1))
    published.now = at("2026-12-08 10:41")

    report = published.push(changes)

    assert verbs(changes) == [Verb.CANCEL]
    assert [one.state for one in report.outcomes] == [OpState.CONFLICT]
    assert not published.event().cancelled
