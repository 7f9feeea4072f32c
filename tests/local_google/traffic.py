"""Watches all traffic of a local server, and fails if anything differs from Google's documents.

    with serve(store) as running, checked(running):
        ...

Each request to a method that is built, and each answer, is compared with the discovery document:
parameters and their values, keys and types of both bodies, Google's envelope of errors. The check
is made of plain functions, one for each schema, built once in a process.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

from local_google.app import App
from local_google.wire import Exchange
from tests.local_google.discovery_schema import ALWAYS, document, methods

Check = Callable[[Any, str, list[str]], None]
WHOLE = re.compile(r"-?\d+")
SOME = frozenset({"calendar.events.get"})
"""Methods whose answer may be a tombstone or a bare busy time."""


class Served(Protocol):
    """A server of this process, with a port or without."""

    app: App


@dataclass
class Traffic:
    """What was seen; `faults` are lines like `calendar.events.insert answer: /etag is no string`."""

    requests: bool = True
    exchanges: int = 0
    methods: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def see(self, exchange: Exchange) -> None:
        """Check one exchange."""
        self.exchanges += 1
        name = exchange.call.method
        self.methods.add(name)
        asked = request_faults(exchange) if self.requests else []
        found = [f"request: {text}" for text in asked]
        found += [f"answer: {text}" for text in answer_faults(exchange)]
        self.faults += [f"{name} {text}" for text in found]


@contextmanager
def checked(running: Served, *, requests: bool = True) -> Iterator[Traffic]:
    """Check all traffic until the block ends; fails at its end with everything that was wrong.

    Without `requests` only answers are looked at, for tests that ask wrongly on purpose.
    """
    traffic = Traffic(requests=requests)
    before, running.app.tap = running.app.tap, traffic.see
    try:
        yield traffic
    finally:
        running.app.tap = before
    told = "\n".join(sorted(set(traffic.faults)))
    assert not traffic.faults, f"differs from Google's documents:\n{told}"


def request_faults(exchange: Exchange) -> list[str]:
    """What Google's document does not know of a request."""
    call = exchange.call
    entry = methods(_service(call.method))[call.method]
    known = {**document(_service(call.method))["parameters"], **entry.get("parameters", {})}
    found: list[str] = []
    for name, values in call.query.items():
        if name not in known:
            found.append(f"?{name} is unknown")
            continue
        if len(values) > 1 and not known[name].get("repeated"):
            found.append(f"?{name} is repeated")
        found += [f"?{name}={v} is wrong" for v in values if not _legal(v, known[name])]
    wanted = entry.get("request")
    if wanted is None:
        return found + (["a body is unknown"] if call.body else [])
    if call.body is not None:
        check_of(_service(call.method), wanted["$ref"], nulls=True)(call.body, "", found)
    return found


def answer_faults(exchange: Exchange) -> list[str]:
    """What Google would not answer."""
    name = exchange.call.method
    service, body = _service(name), exchange.body
    if exchange.status >= 400:
        return _envelope_faults(service, exchange.status, body)
    wanted = methods(service)[name].get("response")
    if wanted is None or exchange.status in (204, 304):
        return ["a body is unknown"] if body not in (None, b"", {}) else []
    found: list[str] = []
    check_of(service, wanted["$ref"], nulls=False)(body, "", found)
    partial = "fields" in exchange.call.query or name in SOME
    if isinstance(body, dict) and not partial and body.get("status") != "cancelled":
        found += [f"lacks {key}" for key in ALWAYS.get(wanted["$ref"], ()) if key not in body]
    return found


@cache
def check_of(service: str, schema: str, *, nulls: bool) -> Check:
    """A function for one schema of a document; `nulls` lets a value be null, as a patch may."""
    return _compiled(service, document(service)["schemas"][schema], nulls=nulls)


def _compiled(service: str, schema: Mapping[str, Any], *, nulls: bool) -> Check:
    if "$ref" in schema:
        name = schema["$ref"]

        def refer(value: Any, at: str, found: list[str]) -> None:
            check_of(service, name, nulls=nulls)(value, at, found)

        return refer
    kind = schema.get("type")
    if kind == "object":
        return _object(service, schema, nulls=nulls)
    if kind == "array":
        return _array(_compiled(service, schema["items"], nulls=nulls), nulls=nulls)
    if kind in (None, "any"):
        return lambda value, at, found: None
    return _plain(schema, nulls=nulls)


def _object(service: str, schema: Mapping[str, Any], *, nulls: bool) -> Check:
    named = schema.get("properties", {})
    checks = {name: _compiled(service, below, nulls=nulls) for name, below in named.items()}
    more = schema.get("additionalProperties")
    other = _compiled(service, more, nulls=nulls) if more else None

    def check(value: Any, at: str, found: list[str]) -> None:
        if not isinstance(value, dict):
            if not (nulls and value is None):
                found.append(f"{at or '/'} is no object")
            return
        for name, below in value.items():
            one = checks.get(name, other)
            if one is None:
                found.append(f"{at}/{name} is unknown")
            else:
                one(below, f"{at}/{name}", found)

    return check


def _array(one: Check, *, nulls: bool) -> Check:
    def check(value: Any, at: str, found: list[str]) -> None:
        if isinstance(value, list):
            for below in value:
                one(below, f"{at}/*", found)
        elif not (nulls and value is None):
            found.append(f"{at} is no array")

    return check


TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}


def _plain(schema: Mapping[str, Any], *, nulls: bool) -> Check:
    kind, among = str(schema["type"]), frozenset(schema.get("enum", ()))
    types = TYPES[kind]
    whole = kind == "string" and schema.get("format") in ("int64", "uint64")

    def check(value: Any, at: str, found: list[str]) -> None:
        if value is None and nulls:
            return
        if not isinstance(value, types) or (kind != "boolean" and isinstance(value, bool)):
            found.append(f"{at} is no {kind}")
        elif among and value not in among:
            found.append(f"{at} is {value}, which is none of its values")
        elif whole and not WHOLE.fullmatch(str(value)):
            found.append(f"{at} is no whole number")

    return check


def _legal(text: str, about: Mapping[str, Any]) -> bool:
    """Whether a query parameter's text fits its type and values."""
    kind = about.get("type")
    if "enum" in about and text not in about["enum"]:
        return False
    if kind == "boolean":
        return text in ("true", "false")
    return kind != "integer" or WHOLE.fullmatch(text) is not None


def _envelope_faults(service: str, status: int, body: Any) -> list[str]:
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return ["an error without Google's envelope"]
    keys = {"code", "message", "status"} if service == "sheets" else {"code", "message", "errors"}
    found = [] if set(error) == keys else [f"an error with {sorted(error)}"]
    return found if error.get("code") == status else [*found, "an error with another code"]


@cache
def _service(method: str) -> str:
    return method.partition(".")[0]
