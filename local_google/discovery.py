"""Google's own description of its methods, as shipped inside google-api-python-client."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote

DOCUMENTS = ("calendar.v3", "sheets.v4", "drive.v3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method of a discovery document; `pattern` matches the still percent-encoded path."""

    id: str
    service: str
    verb: str
    path: str
    pattern: re.Pattern[str]
    scopes: frozenset[str]
    parameters: frozenset[str]
    required: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A method found for a URL, with the decoded values of its path."""

    method: Method
    path: Mapping[str, str]


def document(name: str) -> dict[str, Any]:
    """One shipped document, such as `calendar.v3`."""
    package = find_spec("googleapiclient")
    if package is None or package.origin is None:
        raise RuntimeError("google-api-python-client is not installed")
    folder = Path(package.origin).parent / "discovery_cache" / "documents"
    loaded: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


class Routes:
    """Every method of the three documents, found by verb and path."""

    def __init__(self) -> None:
        methods = [method for name in DOCUMENTS for method in _methods(document(name))]
        self.methods = {method.id: method for method in methods}
        # `values/{range}:append` must be tried before `values/{range}`, `files/trash` before
        # `files/{fileId}`: more literal text goes first.
        methods.sort(key=lambda method: -len(re.sub(r"\{\w+\}", "", method.path)))
        self._by_verb: dict[str, list[Method]] = {}
        for method in methods:
            self._by_verb.setdefault(method.verb, []).append(method)

    def find(self, verb: str, raw_path: str) -> Match | None:
        """The method for a verb and a percent-encoded path."""
        for method in self._by_verb.get(verb, ()):
            found = method.pattern.fullmatch(raw_path)
            if found:
                values = {name: unquote(text) for name, text in found.groupdict().items()}
                return Match(method=method, path=values)
        return None


def service_of(raw_path: str) -> str:
    """Whose error envelope a path gets, also when no method matches."""
    if raw_path.startswith("/v4/"):
        return "sheets"
    return "drive" if raw_path.startswith("/drive/") else "calendar"


def _methods(doc: dict[str, Any]) -> Iterator[Method]:
    common = frozenset(doc["parameters"])
    for entry in _entries(doc):
        path = "/" + doc["servicePath"] + entry["path"]
        parameters = entry.get("parameters", {})
        yield Method(
            id=entry["id"],
            service=doc["name"],
            verb=entry["httpMethod"],
            path=path,
            pattern=_pattern(path),
            scopes=frozenset(entry.get("scopes", ())),
            parameters=common | frozenset(parameters),
            required=frozenset(
                name
                for name, about in parameters.items()
                if about.get("required") and about.get("location") == "query"
            ),
        )


def _entries(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for resource in node.get("resources", {}).values():
        yield from resource.get("methods", {}).values()
        yield from _entries(resource)


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", path)
    text = "".join(
        f"(?P<{part}>[^/]+)" if number % 2 else re.escape(part) for number, part in enumerate(parts)
    )
    return re.compile(text)
