"""Number formats: what FORMATTED_VALUE shows, for the patterns sheets of ours use (en_US).

Source: https://developers.google.com/workspace/sheets/api/guides/formats. Patterns with conditions,
fractions or thousands scaling show the number as General does.
"""

import re
from datetime import datetime
from typing import Any

from local_google.sheets_serials import moment_of, plain

Json = dict[str, Any]

_TOKENS = re.compile(
    r'"[^"]*"|\\.|\[[hms]+\]|yyyy|yy|y|mmmmm|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|0+|am/pm|a/p|.',
    re.IGNORECASE | re.DOTALL,
)
_DEFAULTS = {
    "DATE": "m/d/yyyy",
    "TIME": "h:mm:ss am/pm",
    "DATE_TIME": "m/d/yyyy h:mm:ss",
    "PERCENT": "0.00%",
    "NUMBER": "#,##0.00",
    "CURRENCY": '"$"#,##0.00',
    "SCIENTIFIC": "0.00E+00",
}
MOMENTS = ("DATE", "TIME", "DATE_TIME")
_PLACE = re.compile(r"[#0?]+(?:,[#0?]+)*(?:\.[#0?]+)?")


def show(value: str | float | bool, form: Json | None) -> str:
    """The text of a value under a NumberFormat (`type`, `pattern`)."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    kind = (form or {}).get("type", "")
    pattern = (form or {}).get("pattern") or _DEFAULTS.get(kind, "")
    if kind in MOMENTS:
        return _show_moment(value, pattern)
    if kind == "TEXT" or pattern in ("", "@", "General"):
        return general(value)
    return _show_number(value, pattern.split(";"))


def general(number: float) -> str:
    """A number without a format: up to ten significant digits, as the UI shows it."""
    whole = plain(number)
    if isinstance(whole, int):
        return str(whole)
    text = f"{number:.10g}"
    return re.sub(r"e([-+])0?(\d)", r"E\1\2", text)


def _show_number(number: float, parts: list[str]) -> str:
    if number < 0 and len(parts) > 1:
        return _fill(-number, parts[1])
    if number == 0 and len(parts) > 2:
        return _fill(0, parts[2])
    return ("-" if number < 0 else "") + _fill(abs(number), parts[0])


def _fill(number: float, pattern: str) -> str:
    quoted = re.findall(r'"([^"]*)"|\\(.)', pattern)
    bare = re.sub(r'"[^"]*"|\\.', "\0", pattern)
    if "%" in bare:
        number *= 100
    place = _PLACE.search(bare)
    if place is None:
        return _unquote(bare, quoted)
    digits = place[0]
    decimals = len(digits.partition(".")[2])
    if re.search(r"[eE][-+]0+", bare):
        text = f"{number:.{decimals}E}"
        bare = re.sub(r"[eE][-+]0+", "", bare)
    else:
        text = f"{number:{',' if ',' in digits else ''}.{decimals}f}"
        least = digits.partition(".")[0].replace(",", "").count("0")
        head, dot, tail = text.partition(".")
        text = head.zfill(least) + dot + tail
    return _unquote(bare[: place.start()] + text + bare[place.end() :], quoted)


def _unquote(text: str, quoted: list[tuple[str, str]]) -> str:
    pieces = text.split("\0")
    return pieces[0] + "".join(
        (first or second) + piece for (first, second), piece in zip(quoted, pieces[1:], strict=True)
    )


def _show_moment(serial: float, pattern: str) -> str:
    moment = moment_of(serial)
    tokens = _TOKENS.findall(pattern)
    halves = any(token.lower() in ("am/pm", "a/p") for token in tokens)
    lower = [token.lower() for token in tokens]
    return "".join(
        _piece(token, _is_minute(lower, place), halves, moment, serial)
        for place, token in enumerate(tokens)
    )


def _is_minute(tokens: list[str], place: int) -> bool:
    """`m` means minutes beside hours or seconds, months elsewhere."""
    before = [token for token in tokens[:place] if re.fullmatch(r"\[?[a-z]+\]?", token)]
    after = [token for token in tokens[place + 1 :] if re.fullmatch(r"\[?[a-z]+\]?", token)]
    return bool(before and before[-1].strip("[]")[0] == "h") or bool(after and after[0][0] == "s")


def _piece(token: str, minute: bool, halves: bool, moment: datetime, serial: float) -> str:
    low = token.lower()
    if low.startswith(('"', "\\")):
        return token.strip('"') if low.startswith('"') else token[1:]
    if low.startswith("[") and len(low) > 1:
        return _elapsed(low.strip("[]"), serial)
    if low in ("m", "mm") and minute:
        return f"{moment.minute:0{len(low)}d}"
    if set(low) == {"0"}:
        return f"{moment.microsecond // 1000:03d}"[: len(low)]
    hour = (moment.hour % 12 or 12) if halves else moment.hour
    values = {
        "yyyy": f"{moment.year:04d}",
        "yy": f"{moment.year % 100:02d}",
        "y": f"{moment.year % 100:02d}",
        "mmmmm": f"{moment:%B}"[0],
        "mmmm": f"{moment:%B}",
        "mmm": f"{moment:%b}",
        "mm": f"{moment.month:02d}",
        "m": str(moment.month),
        "dddd": f"{moment:%A}",
        "ddd": f"{moment:%a}",
        "dd": f"{moment.day:02d}",
        "d": str(moment.day),
        "hh": f"{hour:02d}",
        "h": str(hour),
        "ss": f"{moment.second:02d}",
        "s": str(moment.second),
        "am/pm": "AM" if moment.hour < 12 else "PM",
        "a/p": "A" if moment.hour < 12 else "P",
    }
    return values.get(low, token)


def _elapsed(unit: str, serial: float) -> str:
    seconds = round(serial * 86_400)
    count = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}[unit[0]]
    return str(count).zfill(len(unit))
