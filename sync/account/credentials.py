"""Who we are to Google: the local server's person, a signed-in user, or a service account."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlencode

from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.oauth2 import service_account
from google.oauth2.credentials import Credentials as UserCredentials

from scheduler.errors import SettingsError
from sync.account import token_file
from sync.account.keys import Keys
from sync.account.rights import (
    BUSY_TIMES,
    EXTRA_SCOPES,
    LIST_CALENDARS,
    OWN_CALENDARS,
    OWN_FILES,
    SCOPES,
    SHARE_CALENDARS,
    refuse_missing,
    refuse_more_than_needed,
)
from sync.wire.clock import Clock, SystemClock
from sync.wire.connection import Connection
from sync.wire.redact import redact
from sync.wire.sessions import TokenRequest

__all__ = [
    "BUSY_TIMES",
    "EXTRA_SCOPES",
    "LIST_CALENDARS",
    "OWN_CALENDARS",
    "OWN_FILES",
    "SCOPES",
    "SHARE_CALENDARS",
]


SIGN_OUT = "Sign out and in again; leave the extra rights unticked."
TICK = "Sign in again and tick every box."


class Rung(StrEnum):
    """The ways to stand before Google, from none to a district's."""

    LOCAL = "local server"
    USER = "signed-in user"
    SERVICE_ACCOUNT = "service account"
    KEYLESS = "service account without a key file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What `auth status` tells; `where` is the file, or the service account that signs."""

    rung: Rung
    account: str
    scopes: tuple[str, ...]
    where: str
    signed_in: datetime | None = None
    """When a person signed in; None when that was not noted down."""
    alone: bool = False
    """A service account that acts for nobody: it can invite nobody and own no file."""


def load_local(url: str, refresh_token: str, *, token: str | None = None) -> UserCredentials:
    """A credential of the local server at `url`, refreshed there by the same code as Google's."""
    return UserCredentials(
        token=token,
        refresh_token=refresh_token,
        token_uri=f"{url.rstrip('/')}/token",
        client_id="local.apps.googleusercontent.com",
        client_secret="local",  # noqa: S106 - the local server's published word, no secret
    )


def load(keys: Keys, connection: Connection, *, scopes: Sequence[str] = SCOPES) -> Credentials:
    """The credential on this computer.

    Raises:
        SignInNeeded: there is none.
        SettingsError: its file is open to others, damaged, or grants more than we may hold; or it
            is somebody's the settings do not name.
    """
    if keys.delegated:
        keys.refuse_wrong_subject()
        if keys.service_account_file:
            return _service_account(keys.service_account_file, keys.subject, scopes)
        from sync.account.keyless import keyless  # loads what only this way needs

        return keyless(keys, tuple(scopes))
    saved = token_file.read(keys.token_file)
    refuse_more_than_needed(saved.get("scopes", ()), str(keys.token_file), fix=SIGN_OUT)
    keys.refuse_another(str(saved.get("account", "")))
    try:
        return UserCredentials(
            token=None,
            refresh_token=saved["refresh_token"],
            token_uri=f"{connection.sign_in_root}token",
            client_id=saved["client_id"],
            client_secret=saved["client_secret"],
            scopes=saved["scopes"],
        )
    except KeyError as error:
        raise _damaged(keys.token_file) from error


def status(keys: Keys) -> Status:
    """Who is signed in here, without asking Google; raises as `load` does."""
    if keys.delegated:
        keys.refuse_wrong_subject()
    if keys.service_account_file:
        info = token_file.read_key(keys.service_account_file)
        return Status(
            rung=Rung.SERVICE_ACCOUNT,
            account=keys.subject or str(info.get("client_email", "")),
            scopes=SCOPES,
            where=str(keys.service_account_file),
            alone=not keys.subject,
        )
    if keys.service_account:
        return Status(
            rung=Rung.KEYLESS,
            account=keys.subject or keys.service_account,
            scopes=SCOPES,
            where=keys.service_account,
            alone=not keys.subject,
        )
    saved = token_file.read(keys.token_file)
    return Status(
        rung=Rung.USER,
        account=str(saved.get("account", "")),
        scopes=tuple(saved.get("scopes", ())),
        where=str(keys.token_file),
        signed_in=_moment(saved.get("signed_in", "")),
    )


def logout(keys: Keys, connection: Connection, *, clock: Clock | None = None) -> bool:
    """Withdraw the sign-in at Google and delete its file; False when Google was not told.

    The file goes even when Google cannot be reached: then the person withdraws it by hand at
    https://myaccount.google.com/connections.
    """
    saved = token_file.read(keys.token_file)
    told = withdraw(str(saved.get("refresh_token", "")), connection, clock=clock)
    keys.token_file.unlink(missing_ok=True)
    return told


def withdraw(token: str, connection: Connection, *, clock: Clock | None = None) -> bool:
    """Take back at Google what a token was granted; False when Google was not told."""
    request = TokenRequest(connection, clock or SystemClock())
    try:
        answer = request(
            f"{connection.sign_in_root}revoke",
            method="POST",
            body=_form({"token": token}),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
    except GoogleAuthError:
        return False
    # 400 says that the token was withdrawn or ended before.
    return answer.status in (200, 400)


def keep(
    keys: Keys,
    signed_in: UserCredentials,
    account: str,
    *,
    wanted: Sequence[str] = SCOPES,
    at: datetime | None = None,
) -> Status:
    """Save what a sign-in brought; `account` is the address Google gave, `at` when it was.

    Raises:
        SettingsError: Google granted more than we may hold, or it is another account than the
            settings name.
        SignInNeeded: a right that is wanted was not ticked.
    """
    granted = tuple(signed_in.granted_scopes or signed_in.scopes or ())
    where = str(keys.token_file)
    refuse_more_than_needed(granted, where, fix=SIGN_OUT)
    refuse_missing(granted, wanted, where, fix=TICK, more="bellweave auth login")
    keys.refuse_another(account)
    token_file.save(
        keys.token_file,
        {
            "refresh_token": signed_in.refresh_token,
            "client_id": signed_in.client_id,
            "client_secret": signed_in.client_secret,
            "scopes": list(granted),
            "account": account,
            "signed_in": at.isoformat(timespec="seconds") if at else "",
        },
    )
    return status(keys)


def _service_account(path: Path, subject: str, scopes: Sequence[str]) -> Credentials:
    info = token_file.read_key(path)
    make: Callable[..., Credentials] = service_account.Credentials.from_service_account_info
    try:
        return make(info, scopes=list(scopes), subject=subject or None)
    except (ValueError, KeyError, GoogleAuthError) as error:
        raise SettingsError(
            f"The service account's key file cannot be used: {redact(str(error))[:120]}.",
            where=str(path),
            fix="Ask IT for the JSON key file as Google wrote it.",
        ) from None


def _moment(text: object) -> datetime | None:
    """A moment as it was noted down; None for anything else."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _damaged(path: Path) -> SettingsError:
    return SettingsError(
        "The saved sign-in is incomplete.",
        where=str(path),
        fix="Delete the file and sign in again.",
        more="bellweave auth login",
    )


def _form(fields: Mapping[str, str]) -> bytes:
    return urlencode(fields).encode("ascii")
