"""What is written now, what waits for its turn, and that waiting never takes anything away."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.model import ActivityId
from sync.event.identity import EventId, Key
from sync.event.marks import Field, time_text
from sync.merging.changes import Change, ChangeSet, Verb
from sync.merging.rhythm import AGAIN, BEHIND, ENOUGH, NOT_YET, OUTSIDERS, Rhythm, Turn, in_rhythm
from tests.builders import ANA, BEN, at
from tests.sync.test_changes import wished

FRIDAY = at("2026-12-04 15:30")
MONDAY, NEXT_FRIDAY = at("2026-12-07 07:00"), at("2026-12-11 15:30")
DAY = timedelta(days=1)
HALL, KHAN = "hall@district.example", "khan@district.example"


def a_change(name: str, start: datetime, verb: Verb = Verb.CREATE, **more: object) -> Change:
    """A change of an event with Rosa Hall at `start`."""
    people = more.pop("people", ("ana@district.example", HALL))
    wanted = replace(
        wished(),
        activity=ActivityId(name),
        start=start,
        end=start + timedelta(minutes=40),
        guests=tuple(people),  # type: ignore[arg-type]  # what a test names
    )
    plain = Change(
        verb=verb,
        key=Key(name),
        event_id=EventId(f"bell{name}"),
        activity=ActivityId(name),
        owner=ANA,
        wanted=wanted,
        mails=wanted.guests,
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # fields of a change


def moved(name: str, was: datetime, now: datetime, **more: object) -> Change:
    text = time_text(was, was + timedelta(minutes=40))
    return a_change(name, now, Verb.MOVE, before={Field.TIME: text}, **more)


def a_set(*changes: Change) -> ChangeSet:
    return ChangeSet(
        lineage="example",
        serial=1,
        made_at=FRIDAY,
        zone="America/New_York",
        calendars={},
        new_calendars={ANA: "Ana's", BEN: "Ben's"},
        changes=changes,
    )


def rhythm(changes: Iterable[Change] = (), *, notice: int = 1, **more: object) -> Rhythm:
    """Friday's publishing moment; each activity is due a week before and must be told a day before."""
    turns = {
        one.activity: Turn(
            due=one.wanted.start - timedelta(days=7), latest=one.wanted.start - notice * DAY
        )
        for one in changes
        if one.activity and one.wanted
    }
    plain = Rhythm(
        at=FRIDAY,
        next_week=MONDAY,
        next_publishing=NEXT_FRIDAY,
        turns=turns,
        teachers=frozenset({HALL, KHAN}),
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # fields of a rhythm


def sorted_out(*changes: Change, **more: object) -> ChangeSet:
    return in_rhythm(a_set(*changes), rhythm(changes, **more))  # type: ignore[arg-type]  # as rhythm


def names(changes: Iterable[Change]) -> list[str]:
    return [str(one.activity) for one in changes]


@pytest.mark.proves("F-67")
def test_an_invitation_waits_for_the_friday_before_its_week() -> None:
    soon = a_change("soon", at("2026-12-08 10:40"))
    later = a_change("later", at("2026-12-15 10:40"))

    found = sorted_out(soon, later)

    assert names(found.changes) == ["soon"]
    (waits,) = found.waiting
    assert (waits.until, waits.says) == (at("2026-12-08 10:40"), NOT_YET)
    assert found.counts.mails == 2


@pytest.mark.proves("F-67")
def test_an_invitation_that_can_wait_is_not_sent_before_the_publishing_moment() -> None:
    far, near = a_change("far", at("2026-12-10 10:40")), a_change("near", at("2026-12-04 12:00"))
    thursday = FRIDAY - DAY

    found = sorted_out(far, near, at=thursday, weekly=FRIDAY)

    assert names(found.changes) == ["near"]
    assert [one.until for one in found.waiting] == [FRIDAY]


@pytest.mark.proves("F-67")
def test_no_calendar_is_made_for_somebody_whose_invitations_all_wait() -> None:
    later = a_change("later", at("2026-12-15 10:40"), owner=BEN)

    assert set(sorted_out(a_change("soon", at("2026-12-08 10:40")), later).new_calendars) == {ANA}


@pytest.mark.proves("F-67", "GE-12")
def test_the_fourth_mail_of_a_week_waits_for_the_next() -> None:
    days = [at(f"2026-12-{day:02} 10:40") for day in (8, 9, 10, 11)]
    found = sorted_out(*(a_change(f"{day:%d}", day) for day in reversed(days)))

    assert sorted(names(found.changes)) == ["08", "09", "10"]
    (held,) = found.waiting
    assert (held.activity, held.until, held.says) == ("11", MONDAY, ENOUGH)


@pytest.mark.proves("F-67")
def test_mails_of_this_week_count_and_those_to_the_coach_do_not() -> None:
    change = a_change("one", at("2026-12-11 10:40"))

    assert sorted_out(change, mailed={HALL: 3}).changes == ()
    assert sorted_out(change, mailed={HALL: 2}).changes == (change,)
    assert sorted_out(change, mailed={"ana@district.example": 30}).changes == (change,)


def test_what_is_far_away_waits_for_a_publishing_moment_and_not_only_for_monday() -> None:
    session = a_change("session", at("2026-12-11 15:40"))
    far = rhythm([session], mailed={HALL: 3})
    turn = Turn(due=FRIDAY, latest=at("2026-12-20 10:00"))

    (held,) = in_rhythm(a_set(session), replace(far, turns={ActivityId("session"): turn})).waiting

    assert held.until == NEXT_FRIDAY


@pytest.mark.proves("F-67", "F-42")
def test_what_could_not_be_told_in_time_next_week_always_goes() -> None:
    monday = a_change("monday", at("2026-12-07 10:40"))
    today = moved("today", at("2026-12-04 16:00"), at("2026-12-14 10:40"))
    gone = a_change("gone", at("2026-12-10 10:40"), Verb.CANCEL, wanted=None)

    found = sorted_out(monday, today, gone, mailed={HALL: 9})

    assert names(found.changes) == ["monday", "today", "gone"]
    assert found.waiting == ()


@pytest.mark.proves("F-67")
def test_an_event_changes_once_a_week_without_a_persons_yes() -> None:
    again = moved("visit", at("2026-12-08 10:40"), at("2026-12-09 10:40"))

    (held,) = sorted_out(again, changed=frozenset({again.key})).waiting

    assert (held.until, held.says) == (None, AGAIN)
    assert sorted_out(again).changes == (again,)


def test_what_needs_the_time_of_a_held_move_waits_with_it() -> None:
    stays = moved("stays", at("2026-12-08 10:40"), at("2026-12-09 10:40"), people=(HALL, KHAN))
    takes = a_change("takes", at("2026-12-08 11:00"), people=("ana@district.example", KHAN))
    other = a_change("other", at("2026-12-08 11:00"), people=("ben@district.example",))

    found = sorted_out(stays, takes, other, changed=frozenset({stays.key}))

    assert names(found.changes) == ["other"]
    assert [one.says for one in found.waiting] == [AGAIN, BEHIND]


def test_what_hurries_takes_along_the_move_that_makes_room_for_it() -> None:
    room = moved("room", at("2026-12-08 10:40"), at("2026-12-10 10:40"))
    urgent = moved(
        "urgent", at("2026-12-04 15:50"), at("2026-12-08 10:40"), people=("ana@district.example",)
    )

    assert names(sorted_out(room, mailed={HALL: 3}).waiting) == ["room"]
    assert sorted_out(room, urgent, mailed={HALL: 3}).waiting == ()


def test_a_new_coach_is_one_change_to_those_who_read_it() -> None:
    out = a_change("visit", at("2026-12-15 10:40"), Verb.CANCEL)
    back = a_change("visit", at("2026-12-15 10:40"), owner=BEN)

    assert sorted_out(out, back).waiting == ()


@pytest.mark.proves("GE-13", "F-69")
def test_only_so_many_people_outside_are_invited_in_one_run() -> None:
    day = at("2026-12-10 10:40")
    outside = [a_change(f"n{n:02}", day, people=(f"p{n}@partner.example",)) for n in range(30)]
    invited = [
        replace(one, wanted=replace(one.wanted, outside=one.mails)) for one in outside if one.wanted
    ]

    found = sorted_out(*invited)

    assert len(found.changes) == 25
    assert {one.says for one in found.waiting} == {OUTSIDERS}


def test_silent_edits_and_marks_never_wait() -> None:
    quiet = [
        replace(a_change(verb.value, at("2027-02-01 10:40"), verb), mails=())
        for verb in (Verb.EDIT, Verb.ADOPT, Verb.NOTHING, Verb.PIN, Verb.FROZEN)
    ]

    assert sorted_out(*quiet, mailed={HALL: 9}).changes == tuple(quiet)


STARTS = st.integers(0, 24).map(lambda step: at("2026-12-04 08:00") + step * timedelta(hours=13))
VERBS = st.sampled_from([Verb.CREATE, Verb.MOVE, Verb.EDIT, Verb.CANCEL, Verb.NOTHING])
PEOPLE = st.sets(st.sampled_from([HALL, KHAN, "ana@district.example"]), min_size=1).map(tuple)


@st.composite
def any_change(draw: st.DrawFn) -> Change:
    name, verb = f"a{draw(st.integers(0, 9))}", draw(VERBS)
    start, people = draw(STARTS), draw(PEOPLE)
    if verb is Verb.MOVE:
        return moved(name, draw(STARTS), start, people=people)
    change = a_change(name, start, verb, people=people)
    return replace(change, mails=()) if verb is Verb.NOTHING else change


@pytest.mark.proves("F-67", "F-53", "GE-12")
@settings(max_examples=150, deadline=None)
@given(
    st.lists(any_change(), max_size=14),
    st.dictionaries(st.sampled_from([HALL, KHAN]), st.integers(0, 4)),
    st.booleans(),
)
def test_whatever_waits_nothing_is_lost_cancelled_or_sent_too_often(
    changes: list[Change], mailed: dict[str, int], monday: bool
) -> None:
    own = rhythm(changes, mailed=mailed, changed=frozenset({Key("a1")}))
    own = replace(own, weekly=FRIDAY, at=FRIDAY - DAY) if monday else own

    found = in_rhythm(a_set(*changes), own)

    assert sorted(names(found.changes) + names(found.waiting)) == sorted(names(changes))
    assert not [one for one in found.waiting if one.verb is Verb.CANCEL or not one.mails]
    assert all(one.says and one.mails for one in found.waiting)
    if not [one for one in found.changes if one.verb is Verb.CANCEL or _hurries(one, own)]:
        for teacher in (HALL, KHAN):
            goes = [one for one in found.changes if teacher in one.mails]
            assert not goes or len(goes) + mailed.get(teacher, 0) <= 3


def _hurries(change: Change, own: Rhythm) -> bool:
    turn = own.turns[change.activity] if change.activity else None
    stood = change.stood_at if change.verb is Verb.MOVE else None
    return bool(turn and turn.latest < MONDAY) or bool(stood and stood < MONDAY)
