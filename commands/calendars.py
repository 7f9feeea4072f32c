"""`bellweave calendars`: the coaching calendars, who may change them and whose they are."""

from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import in_workspace
from commands.words import counted

if TYPE_CHECKING:
    from errands.books.coaching_calendars import CoachingCalendar
    from workflow import Workspace

FAILED = 1
NONE = "There is no coaching calendar yet; the first push makes them."
HIDDEN = "another account's: this sign-in may not look at it"
GONE = "not found: deleted, or another account's"
NO_LABELS = {
    "NO_ROOM": "its list has no room for them, or Google takes none there; it is not tried again",
    "CHANGING": "somebody is changing them just now; run this again later",
    "GONE": GONE,
}
BY_HAND = (
    "By hand, in Google Calendar, signed in as the account that made the calendar: Settings and\n"
    "sharing > Shared with > Add people > the coach > Make changes to events."
)
NEEDS = "It needs one more right (calendar.acls): bellweave auth login --share"
TRANSFER = """\
Since 5 October 2026 Google deletes a calendar together with its owner's account.
To transfer one to {account}:
  1. Ask an administrator with the privilege Manage Calendars (Admin console > Account > Admin roles).
  2. She opens developers.google.com/workspace/calendar/api/v3/reference/calendars/transferOwnership,
     signs in there, and fills in, for each calendar above:
       calendarId       the id in the list
       newDataOwner     {account}
       useAdminAccess   true
  3. Look again: bellweave calendars check-owner"""


@click.group()
def calendars() -> None:
    """List the coaching calendars, make and share them, check whose they are."""


@calendars.command("list")
@AS_JSON
@in_workspace
def list_(workspace: "Workspace", *, as_json: bool) -> None:
    """List each coach's coaching calendar and the account that owns it."""
    from errands.books.coaching_calendars import coaching_calendars

    account, found = coaching_calendars(workspace)
    if as_json:
        print_document(account=account, calendars=[_plainly(one) for one in found])
        return
    for one in found:
        click.echo(f"{one.coach:<24} {one.name:<40} {_owner(one)}")
    click.echo(counted(len(found), "coaching calendar") if found else NONE)


@calendars.command()
@click.option("--yes", is_flag=True, help="Do it; without this nothing is written.")
@in_workspace
def create(workspace: "Workspace", *, yes: bool) -> None:
    """Make the coaching calendars that are missing, before the first push; nobody is mailed.

    A push makes them too. Made apart, they can be looked at and shared before anybody is invited.
    Calendars made before there were labels get one for each kind; labels that people made stay.
    """
    from errands.books.making_calendars import calendars_to_make, create_calendars

    found = create_calendars(workspace) if yes else calendars_to_make(workspace)
    for name in found.made:
        click.echo(f"  + {name}")
    for name in found.labelled:
        click.echo(f"  ~ {name}: a label for each kind")
    for name, how in found.unlabelled.items():
        click.echo(f"  ! {name}: no labels; {NO_LABELS[how.name]}")
    if not (found.made or found.labelled or found.unlabelled):
        click.echo("Every coach has a coaching calendar.")
    elif yes:
        done = [f"{counted(len(found.made), 'coaching calendar')} made"] if found.made else []
        done += [f"{counted(len(found.labelled), 'calendar')} labeled"] if found.labelled else []
        click.echo(f"{', '.join(done) or 'Nothing was changed'}; nobody was mailed.")
    else:
        click.echo("This was a dry run; nothing was made. Do it with: --yes")


@calendars.command()
@click.option("--yes", is_flag=True, help="Do it; without this nothing is written.")
@in_workspace
def share(workspace: "Workspace", *, yes: bool) -> None:
    """Let each coach make changes on her own coaching calendar; nobody is mailed."""
    from errands.books.coaching_calendars import coaching_calendars, may_share, share_calendars

    if not yes:
        _, found = coaching_calendars(workspace)
        _say_whom(found)
        if not found:
            return
        if not may_share(workspace):
            click.echo(f"{NEEDS}\n{BY_HAND}")
        click.echo("This was a dry run; nothing was shared. Do it with: --yes")
        return
    done = share_calendars(workspace)
    for one in done:
        what = one.refused or "may make changes"
        click.echo(f"{one.calendar.name:<40} {one.calendar.email}: {what}")
    refused = sum(bool(one.refused) for one in done)
    click.echo(f"{counted(len(done) - refused, 'calendar')} shared; nobody was mailed.")
    if refused:
        click.echo(BY_HAND)
        raise click.exceptions.Exit(FAILED)


@calendars.command("check-owner")
@AS_JSON
@in_workspace
def check_owner(workspace: "Workspace", *, as_json: bool) -> None:
    """Tell which calendars another account than ours owns, and how to transfer them."""
    from errands.books.coaching_calendars import coaching_calendars, owned_by_others

    account, found = coaching_calendars(workspace)
    others = owned_by_others(account, found)
    if as_json:
        print_document(account=account, owned_by_others=[_plainly(one) for one in others])
        return
    for one in others:
        click.echo(f"{one.name}\n  {_owner(one)}\n  id: {one.calendar_id}")
    if others:
        click.echo(TRANSFER.format(account=account))
    elif found:
        click.echo(f"All {counted(len(found), 'coaching calendar')} belong to {account}.")
        click.echo("That should be a role account: a calendar ends with its owner's account.")
    else:
        click.echo(NONE)


def _plainly(one: "CoachingCalendar") -> dict[str, object]:
    return {
        "id": one.calendar_id,
        "coach": one.coach,
        "name": one.name,
        "owner": one.entry.data_owner if one.entry else None,
        "found": one.entry is not None,
        "hidden": one.hidden,
    }


def _say_whom(found: "list[CoachingCalendar]") -> None:
    if not found:
        click.echo(NONE)
    for one in found:
        whom = one.email or "nobody: the coach has no e-mail address"
        click.echo(f"{one.name:<40} {whom if one.entry else _owner(one)}")


def _owner(one: "CoachingCalendar") -> str:
    if one.entry:
        return f"belongs to {one.entry.data_owner or 'an account Google does not tell'}"
    return HIDDEN if one.hidden else GONE
