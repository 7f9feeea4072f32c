"""Texts that may be shown or logged: no address of a person, no token, no code.

Calendar ids are e-mail addresses and stand in URLs, so an error text of any library may carry one.
"""

import re

_HIDDEN = "(hidden)"
_ADDRESS = re.compile(r"[\w.+'-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_SECRETS = (
    re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]+", re.IGNORECASE),
    re.compile(
        r"\b(access_token|refresh_token|id_token|client_secret|assertion|code_verifier|code|token)"
        r"((?:%3d|[\"']?\s*[:=])\s*[\"']?)[^\s\"'&,}]+",
        re.IGNORECASE,
    ),
    re.compile(r"\bya29\.[\w.-]+"),
    re.compile(r"\b1//[\w-]+"),
    re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"),
)


def redact(text: str) -> str:
    """The text with addresses and secrets replaced by `(hidden)`; control characters by spaces."""
    for pattern in _SECRETS:
        text = pattern.sub(_keep_name, text)
    text = _ADDRESS.sub(_HIDDEN, text)
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _keep_name(match: re.Match[str]) -> str:
    names = [part for part in match.groups() if part]
    if not names:
        return _HIDDEN
    joined = "".join(names)
    return f"{joined}{_HIDDEN}" if len(names) > 1 else f"{joined} {_HIDDEN}"
