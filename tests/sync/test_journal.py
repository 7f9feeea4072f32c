"""The journal keeps what it was told, and lets nobody change what it says."""

import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from scheduler.errors import Interrupted, SettingsError, StaleChangeSet
from scheduler.model import ActivityId
from sync.event.identity import EventId, key_of
from sync.journal.audit import Line, append, first_broken
from sync.journal.journal import Journal, OpState, open_journal
from sync.journal.schema import HEAD
from sync.journal.tables import metadata
from sync.merging.changes import ChangeSet, Known, Standing, Verb
from sync.merging.diff import creation
from tests.builders import ANA, VISIT
from tests.sync.test_changes import FRIDAY, NS, compared, wished

MIGRATIONS = Path(__file__).parents[2] / "sync" / "journal" / "migrations"
KEY = key_of(NS, VISIT)
ROW = Known(
    key=KEY,
    activity=VISIT,
    event_id=EventId("bell1"),
    calendar_id="c",
    generation=1,
    base="time:x",
)
Open = Callable[[], Journal]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the journal lies."""
    return tmp_path / "private" / "journal.sqlite3"


@pytest.fixture
def reopen(journal_url: str) -> Iterator[Open]:
    """Opens the journal as a new process would, on either database."""
    yield from opening(journal_url)


@pytest.fixture
def reopen_file(file: Path) -> Iterator[Open]:
    """The same for what is only about SQLite's file."""
    yield from opening(f"sqlite:///{file}")


def opening(url: str) -> Iterator[Open]:
    opened: list[Journal] = []

    def open_again() -> Journal:
        opened.append(open_journal(url, lineage=NS, now=lambda: FRIDAY))
        return opened[-1]

    yield open_again
    for journal in opened:
        journal.close()


def a_change_set(journal: Journal, at: datetime = FRIDAY) -> ChangeSet:
    return replace(compared([wished()], [], now=at), serial=journal.serial)


def an_op(journal: Journal) -> None:
    run = journal.begin("r-1", a_change_set(journal), "the office")
    journal.intend(run, 0, creation(NS, KEY, 1, wished(), "c"))


def test_what_was_remembered_is_there_for_the_next_run(reopen: Open) -> None:
    journal = reopen()
    journal.calendar_made(ANA, "c", "Math coaching - Ana Ruiz")
    journal.remember([ROW, replace(ROW, standing=Standing.REMOVED_BY_US, generation=2)])

    assert reopen().calendars() == {ANA: "c"}
    assert reopen().known() == (replace(ROW, standing=Standing.REMOVED_BY_US, generation=2),)


def test_an_intent_is_kept_before_the_call_is_made(reopen: Open) -> None:
    an_op(reopen())

    (op,) = reopen().unsettled()
    assert (op.verb, op.event_id[:4], op.activity) == (Verb.CREATE, "bell", VISIT)


def test_a_settled_intent_and_its_event_are_kept_together(reopen: Open) -> None:
    journal = reopen()
    an_op(journal)
    (op,) = journal.unsettled()

    journal.done(op, ROW)

    assert journal.unsettled() == []
    assert journal.carried_out("r-1") == {0: OpState.DONE}
    assert journal.known() == (ROW,)


def test_an_intent_tried_again_is_still_one(reopen: Open) -> None:
    journal = reopen()
    an_op(journal)
    journal.intend("r-1", 0, creation(NS, KEY, 2, wished(), "c"))

    (op,) = journal.unsettled()
    assert op.generation == 2


@pytest.mark.proves("P1")
def test_a_run_that_never_ended_is_taken_up_by_the_same_change_set(reopen: Open) -> None:
    journal = reopen()
    changes = a_change_set(journal)

    assert journal.begin("r-1", changes, "x") == "r-1"
    assert reopen().begin("r-2", changes, "x") == "r-1"
    journal.finish("r-1")
    with pytest.raises(StaleChangeSet, match="pushed already"):
        journal.begin("r-3", changes, "x")


@pytest.mark.proves("P5")
def test_a_run_that_was_overtaken_cannot_be_taken_up(reopen: Open) -> None:
    journal = reopen()
    old = a_change_set(journal)
    journal.begin("r-1", old, "x")
    newer = a_change_set(journal, FRIDAY - timedelta(minutes=1))
    journal.begin("r-2", newer, "x")

    with pytest.raises(StaleChangeSet):
        journal.begin("r-3", old, "x")


@pytest.mark.proves("P8")
def test_another_workspaces_journal_is_refused(reopen: Open, journal_url: str) -> None:
    reopen()

    with pytest.raises(SettingsError, match="another workspace"):
        open_journal(journal_url, lineage="elsewhere", now=lambda: FRIDAY)


@pytest.mark.proves("P13")
def test_a_journal_of_a_newer_version_is_refused(reopen: Open) -> None:
    journal = reopen()
    with journal.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'v9999'"))

    with pytest.raises(SettingsError, match="newer version"):
        reopen()


@pytest.mark.proves("P2")
def test_a_damaged_journal_is_refused_and_says_what_to_do(reopen_file: Open, file: Path) -> None:
    journal = reopen_file()
    journal.remember(replace(ROW, key=key_of(NS, ActivityId(f"{n}"))) for n in range(500))
    journal.close()
    size = file.stat().st_size
    with file.open("r+b") as raw:
        raw.seek(size // 2)
        raw.write(b"\xff" * 8192)

    with pytest.raises(SettingsError, match="damaged") as raised:
        reopen_file()
    assert "bellweave adopt" in raised.value.fix


@pytest.mark.proves("P9")
def test_a_full_disk_stops_the_run_and_keeps_nothing_by_halves(reopen_file: Open) -> None:
    journal = reopen_file()
    journal.rows(text("PRAGMA max_page_count = 1"))
    many = [replace(ROW, key=key_of(NS, ActivityId(f"{n}"))) for n in range(2_000)]

    with pytest.raises(Interrupted, match="full") as raised:
        journal.remember(many)
    assert raised.value.exit_code == 7
    assert journal.known() == ()


@pytest.mark.proves("P9")
def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")

    with pytest.raises(SettingsError, match="cannot be made"):
        open_journal(f"sqlite:///{tmp_path}/taken/j.db", lineage=NS, now=lambda: FRIDAY)


@pytest.mark.proves("X19")
def test_only_its_owner_can_read_the_journal(reopen_file: Open, file: Path) -> None:
    reopen_file().remember([ROW])

    files = [path for path in file.parent.iterdir() if path.name.startswith(file.name)]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_what_is_committed_survives_a_power_cut(reopen_file: Open) -> None:
    journal = reopen_file()
    mode, synchronous = (
        journal.rows(text(f"PRAGMA {name}"))[0][0] for name in ("journal_mode", "synchronous")
    )

    assert (mode, synchronous) == ("wal", 2)


def test_the_steps_lead_to_the_tables_the_program_knows(reopen: Open) -> None:
    with reopen().reading() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, metadata)

    assert [change for change in found if "alembic_version" not in str(change)] == []
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


@pytest.mark.proves("F-100")
@pytest.mark.parametrize(
    "tampering",
    ["UPDATE audit SET mails = 9 WHERE number = 2", "DELETE FROM audit WHERE number = 2"],
)
def test_an_audit_that_was_changed_tells(reopen: Open, tampering: str) -> None:
    journal = reopen()
    line = Line(
        at="2026-12-04T20:30:00+00:00",
        actor="the office",
        run="r-1",
        key=KEY,
        verb="move",
        fields="time",
        mails=2,
        before_digest="a",
        after_digest="b",
    )
    with journal.writing() as connection:
        for _ in range(3):
            append(connection, line)
        assert first_broken(connection) is None
        connection.execute(text(tampering))

        assert first_broken(connection) in (2, 3)
