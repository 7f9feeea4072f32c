"""A `Structure` is the template of professional learning: weeks with labels, and the steps in them.

It names no person and no date; `expand` binds it to a cohort or a series. Cohorts may tailor it
(R-CLC-1): `tailored` gives the structure as one cohort uses it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from scheduler.district import CohortId, Limits, Modality
from scheduler.model import Container, Kind


class Per(StrEnum):
    """What a step happens once for, in each of its weeks."""

    TEACHER = "teacher"
    COHORT = "cohort"
    SERIES = "series"
    """Once for each date or month of a row of the Series tab; such a step has no weeks."""


class Notice(StrEnum):
    """Which of the contract's notice periods a step needs; the value is the name of the limit."""

    NONE = ""
    RUNNING_VISIT = "notice_running_visit"
    VISIT = "notice_visit"
    AFTER_SCHOOL = "notice_after_school"
    SESSION = "notice_session"
    ROUND = "notice_round"

    def school_days(self, limits: Limits) -> int:
        """School days from publishing to the event; Friday to Monday is 1."""
        match self:
            case Notice.NONE:
                return 0
            case Notice.RUNNING_VISIT:
                return limits.notice_running_visit
            case Notice.VISIT:
                return limits.notice_visit
            case Notice.AFTER_SCHOOL:
                return limits.notice_after_school
            case Notice.SESSION:
                return limits.notice_session
            case Notice.ROUND:
                return limits.notice_round


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """This step comes after `step` of the same week, for the same teacher where both have one.

    `school_days` bounds how much later it may start (0 is the same day); `contract_debrief` takes that
    number from the contract instead. `soft` only asks. `weeks` empty means every week both are in.
    """

    step: str
    school_days: int | None = None
    contract_debrief: bool = False
    soft: bool = False
    weeks: tuple[int, ...] = ()

    def holds_in(self, week: int | None) -> bool:
        return not self.weeks or week in self.weeks

    def at_most(self, limits: Limits) -> int | None:
        """School days within which it must start, None without such a bound."""
        return limits.debrief_school_days if self.contract_debrief else self.school_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of the cycle and what it is about; week 0 is the pre-cycle (R-CLC-15)."""

    number: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A form people answer: opens with the last school day of `week`, closes `open_days` later."""

    name: str
    title: str
    week: int
    open_days: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happens in each of `weeks`. One name may stand for several steps, in other weeks.

    Minutes are `minutes`, more for each member of the cohort and for each room of a round;
    `minutes_min` below that lets a visit shrink to the lesson it falls into. `teaching` says that it
    happens in a taught period of the teacher; everybody else who teaches must be in one of `inside`,
    the earlier the better.
    """

    name: str
    kind: Kind
    minutes: int
    per: Per = Per.TEACHER
    weeks: tuple[int, ...] = ()
    minutes_per_member: int = 0
    minutes_per_room: int = 0
    minutes_min: int | None = None
    inside: tuple[Container, ...] = ()
    teaching: bool = False
    modality: Modality = Modality.IN_PERSON
    after: tuple[Follows, ...] = ()
    notice: Notice = Notice.NONE
    worth: int = 100
    spacing_days: int = 0
    """Days that lie at least between two monthly occurrences."""
    on_school_days: bool = True
    """Whether a date without students is refused, as classrooms are visited."""
    happens: tuple[str, ...] = ()
    """What happens, published: the same for everybody, about nobody."""
    bring: str = ""
    bring_days: int | None = None
    """School days before the event by which what is brought must be ready."""
    artifacts: tuple[str, ...] = ()
    """What it leaves behind, to be tracked, such as a coaching plan (R-CLC-18)."""

    def length(self, *, members: int = 0, rooms: int = 0) -> int:
        """Minutes for so many cohort members or rooms."""
        return self.minutes + self.minutes_per_member * members + self.minutes_per_room * rooms


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What one cohort does otherwise in one week (R-CLC-1).

    `label` renames the week. With a `step`, `minutes` sets its length and `happens` adds it to the week
    (True) or takes it out (False).
    """

    week: int
    label: str = ""
    step: str = ""
    minutes: int | None = None
    happens: bool | None = None
    text: tuple[str, ...] = ()
    bring: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A template. A school week with fewer than `week_needs` school days moves the cycle by a week."""

    name: str
    title: str
    steps: tuple[Step, ...]
    weeks: tuple[Week, ...] = ()
    week_needs: int = 3
    smallest: int = 1
    largest: int = 60
    """Members a cohort should have at least and at most; outside it is said, not refused."""
    pd_before_week: int | None = None
    """The week whose session follows up the PD day, so that the PD day comes before it (R-CLC-14)."""
    surveys: tuple[Survey, ...] = ()
    overrides: Mapping[CohortId, tuple[Override, ...]] = field(default_factory=dict)

    def label(self, week: int) -> str:
        """What the week is about, in full."""
        return next((found.label for found in self.weeks if found.number == week), "")

    def steps_in(self, week: int) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if week in step.weeks)

    def step_in(self, name: str, week: int) -> Step | None:
        """The step of that name in that week; a structure has one at most."""
        return next((step for step in self.steps_in(week) if step.name == name), None)

    def per_series(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.per is Per.SERIES)

    def faults(self) -> tuple[str, ...]:
        """What contradicts itself in it, in sentences; empty for a usable structure."""
        return tuple(_contradictions(self))


def tailored(structure: Structure, cohort: CohortId) -> Structure:
    """The structure as this cohort uses it; the same value when it changes nothing."""
    for override in structure.overrides.get(cohort, ()):
        structure = _overridden(structure, override)
    return structure


def _overridden(structure: Structure, override: Override) -> Structure:
    weeks = structure.weeks
    if override.label:
        weeks = tuple(
            replace(week, label=override.label) if week.number == override.week else week
            for week in weeks
        )
    steps = _steps_overridden(structure, override) if override.step else structure.steps
    return replace(structure, weeks=weeks, steps=steps)


def _steps_overridden(structure: Structure, override: Override) -> tuple[Step, ...]:
    found = structure.step_in(override.step, override.week)
    others = tuple(
        replace(step, weeks=tuple(week for week in step.weeks if week != override.week))
        if step.name == override.step
        else step
        for step in structure.steps
    )
    others = tuple(step for step in others if step.weeks or step.per is Per.SERIES)
    if override.happens is False or (found is None and not override.happens):
        return others
    model = found or next(step for step in structure.steps if step.name == override.step)
    own = replace(
        model,
        weeks=(override.week,),
        minutes=model.minutes if override.minutes is None else override.minutes,
        minutes_per_member=model.minutes_per_member if override.minutes is None else 0,
        happens=override.text or model.happens,
        bring=model.bring if override.bring is None else override.bring,
    )
    if own.minutes_min is not None and own.minutes_min > own.minutes:
        own = replace(own, minutes_min=own.minutes)
    return (*others, own)


def _contradictions(structure: Structure) -> list[str]:
    numbers = [week.number for week in structure.weeks]
    names = {step.name for step in structure.steps}
    sentences = [] if structure.steps else ["There is no [[step]], so nothing would happen."]
    if numbers and numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        sentences.append(f"The weeks are numbered {_listed(numbers)}; they must count up by one.")
    if numbers and numbers[0] not in (0, 1):
        sentences.append(f"The first week is week {numbers[0]}; it is 0 (pre-cycle) or 1.")
    for step in structure.steps:
        sentences += _step_contradictions(step, numbers, names)
    for number in numbers:
        here = [step.name for step in structure.steps_in(number)]
        sentences += [
            f"Week {number} has two steps named '{name}'; give one of them another name."
            for name in sorted({name for name in here if here.count(name) > 1})
        ]
    for cohort, overrides in structure.overrides.items():
        for override in overrides:
            if override.week not in numbers:
                sentences.append(
                    f"Cohort {cohort} changes week {override.week}, which is not there."
                )
            if override.step and override.step not in names:
                sentences.append(f"Cohort {cohort} changes '{override.step}', which is no step.")
    return sentences


def _step_contradictions(step: Step, numbers: Sequence[int], names: set[str]) -> list[str]:
    sentences = []
    if step.per is Per.SERIES and step.weeks:
        sentences.append(f"Step '{step.name}' is per series and lists weeks; take the weeks out.")
    if step.per is not Per.SERIES and not step.weeks:
        sentences.append(f"Step '{step.name}' lists no weeks, so it would never happen.")
    sentences += [
        f"Step '{step.name}' is in week {week}, which has no [[week]] with a label."
        for week in step.weeks
        if week not in numbers
    ]
    sentences += [
        f"Step '{step.name}' comes after '{follows.step}', which is no step here."
        for follows in step.after
        if follows.step not in names
    ]
    if step.minutes_min is not None and step.minutes_min > step.minutes:
        sentences.append(
            f"Step '{step.name}' lasts {step.minutes} minutes but at least {step.minutes_min}."
        )
    return sentences


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
