"""The same pages over HTTP, for this computer only: read-only, never stored, no other origin let in.

Who may open a page is decided by where it is served: on loopback, with the `Host` header checked, so that
a web page elsewhere cannot reach it under a name of its own.
"""

import threading
from collections.abc import Callable

from flask import Flask, Response, abort, request
from waitress import create_server, wasyncore  # pyright: ignore[reportAttributeAccessIssue]  # lazy there

from scheduler.errors import BellweaveError
from web.hooks import BODY_MAX, Hook, add_hook
from web.hooks import PATH as HOOK
from web.page_html import content_policy, problem_html

Pages = Callable[[str], str | None]
"""The HTML of a page by its name, like 'week' or 'invitations'; None where there is no such page."""

HOME = "week"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via")
"""What somebody who passes requests on from elsewhere adds to them."""


def create_app(pages: Pages, hosts: tuple[str, ...] = LOOPBACK, hook: Hook | None = None) -> Flask:
    """The application; `hosts` are the names it may be asked for by, without port.

    With a `hook` Google's posts are taken under the names of its own. What passes them on to this
    computer must not make the pages public with them: what was passed on sees no page.
    """
    app = Flask("web", static_folder=None, template_folder=None)

    @app.before_request
    def refuse_other_names() -> None:
        name = name_of(request.host)
        if hook is not None and request.path == HOOK and name in hook.hosts:
            return
        if name not in hosts or (hook is not None and any(h in request.headers for h in PASSED_ON)):
            abort(421)

    if hook is not None:
        add_hook(app, hook)

    @app.get("/")
    @app.get("/<page>")
    @app.get("/<page>.html")
    def show(page: str = HOME) -> Response:
        html = pages(page)
        if html is None:
            abort(404)
        return Response(html, mimetype="text/html")

    @app.errorhandler(BellweaveError)
    def explain(problem: BellweaveError) -> tuple[str, int]:
        return problem_html(problem), 503

    @app.errorhandler(404)
    def point_home(_: Exception) -> tuple[str, int]:
        missing = BellweaveError("There is no page at this address.", fix="Open / for the week.")
        return problem_html(missing, "Nothing here"), 404

    app.after_request(guard_with(content_policy("frame-ancestors 'none'"), "no-referrer"))
    return app


def name_of(host: str) -> str:
    """The host without its port, in lower case; brackets of an IPv6 address are left off."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def guard_with(policy: str, referrer: str) -> Callable[[Response], Response]:
    """Puts the content policy on every answer, and keeps it out of stores, frames and other pages.

    A page with forms tells its own site where a request comes from (`same-origin`): without that a browser
    would hide it from us as well.
    """

    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = referrer
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return guard


class Served:
    """Pages being served; `url` is where, `close` ends it and may be called again."""

    def __init__(self, app: Flask, host: str, port: int, body_max: int) -> None:
        self._sockets: dict[int, wasyncore.dispatcher] = {}
        self._server = create_server(
            app,
            map=self._sockets,
            host=host,
            port=port,
            ident=None,
            threads=4,
            max_request_body_size=body_max,
            clear_untrusted_proxy_headers=False,  # they tell who asks from elsewhere
        )
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self._server.effective_port}/"
        self._thread = threading.Thread(target=self._server.run, daemon=True, name="pages")
        self._thread.start()

    def close(self) -> None:
        """Stop listening and drop what is open."""
        if self._thread.is_alive():
            self._server.trigger.pull_trigger(self._drop_everything)
            self._thread.join(timeout=5)
            self._server.task_dispatcher.shutdown()

    def wait(self) -> None:
        """Block until somebody closes it."""
        self._thread.join()

    def _drop_everything(self) -> None:
        """Runs on the server's own thread, which ends when it has no socket left."""
        # the stubs name sockets where waitress keeps dispatchers
        wasyncore.close_all(self._sockets)  # pyright: ignore[reportArgumentType]

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def serve(app: Flask, host: str = "127.0.0.1", port: int = 0, body_max: int = BODY_MAX) -> Served:
    """Serve on a thread of its own; port 0 takes a free one, a larger body is refused. Says nothing."""
    return Served(app, host, port, body_max)
