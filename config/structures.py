"""Reads structures from TOML: the shipped ones beside this file, and a district's own.

A file that cannot be used is refused with every fault in it, each with file, table, key and line.
"""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.toml_lines import line_of, table_name
from scheduler.district import CohortId, Modality
from scheduler.errors import Fault, InputError
from scheduler.model import Container, Kind
from scheduler.structure import Follows, Notice, Override, Per, Step, Structure, Survey, Week

Minutes = Annotated[int, Field(gt=0, le=480)]
WeekNumber = Annotated[int, Field(ge=0, le=60)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
NoticeWord = Literal["none", "running visit", "visit", "after school", "session", "round"]

_NOTICES: Mapping[str, Notice] = {
    "none": Notice.NONE,
    "running visit": Notice.RUNNING_VISIT,
    "visit": Notice.VISIT,
    "after school": Notice.AFTER_SCHOOL,
    "session": Notice.SESSION,
    "round": Notice.ROUND,
}


class _Table(BaseModel):
    """A table of the file; a key it does not know is a fault, as it is most likely a typing error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WeekTable(_Table):
    number: WeekNumber
    label: Annotated[str, Field(min_length=1)]


class FollowsTable(_Table):
    step: Name
    school_days: Annotated[int, Field(ge=0)] | Literal["contract"] | None = None
    soft: bool = False
    weeks: tuple[WeekNumber, ...] = ()

    def value(self) -> Follows:
        by_contract = self.school_days == "contract"
        return Follows(
            step=self.step,
            school_days=self.school_days if isinstance(self.school_days, int) else None,
            contract_debrief=by_contract,
            soft=self.soft,
            weeks=self.weeks,
        )


class StepTable(_Table):
    name: Name
    kind: Kind
    per: Per
    minutes: Minutes
    weeks: tuple[WeekNumber, ...] = ()
    minutes_per_member: Annotated[int, Field(ge=0, le=120)] = 0
    minutes_per_room: Annotated[int, Field(ge=0, le=120)] = 0
    minutes_min: Minutes | None = None
    inside: tuple[Container, ...] = ()
    teaching: bool = False
    modality: Modality = Modality.IN_PERSON
    after: tuple[FollowsTable, ...] = ()
    notice: NoticeWord = "none"
    worth: Annotated[int, Field(gt=0)] = 100
    spacing_days: Annotated[int, Field(ge=0, le=21)] = 0
    on_school_days: bool = True
    happens: tuple[str, ...] = ()
    bring: str = ""
    bring_days: Annotated[int, Field(ge=0)] | None = None
    artifacts: tuple[str, ...] = ()

    def value(self) -> Step:
        plain = {key: getattr(self, key) for key in type(self).model_fields}
        plain["after"] = tuple(table.value() for table in self.after)
        plain["notice"] = _NOTICES[self.notice]
        return Step(**plain)


class SurveyTable(_Table):
    name: Name
    title: str
    week: WeekNumber
    open_days: Annotated[int, Field(gt=0)] = 5


class OverrideTable(_Table):
    cohort: Annotated[str, Field(min_length=1)]
    week: WeekNumber
    label: str = ""
    step: str = ""
    minutes: Minutes | None = None
    happens: bool | None = None
    text: tuple[str, ...] = ()
    bring: str | None = None

    def value(self) -> Override:
        return Override(**self.model_dump(exclude={"cohort"}))


class StructureFile(_Table):
    """The whole file; its tables are named in the singular, as each stands for one thing."""

    name: Name
    title: Annotated[str, Field(min_length=1)]
    week_needs: Annotated[int, Field(ge=1, le=5)] = 3
    smallest: Annotated[int, Field(ge=1)] = 1
    largest: Annotated[int, Field(ge=1)] = 60
    pd_before_week: WeekNumber | None = None
    week: tuple[WeekTable, ...] = ()
    step: tuple[StepTable, ...] = ()
    survey: tuple[SurveyTable, ...] = ()
    override: tuple[OverrideTable, ...] = ()

    def value(self) -> Structure:
        overrides: dict[CohortId, tuple[Override, ...]] = {}
        for table in self.override:
            cohort = CohortId(table.cohort)
            overrides[cohort] = (*overrides.get(cohort, ()), table.value())
        return Structure(
            name=self.name,
            title=self.title,
            week_needs=self.week_needs,
            smallest=self.smallest,
            largest=self.largest,
            pd_before_week=self.pd_before_week,
            weeks=tuple(Week(**table.model_dump()) for table in self.week),
            steps=tuple(table.value() for table in self.step),
            surveys=tuple(Survey(**table.model_dump()) for table in self.survey),
            overrides=overrides,
        )


def parse_structure(text: str, *, file: str) -> Structure:
    """The structure a TOML text describes; `file` is its name for people.

    Raises InputError with every fault.
    """
    try:
        found = StructureFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        fix = "Put texts in double quotes and lists in square brackets."
        raise InputError(
            [Fault(where=file, what=f"The file is no TOML: {error}.", fix=fix)]
        ) from error
    except ValidationError as error:
        # What was typed stays out of the sentences except where it is short: pydantic repeats it whole.
        raise InputError([_fault(one, text, file) for one in error.errors()]) from error
    structure = found.value()
    if sentences := structure.faults():
        fix = "Change the file so that weeks and steps agree."
        raise InputError([Fault(where=file, what=sentence, fix=fix) for sentence in sentences])
    return structure


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
