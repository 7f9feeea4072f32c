"""`bellweave doctor --live`: one line an assumption about Google, with what to make of it."""

from pathlib import Path
from textwrap import wrap

import click

from commands.words import counted

FAILED = 1
WIDTH = 100
UNDER = " " * 14
LOCAL = "This is the local Google: it tests the copy of Google on this computer, not Google itself."
INTENT = (
    "One calendar and one spreadsheet are made to try things on, and deleted at the end, whatever "
    "happens. Nobody is invited and no mail is sent."
)


def try_google(folder: str | None, now: str, *, yes: bool) -> None:
    """Try every assumption, or without `yes` only list them."""
    from workflow import google, open_here, trying

    workspace = open_here(now=now, start=Path(folder) if folder else None)
    if workspace.settings.google != "google":
        click.echo(LOCAL)
    _say_wrapped(INTENT)
    if not yes:
        _list()
        return
    grades = []
    with trying(google(workspace, None), click.echo) as answers:
        for assumption, finding in answers:
            grade = finding.grade.value
            grades.append(grade)
            _say(assumption.number, assumption.room.value, assumption.says, grade)
            if finding.saw:
                _say_wrapped(f"saw: {finding.saw}", UNDER)
                _say_wrapped(f"why it matters: {assumption.matters}", UNDER)
    failed = grades.count("FAIL")
    click.echo(
        f"{counted(len(grades), 'assumption')} tried: {grades.count('PASS')} hold, "
        f"{counted(grades.count('WARN'), 'warning')}, {failed} failed."
    )
    if failed:
        click.echo("fix: push nothing there yet; report the lines above (docs/assumptions.md)")
        raise click.exceptions.Exit(FAILED)


def _list() -> None:
    from workflow import assumptions

    for one in assumptions():
        _say(one.number, one.room.value, one.says, "-")
    click.echo("This was a dry run; nothing was written. Do it with: bellweave doctor --live --yes")


def _say(number: int, room: str, says: str, grade: str) -> None:
    click.echo(f"{number:>2}  {room:<8}  {says:<82}{grade:>4}")


def _say_wrapped(text: str, indent: str = "") -> None:
    for line in wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent):
        click.echo(line)
