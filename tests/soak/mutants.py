"""Rules, prices and referee, each changed in one small place: a test of the same rule has to notice.

Comparisons, numbers, `and`, `or`, `not`, yields and returns of one module are changed one at a time, in a
copy; then only that module's tests run, up to the first failure. A change that no test notices survives; it
has to be named in `mutants_survivors.toml`, with why no test can or need notice it. Typed with names, like
`rules/cap_visits`, this file tries those modules alone.

Each change is tried in a fork of this process, which has what is slow to import but nothing of ours.
"""

import ast
import os
import shutil
import signal
import sys
import tomllib
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

SHARES = 4
MINUTES = 38
"""No more mutants are begun after so long; how many were left is said."""
SECONDS = 60
"""Tests that take longer than this have noticed: they never end."""
ROOT = Path(__file__).resolve().parents[2]
SURVIVORS = Path(__file__).with_name("mutants_survivors.toml")
COPIED = ("scheduler", "config", "tests", "pyproject.toml")
ROOMS = ("rules", "prices", "referee")
OURS = ("scheduler", "config", "tests")
ALWAYS = ("tests/scheduler/test_costs.py",)
TESTS = {
    "rules/rule": ("tests/scheduler/test_weights.py", "tests/scheduler/test_referee.py"),
    "referee/review": (
        "tests/scheduler/referee/test_near.py",
        "tests/scheduler/test_referee.py",
    ),
    "prices/cover_cost": ("tests/scheduler/test_cover_cost.py",),
    "prices/few_drives": ("tests/scheduler/prices/test_campus_switches.py", *ALWAYS),
    "prices/going_back": ("tests/scheduler/prices/test_campus_switches.py",),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change: of which line, in which function, to what; and the whole module with it."""

    module: str
    function: str
    line: str
    change: str
    text: str

    @property
    def name(self) -> tuple[str, str, str, str]:
        return (self.module, self.function, self.line, self.change)


def main(share: int) -> str:
    """Every `SHARES`th module, beginning with this one's number."""
    return tried(modules()[share - 1 :: SHARES])


def tried(chosen: Sequence[Path]) -> str:
    """The line of figures.

    Raises:
        AssertionError: a change survived that is not named, or one is named that no module has, or that a
            test notices.
    """
    import pytest  # noqa: F401 - imported once, before the forks, as is the next
    from ortools.sat.python import cp_model  # noqa: F401

    ends, count, left, survivors = monotonic() + MINUTES * 60, 0, 0, set[tuple[str, ...]]()
    there, noticed = set[tuple[str, ...]](), set[tuple[str, ...]]()
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy_to(copy)
        for module in chosen:
            place = copy / module
            text, own = place.read_text(encoding="utf-8"), tests_of(module)
            changed = [*mutants(str(module.with_suffix("").relative_to("scheduler")), text)]
            if not changed:
                continue
            assert own, f"{module} has no tests of its own"
            assert _passes(copy, own), f"the tests of {module} fail without any change"
            for mutant in changed:
                there.add(mutant.name)
                if monotonic() > ends:
                    left += 1
                    continue
                place.write_text(mutant.text, encoding="utf-8")
                count += 1
                if _passes(copy, own):
                    survivors.add(mutant.name)
                    print("survived:", *mutant.name, sep=" | ", flush=True)  # noqa: T201 - it takes long
                else:
                    noticed.add(mutant.name)
            place.write_text(text, encoding="utf-8")
    named = named_survivors()
    unnamed, gone = survivors - named, {name for name in named if _is_of(name, chosen)} - there
    assert not unnamed, f"{len(unnamed)} of {count} survived and are not named: {sorted(unnamed)}"
    assert not gone, f"named, but there is no such change any more: {sorted(gone)}"
    found = (named & noticed) - survivors
    assert not found, f"named, but a test notices it now: {sorted(found)}"
    figures = f"{count} mutants, {len(survivors)} survived, each named with its reason"
    return figures + (f", {left} not tried for want of time" if left else "")


def named_survivors() -> set[tuple[str, ...]]:
    """The names of the changes that may survive; each has its reason beside it."""
    rows = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))["survivor"]
    assert all(row["why"] for row in rows)
    return {(row["module"], row["function"], row["line"], row["change"]) for row in rows}


def _is_of(name: tuple[str, ...], chosen: Sequence[Path]) -> bool:
    return any(name[0] == str(one.with_suffix("").relative_to("scheduler")) for one in chosen)


def modules() -> list[Path]:
    """The modules of the three rooms, by name."""
    found = (path for room in ROOMS for path in (ROOT / "scheduler" / room).glob("*.py"))
    return sorted(path.relative_to(ROOT) for path in found if path.stem != "__init__")


def tests_of(module: Path) -> Sequence[str]:
    """A module's own file of tests, else those named above, else those of all prices."""
    room = module.parent.name
    own = f"tests/scheduler/{room}/test_{module.stem}.py"
    more = TESTS.get(f"{room}/{module.stem}", ())
    found = (own, *more) if (ROOT / own).exists() else more
    prices = ALWAYS if room == "prices" and not more else ()
    return (*found, *prices, *_posts_alone(module))


def _posts_alone(module: Path) -> Iterator[str]:
    """The tests of what it posts for the search, beside those of what it checks."""
    from tests.scheduler.rules.test_posts_alone import ON_THE_ROAD, POSTED, WISHES

    file = "tests/scheduler/rules/test_posts_alone.py"
    for rule in POSTED:
        if rule.check.__module__.endswith(f".rules.{module.stem}"):
            yield f"{file}::test_a_rule_posts_what_it_checks[{rule.name}]"
    text = (ROOT / module).read_text(encoding="utf-8")
    for name in (*WISHES, *ON_THE_ROAD):
        if module.parent.name == "prices" and f'"{name}"' in text:
            yield f"{file}::test_a_wish_charges_what_it_counts[{name}]"


def _copy_to(folder: Path) -> None:
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)


def _passes(copy: Path, tests: Sequence[str]) -> bool:
    """Whether the tests still pass; one that never ends has noticed."""
    child = os.fork()
    if not child:
        _run(copy, tests)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def _run(copy: Path, tests: Sequence[str]) -> None:
    """In the fork: forget what is imported of ours, run the tests of the copy, and end."""
    code = 1
    try:
        signal.alarm(SECONDS)
        for number in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
        for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
            del sys.modules[name]
        os.chdir(copy)
        sys.path[:] = [str(copy), *(one for one in sys.path if Path(one).resolve() != ROOT)]
        sys.dont_write_bytecode = True
        import pytest

        options = ["-x", "-q", "--noconftest", "-p", "no:cacheprovider", "-p", "no:xdist"]
        code = pytest.main([*options, *tests])
        import scheduler

        assert Path(str(scheduler.__file__)).is_relative_to(copy)
    except BaseException:  # noqa: BLE001 - whatever it is, the tests did not pass
        code = 1
    finally:
        os._exit(code)


def mutants(module: str, text: str) -> Iterator[Mutant]:
    """One change at a time."""
    tree, lines = ast.parse(text), text.splitlines()
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for number, node in enumerate(ast.walk(tree)):
        for what in _changes(node):
            twin = deepcopy(tree)
            changed = next(one for at, one in enumerate(ast.walk(twin)) if at == number)
            before = ast.unparse(node)
            _change(changed, what)
            line = getattr(node, "lineno", 0)
            around = [one for one in functions if one.lineno <= line <= (one.end_lineno or 0)]
            yield Mutant(
                module=module,
                function=max(around, key=lambda one: one.lineno).name if around else "",
                line=lines[line - 1].strip(),
                change=what if "nothing" in what else f"{before} -> {ast.unparse(changed)}",
                text=ast.unparse(ast.fix_missing_locations(twin)),
            )


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
    if isinstance(node, ast.Return) and ast.unparse(node) not in ("return", "return None"):
        plain = isinstance(node.value, ast.Constant) and isinstance(node.value.value, bool)
        yield "the other answer" if plain else "returns nothing"


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
        case ast.Return(value=ast.Constant(value=bool(answer))):
            node.value = ast.Constant(not answer)
        case ast.Return():
            node.value = ast.Constant(None)
        case _:
            raise AssertionError(f"nothing to change in {node}")


if __name__ == "__main__":
    NAMED = [one for one in modules() if str(one.with_suffix("")).endswith(tuple(sys.argv[1:]))]
    print(tried(NAMED or modules()))  # noqa: T201 - what it found
