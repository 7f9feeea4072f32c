"""The search run on this machine: processes, a clock, and a case kept when the referee disagrees."""

import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from scheduler.errors import BellweaveError, Fault, InputError, RefereeDisagreement
from scheduler.partners.people import Partner, PartnerDate
from scheduler.search.partition import Search
from sync.files.saved import write_private
from sync.workspace.processes import (
    at_a_time,
    in_time,
    search_processes,
    solve_apart,
    solve_in_time,
)

if TYPE_CHECKING:
    from scheduler.search.find_times import Times
    from scheduler.search.lanes import Report

LOOK_AGAIN = 0.3
"""The part of the time left that a second look may take, measured with 15 coaches: seconds that go to what
is known of a schedule take ten times more off the gap than those that go to its price."""


def search_here(
    search: Search,
    *,
    seconds: float,
    workers: int,
    cases: Path,
    report: "Report | None" = None,
    judged: float = 0.0,
    effort: float | None = None,
) -> "Times":
    """Find times in child processes within so many seconds (wall time).

    `judged` is the deterministic time spent on each part to learn how good they are at best, 0 for none;
    `effort` what finding them may take for each coach's week, where it is not the usual.

    Raises RefereeDisagreement when the search believes a rule kept that the referee finds broken; what
    was searched is then kept under `cases`, so that the case can be looked at.
    """
    from scheduler.search.bounds import levels  # OR-Tools loads slowly; most commands never search
    from scheduler.search.find_times import EFFORT, find_times
    from scheduler.search.load_levels import load_levels
    from scheduler.search.neighbours import improved

    ends = time.monotonic() + seconds
    with search_processes(workers) as executor:
        try:
            times = find_times(
                search,
                executor=executor,
                left=lambda: max(1.0, ends - time.monotonic()),
                report=report or (lambda name, done, of: None),
                solve=solve_in_time,
                again=solve_apart,
                parallel=at_a_time(workers),
                effort=EFFORT if effort is None else effort,
            )
            until = time.monotonic() + LOOK_AGAIN * (ends - time.monotonic())
            times = improved(
                search,
                times,
                executor=executor,
                left=lambda: until - time.monotonic(),
                solve=solve_in_time,
                again=solve_apart,
                parallel=at_a_time(workers),
            )
        except RefereeDisagreement as error:
            raise _with_case(error, save_case(cases, search)) from error
        if not judged:
            return times
        known = levels(
            search,
            times,
            executor=executor,
            left=lambda: max(1.0, ends - time.monotonic()),
            effort=judged,
            parallel=at_a_time(workers),
            run=in_time,
        )
        return replace(times, levels=(*known, *load_levels(search, times)))


def save_case(cases: Path, search: Search) -> Path:
    """Keep a search as JSON only its owner can read; the same search keeps the same name."""
    text = _searches().dump_json(search, indent=1).decode()
    file = cases / f"case-{sha256(text.encode()).hexdigest()[:12]}.json"
    write_private(file, text)
    return file


def search_digest(search: Search) -> str:
    """A fingerprint: the same search finds the same times, so it need not be made twice."""
    return sha256(_searches().dump_json(search)).hexdigest()


def _searches() -> TypeAdapter[Search]:
    """Reads and writes searches; a district names the partners' types before they are there."""
    adapter = TypeAdapter(Search)
    adapter.rebuild(_types_namespace={"Partner": Partner, "PartnerDate": PartnerDate})
    return adapter


def load_case(file: Path) -> Search:
    """A search that was kept, as it was.

    Raises:
        InputError: when the file is not a case of this version.
    """
    try:
        return _searches().validate_json(file.read_bytes())
    except ValidationError as error:
        fault = Fault(
            where=str(file),
            what="This is not a search that this version can read.",
            fix="Use a case file this version wrote.",
        )
        raise InputError([fault]) from error


def _with_case(error: RefereeDisagreement, file: Path) -> BellweaveError:
    return RefereeDisagreement(
        error.what,
        where=error.where,
        fix=f"Please report this with the file {file} (it holds names; send it to people you trust).",
        more="Nothing was written.",
    )
