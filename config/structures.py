"""Reads structures from TOML: the shipped ones beside this file, and a district's own.

A file that cannot be used is refused with every fault in it, each with file, table, key and line.
"""

import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from config.structure_tables import StructureFile
from config.toml_lines import line_of, table_name
from scheduler.errors import Fault, InputError
from scheduler.structures.contradictions import Flaw, contradictions
from scheduler.structures.structure import Structure

MOST_CHARACTERS = 100_000
MOST_DEEP = 8
"""Against files made to do harm; a structure needs three."""
STAND_INS: Mapping[str, Any] = {
    "name": "unnamed",
    "title": "Untitled",
    "kind": "meeting",
    "per": "cohort",
    "minutes": 45,
    "number": 1,
    "label": "Week",
    "week": 1,
    "cohort": "unnamed",
}
"""What stands for a key that must be there and cannot be used, so that the rest can still be looked at."""


def parse_structure(text: str, *, file: str) -> Structure:
    """The structure a TOML text describes; `file` is its name for people.

    Raises InputError with every fault.
    """
    found, errors = _read(_toml(text, file))
    # What was typed stays out of the sentences except where it is short: pydantic repeats it whole.
    faults = [_fault(one, text, file) for one in errors]
    structure = found.value() if found is not None else None
    if structure is not None:
        known = [tuple(one["loc"]) for one in errors]
        flaws = [flaw for flaw in contradictions(structure) if not _follows_from(flaw, known)]
        faults += [_flaw_fault(flaw, text, file) for flaw in flaws]
    if faults or structure is None:
        raise InputError(faults)
    return structure


def _toml(text: str, file: str) -> dict[str, Any]:
    """The tables of a TOML text.

    Raises InputError when it is none, or larger or deeper than a structure is.
    """
    if len(text) > MOST_CHARACTERS:
        what = f"The file has more than {MOST_CHARACTERS:,} characters."
        raise InputError([Fault(where=file, what=what, fix="Describe one structure in a file.")])
    try:
        typed = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        fix = "Put texts in double quotes and lists in square brackets."
        raise InputError(
            [Fault(where=file, what=f"The file is no TOML: {error}.", fix=fix)]
        ) from error
    if _is_deep(typed):
        what = f"The file has tables in tables more than {MOST_DEEP} deep."
        raise InputError([Fault(where=file, what=what, fix="Steps are tables of one depth.")])
    return typed


def _is_deep(typed: Any) -> bool:
    """Whether lists and tables stand in each other deeper than any structure needs."""
    level: list[Any] = [typed]
    for _ in range(MOST_DEEP):
        level = [
            inner
            for one in level
            if isinstance(one, (dict, list))
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return any(isinstance(one, (dict, list)) for one in level)


def _read(typed: dict[str, Any]) -> tuple[StructureFile | None, list[Any]]:
    """The file as far as it can be used, and everything wrong with it."""
    try:
        return StructureFile.model_validate(typed), []
    except ValidationError as error:
        errors = error.errors()
    for one in sorted(errors, key=lambda one: list(map(str, one["loc"])), reverse=True):
        _set_right(typed, one["loc"])
    try:
        return StructureFile.model_validate(typed), errors
    except ValidationError:
        return None, errors


def _set_right(typed: Any, place: tuple[int | str, ...]) -> None:
    """Put a stand-in where something cannot be used, or take it out where nothing has to be there."""
    *way, last = place
    try:
        for part in way:
            typed = typed[part]
        if last in STAND_INS:
            typed[last] = STAND_INS[str(last)]
        else:
            del typed[last]
    except (KeyError, IndexError, TypeError):
        return  # the place names a choice between kinds, not a key; the second reading then gives up


def _follows_from(flaw: Flaw, known: Sequence[tuple[int | str, ...]]) -> bool:
    """Whether a flaw is only the echo of something already told of the same key or table."""
    if not flaw.table:
        return bool(known) and flaw.key == ""
    for place in known:
        if place[:2] == (flaw.table, flaw.index):
            rest = [part for part in place[2:] if isinstance(part, str)]
            if not rest or rest[0] in STAND_INS or get_close_matches(rest[0], [flaw.key]):
                return True  # a misspelled key counts as the one it is like
    return False


def _flaw_fault(flaw: Flaw, text: str, file: str) -> Fault:
    if not flaw.table:
        return Fault(where=file, what=flaw.says, fix=flaw.fix)
    place = (flaw.table, flaw.index, flaw.key)
    where = file + table_name(text, place)
    line = line_of(text, place)
    where = f"{where} (line {line})" if line else where
    return Fault(where=where, what=flaw.says, fix=flaw.fix)


def shipped_structures() -> Mapping[str, Structure]:
    """Name -> structure of every template that comes with Bellweave."""
    folder = files("config") / "structures"
    texts = {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }
    return _by_name(texts)


def read_structures(folder: Path | None = None) -> Mapping[str, Structure]:
    """The shipped structures and those of a district's own folder; of one name the district's wins.

    Raises InputError with every fault of every file of the folder.
    """
    if folder is None:
        return shipped_structures()
    own = sorted(folder.glob("*.toml"))
    try:
        texts = {path.name: path.read_text(encoding="utf-8") for path in own}
    except UnicodeDecodeError as error:
        fix = "Save the files of that folder as UTF-8 text."
        what = "A file in this folder is not UTF-8 text."
        raise InputError([Fault(where=str(folder), what=what, fix=fix)]) from error
    return {**shipped_structures(), **_by_name(texts)}


def _by_name(texts: Mapping[str, str]) -> dict[str, Structure]:
    found: dict[str, Structure] = {}
    faults: list[Fault] = []
    for file in sorted(texts):
        try:
            structure = parse_structure(texts[file], file=file)
        except InputError as error:
            faults += error.faults
            continue
        if structure.name in found:
            what = f"Two files describe a structure named '{structure.name}'."
            faults.append(Fault(where=file, what=what, fix="Give one of them another name."))
        found[structure.name] = structure
    if faults:
        raise InputError(faults)
    return found


def _fault(error: Mapping[str, Any], text: str, file: str) -> Fault:
    place = tuple(error["loc"])
    where = file + table_name(text, place)
    line = line_of(text, place)
    return Fault(
        where=f"{where} (line {line})" if line else where, what=_what(error), fix=_fix(error)
    )


def _what(error: Mapping[str, Any]) -> str:
    key = next((part for part in reversed(error["loc"]) if isinstance(part, str)), "")
    typed = repr(error["input"])
    match error["type"]:
        case "missing":
            return f"'{key}' is missing."
        case "extra_forbidden":
            return f"'{key}' is no key here."
        case _ if len(typed) <= 40:
            return f"'{key}' cannot be {typed}."
        case _:
            return f"'{key}' cannot be used."


def _fix(error: Mapping[str, Any]) -> str:
    match error["type"]:
        case "missing":
            return "Add it."
        case "extra_forbidden":
            return "Correct its spelling or take it out."
        case "string_pattern_mismatch":
            return "Use small letters, digits and single hyphens."
        case "enum" | "literal_error":
            return f"Use one of {error['ctx']['expected']}."
        case _:
            return f"{error['msg'].replace('Input should', 'It should')}."
