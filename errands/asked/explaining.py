"""Why an activity has no time, what would give it one, and where else it could go; only the saved schedule
is read, and nothing is kept."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from errands.asked.by_hand import named
from errands.asked.other_times import case_of
from errands.asked.which_day import of_the_period, which_day
from scheduler.advice.alternatives import Alternative, alternatives
from scheduler.advice.fact import wanted
from scheduler.advice.shortage import LostTo, lost_to, shortage
from scheduler.advice.smallest import Searches, Stands, Why, why_not
from scheduler.advice.that_day import Period, on, periods, periods_of_its_dates
from scheduler.advice.that_day import grouped as by_stop
from scheduler.advice.ways import MOST as MOST_WAYS
from scheduler.advice.ways import Way, ways
from scheduler.errors import SettingsError
from scheduler.model import Activity, ActivityId, Slot
from scheduler.reasons.why_here import Around, why_here
from scheduler.repair.case import Case
from sync.workspace.known import standing_in
from workflow import saved, what_is_known

if TYPE_CHECKING:
    from collections.abc import Collection

    from workflow import Given, Known, Workspace

__all__ = ["Explained", "ThatDay", "asked_about", "explain_here", "why_not_on"]
LINES = 6
"""Facts told at most; more of a kind are counted together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What is known of one activity: why it stands where it does, or why not and what would help."""

    activity: Activity
    slot: Slot | None
    because: str = ""
    why: Why | None = None
    ways: tuple[Way, ...] = ()
    periods: tuple[Period, ...] = ()
    """The periods of its dates where it has no time, each with what stops it while all else stays."""
    lost: LostTo | None = None
    """What has the time it could have had."""
    short: tuple[str, ...] = ()
    """Where there is not enough, in numbers."""
    alternatives: tuple[Alternative, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The facts, at most six; those of one kind beyond the first two are counted."""
        if self.why is None:
            return ()
        return grouped([(one.kind, one.says) for one in self.why.facts])

    @property
    def counts(self) -> tuple[str, ...]:
        """How many periods each thing stops, with the facts no more than six lines."""
        return by_stop(self.periods)[: LINES - len(self.lines)]


def grouped(facts: "Collection[tuple[str, str]]") -> tuple[str, ...]:
    """The sentences, by kind where there would be more than six lines."""
    if len(facts) <= LINES:
        return tuple(says for _, says in facts)
    kinds: dict[str, list[str]] = {}
    for kind, says in facts:
        kinds.setdefault(kind, []).append(says)
    lines = [
        one[0] if len(one) == 1 else f"{one[0]}, and {len(one) - 1} more such"
        for one in kinds.values()
    ]
    if len(lines) <= LINES:
        return tuple(lines)
    return (*lines[: LINES - 1], f"and {len(lines) - LINES + 1} more")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThatDay:
    """What stops an activity on a date: period by period as all else stands, and in all."""

    activity: Activity
    day: date
    periods: tuple[Period, ...]
    why: Why
    ways: tuple[Way, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The facts that stop it in all, at most six lines."""
        return grouped([(one.kind, one.says) for one in self.why.facts])


def why_not_on(workspace: "Workspace", given: "Given", key: ActivityId, words: str) -> ThatDay:
    """Why an activity does not stand on the day that is asked about, and what would let it; nothing is kept.

    Raises:
        SettingsError: the words name no day, or a period that its school has not then.
    """
    from scheduler.repair.least_change import least_change

    known = _case(workspace, given, what_is_known(workspace, given))
    asked = which_day(words, wanted(known, key).window, known.days.date_of(known.now))
    day = asked.day
    case = on(known, key, day)
    there = of_the_period(asked, periods(case, key, day), given.district, given.days)
    both = Searches(find=least_change, again=partial(least_change, presolve=False))
    why = why_not(case, key, both, given=("dates",))
    fits = why.kind is Stands.FITS
    helps = ways(case, key, least_change, 1 if fits else MOST_WAYS, never=("later",))
    return ThatDay(
        activity=next(one for one in case.activities if one.id == key),
        day=day,
        periods=there,
        why=why,
        ways=helps,
    )


def asked_about(workspace: "Workspace", given: "Given", words: str) -> tuple[ActivityId, ...]:
    """The activity of that id, or those without a time that are with a person of that name.

    Raises:
        SettingsError: there is none, or nothing is scheduled yet.
    """
    schedule = saved(workspace, given)
    folded = words.strip().casefold()
    people = {
        key
        for key, one in given.district.people.items()
        if folded and folded in one.name.casefold()
    }
    left_out = sorted(one.activity for one in schedule.unplaced)
    hers = [key for key in left_out if not people.isdisjoint(schedule.activities[key].required)]
    if people and hers:
        return tuple(hers)
    if people and folded not in {key.casefold() for key in schedule.activities}:
        who = ", ".join(sorted(given.district.people[key].name for key in people))
        raise SettingsError(
            f"everything with {who} has a time",
            where="the saved schedule",
            fix="Why one stands where it does: bellweave explain ID, with an id of bellweave show --json",
        )
    return (named(schedule.activities, words),)


def explain_here(
    workspace: "Workspace", given: "Given", key: ActivityId, *, other_times: bool = False
) -> Explained:
    """Everything about one activity; `other_times` names where else it could go and searches nothing."""
    known = what_is_known(workspace, given)
    case = _case(workspace, given, known)
    slot = case.base.placed.get(key)
    activity = next(one for one in case.activities if one.id == key)
    if other_times or slot is not None:
        around = Around(
            schedule=case.base,
            district=given.district,
            days=given.days,
            told=known.published,
            pins={pin.activity: pin for pin in known.pins},
        )
        return Explained(
            activity=activity,
            slot=slot,
            because=why_here(key, around) if slot else "",
            alternatives=alternatives(case, key).found,
        )
    return _searched(case, activity)


def _searched(case: Case, activity: Activity) -> Explained:
    from scheduler.repair.least_change import least_change

    both = Searches(find=least_change, again=partial(least_change, presolve=False))
    why = why_not(case, activity.id, both)
    helps = ways(case, activity.id, least_change)
    return Explained(
        activity=activity,
        slot=None,
        why=why,
        ways=helps if why.kind is not Stands.FITS else helps[:1],
        periods=periods_of_its_dates(case, activity.id),
        lost=lost_to(case, activity.id, least_change) if why.kind is Stands.STOPPED else None,
        short=shortage(case, activity.id),
    )


def _case(workspace: "Workspace", given: "Given", known: "Known") -> Case:
    """What stands, with everything else free to be asked about."""
    now = workspace.clock(given.zone)
    stands = standing_in(known, given, now)
    return case_of(workspace, given, known=known, schedule=stands, now=now)
