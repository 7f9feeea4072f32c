"""A JSON body held to Google's schema: an unknown name or choice is refused, not dropped.

Google's front end reads JSON into protocol buffers and answers 400 for a name it does not know, so
a misspelt field must fail here as it would there.
"""

import re
from functools import cache
from typing import Any

from local_google.discovery import document
from local_google.sheets_refusals import bad

Json = dict[str, Any]


@cache
def _schemas() -> Json:
    found: Json = document("sheets.v4")["schemas"]
    return found


class _FaultError(Exception):
    """Something is wrong below; the way to it grows on the way up."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.way: list[str] = []


def refuse_unknown(name: str, value: Json) -> None:
    """400 in Google's words when `value` is not an object of the schema `name`."""
    try:
        _check_object(_schemas()[name], value)
    except _FaultError as fault:
        way = ".".join(reversed(fault.way)).replace(".[", "[")
        raise bad(fault.message.replace(" at ''", f" at '{way}'" if way else "")) from None


def _check_object(schema: Json, value: Json) -> None:
    properties = schema.get("properties", {})
    for key, inner in value.items():
        about = properties.get(key)
        if about is None:
            message = f"Unknown name \"{key}\" at '': Cannot find field."
            raise _FaultError(f"Invalid JSON payload received. {message}")
        try:
            _check(about, inner)
        except _FaultError as fault:
            fault.way.append(_snake(key))
            raise


def _check(about: Json, value: Any) -> None:
    if value is None:
        return
    if "$ref" in about:
        if not isinstance(value, dict):
            raise _FaultError(f"Invalid value at '' ({about['$ref']})")
        _check_object(_schemas()[about["$ref"]], value)
    elif about.get("type") == "array":
        _check_list(about["items"], value)
    elif not _fits(about, value):
        raise _FaultError(f"Invalid value at '', \"{value}\"")


def _check_list(about: Json, value: Any) -> None:
    if not isinstance(value, list):
        raise _FaultError("Invalid value at '', expected a list")
    for place, item in enumerate(value):
        try:
            _check(about, item)
        except _FaultError as fault:
            fault.way.append(f"[{place}]")
            raise


def _fits(about: Json, value: Any) -> bool:
    kinds = _PLAIN.get(about.get("type", ""))
    return value in about.get("enum", (value,)) and (kinds is None or isinstance(value, kinds))


# Numbers may come as texts, as protocol buffers allow in JSON.
_PLAIN: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int, str),
    "number": (int, float, str),
}


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", lambda match: "_" + match[1].lower(), name)
