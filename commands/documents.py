"""What a command tells as one JSON document, with the version of its form."""

import json
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from enum import Enum

import click

SCHEMA_VERSION = 1
AS_JSON = click.option("--json", "as_json", is_flag=True, help="As one JSON document.")


def print_document(**parts: object) -> None:
    """Print the parts, after `schema_version`; nothing else may be printed beside a document."""
    document = {"schema_version": SCHEMA_VERSION, **parts}
    click.echo(json.dumps(plain(document), ensure_ascii=False, indent=1))


def plain(value: object) -> object:
    """A value in the words of JSON: dates as ISO text, lengths of time in minutes, sets in order.

    Raises:
        TypeError: for what has no such words, so that nothing is told as Python would print it.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds() / 60
    return _several(value)


def _several(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, Set):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    raise TypeError(f"{type(value).__name__} has no words in JSON")
