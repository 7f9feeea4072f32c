"""Changes JSON by its nodes, not by its bytes: what comes out is JSON still, and odd somewhere inside."""

import json
from collections.abc import Callable
from hashlib import sha256
from random import Random
from typing import Any

from sync.merging.changes import canonical

ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 10**30, "", "x", "2026-13-40", "2026-12-08T10:40", "x" * 2_000),
    *([], {}, [None], {"": None}, [[]], "\u202e\u0000", "Mars/Olympus", "9" * 400),
)
Mutator = Callable[[bytes, int, int], bytes]


def odd_json(data: bytes, most: int, seed: int) -> bytes:
    """One to three nodes of a JSON text changed, dropped or doubled; the text as it was if it is none."""
    chance = Random(seed)
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return data
    for _ in range(chance.randint(1, 3)):
        value = _changed(value, chance)
    return _short(value, data, most)


def odd_change_set(data: bytes, most: int, seed: int) -> bytes:
    """The same inside a saved change set, under a digest that is right again."""
    try:
        value = json.loads(odd_json(data, most, seed))
        value["sha256"] = sha256(canonical(value["change_set"]).encode()).hexdigest()
    except (ValueError, RecursionError, TypeError, KeyError):
        return data
    return _short(value, data, most)


def _short(value: Any, data: bytes, most: int) -> bytes:
    changed = json.dumps(value).encode()
    return changed if len(changed) <= most else data


def _changed(value: Any, chance: Random) -> Any:
    """The value with something changed at one place, deep or shallow."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        name = chance.choice(list(value))
        if chance.random() < 0.1:
            return {key: inner for key, inner in value.items() if key != name}
        return value | {name: _changed(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.85:
        at = chance.randrange(len(value))
        if chance.random() < 0.1:
            return [*value, value[at]]
        return [*value[:at], _changed(value[at], chance), *value[at + 1 :]]
    return chance.choice(ODD)
