"""The same journal in PostgreSQL: a push, its undo, its record, and a lock that no crash leaves behind."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select, text

from scheduler.errors import Interrupted
from sync.calendars.look import look
from sync.calendars.undo import Stood, undo
from sync.journal.audit_file import check_audit
from sync.journal.forgetting import Words, forget_in_journal
from sync.journal.journal import Journal, open_journal
from sync.journal.lease import holding
from sync.journal.tables import runs
from tests.builders import VISIT, ZONE
from tests.sync.coaching import FRIDAY, OFFICE, Workspace, visit
from tests.sync.postgres import NewDatabase
from tests.sync.test_audit import a_line

pytestmark = pytest.mark.slow
LATER = "2026-12-09 10:40"


@contextmanager
def opened(url: str, folder: Path) -> Iterator[Journal]:
    """The journal as one process opens it."""
    journal = open_journal(
        url, lineage="example", now=lambda: FRIDAY, audit_file=folder / "audit.jsonl"
    )
    yield journal
    journal.close()


@contextmanager
def working_on(url: str, office: Workspace, folder: Path) -> Iterator[Workspace]:
    """A workspace whose journal is that database."""
    with opened(url, folder) as journal:
        yield Workspace(office.running, journal, office.transport, office.district)


@pytest.mark.proves("F-73", "F-100")
def test_a_push_is_noted_recorded_and_taken_back(
    office: Workspace, cluster: NewDatabase, tmp_path: Path
) -> None:
    url = cluster()
    with working_on(url, office, tmp_path) as hosted:
        hosted.publish(visit())
        hosted.publish(visit(LATER))
        back = undo(
            hosted.journal,
            "r-2",
            seen=look(hosted.api, hosted.journal, []),
            stood=Stood(zone=ZONE),
            now=hosted.now,
            account=OFFICE,
        )
        report = hosted.push(back.changes, run="undo-1")
        with hosted.journal.reading() as connection:
            broken = check_audit(connection, tmp_path / "audit.jsonl")
        event = hosted.event()
    with opened(url, tmp_path) as again:
        noted = [row.run for row in again.rows(select(runs.c.run).order_by(runs.c.run))]

    assert report.left == ()
    assert broken is None
    assert event.start == visit()[1].start
    assert noted == ["r-1", "r-2", "undo-1"]


@pytest.mark.proves("P3")
def test_a_lock_of_the_database_keeps_a_second_push_out(
    cluster: NewDatabase, tmp_path: Path
) -> None:
    url = cluster()
    with opened(url, tmp_path) as first, opened(url, tmp_path) as second:
        with (
            holding(first, "ana", lambda error: None),
            pytest.raises(Interrupted, match="another push is at work: ana"),
            holding(second, "ben", lambda error: None),
        ):
            pass
        with holding(second, "ben", lambda error: None) as fence:
            assert fence == 2


@pytest.mark.proves("P3")
def test_a_push_that_died_leaves_no_lock_behind(cluster: NewDatabase, tmp_path: Path) -> None:
    url = cluster()
    with (
        opened(url, tmp_path) as first,
        opened(url, tmp_path) as second,
        first.locked() as ours,
    ):
        with second.locked() as meanwhile:
            pass
        with second.writing() as connection:
            others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> "
            connection.execute(text(f"{others}pg_backend_pid() AND datname = current_database()"))
        with second.locked() as afterwards:
            pass

    assert (ours, meanwhile, afterwards) == (True, False, True)


@pytest.mark.proves("F-100")
def test_two_processes_write_one_chain(cluster: NewDatabase, tmp_path: Path) -> None:
    url = cluster()
    with opened(url, tmp_path) as first, opened(url, tmp_path) as second:

        def note(journal: Journal) -> None:
            for _ in range(20):
                journal.note(a_line())

        both = [threading.Thread(target=note, args=(one,)) for one in (first, second)]
        for one in both:
            one.start()
        for one in both:
            one.join(timeout=60)
        with first.reading() as connection:
            broken = check_audit(connection, tmp_path / "audit.jsonl")

    assert broken is None
    assert len((tmp_path / "audit.jsonl").read_text("utf-8").splitlines()) == 40


@pytest.mark.proves("X19")
def test_a_person_is_forgotten_there_too(
    office: Workspace, cluster: NewDatabase, tmp_path: Path
) -> None:
    with working_on(cluster(), office, tmp_path) as hosted:
        hosted.publish(visit())
        words = Words(names=("hall@district.example",), instead="somebody")
        before = forget_in_journal(hosted.journal, words, yes=True)

        assert before == {"ops": 1}
        assert forget_in_journal(hosted.journal, words, yes=False) == {}
        assert hosted.journal.known()[0].activity == VISIT
