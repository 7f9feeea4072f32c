"""The locks install exactly what was tested, from wherever a school gets its packages."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.house import ROOT, modules

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-setup.lock")
MANDATED = {"ortools", "google-api-python-client", "google-auth", "gspread", "click"}
MOST_DIRECT = 26
REASON = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[^\s;\\]+)", re.MULTILINE)


def lock_text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name: str) -> set[tuple[str, str]]:
    """Each pinned package with its version; one may be pinned twice, by Python version."""
    return {(found["name"], found["version"]) for found in PIN.finditer(lock_text(name))}


def version_of(package: str, lock: str) -> tuple[int, ...]:
    (version,) = (v for name, v in pins(lock) if name == package)
    return tuple(int(part) for part in version.split("."))


def project() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads(lock_text("pyproject.toml"))
    return table


def plain(requirement: str) -> str:
    """The package of a requirement, spelt as in the locks."""
    name = re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def direct() -> set[str]:
    return {plain(requirement) for requirement in project()["project"]["dependencies"]}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_and_hashed(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", lock_text(lock).strip())

    assert len(entries) > 5
    assert [e for e in entries if not PIN.match(e) or "--hash=sha256:" not in e] == []


@pytest.mark.parametrize("lock", [*LOCKS, "package-lock.json"])
def test_no_lock_says_where_packages_come_from(lock: str) -> None:
    assert re.findall(r"https?:|--index|--find-links|\"resolved\"", lock_text(lock)) == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_protobuf_lies_in_the_window_that_or_tools_and_google_share(lock: str) -> None:
    assert (6, 33, 5) <= version_of("protobuf", lock) < (6, 34)


def test_the_program_is_tested_with_what_it_is_installed_with() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")
    assert pins("requirements-setup.lock") <= pins("requirements-dev.lock")


def test_every_direct_dependency_is_locked_inside_its_range() -> None:
    locked = pins("requirements.lock")
    stale = [
        requirement
        for requirement in map(Requirement, project()["project"]["dependencies"])
        if not any(
            name == plain(requirement.name) and version in requirement.specifier
            for name, version in locked
        )
    ]

    assert stale == []


def test_the_mandated_packages_are_direct_dependencies() -> None:
    assert direct() >= MANDATED


@pytest.mark.proves("X15")
def test_direct_dependencies_stay_few() -> None:
    assert len(direct()) <= MOST_DIRECT


@pytest.mark.proves("X15")
def test_every_direct_dependency_has_its_reason_in_the_docs() -> None:
    told = dict(REASON.findall((ROOT / "docs" / "packages.md").read_text(encoding="utf-8")))

    assert {plain(name) for name in told} == direct()
    assert [name for name, reason in told.items() if len(reason.split()) < 5] == []


@pytest.mark.proves("X15")
def test_the_list_of_packages_names_all_that_is_installed_with_its_hashes() -> None:
    command = [sys.executable, str(ROOT / ".ci" / "sbom.py"), str(ROOT / "requirements.lock")]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    listed = {(one["name"], one["version"]) for one in told["components"]}

    assert told["bomFormat"] == "CycloneDX"
    assert listed == pins("requirements.lock")
    assert [one["name"] for one in told["components"] if not one["hashes"]] == []


def test_everything_imported_is_a_direct_dependency() -> None:
    owners = packages_distributions()
    imported = {
        (found.target.partition(".")[0], found.target, module.place)
        for module in modules().values()
        for found in module.imports
    }
    undeclared = [
        f"{place} imports {target}"
        for top, target, place in sorted(imported)
        if top in owners and not _declared(owners[top], target)
    ]

    assert undeclared == []


def _declared(owners: list[str], target: str) -> bool:
    """`google` belongs to many packages, ours is one of those we name; `bellweave` is ours."""
    return bool({plain(owner) for owner in owners} & (direct() | {"bellweave"})) or (
        target.startswith("google.auth") and "google-auth" in direct()
    )


def test_the_lock_knows_the_python_versions_the_project_names() -> None:
    assert project()["project"]["requires-python"] == ">=3.11"
    assert "python_full_version < '3.11'" not in lock_text("requirements.lock")
