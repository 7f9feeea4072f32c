"""The pages and the JSON that exist only here, under `/_local/`, for callers on this machine."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from local_google import admin, calendar_tables, pages
from local_google.faults import Deed, Moment, Rule
from local_google.wire import Json, Reply

if TYPE_CHECKING:
    from local_google.app import App

LOOPBACK = ("127.0.0.1", "::1", "localhost", "[::1]")


def answer(app: "App", environ: Mapping[str, Any], path: str, raw: bytes) -> Reply:
    """One local request; another machine, or a page of another site, is refused."""
    host = str(environ.get("HTTP_HOST", "")).rsplit(":", 1)[0]
    if environ.get("REMOTE_ADDR", "127.0.0.1") not in LOOPBACK or host not in LOOPBACK:
        return Reply(403, {"error": "only for this machine"})
    verb = environ["REQUEST_METHOD"]
    if verb == "GET" and path in ("/", "/_local", "/_local/"):
        return pages.overview(app)
    if verb == "POST" and not str(environ.get("CONTENT_TYPE")).startswith("application/json"):
        return Reply(415, {"error": "send application/json"})
    deed = ROUTES.get((verb, path))
    if deed is None:
        return Reply(404, {"error": "not found", "known": sorted(" ".join(r) for r in ROUTES)})
    try:
        return Reply(200, deed(app, json.loads(raw or b"{}")))
    except (KeyError, TypeError, ValueError) as error:
        return Reply(400, {"error": f"{type(error).__name__}: {error}"})


def _mint(app: "App", body: Json) -> Json:
    body = dict(body)
    email = body.pop("email")
    if "scopes" in body:
        body["scopes"] = tuple(body["scopes"])
    return asdict(admin.mint(app.store, email, **body))


def _clock(app: "App", body: Json) -> Json:
    instant = datetime.fromisoformat(body["now"])
    if instant.tzinfo is None:
        raise ValueError("`now` needs an offset")
    admin.stop_clock(app.store, instant)
    return {"now": app.store.now().isoformat()}


def _fault(app: "App", body: Json) -> Json:
    body = dict(body)
    deed, moment = Deed(body.pop("deed")), Moment(body.pop("at", "arrival"))
    if "retry_after_date" in body:
        body["retry_after_date"] = datetime.fromisoformat(body["retry_after_date"])
    app.faults.add(Rule(deed=deed, at=moment, **body))
    return {}


def _clear_faults(app: "App", body: Json) -> Json:
    app.faults.clear()
    return {}


def _room(app: "App", body: Json) -> Json:
    body = dict(body)
    admin.add_room(app.store, body.pop("email"), **body)
    return {}


def _outbox(app: "App", body: Json) -> Json:
    return {"mails": [asdict(mail) for mail in admin.outbox(app.store)]}


def _requests(app: "App", body: Json) -> Json:
    return {"requests": [asdict(entry) for entry in app.log.entries()]}


def _pushes(app: "App", body: Json) -> Json:
    return {"messages": [asdict(message) for message in app.pushes.messages()]}


def _automatic_answers(app: "App", body: Json) -> Json:
    admin.answer_automatically(app.store)
    return {}


def _switch(app: "App", body: Json) -> Json:
    calendar_tables.set_switch(app.store, body["name"], str(body["value"]))
    return {}


def _unimplemented(app: "App", body: Json) -> Json:
    return {"implemented": app.implemented(), "unimplemented": app.unimplemented()}


def _expire_sync(app: "App", body: Json) -> Json:
    admin.expire_sync_tokens(app.store, body["calendar"])
    return {}


def _purge(app: "App", body: Json) -> Json:
    admin.purge(app.store, body["calendar"], body["event"])
    return {}


def _forget_tokens(app: "App", body: Json) -> Json:
    admin.forget_tokens(app.store, body["email"])
    return {}


def _snapshot(app: "App", body: Json) -> Json:
    app.store.snapshot(body["path"])
    return {}


def _restore(app: "App", body: Json) -> Json:
    app.store.restore(body["path"])
    return {}


ROUTES: Mapping[tuple[str, str], Callable[["App", Json], Json]] = {
    ("POST", "/_local/mint"): _mint,
    ("POST", "/_local/clock"): _clock,
    ("POST", "/_local/rooms"): _room,
    ("POST", "/_local/faults"): _fault,
    ("POST", "/_local/faults/clear"): _clear_faults,
    ("GET", "/_local/outbox"): _outbox,
    ("GET", "/_local/pushes"): _pushes,
    ("POST", "/_local/automatic-answers"): _automatic_answers,
    ("GET", "/_local/requests"): _requests,
    ("POST", "/_local/switches"): _switch,
    ("GET", "/_local/methods"): _unimplemented,
    ("POST", "/_local/expire-sync"): _expire_sync,
    ("POST", "/_local/purge"): _purge,
    ("POST", "/_local/forget-tokens"): _forget_tokens,
    ("POST", "/_local/snapshot"): _snapshot,
    ("POST", "/_local/restore"): _restore,
}
