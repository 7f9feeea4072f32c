"""The Tab key completes commands and options."""

from pathlib import Path
from shutil import which

import pytest

from tests.journeys.typing_commands import Typist


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_own_lines(tmp_path: Path, shell: str) -> None:
    if shell == "bash":
        which("bash") or pytest.skip("bash is not on this machine")
    lines = Typist(tmp_path).does("completion", shell).out

    assert f"_BELLWEAVE_COMPLETE={shell}_complete" in lines


def test_a_shell_nobody_knows_is_told_at_once(tmp_path: Path) -> None:
    assert Typist(tmp_path).types("completion", "csh").code == 2
