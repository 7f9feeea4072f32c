"""The audit once more, as a file of JSON lines: whoever wants to change the past has to do it twice.

The lines are those of the table with their hashes. The table is written first, inside the transaction of
what it tells; what a crash kept from the file is added the next time.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from scheduler.errors import Interrupted
from sync.journal.audit import START, first_broken, line_hash
from sync.journal.tables import audit
from sync.merging.changes import canonical

TAIL = 8_192
"""Bytes in which the last line lies; one line is a few hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first line that is not what was written; `line` counts from 1."""

    where: str
    line: int
    says: str


class AuditFile:
    """The file; readable by its owner only."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def catch_up(self, connection: Connection) -> None:
        """Add what the table has and the file has not.

        Raises:
            Interrupted: the file cannot be written.
        """
        try:
            self._drop_torn_line()
            query = select(audit).where(audit.c.number > self._newest()).order_by(audit.c.number)
            rows = connection.execute(query).mappings().all()
            if rows:
                text = "".join(canonical(dict(row)) + "\n" for row in rows)
                self._append(text.encode())
        except OSError as error:
            raise Interrupted(
                f"the audit cannot be written ({error.strerror})",
                where=str(self.path),
                fix="see that the disk is there and not full, then run the same command again",
            ) from error

    def _append(self, data: bytes) -> None:
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab") as file:
            file.write(data)

    def _newest(self) -> int:
        """The number of the last line; 0 for an empty file. One that cannot be read is left as it is."""
        lines = self._tail().splitlines()
        if not lines:
            return 0
        try:
            return int(json.loads(lines[-1])["number"])
        except (ValueError, KeyError, TypeError):
            return 2**62

    def _tail(self) -> bytes:
        if not self.path.exists():
            return b""
        with self.path.open("rb") as file:
            file.seek(max(0, self.path.stat().st_size - TAIL))
            return file.read()

    def _drop_torn_line(self) -> None:
        """Take off a last line that a crash cut: it is in the table."""
        tail = self._tail()
        if tail and not tail.endswith(b"\n"):
            kept = self.path.stat().st_size - len(tail.rpartition(b"\n")[2])
            os.truncate(self.path, kept)


def beside(engine: Engine) -> Path | None:
    """Where the audit's file lies: next to the journal's own; None for a database elsewhere."""
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database or database == ":memory:":
        return None
    return Path(f"{database}.audit.jsonl")


def length(connection: Connection) -> int:
    """How many lines the journal has."""
    return int(connection.execute(select(func.count()).select_from(audit)).scalar_one())


def check_audit(connection: Connection, file: Path | None) -> Broken | None:
    """The first line that was changed, taken out or put in, in the table or in the file."""
    number = first_broken(connection)
    if number is not None:
        return Broken(
            where="the journal", line=number, says="was changed, or one before it is gone"
        )
    rows = connection.execute(select(audit.c.number, audit.c.hash)).all()
    return _check_file(file, {row.number: row.hash for row in rows}) if file else None


def _check_file(file: Path, hashes: dict[int, str]) -> Broken | None:
    previous, seen, at = START, 0, 0
    for at, row in enumerate(_lines(file), start=1):
        says = _fault(row, previous, hashes)
        if says or row is None:
            return Broken(where=str(file), line=at, says=says)
        previous, seen = row["hash"], row["number"]
    missing = [number for number in hashes if number > seen]
    if missing:
        return Broken(
            where=str(file), line=at + 1, says="is missing, or the program was cut off there"
        )
    return None


def _fault(row: dict[str, Any] | None, previous: str, hashes: dict[int, str]) -> str:
    if row is None:
        return "is no line of an audit"
    try:
        whole = row["previous"] == previous and row["hash"] == line_hash(previous, row)
    except KeyError:
        return "is no line of an audit"
    if not whole:
        return "was changed, or one before it is gone"
    if hashes.get(row["number"]) != row["hash"]:
        return "is not in the journal"
    return ""


def _lines(file: Path) -> Iterator[dict[str, Any] | None]:
    if not file.exists():
        return
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        yield row if isinstance(row, dict) else None
