"""What people did to our events, or made beside them, is never written over."""

from pathlib import Path

import pytest

from sync.calendars.carry import End
from sync.event.identity import event_id, key_of
from sync.journal.journal import OpState
from sync.merging.changes import Standing, Verb
from tests.builders import (
    ANA,
    HALL,
    KHAN,
    VISIT,
    at,
)
from tests.sync.coaching import (
    Workspace,
    another_computer,
    hours,
    person,
    verbs,
    visit,
)

LATER = "2026-12-09 10:40"


@pytest.mark.proves("C7", "C8", "GE-9")
def test_an_answer_that_arrives_while_we_write_is_kept(published: Workspace) -> None:
    changes = published.compare(visit("2026-12-08 10:40", required=(ANA, HALL, KHAN)))
    published.answer(person("hall"), published.event(), "accepted", "glad to")

    report = published.push(changes)

    assert [outcome.state for outcome in report.outcomes] == [OpState.DONE]
    guests = {guest.email: guest for guest in published.event().attendees}
    assert guests[person("hall")].response == "accepted"
    assert guests[person("hall")].comment == "glad to"
    assert person("khan") in guests
    assert published.mails() == [("invitation", person("khan"))]


@pytest.mark.proves("P6", "GE-7")
def test_what_a_person_changed_after_the_comparison_is_not_written_over(
    published: Workspace,
) -> None:
    changes = published.compare(visit(LATER))
    published.by_hand(published.event(), hours("2026-12-10 13:00"))

    report = published.push(changes)

    assert [outcome.state for outcome in report.outcomes] == [OpState.CONFLICT]
    assert published.event().start == at("2026-12-10 13:00")
    assert published.mails() == []


@pytest.mark.proves("C1", "F-65")
def test_an_event_a_coach_dragged_is_left_where_she_put_it(published: Workspace) -> None:
    published.by_hand(published.event(), hours("2026-12-10 13:00"))

    assert verbs(published.compare(visit())) == [Verb.PIN]
    published.publish(visit())
    assert published.event().start == at("2026-12-10 13:00")

    published.publish(visit("2026-12-10 13:00"))
    assert verbs(published.compare(visit("2026-12-10 13:00"))) == [Verb.NOTHING]
    assert published.mails() == []


@pytest.mark.proves("C3")
def test_an_event_a_person_deleted_is_not_revived(published: Workspace) -> None:
    event = published.event()
    published.api.delete_event(event.calendar_id, event.id, etag=event.etag, send_updates="none")

    report = published.publish(visit())

    assert report.outcomes == ()
    assert published.live() == []
    assert published.mails() == []


@pytest.mark.proves("C3")
def test_an_event_deleted_after_the_comparison_is_not_revived(published: Workspace) -> None:
    changes = published.compare(visit(LATER))
    event = published.event()
    published.api.delete_event(event.calendar_id, event.id, etag=event.etag, send_updates="none")

    report = published.push(changes)

    assert [outcome.end for outcome in report.outcomes] == [End.TOMBSTONE]
    assert published.journal.known()[0].standing is Standing.REMOVED_BY_A_PERSON


@pytest.mark.proves("C11", "F-64", "GE-17")
def test_foreign_events_and_copies_of_ours_are_never_touched(published: Workspace) -> None:
    ours = published.event()
    alone = {
        name: dict(ours.raw)[name] for name in ("summary", "start", "end", "extendedProperties")
    }
    for body in ({"id": "pastedbeside0", **alone}, {**alone, "extendedProperties": {}}):
        published.api.insert_event(ours.calendar_id, body, send_updates="none")
    theirs = [event for event in published.live() if event.id != ours.id]

    published.publish(visit(LATER))
    published.publish(dropped=(VISIT,))

    assert [event for event in published.live() if event.id != ours.id] == theirs


@pytest.mark.proves("C6")
def test_an_id_that_somebody_else_uses_is_left_alone(office: Workspace) -> None:
    office.publish(visit(id="another"))
    calendar = office.journal.calendars()[ANA]
    taken = event_id("example", key_of("example", VISIT), 1)
    body = {
        "id": taken,
        "summary": "theirs",
        "extendedProperties": {"private": {"bellKey": "other", "bellGen": "1"}},
        **hours("2026-12-10 13:00"),
    }
    office.api.insert_event(calendar, body, send_updates="none")

    report = office.push(office.compare(visit()))

    assert report.count(Verb.CREATE) == 1
    assert office.event(generation=1).summary == "theirs"
    assert office.event(generation=2).summary.startswith("Math coaching")


@pytest.mark.proves("P8", "F-72")
def test_a_lost_journal_is_learned_again_from_the_calendars(
    published: Workspace, tmp_path: Path
) -> None:
    with another_computer(published.running, tmp_path / "new.sqlite3", published.district) as other:
        assert verbs(other.compare(visit())) == [Verb.NOTHING]
        other.publish(visit())

        assert other.writes() == []
        assert [row.activity for row in other.journal.known()] == [VISIT]
        assert verbs(other.compare(visit(LATER))) == [Verb.MOVE]


@pytest.mark.proves("P8", "C5")
def test_what_we_cancelled_is_known_as_ours_without_the_journal(
    published: Workspace, tmp_path: Path
) -> None:
    published.publish(dropped=(VISIT,))

    with another_computer(published.running, tmp_path / "new.sqlite3", published.district) as other:
        change = other.compare(visit()).changes[0]

    assert change.verb is Verb.CREATE
    assert change.event_id == event_id("example", key_of("example", VISIT), 2)


@pytest.mark.proves("P4")
def test_two_computers_that_push_the_same_make_one_event(office: Workspace, tmp_path: Path) -> None:
    office.publish(visit(id="first"))
    with another_computer(office.running, tmp_path / "two.sqlite3", office.district) as other:
        theirs = other.compare(visit())
        office.publish(visit(), visit(id="first"))
        office.mails()

        report = other.push(theirs)

        assert [outcome.end for outcome in report.outcomes] == [End.ALREADY]
        assert other.mails() == []


def test_an_event_that_began_since_the_comparison_is_left_alone(published: Workspace) -> None:
    published.now = at("2026-12-08 10:30")
    changes = published.compare(visit(LATER))
    published.now = at("2026-12-08 10:45")

    report = published.push(changes)

    assert [outcome.end for outcome in report.outcomes] == [End.FROZEN]
    assert published.event().start == at("2026-12-08 10:40")
