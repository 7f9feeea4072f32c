"""The site: the table of routes over HTTP, for this computer only.

Every request passes the same way: the name it is asked by, the visit, whether the route is open to the
reader, for what acts also where it comes from and the visit's own words, and what was sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, Response, abort, redirect, request, session
from pydantic import ValidationError

from scheduler.errors import BellweaveError
from web.app import LOOPBACK, PASSED_ON, guard_with, name_of
from web.hooks import PATH as HOOK
from web.hooks import Hook, add_hook
from web.page_html import content_policy, problem_html, render
from web.policy import reader_of
from web.site.actions import Actions
from web.site.bodies import Answer, Said, Trouble
from web.site.doing import AFTER, DOES, NotHers
from web.site.door import Door, Visit
from web.site.guard import from_here, meant
from web.site.routes import ROUTES, Route
from web.site.shell import home_of, shell_of
from web.site.showing import SHOWS, Asked, NotThere
from web.site.telling import TELLS
from web.site.work import PATIENCE_S, Work

VISIT, NOTE = "visit", "note"
NOTE_MOST = 600
BODY_MAX = 16 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What the cookie is signed with and called: new with each start, so that two of them do not meet."""

    secret: str
    cookie: str


def create_site(
    actions: Actions,
    door: Door,
    key: Key,
    *,
    hosts: tuple[str, ...] = LOOPBACK,
    hook: Hook | None = None,
    patience_s: float = PATIENCE_S,
) -> Flask:
    """The application; `hosts` are the names it may be asked for by, without port.

    What takes longer than `patience_s` runs on behind a page that tells so.
    """
    app = Flask("web", static_folder=None, template_folder=None)
    app.secret_key = key.secret
    app.config.update(
        SESSION_COOKIE_NAME=key.cookie,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        MAX_CONTENT_LENGTH=BODY_MAX,
    )
    _only_by_its_names(app, hosts, hook)
    if hook is not None:
        add_hook(app, hook)
    site = _Site(actions, door, Work(patience_s))
    for route in ROUTES:
        app.add_url_rule(
            route.path,
            endpoint=route.name,
            view_func=site.view(route),
            methods=[route.method],
            provide_automatic_options=False,
        )
    app.register_error_handler(404, _nothing_here)
    app.after_request(
        guard_with(content_policy("frame-ancestors 'none'", site=True), "same-origin")
    )
    return app


def _only_by_its_names(app: Flask, hosts: tuple[str, ...], hook: Hook | None) -> None:
    """What comes under another name sees nothing, nor what is passed on from elsewhere."""

    @app.before_request
    def refuse_other_names() -> None:
        name = name_of(request.host)
        if hook is not None and request.path == HOOK and name in hook.hosts:
            return
        if name not in hosts or any(one in request.headers for one in PASSED_ON):
            abort(421)


class _Site:
    """The routes with what they work on."""

    def __init__(self, actions: Actions, door: Door, work: Work) -> None:
        self._actions, self._door, self._work = actions, door, work

    def view(self, route: Route) -> Callable[[], Any]:
        """What Flask calls for a route."""
        if route.name == "enter":
            return self._at_the_door
        if route.name == "come-in":
            return self._come_in
        return lambda: self._let_in(route)

    def _at_the_door(self) -> Any:
        if (visit := self._visit()) and not request.args.get("code"):
            return redirect(home_of(visit), 303)
        return render(
            "enter.html", {"code": request.args.get("code", ""), "wrong": False, "shell": None}
        )

    def _come_in(self) -> Any:
        """Signing in has no visit yet, so only where it comes from and the code count."""
        if not from_here(request.headers, request.scheme, request.host):
            abort(403)
        visit = self._door.come_in(request.form.get("code", ""), session.get(VISIT, ""))
        session.clear()
        if visit is None:
            return render("enter.html", {"code": "", "wrong": True, "shell": None}), 403
        session[VISIT] = visit.name
        return redirect(home_of(visit), 303)

    def _visit(self) -> Visit | None:
        """Who is in, as long as the roster knows her; whoever has left the district is out at once."""
        visit = self._door.who(session.get(VISIT, ""))
        if visit is None or visit.reader.person is None:
            return visit
        today = self._actions.today()
        person = today.person(visit.reader.person)
        if person is None or not person.active_on(today.today):
            self._door.leave(visit.name)
            return None
        return replace(visit, reader=reader_of(person))

    def _let_in(self, route: Route) -> Any:
        visit = self._visit()
        if visit is None:
            if route.json:
                return _json(
                    Trouble(error="Nobody is signed in.", fix="Open the link that was printed."),
                    401,
                )
            return redirect("/enter", 303)
        if not route.open_to(visit.reader):
            if route.path == "/":
                return redirect(home_of(visit), 303)
            abort(404)
        if not route.acts:
            return self._read(route, visit)
        here = from_here(request.headers, request.scheme, request.host)
        if not here or not meant(visit, request.form, request.headers):
            abort(403)
        return self._act(route, visit)

    def _read(self, route: Route, visit: Visit) -> Any:
        missing = [name for name in route.needed if not request.args.get(name)]
        if missing:
            abort(404)
        try:
            asked = self._asked(route, visit)
            if route.json:
                return _json(TELLS[route.name](asked))
            return SHOWS[route.name](asked)
        except NotThere:
            abort(404)
        except BellweaveError as problem:
            if route.json:
                return _json(_trouble(problem), 503)
            return problem_html(problem, more={"shell": shell_of(visit, route.name)}), 503

    def _asked(self, route: Route, visit: Visit) -> Asked:
        return Asked(
            reader=visit.reader,
            actions=self._actions,
            work=self._work,
            args={name: request.args.get(name, "") for name in (*route.needed, *route.query)},
            shell=shell_of(visit, route.name, "" if route.json else session.pop(NOTE, "")),
        )

    def _act(self, route: Route, visit: Visit) -> Any:
        if route.name == "leave":
            self._door.leave(visit.name)
            session.clear()
            return redirect("/enter", 303)
        if route.asks is None:
            abort(404)
        try:
            body = route.asks.model_validate(_sent(route))
        except ValidationError as error:
            problem = BellweaveError(_wrong_with(error), fix="Go back and send it again.")
            return self._refused(route, visit, problem, 400)
        name = route.name.removeprefix("api-do-")
        try:
            says = DOES[name](self._actions, self._work, visit.reader, body)
        except NotHers:
            abort(404)
        except BellweaveError as problem:
            return self._refused(route, visit, problem, 409)
        if route.json:
            return _json(Said(says=says))
        session[NOTE] = says[:NOTE_MOST]
        return redirect(AFTER[name](body, self._work), 303)

    @staticmethod
    def _refused(route: Route, visit: Visit, problem: BellweaveError, status: int) -> Any:
        if route.json:
            return _json(_trouble(problem), status)
        more = {"shell": shell_of(visit, route.name)}
        return problem_html(problem, "This was not done", more), status


def _sent(route: Route) -> Mapping[str, object]:
    """The fields of a form without the words of the visit, or the members of a JSON object."""
    if route.json:
        found = request.get_json(silent=True)
        return found if isinstance(found, dict) else {"": ""}
    return {name: value for name, value in request.form.items() if name != "csrf" and value != ""}


def _wrong_with(error: ValidationError) -> str:
    first = error.errors()[0]
    field = ".".join(str(one) for one in first["loc"])
    return f"What was sent cannot be used: {field or 'all of it'}, {first['msg'].lower()}."


def _trouble(problem: BellweaveError) -> Trouble:
    return Trouble(error=problem.what, where=problem.where, fix=problem.fix, more=problem.more)


def _json(answer: Answer, status: int = 200) -> Response:
    return Response(answer.model_dump_json(), status=status, mimetype="application/json")


def _nothing_here(_: Exception) -> tuple[str, int]:
    missing = BellweaveError("There is no page at this address.", fix="Open / for the week.")
    return problem_html(missing, "Nothing here"), 404
