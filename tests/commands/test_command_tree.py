"""Every command of the tree keeps the same promises; the tree is read from the program itself."""

import difflib
import json
import re
from pathlib import Path

import click
import pytest

import cli
from docs.command_pages import every_command
from tests.journeys.typing_commands import Typist

ALL = tuple(every_command())
GROUPS = tuple(words for words, command in ALL if isinstance(command, click.Group))
LEAVES = tuple(pair for pair in ALL if not isinstance(pair[1], click.Group))
NAMES = tuple(" ".join(words) for words, _ in LEAVES)
DRAWN = (
    "demo", "init", "auth login", "auth status", "auth logout", "auth setup", "doctor", "check",
    "schedule week", "schedule cycle", "schedule month", "schedule year", "show", "explain", "diff",
    "push", "pull", "sync", "move", "pin", "unpin", "drop", "swap", "disrupt coach-out",
    "disrupt closure", "disrupt delay", "disrupt block", "disrupt leaver", "disrupt joiner",
    "disrupt unfilled-sub", "resolve", "undo", "status", "report coverage", "report fairness",
    "report travel", "report rounds", "report ledger", "report cycle-end", "export", "serve",
    "calendars list", "calendars create", "calendars share", "calendars check-owner",
    "workbooks build", "workbooks share", "workbooks upgrade", "local",
    "adopt", "forget", "held", "verify-audit", "run", "config show", "config path", "config set",
    "config schema", "completion",
)  # fmt: skip
"""The commands that people were promised."""
OPTIONS = {
    "init": ("--from-csv",),
    "doctor": ("--json",),
    "schedule week": ("--time-limit",),
    "schedule cycle": ("--time-limit",),
    "show": ("--by", "--json", "--csv"),
    "push": ("--yes", "--confirm-mail"),
    "calendars create": ("--yes",),
    "resolve": ("--take",),
    "held": ("--no",),
    "report coverage": ("--format",),
    "report fairness": ("--format",),
    "report travel": ("--format",),
    "report rounds": ("--format",),
    "report ledger": ("--format",),
    "export": ("--redact",),
    "serve": ("--port",),
    "run": ("--push-if-small",),
}
"""The options that people were promised, by command."""
WITHHELD = {
    ("demo", "--no-open"): "the tour opens no browser by itself; --no-serve ends it without pages",
    ("doctor", "--fix"): "a look that promises to change nothing; each line names its own command",
    ("schedule week", "--what-if"): "a command of its own, `what-if`, which saves nothing",
    (
        "schedule week",
        "--out",
    ): "every change set is saved under a name that is told; `push` takes its path",
    ("export", "--by"): "`show --by --csv` gives the rows, day-sheet --coach one coach's week",
}
"""Options once thought of that would mislead, and what there is instead."""
ACTS = {
    "demo", "init", "auth login", "auth logout", "pin", "unpin",
    "move", "drop", "swap", "disrupt lift", "pull", "serve", "local", "config set", "export",
    "invitations",
}  # fmt: skip
"""What changes or makes something here, so that its lines tell a person what it did."""
TEXTS = {"auth setup", "completion", "config path", "config schema"}
"""What is printed is itself the thing: to paste, to read aloud, or JSON already."""
ALWAYS_JSON = {"run"}
SEARCHERS = re.compile(r"\b(infeasible|constraint|objective|solver|feasible)\b", re.IGNORECASE)
NEEDS_WORDS = {
    "what-if",
    "explain",
    "report cycle-end",
    "report rounds",
    "schedule week",
    "schedule cycle",
}
"""Tellers that look for times, or want a name: their documents have tests of their own."""


def has(command: click.Command, option: str) -> bool:
    return any(option in one.opts for one in command.params)


TELLERS = tuple(
    " ".join(words)
    for words, command in LEAVES
    if not has(command, "--yes") and " ".join(words) not in ACTS | TEXTS | ALWAYS_JSON
)
TOLD = tuple(sorted({*TELLERS, "check", "doctor"} - NEEDS_WORDS))


def test_every_command_that_was_promised_is_there() -> None:
    assert [name for name in DRAWN if name not in NAMES] == []


@pytest.mark.parametrize("name", sorted(OPTIONS))
def test_every_option_that_was_promised_is_there(name: str) -> None:
    (command,) = [one for words, one in LEAVES if " ".join(words) == name]

    assert [option for option in OPTIONS[name] if not has(command, option)] == []


def test_an_option_that_is_withheld_with_a_reason_did_not_come_in_by_another_way() -> None:
    by_name = {" ".join(words): command for words, command in LEAVES}

    assert [pair for pair in WITHHELD if has(by_name[pair[0]], pair[1])] == []


def test_what_is_said_of_single_commands_is_said_of_commands_there_are() -> None:
    assert (ACTS | TEXTS | ALWAYS_JSON) - {*NAMES} == set()


@pytest.mark.parametrize(("words", "command"), LEAVES, ids=NAMES)
def test_help_says_in_school_words_what_it_does(
    words: tuple[str, ...], command: click.Command
) -> None:
    told = command.get_help(click.Context(command, info_name=" ".join(words)))

    assert command.help
    assert (
        command.help.strip().splitlines()[0].rstrip().endswith((".", ":", ","))
        or len(command.help.strip().splitlines()) > 1
    )
    assert not SEARCHERS.search(told)


@pytest.mark.parametrize(("words", "command"), LEAVES, ids=NAMES)
def test_a_mistyped_option_gets_four_lines_a_guess_and_exit_code_2(
    words: tuple[str, ...], command: click.Command, capsys: pytest.CaptureFixture[str]
) -> None:
    known = [name for one in command.params for name in one.opts if name.startswith("--")]
    meant = known[0] if known else "--help"
    wrong = meant + "x"
    guess = difflib.get_close_matches(wrong, known)

    code = cli.main([*words, wrong])
    told = capsys.readouterr()
    lines = told.err.splitlines()

    assert (code, told.out) == (2, "")
    assert [line.partition(":")[0] for line in lines] == ["error", "where", "fix", "more"]
    assert lines[1] == f"where: bellweave {' '.join(words)}"
    if guess:
        assert lines[2].startswith("fix:   did you mean ")
        assert meant in lines[2]


@pytest.mark.parametrize("words", GROUPS, ids=" ".join)
def test_a_mistyped_command_of_a_group_gets_a_guess(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    below = next(one[-1] for one, _ in LEAVES if one[:-1] == words)

    assert cli.main([*words, below + "x"]) == 2
    assert f"fix:   did you mean {below}" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "command"), LEAVES, ids=NAMES)
def test_what_writes_is_a_dry_run_unless_told_and_never_asks(
    words: tuple[str, ...], command: click.Command
) -> None:
    assert [one.name for one in command.params if getattr(one, "prompt", None)] == []
    for one in command.params:
        if "--yes" in one.opts:
            assert isinstance(one, click.Option)
            assert one.is_flag
            assert not one.get_default(click.Context(command))
            assert not has(command, "-y"), f"{words}: one letter is typed too easily"


@pytest.mark.parametrize("name", TELLERS)
def test_what_tells_something_tells_programs_too(name: str) -> None:
    command = dict(zip(NAMES, (one for _, one in LEAVES), strict=True))[name]

    assert has(command, "--json"), f"bellweave {name} has no --json"


@pytest.mark.slow
def test_each_document_is_one_with_its_version_and_nothing_beside_it(
    pushed_workspace: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    typist = pushed_workspace.moved_to(tmp_path / "pushed")
    monkeypatch.setenv("BELLWEAVE_NOW", typist.now)
    typist.now = ""
    assert len(TOLD) >= 18

    for name in TOLD:
        ran = typist.types(*name.split(), "--json")
        assert ran.code in (0, 1), typist.said[-1]
        assert ran.out.startswith("{"), typist.said[-1]
        document = json.loads(ran.out)
        assert document["schema_version"] == 1, name
        assert len(document) > 1, name
        assert "\x1b" not in ran.out + ran.err, name
        assert ran.err == "", name
