"""What another number of the contract, or another setting, would give and take; nothing is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from scheduler.advice.rule_price import Weighed, weigh
from scheduler.errors import SettingsError
from scheduler.limits import Limits
from scheduler.prices.every import TERMS
from sheets_templates.inputs.otherwise import NAMES, NUMBERS, tabs_with
from sheets_templates.reading.parse_nearest import nearest
from sync.workspace.known import search_of, standing_in
from sync.workspace.searching import search_here
from workflow import read, what_is_known

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.search.find_times import Times
    from scheduler.search.partition import Search
    from workflow import Given, Horizon, Workspace

__all__ = [
    "NAMES",
    "Asked",
    "by_wish",
    "find_times_for",
    "named_values",
    "search_of_horizon",
    "what_if",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The change in words, the input with it, and what the weeks are like without and with it."""

    says: tuple[str, ...]
    given: "Given"
    weighed: Weighed


def named_values(words: Sequence[str]) -> Mapping[str, str]:
    """`name=value` pairs as typed.

    Raises:
        SettingsError: a pair is not of that form, or nothing is called so.
    """
    found: dict[str, str] = {}
    for one in words:
        name, sign, value = (part.strip() for part in one.partition("="))
        if not sign or not value:
            raise SettingsError(
                f"'{one}' does not say what should be different",
                fix="Write it like --set visits_a_day=5",
            )
        if name not in NAMES:
            close = nearest(name, NAMES)
            raise SettingsError(
                f"no number of the contract and no setting is called '{name}'",
                fix=f"Did you mean {close}?"
                if close
                else "See the names: bellweave what-if --list",
            )
        found[name] = value
    return found


def what_if(
    workspace: "Workspace",
    given: "Given",
    horizon: "Horizon",
    values: Mapping[str, str],
    report: "Callable[[str, int, int], None] | None" = None,
) -> Asked:
    """Find times for the same weeks twice, as things are and with these values.

    Raises:
        InputError: a value cannot be what it is typed for.
    """
    other = read(workspace, partial(tabs_with, values=values))
    find = partial(find_times_for, workspace, report)
    now, then = (search_of_horizon(workspace, one, horizon) for one in (given, other))
    return Asked(
        says=tuple(_says(given, other, name, value) for name, value in values.items()),
        given=other,
        weighed=weigh(now, then, find),
    )


def by_wish(weighed: Weighed) -> Mapping[str, int]:
    """By the sentence of each wish, the points it costs more (below nought: less) with the change."""
    return {term.says: weighed.more[term.name] for term in TERMS if term.name in weighed.more}


def search_of_horizon(workspace: "Workspace", given: "Given", horizon: "Horizon") -> "Search":
    """What `schedule` looks for in these weeks."""
    known = what_is_known(workspace, given)
    base = standing_in(known, given, workspace.clock(given.zone))
    return search_of(known, base, workspace, given, horizon)


def find_times_for(
    workspace: "Workspace", report: "Callable[[str, int, int], None] | None", search: "Search"
) -> "Times":
    """The search as `schedule` runs it, with the limits of the settings."""
    return search_here(
        search,
        seconds=workspace.settings.time_limit,
        workers=workspace.settings.workers,
        cases=workspace.state / "cases",
        report=report,
    )


def _says(given: "Given", other: "Given", name: str, value: str) -> str:
    """Like 'visits_a_day 5 instead of 4', and where it asks more of teachers, that it needs signing."""
    if name not in NUMBERS:
        return f"{name} {value}"
    was, now = (getattr(one.district.limits, name) for one in (given, other))
    shipped = getattr(Limits(), name)
    note = f" (shipped: {shipped})" if shipped not in (was, now) else ""
    return f"{name} {now} instead of {was}{note}"
