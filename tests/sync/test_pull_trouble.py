"""Reading back when Google is forgetful, short, or shuts a door: nothing is lost, nothing concluded."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from local_google.calendar_tables import set_switch
from local_google.faults import refuse
from scheduler.model import ActivityId
from sync.calendars.look import look
from sync.calendars.pull import EVERYTHING_NEW, Asked
from sync.event.facts import Facts
from sync.journal.kept_facts import kept_answers, kept_exclusions, kept_pins, token_of
from sync.merging.changes import Standing
from tests.builders import ANA, HALL, a_schedule, at
from tests.sync.bent_google import EVENTS, meets, rewritten, said
from tests.sync.coaching import (
    Workspace,
    another_computer,
    hours,
    person,
    several,
    visit,
)
from tests.sync.reading_back import LIST, MANY, ana_and_ben, bent, delete, forget, look_back, one


@pytest.fixture
def published(office: Workspace) -> Workspace:
    """Visits of two coaches pushed, their calendars read once."""
    office.publish(*several(MANY))
    look_back(office)
    return office


class TestPages:
    @pytest.mark.proves("N15", "GE-20")
    def test_a_list_is_read_to_its_last_page(self, published: Workspace) -> None:
        set_switch(published.running.store, "longest_page", "1")
        for number in range(MANY):
            published.answer(
                person(("hall", "khan")[number % 2]), published.event(one(number)), "accepted"
            )

        assert len(look_back(published).answers) == MANY

    @pytest.mark.proves("N15")
    def test_an_empty_page_is_not_the_end(self, published: Workspace) -> None:
        published.answer(person("hall"), published.event(one(0)), "accepted")

        def with_an_empty_page_first(send: Any, outgoing: Any) -> Any:
            if not meets(outgoing, "GET", EVENTS) or "pageToken" in outgoing.url:
                url = outgoing.url.replace("pageToken=second", "prettyPrint=false")
                return send(replace(outgoing, url=url))
            return said({"items": [], "nextPageToken": "second"})

        facts = look_back(published, api=bent(published, with_an_empty_page_first))
        assert [answer.person for answer in facts.answers] == [HALL]

    @pytest.mark.proves("N15")
    @pytest.mark.parametrize(
        "token",
        [lambda _: "again", lambda numbers: f"page-{next(numbers)}"],
        ids=["repeated", "endless"],
    )
    def test_pages_that_do_not_end_conclude_nothing(
        self, published: Workspace, token: Callable[[Iterator[int]], str]
    ) -> None:
        numbers = count()
        before = kept(published)
        answered = person("hall")
        published.answer(answered, published.event(one(0)), "declined")

        def endless(send: Any, outgoing: Any) -> Any:
            if meets(outgoing, "GET", EVENTS):
                return said({"items": [], "nextPageToken": token(numbers)})
            return send(outgoing)

        facts = look_back(published, api=bent(published, endless))

        assert {stop.calendar for stop in facts.stopped} == set(ana_and_ben(published))
        assert kept(published) == before
        assert [answer.response for answer in look_back(published).answers] == ["declined"]


def kept(workspace: Workspace) -> tuple[object, ...]:
    """All a pull may change."""
    journal = workspace.journal
    tokens = tuple(token_of(journal, calendar) for calendar in ana_and_ben(workspace))
    return (
        tokens, kept_answers(journal), kept_pins(journal), kept_exclusions(journal), journal.known(),
    )  # fmt: skip


class TestForgotten:
    """Google forgets how far we read (410)."""

    @pytest.mark.proves("N18", "GE-21")
    def test_everything_done_since_the_last_look_is_seen(self, published: Workspace) -> None:
        published.answer(person("hall"), published.event(one(0)), "accepted")
        published.answer(person("khan"), published.event(one(1)), "declined")
        published.by_hand(published.event(one(2)), hours("2026-12-10 13:00"))
        published.by_hand(published.event(one(3)), {"summary": "Ana + Rosa"})
        delete(published, one(4))
        forget(published)

        facts = look_back(published)

        assert {(answer.activity, answer.response) for answer in facts.answers} == {
            (one(0), "accepted"),
            (one(1), "declined"),
        }
        assert [pin.activity for pin in facts.pins] == [one(2)]
        assert [edited.activity for edited in facts.edited] == [one(3)]
        assert facts.deleted == (one(4),)
        assert look_back(published) == Facts()

    @pytest.mark.proves("N18")
    def test_the_same_is_seen_as_without_forgetting(
        self, published: Workspace, tmp_path: Any
    ) -> None:
        published.answer(person("hall"), published.event(one(0)), "declined")
        published.by_hand(published.event(one(2)), hours("2026-12-10 13:00"))
        file = tmp_path / "other.sqlite3"
        with another_computer(published.running, file, published.district) as other:
            for owner, calendar in published.journal.calendars().items():
                other.journal.calendar_made(owner, calendar, str(owner))
            other.journal.remember(published.journal.known())
            whole = look_back(other)

        assert look_back(published) == whole

    @pytest.mark.proves("N18", "GE-22")
    def test_what_was_purged_meanwhile_is_confirmed_before_it_counts_as_deleted(
        self, published: Workspace
    ) -> None:
        purge(published, one(0))
        forget(published)
        published.running.log.clear()

        assert look_back(published).deleted == (one(0),)
        asked = published.running.log.entries("calendar.events.get")
        assert [entry.status for entry in asked] == [404]

    @pytest.mark.proves("N16")
    def test_what_is_merely_unlisted_is_not_deleted(self, published: Workspace) -> None:
        hidden = published.event(one(0)).id
        forget(published)

        def hide(body: dict[str, Any]) -> dict[str, Any]:
            return body | {"items": [i for i in body.get("items", ()) if i["id"] != hidden]}

        facts = look_back(published, api=bent(published, rewritten("GET", EVENTS, hide)))

        assert facts.deleted == ()
        assert [stop.owner for stop in facts.stopped] == [ANA]
        assert all(row.standing is Standing.STANDS for row in published.journal.known())

    def test_a_daily_look_reads_everything_without_being_told_to_forget(
        self, published: Workspace
    ) -> None:
        published.running.log.clear()
        assert look_back(published, asked=Asked(whole=True)) == Facts()

        urls = [entry.path for entry in published.running.log.entries(LIST)]
        assert len(urls) == 2
        assert not [url for url in urls if "syncToken" in url]


def purge(workspace: Workspace, activity: ActivityId) -> None:
    """Delete an event, and let Google forget that it ever was."""
    event = workspace.event(activity)
    delete(workspace, activity)
    with workspace.running.store.write() as db:
        db.execute("DELETE FROM cal_events WHERE id = ?", (event.id,))


class TestVeryManyMissing:
    """More missing at once than anybody deletes."""

    @pytest.fixture
    def emptied(self, office: Workspace) -> Workspace:
        """Ana's calendar of twelve visits was emptied, and Google forgot all about it."""
        self.pairs = [
            (replace(activity, leader=ANA, required=(ANA, HALL)), slot)
            for activity, slot in several(12)
        ]
        office.publish(*self.pairs)
        self.look(office)
        for number in range(6):
            purge(office, one(number))
        forget(office, calls=None)
        return office

    def look(self, workspace: Workspace, asked: Asked = EVERYTHING_NEW) -> Facts:
        return look_back(workspace, schedule=a_schedule(self.pairs), asked=asked)

    @pytest.mark.proves("N16")
    def test_stop_that_calendar_and_delete_nothing(self, emptied: Workspace) -> None:
        facts = self.look(emptied)

        (stop,) = facts.stopped
        assert (stop.missing, facts.deleted) == (6, ())
        assert "6 of our 12 events are missing" in stop.says
        assert all(row.standing is Standing.STANDS for row in emptied.journal.known())
        assert look(emptied.api, emptied.journal, []).stopped == {stop.calendar}

    @pytest.mark.proves("N16")
    def test_are_believed_when_somebody_says_their_number(self, emptied: Workspace) -> None:
        assert self.look(emptied, Asked(believed=5)).deleted == ()

        assert len(self.look(emptied, Asked(believed=6)).deleted) == 6
        assert look(emptied.api, emptied.journal, []).stopped == frozenset()


class TestShutDoors:
    """One coach's calendar is gone, unshared or read-only; the others are read all the same."""

    def shut(self, workspace: Workspace, how: str) -> None:
        ana, _ = ana_and_ben(workspace)
        if how == "deleted":
            workspace.api.delete_calendar(ana)
            return
        with workspace.running.store.write() as db:
            db.execute(
                "UPDATE cal_calendars SET owner = 'boss@district.example' WHERE id = ?", (ana,)
            )
            if how == "read-only":
                db.execute("UPDATE cal_acl SET role = 'reader' WHERE calendar = ?", (ana,))
            else:
                db.execute("DELETE FROM cal_acl WHERE calendar = ?", (ana,))

    @pytest.mark.proves("C14")
    @pytest.mark.parametrize(
        ("how", "says"),
        [
            ("deleted", "it was deleted, or is no longer shared with us"),
            ("unshared", "it was deleted, or is no longer shared with us"),
            ("read-only", "it can only be read now; share it with us again"),
        ],
    )
    def test_stop_that_calendar_only(self, published: Workspace, how: str, says: str) -> None:
        published.answer(person("khan"), published.event(one(1)), "declined")
        self.shut(published, how)

        facts = look_back(published)

        assert [(stop.owner, stop.says) for stop in facts.stopped] == [(ANA, says)]
        assert [answer.activity for answer in facts.answers] == [one(1)]
        assert facts.deleted == ()
        assert all(row.standing is Standing.STANDS for row in published.journal.known())

    @pytest.mark.proves("C14")
    def test_a_refusal_stops_that_calendar_only(self, published: Workspace) -> None:
        published.running.faults.add(refuse(LIST, 403, "forbidden"))

        facts = look_back(published)

        assert [stop.says for stop in facts.stopped] == ["Google does not let us read it any more"]
        assert look_back(published) == Facts()

    def test_what_was_read_before_google_asked_us_to_wait_is_kept_and_told(
        self, published: Workspace
    ) -> None:
        first = min(ana_and_ben(published))
        number = 0 if first == ana_and_ben(published)[0] else 1
        who = ("hall", "khan")[number]
        published.answer(person(who), published.event(one(number)), "declined")
        full = refuse(LIST, 403, "quotaExceeded", "Calendar usage limits exceeded.", nth=2, count=1)
        published.running.faults.add(full)

        facts = look_back(published)

        assert [answer.activity for answer in facts.answers] == [one(number)]
        assert [error.exit_code for error in facts.ended_by] == [7]
        assert look_back(published) == Facts()


class TestOtherZone:
    @pytest.mark.proves("C15")
    def test_a_calendar_in_another_time_zone_moves_nothing_and_is_told_once(
        self, published: Workspace
    ) -> None:
        ana, _ = ana_and_ben(published)
        with published.running.store.write() as db:
            db.execute(
                "UPDATE cal_calendars SET time_zone = 'America/Los_Angeles' WHERE id = ?", (ana,)
            )
        published.answer(person("hall"), published.event(one(0)), "accepted")

        facts = look_back(published)

        assert [(found.owner, found.zone) for found in facts.zones] == [
            (ANA, "America/Los_Angeles")
        ]
        assert (facts.pins, facts.edited) == ((), ())
        assert published.event(one(0)).start == at("2026-12-08 08:00")
        assert published.compare(*several(MANY)).writes == ()
        published.answer(person("ana"), published.event(one(0)), "accepted")
        assert look_back(published).zones == ()


class TestOneTransaction:
    @contextmanager
    def refusing(self, workspace: Workspace, table: str) -> Iterator[None]:
        """The database itself takes no new row of a table."""
        with workspace.journal.writing() as connection:
            connection.execute(
                text(
                    f"CREATE TRIGGER no_more BEFORE INSERT ON {table} BEGIN "
                    "SELECT RAISE(ABORT, 'no more'); END"
                )
            )
        yield
        with workspace.journal.writing() as connection:
            connection.execute(text("DROP TRIGGER no_more"))

    @pytest.mark.proves("P12", "GE-20")
    @pytest.mark.parametrize("table", ["exclusions", "sync_tokens", "told"])
    def test_what_was_read_and_how_far_are_kept_together_or_not_at_all(
        self, published: Workspace, table: str
    ) -> None:
        published.answer(person("hall"), published.event(one(0)), "declined")
        published.by_hand(published.event(one(2)), hours("2026-12-10 13:00"))
        published.by_hand(published.event(one(4)), {"summary": "Ana + Rosa"})
        before = kept(published)

        with self.refusing(published, table), pytest.raises(IntegrityError):
            look_back(published)

        ana, _ = ana_and_ben(published)
        assert token_of(published.journal, ana) == before[0][0]  # type: ignore[index]  # the tokens
        assert kept(published)[1:4] == before[1:4]
        facts = look_back(published)
        assert (len(facts.exclusions), len(facts.pins), len(facts.edited)) == (1, 1, 1)


class TestTombstones:
    @pytest.mark.proves("GE-22", "C3")
    def test_a_deleted_event_of_which_only_the_id_is_left_is_known_by_it(
        self, published: Workspace
    ) -> None:
        delete(published, one(0))

        def bare(body: dict[str, Any]) -> dict[str, Any]:
            gone = [i for i in body.get("items", ()) if i["status"] == "cancelled"]
            stay = [i for i in body.get("items", ()) if i["status"] != "cancelled"]
            return body | {
                "items": [*stay, *({"id": i["id"], "status": i["status"]} for i in gone)]
            }

        facts = look_back(published, api=bent(published, rewritten("GET", EVENTS, bare)))
        assert facts.deleted == (one(0),)


def test_only_the_calendars_asked_for_are_read(published: Workspace) -> None:
    ana, _ = ana_and_ben(published)
    published.answer(person("hall"), published.event(one(0)), "accepted")
    published.answer(person("khan"), published.event(one(1)), "accepted")

    facts = look_back(published, asked=Asked(calendars={ana}))
    assert [answer.activity for answer in facts.answers] == [one(0)]
    assert [answer.activity for answer in look_back(published).answers] == [one(1)]


@pytest.mark.proves("C16")
def test_a_drag_to_a_time_that_is_past_by_now_pins_nothing(published: Workspace) -> None:
    published.by_hand(published.event(one(0)), hours("2026-12-10 13:00"))
    published.now = at("2026-12-10 13:00") + timedelta(minutes=1)

    assert look_back(published).pins == ()


def test_one_visit_is_enough(office: Workspace) -> None:
    office.publish(visit())

    assert look_back(office, schedule=a_schedule([visit()])) == Facts()
