"""Lets the machine run: so many examples of so many steps, seeded or by chance, and what was found."""

from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.state.google import Google
from tests.state.machine import Machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunt:
    """What a run of the machine came to; `error` is None when all held."""

    examples: int
    cells: dict[tuple[str, str], int]
    error: BaseException | None
    steps: list[tuple[str, dict[str, Any]]]


def hunt(*, examples: int, steps: int, number: int | None = None, shrink: bool = False) -> Hunt:
    """Run the machine; `number` seeds the draws, without one they are the same each time."""
    Machine.google = Google()
    Machine.examples = 0
    Machine.first = None
    Machine.cells.clear()
    how = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=number is None,
        phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
        print_blob=False,
        report_multiple_bugs=False,
    )
    test = seed(number)(_fresh()) if number is not None else _fresh()
    error: BaseException | None = None
    try:
        run_state_machine_as_test(test, settings=how)
    except Exception as caught:  # noqa: BLE001 - whatever it is, it is what was found
        error = caught
    finally:
        Machine.google.close()
    if Machine.first is not None and not shrink:
        error, Machine.steps = Machine.first
    return Hunt(
        examples=Machine.examples,
        cells=dict(Machine.cells),
        error=error,
        steps=list(Machine.steps),
    )


def _fresh() -> type[Machine]:
    """A class of its own, so that a seed sticks to one run only."""
    return type("ThisMachine", (Machine,), {})
