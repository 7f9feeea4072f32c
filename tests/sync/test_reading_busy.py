"""Busy times read from people's own calendars: ours taken out, unknown told, spans kept and no titles."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from local_google import admin
from local_google.busy_sharing import show_busy
from local_google.faults import Deed, Rule, refuse
from scheduler.district import Busy, PersonId
from sync.account.credentials import load_local
from sync.calendars import reading_busy
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.reading_busy import Wanted, read_busy
from sync.journal.kept_busy import KeptBusy, kept_busy
from sync.wire.connection import local
from tests.builders import ANA, BEN, HALL, KHAN, ZONE, a_district, a_person, a_schedule, at
from tests.sync.bent_google import EVENTS, BentTransport, rewritten
from tests.sync.coaching import OFFICE, QuickClock, Workspace, a_workspace, connect, person, visit

ALL = (ANA, BEN, HALL, KHAN)
DAYS = timedelta(days=60)
WEEK = timedelta(days=7)
FREEBUSY = "calendar.freebusy.query"
Walls = tuple[str, str]
VISIT: Walls = ("2026-12-08 10:40", "2026-12-08 11:20")


def asked(office: Workspace, *whom: PersonId, days: timedelta = DAYS) -> Wanted:
    return Wanted(whom=whom or ALL, start=office.now, end=office.now + days)


def look(
    office: Workspace,
    *whom: PersonId,
    days: timedelta = DAYS,
    api: CalendarApi | None = None,
) -> tuple[PersonId, ...]:
    """One look; who could not be read."""
    return read_busy(
        asked(office, *whom, days=days),
        api=api or office.api,
        journal=office.journal,
        district=office.district,
        schedule=a_schedule([visit()]),
    )


def known(office: Workspace, who: PersonId, oldest: timedelta = WEEK) -> list[Walls]:
    """Somebody's busy spans in wall time."""
    local_spans = kept_busy(office.journal, oldest).of([who]).busy
    return [(_wall(span, "start"), _wall(span, "end")) for span in local_spans]


def _wall(span: Busy, end: str) -> str:
    moment = span.start if end == "start" else span.end
    return f"{moment.astimezone(ZoneInfo(ZONE)):%Y-%m-%d %H:%M}"


def own(office: Workspace, who: str, first: str, last: str, **more: Any) -> None:
    """Somebody enters an event of her own, in her own calendar or another of hers."""
    calendar = more.pop("calendar", person(who))
    body = {"summary": "Dentist", **times(first, last), **more}
    CalendarApi(connect(office.running, person(who))).insert_event(
        calendar, body, send_updates="none"
    )


def times(start: str, end: str) -> dict[str, Mapping[str, str]]:
    walls = (("start", start), ("end", end))
    return {name: {"dateTime": at(wall).isoformat(), "timeZone": ZONE} for name, wall in walls}


@pytest.fixture
def published(office: Workspace) -> Workspace:
    """A visit of Ana's to Hall, pushed."""
    office.publish(visit())
    return office


@pytest.mark.proves("GE-25")
def test_what_somebody_enters_herself_is_busy_and_our_visit_is_not(published: Workspace) -> None:
    own(published, "ana", "2026-12-08 13:00", "2026-12-08 14:00")

    assert look(published) == ()
    assert known(published, ANA) == [("2026-12-08 13:00", "2026-12-08 14:00")]
    assert known(published, HALL) == []


@pytest.mark.proves("GE-25")
@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        ("10:00", "10:40", [("10:00", "10:40")]),
        ("11:20", "12:00", [("11:20", "12:00")]),
        ("10:30", "11:00", [("10:30", "10:40")]),
        ("10:00", "12:00", [("10:00", "10:40"), ("11:20", "12:00")]),
        ("10:50", "11:00", []),
    ],
    ids=["touches before", "touches after", "overlaps", "around", "under"],
)
def test_a_visit_hides_only_what_lies_under_it(
    published: Workspace, start: str, end: str, left: list[Walls]
) -> None:
    own(published, "ana", f"2026-12-08 {start}", f"2026-12-08 {end}")
    look(published)

    day = "2026-12-08 "
    assert known(published, ANA) == [(day + first, day + last) for first, last in left]


def test_a_visit_that_was_dragged_is_taken_out_where_it_stands(published: Workspace) -> None:
    published.by_hand(published.event(), times("2026-12-10 13:00", "2026-12-10 13:40"))
    look(published)

    assert known(published, ANA) == []


def test_time_of_a_declined_visit_that_somebody_uses_otherwise_is_busy(
    published: Workspace,
) -> None:
    published.answer(person("hall"), published.event(), "declined")
    own(published, "hall", *VISIT)
    look(published)

    assert known(published, HALL) == [VISIT]


def test_only_those_asked_about_are_looked_at(published: Workspace) -> None:
    own(published, "hall", "2026-12-08 13:00", "2026-12-08 14:00")

    assert look(published, ANA) == ()
    assert known(published, HALL) == []


@pytest.mark.proves("C13")
def test_a_recurring_event_is_busy_each_time(published: Workspace) -> None:
    weekly = ["RRULE:FREQ=WEEKLY;COUNT=4"]
    own(published, "ana", "2026-12-08 13:00", "2026-12-08 14:00", recurrence=weekly)
    look(published)

    tuesdays = ("2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29")
    assert known(published, ANA) == [(f"{day} 13:00", f"{day} 14:00") for day in tuesdays]


class TestOnTheCoachingCalendar:
    """What a coach enters in her coaching calendar herself is busy time of hers."""

    @pytest.fixture
    def shared(self, published: Workspace) -> Workspace:
        """Ana may write in her coaching calendar."""
        self.calendar = published.journal.calendars()[ANA]
        return published

    def enter(self, office: Workspace, first: str, last: str, **more: Any) -> None:
        own(office, "ana", first, last, calendar=self.calendar, **more)

    def test_an_event_there_is_busy_though_her_own_calendar_does_not_show_it(
        self, shared: Workspace
    ) -> None:
        self.enter(shared, "2026-12-09 13:00", "2026-12-09 14:00")
        look(shared)

        assert known(shared, ANA) == [("2026-12-09 13:00", "2026-12-09 14:00")]
        assert known(shared, HALL) == []

    @pytest.mark.proves("C13")
    def test_each_time_of_a_series_counts_moved_and_cancelled_ones_as_they_are(
        self, shared: Workspace
    ) -> None:
        weekly = ["RRULE:FREQ=WEEKLY;COUNT=3"]
        self.enter(shared, "2026-12-08 13:00", "2026-12-08 14:00", recurrence=weekly)
        page = shared.api.list_events(
            self.calendar,
            ends_after=shared.now,
            starts_before=shared.now + DAYS,
            expanded_max=100,
        )
        (second, third) = [one for one in page.events if one.summary == "Dentist"][1:]
        shared.by_hand(second, times("2026-12-16 09:00", "2026-12-16 10:00"))
        shared.api.delete_event(self.calendar, third.id, etag=third.etag, send_updates="none")
        look(shared)

        assert known(shared, ANA) == [
            ("2026-12-08 13:00", "2026-12-08 14:00"),
            ("2026-12-16 09:00", "2026-12-16 10:00"),
        ]

    @pytest.mark.proves("C13")
    def test_a_series_split_in_two_counts_as_two(self, shared: Workspace) -> None:
        until, on = ["RRULE:FREQ=DAILY;UNTIL=20261209T235959Z"], ["RRULE:FREQ=DAILY;COUNT=2"]
        self.enter(shared, "2026-12-08 13:00", "2026-12-08 14:00", recurrence=until)
        self.enter(shared, "2026-12-10 13:30", "2026-12-10 14:30", recurrence=on)
        look(shared)

        assert [start for start, _ in known(shared, ANA)] == [
            "2026-12-08 13:00", "2026-12-09 13:00", "2026-12-10 13:30", "2026-12-11 13:30",
        ]  # fmt: skip

    @pytest.mark.proves("C13")
    def test_a_series_with_too_many_times_makes_its_people_unknown(
        self, shared: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading_busy, "EXPANDED_MAX", 30)
        daily = ["RRULE:FREQ=DAILY;COUNT=40"]
        self.enter(shared, "2026-12-08 13:00", "2026-12-08 14:00", recurrence=daily)

        assert set(look(shared)) == {ANA, HALL}

    @pytest.mark.proves("C20")
    @pytest.mark.parametrize(
        ("event", "busy"),
        [
            (
                {"start": {"date": "2026-12-09"}, "end": {"date": "2026-12-10"}},
                [("2026-12-09 00:00", "2026-12-10 00:00")],
            ),
            ({"transparency": "transparent"}, []),
        ],
        ids=["all day", "shown as free"],
    )
    def test_odd_events_count_as_the_rules_say(
        self, shared: Workspace, event: dict[str, Any], busy: list[Walls]
    ) -> None:
        self.enter(shared, "2026-12-09 13:00", "2026-12-09 14:00", **event)
        look(shared)

        assert known(shared, ANA) == busy


class TestUnknown:
    @pytest.mark.proves("GE-25")
    def test_a_calendar_google_does_not_tell_of_is_unknown_and_never_free(
        self, tmp_path: Path
    ) -> None:
        stranger = a_person("Nia Nobody", email="nia@elsewhere.example")
        with a_workspace(tmp_path, district=a_district(stranger)) as office:
            assert look(office, ANA, stranger.id) == (stranger.id,)
            kept = kept_busy(office.journal, WEEK)

        assert (kept.unread, kept.forgotten) == ((stranger.id,), (stranger.id,))

    def test_what_was_read_last_counts_until_it_is_too_old(self, published: Workspace) -> None:
        own(published, "ana", "2026-12-08 13:00", "2026-12-08 14:00")
        look(published)
        published.running.faults.add(refuse(FREEBUSY, 403, "forbidden", count=None))
        published.later(timedelta(hours=3))

        assert look(published) == ALL
        assert known(published, ANA, timedelta(hours=4)) == [
            ("2026-12-08 13:00", "2026-12-08 14:00")
        ]
        assert known(published, ANA, timedelta(hours=2)) == []
        kept = kept_busy(published.journal, timedelta(hours=2))
        assert set(kept.unread) == set(kept.forgotten) == set(ALL)

    def test_who_can_be_read_again_is_unknown_no_more(self, published: Workspace) -> None:
        published.running.faults.add(refuse(FREEBUSY, 403, "forbidden"))

        assert look(published) == ALL
        assert look(published) == ()
        assert kept_busy(published.journal, WEEK) == KeptBusy()

    @pytest.mark.proves("N16")
    def test_our_visit_is_not_taken_for_hers_when_the_list_is_short(
        self, published: Workspace
    ) -> None:
        look(published)
        published.running.faults.add(Rule(method="calendar.events.list", deed=Deed.NOTHING_LISTED))

        assert set(look(published)) == {ANA, HALL}
        assert known(published, ANA) == []

    @pytest.mark.proves("C14")
    def test_a_coaching_calendar_that_is_gone_makes_its_people_unknown(
        self, published: Workspace
    ) -> None:
        published.running.faults.add(refuse("calendar.events.list", 404, "notFound"))

        assert set(look(published)) == {ANA, HALL}

    def test_a_list_that_goes_in_a_circle_makes_its_people_unknown(
        self, published: Workspace
    ) -> None:
        minted = admin.mint(published.running.store, OFFICE, time_zone=ZONE)
        credentials = load_local(published.running.url, minted.refresh, token=minted.access)
        transport = BentTransport(credentials, local(published.running.url), clock=QuickClock())
        transport.bend = rewritten("GET", EVENTS, lambda body: body | {"nextPageToken": "again"})

        assert set(look(published, api=CalendarApi(transport))) == {ANA, HALL}


class TestManyPeopleAndDays:
    @pytest.mark.proves("GE-25")
    def test_questions_hold_50_calendars_and_60_days_at_most(self, tmp_path: Path) -> None:
        many = [a_person(f"Tess T{n}") for n in range(51)]
        with a_workspace(tmp_path, district=a_district(*many)) as office:
            office.running.log.clear()
            whom = tuple(person.id for person in many)
            assert look(office, *whom, days=timedelta(days=61)) == ()
            assert len(office.running.log.entries(FREEBUSY)) == 4

    def test_busy_time_across_two_questions_is_one_span(self, office: Workspace) -> None:
        edge = office.now + timedelta(days=60)
        start, end = edge - timedelta(hours=1), edge + timedelta(hours=1)
        body = {
            "start": {"dateTime": start.isoformat()},
            "end": {"dateTime": end.isoformat()},
        }
        ana = CalendarApi(connect(office.running, person("ana")))
        ana.insert_event(person("ana"), body, send_updates="none")
        look(office, days=timedelta(days=70))

        (span,) = kept_busy(office.journal, WEEK).of([ANA]).busy
        assert (span.start, span.end) == (start, end)


@pytest.mark.proves("X18")
def test_no_title_of_anybodys_event_is_kept(published: Workspace, tmp_path: Path) -> None:
    own(published, "ana", "2026-12-08 13:00", "2026-12-08 14:00")
    calendar = published.journal.calendars()[ANA]
    own(published, "ana", "2026-12-09 13:00", "2026-12-09 14:00", calendar=calendar)
    look(published)
    assert len(known(published, ANA)) == 2
    published.journal.close()

    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir() if "journal" in file.name)
    assert b"2026-12-08T18:00" in kept
    assert b"Dentist" not in kept


def test_a_look_at_busy_times_writes_nothing_to_google(published: Workspace) -> None:
    published.writes()
    look(published)

    assert published.writes() == []


def test_who_shows_busy_times_to_one_shows_no_titles(office: Workspace) -> None:
    program = "program@elsewhere.example"
    own(office, "ana", "2026-12-08 13:00", "2026-12-08 14:00")
    for _ in range(2):
        show_busy(office.running.store, [person("ana")], program)
    outside = CalendarApi(connect(office.running, program))

    assert look(office, ANA, api=outside) == ()
    assert known(office, ANA) == [("2026-12-08 13:00", "2026-12-08 14:00")]
    assert [one.summary for one in outside.list_events(person("ana")).events] == [""]
