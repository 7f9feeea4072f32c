"""Signing in and out of a workspace's Google, for people; each loads Google's libraries by itself."""

from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import SettingsError
from sync.workspace.workspace import Workspace

if TYPE_CHECKING:
    from sync.account.credentials import Status


def sign_in(
    workspace: Workspace,
    client_file: Path | None,
    *,
    account: str,
    browser: bool,
    share: bool = False,
) -> "Status":
    """Sign a person in, in the browser; with `share` the right to share calendars is asked for too.

    Raises:
        SettingsError: no client file is known, a service account signs in here, or the settings
            name another account.
        SignInNeeded: nobody answered, or the answer was no.
    """
    from sync.account.rights import SCOPES, SHARE_CALENDARS
    from sync.account.sign_in import login
    from sync.wire.connection import Connection

    _refuse_service_account(workspace, "Take service_account out of bellweave.toml first.")
    named = client_file or workspace.settings.client_file
    if not named:
        raise SettingsError(
            "The OAuth client file is not known.",
            where="client_file",
            fix="Ask IT for the JSON file of a desktop client, then add: --client-file FILE",
            more="bellweave auth setup",
        )
    return login(
        workspace.keys,
        Path(named),
        Connection(),
        account=account,
        scopes=(*SCOPES, SHARE_CALENDARS) if share else SCOPES,
        open_browser=browser,
    )


def who_is_signed_in(workspace: Workspace) -> "Status":
    """Whose sign-in lies on this computer; raises SignInNeeded for none."""
    from sync.account.credentials import status

    return status(workspace.keys)


def sign_out(workspace: Workspace) -> bool:
    """Withdraw and forget; False when Google was not told."""
    from sync.account.credentials import logout
    from sync.wire.connection import Connection

    _refuse_service_account(
        workspace, "IT takes it back: Admin console > API controls > Domain-wide delegation."
    )
    return logout(workspace.keys, Connection())


def _refuse_service_account(workspace: Workspace, fix: str) -> None:
    keys = workspace.keys
    if keys.delegated:
        raise SettingsError(
            "A service account signs in here, and no person.",
            where="service_account_file" if keys.service_account_file else "service_account",
            fix=fix,
            more="bellweave auth setup",
        )
