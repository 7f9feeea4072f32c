"""The tables of a structure file and the values they stand for; what a key may hold is said here once."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from scheduler.district import CohortId, Modality, Role
from scheduler.model import Container, Kind
from scheduler.structures.actions import Action
from scheduler.structures.edges import Anchor, Edge
from scheduler.structures.gates import Gate
from scheduler.structures.measures import Measure, MeasureKind
from scheduler.structures.prework import Owner, PreWork
from scheduler.structures.structure import (
    Cover,
    Follows,
    Notice,
    Override,
    Per,
    Recurs,
    Step,
    Structure,
    Survey,
    Week,
    Who,
)

Minutes = Annotated[int, Field(gt=0, le=480)]
WeekNumber = Annotated[int, Field(ge=0, le=60)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
SchoolDayCount = Annotated[int, Field(ge=0, le=60)]
NoticeWord = Literal["none", "running visit", "visit", "after school", "session", "round"]
Cadence = Literal["weekly", "every two weeks", "monthly", "months", "occasions", "dates", "once"]
MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]

NOTICES: Mapping[str, Notice] = {
    "none": Notice.NONE,
    "running visit": Notice.RUNNING_VISIT,
    "visit": Notice.VISIT,
    "after school": Notice.AFTER_SCHOOL,
    "session": Notice.SESSION,
    "round": Notice.ROUND,
}


def one_or_several(typed: object) -> object:
    """A single word is a list of one."""
    return [typed] if isinstance(typed, str) else typed


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
    weeks_before: Annotated[int, Field(ge=0, le=10)] = 0
    gap_minutes: Annotated[int, Field(ge=0, le=480)] | None = None

    def value(self) -> Follows:
        by_contract = self.school_days == "contract"
        return Follows(
            step=self.step,
            school_days=self.school_days if isinstance(self.school_days, int) else None,
            contract_debrief=by_contract,
            soft=self.soft,
            weeks=self.weeks,
            weeks_before=self.weeks_before,
            gap_minutes=self.gap_minutes,
        )


class EdgeTable(_Table):
    at: Anchor
    school_days: Annotated[int, Field(ge=-200, le=200)] = 0

    def value(self) -> Edge:
        return Edge(at=self.at, school_days=self.school_days)


class PreWorkTable(_Table):
    what: Annotated[str, Field(min_length=1)]
    owner: Owner = Owner.EVERYBODY
    school_days: SchoolDayCount = 1
    exemplar: str = ""

    def value(self) -> PreWork:
        return PreWork(**self.model_dump())


class QuorumTable(_Table):
    role: Role
    count: Annotated[int, Field(ge=1, le=200)]


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
    modality: Annotated[tuple[Modality, ...], BeforeValidator(one_or_several)] = (
        Modality.IN_PERSON,
    )
    after: tuple[FollowsTable, ...] = ()
    opens: EdgeTable | None = None
    closes: EdgeTable | None = None
    who: Who = Who.MEMBERS
    rotates: bool = False
    cover: Cover = Cover.NOBODY
    invites: tuple[Role, ...] = ()
    quorum: tuple[QuorumTable, ...] = ()
    cadence: Cadence | None = None
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    until: Literal["year end"] | MonthDay | None = None
    occasions: tuple[str, ...] = ()
    needs: tuple[Literal["venue", "link"], ...] = ()
    notice: NoticeWord = "none"
    worth: Annotated[int, Field(gt=0)] = 100
    spacing_days: Annotated[int, Field(ge=0, le=21)] = 0
    on_school_days: bool = True
    happens: tuple[str, ...] = ()
    bring: str = ""
    bring_days: Annotated[int, Field(ge=0)] | None = None
    prework: tuple[PreWorkTable, ...] = ()
    artifacts: tuple[str, ...] = ()
    link: str = ""
    questions: tuple[str, ...] = ()

    def value(self) -> Step:
        apart = {"cadence", "months", "until", "occasions"}
        plain = {key: getattr(self, key) for key in type(self).model_fields if key not in apart}
        several = self.modality if len(self.modality) > 1 else ()
        return Step(
            **plain
            | {
                "after": tuple(table.value() for table in self.after),
                "opens": self.opens.value() if self.opens else None,
                "closes": self.closes.value() if self.closes else None,
                "notice": NOTICES[self.notice],
                "modality": next(iter(self.modality), Modality.IN_PERSON),
                "modalities": several,
                "prework": tuple(table.value() for table in self.prework),
                "quorum": tuple((table.role, table.count) for table in self.quorum),
                "recurs": Recurs(
                    cadence=self.cadence or "",
                    months=self.months,
                    ends=self.until is not None,
                    until=month_day(self.until),
                    occasions=self.occasions,
                ),
            }
        )


def month_day(typed: str | None) -> tuple[int, int] | None:
    """(12, 31) of '12-31'; None for 'year end', for nothing, and for a day no month has."""
    found = re.fullmatch(r"(\d\d)-(\d\d)", typed or "")
    if found is None:
        return None
    month, day = int(found[1]), int(found[2])
    last = (date(2000 + month // 12, month % 12 + 1, 1) - date.resolution).day
    return month, min(day, 28 if month == 2 else last)


class SurveyTable(_Table):
    name: Name
    title: str
    week: WeekNumber
    open_days: Annotated[int, Field(gt=0)] = 5
    questions: tuple[str, ...] = ()
    link: str = ""


class GateTable(_Table):
    name: Name
    title: Annotated[str, Field(min_length=1)]
    owner: Role | None = None
    before: tuple[Name, ...] = ()
    due_days: SchoolDayCount = 10
    hard: bool = True


class MeasureTable(_Table):
    name: Name
    title: Annotated[str, Field(min_length=1)]
    kind: MeasureKind = MeasureKind.RUBRIC
    asked: Owner = Owner.EVERYBODY
    baseline: bool = True
    every_weeks: Annotated[int, Field(ge=0, le=52)] = 0
    link: str = ""
    step: Name | Literal[""] = ""


class ActionTable(_Table):
    name: Name
    title: Annotated[str, Field(min_length=1)]
    step: Name
    owner: Role = Role.SITE_LEADER
    every_weeks: Annotated[int, Field(ge=0, le=52)] = 0


class OverrideTable(_Table):
    cohort: Annotated[str, Field(min_length=1)]
    week: WeekNumber | None = None
    label: str = ""
    step: str = ""
    minutes: Minutes | None = None
    happens: bool | None = None
    text: tuple[str, ...] = ()
    bring: str | None = None
    link: str = ""

    def value(self) -> Override:
        return Override(**self.model_dump(exclude={"cohort"}))


class StructureFile(_Table):
    """The whole file; its tables are named in the singular, as each stands for one thing."""

    name: Name
    title: Annotated[str, Field(min_length=1)]
    week_needs: Annotated[int, Field(ge=1, le=5)] = 3
    smallest: Annotated[int, Field(ge=1)] = 1
    largest: Annotated[int, Field(ge=1)] = 60
    repeats: bool = False
    pd_before_week: WeekNumber | None = None
    week: tuple[WeekTable, ...] = ()
    step: tuple[StepTable, ...] = ()
    survey: tuple[SurveyTable, ...] = ()
    gate: tuple[GateTable, ...] = ()
    measure: tuple[MeasureTable, ...] = ()
    action: tuple[ActionTable, ...] = ()
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
            repeats=self.repeats,
            pd_before_week=self.pd_before_week,
            weeks=tuple(Week(**table.model_dump()) for table in self.week),
            steps=tuple(table.value() for table in self.step),
            surveys=tuple(Survey(**table.model_dump()) for table in self.survey),
            gates=tuple(Gate(**table.model_dump()) for table in self.gate),
            measures=tuple(Measure(**table.model_dump()) for table in self.measure),
            actions=tuple(Action(**table.model_dump()) for table in self.action),
            overrides=overrides,
        )


def json_schema() -> dict[str, Any]:
    """What a structure file may hold, as JSON Schema for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | (
        StructureFile.model_json_schema()
    )
