"""`bellweave invitations`: what everybody would be sent, word for word, before anything goes."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.changes import mails_words
from commands.options import in_workspace
from commands.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from errands.told.inviting import Preview, Told
    from workflow import Workspace

LISTED = 20


@click.command()
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--person", help="Only what this person would be sent.")
@click.option("--later", is_flag=True, help="Also what waits for its week.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the page goes.")
@in_workspace
def invitations(
    workspace: "Workspace", *, file: str | None, person: str | None, later: bool, out: Path | None
) -> None:
    """Show every invitation as it will be mailed: of the change set FILE, or of what is due next.

    Also written as a page, sorted by person. Nothing is written to Google and nobody is mailed. For
    people outside the district there are links and .ics files to send them by hand.
    """
    from errands.told.inviting import preview
    from workflow import read

    found = preview(workspace, read(workspace), file=file, person=person, out=out)
    for one in found.told:
        _say(one)
    if later:
        click.echo(f"\nWaiting for their week ({len(found.later)})" if found.later else "")
        for one in found.later:
            _say(one)
    _outside(found)
    _roomless(found)
    _sum(found, later=later)


def _say(told: "Told") -> None:
    mail = told.mail
    click.echo(f"{mail.kind_of_mail.value.capitalize()}: {mail.subject}")
    click.echo(f"  To     {', '.join(told.to)}")
    click.echo(f"  When   {mail.when}")
    if mail.where:
        click.echo(f"  Where  {mail.where}")
    for line in mail.body.split("\n"):
        click.echo(f"    {line}".rstrip())
    click.echo("")


def _outside(found: "Preview") -> None:
    """People Google does not mail, with what to send them; and those it does."""
    by_hand = [one for one in found.outside if one.link]
    if by_hand:
        click.echo("Outside the district: not mailed. Send them the link or the file yourself.")
        for one in by_hand:
            click.echo(f"  {one.name}: {one.title}, {one.when}\n    {one.link}")
        for path in found.files:
            click.echo(f"  {path}")
    mailed = sorted({one.name for one in found.outside if not one.link})
    if mailed:
        click.echo(f"Outside the district, mailed by Google: {', '.join(mailed)}.")
        click.echo(
            "  Their calendar may show it only once they answer: ask them to add the sender to their "
            "contacts."
        )


def _roomless(found: "Preview") -> None:
    _list(f"No room is named for {counted(len(found.roomless), 'meeting')}:", found.roomless)


def _list(head: str, lines: "Sequence[str]") -> None:
    if lines:
        click.echo(head)
    for line in lines[:LISTED]:
        click.echo(f"  {line}")
    if len(lines) > LISTED:
        click.echo(f"  ... {len(lines) - LISTED} more")


def _sum(found: "Preview", *, later: bool) -> None:
    mails = sum(len(one.to) for one in found.told)
    kinds = Counter(one.mail.kind_of_mail.value for one in found.told for _ in one.to)
    which = f" ({', '.join(counted(n, kind) for kind, n in kinds.items())})" if mails else ""
    people = counted(found.people, "person", "people")
    click.echo(f"{counted(mails, 'e-mail')}{which} to {people}. Nothing was sent.")
    for line in mails_words(found.changes):
        click.echo(line)
    if found.later and not later:
        click.echo(f"Waiting for their week: {counted(len(found.later), 'event')} (--later).")
    click.echo(f"By person: {found.page}")
