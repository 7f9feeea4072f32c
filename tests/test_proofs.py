"""What is promised has a test that names it."""

import ast
from collections.abc import Iterator
from functools import cache

from tests.house import ROOT


def ids(letter: str, *numbers: int | range) -> set[str]:
    found: set[str] = set()
    for one in numbers:
        found |= {f"{letter}{n}" for n in (one if isinstance(one, range) else (one,))}
    return found


def through(first: int, last: int) -> range:
    return range(first, last + 1)


SYNC = (
    ids("N", through(1, 19))
    | ids("P", through(1, 15))
    | ids("C", through(1, 22))
    | ids("T", through(1, 6))
    | ids("X", through(1, 5), 7, through(11, 15), through(18, 21))
    | ids("F-", through(61, 76), 93, 100)
)
"""Failures a sync must survive, and the features of calendar and mail."""
GOOGLE = ids("GS-", through(1, 40)) | ids("GE-", through(1, 40))
"""What the local server and the engine must have."""
STRUCTURES = (
    ids("R-CLC-", through(1, 16), 18)
    | ids("R-CP-", through(1, 27))
    | ids("R-LT-", through(1, 14))
    | ids("R-CCL-", through(1, 3), through(5, 11), 13)
    | ids("R-SS-", through(1, 17))
    | ids("F-", through(16, 38), through(85, 89))
)
"""What the sources of the structures say or imply (their mere conventions are left out), and the features
that carry them: from templates to coverage, workbooks of others and the scope and sequence."""

PRIVACY = ids("F-", 80, 86, 88, 99, 101) | ids("S", 12) | ids("X", 10, 18, 19)
"""Who may open what, what is about nobody, and how long anything is kept."""

JOURNEYS = ids("J", through(1, 14))
"""What people do with it from end to end, each by the command line or the Sheet at least."""

INPUT = ids("S", through(1, 12)) | ids("I", through(1, 8)) | ids("F-", through(1, 15))
"""What Sheets and files may hold that cannot be used, and the features of the input."""


def proved() -> Iterator[str]:
    """Every id in a `proves` mark."""
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.proves":
                yield from (str(arg.value) for arg in node.args if isinstance(arg, ast.Constant))


@cache
def every_proof() -> frozenset[str]:
    """All of them, looked up once: it takes a second to read every test."""
    return frozenset(proved())


def test_each_failure_and_feature_of_the_sync_is_named_by_a_test() -> None:
    assert SYNC - every_proof() == set()


def test_each_must_have_of_google_is_named_by_a_test() -> None:
    assert GOOGLE - every_proof() == set()


def test_each_requirement_and_feature_of_the_structures_is_named_by_a_test() -> None:
    assert STRUCTURES - every_proof() == set()


def test_each_promise_about_who_reads_what_is_named_by_a_test() -> None:
    assert PRIVACY - every_proof() == set()


def test_each_kind_of_bad_input_and_feature_of_the_input_is_named_by_a_test() -> None:
    assert INPUT - every_proof() == set()


def test_each_journey_is_named_by_a_test() -> None:
    assert JOURNEYS - every_proof() == set()
