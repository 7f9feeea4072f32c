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


def refuse_unknown(name: str, value: Json, where: str = "") -> None:
    """400 in Google's words when `value` is not an object of the schema `name`."""
    properties = _schemas()[name].get("properties", {})
    for key, inner in value.items():
        about = properties.get(key)
        if about is None:
            place = f" at '{where}'" if where else ""
            raise bad(
                f'Invalid JSON payload received. Unknown name "{key}"{place}: Cannot find field.'
            )
        if inner is not None:
            _check(about, inner, f"{where}.{_snake(key)}" if where else _snake(key))


def _check(about: Json, value: Any, where: str) -> None:
    if "$ref" in about:
        if not isinstance(value, dict):
            raise bad(f"Invalid value at '{where}' ({about['$ref']})")
        refuse_unknown(about["$ref"], value, where)
    elif about.get("type") == "array":
        if not isinstance(value, list):
            raise bad(f"Invalid value at '{where}', expected a list")
        for place, item in enumerate(value):
            _check(about["items"], item, f"{where}[{place}]")
    elif not _fits(about, value):
        raise bad(f"Invalid value at '{where}', \"{value}\"")


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
