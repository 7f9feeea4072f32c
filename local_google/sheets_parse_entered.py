"""What USER_ENTERED makes of a text: the value, and the number format Sheets gives the cell.

Source: the guide "Reading & writing cell values" (`ValueInputOption`: "parsed as if the user typed
them into the UI") for the en_US locale. `8:30 AM` becomes a fraction of a day, `2027-02-03` the
serial 46421, `007` the number 7. Formats no documentation names follow what the UI shows.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple

from local_google.sheets_serials import plain, serial_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?"
_TIME = re.compile(
    r"(?P<h>\d{1,3}):(?P<m>\d{2})(?::(?P<s>\d{2}(?:\.\d{1,3})?))?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?\Z"
)
_HOUR_ONLY = re.compile(r"(?P<h>\d{1,2})\s*(?P<half>[AaPp])[Mm]\Z")
_ISO = re.compile(r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})\Z")
_US = re.compile(r"(?P<m>\d{1,2})(?P<sep>[-/])(?P<d>\d{1,2})(?:(?P=sep)(?P<y>\d{4}|\d{2}))?\Z")
_NAME_FIRST = re.compile(r"(?P<n>[A-Za-z]{3,9})\.? (?P<d>\d{1,2})(?:, ?(?P<y>\d{4}))?\Z")
_DAY_FIRST = re.compile(
    r"(?P<d>\d{1,2})(?P<sep>[- ])(?P<n>[A-Za-z]{3,9})(?:(?P=sep)(?P<y>\d{4}))?\Z"
)


class Entered(NamedTuple):
    """`value` is a number, truth value or text, or a text with `formula` true."""

    value: str | int | float | bool
    kind: str = ""
    pattern: str = ""
    formula: bool = False


def parse_entered(text: str, today: date) -> Entered:
    """What typing `text` gives; `today` fills in the year of `2/3`."""
    if text.startswith("'"):
        return Entered(text[1:])
    if text.startswith("=") and len(text) > 1:
        return Entered(text, formula=True)
    trimmed = text.strip()
    if trimmed.upper() in ("TRUE", "FALSE"):
        return Entered(trimmed.upper() == "TRUE")
    found = _first(trimmed, today)
    if found is not None:
        return found
    if len(text) > 1 and text[0] in "+-":
        return Entered("=" + text, formula=True)
    return Entered(text)


def _first(text: str, today: date) -> Entered | None:
    readers: tuple[Callable[[str], Entered | None], ...] = (
        _number,
        _time,
        lambda given: _day(given, today),
        lambda given: _day_and_time(given, today),
    )
    return next((found for reader in readers if (found := reader(text)) is not None), None)


def _number(text: str) -> Entered | None:
    match = re.fullmatch(
        rf"(?P<sign>[-+]?)(?P<money>\$?)(?P<n>{_NUMBER})(?P<e>[eE][-+]?\d+)?(?P<pc>%?)", text
    )
    if not match or not re.search(r"\d", match["n"]) or (match["money"] and match["pc"]):
        return None
    digits, power = match["n"].replace(",", ""), match["e"] or ""
    value = float(digits + power) * (-1 if match["sign"] == "-" else 1)
    decimals = ".00" if "." in match["n"] and match["n"].rpartition(".")[2] else ""
    if match["pc"]:
        return Entered(plain(value / 100), "PERCENT", f"0{decimals}%")
    if match["money"]:
        return Entered(plain(value), "CURRENCY", f'"$"#,##0{decimals}')
    if power:
        return Entered(plain(value), "SCIENTIFIC", "0.00E+00")
    if "," in match["n"]:
        return Entered(plain(value), "NUMBER", f"#,##0{decimals}")
    return Entered(plain(value))


def _time(text: str) -> Entered | None:
    match = _TIME.match(text)
    if not match:
        short = _HOUR_ONLY.match(text)
        return short and _of_day(int(short["h"]), 0, 0, short["half"], "h am/pm")
    seconds = float(match["s"] or 0)
    pattern = "h:mm" + (":ss" if match["s"] else "") + (" am/pm" if match["half"] else "")
    return _of_day(int(match["h"]), int(match["m"]), seconds, match["half"], pattern)


def _of_day(
    hour: int, minute: int, second: float, half: str | None, pattern: str
) -> Entered | None:
    if minute > 59 or second >= 60:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    elif hour >= 24:
        pattern = "[h]:mm:ss"
    return Entered(plain((hour * 3600 + minute * 60 + second) / 86_400), "TIME", pattern)


def _day(text: str, today: date) -> Entered | None:
    for form, pattern in ((_ISO, _iso), (_US, _us), (_NAME_FIRST, _named), (_DAY_FIRST, _named)):
        match = form.match(text)
        if not match:
            continue
        month = _month(match)
        serial = month and _serial(match["y"], month, int(match["d"]), today)
        return Entered(serial, "DATE", pattern(match)) if serial else None
    return None


def _month(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if "n" not in groups:
        return int(groups["m"])
    name = groups["n"].lower()
    if name in _LONG:
        return _LONG.index(name) + 1
    return _MONTHS.index(name) + 1 if name in _MONTHS else None


def _iso(match: re.Match[str]) -> str:
    return f"yyyy{match['sep']}mm{match['sep']}dd"


def _us(match: re.Match[str]) -> str:
    sep = match["sep"]
    return f"m{sep}d" + (f"{sep}{'y' * len(match['y'])}" if match["y"] else "")


def _named(match: re.Match[str]) -> str:
    name = "mmmm" if len(match["n"]) > 3 else "mmm"
    if match.re is _NAME_FIRST:
        return f"{name} d" + (", yyyy" if match["y"] else "")
    sep = match["sep"]
    return f"d{sep}{name}" + (f"{sep}yyyy" if match["y"] else "")


def _serial(year: str | None, month: int, day: int, today: date) -> int | None:
    number = today.year if not year else int(year)
    if year and len(year) == 2:
        number += 2000 if number < 30 else 1900
    try:
        return int(serial_of(datetime(number, month, day, tzinfo=UTC)))
    except ValueError:
        return None


def _day_and_time(text: str, today: date) -> Entered | None:
    day, _, time = text.replace("T", " ", 1).partition(" ")
    first, second = _day(day, today), _time(time)
    if first is None or second is None or float(second.value) >= 1:
        return None
    value = plain(float(first.value) + float(second.value))
    return Entered(value, "DATE_TIME", f"{first.pattern} {second.pattern}")
