"""The rules of the house, as `docs/architecture.md` tells them."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.house import ROOT, Import, Module, loaded_with, module_from, modules, ours

MAY_IMPORT = {
    "scheduler": set(),
    "sheets_templates": {"scheduler"},
    "config": {"scheduler"},
    "sync": {"scheduler", "sheets_templates", "config"},
    "web": {"scheduler", "sync"},
    "workflow": {"scheduler", "sheets_templates", "config", "sync", "web", "local_google"},
    "tour": {
        *("scheduler", "sheets_templates", "config", "sync", "web", "local_google", "workflow"),
        "errands",
    },
    "errands": {
        *("scheduler", "sheets_templates", "config", "sync", "web", "local_google", "workflow"),
    },
    "commands": {"workflow", "tour", "errands", "scheduler"},
    "cli": {"commands", "scheduler"},
    "local_google": set(),
}
INNER_ROOMS = {
    "sync": (
        *("wire", "account", "event", "merging", "journal", "calendars", "sheets", "files"),
        *("workspace", "live"),
    ),
    "scheduler": (
        *("structures", "activities", "peoples_time", "rounds", "partners", "slots", "year"),
        *("rules", "prices", "referee", "due", "reasons", "search", "repair", "advice"),
        *("counts", "demo"),
    ),
    "sheets_templates": (
        *("vocabulary", "books", "inputs", "reading", "pasting", "writing", "building"),
    ),
    "errands": ("asked", "told", "books", "upkeep", "mending", "week", "pages"),
}
"""What stands later in its house may import what stands before it."""
PURE = ("scheduler", "sheets_templates")
IMPURE_MODULES = {
    *("requests", "sqlite3", "os", "socket", "time", "click", "flask"),
    *("http", "pathlib", "secrets", "shutil", "subprocess", "tempfile", "urllib"),
}
CLOCK_CALLS = {"now", "today", "utcnow", "monotonic", "perf_counter"}
SOLVER_FILES = {
    "scheduler/search/choices.py",
    "scheduler/search/solve.py",
    "scheduler/search/apart.py",
    "scheduler/rounds/seats.py",
    "scheduler/repair/least_change.py",
}
"""The third seats people in a year of rounds: no times, so it shares no model with the two; the fourth asks
the choices of the first for the least change, level by level, in one model and not in lanes."""
VAGUE = {"utils", "util", "helpers", "helper", "manager", "handler", "base", "misc", "common"}
MISLEADING = {"calendar", "plan"}
LONGEST_FILE = 400


def wrong_ways(module: Module) -> Iterator[str]:
    """Imports against the direction of the rooms; a late or type-only import is one too."""
    for found in module.imports:
        room = found.target.partition(".")[0]
        if room in MAY_IMPORT and room not in MAY_IMPORT[module.room] | {module.room}:
            yield f"{module.place}:{found.line} imports {found.target}"


def wrong_ways_inside(house: str, module: Module) -> Iterator[str]:
    """Imports between the rooms of a house that go up; a file beside its rooms belongs to none."""
    rooms = INNER_ROOMS[house]
    own = module.name.split(".")
    if own[0] != house or own[1:2] == [] or own[1] not in rooms:
        return
    for found in module.imports:
        parts = found.target.split(".")
        if parts[0] != house or parts[1] not in rooms or found.for_types:
            continue
        if rooms.index(parts[1]) > rooms.index(own[1]):
            yield f"{module.place}:{found.line} imports {found.target}"


def values_only(module: Module) -> Iterator[str]:
    """What `web` takes of `sync` beyond types: functions act, and the page must not."""
    for found in module.imports:
        last = found.target.rpartition(".")[2]
        if found.target.startswith("sync") and not last[:1].isupper():
            yield f"{module.place}:{found.line} imports {found.target}"


def impurities(module: Module) -> Iterator[str]:
    """Clock, files, network and environment in a room that gets them as arguments."""
    for found in module.imports:
        if found.target.partition(".")[0] in IMPURE_MODULES:
            yield f"{module.place}:{found.line} imports {found.target}"
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        attribute = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if attribute in CLOCK_CALLS or name in {"open", "input", "print"}:
            yield f"{module.place}:{node.lineno} calls {attribute or name}()"


def strangers(module: Module, welcome: set[str]) -> Iterator[str]:
    """Packages of other people that `module` imports and `welcome` does not name."""
    for found in module.imports:
        top = found.target.partition(".")[0]
        if top not in sys.stdlib_module_names | MAY_IMPORT.keys() | welcome:
            yield f"{module.place}:{found.line} imports {found.target}"


def solver_imports(module: Module) -> list[Import]:
    """Imports of OR-Tools that happen when the program runs."""
    return [i for i in module.imports if i.target.startswith("ortools") and not i.for_types]


def circles(known: dict[str, Module]) -> list[list[str]]:
    """Chains of imports at module level that come back to their start."""
    graph = {
        m.name: {
            other
            for i in m.imports
            if not (i.late or i.for_types)
            and (other := ours(i.target, known))
            and other != m.name
            and not m.name.startswith(f"{other}.")
        }
        for m in known.values()
    }
    found: list[list[str]] = []
    done: set[str] = set()

    def walk(name: str, trail: list[str]) -> None:
        if name in trail:
            found.append([*trail[trail.index(name) :], name])
        elif name not in done:
            for other in sorted(graph[name]):
                walk(other, [*trail, name])
            done.add(name)

    for name in sorted(graph):
        walk(name, [])
    return found


def bad_names(module: Module) -> Iterator[str]:
    """Names that say nothing, and names that already mean something else in a school.

    A class may keep a vague word of the class it extends, as `http.server` gives one.
    """
    parts = set(module.name.split("."))
    for word in sorted(parts & (VAGUE | MISLEADING)):
        yield f"{module.place} is named {word}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            vague = _words(node.name) & VAGUE
            inherited = {w for base in node.bases for w in _words(ast.unparse(base))}
            if node.name in {"Plan", "Plans"} or vague - inherited:
                yield f"{module.place}:{node.lineno} has a class named {node.name}"


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z][a-z0-9]*", name)}


def every(rule_breaks: Iterator[str]) -> str:
    return "\n".join(rule_breaks)


def in_rooms(*rooms: str) -> list[Module]:
    return [m for m in modules().values() if m.room in rooms]


def test_imports_go_down_only() -> None:
    assert not every(b for m in modules().values() for b in wrong_ways(m))


@pytest.mark.parametrize("house", INNER_ROOMS)
def test_the_rooms_of_a_house_import_downward_too(house: str) -> None:
    assert not every(b for m in modules().values() for b in wrong_ways_inside(house, m))


@pytest.mark.parametrize("house", INNER_ROOMS)
def test_every_room_of_a_house_has_its_place_in_the_order(house: str) -> None:
    places = [m.path.relative_to(ROOT / house) for m in in_rooms(house)]
    found = {place.parts[0] for place in places if len(place.parts) > 1}

    assert found == set(INNER_ROOMS[house])


def test_of_sync_the_pages_know_only_values() -> None:
    assert not every(b for m in in_rooms("web") for b in values_only(m))


def test_the_pure_rooms_get_clock_files_and_network_as_arguments() -> None:
    assert not every(b for m in in_rooms(*PURE) for b in impurities(m))


def test_the_scheduler_needs_the_standard_library_and_or_tools_only() -> None:
    assert not every(b for m in in_rooms("scheduler") for b in strangers(m, {"ortools"}))


def test_the_workbooks_declarations_need_the_standard_library_only() -> None:
    assert not every(b for m in in_rooms("sheets_templates") for b in strangers(m, set()))


def test_or_tools_is_imported_in_few_files() -> None:
    assert {m.place for m in modules().values() if solver_imports(m)} <= SOLVER_FILES


def test_the_referee_never_loads_or_tools() -> None:
    referees = [n for n in modules() if n.startswith("scheduler.referee.review")]

    assert referees
    for name in referees:
        loaded = loaded_with(name, modules()).values()
        assert not [m.place for m in loaded if solver_imports(m)]


def test_init_files_hold_a_docstring_only() -> None:
    inits = [m for m in modules().values() if m.path.name == "__init__.py"]

    assert inits
    assert not [m.place for m in inits if len(m.tree.body) != 1 or not ast.get_docstring(m.tree)]


def test_no_import_comes_back_to_its_start() -> None:
    assert circles(modules()) == []


def test_no_name_is_vague_or_means_something_else_in_a_school() -> None:
    assert not every(b for m in modules().values() for b in bad_names(m))


@pytest.mark.parametrize("folder", ["rooms", "tests", "benchmarks"])
def test_no_file_is_longer_than_a_reader_bears(folder: str) -> None:
    files = (
        [m.path for m in modules().values()]
        if folder == "rooms"
        else list((ROOT / folder).rglob("*.py"))
    )
    lengths = {p.relative_to(ROOT): len(p.read_text(encoding="utf-8").splitlines()) for p in files}

    assert {str(path): n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    # Written in pieces, so that this file does not name them either.
    hosts = ["pypi" + ".org", "python" + "hosted", "npm" + "js", "debian" + ".org"]
    homes = [rf"(?<![\w./-])/{name}/" for name in ("wo" + "rk", "ro" + "ot")]
    banned = re.compile("|".join([*map(re.escape, hosts), *homes]))
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    texts = {f: f.read_bytes().decode("utf-8", errors="replace") for f in files if f.is_file()}

    assert texts
    assert {
        str(f.relative_to(ROOT)): m[0] for f, t in texts.items() if (m := banned.search(t))
    } == {}


class TestTheRulesSeeWhatTheyForbid:
    """Each rule is tried on a made-up module that breaks it."""

    def test_a_late_import_against_the_direction(self) -> None:
        module = module_from(
            "def f():\n    from sync.calendars.push import push\n", "scheduler.made_up"
        )

        assert "sync.calendars.push" in every(wrong_ways(module))

    def test_an_upward_import_inside_sync(self) -> None:
        module = module_from("import sync.journal.journal\n", "sync.wire.made_up")

        assert "sync.journal.journal" in every(wrong_ways_inside("sync", module))

    def test_an_upward_import_inside_the_scheduler(self) -> None:
        module = module_from(
            "from scheduler.search.solve import solve_lane\n", "scheduler.rules.made_up"
        )

        assert "scheduler.search.solve" in every(wrong_ways_inside("scheduler", module))

    def test_our_packages_and_the_local_google_apart(self) -> None:
        upward = module_from("import scheduler.errors\n", "local_google.made_up")
        inward = module_from("from local_google import app\n", "sync.made_up")

        assert every(wrong_ways(upward))
        assert every(wrong_ways(inward))

    def test_nothing_imports_the_root_command(self) -> None:
        assert every(wrong_ways(module_from("import cli\n", "workflow")))

    def test_a_function_of_sync_in_the_pages(self) -> None:
        module = module_from(
            "from sync.merging.changes import ChangeSet\nfrom sync.calendars.push import push\n",
            "web.made_up",
        )

        assert list(values_only(module)) == ["made_up.py:2 imports sync.calendars.push.push"]

    @pytest.mark.parametrize(
        "source",
        [
            "from datetime import datetime\nx = datetime.now()\n",
            "from datetime import date\ndef f():\n    return date.today()\n",
            "def f():\n    import time\n    return time.time()\n",
            "import os\n",
            "from urllib.request import urlopen\n",
            "text = open('a').read()\n",
        ],
    )
    def test_impure_code(self, source: str) -> None:
        assert every(impurities(module_from(source, "scheduler.made_up")))

    def test_pure_code_with_clock_words(self) -> None:
        source = "from datetime import time\ndef f(start):\n    return start.time() < time(9)\n"

        assert every(impurities(module_from(source, "scheduler.made_up"))) == ""

    def test_a_stranger_in_the_scheduler(self) -> None:
        module = module_from("import pandas as pd\nfrom ortools.sat import x\n", "scheduler.m")

        assert every(strangers(module, {"ortools"})) == "made_up.py:1 imports pandas"

    def test_or_tools_for_types_is_no_import(self) -> None:
        typed = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import ortools\n"

        assert solver_imports(module_from(typed, "scheduler.m")) == []
        assert solver_imports(module_from("import ortools\n", "scheduler.m")) != []

    def test_a_circle(self) -> None:
        known = {
            "a": module_from("import b\n", "a"),
            "b": module_from("from a import x\n", "b"),
            "c": module_from("def f():\n    import c\n", "c"),
        }

        assert circles(known) == [["a", "b", "a"]]

    def test_what_is_loaded_along_the_way(self) -> None:
        known = {
            "a": module_from("from b import thing\n", "a"),
            "b": module_from("def f():\n    import c\n", "b"),
            "c": module_from("", "c"),
        }

        assert set(loaded_with("a", known)) == {"a", "b"}

    @pytest.mark.parametrize(
        ("name", "source"),
        [
            ("sync.calendar", ""),
            ("scheduler.utils", ""),
            ("sync.calendars.push", "class PushManager: ..."),
            ("scheduler.week", "class Plan: ..."),
        ],
    )
    def test_a_name_that_says_nothing_or_something_else(self, name: str, source: str) -> None:
        assert every(bad_names(module_from(source, name)))

    def test_words_of_schools_and_of_the_standard_library_are_fine(self) -> None:
        module = module_from(
            "class LessonPlan: ...\nclass Quiet(BaseHandler): ...\n", "sync.calendars.calendar_api"
        )

        assert every(bad_names(module)) == ""
