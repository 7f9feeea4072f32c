"""An error is four lines and an exit code, made in one place."""

import os
import subprocess
import sys
from collections.abc import Callable

import click
import pytest

import cli
from commands.lazy import LazyGroup, Place, place
from scheduler import errors
from tests.house import ROOT

PRINTING = """
import sys, click, cli
from commands.lazy import Place
Place.load = lambda self: click.Command("check", callback=lambda: {how})
sys.exit(cli.main(["check"]))
"""


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Run `bellweave check` with a body given by the test; returns the exit code."""

    def run(body: Callable[[], None], *args: str) -> int:
        command = click.Command("check", callback=body, params=[click.Option(["--week"])])
        monkeypatch.setattr(Place, "load", lambda self: command)
        return cli.main(["check", *args])

    return run


def raising(error: BaseException) -> Callable[[], None]:
    def body(**_: object) -> None:
        raise error

    return body


def test_an_error_says_what_where_fix_and_more(
    typed: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    error = errors.SignInNeeded(
        "nobody is signed in", where="account", fix="bellweave auth login", more="docs"
    )

    assert typed(raising(error)) == 4
    assert capsys.readouterr().err.splitlines() == [
        "error: nobody is signed in",
        "where: account",
        "fix:   bellweave auth login",
        "more:  docs",
    ]


def test_an_error_without_an_address_names_the_command(
    typed: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(raising(errors.StaleChangeSet("the calendar moved", fix="run it again"))) == 6
    assert "where: bellweave check\n" in capsys.readouterr().err


def test_all_faults_of_the_input_are_told_and_counted(
    typed: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    faults = [
        errors.Fault(where=f"Roster!C{row}", what="no such school", fix="correct the name")
        for row in (14, 20, 31)
    ]

    assert typed(raising(errors.InputError(faults))) == 1
    told = capsys.readouterr().err
    assert [told.count(f"where: Roster!C{row}\n") for row in (14, 20, 31)] == [1, 1, 1]
    assert told.count("more:  bellweave check\n\n") == 3
    assert told.endswith("3 things to put right; nothing was written.\n")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.SettingsError("x"), 2),
        (errors.Interrupted("x"), 7),
        (errors.RemoteError("x", status=403), 1),
        (errors.RefereeDisagreement("x"), 1),
        (click.UsageError("x"), 2),
        (click.Abort(), 130),
        (KeyboardInterrupt(), 130),
        (click.exceptions.Exit(3), 3),
    ],
)
def test_each_class_of_failure_has_its_exit_code(
    typed: Callable[..., int], error: BaseException, code: int
) -> None:
    assert typed(raising(error)) == code


def test_a_command_that_ends_well_returns_0(typed: Callable[..., int]) -> None:
    assert typed(lambda **_: None) == 0


@pytest.mark.parametrize(
    ("args", "fix"),
    [
        (["chek"], "did you mean check?"),
        (["check", "--wek", "3"], "did you mean --week?"),
        (["zzzz"], "see: bellweave --help"),
    ],
)
def test_a_mistyped_word_gets_a_guess(
    typed: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    args: list[str],
    fix: str,
) -> None:
    typed(lambda **_: None)

    assert cli.main(args) == 2
    assert f"fix:   {fix}\n" in capsys.readouterr().err


def test_a_bug_is_called_a_bug_and_keeps_its_traceback(
    typed: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(raising(ZeroDivisionError("by nothing"))) == 1
    told = capsys.readouterr().err
    assert "Traceback" in told
    assert told.splitlines()[-3:-1] == [
        "where: bellweave check",
        "fix:   this is a bug in Bellweave; please report it with the lines above",
    ]


@pytest.mark.parametrize("how", ["click.echo('a line')", "print('a line')"])
def test_a_reader_who_leaves_early_gets_no_complaint(how: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        done = subprocess.run(
            [sys.executable, "-c", PRINTING.format(how=how)],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": ""},
            stdout=gone,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert (done.returncode, done.stderr) == (1, b"")


def test_the_line_in_the_list_is_the_only_one() -> None:
    command = Place(name="bellweave", module="cli", attribute="bellweave", line="All of it.").load()

    assert command.short_help == "All of it."


def test_a_command_that_is_none_is_refused() -> None:
    with pytest.raises(TypeError, match="cli:COMMANDS is not a command"):
        Place(name="x", module="cli", attribute="COMMANDS", line="x").load()


def test_completion_knows_the_commands_without_loading_them() -> None:
    group = LazyGroup(name="root", places=(place("nowhere", "Not there."),))
    (item,) = group.shell_complete(click.Context(group), "no")

    assert (item.value, item.help) == ("nowhere", "Not there.")
