"""A push taken back: the calendars as they were, but for what people did since."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.errors import SettingsError
from scheduler.model import ActivityId, Schedule
from sync.calendars.look import look
from sync.calendars.push import PushReport
from sync.calendars.undo import MARK, Stood, Undo, newest_run, undo, written_by
from sync.event.found_event import FoundEvent
from sync.event.marks import values_of
from sync.journal.journal import Journal, open_journal
from sync.merging.changes import Verb
from sync.workspace.kept_schedules import keep_published, known_before, published, told, told_back
from tests.builders import ANA, KHAN, VISIT, ZONE, a_schedule, at
from tests.sync.coaching import OFFICE, Workspace, hours, person, several, verbs, visit

LATER = "2026-12-09 10:40"
OTHER = ActivityId("other")


def taken_back(office: Workspace, run: str = "") -> Undo:
    """What taking a run back would do."""
    return undo(
        office.journal,
        run or newest_run(office.journal),
        seen=look(office.api, office.journal, []),
        stood=Stood(zone=ZONE),
        now=office.now,
        account=OFFICE,
    )


def take_back(office: Workspace, run: str = "") -> PushReport:
    """Take a run back."""
    found = taken_back(office, run)
    report = office.push(found.changes, run=f"{MARK}{next(office.runs)}")
    office.later()
    return report


def looks(event: FoundEvent) -> tuple[object, ...]:
    """All of an event that people see, but for the answers."""
    return (values_of(event), {guest.email for guest in event.attendees}, event.cancelled)


@pytest.mark.proves("F-73", "P14", "GE-40")
def test_what_a_push_made_is_cancelled_and_everybody_is_told(published: Workspace) -> None:
    report = take_back(published)

    assert report.left == ()
    assert published.live() == []
    assert sorted(published.mails()) == [
        ("cancellation", person("ana")),
        ("cancellation", person("hall")),
    ]


@pytest.mark.proves("F-73", "GE-40")
def test_what_a_push_moved_goes_back_with_its_guests(published: Workspace) -> None:
    before = looks(published.event())
    published.publish(visit(LATER, required=(ANA, KHAN)))
    published.mails()
    report = take_back(published)

    assert report.left == ()
    assert looks(published.event()) == before
    assert {to for _, to in published.mails()} == {person("ana"), person("hall"), person("khan")}


@pytest.mark.proves("F-73", "GE-40", "GE-5")
def test_what_a_push_cancelled_comes_back_as_a_new_event(published: Workspace) -> None:
    before = looks(published.event())
    published.publish(dropped=(VISIT,))
    published.mails()
    report = take_back(published)

    assert report.left == ()
    assert looks(published.event(generation=2)) == before
    assert published.event(generation=1).cancelled
    assert sorted(published.mails()) == [
        ("invitation", person("ana")),
        ("invitation", person("hall")),
    ]


@pytest.mark.proves("P14")
@pytest.mark.parametrize(
    ("edit", "verb"),
    [
        (hours("2026-12-10 13:00"), Verb.CONFLICT),
        ({"summary": "Hers now"}, Verb.CONFLICT),
    ],
)
def test_what_a_push_made_and_a_person_changed_stays(
    published: Workspace, edit: dict[str, object], verb: Verb
) -> None:
    published.by_hand(published.event(), edit)
    found = taken_back(published)
    report = take_back(published)

    assert verbs(found.changes) == [verb]
    assert report.outcomes == ()
    assert looks(published.event())[2] is False


@pytest.mark.proves("P14")
def test_a_title_a_person_wrote_stays_hers_when_the_time_goes_back(published: Workspace) -> None:
    published.publish(visit(LATER))
    published.by_hand(published.event(), {"summary": "Hers now"})
    report = take_back(published)
    published.publish(visit("2026-12-10 10:40"))

    assert report.left == ()
    assert published.event().start == at("2026-12-10 10:40")
    assert published.event().summary == "Hers now"


@pytest.mark.proves("P14")
def test_a_time_a_person_chose_since_is_not_moved_back(published: Workspace) -> None:
    published.publish(visit(LATER))
    published.by_hand(published.event(), hours("2026-12-11 09:00"))
    take_back(published)

    assert published.event().start == at("2026-12-11 09:00")


@pytest.mark.proves("P14", "C3")
def test_what_a_person_deleted_since_is_not_made_again(published: Workspace) -> None:
    published.publish(visit(LATER))
    event = published.event()
    published.api.delete_event(event.calendar_id, event.id, etag=event.etag, send_updates="none")
    found = taken_back(published)

    assert found.changes.writes == ()
    assert found.left == ((VISIT, "a person deleted it"),)


@pytest.mark.proves("P14")
def test_an_event_that_was_put_back_is_cancelled_again_by_undoing_the_undo(
    published: Workspace,
) -> None:
    published.publish(dropped=(VISIT,))
    again = take_back(published)
    take_back(published, again.run)

    assert published.live() == []


def test_what_a_later_run_changed_again_is_left_to_it(published: Workspace) -> None:
    first = newest_run(published.journal)
    published.publish(visit(LATER))
    found = taken_back(published, first)

    assert found.changes.changes == ()
    assert found.left == ((VISIT, "run r-2 changed it again"),)


@pytest.mark.proves("F-73")
def test_a_run_is_taken_back_once(published: Workspace) -> None:
    take_back(published)

    assert taken_back(published).changes.changes == ()


@pytest.mark.proves("C16")
def test_what_is_past_stays(published: Workspace) -> None:
    published.later(timedelta(days=5))

    assert verbs(taken_back(published).changes) == [Verb.FROZEN]


@pytest.mark.proves("F-73")
def test_undo_says_which_mails_went_out(published: Workspace) -> None:
    found = taken_back(published)

    assert sorted(found.sent) == [person("ana"), person("hall")]
    assert found.changes.counts.mails == 2


@pytest.mark.proves("F-73", "P1")
def test_an_undo_cut_off_half_way_is_ended_by_running_it_again(office: Workspace) -> None:
    office.publish(*several(3))
    found = taken_back(office)
    office.push(replace(found.changes, changes=found.changes.changes[:1]), run="undo-half")
    office.later()
    rest = taken_back(office, "r-1")
    take_back(office, "r-1")

    assert [says for _, says in rest.left] == ["run undo-half changed it again"]
    assert office.live() == []


def test_a_run_nobody_made_is_told(office: Workspace) -> None:
    with pytest.raises(SettingsError, match="nothing was pushed yet"):
        newest_run(office.journal)
    with pytest.raises(SettingsError, match="no run 'r-9'"):
        written_by(office.journal, "r-9")


@pytest.mark.proves("X19")
def test_what_stood_before_is_kept_for_ninety_days(published: Workspace, tmp_path: Path) -> None:
    published.later(timedelta(days=89))
    with reopened(published, tmp_path) as journal:
        assert written_by(journal, "r-1")[0].image.mails
    published.later(timedelta(days=2))
    with (
        reopened(published, tmp_path) as journal,
        pytest.raises(SettingsError, match="more than 90 days old"),
    ):
        written_by(journal, "r-1")


@contextmanager
def reopened(office: Workspace, folder: Path) -> Iterator[Journal]:
    """The journal as the next process finds it."""
    file = folder / "journal.sqlite3"
    journal = open_journal(f"sqlite:///{file}", lineage="example", now=lambda: office.now)
    yield journal
    journal.close()


@pytest.mark.proves("F-73")
def test_what_people_were_told_goes_back_too(office: Workspace) -> None:
    first, second = a_schedule([visit()]), a_schedule([visit(LATER), visit(id=OTHER)])
    for schedule in (first, second):
        changes = office.compare(*((schedule.activities[k], s) for k, s in schedule.placed.items()))
        report = office.push(changes)
        keep_published(
            office.journal, report.run, told(published(office.journal), schedule, changes, report)
        )
        office.later()
    before = known_before(office.journal, "r-2")
    found = taken_back(office, "r-2")
    report = office.push(found.changes, run="undo-1")

    assert before.placed == first.placed
    assert told_back(published(office.journal), before, found.changes, report).placed == (
        first.placed
    )


@pytest.mark.proves("F-73")
def test_before_the_first_push_people_knew_nothing(office: Workspace) -> None:
    office.publish(visit())
    keep_published(office.journal, "r-1", a_schedule([visit()]))

    assert known_before(office.journal, "r-1") == Schedule(activities={}, placed={})
