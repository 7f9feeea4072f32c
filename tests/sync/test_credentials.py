"""Sign-ins: kept where nobody else reads them, the least rights, withdrawn at the end."""

import io
import json
import os
import stat
import threading
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from google.oauth2.credentials import Credentials

from scheduler.errors import SettingsError, SignInNeeded
from sync.account import token_file
from sync.account.credentials import (
    EXTRA_SCOPES,
    SCOPES,
    Rung,
    keep,
    load,
    load_local,
    logout,
    status,
)
from sync.account.keys import Keys
from sync.account.sign_in import login
from sync.wire.connection import Connection, local
from sync.wire.retries import Kind
from sync.wire.transport import Transport
from tests.sync.wire import QUICK, Drop, FakeClock, Say, Wire, call

ALL_FILES = "https://www.googleapis.com/auth/drive"


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(token_file=tmp_path / "bellweave" / "sign-in.json")


def signed_in(*, scopes: tuple[str, ...] = SCOPES) -> Credentials:
    return Credentials(
        token="access", refresh_token="1//r", client_id="c", client_secret="s", scopes=scopes
    )


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.proves("X2")
def test_a_sign_in_is_saved_for_its_owner_only_whatever_the_umask(keys: Keys) -> None:
    before = os.umask(0)
    try:
        keep(keys, signed_in(), "coach@oakhill.example")
    finally:
        os.umask(before)

    assert rights(keys.token_file) == 0o600
    assert rights(keys.token_file.parent) == 0o700


@pytest.mark.proves("X2")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_sign_in_that_others_can_read_is_refused_on_every_read(keys: Keys, mode: int) -> None:
    keep(keys, signed_in(), "coach@oakhill.example")
    keys.token_file.chmod(mode)

    for read in (lambda: load(keys, Connection()), lambda: status(keys)):
        with pytest.raises(SettingsError) as refusal:
            read()
        assert refusal.value.fix == f"chmod 600 {keys.token_file}"


@pytest.mark.proves("X2")
def test_a_directory_that_others_can_enter_is_refused(keys: Keys) -> None:
    keep(keys, signed_in(), "coach@oakhill.example")
    keys.token_file.parent.chmod(0o755)

    with pytest.raises(SettingsError, match="enter its directory"):
        load(keys, Connection())


@pytest.mark.proves("X2")
def test_a_sign_in_is_not_read_or_written_through_a_link(keys: Keys, tmp_path: Path) -> None:
    keep(keys, signed_in(), "coach@oakhill.example")
    elsewhere = keys.token_file.rename(tmp_path / "elsewhere")
    before = elsewhere.read_text()
    keys.token_file.symlink_to(elsewhere)

    with pytest.raises(SettingsError, match="cannot be opened"):
        load(keys, Connection())
    keep(keys, signed_in(), "somebody.else@oakhill.example")

    assert elsewhere.read_text() == before
    assert not keys.token_file.is_symlink()


def test_no_access_token_is_kept(keys: Keys) -> None:
    keep(keys, signed_in(), "coach@oakhill.example")

    assert "access" not in json.loads(keys.token_file.read_text()).values()


def test_without_a_sign_in_the_command_to_get_one_is_named(keys: Keys) -> None:
    with pytest.raises(SignInNeeded) as needed:
        load(keys, Connection())

    assert needed.value.more == "bellweave auth login"
    assert needed.value.exit_code == 4


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
def test_a_damaged_sign_in_is_named_by_its_file(keys: Keys, text: str) -> None:
    keep(keys, signed_in(), "coach@oakhill.example")
    keys.token_file.write_text(text)

    with pytest.raises(SettingsError) as refusal:
        load(keys, Connection())

    assert refusal.value.where == str(keys.token_file)


def test_the_scopes_are_the_least() -> None:
    assert [scope.rsplit("/", 1)[-1] for scope in SCOPES] == [
        "calendar.app.created",
        "calendar.events.freebusy",
        "drive.file",
    ]
    assert ALL_FILES not in (*SCOPES, *EXTRA_SCOPES)


@pytest.mark.proves("X11")
def test_a_sign_in_that_may_do_more_than_it_needs_is_refused(keys: Keys) -> None:
    with pytest.raises(SettingsError, match="more than it needs: drive"):
        keep(keys, signed_in(scopes=(*SCOPES, ALL_FILES)), "coach@oakhill.example")

    assert not keys.token_file.exists()


def test_a_right_that_was_not_ticked_is_named(keys: Keys) -> None:
    with pytest.raises(SignInNeeded, match=r"lacks rights: drive\.file, for the workbooks"):
        keep(keys, signed_in(scopes=SCOPES[:2]), "coach@oakhill.example")

    assert not keys.token_file.exists()


def test_a_saved_sign_in_is_refreshed_by_googles_own_code(wire: Wire, keys: Keys) -> None:
    keep(keys, signed_in(), "coach@oakhill.example")
    connection = local(wire.url, patience=QUICK)
    to = Transport(load(keys, connection), connection, clock=FakeClock())

    to.call(call(wire, Kind.READ, method="GET"))

    (asked,) = wire.sign_ins
    assert parse_qs(asked.body.decode())["refresh_token"] == ["1//r"]
    assert wire.heard[0].headers["authorization"] == "Bearer fresh"


def test_the_local_servers_sign_in_is_refreshed_there(wire: Wire) -> None:
    connection = local(wire.url, patience=QUICK)
    to = Transport(load_local(wire.url, "1//local"), connection, clock=FakeClock())

    to.call(call(wire, Kind.READ, method="GET"))

    assert [asked.path for asked in wire.sign_ins] == ["/token"]


def test_status_tells_who_is_signed_in_and_for_what(keys: Keys) -> None:
    keep(keys, signed_in(), "coach@oakhill.example")

    told = status(keys)

    assert (told.rung, told.account) == (Rung.USER, "coach@oakhill.example")
    assert told.scopes == SCOPES


def test_logout_withdraws_the_sign_in_and_deletes_it(wire: Wire, keys: Keys) -> None:
    keep(keys, signed_in(), "coach@oakhill.example")
    wire.sign_in = [Say(200, {})]

    assert logout(keys, local(wire.url, patience=QUICK))

    (asked,) = wire.sign_ins
    assert (asked.path, asked.body) == ("/revoke", b"token=1%2F%2Fr")
    assert not keys.token_file.exists()


def test_logout_deletes_the_sign_in_even_when_google_is_away(wire: Wire, keys: Keys) -> None:
    keep(keys, signed_in(), "coach@oakhill.example")
    wire.sign_in = [Drop()]

    assert not logout(keys, local(wire.url, patience=QUICK))

    assert not keys.token_file.exists()


@pytest.fixture
def client_file(tmp_path: Path) -> Path:
    path = tmp_path / "client.json"
    installed = {
        "client_id": "c",
        "client_secret": "s",
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": "https://oauth2.googleapis.com/token",
    }
    path.write_text(json.dumps({"installed": installed}))
    return path


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A person's browser: it opens Google's page and follows the way back with `answer`."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the sign-in service is on loopback

    def answers(answer: str) -> None:
        class Browser:
            def open(self, address: str, **_: object) -> None:
                asked = parse_qs(urlsplit(address).query)
                back = f"{asked['redirect_uri'][0]}?state={asked['state'][0]}&{answer}"
                threading.Thread(
                    target=lambda: urllib.request.urlopen(back, timeout=5).read(), daemon=True
                ).start()

        monkeypatch.setattr("webbrowser.get", lambda _name=None: Browser())

    return answers


def test_a_person_signs_in_through_the_browser(
    wire: Wire, keys: Keys, client_file: Path, browser: Callable[[str], None]
) -> None:
    granted = " ".join(SCOPES)
    token = {"access_token": "a", "refresh_token": "1//new", "expires_in": 3600, "scope": granted}
    wire.sign_in = [Say(200, {**token, "token_type": "Bearer"})]
    notes = io.StringIO()
    browser("code=abc")

    told = login(keys, client_file, local(wire.url, patience=QUICK), notes=notes)

    assert told.scopes == SCOPES
    assert token_file.read(keys.token_file)["refresh_token"] == "1//new"
    assert "accounts.google.com" in notes.getvalue()
    sent = parse_qs(wire.sign_ins[0].body.decode())
    assert sent["code"] == ["abc"]
    assert "code_verifier" in sent


def test_a_person_who_says_no_is_not_signed_in(
    wire: Wire, keys: Keys, client_file: Path, browser: Callable[[str], None]
) -> None:
    browser("error=access_denied")

    with pytest.raises(SignInNeeded, match="access_denied"):
        login(keys, client_file, local(wire.url), notes=io.StringIO())

    assert not keys.token_file.exists()


def test_a_wrong_client_file_is_named(keys: Keys, client_file: Path) -> None:
    client_file.write_text('{"web": {}}')

    with pytest.raises(SettingsError, match="client file") as refusal:
        login(keys, client_file, Connection())

    assert refusal.value.where == str(client_file)


@pytest.mark.proves("F-76", "X11")
def test_whoever_signs_in_must_be_who_the_settings_name(
    wire: Wire, keys: Keys, client_file: Path, browser: Callable[[str], None]
) -> None:
    """What was typed or filled in does not count: Google says who it was."""
    token = {"access_token": "a", "refresh_token": "1//new", "expires_in": 3600}
    granted = {**token, "scope": " ".join(SCOPES), "token_type": "Bearer"}
    wire.sign_in = [Say(200, granted)]
    wire.script = [Say(200, {"user": {"emailAddress": "Ana@oakhill.example"}})]
    office = replace(keys, account="office@oakhill.example")
    browser("code=abc")

    with pytest.raises(SettingsError, match=r"ana@oakhill\.example is signed in"):
        login(
            office,
            client_file,
            local(wire.url, patience=QUICK),
            notes=io.StringIO(),
        )

    assert not keys.token_file.exists()


def test_whoever_signs_in_must_be_who_was_typed(
    wire: Wire, keys: Keys, client_file: Path, browser: Callable[[str], None]
) -> None:
    token = {"access_token": "a", "refresh_token": "1//new", "expires_in": 3600}
    wire.sign_in = [Say(200, {**token, "scope": " ".join(SCOPES), "token_type": "Bearer"})]
    wire.script = [Say(200, {"user": {"emailAddress": "Ana@oakhill.example"}})]
    there, typed = local(wire.url, patience=QUICK), "office@oakhill.example"
    browser("code=abc")

    with pytest.raises(SettingsError, match=r"ana@oakhill\.example signed in, and not office"):
        login(keys, client_file, there, account=typed, notes=io.StringIO())

    assert not keys.token_file.exists()
    assert (wire.sign_ins[-1].path, wire.sign_ins[-1].body) == ("/revoke", b"token=1%2F%2Fnew")


def test_a_sign_in_notes_who_and_when(
    wire: Wire, keys: Keys, client_file: Path, browser: Callable[[str], None]
) -> None:
    token = {"access_token": "a", "refresh_token": "1//new", "expires_in": 3600}
    wire.sign_in = [Say(200, {**token, "scope": " ".join(SCOPES), "token_type": "Bearer"})]
    wire.script = [Say(200, {"user": {"emailAddress": "Ana@oakhill.example"}})]
    moment = datetime(2026, 12, 4, 15, 30, tzinfo=UTC)
    browser("code=abc")

    there = local(wire.url, patience=QUICK)
    told = login(keys, client_file, there, notes=io.StringIO(), now=lambda: moment)

    assert (told.account, told.signed_in) == ("ana@oakhill.example", moment)


def test_a_box_left_unticked_does_not_end_the_older_sign_in(
    wire: Wire, keys: Keys, client_file: Path, browser: Callable[[str], None]
) -> None:
    keep(keys, signed_in(), "coach@oakhill.example")
    before = keys.token_file.read_bytes()
    token = {"access_token": "a", "refresh_token": "1//new", "expires_in": 3600}
    wire.sign_in = [Say(200, {**token, "scope": " ".join(SCOPES[:2]), "token_type": "Bearer"})]
    browser("code=abc")

    with pytest.raises(SignInNeeded, match=r"lacks rights: drive\.file, for the workbooks"):
        login(keys, client_file, local(wire.url, patience=QUICK), notes=io.StringIO())

    assert keys.token_file.read_bytes() == before
    assert "/revoke" not in [asked.path for asked in wire.sign_ins]


@pytest.mark.proves("X11")
def test_a_sign_in_that_google_grants_more_is_refused_and_given_back(
    wire: Wire, keys: Keys, client_file: Path, browser: Callable[[str], None]
) -> None:
    token = {"access_token": "a", "refresh_token": "1//new", "expires_in": 3600}
    more = " ".join((*SCOPES, ALL_FILES))
    wire.sign_in = [Say(200, {**token, "scope": more, "token_type": "Bearer"})]
    browser("code=abc")

    with pytest.raises(SettingsError, match="more than it needs: drive"):
        login(keys, client_file, local(wire.url, patience=QUICK), notes=io.StringIO())

    assert not keys.token_file.exists()
    assert (wire.sign_ins[-1].path, wire.sign_ins[-1].body) == ("/revoke", b"token=1%2F%2Fnew")
