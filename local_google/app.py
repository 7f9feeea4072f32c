"""The WSGI application: URL -> discovery method -> the module that carries it out."""

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, quote

from local_google import batch, local_api, oauth
from local_google.discovery import Match, Routes, service_of
from local_google.faults import ConnectionDropped, Deed, Faults, Hanging, Moment, Rule
from local_google.partial import keep, parse_mask
from local_google.pushes import Message, Pushes
from local_google.quotas import Quotas
from local_google.request_log import Logged, RequestLog
from local_google.sending import Outgoing, StartResponse, send
from local_google.services import Method, all_methods
from local_google.store import Store
from local_google.wire import ApiError, Call, Exchange, Json, Reply, error_body

Environ = dict[str, Any]
READING_POSTS = frozenset({"calendar.freebusy.query"})
BODY_LIMIT = 20 * 1024 * 1024


def create_app(
    store: Store,
    *,
    faults: Faults | None = None,
    quotas: Quotas | None = None,
    deliver: Callable[[Message], int] | None = None,
) -> "App":
    """The server's application over `store`; trouble comes from `faults`, limits from `quotas`.

    `deliver` takes the place of the POST that tells a channel of a change.
    """
    faults = faults or Faults()
    pushes = Pushes(store, faults, deliver)
    store.tell(pushes)
    pushes.resume()
    return App(store, faults=faults, quotas=quotas, methods=all_methods(), pushes=pushes)


class App:
    """Matches, authenticates, carries out, logs and answers one request at a time per thread."""

    def __init__(
        self,
        store: Store,
        *,
        faults: Faults,
        quotas: Quotas | None,
        methods: Mapping[str, Method],
        pushes: Pushes,
    ) -> None:
        self.store = store
        self.faults = faults
        self.quotas = quotas
        self.pushes = pushes
        self.tap: Callable[[Exchange], None] | None = None
        """Sees every request to a method that is built, from any thread."""
        self.log = RequestLog(store)
        self._methods = methods
        self._routes = Routes()

    def unimplemented(self) -> list[str]:
        """The discovery methods that answer 501."""
        return sorted(set(self._routes.methods) - set(self._methods))

    def implemented(self) -> list[str]:
        """The discovery methods that this server carries out."""
        return sorted(set(self._routes.methods) & set(self._methods))

    def __call__(self, environ: Environ, start_response: StartResponse) -> Outgoing:
        path = _raw_path(environ)
        if path == "/" or path.startswith("/_local"):
            return send(start_response, local_api.answer(self, environ, path, _body(environ)))
        if path in ("/token", "/revoke", "/tokeninfo"):
            return self._oauth(environ, start_response, path)
        if path == batch.PATH and environ["REQUEST_METHOD"] == "POST":
            return self._batch(environ, start_response)
        return self._google(environ, start_response, path)

    def _batch(self, environ: Environ, start_response: StartResponse) -> Outgoing:
        try:
            reply = batch.answer(environ, _body(environ), self._asked)
        except ApiError as error:
            reply = Reply(error.status, error_body(error, "calendar"), error.headers)
        return send(start_response, reply, date=self._date())

    def _asked(self, environ: Environ, path: str) -> tuple[str, Mapping[str, str], bytes]:
        """One call of a batch."""
        said: list[tuple[str, list[tuple[str, str]]]] = []
        outgoing = self._google(environ, lambda status, names: said.append((status, names)), path)
        body = b"".join(outgoing)
        outgoing.close()
        return said[0][0], dict(said[0][1]), body

    def _google(self, environ: Environ, start_response: StartResponse, path: str) -> Outgoing:
        environ = _unfolded(environ)
        verb = environ["REQUEST_METHOD"]
        match = self._routes.find(verb, path)
        name = match.method.id if match else "batch" if path.startswith("/batch") else "unknown"
        entry = {"at": self.store.now().isoformat(), "method": name, "verb": verb, "path": path}
        user, rules, call = "", list[Rule](), None
        try:
            if name == "batch":
                message = "Batches of calls are not implemented by this local server."
                raise ApiError(501, "notImplemented", message)
            if match is None:
                raise ApiError(404, "notFound", "Not Found")
            call = self._call(environ, match)
            user = call.caller.email
            rules = self.faults.met(name, user)
            if self.quotas:
                self.quotas.charge(self.store, match.method, call)
            reply = self._delivered(call, rules, Logged(**entry, user=user, status=0))
            reply = _shaped(reply, call)
        except ApiError as error:
            self.log.note(Logged(**entry, user=user, status=error.status, reason=error.reason))
            service = match.method.service if match else service_of(path)
            reply = Reply(error.status, error_body(error, service), error.headers)
        except (ConnectionDropped, Hanging) as trouble:
            self.log.note(Logged(**entry, user=user, status=0, reason=type(trouble).__name__))
            raise
        if self.tap is not None and call is not None:
            self.tap(Exchange(call=call, status=reply.status, body=reply.body))
        return send(start_response, reply, self._after(rules, name), rules, self._date())

    def _call(self, environ: Environ, match: Match) -> Call:
        caller = oauth.authenticate(self.store, environ.get("HTTP_AUTHORIZATION"))
        if match.method.id not in self._methods:
            message = f"{match.method.id} is not implemented by this local server."
            raise ApiError(501, "notImplemented", message)
        oauth.require_scope(caller, match.method.scopes)
        query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        for name in match.method.required - set(query):
            raise ApiError(400, "required", f"Required parameter: {name}", location=name)
        return Call(
            method=match.method.id,
            path=match.path,
            query=query,
            body=_json(_body(environ)),
            headers=_headers(environ),
            caller=caller,
        )

    def _delivered(self, call: Call, rules: list[Rule], entry: Logged) -> Reply:
        """The answer to a request, which a rule may have arrive twice.

        Arriving before (`at` arrival), the other one takes the first effect and this one's answer
        is seen; otherwise the other one comes after.
        """
        twice = [rule for rule in rules if rule.deed is Deed.TWICE]
        other = replace(call, body=copy.deepcopy(call.body)) if twice else call
        early = any(rule.at is Moment.ARRIVAL for rule in twice)
        if twice and early:
            self._unseen(other, entry)
        reply = self._carry_out(call, rules, entry)
        if twice and not early:
            self._unseen(other, entry)
        return reply

    def _unseen(self, call: Call, entry: Logged) -> None:
        """Carry a request out whose answer nobody gets."""
        try:
            self._carry_out(call, [], entry)
        except ApiError as error:
            self.log.note(replace(entry, status=error.status, reason=error.reason))

    def _carry_out(self, call: Call, rules: list[Rule], entry: Logged) -> Reply:
        self.faults.strike(rules, Moment.ARRIVAL, call.method)
        if any(rule.deed is Deed.EXPIRE_SYNC_TOKEN for rule in rules) and call.one("syncToken"):
            message = "Sync token is no longer valid, a full sync is required."
            raise ApiError(410, "fullSyncRequired", message, location="syncToken")
        reading = entry.verb == "GET" or call.method in READING_POSTS
        reply = self._read(call, entry) if reading else self._write(call, rules, entry)
        if reading:
            self.faults.strike(rules, Moment.BEFORE_COMMIT, call.method)
        self.faults.strike(rules, Moment.AFTER_COMMIT, call.method)
        if isinstance(reply.body, dict):
            return replace(reply, body=_misled(reply.body, call, rules))
        return reply

    def _read(self, call: Call, entry: Logged) -> Reply:
        reply = self._methods[call.method](self.store, call)
        self.log.note(replace(entry, status=reply.status))
        return reply

    def _write(self, call: Call, rules: list[Rule], entry: Logged) -> Reply:
        with self.store.write() as db:
            reply = self._methods[call.method](self.store, call)
            # A deed before the commit may still undo all this, so nothing is logged before it.
            self.faults.strike(rules, Moment.BEFORE_COMMIT, call.method)
            self.log.note(replace(entry, status=reply.status))
            self.log.flush(db)
        return reply

    def _after(self, rules: list[Rule], name: str) -> Callable[[], None]:
        return lambda: self.faults.strike(rules, Moment.AFTER_ANSWER, name)

    def _date(self) -> str:
        return format_datetime(self.store.now(), usegmt=True)

    def _oauth(self, environ: Environ, start_response: StartResponse, path: str) -> Outgoing:
        name = f"oauth.{path[1:]}"
        query = {k: v[-1] for k, v in parse_qs(environ.get("QUERY_STRING", "")).items()}
        rules = self.faults.met(name, "")
        status = 200
        try:
            self.faults.strike(rules, Moment.ARRIVAL, name)
            form = query | oauth.parse_form(_body(environ), environ.get("CONTENT_TYPE", ""))
            body = oauth.answer(self.store, path, form)
        except oauth.GrantRefused as error:
            status, body = error.status, error.body()
        except ApiError as error:
            status, body = error.status, {"error": error.reason, "error_description": error.message}
        self.log.note(
            Logged(
                at=self.store.now().isoformat(),
                method=name,
                verb=environ["REQUEST_METHOD"],
                path=path,
                user="",
                status=status,
                reason=str(body.get("error", "")),
                units=0,
            )
        )
        return send(start_response, Reply(status, body), self._after(rules, name), rules)


def _shaped(reply: Reply, call: Call) -> Reply:
    """The answer under the `fields` parameter, which every method has."""
    text = call.one("fields")
    if not text or reply.kept or not isinstance(reply.body, dict):
        return reply
    return replace(reply, body=keep(reply.body, parse_mask(text)))


def _misled(body: Json, call: Call, rules: list[Rule]) -> Json:
    """A list that claims there is nothing, or whose next page is the one just read."""
    deeds = {rule.deed for rule in rules}
    if Deed.NOTHING_LISTED in deeds and "items" in body:
        return {name: value for name, value in body.items() if name != "nextPageToken"} | {
            "items": []
        }
    if Deed.REPEAT_PAGE in deeds and call.one("pageToken"):
        kept = {name: value for name, value in body.items() if name != "nextSyncToken"}
        return kept | {"nextPageToken": call.one("pageToken")}
    return body


def _unfolded(environ: Environ) -> Environ:
    """A GET too long for a URL, which the client library sends as a POST with a form."""
    if environ.get("HTTP_X_HTTP_METHOD_OVERRIDE") != "GET":
        return environ
    query = "&".join(filter(None, (environ.get("QUERY_STRING"), _body(environ).decode("utf-8"))))
    return {**environ, "REQUEST_METHOD": "GET", "QUERY_STRING": query, "CONTENT_LENGTH": "0"}


def _raw_path(environ: Environ) -> str:
    """The path still percent-encoded, so that an encoded slash in a range stays inside it."""
    raw = environ.get("RAW_URI") or environ.get("REQUEST_URI")
    return str(raw).split("?", 1)[0] if raw else quote(environ.get("PATH_INFO", "/"))


def _body(environ: Environ) -> bytes:
    size = int(environ.get("CONTENT_LENGTH") or 0)
    if size > BODY_LIMIT:
        raise ApiError(413, "uploadTooLarge", "Request is too large.")
    raw: bytes = environ["wsgi.input"].read(size) if size else b""
    return raw


def _json(raw: bytes) -> Json | None:
    if not raw.strip():
        return None
    try:
        value = json.loads(raw)
    except ValueError:
        raise ApiError(400, "parseError", "Parse Error") from None
    if not isinstance(value, dict):
        raise ApiError(400, "parseError", "Parse Error")
    return value


def _headers(environ: Environ) -> dict[str, str]:
    found = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    return found | {"content-type": environ.get("CONTENT_TYPE", "")}
