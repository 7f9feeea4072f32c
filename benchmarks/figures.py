"""A measured number with what is asked of it, and how a list of them is printed and kept."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

HEADER = ("", "measured", "before", "asked for", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number; `met` says whether it is what `target` asks for, None where nothing is asked.

    `shown` is the number as text where its digits alone say too little. `value` None means that it
    could not be measured; `shown` then says why. `lost` marks what somebody else does better than we.
    """

    part: str
    name: str
    value: float | None
    unit: str = ""
    shown: str = ""
    target: str = ""
    met: bool | None = None
    lost: bool = False

    @property
    def text(self) -> str:
        if self.shown or self.value is None:
            return self.shown or "not measured"
        return f"{_digits(self.value)} {self.unit}".rstrip()


def at_most(limit: float, value: float, unit: str = "") -> dict[str, Any]:
    """The value, its unit, its target and whether it is met, for a Figure."""
    target = f"at most {_digits(limit)} {unit}".rstrip()
    return {"value": value, "unit": unit, "target": target, "met": value <= limit}


def at_least(limit: float, value: float, unit: str = "") -> dict[str, Any]:
    """The same for a limit from below."""
    target = f"at least {_digits(limit)} {unit}".rstrip()
    return {"value": value, "unit": unit, "target": target, "met": value >= limit}


def exactly(wanted: float, value: float, unit: str = "") -> dict[str, Any]:
    """The same for a number that has to be hit."""
    target = f"{_digits(wanted)} {unit}".rstrip()
    return {"value": value, "unit": unit, "target": target, "met": value == wanted}


def said(asked: Mapping[str, Any], shown: str) -> dict[str, Any]:
    """The same with the number as text."""
    return {**asked, "shown": shown}


def table(figures: Iterable[Figure], before: Mapping[str, float]) -> str:
    """The figures part by part; `before` are the values of an earlier run."""
    blocks: list[str] = []
    for part, group in groupby(figures, key=lambda figure: figure.part):
        rows = [HEADER, *(_row(figure, before) for figure in group)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = (
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        )
        blocks.append("\n".join([part, *(f"  {line}" for line in lines)]))
    return "\n\n".join(blocks)


def summary(figures: Sequence[Figure]) -> str:
    """How many targets were met, and the others by name."""
    judged = [figure for figure in figures if figure.met is not None]
    missed = [f"  NOT MET: {_told(figure)}" for figure in judged if not figure.met]
    lost = [f"  lost: {_told(figure)}" for figure in figures if figure.lost]
    first = f"{len(judged) - len(missed)} of {len(judged)} targets met"
    return "\n".join([first, *missed, *lost])


def _told(figure: Figure) -> str:
    asked = f" ({figure.target})" if figure.target else ""
    return f"{figure.part}: {figure.name}: {figure.text}{asked}"


def keep(path: Path, machine: Mapping[str, Any], figures: Iterable[Figure]) -> None:
    """Write a run as JSON."""
    kept = {"machine": machine, "figures": [asdict(figure) for figure in figures]}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def kept_run(path: Path) -> tuple[Mapping[str, Any], list[Figure]]:
    """A kept run: what it was measured on, and its figures."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return told["machine"], [Figure(**one) for one in told["figures"]]


def kept_values(path: Path) -> dict[str, float]:
    """The values of a kept run by part and name; none when there is no such file."""
    if not path.exists():
        return {}
    _, figures = kept_run(path)
    return {_name(one.part, one.name): one.value for one in figures if one.value is not None}


def _row(figure: Figure, before: Mapping[str, float]) -> tuple[str, ...]:
    known = before.get(_name(figure.part, figure.name))
    met = {None: "", True: "met", False: "NOT MET"}[figure.met]
    return (
        figure.name,
        figure.text,
        "" if known is None else _digits(known),
        figure.target,
        met,
    )


def _name(part: str, name: str) -> str:
    return f"{part}: {name}"


def _digits(value: float) -> str:
    """Three digits that count, thousands apart; whole numbers whole."""
    if float(value).is_integer() or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"
