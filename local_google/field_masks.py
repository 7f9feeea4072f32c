"""Field masks of updates: `a,b(c,d/e),f.g` -> paths, and copying only what they name.

Source: https://developers.google.com/workspace/sheets/api/guides/field-masks. In a mask the dot and
the slash both go one level down, and every level of an array is passed through.
"""

import re
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]
Path = tuple[str, ...]
_WORD = re.compile(r"[A-Za-z0-9_*-]+")


class BadMaskError(ValueError):
    """The mask cannot be read."""


def parse_mask(text: str) -> list[Path]:
    """The paths of a mask, `*` being one step that means all."""
    paths, rest = _list(re.sub(r"\s+", "", text), ())
    if rest:
        raise BadMaskError(text)
    return paths


def _list(text: str, prefix: Path) -> tuple[list[Path], str]:
    paths: list[Path] = []
    while True:
        found, text = _one(text, prefix)
        paths += found
        if not text.startswith(","):
            return paths, text
        text = text[1:]


def _one(text: str, prefix: Path) -> tuple[list[Path], str]:
    match = _WORD.match(text)
    if not match:
        raise BadMaskError(text)
    here, text = (*prefix, match[0]), text[match.end() :]
    if text[:1] in ("/", "."):
        return _one(text[1:], here)
    if text.startswith("("):
        paths, text = _list(text[1:], here)
        if not text.startswith(")"):
            raise BadMaskError(text)
        return paths, text[1:]
    return [here], text


def covers(paths: Iterable[Path], *names: str) -> bool:
    """Whether the mask asks for the field at `names` or something inside or around it."""
    return any(
        all(step in (name, "*") for step, name in zip(path, names, strict=False)) for path in paths
    )


def copy_fields(source: Json, target: Json, paths: Iterable[Path]) -> Json:
    """`target` with the named fields taken from `source`; a field absent there is removed."""
    result = dict(target)
    for path in paths:
        if path == ("*",):
            return dict(source)
        _copy(source, result, path)
    return result


def _copy(source: Json, target: Json, path: Path) -> None:
    head, rest = path[0], path[1:]
    if not rest or rest == ("*",):
        if head in source:
            target[head] = source[head]
        else:
            target.pop(head, None)
        return
    inner = source.get(head)
    below = dict(target.get(head) or {})
    _copy(inner if isinstance(inner, dict) else {}, below, rest)
    if below:
        target[head] = below
    else:
        target.pop(head, None)
