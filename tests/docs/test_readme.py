"""The README's commands are typed as they stand there, and say what it says they say."""

import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.docs.pages import Block, blocks, text_of
from tests.house import ROOT
from tests.journeys.guests import answers
from tests.journeys.typing_commands import Typist

README = ROOT / "README.md"
MORE = "..."
WORDS_THAT_VARY = (
    (re.compile(r"\br-[0-9a-f]{8}\b"), "r-0"),
    (re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ [A-Z][a-z]{2}\b"), "day"),
    (re.compile(r"\d+:\d\d [AP]M"), "time"),
    (re.compile(r"[\d,]*\d"), "0"),
    (re.compile(r"\bpeople\b"), "person"),
    (re.compile(r"(?<=\w)s\b"), ""),
)
AT = re.compile(r"at (?P<now>\S+?)(?P<declined>, after two declined)?$")


def shape(line: str) -> str:
    """A line without what may differ between two runs; of an indented one only that it is one."""
    if line.startswith(" "):
        return "  indented"
    for varying, instead in WORDS_THAT_VARY:
        line = varying.sub(instead, line)
    return " ".join(line.split())


def same_shape(shown: Sequence[str], real: Sequence[str]) -> bool:
    """Whether a shown output could be the real one; `...` stands for any number of lines."""
    if not shown:
        return not real
    if shown[0].strip() == MORE:
        return any(same_shape(shown[1:], real[at:]) for at in range(len(real) + 1))
    return bool(real) and shape(shown[0]) == shape(real[0]) and same_shape(shown[1:], real[1:])


def told() -> list[tuple[str, bool, Block]]:
    """The blocks that are typed in a folder: the moment, and whether two teachers decline before."""
    return [
        (found["now"], bool(found["declined"]), block)
        for block in blocks(README)
        if (found := AT.match(block.note))
    ]


def two_decline(typist: Typist) -> None:
    with typist.google() as store:
        answers(
            store,
            "james.chen@lincoln.example",
            "classroom visit",
            "declined",
            comment="State testing in my room",
        )
        answers(store, "sarah.kim@lincoln.example", "planning meeting", "declined")


@pytest.mark.slow
@pytest.mark.proves("F-104")
def test_the_small_start_and_the_friday_go_as_the_readme_tells(tmp_path: Path) -> None:
    typist = Typist(tmp_path)
    steps = told()
    for now, declined, block in steps:
        typist.now = now
        if declined:
            two_decline(typist)
        for command, shown in block.runs():
            program, *words = shlex.split(command)
            if program == "cd":
                typist.folder /= words[0]
                continue
            real = typist.does(*words).out.splitlines()
            assert same_shape(shown, real), f"{command} says:\n" + "\n".join(real)

    assert len(steps) == 6


@pytest.mark.slow
def test_the_demo_has_the_headings_that_the_readme_shows(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys, cli; sys.exit(cli.main())", "demo"]
    ran = subprocess.run(
        [*command, "--dir", "demo", "--no-serve", "--tiny"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    (shown,) = (block.body for block in blocks(README) if block.note == "demo")

    assert headings(shown)
    assert headings(shown) == headings(ran.stdout)


def headings(text: str) -> list[str]:
    """'1  The district' of each numbered heading, without its moment."""
    return re.findall(r"^\d  .+?(?=  |$)", text, re.MULTILINE)


def test_make_knows_the_targets_that_the_readme_names() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", text_of(README)))

    assert {"demo", "test"} <= named
    assert named <= targets


def test_an_output_that_is_cut_or_counted_otherwise_has_the_same_shape() -> None:
    real = ["Read 8 teachers, 1 coach.", "  a", "  b", "In order. Next: check"]

    assert same_shape(["Read 1 teacher, 2 coach.", "  ...", "In order. Next: check"], real)
    assert same_shape(["...", "In order. Next: check"], real)
    assert not same_shape(["Read 8 teachers, 1 coach.", "In order. Next: check"], real)
    assert not same_shape(["...", "In order. Next: push"], real)
    assert not same_shape(["Read 8 teachers, 1 coach.", "  a", "  b"], real)
