"""The address Google posts to when a calendar changed. Every post is a stranger's until it is believed.

Nothing of the body is read, nothing is told but yes (204) or no (404), and no work is done here.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import Flask, Response, abort, request

PATH = "/hooks/calendar"
BODY_MAX = 1024
"""Bytes; Google's posts have none."""

Hear = Callable[[Mapping[str, str]], str]
"""Told the headers of a post, names in lower case; '' when it is believed, else why not, for counting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """Who judges posts, under which host names they may come, and how many were refused why."""

    hear: Hear
    hosts: tuple[str, ...]
    refused: Counter[str] = field(default_factory=Counter)


def add_hook(app: Flask, hook: Hook) -> None:
    """Let an application take Google's posts."""

    @app.post(PATH)
    def calendar() -> Response:
        if (request.content_length or 0) > BODY_MAX or "Transfer-Encoding" in request.headers:
            hook.refused["body"] += 1
            abort(413)
        why = hook.hear({name.lower(): value for name, value in request.headers.items()})
        if why:
            hook.refused[why] += 1
            abort(404)
        return Response(status=204)
