"""What in a structure cannot be: each flaw says where it stands, so that a file or a tab can be shown."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scheduler.district import Role
from scheduler.model import Container
from scheduler.structures.edges import OF_A_UNIT
from scheduler.structures.structure import Cover, Per, Step, Structure

ENDLESS = ("weekly", "every two weeks", "monthly")
"""Cadences that go on until somebody says when they end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One contradiction. `table` is 'step', 'week', 'gate', 'action', 'measure' or 'override', '' the
    structure itself; `index` counts within its kind from 0; `key` is the word of the file form."""

    says: str
    fix: str
    table: str = ""
    index: int = 0
    key: str = ""


def contradictions(structure: Structure) -> tuple[Flaw, ...]:
    """Every flaw; none for a usable structure."""
    found = [
        *_weeks(structure),
        *(flaw for at, step in enumerate(structure.steps) for flaw in _step(structure, at, step)),
        *_circles(structure),
        *_gates(structure),
        *_actions(structure),
        *_measures(structure),
        *_overrides(structure),
    ]
    return tuple(found)


def _weeks(structure: Structure) -> Iterator[Flaw]:
    numbers = [week.number for week in structure.weeks]
    if not structure.steps:
        yield Flaw(says="There is no step, so nothing would happen.", fix="Add a step.")
    if numbers and numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        says = f"The weeks are numbered {_listed(numbers)}; they must count up by one."
        yield Flaw(says=says, fix="Number the weeks in order.", table="week", key="number")
    if numbers and numbers[0] not in (0, 1):
        says = f"The first week is week {numbers[0]}; it is 0 (pre-cycle) or 1."
        yield Flaw(says=says, fix="Begin with 0 or 1.", table="week", key="number")
    if structure.smallest > structure.largest:
        says = f"At least {structure.smallest} members and at most {structure.largest} cannot be."
        yield Flaw(says=says, fix="Let largest be no smaller than smallest.", key="smallest")
    for number in numbers:
        here = [step.name for step in structure.steps if number in step.weeks]
        for name in sorted({name for name in here if here.count(name) > 1}):
            last = max(at for at, step in enumerate(structure.steps) if step.name == name)
            says = f"Week {number} has two steps named '{name}'; give one of them another name."
            yield Flaw(says=says, fix="Rename one.", table="step", index=last, key="name")


def _step(structure: Structure, at: int, step: Step) -> Iterator[Flaw]:
    def flaw(key: str, says: str, fix: str) -> Flaw:
        return Flaw(says=f"Step '{step.name}' {says}", fix=fix, table="step", index=at, key=key)

    yield from _step_weeks(structure, step, flaw)
    yield from _step_window(step, flaw)
    yield from _step_people(structure, step, flaw)
    names = {other.name for other in structure.steps}
    for follows in step.after:
        if follows.step not in names:
            says = f"comes after '{follows.step}', which is no step here."
            yield flaw("after", says, f"Use one of: {', '.join(sorted(names))}.")
    if step.minutes_min is not None and step.minutes_min > step.minutes:
        says = f"lasts {step.minutes} minutes but at least {step.minutes_min}."
        yield flaw("minutes_min", says, "Let minutes_min be no longer than minutes.")
    if step.per is Per.SERIES and step.recurs.cadence in ENDLESS and not step.recurs.ends:
        says = f"comes again {step.recurs.cadence} and never ends."
        yield flaw("until", says, 'Write until = "year end", or a month and day like "12-31".')
    if step.recurs.cadence == "months" and not step.recurs.months:
        yield flaw("months", "comes in set months but names none.", "Write months = [1, 6].")


Say = Callable[[str, str, str], Flaw]


def _step_weeks(structure: Structure, step: Step, flaw: Say) -> Iterator[Flaw]:
    numbers = [week.number for week in structure.weeks]
    if not step.per.has_weeks and step.weeks:
        says = f"is per {step.per.value} and lists weeks; take the weeks out."
        yield flaw("weeks", says, "Take the weeks out.")
    if step.per.has_weeks and not step.weeks:
        yield flaw("weeks", "lists no weeks, so it would never happen.", "List its weeks.")
    for week in step.weeks:
        if week not in numbers:
            says = f"is in week {week}, which has no label."
            yield flaw("weeks", says, "Add the week, or correct the number.")


def _step_window(step: Step, flaw: Say) -> Iterator[Flaw]:
    opens, closes = step.opens, step.closes
    windowed = step.per in (Per.UNIT, Per.TASK, Per.UNIT_WEEK)
    if windowed and (opens is None or closes is None):
        yield flaw("opens", "does not say when it may stand.", "Write opens and closes.")
    if step.per.has_weeks and (opens or closes):
        yield flaw("opens", "has weeks, so it has its dates already.", "Take opens and closes out.")
    for key, edge in (("opens", opens), ("closes", closes)):
        if edge is not None and edge.at in OF_A_UNIT and not windowed:
            says = f"counts from the {edge.at.value} but is not per unit or task."
            yield flaw(key, says, "Count from something else, or make it per unit.")
    if opens is not None and closes is not None and opens.certainly_after(closes):
        says = "has a window that ends before it starts."
        yield flaw("closes", says, "Let closes come after opens.")


def _step_people(structure: Structure, step: Step, flaw: Say) -> Iterator[Flaw]:
    meets_members = step.per is not Per.SERIES
    in_a_lesson = step.teaching or step.rotates
    if meets_members and not step.inside and not in_a_lesson:
        says = "may stand in no kind of teachers' time, so no container allows it."
        yield flaw("inside", says, 'Name some, such as inside = ["plc", "after school"].')
    if step.cover is Cover.NOBODY and Container.TEACHING in step.inside and meets_members:
        says = "takes teachers out of class, but nobody is to be covered."
        yield flaw("cover", says, 'Write cover = "observers", or take teaching out of inside.')
    if step.rotates and step.per not in (Per.COHORT, Per.UNIT):
        yield flaw("rotates", "takes turns but is not per cohort or unit.", 'Write per = "cohort".')
    for role, count in step.quorum:
        largest = _largest(structure, step, role)
        if largest is not None and count > largest:
            says = f"needs {count} of the role {role.value}, more than its group of {largest}."
            yield flaw("quorum", says, "Ask for fewer, or invite that role.")


def _largest(structure: Structure, step: Step, role: Role) -> int | None:
    """How many of a role can be in the group at most; None where the template cannot know."""
    if role in step.invites or (step.per is Per.SERIES and not step.invites):
        return None
    if step.per is Per.TEACHER and role in (Role.TEACHER, Role.TEACHER_LEADER):
        return 1
    if step.per is not Per.SERIES and role in (Role.TEACHER, Role.TEACHER_LEADER):
        return structure.largest
    return 1 if step.per is not Per.SERIES else 0


def _circles(structure: Structure) -> Iterator[Flaw]:
    """Steps that come after themselves, over however many others."""
    first: dict[str, set[str]] = {}
    for step in structure.steps:
        earlier = (one.step for one in step.after if not one.soft and not one.weeks_before)
        first.setdefault(step.name, set()).update(earlier)
    told: set[frozenset[str]] = set()
    for at, step in enumerate(structure.steps):
        circle = _circle(step.name, first)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            says = f"The order of steps goes in a circle: {' after '.join([*circle, circle[0]])}."
            fix = "Take one of these bonds out."
            yield Flaw(says=says, fix=fix, table="step", index=at, key="after")


def _circle(start: str, first: dict[str, set[str]]) -> list[str]:
    """The steps from `start` back to itself, empty where there is no way."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for earlier in sorted(first.get(way[-1], ())):
            if earlier == start:
                return way
            if earlier not in seen:
                seen.add(earlier)
                ways.append([*way, earlier])
    return []


def _gates(structure: Structure) -> Iterator[Flaw]:
    names = {step.name for step in structure.steps}
    for at, gate in enumerate(structure.gates):
        if gate.owner is None:
            says = f"Nobody owns the gate '{gate.name}'."
            fix = 'Name a role, such as owner = "site leader".'
            yield Flaw(says=says, fix=fix, table="gate", index=at, key="owner")
        for step in gate.before:
            if step not in names:
                says = f"The gate '{gate.name}' comes before '{step}', which is no step here."
                fix = f"Use one of: {', '.join(sorted(names))}."
                yield Flaw(says=says, fix=fix, table="gate", index=at, key="before")


def _actions(structure: Structure) -> Iterator[Flaw]:
    names = {step.name for step in structure.steps}
    for at, action in enumerate(structure.actions):
        if action.step not in names:
            says = f"The action '{action.name}' is for '{action.step}', which is no step here."
            fix = f"Use one of: {', '.join(sorted(names))}."
            yield Flaw(says=says, fix=fix, table="action", index=at, key="step")


def _measures(structure: Structure) -> Iterator[Flaw]:
    names = {step.name for step in structure.steps}
    for at, measure in enumerate(structure.measures):
        if measure.step and measure.step not in names:
            says = f"The measure '{measure.name}' is of '{measure.step}', which is no step here."
            fix = f"Use one of: {', '.join(sorted(names))}."
            yield Flaw(says=says, fix=fix, table="measure", index=at, key="step")


def _overrides(structure: Structure) -> Iterator[Flaw]:
    numbers = [week.number for week in structure.weeks]
    names = {step.name for step in structure.steps}
    at = -1
    for cohort, overrides in structure.overrides.items():
        for override in overrides:
            at += 1
            if override.week is not None and override.week not in numbers:
                says = f"Cohort {cohort} changes week {override.week}, which is not there."
                fix = "Correct the week."
                yield Flaw(says=says, fix=fix, table="override", index=at, key="week")
            if override.step and override.step not in names:
                says = f"Cohort {cohort} changes '{override.step}', which is no step."
                fix = "Correct the step's name."
                yield Flaw(says=says, fix=fix, table="override", index=at, key="step")


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
