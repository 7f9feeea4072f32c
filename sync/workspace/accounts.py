"""Signing in and out of a workspace's Google, for people; each loads Google's libraries by itself."""

from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import SettingsError
from sync.workspace.workspace import Workspace

if TYPE_CHECKING:
    from sync.account.credentials import Status


def sign_in(
    workspace: Workspace, client_file: Path | None, *, account: str, browser: bool
) -> "Status":
    """Sign a person in, in the browser.

    Raises:
        SettingsError: no client file is known.
        SignInNeeded: nobody answered, or the answer was no.
    """
    from sync.account.sign_in import login
    from sync.wire.connection import Connection

    named = client_file or workspace.settings.client_file
    if not named:
        raise SettingsError(
            "The OAuth client file is not known.",
            where="client_file",
            fix="Ask IT for the JSON file of a desktop client, then add: --client-file FILE",
        )
    return login(workspace.keys, Path(named), Connection(), account=account, open_browser=browser)


def who_is_signed_in(workspace: Workspace) -> "Status":
    """Whose sign-in lies on this computer; raises SignInNeeded for none."""
    from sync.account.credentials import status

    return status(workspace.keys)


def sign_out(workspace: Workspace) -> bool:
    """Withdraw and forget; False when Google was not told."""
    from sync.account.credentials import logout
    from sync.wire.connection import Connection

    return logout(workspace.keys, Connection())
