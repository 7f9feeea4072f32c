"""Rules, prices and referee, each changed in one small place: a test of the same rule has to notice.

Comparisons, numbers, `and`, `or`, `not`, yields and returns of one module are changed one at a time, in a
copy; then only that module's tests run, up to the first failure. A change that no test notices survives and
is named by file and line.
"""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

SHARES = 4
MINUTES = 38
"""No more mutants are begun after so long; how many were left is said."""
ROOT = Path(__file__).resolve().parents[2]
COPIED = ("scheduler", "config", "tests", "pyproject.toml")
ROOMS = ("rules", "prices", "referee")
ALWAYS = ("tests/scheduler/test_costs.py",)
TESTS = {
    "rules/rule": ("tests/scheduler/test_weights.py", "tests/scheduler/test_referee.py"),
    "referee/review": ("tests/scheduler/test_referee.py", "tests/scheduler/test_explain.py"),
    "prices/cover_cost": ("tests/scheduler/test_cover_cost.py",),
    "prices/fair_visits": ("tests/scheduler/test_fair_visits.py",),
    "prices/rounds_begin": ("tests/scheduler/test_round_start.py",),
    "prices/spread": ("tests/scheduler/test_boards_by_hand.py",),
    "prices/beyond_the_limits": ("tests/scheduler/test_weights.py",),
    "prices/cover_weekdays": ("tests/scheduler/test_weights.py",),
    "prices/every": ("tests/scheduler/test_weights.py", *ALWAYS),
}
"""Which tests are a module's own where its name does not say it."""
OTHER = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def main(share: int) -> str:
    """Every `SHARES`th module, beginning with this one's number."""
    ends, tried, left, survivors = monotonic() + MINUTES * 60, 0, 0, list[str]()
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy_to(copy)
        for module in modules()[share - 1 :: SHARES]:
            place = copy / module
            text = place.read_text(encoding="utf-8")
            if not _passes(copy, tests_of(module)):
                raise AssertionError(f"the tests of {module} fail without any change")
            for line, what, changed in mutants(text):
                if monotonic() > ends:
                    left += 1
                    continue
                place.write_text(changed, encoding="utf-8")
                tried += 1
                if _passes(copy, tests_of(module)):
                    survivors.append(f"{module}:{line} {what}")
            place.write_text(text, encoding="utf-8")
    for survivor in survivors:
        print(f"survived: {survivor}", flush=True)  # noqa: T201 - what it found
    return f"{tried} mutants, {len(survivors)} survived, {left} not tried for want of time"


def modules() -> list[Path]:
    """The modules of the three rooms, by name."""
    found = (path for room in ROOMS for path in (ROOT / "scheduler" / room).glob("*.py"))
    return sorted(path.relative_to(ROOT) for path in found if path.stem != "__init__")


def tests_of(module: Path) -> Sequence[str]:
    """A rule's own file of tests, else those named above, else those of all prices."""
    own = f"tests/scheduler/rules/test_{module.stem}.py"
    if (ROOT / own).exists():
        return (own,)
    return TESTS.get(f"{module.parent.name}/{module.stem}", ALWAYS)


def _copy_to(folder: Path) -> None:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)


def _passes(copy: Path, tests: Sequence[str]) -> bool:
    """Whether the tests still pass; one that never ends has noticed."""
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONPATH": str(copy)}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, check=False, timeout=300
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def mutants(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, what was changed, and the changed module, one change at a time."""
    tree = ast.parse(text)
    for number, node in enumerate(ast.walk(tree)):
        for what in _changes(node):
            twin = deepcopy(tree)
            _change(next(one for at, one in enumerate(ast.walk(twin)) if at == number), what)
            yield getattr(node, "lineno", 0), what, ast.unparse(ast.fix_missing_locations(twin))


def _changes(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OTHER:
        yield "comparison"
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield from ("one more", "one less")
    if isinstance(node, ast.BoolOp):
        yield "and/or"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not"
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom):
        yield "yields nothing"
    if isinstance(node, ast.Return) and node.value is not None:
        yield "returns nothing"


def _change(node: ast.AST, what: str) -> None:
    match node:
        case ast.Compare():
            node.ops[0] = OTHER[type(node.ops[0])]()
        case ast.Constant(value=int(value)):
            node.value = value + (1 if what == "one more" else -1)
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp():
            node.op = ast.UAdd()
            node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
        case ast.Expr():
            node.value = ast.YieldFrom(ast.Tuple([], ast.Load()))
        case ast.Return():
            node.value = ast.Constant(None)
        case _:
            raise AssertionError(f"nothing to change in {node}")
