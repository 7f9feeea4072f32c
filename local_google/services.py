"""Which modules answer for which of Google's methods, and the tables they need."""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from local_google import oauth, request_log
from local_google.store import Store, system_clock
from local_google.wire import Call, Reply

Method = Callable[[Store, Call], Reply]
MODULES = ("calendar_v3", "sheets_v4", "drive")


def all_methods() -> Mapping[str, Method]:
    """Discovery method id -> what carries it out, over all services."""
    found: dict[str, Method] = {}
    for name in _present():
        found |= import_module(f"local_google.{name}").METHODS
    return found


def all_schemas() -> tuple[str, ...]:
    """The table definitions of every service."""
    own = (oauth.SCHEMA, request_log.SCHEMA)
    return own + tuple(import_module(f"local_google.{name}").SCHEMA for name in _present())


def open_store(
    path: str | Path = ":memory:",
    *,
    clock: Callable[[], datetime] = system_clock,
    seed: str | None = None,
    synchronous: str = "FULL",
) -> Store:
    """A store with the tables of every service."""
    return Store(path, schemas=all_schemas(), clock=clock, seed=seed, synchronous=synchronous)


def _present() -> list[str]:
    return [name for name in MODULES if find_spec(f"local_google.{name}")]
