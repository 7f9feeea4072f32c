"""`bellweave doctor`: one line a check, with what to do."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.words import counted

if TYPE_CHECKING:
    from workflow import Check

FAILED = 1


@click.command()
@click.option("--workspace", "folder", metavar="DIR", help="The workspace; default: here.")
@click.option("--now", default="", hidden=True)
def doctor(folder: str | None, now: str) -> None:
    """Check the set-up, settings, sign-in, input and journal; change nothing.

    Exit code 1 when something fails.
    """
    from workflow import examine

    failed = warned = 0
    for check in examine(start=Path(folder) if folder else None, now=now):
        _say(check)
        failed += check.grade.value == "FAIL"
        warned += check.grade.value == "WARN"
    click.echo(f"{failed} failed, {counted(warned, 'warning')}. Nothing was changed.")
    if failed:
        raise click.exceptions.Exit(FAILED)


def _say(check: "Check") -> None:
    click.echo(f"{check.name:<9}{check.says:<66} {check.grade.value}")
    for line in check.more:
        click.echo(f"{'':<11}{line}")
