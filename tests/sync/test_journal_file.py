"""Where a journal may lie, and that nothing is sent that could not be noted down."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, nullcontext, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, text

from scheduler.errors import BellweaveError, Interrupted, SettingsError
from sync.journal.images import image_of
from sync.journal.journal import Journal, open_journal
from sync.journal.journal_file import damage_of, refuse_shared_folder, set_aside
from sync.journal.schema import HEAD
from sync.journal.tables import ops
from tests.builders import VISIT
from tests.sync.coaching import FRIDAY, Workspace, several, visit

V1 = """
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO alembic_version VALUES ('v0001');
"""


def opened(file: Path) -> Journal:
    return open_journal(f"sqlite:///{file}", lineage="example", now=lambda: FRIDAY)


@pytest.mark.proves("P9")
@pytest.mark.parametrize(
    "folder",
    [
        "Dropbox",
        "Dropbox (District)/coaching",
        "OneDrive - District Schools/bellweave",
        "Google Drive",
        "GoogleDrive-office/My Drive/x",
        "Library/CloudStorage/x",
        "Library/Mobile Documents/x",
    ],
)
def test_a_folder_that_is_copied_to_other_computers_is_refused(tmp_path: Path, folder: str) -> None:
    file = tmp_path / folder / "journal.db"

    with pytest.raises(SettingsError, match="copied to other computers") as told:
        opened(file)
    assert "database =" in told.value.fix
    assert not file.exists()


@pytest.mark.proves("P9")
def test_the_sign_of_a_copying_program_is_seen_in_a_folder_above(tmp_path: Path) -> None:
    (tmp_path / ".dropbox.cache").mkdir()

    with pytest.raises(SettingsError, match="copied to other computers"):
        opened(tmp_path / "school" / "journal.db")


@pytest.mark.proves("P9")
@pytest.mark.parametrize(
    ("kind", "fits"),
    [("nfs4", False), ("cifs", False), ("fuse.sshfs", False), ("ext4", True), ("apfs", True)],
)
def test_the_disk_of_another_computer_is_refused(tmp_path: Path, kind: str, fits: bool) -> None:
    folder = tmp_path / "with space"
    folder.mkdir()
    mounts = tmp_path / "mounts"
    place = str(folder).replace(" ", "\\040")
    mounts.write_text(f"disk / ext4 rw 0 0\nserver:/x {place} {kind} rw 0 0\n", "utf-8")
    refused = nullcontext() if fits else pytest.raises(SettingsError, match="another computer")
    with refused:
        refuse_shared_folder(folder / "journal.db", mounts)

    refuse_shared_folder(tmp_path / "journal.db", mounts)


@pytest.mark.proves("P9")
def test_a_disk_that_cannot_be_written_is_told_and_nothing_is_sent(tmp_path: Path) -> None:
    taken = tmp_path / "journal.db"
    taken.mkdir()

    with pytest.raises(SettingsError):
        opened(taken)


def full(office: Workspace) -> None:
    """From now on the disk takes no more."""
    with office.journal.writing() as connection:
        connection.execute(text("PRAGMA max_page_count = 1"))


def read_only(office: Workspace) -> None:
    """From now on the disk is read only."""
    with office.journal.reading() as connection:
        connection.execute(text("PRAGMA query_only = ON"))


@pytest.mark.proves("P9")
@pytest.mark.parametrize("spoil", [full, read_only])
def test_without_room_in_the_journal_no_event_is_written(
    office: Workspace, spoil: Callable[[Workspace], None]
) -> None:
    office.publish(*several(4))
    office.mails()
    office.writes()
    moved = [
        (activity, replace(slot, start=slot.start.replace(day=10))) for activity, slot in several(4)
    ]
    changes = office.compare(*moved)
    spoil(office)
    try:
        stopped: BellweaveError | None = office.push(changes).stopped
    except Interrupted as error:
        stopped = error

    assert stopped is not None
    assert stopped.exit_code == 7
    assert office.writes() == []
    assert office.mails() == []


@pytest.mark.proves("P9")
def test_a_disk_that_fills_up_during_a_push_stops_all_lanes_before_their_next_write(
    office: Workspace,
) -> None:
    changes = office.compare(*several(16))
    pages = int(office.journal.rows(text("PRAGMA page_count"))[0][0])
    engine = office.journal._engine
    event.listen(
        engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count={pages + 1}")
    )
    engine.dispose()
    stopped = office.push(changes).stopped
    noted = {row.event_id for row in office.journal.rows(ops.select())}
    written = {one.id for one in office.live()}

    assert stopped is not None
    assert (stopped.exit_code, "full" in stopped.what) == (7, True)
    assert 0 < len(written) < 16
    assert written <= noted


@pytest.mark.proves("P13")
def test_an_older_journal_is_copied_before_it_is_brought_up_to_date(
    published: Workspace, tmp_path: Path
) -> None:
    file = older(tmp_path / "old.db")
    journal = opened(file)
    kept = journal.known()
    journal.close()
    copy = file.with_name(f"{file.name}.before-{HEAD}")

    assert [row.activity for row in kept] == [VISIT]
    assert version_in(file) == HEAD
    assert version_in(copy) == "v0001"
    assert copy.stat().st_mode & 0o077 == 0


@pytest.mark.proves("P13")
def test_a_step_that_fails_leaves_the_journal_as_it_was(tmp_path: Path) -> None:
    file = older(tmp_path / "old.db")
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE lease (in_the_way INTEGER)")
        raw.commit()
    before = tables_in(file)

    with pytest.raises(Exception, match="already exists"):
        opened(file)
    assert version_in(file) == "v0001"
    assert tables_in(file) == before


def older(file: Path) -> Path:
    """A journal as the first version left it, with one event."""
    import importlib

    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from sqlalchemy import create_engine

    step = importlib.import_module("sync.journal.migrations.versions.v0001_the_journal")
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        step.upgrade()
        connection.execute(text("INSERT INTO meta VALUES ('lineage', 'example'), ('serial', '1')"))
        connection.execute(
            text("INSERT INTO known VALUES ('k', :activity, 'bell1', 'c', 1, 'stands', '')"),
            {"activity": VISIT},
        )
    engine.dispose()
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(V1)
    return file


def version_in(file: Path) -> str:
    with closing(sqlite3.connect(file)) as raw:
        return str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def tables_in(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as raw:
        return {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}


@pytest.mark.proves("P2")
@pytest.mark.parametrize("at", [0, 100, 5_000, 20_000])
def test_bytes_changed_anywhere_in_a_journal_are_noticed_or_do_no_harm(
    published: Workspace, tmp_path: Path, at: int
) -> None:
    kept = published.journal.known()
    published.journal.close()
    file = tmp_path / "journal.sqlite3"
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(file.read_bytes())
    data[at : at + 600] = b"\xa5" * 600
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(data)
    with suppress(SettingsError):
        journal = opened(broken)
        known = journal.known()
        journal.close()
        assert known in ((), kept)


@pytest.mark.proves("P2")
def test_a_log_cut_off_by_a_power_cut_loses_nothing_that_was_committed_before(
    published: Workspace, tmp_path: Path
) -> None:
    """The newest commit is torn: SQLite drops that one and keeps those before it."""
    file = tmp_path / "journal.sqlite3"
    copy = tmp_path / "copy.sqlite3"
    kept = published.journal.known()
    log = file.with_name(f"{file.name}-wal")
    copy.write_bytes(file.read_bytes())
    copy.with_name(f"{copy.name}-wal").write_bytes(log.read_bytes()[:-7])
    journal = opened(copy)
    found = journal.known()
    journal.close()

    assert log.stat().st_size > 0
    assert damage_of(copy) == ""
    assert found == kept


def test_a_journal_is_set_aside_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    file = tmp_path / "journal.db"
    names = ("journal.db", "journal.db-wal", "journal.db.audit.jsonl")
    for name in names:
        (tmp_path / name).write_text("x")

    assert len(set_aside(file, "1")) == 3
    assert not any((tmp_path / name).exists() for name in names)


def test_an_image_of_an_older_version_is_read(tmp_path: Path) -> None:
    image = image_of('{"fields":{"time":"a/b"},"add":["x@y"],"drop":[]}')

    assert (image.add, image.mails, image.guests) == (("x@y",), (), ())
    assert list(image.before.values()) == ["a/b"]


def test_a_visit_is_read_while_somebody_else_writes(office: Workspace, tmp_path: Path) -> None:
    office.publish(visit())
    other = opened(tmp_path / "journal.sqlite3")
    with office.journal.writing():
        assert [row.activity for row in other.known()] == [VISIT]
    other.close()
