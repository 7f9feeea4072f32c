"""Who we are is settled before the first write: the account, its rights, and for whom it acts."""

import json
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from local_google import admin
from local_google.faults import Deed, Rule
from local_google.server import Running, serve
from local_google.services import open_store
from scheduler.errors import Interrupted, SettingsError, SignInNeeded
from sync.account.credentials import Rung, load, status
from sync.account.granted import granted, whose
from sync.account.keys import Keys
from sync.account.rights import OWN_CALENDARS, OWN_FILES, SCOPES, SHARE_CALENDARS, short
from sync.wire.connection import Connection, local
from sync.workspace.google import at_google, connection_of
from tests.sync.rungs import OFFICE, ROBOT, a_person, a_robot, key_pair, signs
from tests.sync.wire import QUICK, FakeClock, Say, Wire, user

ALL_CALENDARS = "https://www.googleapis.com/auth/calendar"
ALL_FILES = "https://www.googleapis.com/auth/drive"


@pytest.fixture
def server() -> Iterator[Running]:
    with serve(open_store(seed="rungs")) as running:
        yield running


@pytest.fixture
def there(server: Running) -> Connection:
    return local(server.url, patience=QUICK)


def writes(server: Running) -> list[str]:
    """The calls that came to Google's services, sign-in apart."""
    return [one.method for one in server.log.entries() if not one.method.startswith("oauth.")]


@pytest.mark.proves("F-76", "GE-33")
def test_a_person_with_the_least_rights_may_write(
    server: Running, there: Connection, tmp_path: Path
) -> None:
    with at_google(a_person(server, tmp_path), connection=there) as google:
        made = google.calendar.create_calendar("Math coaching", "UTC", "mark")

        assert google.calendar.get_calendar(made) is not None
        assert (google.account, google.alone) == (OFFICE, False)


@pytest.mark.proves("GE-33")
@pytest.mark.parametrize(
    ("gone", "needed_for"),
    [(OWN_CALENDARS, "writing coaching calendars"), (OWN_FILES, "the workbooks")],
)
def test_a_right_withdrawn_since_is_named_before_the_first_call(
    server: Running, there: Connection, tmp_path: Path, gone: str, needed_for: str
) -> None:
    left = tuple(scope for scope in SCOPES if scope != gone)

    with (
        pytest.raises(SignInNeeded, match=f"{short(gone)}, for {needed_for}") as needed,
        at_google(a_person(server, tmp_path, scopes=left), connection=there),
    ):
        pass

    assert needed.value.more == "bellweave auth login"
    assert writes(server) == []


@pytest.mark.proves("GE-33")
def test_sharing_names_the_right_it_lacks_and_how_to_get_it(
    server: Running, there: Connection, tmp_path: Path
) -> None:
    wanted = (*SCOPES, SHARE_CALENDARS)

    with (
        pytest.raises(SignInNeeded, match=r"calendar\.acls, for bellweave calendars share") as no,
        at_google(a_person(server, tmp_path), connection=there, wanted=wanted),
    ):
        pass

    assert no.value.more == "bellweave auth login --share"


@pytest.mark.proves("X11")
@pytest.mark.parametrize(
    "more", [ALL_CALENDARS, ALL_FILES, "https://www.googleapis.com/auth/gmail.send"]
)
def test_a_sign_in_that_turns_out_to_hold_more_is_refused(
    server: Running, there: Connection, tmp_path: Path, more: str
) -> None:
    keys = a_person(server, tmp_path, scopes=(*SCOPES, more))

    with (
        pytest.raises(SettingsError, match=f"than it needs: {short(more)}"),
        at_google(keys, connection=there),
    ):
        pass

    assert writes(server) == []


def test_somebody_else_than_the_settings_name_is_refused(
    server: Running, there: Connection, tmp_path: Path
) -> None:
    keys = a_person(server, tmp_path, account="ana@district.example")

    with (
        pytest.raises(SettingsError) as refusal,
        at_google(replace(keys, account=OFFICE), connection=there),
    ):
        pass

    assert "ana@district.example is signed in" in refusal.value.what
    assert writes(server) == []


def test_the_address_that_the_settings_name_may_be_written_in_capitals(
    server: Running, there: Connection, tmp_path: Path
) -> None:
    keys = replace(a_person(server, tmp_path), account=OFFICE.upper())

    with at_google(keys, connection=there) as google:
        assert google.account == OFFICE


def test_google_tells_whose_sign_in_it_is_without_a_right_to_see_profiles(
    server: Running, there: Connection, tmp_path: Path
) -> None:
    keys = a_person(server, tmp_path)

    assert whose(load(keys, there), there, clock=FakeClock()) == OFFICE


@pytest.mark.proves("N14", "GE-32")
def test_a_sign_in_that_has_ended_says_why_it_may_have_and_leaves_all_as_it_was(
    server: Running, there: Connection, tmp_path: Path
) -> None:
    keys = a_person(server, tmp_path)
    before = keys.token_file.read_bytes()
    admin.forget_tokens(server.store, OFFICE)

    with (
        pytest.raises(SignInNeeded, match="invalid_grant") as needed,
        at_google(keys, connection=there),
    ):
        pass

    assert needed.value.exit_code == 4
    assert "7 days" in needed.value.fix
    assert [one.method for one in server.log.entries()] == ["oauth.token"]
    assert keys.token_file.read_bytes() == before


def test_a_sign_in_service_that_is_away_is_no_reason_to_sign_in_again(
    server: Running, there: Connection, tmp_path: Path
) -> None:
    server.faults.add(Rule(method="oauth.token", deed=Deed.REFUSE, status=503))

    with (
        pytest.raises(Interrupted) as stopped,
        at_google(a_person(server, tmp_path), connection=there),
    ):
        pass

    assert stopped.value.exit_code == 7


class TestServiceAccounts:
    """With a key file, without one, and for nobody."""

    @pytest.mark.proves("F-76")
    def test_with_a_key_it_acts_for_its_subject(
        self, server: Running, there: Connection, tmp_path: Path
    ) -> None:
        keys = a_robot(server, tmp_path)

        with at_google(keys, connection=there) as google:
            made = google.calendar.create_calendar("Math coaching", "UTC", "mark")
            entry = google.calendar.get_calendar(made)

        assert entry is not None
        assert entry.data_owner == OFFICE
        assert status(keys).rung is Rung.SERVICE_ACCOUNT

    @pytest.mark.proves("F-76")
    def test_without_a_key_google_signs_for_it(
        self, server: Running, wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """This computer's own credential asks IAM, and what IAM signed is taken for a token."""
        a_robot(server, tmp_path)
        own = admin.mint(server.store, "runner@district.example")
        file = tmp_path / "own.json"
        file.write_text(
            json.dumps(
                {
                    "type": "authorized_user",
                    "client_id": "c",
                    "client_secret": "s",
                    "refresh_token": own.refresh,
                }
            )
        )
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(file))
        wire.script = signs()
        keys = Keys(
            token_file=tmp_path / "none.json",
            service_account=ROBOT,
            subject=OFFICE,
            subjects=(OFFICE,),
        )
        to = replace(local(server.url, patience=QUICK), signing_root=f"{wire.url}/")

        with warnings.catch_warnings(), at_google(keys, connection=to) as google:
            warnings.simplefilter("error")
            google.calendar.create_calendar("Math coaching", "UTC", "mark")

        (asked,) = wire.heard
        assert asked.path == f"/v1/projects/-/serviceAccounts/{ROBOT}:signJwt"
        claims = json.loads(asked.json["payload"])
        assert (claims["sub"], claims["scope"].split()) == (OFFICE, list(SCOPES))
        assert status(keys).rung is Rung.KEYLESS
        assert {one.user for one in server.log.entries("calendar.calendars.insert")} == {OFFICE}

    def test_where_google_will_not_sign_the_role_that_is_missing_is_named(
        self, server: Running, wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        own = admin.mint(server.store, "runner@district.example")
        file = tmp_path / "own.json"
        fields = {"client_id": "c", "client_secret": "s", "refresh_token": own.refresh}
        file.write_text(json.dumps({"type": "authorized_user", **fields}))
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(file))
        wire.script = [Say(403, {"error": {"code": 403, "message": "Permission denied"}})]
        keys = Keys(token_file=tmp_path / "none.json", service_account=ROBOT)
        keys = replace(keys, subject=OFFICE, subjects=(OFFICE,))
        to = replace(local(server.url, patience=QUICK), signing_root=f"{wire.url}/")

        with pytest.raises(SignInNeeded) as needed, at_google(keys, connection=to):
            pass

        assert "Service Account Token Creator" in needed.value.fix

    def test_without_a_credential_of_its_own_the_computer_is_told_how_to_get_one(
        self, there: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
        monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
        monkeypatch.setenv("NO_GCE_CHECK", "true")
        keys = Keys(token_file=tmp_path / "none.json", service_account=ROBOT)

        with pytest.raises(SignInNeeded, match="no Google credential of its own") as needed:
            load(keys, there)

        assert "gcloud auth application-default login" in needed.value.fix

    @pytest.mark.proves("X11")
    def test_it_acts_for_nobody_the_settings_do_not_list(
        self, server: Running, there: Connection, tmp_path: Path
    ) -> None:
        admin.add_user(server.store, "superintendent@district.example")
        keys = a_robot(server, tmp_path, subject="superintendent@district.example")

        with (
            pytest.raises(SettingsError, match="not listed") as refusal,
            at_google(keys, connection=there),
        ):
            pass

        assert refusal.value.where == "subjects"
        assert server.log.entries() == []

    @pytest.mark.proves("GE-34")
    @pytest.mark.parametrize("delegated", [(), SCOPES[:2]])
    def test_delegation_that_is_missing_is_found_before_anything_is_written(
        self, server: Running, there: Connection, tmp_path: Path, delegated: tuple[str, ...]
    ) -> None:
        keys = a_robot(server, tmp_path, delegated=delegated)

        with (
            pytest.raises(SignInNeeded, match="may not act for") as needed,
            at_google(keys, connection=there),
        ):
            pass

        assert "Domain-wide delegation" in needed.value.fix
        assert ",".join(SCOPES) in needed.value.fix
        assert writes(server) == []

    @pytest.mark.proves("GE-34")
    def test_for_nobody_it_is_known_to_stand_alone(
        self, server: Running, there: Connection, tmp_path: Path
    ) -> None:
        with at_google(a_robot(server, tmp_path, subject=""), connection=there) as google:
            assert (google.alone, google.account) == (True, ROBOT)

    def test_a_key_that_google_does_not_know_is_no_reason_to_sign_in_by_browser(
        self, server: Running, there: Connection, tmp_path: Path
    ) -> None:
        keys = a_robot(server, tmp_path)
        admin.add_service_account(server.store, ROBOT, other_public_key(), delegated=SCOPES)

        with pytest.raises(SignInNeeded, match="key") as needed, at_google(keys, connection=there):
            pass

        assert needed.value.more == "bellweave auth setup"

    @pytest.mark.proves("GE-29")
    def test_each_person_it_acts_for_has_a_quota_of_their_own(self, tmp_path: Path) -> None:
        def quota(subject: str) -> str:
            keys = Keys(token_file=tmp_path, service_account=ROBOT, subject=subject)
            return connection_of(keys).quota_user

        assert quota("a@d.example") != quota("b@d.example")
        assert "@" not in quota("a@d.example")
        assert quota("") == ""


@pytest.mark.parametrize("off", [0.0, 95.0, -3.0])
def test_how_far_the_clock_is_off_is_told_from_googles_date(
    wire: Wire, tmp_path: Path, off: float
) -> None:
    at_google_it_is = datetime(2026, 12, 4, 20, 30, 5, tzinfo=UTC)
    wire.script = [
        Say(200, {"scope": "s"}, {"Date": format_datetime(at_google_it_is, usegmt=True)})
    ]

    found = granted(
        user(wire),
        local(wire.url, patience=QUICK),
        Keys(token_file=tmp_path),
        now=lambda: at_google_it_is + timedelta(seconds=off + 0.5),
    )

    assert found.ahead == timedelta(seconds=off)


def other_public_key() -> str:
    """A key that is not the account's."""
    key_pair.cache_clear()
    return key_pair()[1]
