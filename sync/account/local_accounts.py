"""Accounts on a local Google that runs elsewhere on this computer, made over its own page."""

import json
from collections.abc import Iterable

from google.auth.exceptions import GoogleAuthError

from scheduler.errors import SettingsError
from sync.wire.clock import SystemClock
from sync.wire.connection import local
from sync.wire.sessions import TokenRequest


def minted_at(url: str, account: str, people: Iterable[str]) -> tuple[str, str]:
    """Refresh and access token of the account; everybody named gets an account too.

    Raises:
        SettingsError: no local Google answers at that address.
    """
    try:
        ask = TokenRequest(local(url), SystemClock())
        for person in dict.fromkeys(people):
            _mint(ask, url, person)
        found = _mint(ask, url, account)
        return found["refresh"], found["access"]
    except (GoogleAuthError, ValueError, KeyError) as error:
        raise SettingsError(
            f"No local Google answers at {url}.",
            where="google",
            fix='Start one with `bellweave local`, or write google = "local".',
        ) from error


def _mint(ask: TokenRequest, url: str, email: str) -> dict[str, str]:
    answer = ask(
        f"{url.rstrip('/')}/_local/mint",
        method="POST",
        body=json.dumps({"email": email}).encode(),
        headers={"Content-Type": "application/json"},
    )
    found: dict[str, str] = json.loads(answer.data)
    return found
