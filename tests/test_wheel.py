"""The wheel holds all that the program needs, and runs where the clone is not."""

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from tests.house import ROOT, modules

SITE_PACKAGES = Path(pytest.__file__).parent.parent


def only_include() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names: list[str] = project["tool"]["hatch"]["build"]["only-include"]
    return names


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts' folder of a new environment with the wheel, and our packages in sight.

    The path file names the folder of the packages only: what stands in *their* path files, the
    clone among it, is not followed.
    """
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=False, symlinks=True)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "packages.pth").write_text(f"{SITE_PACKAGES}\n", encoding="utf-8")
    install = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-deps"]
    offline = ["--no-index", "--ignore-installed", "--disable-pip-version-check"]
    subprocess.run([*install, *offline, str(wheel)], check=True, capture_output=True, cwd=home)
    return home / "bin"


def run(*command: str | Path, cwd: Path) -> str:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=cwd, env=bare, capture_output=True, check=False, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_name_to_include_exists() -> None:
    assert [name for name in only_include() if not (ROOT / name).exists()] == []


def test_every_room_is_included() -> None:
    rooms = {module.place.partition("/")[0] for module in modules().values()}

    assert rooms == set(only_include())


def test_every_tracked_file_of_a_room_is_in_the_wheel(wheel: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *only_include()],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    tracked = {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}

    assert {name for name in tracked if name.startswith("config/") and name.endswith(".toml")}
    assert tracked - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_nothing_but_the_rooms_is_in_the_wheel(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == set(only_include())


def test_the_installed_command_runs_without_the_clone(installed: Path, tmp_path: Path) -> None:
    assert "Usage: bellweave" in run(installed / "bellweave", "--help", cwd=tmp_path)
    version = run(installed / "bellweave", "--version", cwd=tmp_path)
    assert version == "bellweave, version 0.1.0\n"


def test_every_module_of_the_wheel_can_be_imported(installed: Path, tmp_path: Path) -> None:
    names = sorted(modules())
    code = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(*{sys.modules[n].__file__ for n in sys.argv[1:]}, sep='\\n')"
    )
    files = run(installed / "python", "-c", code, *names, cwd=tmp_path).split()

    assert len(files) == len(names)
    assert [name for name in files if Path(name).is_relative_to(ROOT)] == []
