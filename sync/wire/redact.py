"""Texts that may be shown or logged: no address of a person, no token, no code.

Calendar ids are e-mail addresses and stand in URLs, so an error text of any library may carry one.
"""

import re
from collections.abc import Callable

_HIDDEN = "(hidden)"
_ADDRESS = re.compile(r"[\w.+'-]+(?:@|%40|%2540)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_NAMES = (
    "access_token|refresh_token|id_token|client_secret|assertion|code_verifier|code|token"
    "|private_key|signedJwt|cookie|x-goog-channel-token"
)
_SECRETS = (
    re.compile(
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL
    ),
    re.compile(r"\b(Set-Cookie|Cookie)(['\"]?\s*:\s*)['\"]?[^\r\n'\"}]+", re.IGNORECASE),
    re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]+", re.IGNORECASE),
    re.compile(rf"\b({_NAMES})((?:%3d|[\"']?\s*[:=])\s*[\"']?)[^\s\"'&,}}]+", re.IGNORECASE),
    re.compile(r"\bya29\.[\w.-]+"),
    re.compile(r"\b1/(?:/|%2F)[\w-]+", re.IGNORECASE),
    re.compile(r"\b1%2F%2F[\w-]+", re.IGNORECASE),
    re.compile(r"\b4/[\w-]{8,}"),
    re.compile(r"\bGOCSPX-[\w-]+"),
    re.compile(r"\bAIza[\w-]{20,}"),
    re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"),
)


def redact(text: str, *, named: Callable[[str], str] = lambda _: _HIDDEN) -> str:
    """The text with addresses and secrets replaced by `(hidden)`; control characters by spaces.

    `named` may give an address another name, by which the same one is known again.
    """
    return printable(hide(text, named=named))


def hide(text: str, *, named: Callable[[str], str] = lambda _: _HIDDEN) -> str:
    """`redact` of a text of many lines, which stays one."""
    for pattern in _SECRETS:
        text = pattern.sub(_keep_name, text)
    return _ADDRESS.sub(lambda found: named(found[0]), text)


def printable(line: str) -> str:
    """A line in which no control character can forge another."""
    return "".join(letter if letter.isprintable() else " " for letter in line)


def _keep_name(match: re.Match[str]) -> str:
    names = [part for part in match.groups() if part]
    if not names:
        return _HIDDEN
    joined = "".join(names)
    return f"{joined}{_HIDDEN}" if len(names) > 1 else f"{joined} {_HIDDEN}"
