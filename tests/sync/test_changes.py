"""The merge table: what happens to an event, by what we wrote, what stands, and what is wanted."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from scheduler.model import ActivityId
from sync.event.events import WantedEvent, wanted_event
from sync.event.found_event import FoundEvent, read_event
from sync.event.identity import event_id, key_of
from sync.event.marks import Field, digests_of, fingerprint
from sync.event.wording import Wording
from sync.merging.changes import Change, ChangeSet, Known, Standing, Verb, canonical
from sync.merging.claims import Claim
from sync.merging.diff import Reach, State, creation, diff
from sync.merging.patches import going, new_event
from tests.builders import ANA, BEN, HALL, KHAN, VISIT, ZONE, a_district, a_slot, an_activity, at

NS = "example"
CALENDARS = {ANA: "ana-calendar", BEN: "ben-calendar"}
KEY = key_of(NS, VISIT)
FRIDAY = at("2026-12-04 15:30")
AUGUST = at("2026-08-24 00:00")
DECEMBER = Reach(start=at("2026-12-01 00:00"), end=at("2027-01-01 00:00"))
NOWHERE = Reach(start=AUGUST, end=AUGUST)


def wished(
    wall: str = "2026-12-08 10:40", *, room: str = "214", block: str = "4", **more: Any
) -> WantedEvent:
    slot = a_slot(wall, room=room, block=block)
    return wanted_event(an_activity(**more), slot, a_district(), Wording())


def stands(event: WantedEvent, *, generation: int = 1, **raw: Any) -> FoundEvent:
    """The event as Google gives it back after we wrote it, with what was done to it since."""
    key = key_of(NS, event.activity)
    made = creation(NS, key, generation, event, CALENDARS[event.owner])
    body = {**new_event(made, "r-1"), "etag": '"1"', "status": "confirmed", **raw}
    return read_event(CALENDARS[event.owner], body)


def at_time(wall: str, minutes: int = 40) -> dict[str, Any]:
    start = at(wall)
    end = start + timedelta(minutes=minutes)
    return {"start": {"dateTime": start.isoformat()}, "end": {"dateTime": end.isoformat()}}


def was_written(event: WantedEvent, standing: Standing = Standing.STANDS) -> Known:
    return Known(
        key=KEY,
        activity=event.activity,
        event_id=event_id(NS, KEY, 1),
        calendar_id=CALENDARS[event.owner],
        generation=1,
        standing=standing,
        base=fingerprint(digests_of(event.values())),
    )


def compared(
    wanted: Iterable[WantedEvent],
    found: Iterable[FoundEvent],
    known: Iterable[Known] = (),
    *,
    reach: Reach = NOWHERE,
    stopped: Iterable[str] = (),
    calendars: Mapping[Any, str] = CALENDARS,
    claims: Iterable[Claim] = (),
    **more: Any,
) -> ChangeSet:
    state = State(
        namespace=NS,
        serial=1,
        calendars=calendars,
        names={ANA: "Math coaching - Ana Ruiz", BEN: "Math coaching - Ben Ochoa"},
        known=tuple(known),
        stopped=frozenset(stopped),
        claims=tuple(claims),
    )
    plain: dict[str, Any] = {"now": FRIDAY, "zone": ZONE}
    return diff(wanted, found, state, reach=reach, **(plain | more))


def only(changes: ChangeSet) -> Change:
    (change,) = changes.changes
    return change


def test_an_activity_never_written_is_created_and_everybody_invited() -> None:
    change = only(compared([wished()], []))

    assert change.verb is Verb.CREATE
    assert change.event_id == event_id(NS, KEY, 1)
    assert change.mails == ("ana@district.example", "hall@district.example")


def test_a_coach_without_a_calendar_gets_one_with_her_name() -> None:
    changes = compared([wished()], [], calendars={})

    assert changes.new_calendars == {ANA: "Math coaching - Ana Ruiz"}


def test_an_event_as_wanted_is_left_alone() -> None:
    change = only(compared([wished()], [stands(wished())]))

    assert change.verb is Verb.NOTHING
    assert not change.mails


@pytest.mark.proves("F-63")
def test_a_moved_activity_keeps_its_event() -> None:
    change = only(compared([wished("2026-12-09 10:40")], [stands(wished())]))

    assert change.verb is Verb.MOVE
    assert change.event_id == event_id(NS, KEY, 1)
    assert change.etag == '"1"'
    assert change.mails == ("ana@district.example", "hall@district.example")


@pytest.mark.proves("F-67", "GE-12")
def test_a_change_of_words_is_silent_and_a_change_of_room_is_told() -> None:
    words = only(compared([wished(bring="the unit")], [stands(wished())]))
    room = only(compared([wished(room="9")], [stands(wished())]))

    assert (words.verb, words.mails) == (Verb.EDIT, ())
    assert room.verb is Verb.EDIT
    assert len(room.mails) == 2


def test_the_account_we_write_as_is_not_counted_among_the_mails() -> None:
    changes = compared([wished()], [], account="Ana@district.example")

    assert changes.counts.mails == 1


@pytest.mark.proves("C1", "F-65")
def test_an_event_a_person_moved_stays_where_she_put_it() -> None:
    change = only(compared([wished()], [stands(wished(), **at_time("2026-12-10 13:00"))]))

    assert change.verb is Verb.PIN


def test_an_event_stretched_by_a_person_is_moved_too() -> None:
    change = only(compared([wished()], [stands(wished(), **at_time("2026-12-08 10:40", 60))]))

    assert change.verb is Verb.PIN


@pytest.mark.proves("C1", "GE-24")
def test_an_event_moved_by_a_person_and_by_the_schedule_is_a_conflict() -> None:
    dragged = stands(wished(), **at_time("2026-12-10 13:00"))

    assert only(compared([wished("2026-12-09 10:40")], [dragged])).verb is Verb.CONFLICT


def test_a_move_the_schedule_agrees_with_is_adopted_without_a_mail() -> None:
    dragged = stands(wished(), **at_time("2026-12-10 13:00"))

    change = only(compared([wished("2026-12-10 13:00")], [dragged]))

    assert change.verb is Verb.ADOPT
    assert not change.mails


@pytest.mark.proves("C2")
def test_a_title_a_person_changed_is_hers_for_good() -> None:
    edited = stands(wished(), summary="Ana + Rosa")

    assert only(compared([wished()], [edited])).verb is Verb.NOTHING
    moved = only(compared([wished("2026-12-09 10:40", block="5")], [edited]))
    assert moved.verb is Verb.MOVE
    assert Field.TITLE not in (moved.after or {})
    assert moved.marks is not None
    assert moved.marks.base[Field.TITLE] == digests_of(wished().values())[Field.TITLE]


def test_a_title_a_person_put_back_is_ours_again() -> None:
    change = only(compared([wished(block="5")], [stands(wished(), summary=wished().title)]))

    assert set(change.after or {}) == {Field.TITLE}


@pytest.mark.proves("C2")
def test_a_change_of_text_leaves_the_place_a_person_changed() -> None:
    edited = stands(wished(), location="Library")

    change = only(compared([wished(room="9", bring="the unit")], [edited]))

    assert set(change.after or {}) == {Field.TEXT}


@pytest.mark.proves("C3")
def test_an_event_a_person_deleted_is_not_made_again() -> None:
    deleted = stands(wished(), status="cancelled")

    assert only(compared([wished()], [deleted])).verb is Verb.TOMBSTONE


@pytest.mark.proves("C3", "GE-22")
def test_a_tombstone_with_nothing_but_its_id_is_understood() -> None:
    bare = FoundEvent(id=event_id(NS, KEY, 1), calendar_id="ana-calendar", status="cancelled")

    assert only(compared([wished()], [bare], [was_written(wished())])).verb is Verb.TOMBSTONE


@pytest.mark.proves("C4")
def test_an_event_a_person_deleted_and_google_forgot_is_not_made_again() -> None:
    assert only(compared([wished()], [], [was_written(wished())])).verb is Verb.TOMBSTONE


def test_a_new_time_for_an_event_a_person_deleted_is_a_conflict() -> None:
    deleted = stands(wished(), status="cancelled")

    assert only(compared([wished("2026-12-09 10:40")], [deleted])).verb is Verb.CONFLICT


@pytest.mark.proves("C5", "GE-5")
@pytest.mark.parametrize("journal_lost", [False, True])
def test_an_event_we_removed_comes_back_under_a_new_id(journal_lost: bool) -> None:
    made = creation(NS, KEY, 1, wished(), "ana-calendar")
    assert made.marks is not None
    said = {k: v for k, v in going(made.marks, "r-1")["extendedProperties"]["private"].items() if v}
    ours = replace(stands(wished(), status="cancelled"), private=said)
    known = [] if journal_lost else [was_written(wished(), Standing.REMOVED_BY_US)]

    change = only(compared([wished("2026-12-09 10:40")], [ours], known))

    assert change.verb is Verb.CREATE
    assert change.event_id == event_id(NS, KEY, 2)


def test_an_activity_that_lost_its_slot_is_cancelled() -> None:
    reach = replace(NOWHERE, activities=frozenset({VISIT}))

    change = only(compared([], [stands(wished())], reach=reach))

    assert change.verb is Verb.CANCEL
    assert len(change.mails) == 2


def test_an_event_of_a_week_the_schedule_does_not_speak_for_stays() -> None:
    later = replace(NOWHERE, later=frozenset({VISIT}))

    assert compared([], [stands(wished())], reach=later).changes == ()
    assert compared([], [stands(wished())], [was_written(wished())]).changes == ()
    assert only(compared([], [stands(wished())], reach=DECEMBER)).verb is Verb.CANCEL


@pytest.mark.proves("C2")
@pytest.mark.parametrize("done", [at_time("2026-12-10 13:00"), {"summary": "Ana + Rosa"}])
def test_an_event_a_person_worked_on_is_not_cancelled_by_itself(done: dict[str, Any]) -> None:
    assert only(compared([], [stands(wished(), **done)], reach=DECEMBER)).verb is Verb.CONFLICT


@pytest.mark.proves("C16")
@pytest.mark.parametrize("wall", ["2026-12-09 10:40", "2026-12-01 10:40"])
def test_what_has_begun_is_never_touched(wall: str) -> None:
    past = wished("2026-12-01 10:40")

    assert only(compared([], [stands(past)], reach=DECEMBER)).verb is Verb.FROZEN
    assert only(compared([wished(wall)], [stands(past)])).verb in (Verb.FROZEN, Verb.NOTHING)
    assert only(compared([past], [])).verb is Verb.FROZEN


@pytest.mark.proves("C11", "F-64")
def test_a_copy_of_our_event_is_never_touched() -> None:
    ours = stands(wished())
    copy = replace(ours, id="copiedbyaperson")

    changes = compared([wished("2026-12-09 10:40")], [ours, copy], reach=DECEMBER)

    verbs = {change.event_id: change.verb for change in changes.changes}
    assert verbs == {ours.id: Verb.MOVE, "copiedbyaperson": Verb.FOREIGN}


@pytest.mark.proves("F-64", "GE-17")
def test_an_event_without_our_marks_is_not_even_mentioned() -> None:
    foreign = replace(stands(wished()), id="lunchwithbob", private={})

    assert compared([], [foreign], reach=DECEMBER).changes == ()


@pytest.mark.proves("C12")
def test_an_event_whose_marks_were_taken_away_is_asked_about() -> None:
    stripped = replace(stands(wished()), private={})

    change = only(compared([wished()], [stripped], [was_written(wished())]))

    assert change.verb is Verb.CONFLICT
    assert change.event_id == stripped.id


@pytest.mark.proves("C9")
def test_a_guest_a_person_added_stays_and_one_she_took_out_is_not_invited_again() -> None:
    added = stands(
        wished(), attendees=[{"email": e} for e in ("ana@district.example", "x@y.example")]
    )

    change = only(compared([wished(bring="the unit")], [added]))

    assert (change.verb, change.add, change.drop) == (Verb.EDIT, (), ())


@pytest.mark.proves("C9", "GE-10")
def test_a_guest_list_changes_by_the_people_the_schedule_changed() -> None:
    change = only(compared([wished(required=(ANA, KHAN))], [stands(wished())]))

    assert change.verb is Verb.EDIT
    assert change.add == ("khan@district.example",)
    assert change.drop == ("hall@district.example",)
    assert change.mails == ("hall@district.example", "khan@district.example")


@pytest.mark.proves("C17")
def test_a_guest_list_google_did_not_show_whole_is_not_written() -> None:
    found = stands(wished(), attendees=[], attendeesOmitted=True)

    change = only(compared([wished(required=(ANA, KHAN))], [found]))

    assert (change.verb, change.add, change.drop) == (Verb.NOTHING, (), ())


def test_answers_and_foreign_fields_make_no_change() -> None:
    answered = [
        {"email": "ana@district.example", "responseStatus": "accepted"},
        {"email": "hall@district.example", "responseStatus": "tentative", "comment": "maybe"},
    ]
    found = stands(wished(), attendees=answered, colorId="4", reminders={"useDefault": False})

    assert only(compared([wished()], [found])).verb is Verb.NOTHING


def test_notes_below_our_text_make_no_change() -> None:
    event = stands(wished())
    noted = replace(event, description=event.description + "\nbring coffee")

    assert only(compared([wished()], [noted])).verb is Verb.NOTHING


@pytest.mark.proves("C14")
def test_nothing_is_concluded_about_a_calendar_that_could_not_be_read() -> None:
    changes = compared(
        [wished()],
        [],
        [was_written(wished())],
        reach=DECEMBER,
        stopped=["ana-calendar"],
    )

    assert changes.changes == ()
    assert changes.stopped == ("ana-calendar",)


def test_an_activity_that_changes_coach_changes_calendars() -> None:
    changes = compared([wished(leader=BEN, required=(BEN, HALL))], [stands(wished())])

    cancel, create = changes.changes
    assert (cancel.verb, cancel.calendar_id) == (Verb.CANCEL, "ana-calendar")
    assert (create.verb, create.calendar_id) == (Verb.CREATE, "ben-calendar")
    assert create.event_id == event_id(NS, KEY, 2)


def test_counts_tell_what_a_person_decides_by() -> None:
    other = ActivityId("other")
    changes = compared(
        [wished("2026-12-09 10:40"), wished(id=other)], [stands(wished())], reach=DECEMBER
    )

    counts = changes.counts
    assert (counts.create, counts.change, counts.cancel, counts.mails) == (1, 1, 0, 4)
    assert counts.standing == 1


@pytest.mark.proves("V5")
def test_the_same_comparison_has_the_same_digest() -> None:
    one, two = (compared([wished()], [stands(wished())]) for _ in range(2))

    assert one.digest == two.digest
    assert one.digest != compared([wished("2026-12-09 10:40")], [stands(wished())]).digest


def test_the_digest_is_that_of_every_field_however_deep() -> None:
    changes = compared([wished(), wished(id=ActivityId("other"))], [stands(wished())])
    spelled = canonical(asdict(changes))

    assert changes.digest == sha256(spelled.encode()).hexdigest()
    deepest = changes.changes[0].wanted
    assert deepest is not None
    assert deepest.zone in spelled
