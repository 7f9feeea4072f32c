"""Gates: what must be agreed at a school before a structure's steps may stand there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scheduler.district import EVERYWHERE, GateState, Role, SchoolId


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A gate of a template. `before` names the steps it holds, empty holds all of them.

    It is due `due_days` school days before the first of them may stand. A gate that is not `hard` only
    warns.
    """

    name: str
    title: str
    owner: Role | None = None
    before: tuple[str, ...] = ()
    due_days: int = 10
    hard: bool = True

    def holds(self, step: str) -> bool:
        return not self.before or step in self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """A hard gate in front of one activity; nothing stands before `met_on`, None is not met yet.

    `due` is the day the leader means to have it met by; only tentative dates count from it.
    """

    gate: str
    met_on: date | None = None
    due: date | None = None
    starts: bool = False
    """Whether it is the school's own first day rather than something to be agreed."""

    def closed_on(self, day: date) -> str:
        """Why nothing may stand on that date; '' when the gate is open."""
        if self.starts and self.met_on:
            return f"the {self.gate} there is {self.met_on}" if day < self.met_on else ""
        if self.met_on is None:
            return f"the gate '{self.gate}' is not met"
        return f"the gate '{self.gate}' is met on {self.met_on} only" if day < self.met_on else ""


def state_of(gate: Gate, school: SchoolId | None, states: Iterable[GateState]) -> GateState | None:
    """The school's row for a gate, else the district's; gates are found by name or title."""
    said = {gate.name.casefold(), gate.title.casefold()}
    rows = [row for row in states if row.gate.casefold() in said]
    own = [row for row in rows if row.school == school]
    return next(iter(own or [row for row in rows if row.school == EVERYWHERE]), None)


def barriers(
    gates: Iterable[Gate], step: str, school: SchoolId | None, states: Iterable[GateState]
) -> tuple[Barrier, ...]:
    """What holds a step at a school until it is met."""
    known = tuple(states)
    found = []
    for gate in gates:
        if gate.hard and gate.holds(step):
            row = state_of(gate, school, known)
            met_on, due = (row.met_on, row.due) if row else (None, None)
            found.append(Barrier(gate=gate.title, met_on=met_on, due=due))
    return tuple(found)
