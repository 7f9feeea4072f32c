"""People edit a tracking workbook at random between ten syncs: two hundred examples, then bugs on purpose.

Each bug must be found from nothing; the line tells after how many examples each was.
"""

import secrets
import time
from collections import Counter

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

from tests.sync.human_bugs import BUGS
from tests.sync.human_edits import SYNCS, Round, an_office, play, ten_rounds

EXAMPLES = 200
UNTIL_FOUND = 100
"""Examples after which a bug counts as not found."""


def main() -> str:
    """Run it; the line of figures.

    Raises:
        AssertionError: something was lost, wrong or there twice, or a bug was not found.
    """
    began, number = time.monotonic(), secrets.randbelow(2**32)
    done, error, counts = hunt(EXAMPLES, number)
    assert error is None, f"seed {number}, after {done} examples: {error!r}"
    found = {}
    for name, bug in BUGS.items():
        with bug():
            found[name], caught, _ = hunt(UNTIL_FOUND, number)
        assert caught is not None, f"seed {number}: {name} was not found in {UNTIL_FOUND} examples"
    edits = sum(counts.values()) - counts["syncs"] - counts["held"] - counts["copies"]
    bugs = ", ".join(f"{name} {examples}" for name, examples in found.items())
    minutes = (time.monotonic() - began) / 60
    return (
        f"{done} examples of {SYNCS} syncs from seed {number} in {minutes:.0f} min, {edits} edits by people, "
        f"{counts['held']} of them in our cells: nothing lost; bugs found after: {bugs}"
    )


def hunt(examples: int, number: int) -> tuple[int, BaseException | None, Counter[str]]:
    """How many examples were run, what the first failing one found, and what was done in all."""
    counts: Counter[str] = Counter()
    first: list[BaseException] = []
    ran = 0
    with an_office() as office:

        @seed(number)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=[HealthCheck.too_slow],
            verbosity=Verbosity.quiet,
            print_blob=False,
        )
        @given(rounds=ten_rounds())
        def one(rounds: list[Round]) -> None:
            nonlocal ran
            if first:
                raise first[0]
            ran += 1
            try:
                counts.update(play(office, rounds))
            except Exception as error:
                first.append(error)
                raise

        try:
            one()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what was found
            return ran, first[0] if first else error, counts
    return ran, None, counts
