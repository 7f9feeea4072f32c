"""`bellweave adopt`: learn again what stands in the calendars; a dry run unless --yes."""

from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.words import counted

if TYPE_CHECKING:
    from errands.upkeep.adopting import Adopted
    from workflow import Workspace


@click.command()
@click.option("--yes", is_flag=True, help="Keep what was found; without this nothing is kept.")
@click.option(
    "--calendar",
    "calendars",
    multiple=True,
    metavar="PERSON=ID",
    help="A coaching calendar, where the sign-in may not list them.",
)
@in_workspace
def adopt(workspace: "Workspace", *, yes: bool, calendars: tuple[str, ...]) -> None:
    """Fill a new or lost journal from the calendars and from what the workbook's ledger says.

    Our events carry marks, and the ledger tells which ones people deleted. A damaged journal is set
    aside, never removed. Nothing is written to Google.
    """
    from errands.upkeep.adopting import adopt as take_over
    from errands.upkeep.adopting import make_room
    from workflow import read

    named = dict(_pair(one) for one in calendars)
    for path in make_room(workspace, yes=yes):
        click.echo(f"Set aside: {path}")
    found = take_over(workspace, read(workspace), calendars=named, yes=yes)
    _tell(found)
    if yes:
        click.echo("Kept. The next push writes only what differs: bellweave push")
    else:
        click.echo("This was a dry run; nothing was kept. Do it with: --yes")


def _pair(text: str) -> tuple[str, str]:
    owner, equals, calendar = text.partition("=")
    if not (owner and equals and calendar):
        raise click.BadParameter("write it like ana=abc123@group.calendar.google.com")
    return owner, calendar


def _tell(found: "Adopted") -> None:
    ours = found.ours
    click.echo(
        f"{counted(len(ours.calendars), 'coaching calendar')} with "
        f"{counted(len(ours.live), 'event')} of ours; "
        f"{counted(ours.tombstones, 'event')} that a person deleted."
    )
    if ours.nameless:
        click.echo(
            f"  ! {counted(ours.nameless, 'event')} of ours for which the input has no activity"
        )
    for calendar in ours.unread:
        click.echo(f"  ! {calendar} could not be read")
    if not ours.calendars:
        click.echo("None was found. Name one: bellweave adopt --calendar PERSON=ID")
    click.echo(f"{counted(found.news, 'thing')} the journal does not know yet.")
