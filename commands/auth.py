"""`bellweave auth`: who we are to Google."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import in_workspace

if TYPE_CHECKING:
    from workflow import SignedIn, Workspace

WITHDRAW = "https://myaccount.google.com/connections"


@click.group()
def auth() -> None:
    """Sign in to Google, sign out, or see who is signed in."""


@auth.command()
@click.option("--client-file", type=click.Path(path_type=Path), help="The OAuth client, from IT.")
@click.option("--account", default="", help="Your address, to fill it in on Google's page.")
@click.option("--no-browser", is_flag=True, help="Only print the address to open.")
@in_workspace
def login(
    workspace: "Workspace", *, client_file: Path | None, account: str, no_browser: bool
) -> None:
    """Sign in with your own Google account, in the browser."""
    from workflow import sign_in

    signed = sign_in(workspace, client_file, account=account, browser=not no_browser)
    _say(signed)
    click.echo('To work on Google, write google = "google" in bellweave.toml.')


@auth.command()
@in_workspace
def status(workspace: "Workspace") -> None:
    """Tell who is signed in and what the sign-in may do, without asking Google."""
    from workflow import who_is_signed_in

    if workspace.local:
        click.echo("This workspace uses the local Google; nobody needs to sign in.")
        return
    _say(who_is_signed_in(workspace))


@auth.command()
@in_workspace
def logout(workspace: "Workspace") -> None:
    """Withdraw the sign-in at Google and forget it here."""
    from workflow import sign_out

    if sign_out(workspace):
        click.echo("Signed out.")
    else:
        click.echo(f"Forgotten here; Google could not be told. Withdraw it there: {WITHDRAW}")


def _say(signed: "SignedIn") -> None:
    click.echo(
        f"Signed in as {signed.account or 'an account without a name'} ({signed.rung.value})."
    )
    click.echo(f"Kept in {signed.where}. It may:")
    for scope in signed.scopes:
        click.echo(f"  {scope.rsplit('/', 1)[-1]}")
