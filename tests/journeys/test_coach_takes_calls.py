"""A coach is out till her debriefs' windows close, and takes calls: what was seen is still talked about."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from sync.event.found_event import FoundEvent
from tests.journeys.guests import signed_in
from tests.journeys.sheet_people import SheetPerson
from tests.journeys.test_repair import OFFICE, Step, takes
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.slow


def rows(typist: Typist) -> dict[str, Mapping[str, str]]:
    """What stands, by activity."""
    lines = csv.DictReader(typist.does("show", "--csv").out.splitlines())
    return {row["activity"]: row for row in lines}


def talks(typist: Typist) -> Iterator[FoundEvent]:
    """The debriefs people have in their calendars."""
    with typist.google() as store, signed_in(store, OFFICE) as office:
        for calendar in office.calendars():
            for event in office.list_events(calendar.id).events:
                if not event.cancelled and "debrief" in event.summary:
                    yield event


@dataclass(frozen=True, kw_only=True)
class Calling:
    """She is out from the first debrief of an earlier visit on, and said so the afternoon before."""

    typist: Typist
    before: Mapping[str, Mapping[str, str]]
    seen: frozenset[str]
    """Debriefs of visits that were held before."""
    places: frozenset[str]
    without: Step
    done: Step
    after: Mapping[str, Mapping[str, str]]
    again: Step


@pytest.fixture(scope="module")
def calling(tmp_path_factory: pytest.TempPathFactory) -> Calling:
    typist = Typist(tmp_path_factory.mktemp("school"), now="2026-11-13T14:30")
    typist.does("init", "--small", "--start-week", "2026-11-16")
    typist.does("schedule", "week", "2026-11-16")
    typist.now = "2026-11-13T15:30"
    typist.does("push", "--yes")
    before = rows(typist)
    held = {
        key: before[key.replace("debrief", "visit")]["day"]
        for key, row in before.items()
        if row["kind"] == "debrief"
    }
    first = min(before[key]["day"] for key, visit in held.items() if visit < before[key]["day"])
    seen = frozenset(
        key for key, visit in held.items() if visit < first <= before[key]["day"] < "2026-11-25"
    )
    typist.now = f"{max(visit for visit in held.values() if visit < first)}T16:00"
    out = ("disrupt", "coach-out", "Ana Ruiz", "--from", first, "--to", "2026-11-24")
    without = takes(typist, *out)
    places = frozenset(event.location for event in talks(typist))
    dry = takes(typist, *out, "--calls")
    people = str(len(dry.named))
    done = takes(typist, *out, "--calls", "--yes", "--confirm-people", people)
    return Calling(
        typist=typist,
        before=before,
        seen=seen,
        places=places,
        without=without,
        done=done,
        after=rows(typist),
        again=takes(typist, *out, "--calls", "--yes"),
    )


@pytest.mark.proves("J7", "F-93")
def test_the_debriefs_of_visits_that_were_held_go_by_call_and_would_be_cancelled_otherwise(
    calling: Calling,
) -> None:
    talks_left = {key: row for key, row in calling.after.items() if row["kind"] == "debrief"}

    assert calling.seen
    assert talks_left.keys() == calling.seen
    assert {row["place"] for row in talks_left.values()} == {"virtual"}
    assert calling.without.ran.out.count("  - debrief, ") > calling.done.ran.out.count(
        "  - debrief, "
    )
    assert calling.done.ran.out.count(", by call  (") == len(calling.seen)


@pytest.mark.proves("J7", "F-67")
def test_those_in_a_call_get_its_link_by_mail_and_no_place_to_go_to(calling: Calling) -> None:
    found = list(talks(calling.typist))

    assert calling.done.ran.code == 0
    assert set(calling.done.mailed) == calling.done.named
    assert calling.places == {"Lincoln"}
    assert len(found) == len(calling.seen)
    for event in found:
        assert event.location == "Online"
        assert "Join by the Meet link here." in event.description
        assert event.raw["hangoutLink"]


@pytest.mark.proves("J7")
def test_the_row_people_track_it_by_says_that_it_is_online(calling: Calling) -> None:
    tracked = SheetPerson(calling.typist, OFFICE).rows("Schedule", of="Schedule")
    by_id = {row["event_id"]: row for row in tracked}

    for key in calling.seen:
        assert (by_id[key]["place"], by_id[key]["modality"]) == ("online", "virtual")


@pytest.mark.proves("J7", "F-62")
def test_said_again_scheduled_again_or_pushed_again_calls_stay_calls(
    calling: Calling, tmp_path_factory: pytest.TempPathFactory
) -> None:
    typist = calling.typist.moved_to(tmp_path_factory.mktemp("again"))
    typist.does("schedule", "week", "2026-11-16")
    pushed = takes(typist, "push", "--yes", "--now-send")

    assert (calling.again.writes, calling.again.mailed) == (0, ())
    assert (pushed.writes, pushed.mailed) == (0, ())
    assert rows(typist) == calling.after


@pytest.mark.proves("J7")
def test_time_given_back_leaves_calls_as_they_are(
    calling: Calling, tmp_path_factory: pytest.TempPathFactory
) -> None:
    typist = calling.typist.moved_to(tmp_path_factory.mktemp("lifted"))
    name, *said = typist.does("disrupt", "list").out.split()
    typist.does("disrupt", "lift", name)

    pushed = takes(typist, "push", "--yes", "--now-send")

    assert " ".join(said).startswith("Ana Ruiz is out and takes calls, ")
    assert typist.does("disrupt", "list").out == "Nothing came up.\n"
    assert (pushed.writes, pushed.mailed) == (0, ())
    assert {event.location for event in talks(typist)} == {"Online"}


@pytest.mark.proves("J7")
def test_a_call_taken_back_has_its_place_again(
    calling: Calling, tmp_path_factory: pytest.TempPathFactory
) -> None:
    typist = calling.typist.moved_to(tmp_path_factory.mktemp("undone"))
    undone = typist.types("undo", "--yes")
    texts = [event.description for event in talks(typist)]

    assert undone.code == 0, undone
    assert {event.location for event in talks(typist)} == {"Lincoln"}
    assert not [text for text in texts if "Meet link" in text]


@pytest.mark.proves("J7")
def test_who_cannot_take_calls_after_all_has_them_cancelled(
    calling: Calling, tmp_path_factory: pytest.TempPathFactory
) -> None:
    typist = calling.typist.moved_to(tmp_path_factory.mktemp("worse"))
    listed = typist.does("disrupt", "list").out
    first = min(calling.before[key]["day"] for key in calling.seen)
    out = ("disrupt", "coach-out", "Ana Ruiz", "--from", first, "--to", "2026-11-24")
    people = str(len(takes(typist, *out).named))
    done = takes(typist, *out, "--yes", "--confirm-people", people)

    assert "takes calls" in listed
    assert done.ran.code == 0
    assert list(talks(typist)) == []
    assert "takes calls" not in typist.does("disrupt", "list").out
