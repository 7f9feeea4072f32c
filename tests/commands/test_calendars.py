"""Coaching calendars: who may change them, and whose account they would end with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from errands.books.coaching_calendars import (
    CoachingCalendar,
    coaching_calendars,
    may_share,
    owned_by_others,
    share_calendars,
)
from local_google import admin
from local_google.request_log import RequestLog
from local_google.server import Running, serve
from local_google.services import open_store
from scheduler.district import Role
from scheduler.errors import SignInNeeded
from sync.account.credentials import load_local
from sync.account.rights import SCOPES, SHARE_CALENDARS
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.calendar_entry import CalendarEntry
from sync.journal.tables import meta
from sync.wire.connection import local
from sync.wire.transport import Transport
from sync.workspace.known import journal
from sync.workspace.workspace import Workspace, open_workspace
from tests.journeys.typing_commands import Typist
from tests.sync.rungs import OFFICE, a_person
from tests.sync.wire import QUICK, FakeClock
from workflow import read


@pytest.fixture
def pushed(pushed_workspace: Typist, tmp_path: Path) -> Typist:
    """A workspace whose coaching calendars were made."""
    return pushed_workspace.moved_to(tmp_path / "pushed")


def calls(typist: Typist, method: str) -> int:
    """How often a method of Google's was called so far."""
    with typist.google() as store:
        return len(RequestLog(store).entries(method))


def test_before_the_first_push_there_is_none(scheduled: Typist) -> None:
    assert "no coaching calendar yet" in scheduled.does("calendars", "list").out


def test_without_yes_creating_only_names_the_calendars(scheduled: Typist) -> None:
    before = calls(scheduled, "calendar.calendars.insert")

    ran = scheduled.does("calendars", "create")

    assert "  + Math coaching - Ana Ruiz" in ran.out
    assert "dry run; nothing was made" in ran.out
    assert calls(scheduled, "calendar.calendars.insert") == before


@pytest.mark.slow
def test_calendars_made_apart_are_the_ones_a_push_writes_to(scheduled: Typist) -> None:
    made = scheduled.does("calendars", "create", "--yes").number(r"(\d+) coaching calendar")

    assert scheduled.mails() == []
    assert scheduled.does("calendars", "list").number(r"(\d+) coaching calendar") == made
    scheduled.does("push", "--yes", "--now-send")
    assert calls(scheduled, "calendar.calendars.insert") == made


def test_calendars_are_made_once(scheduled: Typist) -> None:
    scheduled.does("calendars", "create", "--yes")

    again = scheduled.does("calendars", "create", "--yes")

    assert "Every coach has a coaching calendar." in again.out
    assert "Every coach has a coaching calendar." in scheduled.does("calendars", "create").out


def test_a_calendar_made_before_there_were_labels_gets_them_once_and_nobody_is_mailed(
    pushed: Typist,
) -> None:
    with journal(open_workspace(pushed.folder, options={}), "America/New_York") as kept:
        for calendar in kept.calendars().values():
            with kept.writing() as connection:
                connection.execute(delete(meta).where(meta.c.name == f"labels {calendar}"))
    mails, patched = pushed.mails(), calls(pushed, "calendar.calendars.patch")

    dry = pushed.does("calendars", "create")
    ran = pushed.does("calendars", "create", "--yes")

    assert "  ~ Math coaching - Ana Ruiz: a label for each kind" in dry.out
    assert "  ~ Math coaching - Ana Ruiz: a label for each kind" in ran.out
    assert ran.out.endswith(" labeled; nobody was mailed.\n")
    assert "made" not in ran.out
    assert pushed.mails() == mails
    assert calls(pushed, "calendar.calendars.patch") == patched, "they had all of them already"
    assert "Every coach has a coaching calendar." in pushed.does("calendars", "create").out


def test_each_calendar_is_listed_with_its_owner(pushed: Typist) -> None:
    ran = pushed.does("calendars", "list")

    assert ran.number(r"(\d+) coaching calendar") >= 1
    assert "math-coaching@bellweave.example" in ran.out


def test_without_yes_sharing_only_says_whom(pushed: Typist) -> None:
    before = calls(pushed, "calendar.acl.insert")

    ran = pushed.does("calendars", "share")

    assert "dry run; nothing was shared" in ran.out
    assert calls(pushed, "calendar.acl.insert") == before


def test_with_yes_it_is_shared_and_nobody_is_mailed(pushed: Typist) -> None:
    before, mails = calls(pushed, "calendar.acl.insert"), len(pushed.mails())

    ran = pushed.does("calendars", "share", "--yes")

    shared = ran.number(r"(\d+) calendars? shared; nobody was mailed")
    assert calls(pushed, "calendar.acl.insert") - before == shared >= 1
    assert len(pushed.mails()) == mails


def test_our_own_calendars_are_in_order(pushed: Typist) -> None:
    ran = pushed.does("calendars", "check-owner")

    assert "belong to math-coaching@bellweave.example" in ran.out
    assert "transfer" not in ran.out


def test_a_calendar_that_a_person_owns_is_named() -> None:
    hers, ours = (
        CoachingCalendar(
            calendar_id=owner,
            coach="Ana Ruiz",
            email="ana@district.example",
            entry=CalendarEntry(
                id=owner, summary="", description="", time_zone="UTC", data_owner=owner
            ),
        )
        for owner in ("ana@district.example", OFFICE)
    )

    assert owned_by_others(OFFICE.upper(), [ours, hers]) == [hers]


class TestAtGoogle:
    """The same with a sign-in that holds the least rights."""

    @pytest.fixture
    def server(self) -> Iterator[Running]:
        with serve(open_store(seed="calendars")) as running:
            yield running

    @pytest.fixture
    def workspace(self, fresh: Typist, server: Running) -> Workspace:
        """Signed in as the office with the least rights."""
        keys = a_person(server, fresh.folder)
        said = {"google": "google", "token_file": str(keys.token_file)}
        return open_workspace(fresh.folder, now=fresh.now, options=said)

    def made(self, server: Running, workspace: Workspace, by: str = OFFICE) -> CalendarApi:
        """A calendar of the first coach's, made and owned by somebody; the calls of its owner."""
        api = calls_of(by, server)
        identity = api.create_calendar("Coaching - Ana", "UTC", "mark")
        if by != OFFICE:
            api.share(identity, OFFICE, "writer")
        given = read(workspace)
        coach = next(p.id for p in given.district.people.values() if p.role is Role.COACH)
        with journal(workspace, given.zone) as kept:
            kept.calendar_made(coach, identity, "Coaching - Ana")
        return api

    def test_with_the_right_each_coach_becomes_a_writer(
        self, server: Running, workspace: Workspace
    ) -> None:
        a_person(server, workspace.folder, scopes=(*SCOPES, SHARE_CALENDARS))
        self.made(server, workspace)

        (done,) = share_calendars(workspace, connection=local(server.url, patience=QUICK))

        assert not done.refused
        assert done.calendar.email in written_acl(server)

    @pytest.mark.proves("GE-33", "F-76")
    def test_without_the_right_nothing_is_shared_and_the_way_to_get_it_is_named(
        self, server: Running, workspace: Workspace
    ) -> None:
        self.made(server, workspace)
        before = len(server.log.entries("calendar.acl.insert"))

        with pytest.raises(SignInNeeded, match=r"calendar\.acls") as needed:
            share_calendars(workspace, connection=local(server.url, patience=QUICK))

        assert needed.value.more == "bellweave auth login --share"
        assert len(server.log.entries("calendar.acl.insert")) == before
        assert not may_share(workspace)

    def test_a_calendar_we_may_not_look_at_is_somebody_elses(
        self, server: Running, workspace: Workspace
    ) -> None:
        self.made(server, workspace, by="ana@district.example")

        account, found = coaching_calendars(workspace, connection=local(server.url))

        assert [one.hidden for one in owned_by_others(account, found)] == [True]

    def test_a_calendar_that_is_gone_is_nobodys(
        self, server: Running, workspace: Workspace
    ) -> None:
        api = self.made(server, workspace)
        (one,) = coaching_calendars(workspace, connection=local(server.url))[1]
        api.delete_calendar(one.calendar_id)

        account, found = coaching_calendars(workspace, connection=local(server.url))

        assert found[0].entry is None
        assert owned_by_others(account, found) == []


def calls_of(email: str, server: Running) -> CalendarApi:
    """Somebody's calls, with every right."""
    credential = load_local(server.url, admin.mint(server.store, email).refresh)
    return CalendarApi(Transport(credential, local(server.url), clock=FakeClock()))


def written_acl(server: Running) -> set[str]:
    """Everybody who may do something with a calendar of the server's."""
    with server.store.read() as db:
        return {row["rule"].partition(":")[2] for row in db.execute("SELECT rule FROM cal_acl")}
