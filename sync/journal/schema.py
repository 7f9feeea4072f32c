"""Opens the journal's database at the shape this version of the program knows.

Steps run in one transaction after a copy of the file was made; a database written by a newer version
is refused, a damaged one too.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from scheduler.errors import SettingsError
from sync.journal.journal_file import BUSY_MS, damage_of, make_private, refuse_shared_folder

HEAD = "v0006"
"""The newest step; a test compares it with `migrations/versions`."""

READING = "bellweave_reading"
"""The option of a connection that only reads."""


def open_database(url: str) -> Engine:
    """An engine on a database of the right shape; it is made when it is not there.

    Raises:
        SettingsError: the database is damaged, or belongs to a newer version.
    """
    target = make_url(url)
    if target.drivername == "postgresql":
        target = target.set(drivername="postgresql+psycopg")
    file = Path(target.database) if target.database and "sqlite" in target.drivername else None
    if file:
        refuse_shared_folder(file)
        make_private(file)
    engine = create_engine(target, connect_args={"timeout": BUSY_MS / 1000} if file else {})
    if file:
        event.listen(engine, "connect", _durable)
        event.listen(engine, "begin", _begin_at_once)
    else:
        event.listen(engine, "begin", _one_writer)
    try:
        _bring_up_to_date(engine, file)
    except OperationalError as error:
        engine.dispose()
        raise SettingsError(
            f"the journal cannot be opened ({str(error.orig).strip()})",
            where=str(file) if file else target.database or "",
            fix="see that it is there and may be written to",
        ) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def version_of(connection: Connection) -> str | None:
    """The newest step that was taken; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _bring_up_to_date(engine: Engine, file: Path | None) -> None:
    if file:
        _refuse_if_damaged(file)
    with engine.connect() as connection:
        version = version_of(connection)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise SettingsError(
            f"the journal was written by a newer version of bellweave ({version})",
            where=str(file or "database"),
            fix="install the newer version",
        )
    if file and version is not None:
        _copy(file, file.with_name(f"{file.name}.before-{HEAD}"))
    _take_steps(engine)


def _take_steps(engine: Engine) -> None:
    # alembic takes a quarter of a second to import; only a new or an old journal needs it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    place = str(Path(__file__).with_name("migrations"))
    config.set_main_option("script_location", place.replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _refuse_if_damaged(file: Path) -> None:
    if told := damage_of(file):
        raise SettingsError(
            f"the journal is damaged ({told})",
            where=str(file),
            fix="set it aside and read anew what stands in the calendars: bellweave adopt",
        )


def _copy(file: Path, to: Path) -> None:
    """SQLite's own copying, which takes what is still in the write-ahead log along."""
    to.touch(mode=0o600)
    with sqlite3.connect(file) as source, sqlite3.connect(to) as copy:
        source.backup(copy)
    source.close()
    copy.close()


@contextmanager
def opened_for_reading(engine: Engine) -> Iterator[Connection]:
    """A connection that waits for nobody who writes."""
    with engine.connect().execution_options(**{READING: True}) as connection:
        yield connection


@contextmanager
def locking(engine: Engine, name: str) -> Iterator[bool]:
    """Hold PostgreSQL's own lock of that name, which ends with the connection; True if it was free.

    SQLite has none and needs none: there the lease is a row.
    """
    if engine.dialect.name == "sqlite":
        yield True
        return
    with engine.connect().execution_options(
        isolation_level="AUTOCOMMIT", **{READING: True}
    ) as connection:
        number = lock_number("push", name)
        taken = connection.execute(text("SELECT pg_try_advisory_lock(:n)"), {"n": number}).scalar()
        try:
            yield bool(taken)
        finally:
            # A connection that was lost has let go of it already.
            with suppress(OperationalError):
                if taken:
                    connection.execute(text("SELECT pg_advisory_unlock(:n)"), {"n": number})


def wipe(engine: Engine) -> None:
    """Write SQLite's file anew without its free pages, and empty the write-ahead log.

    PostgreSQL reuses and cleans its pages by itself.
    """
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    engine.dispose()
    with closing(sqlite3.connect(engine.url.database, isolation_level=None)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def lock_number(*words: str) -> int:
    """The number PostgreSQL knows a lock by."""
    digest = blake2b("\0".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def _durable(connection: sqlite3.Connection, _record: object) -> None:
    """Nothing that was committed is lost to a crash or a power cut."""
    connection.isolation_level = None  # SQLAlchemy begins by itself: `_begin_at_once`
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_at_once(connection: Connection) -> None:
    """Take the write lock at the start: a transaction that reads first could not get it later."""
    reading = connection.get_execution_options().get(READING)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _one_writer(connection: Connection) -> None:
    """PostgreSQL's way to the same: whoever writes waits until the one before has committed."""
    if not connection.get_execution_options().get(READING):
        number = lock_number("write", "journal")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({number})")
