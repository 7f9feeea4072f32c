"""`files.list`'s search language, the part that finds files by plain facts.

Source: https://developers.google.com/workspace/drive/api/guides/search-files: `name`, `fullText`
left out, `mimeType`, `trashed`, `starred`, `parents`, `owners`, `writers`, `readers`,
`modifiedTime`, `createdTime`, `appProperties`/`properties has {...}`; `and`, `or`, `not`, brackets.
"""

import re
from collections.abc import Callable
from typing import Any

from local_google.wire import ApiError

Json = dict[str, Any]
Test = Callable[[Json], bool]
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<op><=|>=|!=|=|<|>|[(){}])
    |(?P<word>[A-Za-z]+))""",
    re.VERBOSE,
)
_PEOPLE = {"owners": ("owner",), "writers": ("owner", "organizer", "fileOrganizer", "writer")}


def parse_query(text: str) -> Test:
    """A test for files; a query this server cannot read is a 400, never all files."""
    reader = _Reader(text)
    test = reader.either()
    if reader.tokens:
        raise _invalid(text)
    return test


def _invalid(text: str) -> ApiError:
    return ApiError(400, "invalid", f"Invalid Value: {text}", location="q")


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, str]] = []
        place, text = 0, text.rstrip()
        while place < len(text):
            match = _TOKEN.match(text, place)
            if not match or not match.lastgroup:
                raise _invalid(self.text)
            self.tokens.append((match.lastgroup, match[match.lastgroup]))
            place = match.end()

    def _take(self, kind: str, *values: str) -> str | None:
        if not self.tokens or self.tokens[0][0] != kind:
            return None
        value = self.tokens[0][1]
        if values and value.lower() not in values:
            return None
        self.tokens.pop(0)
        return value

    def _need(self, kind: str, *values: str) -> str:
        value = self._take(kind, *values)
        if value is None:
            raise _invalid(self.text)
        return value

    def either(self) -> Test:
        tests = [self._both()]
        while self._take("word", "or"):
            tests.append(self._both())
        return tests[0] if len(tests) == 1 else lambda file: any(test(file) for test in tests)

    def _both(self) -> Test:
        tests = [self._single()]
        while self._take("word", "and"):
            tests.append(self._single())
        return tests[0] if len(tests) == 1 else lambda file: all(test(file) for test in tests)

    def _single(self) -> Test:
        if self._take("word", "not"):
            test = self._single()
            return lambda file: not test(file)
        if self._take("op", "("):
            test = self.either()
            self._need("op", ")")
            return test
        value = self._take("text")
        if value is not None:
            self._need("word", "in")
            return _membership(self._need("word"), _plain(value), self.text)
        return self._comparison(self._need("word"))

    def _comparison(self, field: str) -> Test:
        if field in ("appProperties", "properties") and self._take("word", "has"):
            return self._has(field)
        if field in ("trashed", "starred"):
            sign = self._need("op", "=", "!=")
            wanted = (self._need("word", "true", "false").lower() == "true") == (sign == "=")
            return lambda file: bool(file.get(field)) == wanted
        if self._take("word", "contains"):
            needle = _plain(self._need("text")).lower()
            return lambda file: _starts_a_word(str(file.get(field, "")).lower(), needle)
        if self._take("word", "in"):
            return _membership(field, _plain(self._need("text")), self.text)
        sign, value = self._need("op"), _plain(self._need("text"))
        if field not in ("name", "mimeType", "modifiedTime", "createdTime"):
            raise _invalid(self.text)
        return lambda file: _compare(sign, str(file.get(field, "")), value)

    def _has(self, field: str) -> Test:
        self._need("op", "{")
        wanted = {}
        for number in range(2):
            name = self._need("word", "key", "value").lower()
            self._need("op", "=")
            wanted[name] = _plain(self._need("text"))
            if number == 0:
                self._need("word", "and")
        self._need("op", "}")
        return lambda file: file.get(field, {}).get(wanted.get("key")) == wanted.get("value", "")


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def _starts_a_word(text: str, needle: str) -> bool:
    """`contains` matches the beginnings of words only, as documented for `name`."""
    return bool(re.search(rf"(?<!\w){re.escape(needle)}", text))


def _membership(field: str, value: str, whole: str) -> Test:
    """`'x' in parents`, and the other way round as gspread writes it."""
    if field == "parents":
        return lambda file: value in file["parents"]
    if field not in ("owners", "writers", "readers"):
        raise _invalid(whole)
    roles = _PEOPLE.get(field)
    return lambda file: any(
        permission.get("emailAddress", "").lower() == value.lower()
        and (roles is None or permission["role"] in roles)
        for permission in file["permissions"]
    )


def _compare(sign: str, left: str, right: str) -> bool:
    if sign in ("=", "!="):
        return (left == right) == (sign == "=")
    return {"<": left < right, ">": left > right, "<=": left <= right}.get(sign, left >= right)
