"""Pushing at the wire: one event an activity, one mail a guest."""

from pathlib import Path

import pytest

from local_google import admin
from sync.calendars.comparing import compare
from sync.event.wording import Wording
from sync.merging.changes import Standing, Verb
from sync.merging.diff import Reach
from tests.builders import (
    ANA,
    VISIT,
    a_district,
    a_person,
    a_schedule,
    at,
)
from tests.sync.coaching import (
    Workspace,
    a_workspace,
    person,
    several,
    visit,
)

LATER = "2026-12-09 10:40"


def test_a_coach_gets_one_calendar_with_her_name(office: Workspace) -> None:
    office.publish(*several(4))
    office.publish(*several(6))

    listed = [entry.summary for entry in office.api.calendars() if not entry.primary]
    assert sorted(listed) == ["Math coaching - Ana Ruiz", "Math coaching - Ben Ochoa"]


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


def test_an_external_guest_gets_the_invitation_by_mail_where_wanted(tmp_path: Path) -> None:
    partner = a_person("Pat Lee", email="pat@partner.example", external=True)
    with a_workspace(tmp_path, district=a_district(partner)) as office:
        office.wording = Wording(mails_outside=True)
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


def test_a_schedule_speaks_for_its_days_and_for_all_its_activities(published: Workspace) -> None:
    stands = published.event()
    schedule = a_schedule([visit(id="another")])
    for start, verbs_ in (("2026-12-09 00:00", []), ("2026-12-08 00:00", [Verb.CANCEL])):
        changes = compare(
            schedule,
            published.district,
            api=published.api,
            journal=published.journal,
            wording=Wording(),
            reach=Reach(
                start=at(start),
                end=at("2026-12-12 00:00"),
                activities=frozenset(schedule.activities),
            ),
            now=published.now,
        )
        found = [change.verb for change in changes.changes if change.event_id == stands.id]
        assert found == verbs_


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
