"""Reading back: answers, drags, deletions, each seen once and none lost."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from local_google.faults import Deed, Rule
from scheduler.district import PersonId
from scheduler.model import Exclusion
from sync.calendars.pull import pull
from sync.event.facts import Facts
from sync.event.marks import Field
from sync.journal.kept_facts import (
    drop_pin,
    kept_answers,
    kept_exclusions,
    kept_pins,
    make_again,
    put_pin,
    token_of,
)
from sync.merging.changes import Standing, Verb
from tests.builders import HALL, KHAN, VISIT, a_schedule, at
from tests.sync.coaching import Workspace, a_workspace, hours, person, verbs, visit

LIST = "calendar.events.list"


@pytest.fixture
def published(office: Workspace) -> Workspace:
    """A workspace with one visit pushed and its calendar read once."""
    office.publish(visit())
    look_back(office)
    return office


def look_back(workspace: Workspace) -> Facts:
    """One pull, with the schedule that was published."""
    workspace.later()
    return pull(
        api=workspace.api,
        journal=workspace.journal,
        district=workspace.district,
        schedule=a_schedule([visit()]),
        now=workspace.now,
    )


def test_what_we_wrote_ourselves_is_no_news(published: Workspace) -> None:
    published.publish(visit("2026-12-09 10:40"))

    assert look_back(published) == Facts()


def test_an_answer_is_seen_once(published: Workspace) -> None:
    published.answer(person("hall"), published.event(), "accepted")

    (answer,) = look_back(published).answers
    assert (answer.activity, answer.person, answer.response) == (VISIT, HALL, "accepted")
    assert look_back(published) == Facts()
    assert [kept.response for kept in kept_answers(published.journal)] == ["accepted"]


@pytest.mark.proves("F-66", "GE-23")
def test_a_decline_excludes_its_time(published: Workspace) -> None:
    published.answer(person("hall"), published.event(), "declined", "state testing")

    facts = look_back(published)

    declined = Exclusion(
        activity=VISIT,
        start=at("2026-12-08 10:40"),
        end=at("2026-12-08 11:20"),
        because="declined",
    )
    assert facts.exclusions == ((HALL, declined),)
    assert kept_exclusions(published.journal) == (declined,)


@pytest.mark.proves("F-66")
def test_the_words_of_a_decline_are_told_but_kept_nowhere(
    published: Workspace, tmp_path: Path
) -> None:
    published.answer(person("hall"), published.event(), "declined", "state testing")

    (answer,) = look_back(published).answers

    assert answer.comment == "state testing"
    assert "state testing" not in repr(answer)
    published.journal.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"state testing" not in kept


def test_a_decline_taken_back_excludes_nothing(published: Workspace) -> None:
    published.answer(person("hall"), published.event(), "declined")
    look_back(published)
    published.answer(person("hall"), published.event(), "accepted")
    look_back(published)

    assert kept_exclusions(published.journal) == ()


def test_somebody_who_need_not_come_excludes_nothing_by_declining(tmp_path: Path) -> None:
    with a_workspace(tmp_path) as office:
        activity, slot = visit(invited=(KHAN,))
        with_khan = (activity, replace(slot, coming=(KHAN,)))
        office.publish(with_khan)
        office.answer(person("khan"), office.event(), "declined")
        facts = pull(
            api=office.api,
            journal=office.journal,
            district=office.district,
            schedule=a_schedule([with_khan]),
            now=office.now,
        )

    assert [answer.person for answer in facts.answers] == [KHAN]
    assert facts.exclusions == ()


@pytest.mark.proves("C1", "F-65", "GE-24")
def test_an_event_a_coach_dragged_becomes_a_pin(published: Workspace) -> None:
    published.by_hand(published.event(), hours("2026-12-10 13:00"))

    (pin,) = look_back(published).pins

    assert pin.activity == VISIT
    assert pin.slot.start == at("2026-12-10 13:00")
    assert (pin.slot.minutes, pin.slot.room) == (40, "214")
    assert kept_pins(published.journal) == (pin,)


def test_a_pin_outlives_the_schedule_that_agrees_with_it(published: Workspace) -> None:
    published.by_hand(published.event(), hours("2026-12-10 13:00"))
    look_back(published)
    published.publish(visit("2026-12-10 13:00"))
    look_back(published)

    assert [pin.slot.start for pin in kept_pins(published.journal)] == [at("2026-12-10 13:00")]


def test_a_drag_taken_back_is_no_pin_any_more(published: Workspace) -> None:
    published.by_hand(published.event(), hours("2026-12-10 13:00"))
    look_back(published)
    published.by_hand(published.event(), hours("2026-12-08 10:40"))
    look_back(published)

    assert kept_pins(published.journal) == ()


def test_a_pin_set_by_hand_stays_until_it_is_dropped(published: Workspace) -> None:
    published.by_hand(published.event(), hours("2026-12-10 13:00"))
    (pin,) = look_back(published).pins
    drop_pin(published.journal, VISIT)
    assert kept_pins(published.journal) == ()

    put_pin(published.journal, pin)
    assert kept_pins(published.journal) == (pin,)


@pytest.mark.proves("C20")
@pytest.mark.parametrize(
    "when",
    [
        {"start": {"date": "2026-12-10", "dateTime": None, "timeZone": None},
         "end": {"date": "2026-12-11", "dateTime": None, "timeZone": None}},
        hours("2026-12-01 13:00"),
    ],
)  # fmt: skip
def test_an_event_made_all_day_or_put_into_the_past_pins_nothing(
    published: Workspace, when: dict[str, dict[str, str]]
) -> None:
    published.by_hand(published.event(), when)

    assert look_back(published).pins == ()
    assert verbs(published.compare(visit()))[0] in (Verb.PIN, Verb.FROZEN)


@pytest.mark.proves("C3", "GE-22")
def test_an_event_a_person_deleted_is_told_and_not_made_again(published: Workspace) -> None:
    event = published.event()
    published.api.delete_event(event.calendar_id, event.id, etag=event.etag, send_updates="none")

    assert look_back(published).deleted == (VISIT,)
    assert published.journal.known()[0].standing is Standing.REMOVED_BY_A_PERSON
    assert look_back(published).deleted == ()


@pytest.mark.proves("C3", "GE-5")
def test_an_event_a_person_deleted_comes_back_when_somebody_says_so(published: Workspace) -> None:
    event = published.event()
    published.api.delete_event(event.calendar_id, event.id, etag=event.etag, send_updates="none")
    look_back(published)

    assert make_again(published.journal, VISIT)
    published.publish(visit())

    assert published.event(generation=2).start == event.start
    assert not make_again(published.journal, VISIT)


def test_what_we_cancelled_ourselves_is_no_deletion(published: Workspace) -> None:
    published.publish(dropped=(VISIT,))

    assert look_back(published).deleted == ()


@pytest.mark.proves("C2")
def test_words_a_person_wrote_are_told(published: Workspace) -> None:
    published.by_hand(published.event(), {"summary": "Ana + Rosa", "location": "Library"})

    (edited,) = look_back(published).edited
    assert edited.fields == (Field.TITLE, Field.PLACE)


@pytest.mark.proves("C11")
def test_what_happens_to_a_copy_is_nobodys_answer(published: Workspace) -> None:
    ours = published.event()
    copied = ("summary", "start", "end", "extendedProperties", "attendees")
    body = {"id": "pastedbeside0", **{name: ours.raw[name] for name in copied}}
    published.api.insert_event(ours.calendar_id, body, send_updates="none")
    published.by_hand(
        published.api.get_event(ours.calendar_id, body["id"]) or ours, hours("2026-12-10 13:00")
    )

    assert look_back(published) == Facts()


@pytest.mark.proves("N18", "GE-21")
def test_nothing_is_lost_when_google_forgets_how_far_we_read(published: Workspace) -> None:
    published.by_hand(published.event(), hours("2026-12-10 13:00"))
    published.answer(person("hall"), published.event(), "declined")
    published.running.faults.add(Rule(method=LIST, deed=Deed.EXPIRE_SYNC_TOKEN))

    facts = look_back(published)

    assert [answer.response for answer in facts.answers] == ["declined"]
    assert len(facts.pins) == 1
    assert look_back(published) == Facts()


@pytest.mark.proves("N16")
def test_a_whole_list_that_comes_back_empty_by_mistake_deletes_nothing(
    published: Workspace,
) -> None:
    for deed in (Deed.EXPIRE_SYNC_TOKEN, Deed.NOTHING_LISTED):
        published.running.faults.add(
            Rule(method=LIST, deed=deed, nth=1 if deed is Deed.EXPIRE_SYNC_TOKEN else 2)
        )

    facts = look_back(published)

    assert facts.deleted == ()
    assert [one.calendar for one in facts.stopped] == list(published.journal.calendars().values())


@pytest.mark.proves("P12", "GE-20")
def test_how_far_we_read_is_kept_only_with_what_was_read(
    published: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (calendar,) = published.journal.calendars().values()
    token = token_of(published.journal, calendar)
    published.answer(person("hall"), published.event(), "declined")

    def dies(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(type(published.journal), "count_on", dies)
        with pytest.raises(SystemExit):
            look_back(published)
    assert token_of(published.journal, calendar) == token
    assert kept_exclusions(published.journal) == ()

    assert len(look_back(published).exclusions) == 1


def test_only_news_that_matters_to_the_schedule_makes_a_change_set_stale(
    published: Workspace,
) -> None:
    before = published.journal.serial
    published.answer(person("hall"), published.event(), "accepted")
    look_back(published)
    assert published.journal.serial == before

    published.answer(person("hall"), published.event(), "declined")
    look_back(published)
    assert published.journal.serial == before + 1


def test_the_answer_of_a_guest_we_do_not_know_is_passed_over(published: Workspace) -> None:
    event = published.event()
    stranger = {"email": "stranger@else.example", "responseStatus": "declined"}
    guests = [*(guest.entry() for guest in event.attendees), stranger]
    published.by_hand(event, {"attendees": guests})

    facts = look_back(published)

    assert (facts.answers, facts.exclusions) == ((), ())


def test_a_look_back_writes_nothing_to_google(published: Workspace) -> None:
    published.answer(person("hall"), published.event(), "declined")
    published.writes()

    look_back(published)

    assert published.writes() == []


def test_an_activity_no_longer_in_the_schedule_needs_everybody(published: Workspace) -> None:
    published.answer(person("hall"), published.event(), "declined")
    facts = pull(
        api=published.api,
        journal=published.journal,
        district=published.district,
        schedule=None,
        now=published.now + timedelta(minutes=1),
    )

    assert [who for who, _ in facts.exclusions] == [PersonId("hall")]
