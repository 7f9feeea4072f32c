"""The files IT starts from: a container that is not root, and timers that run what there is."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docs.test_pages import faults_of
from tests.house import ROOT

DEPLOY = ROOT / "deploy"
CONTAINER = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", " ")


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} (.*)$", CONTAINER, re.MULTILINE)


def ours(text: str) -> list[list[str]]:
    """Each of our command lines in a file, up to where its output goes."""
    return [
        ["bellweave", *shlex.split(rest)]
        for rest in re.findall(r"/bin/bellweave ((?:(?!>|$).)*)", text, re.MULTILINE)
    ]


def test_the_container_ends_as_somebody_who_is_not_root() -> None:
    made = re.search(r"useradd --uid (\d+) --create-home (\S+)", CONTAINER)

    assert made
    assert int(made[1]) > 0
    assert instructions("USER")[-1] == made[2] != "root"


def test_the_container_takes_packages_by_their_hashes_only() -> None:
    installs = re.findall(r"pip install ([^&\n]*)", CONTAINER)

    assert installs
    assert all("--require-hashes" in one or "--no-deps --no-index" in one for one in installs)


def test_what_the_container_copies_by_name_is_there() -> None:
    copied = [line.split()[:-1] for line in instructions("COPY") if not line.startswith("--from")]

    assert [name for names in copied for name in names if not (ROOT / name).exists()] == []


def test_no_part_of_the_program_is_kept_from_the_container() -> None:
    left_out = set((ROOT / ".containerignore").read_text("utf-8").split())

    assert left_out.isdisjoint({"commands", "errands", "config", "scheduler", "sync", "web"})
    assert {".git", ".venv"} <= left_out


@pytest.mark.parametrize("name", ["bellweave.service", "crontab"])
def test_what_a_timer_runs_is_a_command_of_the_program(name: str) -> None:
    lines = ours((DEPLOY / name).read_text("utf-8"))

    assert lines
    assert [fault for words in lines for fault in faults_of(words)] == []


def test_systemd_takes_both_files(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not on this machine")
    for name in ("bellweave.service", "bellweave.timer"):
        text = (DEPLOY / name).read_text("utf-8")
        here = text.replace("/opt/bellweave/bin/bellweave", "/bin/true")
        (tmp_path / name).write_text(here, "utf-8")

    checked = subprocess.run(
        [
            analyze,
            "verify",
            "--man=no",
            *(str(tmp_path / name.name) for name in tmp_path.iterdir()),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    said = [line for line in checked.stderr.splitlines() if "bellweave" in line]
    assert checked.returncode == 0, checked.stderr
    assert said == []
