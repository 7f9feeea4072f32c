"""A journal that was lost, is damaged, or is a second computer's first, learns what is ours."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from local_google import admin
from tests.journeys.typing_commands import Typist

JOURNAL = "journal.db"


@pytest.fixture
def pushed(pushed_workspace: Typist, tmp_path: Path) -> Typist:
    """With the week sent."""
    return pushed_workspace.moved_to(tmp_path / "pushed")


def journal_of(typist: Typist) -> Path:
    (file,) = typist.folder.rglob(JOURNAL)
    return file


def lose_journal(typist: Typist) -> None:
    for file in typist.folder.rglob(f"{JOURNAL}*"):
        file.unlink()


def events(typist: Typist, status: str = "confirmed") -> list[tuple[str, str]]:
    """Calendar and id of the events on the coaching calendars."""
    with typist.google() as store, store.read() as db:
        rows = db.execute(
            "SELECT calendar, id FROM cal_events WHERE status = ? AND calendar = organizer "
            "AND id LIKE 'bell%' ORDER BY id",
            (status,),
        ).fetchall()
    return [(row["calendar"], row["id"]) for row in rows]


@pytest.mark.proves("P8")
def test_a_lost_journal_must_adopt_before_it_pushes_and_then_writes_nothing(
    pushed: Typist,
) -> None:
    lose_journal(pushed)
    before, mails, stands = pushed.writes(), len(pushed.mails()), events(pushed)
    refused = pushed.types("push", "--yes", "--now-send")
    dry = pushed.does("adopt")
    still = pushed.types("push", "--yes", "--now-send")
    pushed.does("adopt", "--yes")
    done = pushed.does("push", "--yes", "--now-send")

    assert refused.code == still.code == 2
    assert "bellweave adopt" in refused.err
    assert f"{len(stands)} events of ours" in dry.out
    assert "0 writes" in done.out
    assert (pushed.writes(), len(pushed.mails()), events(pushed)) == (before, mails, stands)


@pytest.mark.slow
@pytest.mark.proves("P8")
def test_what_people_were_told_is_known_again(pushed: Typist) -> None:
    before = pushed.does("show").out
    lose_journal(pushed)
    pushed.does("adopt", "--yes")

    assert pushed.does("show").out == before


@pytest.mark.slow
@pytest.mark.proves("P4", "C4", "GE-2")
def test_a_second_computer_never_makes_again_what_a_person_deleted_and_google_forgot(
    pushed: Typist, tmp_path: Path
) -> None:
    calendar, event = events(pushed)[0]
    delete_by_hand(pushed, calendar, event)
    pushed.does("pull")
    with pushed.google() as store:
        admin.purge(store, calendar, event)
    left = events(pushed)
    second = pushed.moved_to(tmp_path / "second")
    lose_journal(second)
    second.does("adopt", "--yes")
    done = second.does("push", "--yes", "--now-send")

    assert "0 writes" in done.out
    assert events(second) == left
    assert len(left) == len(events(pushed))


@pytest.mark.slow
@pytest.mark.proves("P4", "C4")
def test_a_computer_that_never_saw_an_event_learns_its_deletion_from_the_ledger(
    pushed: Typist, tmp_path: Path
) -> None:
    """It has pushed before, so it need not adopt; the event came and went while it was off."""
    second = pushed.moved_to(tmp_path / "second")
    calendar, event = events(pushed)[0]
    forget_event(journal_of(second), event)
    delete_by_hand(pushed, calendar, event)
    pushed.does("pull")
    with pushed.google() as store:
        admin.purge(store, calendar, event)
    left = events(pushed)
    lose = journal_of(second)
    shutil.copy(google_of(pushed), google_of(second))
    done = second.does("push", "--yes", "--now-send")

    assert lose.exists()
    assert events(second) == left
    assert "0 writes" in done.out


@pytest.mark.slow
@pytest.mark.proves("P4", "C4")
def test_a_pull_takes_nothing_for_deleted_by_a_person_that_another_computer_took_away(
    pushed: Typist, tmp_path: Path
) -> None:
    second = pushed.moved_to(tmp_path / "second")
    pushed.does("undo", "--yes", "--confirm-cancel", str(len(events(pushed))))
    gone = events(pushed, "cancelled")
    with pushed.google() as store:
        for calendar, event in gone:
            admin.purge(store, calendar, event)
    shutil.copy(google_of(pushed), google_of(second))
    second.does("pull")

    with sqlite3.connect(journal_of(second)) as db:
        standing = {row[0] for row in db.execute("SELECT standing FROM known")}
    db.close()
    assert gone
    assert standing == {"removed by us"}


def forget_event(journal: Path, event: str) -> None:
    """The journal as it would be had the event been written by another computer."""
    with sqlite3.connect(journal) as db:
        db.execute("DELETE FROM known WHERE event_id = ?", (event,))
    db.close()


def google_of(typist: Typist) -> Path:
    return typist.folder / ".bellweave" / "local-google.db"


def delete_by_hand(typist: Typist, calendar: str, event: str) -> None:
    """A person deletes an event on the coaching calendar."""
    from local_google.server import serve
    from sync.account.credentials import load_local
    from sync.calendars.calendar_api import CalendarApi
    from sync.wire.connection import local
    from sync.wire.transport import Transport

    with typist.google() as store, serve(store) as running:
        minted = admin.mint(store, "math-coaching@bellweave.example")
        transport = Transport(
            load_local(running.url, minted.refresh, token=minted.access), local(running.url)
        )
        api = CalendarApi(transport)
        found = api.get_event(calendar, event)
        assert found is not None
        api.delete_event(calendar, event, etag=found.etag, send_updates="none")
        transport.close()


@pytest.mark.slow
@pytest.mark.proves("P2", "P8")
def test_a_damaged_journal_is_set_aside_only_when_asked_and_read_anew(pushed: Typist) -> None:
    file = journal_of(pushed)
    data = bytearray(file.read_bytes())
    half = len(data) // 2
    data[half : half + 20_000] = b"\xff" * 20_000
    file.write_bytes(data)
    before = events(pushed)
    refused = pushed.types("push", "--yes", "--now-send")
    dry = pushed.types("adopt")
    kept = file.read_bytes() == data
    done = pushed.does("adopt", "--yes")
    again = pushed.does("push", "--yes", "--now-send")

    assert refused.code == dry.code == 2
    assert "damaged" in refused.err
    assert "bellweave adopt --yes" in dry.err
    assert kept
    assert "Set aside:" in done.out
    (aside,) = (
        one for one in file.parent.glob(f"{JOURNAL}.set-aside-*") if "audit" not in one.name
    )
    assert aside.read_bytes() == data
    assert "0 writes" in again.out
    assert events(pushed) == before


@pytest.mark.slow
@pytest.mark.proves("P8")
def test_a_calendar_that_is_somebody_elses_cannot_be_named(pushed: Typist) -> None:
    lose_journal(pushed)
    calendar, _ = events(pushed)[0]
    ran = pushed.types("adopt", "--yes", "--calendar", f"nobody={calendar}")

    assert ran.code == 2
    assert "is not the coaching calendar of nobody" in ran.err
