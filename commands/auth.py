"""`bellweave auth`: who we are to Google."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import in_workspace
from commands.words import counted

if TYPE_CHECKING:
    from workflow import SignedIn, Workspace

FAILED = 1
WITHDRAW = "https://myaccount.google.com/connections"


@click.group()
def auth() -> None:
    """Sign in to Google, sign out, or see who is signed in."""


@auth.command()
@click.option("--client-file", type=click.Path(path_type=Path), help="The OAuth client, from IT.")
@click.option(
    "--account", default="", help="Your address: filled in on Google's page, and then checked."
)
@click.option("--share", is_flag=True, help="Ask for the right to share coaching calendars too.")
@click.option("--no-browser", is_flag=True, help="Only print the address to open.")
@in_workspace
def login(
    workspace: "Workspace",
    *,
    client_file: Path | None,
    account: str,
    share: bool,
    no_browser: bool,
) -> None:
    """Sign in with your own Google account, in the browser.

    Asked for are only the rights that the work needs. Sharing coaching calendars with their coaches
    needs one more: add --share.
    """
    from workflow import sign_in

    signed = sign_in(workspace, client_file, account=account, browser=not no_browser, share=share)
    _say(signed, workspace)
    click.echo('To work on Google, write google = "google" in bellweave.toml.')


@auth.command()
@AS_JSON
@in_workspace
def status(workspace: "Workspace", *, as_json: bool) -> None:
    """Tell who is signed in, in which way, since when and what the sign-in may do.

    Google is not asked; doctor does that.
    """
    from workflow import who_is_signed_in

    if as_json:
        at_google = workspace.settings.google == "google"
        signed = who_is_signed_in(workspace) if at_google else None
        print_document(
            google=at_google,
            account=signed.account if signed else None,
            way=signed.rung if signed else None,
            scopes=signed.scopes if signed else (),
        )
        return
    if workspace.settings.google != "google":
        click.echo("This workspace uses a local Google; nobody needs to sign in.")
        return
    _say(who_is_signed_in(workspace), workspace)


@auth.command()
@in_workspace
def logout(workspace: "Workspace") -> None:
    """Withdraw the sign-in at Google and forget it here."""
    from workflow import sign_out

    if not sign_out(workspace):
        click.echo(f"Forgotten here; Google could not be told. Withdraw it there: {WITHDRAW}")
        raise click.exceptions.Exit(FAILED)
    click.echo("Signed out: withdrawn at Google and deleted here.")


@auth.command()
@click.option("--share", is_flag=True, help="Among the scopes, the one to share calendars too.")
def setup(*, share: bool) -> None:
    """Print what IT has to do for a district; ask nothing and change nothing."""
    from errands.upkeep.it_setup import it_setup

    for line in it_setup(share=share):
        click.echo(line)


def _say(signed: "SignedIn", workspace: "Workspace") -> None:
    who = signed.account or "an account whose address Google does not tell"
    click.echo(f"Signed in as {who} ({signed.rung.value}){_since(signed, workspace)}.")
    if signed.alone:
        click.echo("It acts for nobody: events have no guests; hand out: bellweave export ics")
    click.echo(f"Kept in {signed.where}. It may:")
    for scope in signed.scopes:
        click.echo(f"  {scope.rsplit('/', 1)[-1]}")


def _since(signed: "SignedIn", workspace: "Workspace") -> str:
    """Like `, 12 days ago`; '' when it is not known."""
    if signed.signed_in is None:
        return ""
    days = (workspace.clock("UTC") - signed.signed_in).days
    return ", today" if days < 1 else f", {counted(days, 'day')} ago"
