"""No key is seen anywhere, and nobody's address in a log or an error, whatever goes wrong."""

import json
import sqlite3
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from local_google.faults import Deed, Moment, Rule, refuse
from local_google.server import Running, serve
from local_google.services import open_store
from scheduler.errors import BellweaveError
from sync.account.credentials import logout
from sync.account.keys import Keys
from sync.account.rights import SCOPES
from sync.account.sign_in import login
from sync.wire.connection import local
from sync.wire.logs import hide_in_logs, trace
from sync.workspace.google import at_google
from tests.canary import addresses, files_of, leaks, listening, tokens_of
from tests.journeys.typing_commands import Ran, Typist
from tests.sync.coaching import Workspace, a_workspace, visit
from tests.sync.rungs import OFFICE, ROBOT, a_robot, key_pair
from tests.sync.wire import QUICK, Drop, Raw, Say, Wire, running
from tests.sync.wire import Deed as Answered

LOUD = "ana.canary@oakhill.example may not, says Bearer ya29.CANARY-said-by-google"
"""What a fault's message says: a person, and a key."""
SAID = "ya29.CANARY-said-by-google"
FAULTS = (
    *(
        refuse("*", status, reason, LOUD, count=None, nth=2)
        for status, reason in (
            (400, "invalid"),
            (401, "authError"),
            (403, "forbidden"),
            (403, "insufficientPermissions"),
            (403, "quotaExceeded"),
            (403, "rateLimitExceeded"),
            (404, "notFound"),
            (409, "duplicate"),
            (410, "deleted"),
            (412, "conditionNotMet"),
            (429, "rateLimitExceeded"),
            (500, "backendError"),
            (501, "notImplemented"),
            (503, "backendError"),
        )
    ),
    Rule(method="*", deed=Deed.DROP, at=Moment.AFTER_COMMIT, count=None, nth=2),
    Rule(method="*", deed=Deed.TRUNCATE, count=None, nth=2),
    Rule(method="*", deed=Deed.GARBAGE, count=None, nth=2),
)


def name_of(fault: Rule) -> str:
    return f"{fault.deed} {fault.status} {fault.reason}"


def words_of(error: BaseException) -> str:
    """All that an error tells: its text, its fields and its traceback as a bug's is printed."""
    told = [str(error), trace(error)]
    if isinstance(error, BellweaveError):
        told += [error.what, error.where, error.fix, error.more]
    return "\n".join(told)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path) as one:
        yield one


@pytest.mark.proves("X1")
@pytest.mark.parametrize("fault", FAULTS, ids=name_of)
def test_a_push_and_a_pull_that_fail_tell_nothing(
    office: Workspace, tmp_path: Path, fault: Rule
) -> None:
    hide_in_logs(b"canary")
    said: dict[str, str] = {}
    changes = office.compare(visit())
    office.running.faults.add(fault)

    with listening() as heard:
        for name, deed in (
            ("push", lambda: office.push(changes)),
            ("compare", lambda: office.compare(visit("2026-12-08 11:30"))),
        ):
            try:
                said[name] = repr(getattr(deed(), "stopped", None))
            except Exception as error:  # noqa: BLE001 - whatever comes is read for keys
                said[name] = words_of(error)
        said["log"] = heard()

    assert said["log"]
    keys = {SAID, *tokens_of(office.running.store)}
    assert leaks({**said, **files_of(tmp_path)}, keys) == []
    assert addresses({"log": said["log"], "push": said["push"]}) == []


class TestCommands:
    """A week by command, on a server whose tokens are known."""

    @pytest.fixture
    def elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
        with serve(open_store(seed="canary")) as server:
            monkeypatch.setenv("BELLWEAVE_GOOGLE", server.url)
            yield server

    @pytest.fixture
    def typist(self, tmp_path: Path) -> Typist:
        made = Typist(tmp_path / "small", now="2026-11-06T15:45")
        made.folder.mkdir()
        made.does("init", "--small", "--start-week", "2026-11-23")
        return made

    @pytest.mark.slow
    @pytest.mark.proves("X1")
    def test_a_week_that_goes_well(self, typist: Typist, elsewhere: Running) -> None:
        ran = self.all_of(
            typist,
            ("schedule", "week", "2026-11-16"),
            ("push", "--yes"),
            ("pull",),
            ("doctor",),
            ("doctor", "--live"),
            ("calendars", "share", "--yes"),
            ("calendars", "check-owner"),
            ("export", "html"),
            ("export", "ics"),
            ("auth", "status"),
        )

        assert [one.code for one, _ in ran] == [0] * len(ran)
        keys = tokens_of(elsewhere.store)
        assert len(keys) > 2
        seen = {f"{n}": one.out + one.err + log for n, (one, log) in enumerate(ran)}
        assert leaks({**seen, **files_of(typist.folder)}, keys) == []
        assert addresses({f"log {n}": log for n, (_, log) in enumerate(ran)}) == []
        assert any("person-" in log for _, log in ran)

    @pytest.mark.slow
    @pytest.mark.proves("X1")
    def test_a_week_in_which_google_refuses(self, typist: Typist, elsewhere: Running) -> None:
        typist.does("schedule", "week", "2026-11-16")
        elsewhere.faults.add(refuse("calendar.events.insert", 403, "forbidden", LOUD, count=None))
        ran = self.all_of(typist, ("push", "--yes"))
        elsewhere.faults.add(refuse("calendar.*", 403, "quotaExceeded", LOUD, count=None))
        ran += self.all_of(typist, ("push", "--yes"), ("pull",), ("calendars", "list"))

        keys = {SAID, *tokens_of(elsewhere.store)}
        seen = {f"{n}": one.out + one.err + log for n, (one, log) in enumerate(ran)}
        assert any(one.code for one, _ in ran)
        assert leaks({**seen, **files_of(typist.folder)}, keys) == []
        quiet = {f"{n}": one.err + log for n, (one, log) in enumerate(ran)}
        assert addresses(quiet) == []

    @staticmethod
    def all_of(typist: Typist, *lines: tuple[str, ...]) -> list[tuple[Ran, str]]:
        """Each command's words and what was logged meanwhile."""
        ran = []
        for line in lines:
            with listening() as heard:
                done = typist.types(*line)
            ran.append((done, heard()))
        return ran


SIGN_IN_FAULTS: dict[str, Answered] = {
    "refused": Say(400, {"error": "invalid_grant", "error_description": LOUD}),
    "not ours": Say(401, {"error": "unauthorized_client", "error_description": LOUD}),
    "odd": Say(200, {"access_token": 7}),
    "no JSON": Say(200, b"<html>" + LOUD.encode()),
    "away": Drop(),
    "broken": Raw(
        b"HTTP/1.1 200 OK\r\nSet-Cookie: sid=CANARYcookie\r\nContent-Length: 99\r\n\r\n{"
    ),
}
CODE, SECRET, COOKIE = "4/0AbCANARYcode", "GOCSPX-CANARYsecret", "CANARYcookie"


@pytest.fixture
def wire() -> Iterator[Wire]:
    with running() as one:
        yield one


@pytest.mark.proves("X1")
@pytest.mark.parametrize("fault", SIGN_IN_FAULTS)
def test_a_sign_in_that_fails_tells_nothing(
    wire: Wire, tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hide_in_logs(b"canary")
    wire.sign_in = [SIGN_IN_FAULTS[fault]]
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the sign-in service is on loopback
    monkeypatch.setattr("webbrowser.get", lambda _name=None: Browser(f"code={CODE}"))
    client = tmp_path / "client.json"
    fields = {"client_id": "c", "client_secret": SECRET, "auth_uri": "https://accounts.google.com/"}
    client.write_text(json.dumps({"installed": {**fields, "token_uri": "https://x.example/"}}))
    keys = Keys(token_file=tmp_path / "own" / "sign-in.json")
    person = replace(a_person_at(wire, tmp_path), account=OFFICE)
    there = local(wire.url, patience=QUICK)

    with listening() as heard, (tmp_path / "notes").open("w") as notes:
        said = {
            "login": error_of(lambda: login(keys, client, there, notes=notes)),
            "person": error_of(lambda: opened(person, wire)),
            "logout": error_of(lambda: logout(person, there)),
        }
        said["log"] = heard()

    assert all(said[name] for name in ("login", "person"))
    secrets = {CODE, SECRET, COOKIE, SAID, "1//0CANARYrefresh"}
    assert leaks(said, secrets) == []
    assert addresses(said) == []


@pytest.mark.proves("X1")
def test_a_sign_in_that_goes_well_tells_nothing_either(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hide_in_logs(b"canary")
    fresh, lasting = "ya29.CANARYaccess", "1//0CANARYlasting"
    granted = {"access_token": fresh, "refresh_token": lasting, "expires_in": 3600}
    said_yes = {**granted, "token_type": "Bearer", "scope": " ".join(SCOPES)}
    wire.sign_in = [Say(200, said_yes, {"Set-Cookie": f"sid={COOKIE}"})]
    wire.script = [Say(200, {"user": {"emailAddress": OFFICE}, "scope": " ".join(SCOPES)})]
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the sign-in service is on loopback
    monkeypatch.setattr("webbrowser.get", lambda _name=None: Browser(f"code={CODE}"))
    client = tmp_path / "client.json"
    fields = {"client_id": "c", "client_secret": SECRET, "auth_uri": "https://accounts.google.com/"}
    client.write_text(json.dumps({"installed": {**fields, "token_uri": "https://x.example/"}}))
    keys = Keys(token_file=tmp_path / "own" / "sign-in.json")
    there = local(wire.url, patience=QUICK)

    with listening() as heard, (tmp_path / "notes").open("w") as notes:
        said = {"login": repr(login(keys, client, there, notes=notes))}
        opened(keys, wire)
        said["logout"] = repr(logout(keys, there))
        said["log"] = heard()

    assert "(hidden)" in said["log"]  # a library did log some of them
    keys_sent = {CODE, SECRET, COOKIE, fresh, lasting}
    assert leaks({**said, **files_of(tmp_path, but=["client.json"])}, keys_sent) == []
    assert addresses({"log": said["log"]}) == []


@pytest.mark.proves("X1", "X2")
def test_a_service_account_that_is_refused_keeps_its_key(tmp_path: Path) -> None:
    hide_in_logs(b"canary")
    with serve(open_store(seed="robot")) as server, listening() as heard:
        keys = a_robot(server, tmp_path, delegated=())
        there = local(server.url, patience=QUICK)

        def enter() -> None:
            with at_google(keys, connection=there):
                pass

        said = {"refused": error_of(enter)}
        keys.service_account_file.chmod(0o644) if keys.service_account_file else None
        said["open"] = error_of(enter)
        said["log"] = heard()

    lines = [line for line in key_pair()[0].splitlines() if len(line) > 40]
    assert all(said[name] for name in ("refused", "open"))
    assert leaks(said, lines) == []
    assert ROBOT not in said["log"]


def test_the_scan_finds_what_it_looks_for(tmp_path: Path) -> None:
    """A scan that finds nothing anywhere would prove nothing."""
    with sqlite3.connect(tmp_path / "j.db") as db:
        db.execute("CREATE TABLE t (x)")
        db.execute("INSERT INTO t VALUES ('1//0abcdef-ghij')")
    db.close()
    seen: dict[str, str | bytes] = {"url": "?t=1%2F%2F0abcdef-ghij", **files_of(tmp_path)}

    assert len(leaks(seen, ["1//0abcdef-ghij"])) == 2
    assert addresses({"log": "GET /calendars/ana%40d.example/events"}) == ["log: ana%40d.example"]


class Browser:
    """A person's browser that says yes."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def open(self, address: str, **_: object) -> None:
        asked = parse_qs(urlsplit(address).query)
        back = f"{asked['redirect_uri'][0]}?state={asked['state'][0]}&{self.answer}"
        threading.Thread(
            target=lambda: urllib.request.urlopen(back, timeout=5).read(), daemon=True
        ).start()


def a_person_at(wire: Wire, folder: Path) -> Keys:
    """Somebody whose saved sign-in is refused or not by the wire."""
    from sync.account import token_file

    keys = Keys(token_file=folder / "hers" / "sign-in.json")
    saved = {
        "refresh_token": "1//0CANARYrefresh",
        "client_id": "c",
        "client_secret": SECRET,
        "scopes": list(SCOPES),
        "account": OFFICE,
    }
    token_file.save(keys.token_file, saved)
    return keys


def opened(keys: Keys, wire: Wire) -> None:
    """Go in, if the wire lets us."""
    with at_google(keys, connection=local(wire.url, patience=QUICK)):
        pass


def error_of(deed: Callable[[], object]) -> str:
    """All that the error of a deed tells; '' when it went well."""
    try:
        deed()
    except Exception as error:  # noqa: BLE001 - whatever comes is read for keys
        return words_of(error)
    return ""
