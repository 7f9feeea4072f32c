"""The three ways to sign in, each against a Google-compatible server of this process."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from google.auth import crypt, jwt

from local_google import admin
from local_google.server import Running
from sync.account import token_file
from sync.account.keys import Keys
from sync.account.rights import SCOPES
from tests.sync.wire import Heard, Say

OFFICE = "math-coaching@district.example"
ROBOT = "bellweave@project.iam.gserviceaccount.com"


@cache
def key_pair() -> tuple[str, str]:
    """A private and a public key in PEM; making one takes time."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


def a_person(
    server: Running,
    folder: Path,
    *,
    scopes: tuple[str, ...] = SCOPES,
    saved: tuple[str, ...] = SCOPES,
    email: str = OFFICE,
    account: str = "",
    **more: Any,
) -> Keys:
    """Somebody who signed in; Google granted `scopes`, the file says `saved` and `account`."""
    minted = admin.mint(server.store, email, scopes=scopes)
    keys = Keys(token_file=folder / "own" / "sign-in.json", **more)
    token_file.save(
        keys.token_file,
        {
            "refresh_token": minted.refresh,
            "client_id": "client",
            "client_secret": "GOCSPX-secret",
            "scopes": list(saved),
            "account": account or email,
        },
    )
    return keys


def a_robot(
    server: Running,
    folder: Path,
    *,
    delegated: tuple[str, ...] = SCOPES,
    subject: str = OFFICE,
    **more: Any,
) -> Keys:
    """A service account with a key file that may use `delegated` rights for anybody."""
    admin.add_user(server.store, OFFICE)
    private, public = key_pair()
    admin.add_service_account(server.store, ROBOT, public, delegated=delegated)
    info = {
        "type": "service_account",
        "client_email": ROBOT,
        "private_key": private,
        "private_key_id": "1",
        "token_uri": f"{server.url}/token",
    }
    path = folder / "key.json"
    path.write_text(json.dumps(info))
    path.chmod(0o600)
    return Keys(
        token_file=folder / "none.json",
        service_account_file=path,
        subject=subject,
        subjects=(OFFICE,),
        **more,
    )


def signs() -> Callable[[Heard], Say]:
    """IAM's `signJwt`, at the wire: signs what it is handed with the account's key."""
    signer = crypt.RSASigner.from_string(key_pair()[0], "1")

    def sign(heard: Heard) -> Say:
        payload = json.loads(heard.json["payload"])
        signed = jwt.encode(signer, payload)
        return Say(200, {"keyId": "1", "signedJwt": signed.decode()})

    return sign
