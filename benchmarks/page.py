"""The published page, written from the kept runs: what was lost first, then every figure.

A run is kept as JSON: `baseline.json` is the latest plain `make bench`; a part with five seeds has a file of
its own in `kept/`. The page is made from all of them, so it can be made anew without measuring.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, kept_run

HERE = Path(__file__).parent
BASELINE = HERE / "baseline.json"
KEPT = HERE / "kept"
PAGE = HERE.parent / "docs" / "benchmarks.md"
HEAD = """# What was measured

Written by `benchmarks/run.py --publish` from kept runs; do not edit. How it is measured, what the words mean
and what was not compared is told in `benchmarks/README.md`. CPU seconds hold on any machine of this kind;
wall seconds only where the load beside them is small."""
ONE_SEED = "make bench: one seed"
Run = tuple[str, Mapping[str, Any], list[Figure]]


def publish() -> None:
    """Write the page from the kept runs."""
    PAGE.write_text(page(kept_runs()), encoding="utf-8")


def kept_runs() -> list[Run]:
    """The runs by title: the parts with five seeds in the order of their names, then the single seed."""
    files = {f"{one.stem}: several seeds": one for one in sorted(KEPT.glob("*.json"))}
    files[ONE_SEED] = BASELINE
    return [(title, *kept_run(file)) for title, file in files.items() if file.exists()]


def page(runs: Iterable[Run]) -> str:
    """Losses and missed targets of every run, then all figures."""
    told = list(runs)
    parts = [HEAD, "## Where we lose, and what was not met", *_lost(told)]
    for title, machine, figures in told:
        parts += [f"## {title}", _line(machine), *_tables(figures)]
    return "\n\n".join(parts) + "\n"


def _lost(runs: Iterable[Run]) -> Iterator[str]:
    """One list for each run that has something to tell; a run in which all was met says so."""
    for title, _, figures in runs:
        told = [f"- **not met**: {_said(one)}" for one in figures if one.met is False]
        told += [f"- {_said(one)}" for one in figures if one.lost]
        judged = sum(one.met is not None for one in figures)
        met = sum(one.met is True for one in figures)
        first = f"*{title}*: {met} of {judged} targets met."
        yield "\n".join([first, "", *told]) if told else first


def _said(one: Figure) -> str:
    asked = f" (asked for: {one.target})" if one.target else ""
    return f"{one.part}: {one.name}: {one.text}{asked}"


def _line(machine: Mapping[str, Any]) -> str:
    return (
        f"{machine.get('day', 'Day unknown')}, commit {machine.get('commit', 'unknown')}, "
        f"{machine['cores']} cores, load {machine['load']} at the start and "
        f"{machine['load_at_the_end']} at the end, "
        f"{machine['system']}, Python {machine['python']}, OR-Tools {machine['ortools']}."
    )


def _tables(figures: Iterable[Figure]) -> Iterator[str]:
    for part, group in groupby(figures, key=lambda one: one.part):
        rows = [f"| {part} | measured | asked for | |", "|---|---|---|---|"]
        for one in group:
            met = {None: "", True: "met", False: "**NOT MET**"}[one.met]
            cells = [cell.replace("|", "\\|") for cell in (one.name, one.text, one.target, met)]
            rows.append(f"| {' | '.join(cells)} |")
        yield "\n".join(rows)
