"""A district's service account: its key file, and the person it acts for."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from google.auth import jwt

from scheduler.errors import SettingsError
from sync.account.credentials import SCOPES, Rung, load, status
from sync.account.keys import Keys
from sync.wire.connection import Connection, local
from sync.wire.retries import Kind
from sync.wire.transport import Transport
from tests.sync.wire import QUICK, FakeClock, Wire, call

ACCOUNT = "bellweave@district.iam.gserviceaccount.com"


@pytest.fixture(scope="module")
def private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def key_file(path: Path, private_key: str, token_uri: str) -> Keys:
    info = {
        "type": "service_account",
        "client_email": ACCOUNT,
        "private_key": private_key,
        "private_key_id": "1",
        "token_uri": token_uri,
    }
    path.write_text(json.dumps(info))
    path.chmod(0o600)
    return Keys(
        token_file=path.parent / "none.json",
        service_account_file=path,
        subject="coach@oakhill.example",
        subjects=("math@oakhill.example", "Coach@Oakhill.example"),
    )


def test_a_service_account_acts_for_its_subject_with_the_least_scopes(
    wire: Wire, tmp_path: Path, private_key: str
) -> None:
    keys = key_file(tmp_path / "key.json", private_key, f"{wire.url}/token")
    connection = local(wire.url, patience=QUICK)
    to = Transport(load(keys, connection), connection, clock=FakeClock())

    to.call(call(wire, Kind.READ, method="GET"))

    assertion = parse_qs(wire.sign_ins[0].body.decode())["assertion"][0]
    claims: dict[str, Any] = dict(jwt.decode(assertion, verify=False))
    assert (claims["iss"], claims["sub"]) == (ACCOUNT, "coach@oakhill.example")
    assert claims["scope"] == " ".join(SCOPES)


@pytest.mark.proves("X2")
def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path, private_key: str) -> None:
    keys = key_file(tmp_path / "key.json", private_key, "https://oauth2.googleapis.com/token")
    (tmp_path / "key.json").chmod(0o644)

    with pytest.raises(SettingsError, match="can read it"):
        load(keys, Connection())


def test_a_broken_key_file_is_named_without_its_secret(tmp_path: Path) -> None:
    keys = key_file(tmp_path / "key.json", "BEGIN canary", "https://oauth2.googleapis.com/token")

    with pytest.raises(SettingsError, match="key file") as refusal:
        load(keys, Connection())

    assert "canary" not in str(refusal.value)


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    keys = Keys(token_file=tmp_path / "t", service_account_file=tmp_path / "missing.json")

    with pytest.raises(SettingsError, match="not there"):
        load(keys, Connection())


def test_status_names_the_person_a_service_account_acts_for(
    tmp_path: Path, private_key: str
) -> None:
    keys = key_file(tmp_path / "key.json", private_key, "https://oauth2.googleapis.com/token")

    told = status(keys)

    assert (told.rung, told.account) == (Rung.SERVICE_ACCOUNT, "coach@oakhill.example")
