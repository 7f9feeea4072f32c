"""Somebody worked on our events by hand; the coach looks at what is open and settles it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync.calendars.calendar_api import CalendarApi
from sync.event.found_event import FoundEvent
from tests.builders import at
from tests.journeys.guests import signed_in
from tests.journeys.typing_commands import Typist

OFFICE = "math-coaching@bellweave.example"
OWN_TITLE = "Ana + Maria in the library"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """The pre-cycle was sent on a Friday."""
    typist = Typist(tmp_path_factory.mktemp("school"), now="2026-11-06T09:00")
    typist.does("init", "--small", "--start-week", "2026-11-16")
    typist.now = "2026-11-06T14:30"
    typist.does("schedule", "week")
    typist.now = "2026-11-06T15:30"
    typist.does("push", "--yes")
    return typist


@pytest.fixture
def worked_on(sent: Typist, tmp_path: Path) -> Typist:
    """Over the weekend one event got a title of its own and another was deleted."""
    typist = sent.moved_to(tmp_path / "school")
    with the_calendar(typist) as (office, calendar):
        first, second = the_events(office, calendar)[:2]
        body = {"summary": OWN_TITLE}
        office.patch_event(calendar, first.id, body, etag=first.etag, send_updates="none")
        office.delete_event(calendar, second.id, etag=second.etag, send_updates="none")
    typist.now = "2026-11-07T10:00"
    return typist


@contextmanager
def the_calendar(typist: Typist) -> Iterator[tuple[CalendarApi, str]]:
    with typist.google() as store, signed_in(store, OFFICE) as office:
        (calendar,) = [one.id for one in office.calendars() if one.summary.endswith("Ana Ruiz")]
        yield office, calendar


def the_events(office: CalendarApi, calendar: str) -> list[FoundEvent]:
    live = [event for event in office.list_events(calendar).events if not event.cancelled]
    return sorted(live, key=lambda event: (event.start or at("2026-01-01 00:00"), event.id))


def named(listing: str, word: str) -> str:
    """The activity in whose part of the list a word stands."""
    activity = ""
    for line in listing.splitlines():
        if line.startswith("  ") and not line.startswith("   "):
            activity = line.strip()
        if word in line:
            return activity
    raise LookupError(word)


@pytest.mark.proves("C2", "C3")
def test_the_list_says_what_a_person_did_and_a_reading_writes_nothing(worked_on: Typist) -> None:
    writes = worked_on.writes()
    listing = worked_on.does("resolve").out

    assert "2 events to settle" in listing
    assert OWN_TITLE in listing
    assert "a person deleted it" in listing
    assert worked_on.writes() == writes


@pytest.mark.proves("C2")
def test_the_schedules_title_comes_back_only_with_yes(worked_on: Typist) -> None:
    name = named(worked_on.does("resolve").out, OWN_TITLE)
    writes, mails = worked_on.writes(), len(worked_on.mails())
    dry = worked_on.does("resolve", name, "--take", "schedule")
    assert "nothing was written" in dry.out
    assert worked_on.writes() == writes

    worked_on.does("resolve", name, "--take", "schedule", "--yes")

    with the_calendar(worked_on) as (office, calendar):
        assert OWN_TITLE not in {one.summary for one in the_events(office, calendar)}
    assert worked_on.writes() == writes + 1
    assert len(worked_on.mails()) == mails


@pytest.mark.proves("C3", "GE-5")
def test_a_deleted_event_comes_back_once_and_its_guests_are_told_once(worked_on: Typist) -> None:
    name = named(worked_on.does("resolve").out, "deleted it")
    mails = len(worked_on.mails())
    told = worked_on.does("resolve", name, "--take", "schedule", "--yes")
    invited = told.number(r"would get ([\d,]+) e-mail")

    assert len(worked_on.mails()) == mails + invited
    writes = worked_on.writes()
    worked_on.does("push", "--yes", "--now-send")
    assert worked_on.writes() == writes
    assert len(worked_on.mails()) == mails + invited


def test_what_is_not_open_cannot_be_settled(worked_on: Typist) -> None:
    ran = worked_on.types("resolve", "no such thing", "--take", "schedule")

    assert ran.code == 2
    assert "there is nothing to settle about no such thing" in ran.err
