"""The grammar of the few formulas this server computes: text -> tree.

Numbers, texts, TRUE and FALSE, cells and ranges (of other tabs too), `+ - * / & = <> < > <= >=`,
brackets, and calls. Anything else is a `FormulaSyntaxError`, which the cell shows as `#ERROR!`.
"""

import re
from dataclasses import dataclass

_TOKENS = re.compile(
    r"""\s*(?:
    (?P<number>\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+)
  | (?P<text>"(?:[^"]|"")*")
  | (?P<ref>(?:'(?:[^']|'')+'!|[A-Za-z_]\w*!)?
        \$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d*)?(?![\w(])
      | (?:'(?:[^']|'')+'!|[A-Za-z_]\w*!)?\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}\d*(?![\w(]))
  | (?P<lost>\#REF!)
  | (?P<name>[A-Za-z_][\w.]*)
  | (?P<op><>|<=|>=|[-+*/&=<>(),%])
    )""",
    re.VERBOSE,
)
_ORDER = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"))


class FormulaSyntaxError(ValueError):
    """The text is not a formula of the supported grammar."""


@dataclass(frozen=True, slots=True)
class Literal:
    value: str | float | bool


@dataclass(frozen=True, slots=True)
class Reference:
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Negation:
    of: "Node"


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    arguments: tuple["Node", ...]


Node = Literal | Reference | Name | Operation | Negation | Function


def parse_formula(text: str) -> Node:
    """The tree of a formula with its leading `=`."""
    reader = _Reader(_tokens(text[1:]))
    tree = reader.level(0)
    if reader.left:
        raise FormulaSyntaxError(text)
    return tree


def _tokens(text: str) -> list[tuple[str, str]]:
    found, place = [], 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKENS.match(text, place)
        if not match or not match.lastgroup:
            raise FormulaSyntaxError(text)
        found.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.left = tokens

    def _take(self, *signs: str) -> str | None:
        if self.left and self.left[0][0] == "op" and self.left[0][1] in signs:
            return self.left.pop(0)[1]
        return None

    def level(self, depth: int) -> Node:
        if depth == len(_ORDER):
            return self._signed()
        node = self.level(depth + 1)
        while sign := self._take(*_ORDER[depth]):
            node = Operation(sign, node, self.level(depth + 1))
        return node

    def _signed(self) -> Node:
        if self._take("-"):
            return Negation(self._signed())
        if self._take("+"):
            return self._signed()
        node = self._atom()
        while self._take("%"):
            node = Operation("/", node, Literal(100.0))
        return node

    def _atom(self) -> Node:
        if self._take("("):
            node = self.level(0)
            self._close()
            return node
        if not self.left or self.left[0][0] == "op":
            raise FormulaSyntaxError("an operand is missing")
        kind, text = self.left.pop(0)
        if kind == "number":
            return Literal(float(text))
        if kind == "text":
            return Literal(text[1:-1].replace('""', '"'))
        if kind in ("ref", "lost"):
            return Reference(text)
        if self._take("("):
            return Function(text.upper(), self._arguments())
        return Literal(text.upper() == "TRUE") if text.upper() in ("TRUE", "FALSE") else Name(text)

    def _arguments(self) -> tuple[Node, ...]:
        if self._take(")"):
            return ()
        found = [self.level(0)]
        while self._take(","):
            found.append(self.level(0))
        self._close()
        return tuple(found)

    def _close(self) -> None:
        if not self._take(")"):
            raise FormulaSyntaxError("a bracket is not closed")
