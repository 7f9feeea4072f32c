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
@click.option("--live", is_flag=True, help="Try what we assume about Google on a scratch calendar.")
@click.option("--report", is_flag=True, help="Print the page for IT, and the checks.")
@click.option("--yes", is_flag=True, help="With --live: do it; without this nothing is written.")
@click.option("--now", default="", hidden=True)
def doctor(folder: str | None, *, live: bool, report: bool, yes: bool, now: str) -> None:
    """Check the set-up, settings, sign-in, input, journal and who can read what; change nothing.

    With --live, and then only this: make one calendar and one spreadsheet in your Google account, try
    on them what the program assumes about Google, and delete both. Nobody is invited or mailed.

    With --report: a page for IT to print, of rights, of what is kept where and for how long, and of these
    checks. Exit code 1 when something fails.
    """
    if yes and not live:
        raise click.UsageError("--yes goes with --live")
    if live:
        from commands.doctor_live import try_google

        try_google(folder, now, yes=yes)
        return
    from itertools import chain

    from errands.telling_readers import who_can_read
    from workflow import examine

    if report:
        from errands.for_it import printed_page

        click.echo(printed_page())
    failed = warned = 0
    start = Path(folder) if folder else None
    for check in chain(examine(start=start, now=now), who_can_read(start=start, now=now)):
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
