"""What a formula cell shows: a value, or an explicit error value; never a guess.

SUM, COUNT, COUNTA, AVERAGE, MIN, MAX, IF, AND, OR, NOT, LEN, UPPER, LOWER, TRIM, CONCATENATE and
plain arithmetic are computed. Any other function, real ones such as IMPORTDATA included, is
`#NAME?`; a text outside the grammar is `#ERROR!`; a circle or a lost tab is `#REF!`.
"""

from collections.abc import Callable, Iterator, Sequence

from local_google.sheets_formula_syntax import (
    FormulaSyntaxError,
    Function,
    Literal,
    Name,
    Negation,
    Node,
    Operation,
    Reference,
    parse_formula,
)
from local_google.sheets_serials import plain


class CellError(Exception):
    """An error value: `kind` as in the API's ErrorType."""

    def __init__(self, kind: str, message: str = "") -> None:
        super().__init__(kind, message)
        self.kind = kind
        self.message = message

    @property
    def shown(self) -> str:
        return _SHOWN[self.kind]


_SHOWN = {
    "ERROR": "#ERROR!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
}

Scalar = str | int | float | bool | None
Rows = Sequence[Sequence["Scalar | CellError"]]
Lookup = Callable[[str], Rows]
"""The values of a reference such as `A1` or `'Other tab'!A:A`; raises `CellError` if it is lost."""


def compute(text: str, lookup: Lookup) -> Scalar | CellError:
    """The value of the formula `text`, which begins with `=`."""
    try:
        value = _value(parse_formula(text), lookup)
        return plain(value) if isinstance(value, float) else value
    except FormulaSyntaxError:
        return CellError("ERROR", "Formula parse error.")
    except CellError as error:
        return error
    except RecursionError:
        return CellError("ERROR", "The formula is too deep for this server.")


def _value(node: Node, lookup: Lookup) -> Scalar:
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Name):
        raise CellError("NAME", f"Unknown range name: '{node.text.upper()}'.")
    if isinstance(node, Reference):
        return _single(lookup(node.text))
    if isinstance(node, Negation):
        return -_number(_value(node.of, lookup))
    if isinstance(node, Function):
        return _call(node, lookup)
    return _operate(node, lookup)


def _single(rows: Rows) -> Scalar:
    if len(rows) != 1 or len(rows[0]) != 1:
        raise CellError("VALUE", "A single cell is needed here; this server spreads no arrays.")
    value = rows[0][0]
    if isinstance(value, CellError):
        raise value
    return value


def _number(value: Scalar) -> float:
    if value is None or value == "":
        return 0.0
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise CellError("VALUE", f"The text '{value}' cannot be coerced to a number.") from None
    return float(value)


def _text(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(plain(value)) if isinstance(value, int | float) else value


def _operate(node: Operation, lookup: Lookup) -> Scalar:
    left, right = _value(node.left, lookup), _value(node.right, lookup)
    if node.sign == "&":
        return _text(left) + _text(right)
    if node.sign in ("=", "<>", "<", ">", "<=", ">="):
        return _compare(node.sign, left, right)
    first, second = _number(left), _number(right)
    if node.sign == "/":
        if second == 0:
            raise CellError("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
        return first / second
    return {"+": first + second, "-": first - second}.get(node.sign, first * second)


def _compare(sign: str, left: Scalar, right: Scalar) -> bool:
    first, second = _key(left, right), _key(right, left)
    if sign in ("=", "<>"):
        return (first == second) == (sign == "=")
    below, same = first < second, first == second
    return {"<": below, "<=": below or same, ">": not below and not same}.get(sign, not below)


def _key(value: Scalar, other: Scalar) -> tuple[int, float, str]:
    """Numbers sort before texts, texts before truth values; an empty cell is like its partner."""
    if value is None:
        value = "" if isinstance(other, str) else 0
    if isinstance(value, bool):
        return 2, float(value), ""
    return (1, 0.0, value.lower()) if isinstance(value, str) else (0, float(value), "")


def _call(node: Function, lookup: Lookup) -> Scalar:
    if node.name == "IF" and 2 <= len(node.arguments) <= 3:
        test, *branches = node.arguments
        if _number(_value(test, lookup)):
            return _value(branches[0], lookup)
        return _value(branches[1], lookup) if len(branches) == 2 else False
    function = _FUNCTIONS.get(node.name)
    if function is None:
        raise CellError("NAME", f"Unknown function: '{node.name}'.")
    return function(list(_spread(node.arguments, lookup)))


def _spread(nodes: Sequence[Node], lookup: Lookup) -> Iterator[Scalar | CellError]:
    for node in nodes:
        if isinstance(node, Reference):
            for row in lookup(node.text):
                yield from row
        else:
            yield _value(node, lookup)


def _numbers(values: list[Scalar | CellError]) -> list[float]:
    found = []
    for value in values:
        if isinstance(value, CellError):
            raise value
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append(float(value))
    return found


def _average(values: list[Scalar | CellError]) -> float:
    found = _numbers(values)
    if not found:
        raise CellError("DIVIDE_BY_ZERO", "Evaluation of function AVERAGE caused a divide by zero.")
    return sum(found) / len(found)


def _clean(values: list[Scalar | CellError]) -> list[Scalar]:
    for value in values:
        if isinstance(value, CellError):
            raise value
    return [value for value in values if not isinstance(value, CellError)]


def _only(values: list[Scalar | CellError]) -> Scalar:
    clean = _clean(values)
    if len(clean) != 1:
        raise CellError("N_A", "Wrong number of arguments. Expected 1 argument.")
    return clean[0]


_FUNCTIONS: dict[str, Callable[[list[Scalar | CellError]], Scalar]] = {
    "SUM": lambda values: sum(_numbers(values)),
    "COUNT": lambda values: len(
        [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    ),
    "COUNTA": lambda values: len([v for v in values if v is not None]),
    "AVERAGE": _average,
    "MIN": lambda values: min(_numbers(values), default=0.0),
    "MAX": lambda values: max(_numbers(values), default=0.0),
    "AND": lambda values: all(_number(v) for v in _clean(values) if v is not None),
    "OR": lambda values: any(_number(v) for v in _clean(values) if v is not None),
    "NOT": lambda values: not _number(_only(values)),
    "LEN": lambda values: len(_text(_only(values))),
    "UPPER": lambda values: _text(_only(values)).upper(),
    "LOWER": lambda values: _text(_only(values)).lower(),
    "TRIM": lambda values: " ".join(_text(_only(values)).split()),
    "CONCATENATE": lambda values: "".join(_text(v) for v in _clean(values)),
}
