"""Looks for what must never be seen: keys anywhere, and people's addresses in logs and errors.

A run that wants to be looked at listens while it works, then hands over all it said and kept:

    with listening() as heard:
        ran = typist.types("push", "--yes")
    assert leaks({"log": heard(), "stderr": ran.err, **files_of(folder)}, keys) == []
"""

import base64
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from local_google.store import Store

ADDRESS = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
APART = ("google", "googleapiclient", "urllib3", "requests_oauthlib", "oauthlib", "sqlalchemy")
"""Libraries whose loggers may keep their records to themselves."""
TOLD_MAX = 60


def tokens_of(store: Store) -> frozenset[str]:
    """Every access and refresh token that the server has given out."""
    with store.read() as db:
        rows = db.execute("SELECT token FROM oauth_tokens UNION SELECT token FROM oauth_refresh")
        return frozenset(row["token"] for row in rows)


def leaks(seen: Mapping[str, str | bytes], keys: Iterable[str]) -> list[str]:
    """Where a key stands in what was seen, in whichever writing: `place: ...around it...`."""
    texts = {place: _bytes(said) for place, said in seen.items()}
    written = [(key, form) for key in keys for form in _writings(key)]
    return [
        f"{place}: {key[:12]} in {_around(said, form)}"
        for place, said in texts.items()
        for key, form in written
        if form in said
    ]


def addresses(seen: Mapping[str, str]) -> list[str]:
    """Where an address of a person stands in logs and errors: `place: address`."""
    return [f"{place}: {found}" for place, said in seen.items() for found in ADDRESS.findall(said)]


def files_of(folder: Path, *, but: Iterable[str] = ()) -> dict[str, bytes]:
    """Every file below a folder with its bytes; `but` names what is not the program's to hide in."""
    left_out = frozenset(but)
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in left_out
    }


@contextmanager
def listening() -> Iterator[Callable[[], str]]:
    """Hear all that any library logs from DEBUG up, with what lies beside the text; gives it as text."""
    lines: list[str] = []
    handler = logging.Handler(logging.DEBUG)

    def note(record: logging.LogRecord) -> None:
        beside = {name: value for name, value in record.__dict__.items() if name not in _PLAIN}
        lines.append(f"{logging.Formatter().format(record)} {beside or ''}")

    handler.emit = note  # type: ignore[method-assign]  # a list is all it needs
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in APART)]
    before = [(one, one.level, one.propagate) for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
        one.propagate = False
        one.addHandler(handler)
    try:
        yield lambda: "\n".join(lines)
    finally:
        for one, level, propagate in before:
            one.setLevel(level)
            one.propagate = propagate
            one.removeHandler(handler)


_PLAIN = frozenset(logging.LogRecord("", 0, "", 0, "", None, None).__dict__) | {"message"}


def _writings(key: str) -> set[bytes]:
    """A key as it is, as it stands in an address, and in base64."""
    plain = key.encode()
    return {plain, quote(key, safe="").encode(), base64.b64encode(plain).rstrip(b"=")[:-1]}


def _bytes(said: str | bytes) -> bytes:
    return said if isinstance(said, bytes) else said.encode()


def _around(said: bytes, form: bytes) -> str:
    at = said.index(form)
    return repr(said[max(0, at - TOLD_MAX) : at + len(form) + 20])
