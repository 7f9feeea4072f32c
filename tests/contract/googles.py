"""The two Googles a contract is tried on: the local server, and the real one when there is a sign-in."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local_google import admin
from local_google.server import serve
from local_google.services import open_store
from sync.account.credentials import load_local
from sync.account.keys import Keys
from sync.account.rights import SCOPES
from sync.wire.connection import local
from sync.workspace.google import Google, at_google, signed_in

CREDENTIAL, SUBJECT = "BELLWEAVE_CONTRACT_CREDENTIAL", "BELLWEAVE_CONTRACT_SUBJECT"
ACCOUNT = "math-coaching@bellweave.example"
WHY_NOT = (
    f"real Google was not asked: {CREDENTIAL} names no credential file (a sign-in saved by"
    f" `bellweave auth login`, or a service account's key together with {SUBJECT})"
)
NETWORK = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}
LOOK_UP = socket.getaddrinfo
"""As they were before the tests closed the network."""


@contextmanager
def the_local_one() -> Iterator[Google]:
    """A fresh local server, with the least rights."""
    with serve(open_store(seed="contract")) as server:
        minted = admin.mint(server.store, ACCOUNT, scopes=SCOPES)
        credential = load_local(server.url, minted.refresh)
        with signed_in(credential, local(server.url), ACCOUNT) as google:
            yield google


@contextmanager
def the_real_one() -> Iterator[Google]:
    """Google itself, the only place in the tests from which the network is open; skips without a sign-in."""
    named = os.environ.get(CREDENTIAL, "")
    if not named:
        pytest.skip(WHY_NOT)
    with pytest.MonkeyPatch.context() as patch:
        for name, as_it_was in NETWORK.items():
            patch.setattr(socket.socket, name, as_it_was)
        patch.setattr(socket, "getaddrinfo", LOOK_UP)
        with at_google(keys_in(Path(named), os.environ.get(SUBJECT, ""))) as google:
            yield google


def keys_in(file: Path, subject: str) -> Keys:
    """What kind of credential a file holds."""
    if json.loads(file.read_text(encoding="utf-8")).get("type") == "service_account":
        subjects = (subject,) if subject else ()
        return Keys(token_file=file, service_account_file=file, subject=subject, subjects=subjects)
    return Keys(token_file=file)
