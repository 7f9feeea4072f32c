"""Two or three whole schedules to choose from; only the one that is taken is kept."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from errands.asked.what_if import find_times_for, search_of_horizon
from scheduler.advice.other_weeks import Other, other_weeks
from scheduler.errors import SettingsError
from scheduler.model import Schedule
from scheduler.search.horizon import joined
from sync.workspace.known import standing_in
from workflow import compare, what_is_known

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow import Given, Horizon, Workspace

__all__ = ["Found", "find_others", "take"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The schedules, the usual one first, over what stands."""

    horizon: "Horizon"
    base: Schedule
    others: tuple[Other, ...]


def find_others(
    workspace: "Workspace",
    given: "Given",
    horizon: "Horizon",
    count: int,
    report: "Callable[[str, int, int], None] | None" = None,
) -> Found:
    """Up to so many schedules for the same weeks; nothing is kept. The same input finds the same ones."""
    search = search_of_horizon(workspace, given, horizon)
    base = standing_in(what_is_known(workspace, given), given, workspace.clock(given.zone))
    others = other_weeks(search, partial(find_times_for, workspace, report), count)
    return Found(horizon=horizon, base=base, others=others)


def take(workspace: "Workspace", given: "Given", found: Found, number: int) -> Path:
    """Save the schedule of that number, from 1, as the workspace's own; the file of what would change.

    Raises:
        SettingsError: there are not so many.
    """
    if not 1 <= number <= len(found.others):
        raise SettingsError(
            f"there is no schedule {number}; {len(found.others)} were found",
            fix=f"Take one of 1 to {len(found.others)}",
        )
    chosen = found.others[number - 1].side.schedule
    workspace.save_draft(joined(found.base, chosen))
    return workspace.save_changes(compare(workspace, given), found.horizon.first)
