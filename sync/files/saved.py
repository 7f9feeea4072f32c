"""Values as files and back: canonical JSON, readable by their owner only, refused when altered."""

import json
import os
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from scheduler.errors import StaleChangeSet
from scheduler.model import Schedule
from sync.journal.staleness import MAKE_AGAIN
from sync.merging.changes import VERSION, ChangeSet, canonical


def save_change_set(changes: ChangeSet, path: Path) -> None:
    """Write it with its fingerprint, mode 0600, whole or not at all."""
    content = _change_sets().dump_python(changes, mode="json")
    write_private(path, canonical({"sha256": _digest(content), "change_set": content}))


def load_change_set(path: Path) -> ChangeSet:
    """Read one back.

    Raises:
        StaleChangeSet: the file was altered, cut off, or written by another version.
    """
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
        content = saved["change_set"]
        version = content["version"]
        whole = saved["sha256"] == _digest(content)
    except (ValueError, KeyError, TypeError) as error:
        raise _refused("is not a saved change set, or is cut off", path) from error
    if version != VERSION:
        raise _refused(f"was written by another version ({version}, not {VERSION})", path)
    if not whole:
        raise _refused("was altered after it was saved", path)
    try:
        return _change_sets().validate_python(content)
    except ValidationError as error:
        raise _refused("is not a saved change set", path) from error


def schedule_text(schedule: Schedule) -> str:
    """A schedule as canonical JSON."""
    return canonical(_schedules().dump_python(schedule, mode="json"))


def schedule_from(text: str) -> Schedule:
    """A schedule from that JSON."""
    return _schedules().validate_json(text)


def write_private(path: Path, text: str) -> None:
    """Write a file only its owner can read; a crash leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _digest(content: Any) -> str:
    return sha256(canonical(content).encode()).hexdigest()


def _refused(what: str, path: Path) -> StaleChangeSet:
    return StaleChangeSet(f"{path.name} {what}", where=str(path), fix=MAKE_AGAIN)


@cache
def _change_sets() -> TypeAdapter[ChangeSet]:
    return TypeAdapter(ChangeSet)


@cache
def _schedules() -> TypeAdapter[Schedule]:
    return TypeAdapter(Schedule)
