"""Our modules as `ast` sees them: what each imports, where, and whether only for types."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = (
    "commands",
    "config",
    "errands",
    "local_google",
    "scheduler",
    "sheets_templates",
    "sync",
    "tour",
    "web",
)
SINGLE_FILES = ("cli.py", "workflow.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One imported module or name; `late` inside a function, `for_types` under TYPE_CHECKING."""

    target: str
    line: int
    late: bool
    for_types: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One file of ours; `room` is its top-level name."""

    name: str
    path: Path
    tree: ast.Module = field(repr=False, compare=False)
    imports: tuple[Import, ...] = field(repr=False, compare=False)

    @property
    def room(self) -> str:
        """`scheduler` of `scheduler.rules.caps`."""
        return self.name.partition(".")[0]

    @property
    def place(self) -> str:
        """The path inside the repository, with slashes."""
        return self.path.relative_to(ROOT).as_posix()


def module_from(source: str, name: str, path: Path = ROOT / "made_up.py") -> Module:
    """Read one module from text, so that the rules can be tried on made-up ones."""
    tree = ast.parse(source, filename=str(path))
    return Module(name=name, path=path, tree=tree, imports=tuple(_imports(tree)))


@cache
def modules() -> dict[str, Module]:
    """All modules that go into the wheel, by dotted name."""
    files = [ROOT / name for name in SINGLE_FILES if (ROOT / name).exists()]
    files += [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    found = [module_from(p.read_text(encoding="utf-8"), _dotted(p), p) for p in files]
    return {module.name: module for module in found}


def ours(target: str, known: dict[str, Module]) -> str | None:
    """The module of ours that importing `target` loads (`a.b.Name` loads `a.b`), if any."""
    parts = target.split(".")
    for length in range(len(parts), 0, -1):
        if (name := ".".join(parts[:length])) in known:
            return name
    return None


def loaded_with(name: str, known: dict[str, Module]) -> dict[str, Module]:
    """Every module of ours that is loaded when `name` is imported, itself included."""
    found: dict[str, Module] = {}
    waiting = [name]
    while waiting:
        module = known[waiting.pop()]
        if module.name in found:
            continue
        found[module.name] = module
        eager = (i.target for i in module.imports if not (i.late or i.for_types))
        waiting += [other for target in eager if (other := ours(target, known))]
    return found


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(node: ast.AST, *, late: bool = False, for_types: bool = False) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            for target in _targets(child):
                yield Import(target=target, line=child.lineno, late=late, for_types=for_types)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for typed in child.body:
                yield from _imports(ast.Module([typed], []), late=late, for_types=True)
            for other in child.orelse:
                yield from _imports(ast.Module([other], []), late=late, for_types=for_types)
        else:
            in_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports(child, late=late or in_function, for_types=for_types)


def _targets(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{node.module or ''}.{alias.name}".strip(".") for alias in node.names]
