"""Pushing at the wire: one event an activity, one mail a guest, whatever happens on the way."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from local_google import admin
from local_google.faults import Deed, Moment, Rule, refuse
from scheduler.errors import Interrupted, SettingsError, StaleChangeSet
from scheduler.model import Activity, ActivityId, Slot
from sync.carry import End
from sync.changes import Standing, Verb
from sync.guards import Confirmed
from sync.identity import event_id, key_of
from sync.journal import OpState
from sync.look import look
from tests.builders import (
    ANA,
    BEN,
    HALL,
    KHAN,
    VISIT,
    a_district,
    a_person,
    a_slot,
    an_activity,
    at,
)
from tests.sync.coaching import (
    Workspace,
    a_workspace,
    another_computer,
    person,
    verbs,
    visit,
)

LATER = "2026-12-09 10:40"
INSERT, PATCH, DELETE = (f"calendar.events.{name}" for name in ("insert", "patch", "delete"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace that has pushed nothing yet."""
    with a_workspace(tmp_path) as workspace:
        yield workspace


@pytest.fixture
def published(office: Workspace) -> Workspace:
    """The same with one visit pushed, its mails and writes looked at."""
    office.publish(visit())
    office.mails()
    office.writes()
    return office


def several(count: int) -> list[tuple[Activity, Slot]]:
    """So many visits by two coaches, one an hour."""
    start = at("2026-12-08 08:00")
    return [
        (
            an_activity(
                id=ActivityId(f"visit-{n}"),
                leader=(ANA, BEN)[n % 2],
                required=((ANA, BEN)[n % 2], (HALL, KHAN)[n % 2]),
            ),
            replace(a_slot(), start=start + timedelta(hours=n)),
        )
        for n in range(count)
    ]


def test_a_coach_gets_one_calendar_with_her_name(office: Workspace) -> None:
    office.publish(*several(4))
    office.publish(*several(6))

    listed = [entry.summary for entry in office.api.calendars() if not entry.primary]
    assert sorted(listed) == ["Math coaching - ana", "Math coaching - ben"]


def test_a_push_makes_the_event_and_invites_everybody_once(office: Workspace) -> None:
    report = office.publish(visit())

    assert report.count(Verb.CREATE) == 1
    assert office.writes() == ["insert"]
    assert office.mails() == [
        ("invitation", person("ana")),
        ("invitation", person("hall")),
    ]
    assert office.event().start == at("2026-12-08 10:40")


@pytest.mark.proves("F-62", "GE-1")
def test_a_second_push_makes_no_write_and_no_mail(published: Workspace) -> None:
    published.publish(visit())

    assert published.writes() == []
    assert published.mails() == []


@pytest.mark.proves("GE-11")
def test_the_mails_told_beforehand_are_the_mails_sent(office: Workspace) -> None:
    visits = several(3)
    for pairs in (visits, [*visits[:2], visit(LATER)], [visit(LATER)]):
        dropped = tuple(activity.id for activity, _ in visits)
        changes = office.compare(*pairs, dropped=dropped)
        office.push(changes)
        office.later()
        assert changes.counts.mails > 0
        assert len(office.mails()) == changes.counts.mails


@pytest.mark.proves("F-63", "F-67")
def test_a_moved_activity_keeps_its_event_and_everybody_is_told_once(
    published: Workspace,
) -> None:
    before = published.event()

    published.publish(visit(LATER))

    assert published.event().id == before.id
    assert published.event().start == at(LATER)
    assert published.writes() == ["patch"]
    assert published.mails() == [("update", person("ana")), ("update", person("hall"))]


def test_a_change_of_words_is_silent_and_keeps_peoples_notes(published: Workspace) -> None:
    event = published.event()
    published.by_hand(event, {"description": event.description + "\nbring coffee"})

    published.publish(visit(bring="the unit"))

    assert "Please bring: the unit" in published.event().description
    assert published.event().description.endswith("\nbring coffee")
    assert published.mails() == []


def test_an_activity_without_a_slot_loses_its_event_and_its_guests_are_told(
    published: Workspace,
) -> None:
    published.publish(dropped=(VISIT,))

    assert published.event().cancelled
    assert published.mails() == [
        ("cancellation", person("ana")),
        ("cancellation", person("hall")),
    ]
    assert published.journal.known()[0].standing is Standing.REMOVED_BY_US


@pytest.mark.proves("C5", "GE-5")
def test_an_activity_that_comes_back_gets_a_new_event(published: Workspace) -> None:
    published.publish(dropped=(VISIT,))
    published.publish(visit())

    assert published.event(generation=1).cancelled
    assert published.event(generation=2).start == at("2026-12-08 10:40")


@pytest.mark.proves("N1", "M2", "GE-4")
def test_a_lost_answer_to_an_insert_leaves_one_event_and_one_mail_each(office: Workspace) -> None:
    office.running.faults.add(Rule(method=INSERT, deed=Deed.DROP, at=Moment.AFTER_COMMIT))

    report = office.publish(visit())

    assert [outcome.end for outcome in report.outcomes] == [End.ALREADY]
    assert len(office.live()) == 1
    assert len(office.mails()) == 2
    assert office.publish(visit()).outcomes == ()


@pytest.mark.proves("N5")
def test_an_insert_that_failed_before_it_was_kept_is_sent_again(office: Workspace) -> None:
    office.running.faults.add(refuse(INSERT, 503, "backendError", at=Moment.BEFORE_COMMIT))

    office.publish(visit())

    assert len(office.live()) == 1
    assert len(office.mails()) == 2


@pytest.mark.proves("N3")
def test_a_lost_answer_to_a_move_tells_people_once(published: Workspace) -> None:
    published.running.faults.add(Rule(method=PATCH, deed=Deed.DROP, at=Moment.AFTER_COMMIT))

    report = published.publish(visit(LATER))

    assert [outcome.state for outcome in report.outcomes] == [OpState.DONE]
    assert published.event().start == at(LATER)
    assert len(published.mails()) == 2


@pytest.mark.proves("N4")
def test_a_lost_answer_to_a_cancellation_tells_people_once(published: Workspace) -> None:
    published.running.faults.add(Rule(method=DELETE, deed=Deed.DROP, at=Moment.AFTER_COMMIT))

    report = published.publish(dropped=(VISIT,))

    assert [outcome.state for outcome in report.outcomes] == [OpState.DONE]
    assert published.event().cancelled
    assert len(published.mails()) == 2


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


@pytest.mark.proves("P1", "GE-3")
def test_a_run_that_died_after_the_write_is_found_done(office: Workspace) -> None:
    changes = office.compare(visit())

    with pytest.raises(SystemExit):
        office.push(changes, now=dies_after(office, calls=1))
    assert len(office.mails()) == 2
    report = office.push(changes)

    assert [outcome.state for outcome in report.outcomes] == [OpState.DONE]
    assert len(office.live()) == 1
    assert office.mails() == []


@pytest.mark.proves("P1", "GE-3")
@pytest.mark.parametrize("moment", [Moment.BEFORE_COMMIT, Moment.AFTER_COMMIT])
def test_an_interrupted_run_continues_where_it_stopped(office: Workspace, moment: Moment) -> None:
    visits = several(6)
    changes = office.compare(*visits)
    for method, nth in ((INSERT, 4), ("calendar.events.get", 1)):
        office.running.faults.add(
            Rule(method=method, deed=Deed.DROP, at=moment, nth=nth, count=None)
        )
    stopped = office.push(changes)
    office.running.faults.clear()

    assert isinstance(stopped.stopped, Interrupted)
    assert stopped.left
    assert stopped.stopped.exit_code == 7
    report = office.push(changes)

    assert report.run == stopped.run
    assert report.stopped is None
    assert len(office.live()) == 6
    assert len(office.mails()) == 12


@pytest.mark.proves("N9")
def test_one_refused_write_does_not_stop_the_rest(office: Workspace) -> None:
    office.running.faults.add(refuse(INSERT, 403, "forbidden", nth=2))

    report = office.push(office.compare(*several(4)))

    states = sorted(outcome.state for outcome in report.outcomes)
    assert states == [OpState.DONE, OpState.DONE, OpState.DONE, OpState.FAILED]
    assert report.stopped is None


@pytest.mark.proves("C14")
def test_a_calendar_that_is_gone_stops_its_own_lane_only(office: Workspace) -> None:
    office.publish(*several(2))
    changes = office.compare(*several(6))
    gone = office.journal.calendars()[ANA]
    office.running.faults.add(refuse(INSERT, 404, "notFound"))

    report = office.push(changes)

    lanes: dict[str, set[OpState]] = {o.change.calendar_id: set() for o in report.outcomes}
    for outcome in report.outcomes:
        lanes[outcome.change.calendar_id].add(outcome.state)
    assert gone in lanes
    assert {OpState.DONE} in lanes.values()
    assert {OpState.FAILED, OpState.LAPSED} in lanes.values()


@pytest.mark.proves("N16")
def test_a_list_that_comes_back_empty_by_mistake_changes_nothing(published: Workspace) -> None:
    published.running.faults.add(
        Rule(method="calendar.events.list", deed=Deed.NOTHING_LISTED, count=None)
    )

    seen = look(published.api, published.journal, [ANA])

    assert seen.stopped == set(published.journal.calendars().values())
    assert published.compare(visit(LATER)).changes == ()


@pytest.mark.proves("P5", "P7")
def test_a_change_set_is_pushed_once(published: Workspace) -> None:
    changes = published.compare(visit(LATER))
    published.push(changes)

    with pytest.raises(StaleChangeSet) as raised:
        published.push(changes)
    assert raised.value.exit_code == 6


@pytest.mark.proves("P5")
def test_a_change_set_is_refused_after_another_push(published: Workspace) -> None:
    old = published.compare(visit(LATER))
    published.publish(visit("2026-12-10 10:40"))
    published.mails()

    with pytest.raises(StaleChangeSet, match="pushed or pulled since"):
        published.push(old)
    assert published.mails() == []


@pytest.mark.proves("P5", "P7")
def test_an_old_change_set_and_another_workspaces_are_refused(published: Workspace) -> None:
    changes = published.compare(visit(LATER))

    with pytest.raises(StaleChangeSet, match="another workspace"):
        published.push(replace(changes, lineage="elsewhere"))
    published.later(timedelta(hours=25))
    with pytest.raises(StaleChangeSet, match="25 hours old"):
        published.push(changes)


@pytest.mark.proves("C21", "GE-13")
def test_many_mails_need_their_number_said(office: Workspace) -> None:
    changes = office.compare(*several(26))
    for said in (None, 51):
        with pytest.raises(SettingsError, match="would send 52 e-mails"):
            office.push(changes, confirmed=Confirmed(mails=said))
    assert office.writes() == []

    assert office.push(changes, confirmed=Confirmed(mails=52)).left == ()


@pytest.mark.proves("GE-16")
def test_many_cancellations_need_their_number_said(office: Workspace) -> None:
    visits = several(8)
    office.publish(*visits)
    changes = office.compare(dropped=tuple(activity.id for activity, _ in visits[:6]))

    with pytest.raises(SettingsError, match="cancel 6 of 6 events"):
        office.push(changes, confirmed=Confirmed())
    assert office.push(changes, confirmed=Confirmed(cancels=6)).left == ()


def test_an_event_that_began_since_the_comparison_is_left_alone(published: Workspace) -> None:
    published.now = at("2026-12-08 10:30")
    changes = published.compare(visit(LATER))
    published.now = at("2026-12-08 10:45")

    report = published.push(changes)

    assert [outcome.end for outcome in report.outcomes] == [End.FROZEN]
    assert published.event().start == at("2026-12-08 10:40")


def test_an_external_guest_gets_the_invitation_by_mail(tmp_path: Path) -> None:
    partner = a_person("Pat Lee", email="pat@partner.example", external=True)
    with a_workspace(tmp_path, district=a_district(partner)) as office:
        office.publish(visit(required=(ANA, partner.id)))

        assert ("invitation", "pat@partner.example") in office.mails()


def test_nobody_is_mailed_more_often_than_an_event_is_made_moved_and_cancelled(
    office: Workspace,
) -> None:
    office.publish(visit())
    office.publish(visit(LATER, bring="the unit"))
    office.publish(visit(LATER, bring="two units"))
    office.publish(dropped=(VISIT,))

    told = [mail.to for mail in admin.outbox(office.running.store)]
    assert sorted(told) == [person("ana")] * 3 + [person("hall")] * 3


def hours(wall: str) -> dict[str, dict[str, str]]:
    """A start and an end forty minutes later, as a person's drag leaves them."""
    start = at(wall)
    end = start + timedelta(minutes=40)
    return {"start": {"dateTime": start.isoformat()}, "end": {"dateTime": end.isoformat()}}


def dies_after(office: Workspace, *, calls: int) -> Callable[[], datetime]:
    """A clock that ends the process when it is asked for the n-th time: between write and journal."""
    left = [calls]

    def now() -> datetime:
        left[0] -= 1
        if left[0] < 0:
            raise SystemExit
        return office.now

    return now


@pytest.mark.slow
@pytest.mark.proves("F-62", "GE-1")
def test_500_events_are_500_writes_and_a_second_push_none(office: Workspace) -> None:
    visits = several(500)

    office.publish(*visits)
    assert office.writes() == ["insert"] * 500
    office.mails()

    office.publish(*visits)
    assert office.writes() == []
    assert office.mails() == []
