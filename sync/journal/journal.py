"""What was intended, what was done, and what people did: the one place that speaks to the database.

An intent is committed before its call goes out and settled after the answer; what was still open when a
run died is looked at in the calendar before anything else is written.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import OperationalError

from scheduler.district import PersonId
from scheduler.errors import Interrupted, SettingsError
from scheduler.model import ActivityId
from sync.event.identity import EventId, Key
from sync.event.marks import as_written
from sync.journal.audit import Line, Signature, append
from sync.journal.audit_file import AuditFile, beside
from sync.journal.images import forget_old_images, image_text, line_of
from sync.journal.mails import count_mails, mails_text
from sync.journal.schema import locking, open_database, opened_for_reading, wipe
from sync.journal.staleness import refuse_if_stale
from sync.journal.tables import calendars, known, meta, ops, runs
from sync.journal.together import Together
from sync.journal.upsert import putting
from sync.merging.changes import Change, ChangeSet, Known, Standing, Verb, canonical
from sync.merging.diff import State


class OpState(StrEnum):
    """How far a write has come."""

    INTENT = "intent"
    UNKNOWN = "unknown"
    """It was sent and never answered."""
    DONE = "done"
    CONFLICT = "conflict"
    FAILED = "failed"
    LAPSED = "lapsed"
    """It turned out never to have been carried out."""


OPEN = (OpState.INTENT.value, OpState.UNKNOWN.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Op:
    """One intended write; `desired` is what `as_written` says of the event once it is done."""

    number: int
    run: str
    key: Key
    activity: ActivityId | None
    event_id: EventId
    calendar_id: str
    generation: int
    verb: Verb
    desired: str


class Journal:
    """One workspace's journal; safe for threads, one writer at a time.

    `audit_file` is where the audit stands once more, as lines of JSON.
    """

    def __init__(
        self,
        engine: Engine,
        lineage: str,
        now: Callable[[], datetime],
        *,
        signature: Signature | None = None,
        audit_file: AuditFile | None = None,
    ) -> None:
        self._engine = engine
        self.now = now
        self._one_writer = threading.Lock()
        self._together = Together(self.writing)
        self._signature = signature or Signature()
        self.audit_file = audit_file
        self.lineage = lineage
        with self.writing() as connection:
            self._claim(connection)
            forget_old_images(connection, now())

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or nothing.

        Raises:
            Interrupted: the file cannot be written; nothing may be sent that could not be noted.
        """
        try:
            with self._one_writer, self._engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise Interrupted(
                f"the journal cannot be written ({error.orig})",
                where=self.where,
                fix="see that the disk is there and not full, then run the same command again",
            ) from error

    def rows(self, query: Any) -> list[Any]:
        """What a question finds."""
        with self.reading() as connection:
            return list(connection.execute(query))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Several questions about the same moment."""
        with opened_for_reading(self._engine) as connection:
            yield connection

    @contextmanager
    def locked(self) -> Iterator[bool]:
        """Whether this workspace is ours to push; a lock where the database has such, else True."""
        with locking(self._engine, self.lineage) as free:
            yield free

    @property
    def where(self) -> str:
        """The file or the database, without the password that leads to it."""
        return self._engine.url.database or ""

    @property
    def serial(self) -> int:
        """Counts everything that makes an older change set stale."""
        found = self.rows(select(meta.c.value).where(meta.c.name == "serial"))
        return int(found[0].value)

    def state(self, names: Mapping[PersonId, str], stopped: frozenset[str] = frozenset()) -> State:
        """What `diff` needs to know; `names` says what the owners' calendars are called."""
        return State(
            namespace=self.lineage,
            serial=self.serial,
            calendars=self.calendars(),
            names=names,
            known=self.known(),
            stopped=stopped,
        )

    # Calendars and events we wrote

    def calendars(self) -> dict[PersonId, str]:
        """Owner -> calendar id."""
        found = self.rows(select(calendars.c.owner, calendars.c.calendar_id))
        return {PersonId(row.owner): row.calendar_id for row in found}

    def calendar_made(self, owner: PersonId, calendar_id: str, name: str) -> None:
        """Remember a coaching calendar."""
        with self.writing() as connection:
            values = {"owner": owner, "calendar_id": calendar_id, "name": name}
            connection.execute(delete(calendars).where(calendars.c.owner == owner))
            connection.execute(insert(calendars).values(**values))

    def known(self) -> tuple[Known, ...]:
        """Every event we ever wrote and have not forgotten."""
        return tuple(
            Known(
                key=Key(row.key),
                activity=ActivityId(row.activity),
                event_id=EventId(row.event_id),
                calendar_id=row.calendar_id,
                generation=row.generation,
                standing=Standing(row.standing),
                base=row.base,
            )
            for row in self.rows(select(known).order_by(known.c.key))
        )

    def remember(self, events: Iterable[Known]) -> None:
        """Write rows of `known`, all together."""
        with self.writing() as connection:
            for event in events:
                put_known(connection, event)

    # Runs and their writes

    def begin(self, run: str, changes: ChangeSet, actor: str) -> str:
        """Start a run, or take up the unfinished one of the same change set; gives the run's name.

        Raises:
            StaleChangeSet: the change set belongs elsewhere, or something happened since it was made.
        """
        digest = changes.digest
        with self.writing() as connection:
            unfinished = connection.execute(
                select(runs.c.run).where(runs.c.digest == digest, runs.c.finished.is_(None))
            ).scalar()
            if unfinished:
                return str(unfinished)
            refuse_if_stale(connection, changes, digest, self.lineage, self.now())
            self.count_on(connection)
            # An older run that never ended has been overtaken: its change set is stale now.
            abandoned = update(runs).where(runs.c.finished.is_(None))
            connection.execute(abandoned.values(finished=self.moment()))
            values = {"run": run, "digest": digest, "actor": actor, "started": self.moment()}
            connection.execute(insert(runs).values(**values))
        return run

    def finish(self, run: str) -> None:
        """Close a run; its change set cannot be pushed again."""
        with self.writing() as connection:
            connection.execute(update(runs).where(runs.c.run == run).values(finished=self.moment()))

    def carried_out(self, run: str) -> dict[int, OpState]:
        """How far each change of a run has come, by its place in the change set."""
        found = self.rows(select(ops.c.seq, ops.c.state).where(ops.c.run == run))
        return {row.seq: OpState(row.state) for row in found}

    def intend(self, run: str, seq: int, change: Change) -> Op:
        """Commit that a call is about to be made."""
        marks = change.marks
        row = {
            "key": change.key,
            "activity": change.activity,
            "event_id": change.event_id,
            "calendar_id": change.calendar_id,
            "generation": marks.generation if marks else 0,
            "verb": change.verb.value,
            "desired": as_written(marks) if marks else "",
            "base": canonical(marks.base if marks else None),
            "etag": change.etag,
            "before_json": image_text(change),
            "state": OpState.INTENT.value,
            "mails": mails_text(change, self.lineage, self.now()),
        }
        same = (ops.c.run == run, ops.c.seq == seq)

        def keep(connection: Connection) -> int:
            tried = connection.execute(select(ops.c.number, ops.c.attempts).where(*same)).first()
            if tried:
                again = row | {"attempts": tried.attempts + 1}
                connection.execute(update(ops).where(*same).values(**again))
                return int(tried.number)
            made = connection.execute(insert(ops), {"run": run, "seq": seq, **row})
            return int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0

        return _op(self._together.do(keep), run, row)

    def done(self, op: Op, event: Known | None, line: Line | None = None) -> None:
        """Settle an intent, and what is known of the event, in one transaction."""

        def keep(connection: Connection) -> None:
            self._settle(connection, op, OpState.DONE, "")
            count_mails(connection, op.number)
            if event:
                put_known(connection, event)
            append(connection, self._signed(line or line_of(connection, op.number, self.moment())))

        self._together.do(keep, self._copy_audit_now)

    def note(self, line: Line) -> None:
        """Add a line to the audit about something that is no write to a calendar."""
        with self.writing() as connection:
            append(connection, self._signed(line))
        self._copy_audit_now()

    def ended(self, op: Op, state: OpState, error: str = "") -> None:
        """Settle an intent that was not carried out, or may have been."""
        self._together.do(lambda connection: self._settle(connection, op, state, error))

    def unsettled(self) -> list[Op]:
        """The writes whose end is not known, oldest first."""
        found = self.rows(select(ops).where(ops.c.state.in_(OPEN)).order_by(ops.c.number))
        return [_op(row.number, row.run, row._mapping) for row in found]  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping

    def wipe(self) -> None:
        """Leave nothing of what was deleted in the file itself."""
        wipe(self._engine)

    def count_on(self, connection: Connection) -> None:
        """Make older change sets stale."""
        serial = select(meta.c.value).where(meta.c.name == "serial")
        value = int(connection.execute(serial).scalar_one()) + 1
        connection.execute(update(meta).where(meta.c.name == "serial").values(value=str(value)))

    def moment(self) -> str:
        """Now, as the tables keep it."""
        return self.now().isoformat()

    def _signed(self, line: Line) -> Line:
        mine = self._signature
        return replace(line, role=mine.role, profile=mine.profile, seed=mine.seed)

    def _copy_audit_now(self) -> None:
        """Inside a transaction, so that two processes never write the same line to the file."""
        if self.audit_file:
            with self.writing() as connection:
                self.audit_file.catch_up(connection)

    def _settle(self, connection: Connection, op: Op, state: OpState, error: str) -> None:
        values = {"state": state.value, "last_error": error[:300]}
        connection.execute(update(ops).where(ops.c.number == op.number).values(**values))

    def _claim(self, connection: Connection) -> None:
        """The first run gives the journal its lineage; another workspace's journal is refused."""
        stored = connection.execute(select(meta.c.value).where(meta.c.name == "lineage")).scalar()
        if stored is None:
            rows: Sequence[dict[str, str]] = (
                {"name": "lineage", "value": self.lineage},
                {"name": "serial", "value": "1"},
            )
            connection.execute(insert(meta), rows)
        elif stored != self.lineage:
            raise SettingsError(
                "this journal belongs to another workspace", fix="name its own file for each one"
            )


def open_journal(
    url: str,
    *,
    lineage: str,
    now: Callable[[], datetime],
    signature: Signature | None = None,
    audit_file: Path | None = None,
) -> Journal:
    """The journal at a database URL, made when it is not there; `lineage` is the workspace's own word.

    The audit's file lies beside the journal's unless it is named; a database elsewhere needs a name.

    Raises:
        SettingsError: it is damaged, newer than this program, or another workspace's.
    """
    engine = open_database(url)
    file = audit_file or beside(engine)
    try:
        kept = AuditFile(file) if file else None
        return Journal(engine, lineage, now, signature=signature, audit_file=kept)
    except BaseException:
        engine.dispose()
        raise


def put_known(connection: Connection, event: Known) -> None:
    """Write one row of `known` inside a transaction."""
    values = {
        "key": event.key,
        "activity": event.activity,
        "event_id": event.event_id,
        "calendar_id": event.calendar_id,
        "generation": event.generation,
        "standing": event.standing.value,
        "base": event.base,
    }
    connection.execute(putting(connection.dialect.name, known), values)


def _op(number: int, run: str, row: Mapping[str, Any]) -> Op:
    return Op(
        number=number,
        run=run,
        key=Key(row["key"]),
        activity=ActivityId(row["activity"]) if row["activity"] else None,
        event_id=EventId(row["event_id"]),
        calendar_id=row["calendar_id"],
        generation=row["generation"],
        verb=Verb(row["verb"]),
        desired=row["desired"],
    )
