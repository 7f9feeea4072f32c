"""The demo district: everything its witness places is placed, at no worse a price, in time."""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from benchmarks.figures import Figure, at_least, at_most, exactly, said
from benchmarks.process_tree import Ran, run
from benchmarks.sizes import Size
from scheduler.search.levels import LEFT_OUT, PRICE

FIND_S, BOUND_S, GAP, WEEK_S = 30, 60, 0.5, 2
MOST_S = 300
"""Wall seconds after which a district is given up."""


def measure(size: Size) -> Iterator[Figure]:
    """One district for each seed, full to the brim."""
    for seed in size.seeds:
        part = f"demo, seed {seed}"
        ran = _run(size, seed)
        if ran.code:
            yield failed(part, ran)
            continue
        found = json.loads(ran.out)
        events = found["cycle_events"]
        yield Figure(
            part=part, name="cycle events placed", **exactly(events, found["cycle_placed"])
        )
        yield Figure(
            part=part,
            name="all activities placed",
            **exactly(found["activities"], found["placed"]),
        )
        yield Figure(part=part, name="rules broken", **exactly(0, found["violations"]))
        yield from _price(part, found)
        yield from _known(part, found)
        yield from _cost(part, found, ran)


def measure_over_full(size: Size) -> Iterator[Figure]:
    """The same district with more to do than fits."""
    seed = size.seeds[0]
    part = f"demo, over-full, seed {seed}"
    ran = _run(size, seed, "--over-full")
    if ran.code:
        yield failed(part, ran)
        return
    found = json.loads(ran.out)
    share = found["placed"] / found["witness_placed"]
    yield Figure(
        part=part,
        name="placed / witness's count",
        **said(
            at_least(0.97, share),
            f"{share:.3f} ({found['placed']:,} / {found['witness_placed']:,})",
        ),
    )
    yield Figure(part=part, name="left without a time", value=found["unplaced"])
    yield _left_out(part, found)
    yield Figure(
        part=part,
        name="of these confirmed by the referee",
        **exactly(found["unplaced"], found["confirmed"]),
    )
    yield Figure(part=part, name="rules broken", **exactly(0, found["violations"]))
    yield from _cost(part, found, ran)


def failed(part: str, ran: Ran) -> Figure:
    """A run that did not come to its end, with its last words."""
    last = ran.err.strip().splitlines()[-1:] or ["no word"]
    why = f"stopped after {MOST_S} s; {last[0]}" if ran.code == -9 else last[0]
    return Figure(
        part=part, name="the run", value=None, shown=why[:100], target="ends well", met=False
    )


def _run(size: Size, seed: int, *more: str) -> Ran:
    asked = {"seed": seed, "coaches": size.coaches, "schools": size.schools}
    asked["limit"] = size.limit_s
    words = [word for name, value in asked.items() for word in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "benchmarks.one_district", *words, *more]
    return run(command, most_s=MOST_S)


def _price(part: str, found: Mapping[str, Any]) -> Iterator[Figure]:
    ratio = found["price"] / found["witness_price"]
    shown = f"{ratio:.3f} ({found['price']:,} / {found['witness_price']:,} points)"
    yield Figure(part=part, name="price / witness's price", **said(at_most(1, ratio), shown))
    yield Figure(
        part=part, name="rules the witness breaks", **exactly(0, found["witness_violations"])
    )


def _left_out(part: str, found: Mapping[str, Any]) -> Figure:
    level = found["levels"][LEFT_OUT]
    return Figure(
        part=part,
        name="worth left out / of it no schedule can place at least",
        value=level["value"] - level["bound"],
        shown=f"{level['value']:,} / {level['bound']:,} points",
    )


def _known(part: str, found: Mapping[str, Any]) -> Iterator[Figure]:
    """What is proven: week by week given the rest, and of everything together."""
    price = found["levels"][PRICE]
    yield replace(_left_out(part, found), target="equal", met=_left_out(part, found).value == 0)
    for name, proven, of in (
        ("coach-weeks without a shared event, proven best", "apart_proven", "apart"),
        ("coach-weeks, proven best given the rest", "coach_weeks_proven", "coach_weeks"),
    ):
        share = found[proven] / max(1, found[of])
        asked = at_least(1, share) if of == "apart" else {"value": share}
        yield Figure(part=part, name=name, **said(asked, f"{found[proven]} of {found[of]}"))
    gap = price["gap"]
    yield Figure(
        part=part,
        name="gap over everything, at most, of the cost that can be avoided",
        value=None if gap is None else 100 * gap,
        unit="%",
        shown="the bound says nothing" if gap is None else "",
        target=f"at most {GAP} %",
        met=gap is not None and 100 * gap <= GAP,
    )
    if found["bound_of_bounded"]:
        given = 1 - found["bound_of_bounded"] / found["value_of_bounded"]
        yield Figure(part=part, name="gap of weeks given the rest", value=100 * given, unit="%")
    count = len(found["weeks_alone_wall_s"])
    yield Figure(
        part=part,
        name=f"a coach's fullest week alone, longest of {count}, wall",
        **at_most(WEEK_S, max(found["weeks_alone_wall_s"]), "s"),
    )
    cpu_s = max(found["weeks_alone_cpu_s"])
    yield Figure(part=part, name="the same, CPU", value=cpu_s, unit="s")
    proven = found["weeks_alone_proven"]
    yield Figure(part=part, name="of these proven best", **exactly(count, proven))


def _cost(part: str, found: Mapping[str, Any], ran: Ran) -> Iterator[Figure]:
    yield Figure(part=part, name="drawing the district, wall", value=found["draw_s"], unit="s")
    yield Figure(part=part, name="finding times, wall", **at_most(FIND_S, found["find_s"], "s"))
    yield Figure(
        part=part,
        name="finding times and bounding them, wall",
        **at_most(BOUND_S, found["bounded_s"], "s"),
    )
    yield Figure(part=part, name="whole process, wall", value=ran.wall_s, unit="s")
    yield Figure(part=part, name="whole process, CPU", value=ran.cpu_s, unit="s")
    yield Figure(part=part, name="deterministic time of the search", value=found["effort"])
    if ran.memory_mb is None:
        yield Figure(part=part, name="memory of all processes", value=None)
    else:
        yield Figure(
            part=part, name="memory of all processes", **at_most(1024, ran.memory_mb, "MB")
        )
