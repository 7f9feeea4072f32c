"""Who comes in, how long she stays, and that nobody else's page acts in her name."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient
from pydantic import ValidationError

from scheduler.district import PersonId, Role
from tests.web.sample_site import HOST, Site, sample_today
from web.policy import Reader
from web.site.door import STAYS_S
from web.site.routes import ROUTES

ACTING = [one for one in ROUTES if one.acts and not one.outside]
PIN = {"activity": "clc/0/w3/visit/0"}
HERE = {"Origin": HOST}
TODAY = sample_today()


@pytest.fixture
def site() -> Site:
    return Site(today=TODAY)


def come_in(client: FlaskClient, code: str) -> int:
    return client.post("/enter", data={"code": code}, headers=HERE).status_code


def _opens(client: FlaskClient) -> bool:
    return client.get("/runs").status_code == 200


@pytest.mark.proves("X16")
def test_a_code_opens_one_browser_once(site: Site) -> None:
    code = site.door.code()
    first, second = site.outside(), site.outside()

    assert not _opens(first)
    assert (come_in(first, code), come_in(second, code)) == (303, 403)
    assert (_opens(first), _opens(second)) == (True, False)


@pytest.mark.parametrize("code", ["", "secret-2", "secret-10", "sécret-1"])
def test_another_code_opens_nothing(site: Site, code: str) -> None:
    site.door.code()
    client = site.outside()

    assert come_in(client, code) == 403
    assert not _opens(client)


def test_of_browsers_at_the_same_moment_one_comes_in(site: Site) -> None:
    code = site.door.code()
    with ThreadPoolExecutor(8) as pool:
        visits = list(pool.map(lambda _: site.door.come_in(code), range(8)))

    assert sum(visit is not None for visit in visits) == 1


@pytest.mark.proves("X16")
def test_coming_in_again_makes_a_new_visit_and_ends_the_old_one(site: Site) -> None:
    client = site.inside()
    with client.session_transaction() as kept:
        before = kept["visit"]
    assert come_in(client, site.door.code()) == 303
    with client.session_transaction() as kept:
        after = kept["visit"]

    assert before != after
    assert site.door.who(before) is None
    thief = site.outside()
    with thief.session_transaction() as kept:
        kept["visit"] = before
    assert not _opens(thief)


@pytest.mark.proves("X16")
def test_a_cookie_from_before_is_not_taken_over(site: Site) -> None:
    client = site.outside()
    with client.session_transaction() as kept:
        kept["visit"] = "chosen by somebody else"
    come_in(client, site.door.code())

    assert site.door.who("chosen by somebody else") is None
    with client.session_transaction() as kept:
        assert kept["visit"] != "chosen by somebody else"


@pytest.mark.proves("X16")
def test_nobody_stays_longer_than_twelve_hours(site: Site) -> None:
    client = site.inside()
    site.seconds = STAYS_S - 1
    assert _opens(client)
    site.seconds = STAYS_S

    assert STAYS_S == 12 * 3600
    assert not _opens(client)
    site.seconds = 0
    assert not _opens(client)


def test_who_leaves_is_out_in_every_window(site: Site) -> None:
    client, csrf = site.inside(), ""
    csrf = site.csrf(client)
    other = site.outside()
    with client.session_transaction() as kept, other.session_transaction() as copy:
        copy["visit"] = kept["visit"]
    client.post("/leave", data={"csrf": csrf}, headers=HERE)

    assert not _opens(client)
    assert not _opens(other)


def test_a_cookie_that_another_start_signed_opens_nothing(site: Site) -> None:
    client = site.inside()
    cookie = client.get_cookie("visit")
    assert cookie is not None
    forged = site.outside()
    forged.set_cookie("visit", cookie.value[:-2] + "xx")

    assert not _opens(forged)


@pytest.mark.proves("X6")
def test_the_cookie_goes_to_no_script_and_to_no_other_site(site: Site) -> None:
    answer = site.outside().post("/enter", data={"code": site.door.code()}, headers=HERE)

    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Expires" not in cookie
    assert answer.headers["Location"] == "/"


@pytest.mark.proves("X6")
def test_nothing_is_done_that_does_not_come_from_our_own_page(site: Site) -> None:
    client = site.inside()
    csrf = site.csrf(client)
    words = {"X-CSRF-Token": csrf}
    for headers in (
        HERE,
        {**HERE, "X-CSRF-Token": "wrong"},
        words,
        {**words, "Origin": "null"},
        {**words, "Origin": "http://evil.example"},
        {**words, "Origin": "http://localhost:81"},
        {**words, "Origin": "http://evil.example", "Authorization": f"Bearer {TOKEN}"},
        {**words, "Authorization": "Basic bGVhZGVyOg=="},
        {**words, **HERE, "Sec-Fetch-Site": "cross-site"},
    ):
        for route in ACTING:
            body = {"json": PIN} if route.json else {"data": PIN}
            answer = client.open(route.path, method="POST", headers=headers, **body)  # type: ignore[arg-type]  # Flask's own keywords
            assert answer.status_code == 403, (route.path, headers)

    assert site.asked.done == []
    assert _opens(client)


@pytest.mark.proves("X6")
def test_what_our_own_page_asks_is_done(site: Site) -> None:
    client = site.inside()
    page = client.get("/activity?id=clc/0/w3/visit/0").text
    form = re.search(r'<form method="post" action="/pin".*?</form>', page, re.DOTALL)
    assert form
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form.group()))

    answer = client.post("/pin", data=fields, headers=HERE)

    assert answer.status_code == 303
    assert site.asked.done == [("pin", "clc/0/w3/visit/0")]
    assert "pin: done." in client.get(answer.headers["Location"]).text
    assert "pin: done." not in client.get(answer.headers["Location"]).text


@pytest.mark.proves("X6")
@pytest.mark.parametrize("path", ["/pin", "/api/pin"])
def test_what_is_asked_with_words_that_no_page_of_ours_sends_is_not_done(
    site: Site, path: str
) -> None:
    """A word that is passed over today could mean something to whoever writes here next."""
    client = site.inside()
    csrf = site.csrf(client)
    sent = {**PIN, "role": "leader"}
    body = {"json": sent} if path.startswith("/api") else {"data": {"csrf": csrf, **sent}}

    answer = client.post(path, headers={**HERE, "X-CSRF-Token": csrf}, **body)

    assert answer.status_code == 400
    assert "role" in answer.text
    assert site.asked.done == []


def test_every_action_refuses_words_that_it_does_not_name() -> None:
    asked = {route.asks for route in ACTING if route.asks is not None}

    assert len(asked) > 5
    for body in asked:
        with pytest.raises(ValidationError, match=r"role\n +Extra inputs are not permitted"):
            body.model_validate({"role": "leader"})


TOKEN = "eyJhbGciOiJub25lIn0.eyJlbWFpbCI6ImxlYWRlckBleGFtcGxlLm9yZyJ9."
"""An ID token that nobody signed and that names a leader."""
CLAIMS = (
    {"Authorization": f"Bearer {TOKEN}"},
    {"X-Goog-IAP-JWT-Assertion": TOKEN},
    {"X-Goog-Authenticated-User-Email": "accounts.google.com:leader@example.org"},
    {"Remote-User": "leader@example.org"},
    {"X-Remote-User": "leader@example.org"},
    {"Cookie": f"id_token={TOKEN}"},
)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda one: next(iter(one)))
@pytest.mark.proves("X17")
def test_who_somebody_says_she_is_lets_her_in_nowhere(site: Site, claim: dict[str, str]) -> None:
    """Only the code counts here: no account, of whatever domain, is believed before it is signed in to."""
    outside = site.outside()
    with_token = {"id_token": TOKEN, "credential": TOKEN, "email": "leader@example.org"}
    entered = outside.post("/enter", data=with_token, headers={**HERE, **claim})

    assert entered.status_code == 403
    assert outside.get("/runs", headers=claim, query_string=with_token).status_code == 303
    assert outside.get("/api/status", headers=claim).status_code == 401
    coach = Site(today=TODAY, reader=Reader(role=Role.COACH, person=PersonId("coach-1")))
    inside = coach.inside()
    if "Cookie" not in claim:
        assert inside.get("/", headers=claim).status_code == 200
        assert inside.get("/runs", headers=claim).status_code == 404


def test_signing_in_is_not_done_for_somebody_by_another_site(site: Site) -> None:
    client = site.outside()
    answer = client.post(
        "/enter", data={"code": site.door.code()}, headers={"Origin": "http://evil.example"}
    )

    assert answer.status_code == 403
    assert come_in(client, site.door.code()) == 303


def test_nothing_is_shown_to_who_has_not_come_in(site: Site) -> None:
    client = site.outside()
    inner = [one for one in ROUTES if not one.outside]
    answers = [client.open(one.path, method=one.method) for one in inner]

    assert {one.status_code for one in answers} == {303, 401}
    assert [one for one in answers if "Okafor" in one.text] == []
    assert site.asked.todays == 0


@pytest.mark.parametrize("path", ["/", "/enter", "/nothing", "/api/status"])
@pytest.mark.proves("X8")
def test_every_answer_forbids_scripts_frames_and_stores(site: Site, path: str) -> None:
    for client in (site.inside(), site.outside()):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]

        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert "unsafe" not in policy
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.0.2.7"])
def test_another_name_reaches_nothing(site: Site, host: str) -> None:
    client = site.inside()

    assert client.get("/", headers={"Host": host}).status_code == 421
    assert client.get("/", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 421
    assert client.get("/").status_code == 200
