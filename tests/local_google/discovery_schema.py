"""Checks an answer against the schema that Google's discovery document gives its method.

`check_answer(method, body)` fails for a key the document does not know, a value of another type,
and a key missing that a documented answer of the method always carries (ALWAYS).
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

DOCUMENTS = {"calendar": "calendar.v3", "sheets": "sheets.v4", "drive": "drive.v3"}

# Keys that each documented answer carries, by the name of its schema. A tombstone on a guest's
# calendar guarantees only its id, so pass `always=()` for one.
ALWAYS: dict[str, tuple[str, ...]] = {
    "Acl": ("kind", "etag", "items"),
    "AclRule": ("kind", "etag", "id", "scope", "role"),
    "Calendar": ("kind", "etag", "id", "summary", "timeZone", "conferenceProperties"),
    "CalendarList": ("kind", "etag", "items"),
    "CalendarListEntry": (
        "kind",
        "etag",
        "id",
        "summary",
        "timeZone",
        "colorId",
        "backgroundColor",
        "foregroundColor",
        "accessRole",
        "defaultReminders",
        "conferenceProperties",
    ),
    "Colors": ("kind", "updated", "calendar", "event"),
    "Event": (
        "kind",
        "etag",
        "id",
        "status",
        "htmlLink",
        "created",
        "updated",
        "creator",
        "organizer",
        "start",
        "end",
        "iCalUID",
        "sequence",
        "reminders",
        "eventType",
    ),
    "Events": (
        "kind",
        "etag",
        "summary",
        "updated",
        "timeZone",
        "accessRole",
        "defaultReminders",
        "items",
    ),
    "FreeBusyResponse": ("kind", "timeMin", "timeMax", "calendars"),
    "Setting": ("kind", "etag", "id", "value"),
    "Settings": ("kind", "etag", "items"),
}


@cache
def document(service: str) -> dict[str, Any]:
    """The discovery document shipped in the client library."""
    folder = files("googleapiclient") / "discovery_cache" / "documents"
    text = (folder / f"{DOCUMENTS[service]}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def methods(service: str) -> Mapping[str, dict[str, Any]]:
    """Discovery method id -> its entry."""
    found: dict[str, dict[str, Any]] = {}

    def walk(node: dict[str, Any]) -> None:
        for resource in node.get("resources", {}).values():
            found.update({entry["id"]: entry for entry in resource.get("methods", {}).values()})
            walk(resource)

    walk(document(service))
    return found


def answer_schema(method: str) -> str | None:
    """The name of the schema of a method's answer; None if it answers with an empty body."""
    response = methods(method.partition(".")[0])[method].get("response")
    return response["$ref"] if response else None


@cache
def json_schema(service: str, name: str) -> Draft202012Validator:
    """A validator in which keys unknown to the document are errors."""
    schemas = document(service)["schemas"]
    definitions = {key: _strict(value) for key, value in schemas.items()}
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": definitions})


def faults(method: str, body: Any, *, always: tuple[str, ...] | None = None) -> list[str]:
    """What is wrong with an answer, one line each; nothing if it fits."""
    service, name = method.partition(".")[0], answer_schema(method)
    if name is None:
        return [] if body in (None, "", b"") else [f"{method} answers with an empty body"]
    found = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in json_schema(service, name).iter_errors(body)
    ]
    needed = ALWAYS.get(name, ()) if always is None else always
    return found + [f"{name} lacks {key}" for key in needed if key not in body]


def check_answer(method: str, body: Any, *, always: tuple[str, ...] | None = None) -> None:
    """Fail with every fault of an answer."""
    found = faults(method, body, always=always)
    assert not found, f"{method}: " + "; ".join(found)


def _strict(schema: dict[str, Any]) -> dict[str, Any]:
    """One discovery schema as JSON Schema."""
    if "$ref" in schema:
        return {"$ref": f"#/$defs/{schema['$ref']}"}
    kind = schema.get("type")
    if kind == "any":
        return {}
    strict: dict[str, Any] = {"type": kind} if kind else {}
    if "enum" in schema:
        strict["enum"] = schema["enum"]
    if kind == "array":
        strict["items"] = _strict(schema["items"])
    if kind == "object":
        strict["properties"] = {k: _strict(v) for k, v in schema.get("properties", {}).items()}
        more = schema.get("additionalProperties")
        strict["additionalProperties"] = _strict(more) if more else False
    return strict
