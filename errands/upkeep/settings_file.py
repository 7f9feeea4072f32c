"""The settings a run works with and where each came from; one of them written into the settings file."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from config.settings import FILE_NAME, FoundSettings, Settings, find_file, read_settings
from scheduler.errors import SettingsError
from sync.files.saved import write_private

SECRET = "(not shown)"  # noqa: S105 - what stands in the place of a password
"""Shown for the part of a database's address that signs in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One setting: `origin` is `default`, a name in the environment, or the path of a file."""

    key: str
    value: str
    origin: str


def found_from(start: Path) -> FoundSettings:
    """The settings seen from a folder."""
    return read_settings({}, start=start)


def shown(found: FoundSettings) -> Sequence[Shown]:
    """Every setting, its value as the file would say it; an address's password is left out."""
    return [
        Shown(key=key, value=_told(getattr(found.values, key)), origin=origin)
        for key, _, origin in found.shown()
    ]


def schema() -> Mapping[str, Any]:
    """What may stand in the settings file, as JSON Schema."""
    return Settings.model_json_schema()


def write_setting(start: Path, key: str, typed: str) -> Path:
    """Write one setting into the nearest settings file, and nothing else in it; the file.

    A word is written as text, a number or list as TOML would read it where the setting wants one.

    Raises:
        SettingsError: there is no settings file, no such setting, or the value cannot be used; the file
            stays as it is.
    """
    file = find_file(start)
    if file is None:
        raise SettingsError(
            f"There is no {FILE_NAME} here or above.",
            where=str(start),
            fix="Make a workspace with: bellweave init",
        )
    before = file.read_text("utf-8")
    value = _value(key, typed)
    after = _with_line(before, key, f"{key} = {_toml(value)}")
    wanted = {**tomllib.loads(before), key: value}
    if _read(after) != wanted:
        raise SettingsError(
            f"{key} is written over several lines there.",
            where=str(file),
            fix=f"Change it by hand to: {key} = {_toml(value)}",
        )
    _check(file, after, key)
    write_private(file, after)
    return file


def _told(value: object) -> str:
    return _without_password(value) if isinstance(value, str) else _toml(value)


def _without_password(value: str) -> str:
    """An address as it is, but for who signs in with which password."""
    address = urlsplit(value)
    return value.replace(f":{address.password}@", f":{SECRET}@") if address.password else value


def _value(key: str, typed: str) -> Any:
    """What was typed, as a number, list or table where the setting is none of words."""
    field = Settings.model_fields.get(key)
    if field is None or field.annotation is str:
        return typed
    try:
        return tomllib.loads(f"value = {typed}")["value"]
    except tomllib.TOMLDecodeError:
        return typed


def _toml(value: Any) -> str:
    """A value as TOML writes it: for words, numbers and lists JSON writes the same."""
    if isinstance(value, dict):
        inside = ", ".join(f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items())
        return f"{{ {inside} }}"
    return json.dumps(value, ensure_ascii=False)


def _with_line(text: str, key: str, line: str) -> str:
    """The text with the line of a key replaced, or the line put above the first table."""
    own = re.compile(rf"^[ \t]*{re.escape(key)}[ \t]*=.*$", re.MULTILINE)
    table = re.search(r"^[ \t]*\[", text, re.MULTILINE)
    top = text[: table.start()] if table else text
    if own.search(top):
        return own.sub(lambda _: line, top, count=1) + text[len(top) :]
    apart = "" if not top or top.endswith("\n") else "\n"
    return f"{top}{apart}{line}\n{text[len(top) :]}"


def _read(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _check(file: Path, text: str, key: str) -> None:
    """Refuse what could not be read back; nothing is written where the settings stand."""
    with TemporaryDirectory() as folder:
        trial = Path(folder) / FILE_NAME
        trial.write_text(text, "utf-8")
        try:
            read_settings({}, start=trial.parent)
        except SettingsError as error:
            where = str(file) if str(error.where) == str(trial) else error.where
            raise SettingsError(error.what, where=where or key, fix=error.fix) from error
