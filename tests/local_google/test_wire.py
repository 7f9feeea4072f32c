"""What goes over the wire beside the services: routes, errors, sign-in, partial answers, the page."""

from datetime import timedelta
from typing import Any

import pytest
import requests
from google.auth.transport.requests import Request
from google.oauth2 import credentials, service_account

from local_google import admin, oauth
from tests.local_google.district import COACH, TEACHER, District, guests, lesson

EVENTS = "/calendar/v3/calendars/primary/events"
CALENDAR = "https://www.googleapis.com/auth/calendar"


def error_of(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["errors"][0]["reason"]


@pytest.mark.proves("GS-4")
def test_a_method_of_google_s_that_is_not_built_says_so(district: District) -> None:
    app = district.running.app

    quick = district.raw("POST", f"{EVENTS}/quickAdd?text=x")
    batch = district.raw("POST", "/batch/drive/v3", data="--x")

    assert error_of(quick) == (501, "notImplemented")
    assert error_of(batch) == (501, "notImplemented")
    assert "calendar.events.quickAdd" in app.unimplemented()
    assert "calendar.events.insert" in app.implemented()
    assert not set(app.implemented()) & set(app.unimplemented())
    listed = requests.get(f"{district.running.url}/_local/methods", timeout=5).json()
    assert listed["unimplemented"] == app.unimplemented()


def test_an_address_google_does_not_have_is_not_found(district: District) -> None:
    assert error_of(district.raw("GET", "/calendar/v3/nonsense")) == (404, "notFound")
    assert error_of(district.raw("DELETE", EVENTS)) == (404, "notFound")


def test_sheets_errors_have_a_status_word_and_no_list(district: District) -> None:
    answer = requests.get(f"{district.running.url}/v4/spreadsheets/x", timeout=5).json()

    assert set(answer["error"]) == {"code", "message", "status"}
    assert answer["error"]["status"] == "UNAUTHENTICATED"


@pytest.mark.proves("GS-5")
@pytest.mark.parametrize(
    ("header", "reason"),
    [({}, "required"), ({"Authorization": "Bearer x"}, "authError")],
)
def test_no_token_or_an_unknown_one_is_refused(
    district: District, header: dict[str, str], reason: str
) -> None:
    answer = requests.get(district.running.url + EVENTS, headers=header, timeout=5)

    assert error_of(answer) == (401, reason)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.proves("GS-5", "N14")
def test_an_access_token_lives_an_hour_by_the_server_s_clock(district: District) -> None:
    assert district.raw("GET", EVENTS).status_code == 200

    district.later(timedelta(hours=1))

    assert error_of(district.raw("GET", EVENTS)) == (401, "authError")


@pytest.mark.proves("GS-5")
def test_google_auth_refreshes_its_token_here(district: District) -> None:
    minted = admin.mint(district.running.store, COACH, scopes=[CALENDAR])
    file = oauth.client_file(district.running.url, minted.refresh)
    # `from_authorized_user_info` puts Google's own token address over the file's.
    signed_in = credentials.Credentials(
        None,
        refresh_token=file["refresh_token"],
        token_uri=file["token_uri"],
        client_id=file["client_id"],
        client_secret=file["client_secret"],
    )

    signed_in.refresh(Request())

    assert signed_in.valid
    header = {"Authorization": f"Bearer {signed_in.token}"}
    assert requests.get(district.running.url + EVENTS, headers=header, timeout=5).ok


@pytest.mark.proves("GS-5", "N14")
def test_a_refresh_token_can_be_made_invalid(district: District) -> None:
    minted = admin.mint(district.running.store, COACH)
    admin.forget_tokens(district.running.store, COACH)
    form = {"grant_type": "refresh_token", "refresh_token": minted.refresh}

    answer = requests.post(f"{district.running.url}/token", data=form, timeout=5)

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_grant"
    assert error_of(district.raw("GET", EVENTS)) == (401, "authError")


def test_a_token_can_be_revoked_and_looked_at(district: District) -> None:
    url = district.running.url
    minted = admin.mint(district.running.store, COACH, scopes=[CALENDAR])

    info = requests.get(f"{url}/tokeninfo?access_token={minted.access}", timeout=5).json()
    gone = requests.post(f"{url}/revoke", data={"token": minted.refresh}, timeout=5)
    again = requests.post(f"{url}/revoke", data={"token": minted.refresh}, timeout=5)

    assert (info["email"], info["scope"], info["expires_in"]) == (COACH, CALENDAR, "3599")
    assert (gone.status_code, again.status_code) == (200, 400)


@pytest.fixture
def key() -> tuple[str, str]:
    """A service account's private and public key."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    pair = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = pair.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = pair.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


ROBOT = "robot@project.iam.gserviceaccount.com"


def robot(district: District, private: str, subject: str | None = None) -> Any:
    info = {
        "client_email": ROBOT,
        "private_key": private,
        "token_uri": f"{district.running.url}/token",
    }
    made = service_account.Credentials.from_service_account_info(
        info, scopes=[CALENDAR], subject=subject
    )
    made.refresh(Request())
    return made


@pytest.mark.proves("GS-34")
def test_a_service_account_may_invite_only_with_a_subject(
    district: District, key: tuple[str, str]
) -> None:
    store = district.running.store
    admin.add_user(store, ROBOT)
    admin.add_service_account(store, ROBOT, key[1], delegated=[CALENDAR])
    body = lesson(attendees=guests(TEACHER))
    alone, delegated = robot(district, key[0]), robot(district, key[0], COACH)

    def insert(token: str) -> requests.Response:
        header = {"Authorization": f"Bearer {token}"}
        return requests.post(district.running.url + EVENTS, json=body, headers=header, timeout=5)

    assert error_of(insert(alone.token)) == (403, "forbiddenForServiceAccounts")
    assert insert(delegated.token).json()["creator"] == {"email": COACH, "self": True}


@pytest.mark.proves("GS-5")
def test_an_assertion_with_another_key_or_without_delegation_is_refused(
    district: District, key: tuple[str, str]
) -> None:
    from google.auth.exceptions import RefreshError

    store = district.running.store
    with pytest.raises(RefreshError, match="account not found"):
        robot(district, key[0])
    admin.add_service_account(store, ROBOT, key[1])
    with pytest.raises(RefreshError, match="unauthorized_client"):
        robot(district, key[0], COACH)
    other = key[1][:60] + ("A" if key[1][60] != "A" else "B") + key[1][61:]
    admin.add_service_account(store, ROBOT, other)
    with pytest.raises(RefreshError, match="invalid_grant"):
        robot(district, key[0])


def test_fields_picks_parts_of_an_answer(coach: Any, district: District) -> None:
    coach.events().insert(calendarId="primary", body=lesson(id="bell0")).execute()

    picked = (
        coach.events().list(calendarId="primary", fields="items(id,start/dateTime),kind").execute()
    )

    assert picked == {
        "kind": "calendar#events",
        "items": [{"id": "bell0", "start": {"dateTime": "2027-02-03T09:00:00-05:00"}}],
    }
    wrong = district.raw("GET", f"{EVENTS}?fields=items(id")
    assert error_of(wrong) == (400, "invalidParameter")


def test_a_get_too_long_for_a_url_arrives_as_a_post(coach: Any) -> None:
    coach.events().insert(calendarId="primary", body=lesson(id="bell0")).execute()

    found = coach.events().list(calendarId="primary", q="x" * 3000).execute()

    assert found["items"] == []


@pytest.mark.proves("GS-40")
def test_every_request_is_logged_with_its_user_and_status(district: District) -> None:
    coach = district.client(COACH)
    coach.events().insert(calendarId="primary", body=lesson(id="bell0")).execute()
    coach.events().get(calendarId="primary", eventId="bell0").execute()
    district.raw("GET", f"{EVENTS}/never0", TEACHER)

    entries = district.running.log.entries("calendar.*")

    assert [(e.method, e.user, e.status, e.units) for e in entries] == [
        ("calendar.events.insert", COACH, 200, 1),
        ("calendar.events.get", COACH, 200, 1),
        ("calendar.events.get", TEACHER, 404, 1),
    ]
    assert entries[2].reason == "notFound"


@pytest.mark.proves("GS-40", "X8")
def test_the_page_shows_calendars_and_mails_and_escapes_them(district: District) -> None:
    body = lesson(summary="<script>alert(1)</script>", attendees=guests(TEACHER))
    coach = district.client(COACH)
    coach.events().insert(calendarId="primary", body=body, sendUpdates="all").execute()

    answer = requests.get(district.running.url + "/", timeout=5)

    assert "&lt;script&gt;alert(1)" in answer.text
    assert "<script" not in answer.text
    assert "invitation" in answer.text
    assert "Wed 2027-02-03 09:00-09:45" in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_local_door_opens_only_for_this_machine_and_json(district: District) -> None:
    url = f"{district.running.url}/_local/mint"

    foreign = requests.post(
        url, json={"email": "a@b.c"}, headers={"Host": "evil.example"}, timeout=5
    )
    form = requests.post(url, data={"email": "a@b.c"}, timeout=5)
    wrong = requests.post(url, json={}, timeout=5)
    good = requests.post(url, json={"email": "a@b.c", "time_zone": "Asia/Tokyo"}, timeout=5)

    assert [a.status_code for a in (foreign, form, wrong, good)] == [403, 415, 400, 200]
    assert good.json()["email"] == "a@b.c"
    header = {"Authorization": f"Bearer {good.json()['access']}"}
    calendar = requests.get(
        f"{district.running.url}/calendar/v3/calendars/primary", headers=header, timeout=5
    )
    assert calendar.json()["timeZone"] == "Asia/Tokyo"


def test_the_local_door_moves_the_clock_and_shows_the_outbox(district: District) -> None:
    url = district.running.url
    coach = district.client(COACH)
    body = lesson(attendees=guests(TEACHER))
    coach.events().insert(calendarId="primary", body=body, sendUpdates="all").execute()

    requests.post(f"{url}/_local/clock", json={"now": "2028-01-01T00:00:00Z"}, timeout=5)

    (mail,) = requests.get(f"{url}/_local/outbox", timeout=5).json()["mails"]
    assert (mail["kind"], mail["to"], mail["sequence"]) == ("invitation", TEACHER, 0)
    assert district.running.store.now().year == 2028
    assert (
        requests.post(f"{url}/_local/clock", json={"now": "2028-01-01"}, timeout=5).status_code
        == 400
    )


@pytest.mark.proves("GS-40")
def test_the_page_shows_the_rows_of_spreadsheets(district: District) -> None:
    book = district.raw(
        "POST", "/v4/spreadsheets", json={"properties": {"title": "Tracker"}}
    ).json()["spreadsheetId"]
    district.raw(
        "PUT",
        f"/v4/spreadsheets/{book}/values/Sheet1!A1:B2?valueInputOption=RAW",
        json={"values": [["Teacher", "<i>Next</i>"], ["Omar", "Monday"]]},
    )

    page = requests.get(district.running.url + "/", timeout=5).text

    assert "<h3>Tracker</h3>" in page
    assert "&lt;i&gt;Next" in page
    assert "<td>Omar</td><td>Monday</td>" in page
