"""What a person settles about an event holds for exactly what stood there."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from scheduler.errors import SettingsError
from sync.event.events import WantedEvent
from sync.event.found_event import FoundEvent
from sync.event.identity import event_id
from sync.event.marks import Field
from sync.merging.changes import Change, Known, Standing, Verb
from sync.merging.claims import About, Claim
from sync.merging.diff import Reach
from sync.merging.resolving import Matter, Take, claims_for, open_matters
from tests.builders import VISIT
from tests.sync.test_changes import (
    KEY,
    NOWHERE,
    NS,
    at_time,
    compared,
    only,
    stands,
    was_written,
    wished,
)

OTHER_TIME = wished("2026-12-10 10:40")
DRAGGED = at_time("2026-12-09 13:00")


def the_matter(
    wanted: Iterable[WantedEvent],
    found: Iterable[FoundEvent],
    known: Iterable[Known] = (),
    **more: Any,
) -> Matter:
    found = list(found)
    (matter,) = open_matters(compared(wanted, found, known, **more).changes, found, NS)
    return matter


def settled(
    take: Take,
    wanted: list[WantedEvent],
    found: list[FoundEvent],
    known: Iterable[Known] = (),
    *,
    fields: Iterable[Field] = (),
    reach: Reach = NOWHERE,
) -> Change:
    """The change that is left once a person has settled the only matter there is."""
    matter = the_matter(wanted, found, known, reach=reach)
    claims = claims_for(matter, take, list(fields))
    return only(compared(wanted, found, known, reach=reach, claims=claims))


@pytest.mark.proves("C1")
def test_the_schedules_time_counts_again_when_a_person_says_so() -> None:
    change = settled(Take.SCHEDULE, [OTHER_TIME], [stands(wished(), **DRAGGED)])

    assert change.verb is Verb.MOVE
    assert (change.after or {}).keys() == {Field.TIME}
    assert change.mails


def test_the_calendars_time_counts_without_a_note() -> None:
    matter = the_matter([OTHER_TIME], [stands(wished(), **DRAGGED)])

    assert matter.moved
    assert claims_for(matter, Take.CALENDAR) == []


@pytest.mark.proves("C1")
def test_moved_once_more_she_is_asked_once_more() -> None:
    matter = the_matter([OTHER_TIME], [stands(wished(), **DRAGGED)])
    claims = claims_for(matter, Take.SCHEDULE)
    again = stands(wished(), **at_time("2026-12-11 09:00"))

    assert only(compared([OTHER_TIME], [again], claims=claims)).verb is Verb.CONFLICT


@pytest.mark.proves("C2")
def test_one_field_is_settled_and_the_other_stays_hers() -> None:
    edited = stands(wished(), summary="Ana + Rosa", location="the library")

    change = settled(Take.SCHEDULE, [wished()], [edited], fields=[Field.PLACE])

    assert change.verb is Verb.EDIT
    assert (change.after or {}).keys() == {Field.PLACE}


def test_a_field_nobody_changed_cannot_be_settled() -> None:
    matter = the_matter([wished()], [stands(wished(), summary="Ana + Rosa")])

    with pytest.raises(SettingsError, match="nobody changed its place"):
        claims_for(matter, Take.SCHEDULE, [Field.PLACE])


@pytest.mark.proves("C3")
def test_a_deleted_event_comes_back_under_a_new_id_when_a_person_says_so() -> None:
    gone = replace(stands(wished()), status="cancelled")

    change = settled(Take.SCHEDULE, [wished()], [gone], [was_written(wished())])

    assert change.verb is Verb.CREATE
    assert change.event_id == event_id(NS, KEY, 2)


@pytest.mark.proves("C3", "C4")
def test_brought_back_once_it_is_not_brought_back_twice() -> None:
    known = replace(was_written(wished()), standing=Standing.REMOVED_BY_A_PERSON)
    claims = claims_for(the_matter([wished()], [], [known]), Take.SCHEDULE)
    back = replace(stands(wished(), generation=2), status="cancelled")
    twice = replace(known, generation=2, event_id=event_id(NS, KEY, 2))

    assert only(compared([wished()], [back], [twice], claims=claims)).verb is Verb.TOMBSTONE


def test_a_deletion_that_is_right_is_no_conflict_whatever_the_schedule_says() -> None:
    gone = replace(stands(wished()), status="cancelled")

    change = settled(Take.CALENDAR, [OTHER_TIME], [gone], [was_written(wished())])

    assert change.verb is Verb.TOMBSTONE


@pytest.mark.proves("C2")
def test_an_edited_event_nobody_wants_is_cancelled_when_a_person_says_so() -> None:
    reach = replace(NOWHERE, activities=frozenset({VISIT}))
    edited = stands(wished(), **DRAGGED, summary="Ana + Rosa")

    assert settled(Take.SCHEDULE, [], [edited], reach=reach).verb is Verb.CANCEL


def test_or_it_is_let_go_and_nobody_is_mailed() -> None:
    reach = replace(NOWHERE, activities=frozenset({VISIT}))

    change = settled(Take.CALENDAR, [], [stands(wished(), **DRAGGED)], reach=reach)

    assert change.verb is Verb.RELEASE
    assert not change.mails


@pytest.mark.proves("C12")
def test_an_event_without_marks_is_adopted_as_the_schedule_wants_it() -> None:
    stripped = replace(stands(wished()), private={})

    same = settled(Take.SCHEDULE, [wished()], [stripped], [was_written(wished())])
    moved = settled(Take.SCHEDULE, [OTHER_TIME], [stripped], [was_written(wished())])

    assert same.verb is Verb.ADOPT
    assert moved.verb is Verb.MOVE
    assert same.marks is not None
    assert same.marks.generation == 1


@pytest.mark.proves("C12")
def test_or_left_to_whoever_took_the_marks() -> None:
    stripped = replace(stands(wished()), private={})

    change = settled(Take.CALENDAR, [OTHER_TIME], [stripped], [was_written(wished())])

    assert change.verb is Verb.TOMBSTONE


@pytest.mark.proves("C12")
def test_an_event_without_marks_that_nobody_wants_is_asked_about() -> None:
    reach = replace(NOWHERE, activities=frozenset({VISIT}))
    stripped = replace(stands(wished()), private={})

    change = only(compared([], [stripped], [was_written(wished())], reach=reach))

    assert change.verb is Verb.CONFLICT
    assert not compared([], [stripped], [was_written(wished())], reach=NOWHERE).changes


def test_an_event_of_ours_that_nothing_knows_is_listed_and_goes_only_when_asked() -> None:
    ours = stands(wished())

    assert only(compared([], [ours])).verb is Verb.ORPHAN
    assert only(compared([], [ours], prune=True)).verb is Verb.CANCEL
    changed = stands(wished(), **DRAGGED)
    assert only(compared([], [changed], prune=True)).verb is Verb.ORPHAN


def test_a_claim_about_another_event_changes_nothing() -> None:
    claims = [Claim(key=KEY, about=About.TITLE, seen="another digest")]
    edited = stands(wished(), summary="Ana + Rosa")

    assert only(compared([wished()], [edited], claims=claims)).verb is Verb.NOTHING


def test_a_new_event_beside_its_twin_is_counted() -> None:
    twin = replace(stands(wished()), id="madebyanotherworkspace", private={})
    elsewhere = replace(twin, start=None)
    without_her = replace(twin, attendees=())

    assert only(compared([wished()], [twin])).like == "madebyanotherworkspace"
    assert compared([wished()], [twin]).counts.look_alike == 1
    assert compared([wished()], [elsewhere]).counts.look_alike == 0
    assert compared([wished()], [without_her]).counts.look_alike == 0
