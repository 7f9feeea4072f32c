"""Who is let through: by name, by visit, and by where a request comes from."""

from collections.abc import Mapping
from typing import Protocol

from web.site.door import Visit, asked_here


class Headers(Protocol):
    """The headers of a request: found whatever their case."""

    def get(self, key: str, /) -> str | None: ...


SAME = "same-origin"
CSRF_FIELD, CSRF_HEADER = "csrf", "X-CSRF-Token"


def from_here(headers: Headers, scheme: str, host: str) -> bool:
    """Whether a request that acts was made by a page of ours.

    A browser says where it comes from in `Origin`; one that hides that has nothing to do here.
    """
    site = headers.get("Sec-Fetch-Site") or SAME
    return headers.get("Origin") == f"{scheme}://{host}" and site == SAME


def meant(visit: Visit, form: Mapping[str, str], headers: Headers) -> bool:
    """Whether it carries the visit's own words, in its form or, for JSON, in a header."""
    return asked_here(visit, form.get(CSRF_FIELD) or headers.get(CSRF_HEADER) or "")
