"""Signing a person in: the browser asks, Google answers to a port on this computer."""

import contextlib
import functools
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import requests
from google_auth_oauthlib.flow import InstalledAppFlow, WSGITimeoutError

from scheduler.errors import SettingsError, SignInNeeded
from sync.account.credentials import SIGN_OUT, TICK, Status, keep, withdraw
from sync.account.granted import whose
from sync.account.keys import Keys
from sync.account.rights import SCOPES, refuse_missing, refuse_more_than_needed
from sync.wire.clock import SystemClock
from sync.wire.connection import Connection
from sync.wire.redact import redact
from sync.wire.sessions import carrier_of, guarded

MINUTES_TO_ANSWER = 5
PROMPT = "Open this address in your browser and say yes:\n{url}"
DONE = "Signed in. You can close this window and go back to the terminal."


def login(
    keys: Keys,
    client_file: Path,
    connection: Connection,
    *,
    account: str = "",
    scopes: Sequence[str] = SCOPES,
    notes: TextIO | None = None,
    open_browser: bool = True,
    now: Callable[[], datetime] | None = None,
) -> Status:
    """Sign a person in and save it; `client_file` is the desktop client that IT downloaded.

    `account` fills in the address on Google's page and must be who signs in then, as Google says; the
    address to open is printed to `notes`.

    Raises:
        SignInNeeded: nobody answered within five minutes, the answer was no, or a right that is
            wanted was not ticked.
        SettingsError: the client file cannot be used, or `account` or the settings name another
            account.
    """
    flow = _flow(client_file, scopes, connection)
    filled_in = account or keys.account
    hint = {"login_hint": filled_in} if filled_in else {}
    try:
        with contextlib.redirect_stdout(notes or sys.stderr):
            signed_in = flow.run_local_server(
                host="127.0.0.1",
                port=0,
                authorization_prompt_message=PROMPT,
                success_message=DONE,
                open_browser=open_browser,
                timeout_seconds=MINUTES_TO_ANSWER * 60,
                access_type="offline",
                prompt="consent",
                **hint,
            )
    except Warning as other_rights:
        _refuse_rights(other_rights, keys, scopes, connection)
        raise _not_signed_in(other_rights) from None
    except Exception as error:  # noqa: BLE001 - oauthlib's errors have no common public parent
        raise _not_signed_in(error) from None
    try:
        who = whose(signed_in, connection)
        _refuse_another(who, account)
        at = now() if now else datetime.now(UTC)
        return keep(keys, signed_in, who, wanted=scopes, at=at)
    except SettingsError:
        # What is refused here must not stay granted there. Where a box was left unticked it may: taking
        # it back would end the older sign-in of the same person, too.
        withdraw(str(signed_in.refresh_token or signed_in.token), connection)
        raise


def _refuse_rights(
    told: Warning, keys: Keys, wanted: Sequence[str], connection: Connection
) -> None:
    """Name the rights by which what Google granted differs from what was asked."""
    granted = tuple(getattr(told, "new_scope", None) or ())
    where = str(keys.token_file)
    try:
        refuse_more_than_needed(granted, where, fix=SIGN_OUT)
    except SettingsError:
        token = getattr(told, "token", None) or {}
        withdraw(str(token.get("refresh_token") or token.get("access_token") or ""), connection)
        raise
    refuse_missing(granted, wanted, where, fix=TICK, more="bellweave auth login")


def _refuse_another(who: str, typed: str) -> None:
    if typed and who and who != typed.lower():
        raise SettingsError(
            f"{who} signed in, and not {typed}.",
            where="--account",
            fix="Choose the other account in the browser, or correct --account.",
            more="bellweave auth login",
        )


def _flow(client_file: Path, scopes: Sequence[str], connection: Connection) -> Any:
    try:
        config = json.loads(client_file.read_text(encoding="utf-8"))
        config["installed"]["token_uri"] = f"{connection.sign_in_root}token"
        flow = InstalledAppFlow.from_client_config(config, scopes=list(scopes))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            "The Google client file cannot be used.",
            where=str(client_file),
            fix="Ask IT for the JSON file of an OAuth client of type Desktop app.",
        ) from error
    session = guarded(
        flow.oauth2session,
        [connection.sign_in_root],
        proxies=not connection.on_this_machine,
        carrier=carrier_of(connection, SystemClock()),
    )
    patience = connection.patience
    session.request = functools.partial(  # the flow itself passes no timeout
        session.request, timeout=(patience.connect, patience.read), allow_redirects=False
    )
    return flow


def _not_signed_in(error: Exception) -> SignInNeeded:
    if isinstance(error, WSGITimeoutError):
        what = f"Nobody answered in the browser within {MINUTES_TO_ANSWER} minutes."
    elif isinstance(error, Warning):
        what = "Google granted other rights than were asked for."
    elif isinstance(error, requests.RequestException):
        what = "Google's sign-in service could not be reached."
    else:
        word = getattr(error, "error", None) or type(error).__name__
        what = f"Google did not sign you in ({redact(str(word))})."
    return SignInNeeded(
        what, fix="Try again and tick every box in the browser.", more="bellweave auth login"
    )
