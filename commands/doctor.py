"""`bellweave doctor`: one line a check, with what to do."""

import json
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
@click.option("--json", "as_json", is_flag=True, help="The checks as one JSON document.")
@click.option("--yes", is_flag=True, help="With --live: do it; without this nothing is written.")
@click.option("--now", default="", hidden=True)
def doctor(
    folder: str | None, *, live: bool, report: bool, as_json: bool, yes: bool, now: str
) -> None:
    """Check the set-up, settings, sign-in, input, journal and who can read what; change nothing.

    With --live, and then only this: make one calendar and one spreadsheet in your Google account, try
    on them what the program assumes about Google, and delete both. Nobody is invited or mailed.

    With --report: a page for IT to print, of rights, of what is kept where and for how long, and of these
    checks. Exit code 1 when something fails.
    """
    if yes and not live:
        raise click.UsageError("--yes goes with --live")
    if as_json and (live or report):
        raise click.UsageError("--json goes with neither --live nor --report")
    if live:
        from commands.doctor_live import try_google

        try_google(folder, now, yes=yes)
        return
    from itertools import chain

    from errands.books.calendar_readers import who_opens_calendars
    from errands.books.telling_readers import who_can_read
    from workflow import examine

    if report:
        from errands.upkeep.for_it import printed_page

        click.echo(printed_page())
    start = Path(folder) if folder else None
    checks: list[Check] = []
    looks = (examine, who_can_read, who_opens_calendars)
    for check in chain.from_iterable(look(start=start, now=now) for look in looks):
        checks.append(check)
        if not as_json:
            _say(check)
    failed = sum(check.grade.value == "FAIL" for check in checks)
    warned = sum(check.grade.value == "WARN" for check in checks)
    if as_json:
        click.echo(_document(checks, failed, warned))
    else:
        click.echo(f"{failed} failed, {counted(warned, 'warning')}. Nothing was changed.")
    if failed:
        raise click.exceptions.Exit(FAILED)


def _document(checks: list["Check"], failed: int, warned: int) -> str:
    told = [
        {"name": one.name, "says": one.says, "grade": one.grade.value, "more": list(one.more)}
        for one in checks
    ]
    document = {"schema_version": 1, "failed": failed, "warnings": warned, "checks": told}
    return json.dumps(document, ensure_ascii=False, indent=1)


def _say(check: "Check") -> None:
    click.echo(f"{check.name:<9}{check.says:<66} {check.grade.value}")
    for line in check.more:
        click.echo(f"{'':<11}{line}")
