"""What Google itself says of a sign-in: what it may do, whose it is, and what time it is there."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from google.auth.exceptions import RefreshError, TransportError

from scheduler.errors import BellweaveError, Interrupted, RemoteError, SignInNeeded
from sync.account.credentials import TICK
from sync.account.keys import Keys
from sync.account.rights import SCOPES, refuse_missing, refuse_more_than_needed, short
from sync.wire.answers import sign_in_needed
from sync.wire.clock import Clock, SystemClock
from sync.wire.connection import Connection
from sync.wire.limits import Bucket
from sync.wire.redact import redact
from sync.wire.retries import Kind
from sync.wire.sessions import TokenAnswer, TokenRequest
from sync.wire.transport import Outgoing, Transport

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HALF_A_SECOND = timedelta(milliseconds=500)
"""Google's Date header has whole seconds; on the average it is half a second old."""
DELEGATE = (
    "IT: Admin console > Security > API controls > Domain-wide delegation, add its client with"
    " {scopes}; or take out `subject`: then events are written without guests."
)
SIGNER = (
    "IT: enable the IAM Service Account Credentials API, and give this computer's credential the"
    " role Service Account Token Creator on {account}."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What an access token may do; `ahead` is how far this computer's clock runs ahead of Google's."""

    scopes: tuple[str, ...]
    ahead: timedelta | None = None


def granted(
    credential: Any,
    connection: Connection,
    keys: Keys,
    *,
    clock: Clock | None = None,
    now: Callable[[], datetime] | None = None,
) -> Granted:
    """Fetch a token and ask what it may do; two calls, nothing is changed.

    Raises:
        SignInNeeded: Google gives no token, with the cause and what to do.
        Interrupted: Google cannot be reached.
    """
    request = TokenRequest(connection, clock or SystemClock())
    now = now or (lambda: datetime.now(UTC))
    try:
        if not credential.valid:
            credential.refresh(request)
        began = now()
        answer = request(
            f"{connection.sign_in_root}tokeninfo",
            method="POST",
            body=urlencode({"access_token": credential.token}).encode("ascii"),
            headers=FORM,
        )
        ended = now()
    except TransportError as error:
        raise _away(error) from None
    except RefreshError as error:
        raise refused(error, keys) from None
    if answer.status != 200:
        raise sign_in_needed(f"{answer.status} {_word(answer)}".strip())
    told = json.loads(answer.data)
    return Granted(
        scopes=tuple(str(told.get("scope", "")).split()), ahead=_ahead(answer, began, ended)
    )


def refuse_wrong_rights(found: Granted, keys: Keys, wanted: Sequence[str] = SCOPES) -> None:
    """Write nothing with too few rights, and nothing at all with too many.

    Raises:
        SettingsError: there are rights beyond those we may hold.
        SignInNeeded: one is missing; it is named with what needs it.
    """
    where = str(keys.service_account_file or keys.service_account or keys.token_file)
    if keys.delegated:
        leave = "IT: take the extra rights from the client under Domain-wide delegation."
        add, more = DELEGATE.format(scopes=",".join(wanted)), "bellweave auth setup"
    else:
        leave = "Sign out and in again; leave the extra rights unticked."
        add, more = TICK, _login(wanted)
    refuse_more_than_needed(found.scopes, where, fix=leave)
    refuse_missing(found.scopes, wanted, where, fix=add, more=more)


def whose(credential: Any, connection: Connection, *, clock: Clock | None = None) -> str:
    """The address of the account a credential stands for; '' when Google does not say.

    Drive tells it with the right for our own files alone, so no right to see a profile is needed.
    """
    transport = Transport(credential, connection, clock=clock)
    try:
        answer = transport.call(
            Outgoing(
                method="GET",
                url=f"{connection.drive_root}drive/v3/about?fields=user(emailAddress)",
                kind=Kind.READ,
                bucket=Bucket.DRIVE,
                headers={},
            )
        )
    except RemoteError:
        return ""
    finally:
        transport.close()
    told = answer.json() or {}
    return str(told.get("user", {}).get("emailAddress", "")).lower()


def refused(error: RefreshError, keys: Keys) -> BellweaveError:
    """Why Google gives no token, and the one thing to do about it."""
    words = redact(str(error.args[0] if error.args else error))[:200]
    if not keys.delegated:
        return sign_in_needed(words)
    account = keys.service_account or "the service account of the key file"
    if words.startswith(("unauthorized_client", "access_denied")):
        return SignInNeeded(
            f"The service account may not act for {keys.subject} with the rights it needs"
            f" ({', '.join(map(short, SCOPES))}).",
            where="subject",
            fix=DELEGATE.format(scopes=",".join(SCOPES)),
            more="bellweave auth setup",
        )
    if keys.service_account and not keys.service_account_file:
        return SignInNeeded(
            f"Google signs nothing for {account} ({words}).",
            where="service_account",
            fix=SIGNER.format(account=account),
            more="bellweave auth setup",
        )
    return SignInNeeded(
        f"Google does not accept the service account's key ({words}).",
        where=str(keys.service_account_file),
        fix="Set this computer's clock, see that `subject` is an account, or ask IT for a new key.",
        more="bellweave auth setup",
    )


def _login(wanted: Sequence[str]) -> str:
    return "bellweave auth login" if set(wanted) <= set(SCOPES) else "bellweave auth login --share"


def _away(error: TransportError) -> Interrupted:
    return Interrupted(
        f"Google's sign-in service could not be reached ({redact(str(error))[:120]}).",
        fix="Check the network, wait a few minutes and run the same command again.",
    )


def _word(answer: TokenAnswer) -> str:
    try:
        return redact(str(json.loads(answer.data).get("error", "")))[:60]
    except (ValueError, AttributeError):
        return ""


def _ahead(answer: TokenAnswer, began: datetime, ended: datetime) -> timedelta | None:
    named = {name.lower(): value for name, value in answer.headers.items()}
    try:
        there = parsedate_to_datetime(named["date"])
    except (KeyError, ValueError, TypeError):
        return None
    return began + (ended - began) / 2 - (there + HALF_A_SECOND)
