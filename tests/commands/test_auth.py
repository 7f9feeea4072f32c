"""`auth` tells IT what to paste, and people who they are, since when, and how it was taken back."""

import json
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from sync.account import token_file
from sync.account.rights import RIGHTS, SCOPES, SHARE_CALENDARS, short
from tests.journeys.typing_commands import Typist
from tests.sync.rungs import OFFICE


@pytest.fixture
def typist(fresh: Typist, monkeypatch: pytest.MonkeyPatch) -> Typist:
    """A workspace that works on Google; nobody is signed in yet."""
    monkeypatch.setenv("BELLWEAVE_GOOGLE", "google")
    monkeypatch.setenv("BELLWEAVE_TOKEN_FILE", str(fresh.folder / "own" / "sign-in.json"))
    return fresh


def signed_in(typist: Typist, **more: object) -> Path:
    path = typist.folder / "own" / "sign-in.json"
    saved = {
        "refresh_token": "1//r",
        "client_id": "c",
        "client_secret": "s",
        "scopes": list(SCOPES),
        "account": OFFICE,
        "signed_in": "2026-10-25T12:00:00+00:00",
    }
    token_file.save(path, saved | more)
    return path


@pytest.mark.proves("F-76")
def test_setup_prints_the_scopes_to_paste_and_reads_nothing(tmp_path: Path) -> None:
    ran = Typist(tmp_path).does("auth", "setup")

    assert ",".join(SCOPES) in ran.out.splitlines()
    assert SHARE_CALENDARS not in ran.out
    for scope in SCOPES:
        (right,) = (one for one in RIGHTS if one.scope == scope)
        assert right.does in ran.out
        assert f"cannot {right.cannot}" in ran.out
    assert "To take it back" in ran.out
    assert list(tmp_path.iterdir()) == []


def test_setup_adds_the_right_to_share_only_when_told(tmp_path: Path) -> None:
    ran = Typist(tmp_path).does("auth", "setup", "--share")

    assert ",".join((*SCOPES, SHARE_CALENDARS)) in ran.out.splitlines()


@pytest.mark.proves("F-76")
def test_status_tells_who_how_since_when_and_what_for(typist: Typist) -> None:
    signed_in(typist)

    ran = typist.does("auth", "status")

    assert f"Signed in as {OFFICE} (signed-in user), 12 days ago." in ran.out
    assert all(short(scope) in ran.out for scope in SCOPES)


def test_status_of_an_older_sign_in_leaves_its_age_out(typist: Typist) -> None:
    signed_in(typist, signed_in="")

    assert "(signed-in user)." in typist.does("auth", "status").out


@pytest.mark.proves("X11")
def test_nothing_is_read_as_an_account_the_settings_do_not_name(
    typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(typist, account="ana@district.example")
    monkeypatch.setenv("BELLWEAVE_ACCOUNT", OFFICE)

    ran = typist.types("pull")

    assert ran.code == 2
    assert f"the settings name {OFFICE}" in ran.err


def test_status_of_a_service_account_for_nobody_says_what_follows(
    typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELLWEAVE_SERVICE_ACCOUNT", "b@p.iam.gserviceaccount.com")

    ran = typist.does("auth", "status")

    assert "service account without a key file" in ran.out
    assert "events have no guests" in ran.out


@pytest.mark.parametrize("verb", ["login", "logout"])
def test_nobody_signs_in_or_out_beside_a_service_account(
    typist: Typist, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setenv("BELLWEAVE_SERVICE_ACCOUNT", "b@p.iam.gserviceaccount.com")

    ran = typist.types("auth", verb)

    assert ran.code == 2
    assert "A service account signs in here" in ran.err


def test_a_login_without_a_client_file_says_where_it_comes_from(typist: Typist) -> None:
    ran = typist.types("auth", "login")

    assert ran.code == 2
    assert "--client-file FILE" in ran.err


@pytest.mark.parametrize("share", [False, True])
def test_a_login_asks_only_for_what_is_in_use(
    typist: Typist, monkeypatch: pytest.MonkeyPatch, share: bool
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("webbrowser.get", lambda _name=None: NoSayer(asked.append))
    client = typist.folder / "client.json"
    fields = {"client_id": "c", "client_secret": "s", "auth_uri": "https://accounts.google.com/x"}
    client.write_text(json.dumps({"installed": {**fields, "token_uri": "https://x.example"}}))
    words = ("auth", "login", "--client-file", str(client), "--account", OFFICE)

    ran = typist.types(*words, *(("--share",) if share else ()))

    assert ran.code == 4
    query = parse_qs(urlsplit(asked[0]).query)
    assert query["scope"] == [" ".join((*SCOPES, SHARE_CALENDARS) if share else SCOPES)]
    assert query["login_hint"] == [OFFICE]
    assert not (typist.folder / "own" / "sign-in.json").exists()


class NoSayer:
    """A person's browser that says no."""

    def __init__(self, see: Callable[[str], None]) -> None:
        self._see = see

    def open(self, address: str, **_: object) -> None:
        self._see(address)
        asked = parse_qs(urlsplit(address).query)
        back = f"{asked['redirect_uri'][0]}?state={asked['state'][0]}&error=access_denied"
        threading.Thread(
            target=lambda: urllib.request.urlopen(back, timeout=5).read(), daemon=True
        ).start()
