"""Taking a push back: the calendars, what people were told, and the workbooks, as they were before."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow import Desk, Given, Workspace, at_work, track

if TYPE_CHECKING:
    from scheduler.model import Schedule
    from sync.calendars.push import PushReport
    from sync.calendars.undo import Stood, Undo
    from sync.sheets.tracking import Tracked

__all__ = ["Undone", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What taking a run back would do; with `report` also what it did."""

    undo: "Undo"
    report: "PushReport | None" = None
    tracked: "Tracked | None" = None


def undo(
    workspace: Workspace,
    given: Given,
    run: str = "",
    *,
    go: "Callable[[Undo], bool]",
    mails: int | None = None,
    cancels: int | None = None,
) -> Undone:
    """Take back a run, the last push if none is named; `go` sees what would happen and decides.

    `mails` and `cancels` are the numbers a person has confirmed.

    Raises:
        SettingsError: there is no such run, it is too old, or many mails were not confirmed.
    """
    from sync.calendars import undo as back
    from sync.calendars.look import look
    from sync.calendars.push import push
    from sync.merging.guards import Confirmed
    from sync.workspace.kept_schedules import (
        keep_published,
        known_before,
        published,
        told_back,
    )

    with at_work(workspace, given) as desk:
        named = run or back.newest_run(desk.journal)
        before = known_before(desk.journal, named)
        found = back.undo(
            desk.journal,
            named,
            seen=look(desk.google.calendar, desk.journal, []),
            stood=_stood(desk, before),
            now=desk.now,
            account=desk.google.account,
        )
        if not go(found) or not found.changes.writes:
            return Undone(undo=found)
        report = push(
            found.changes,
            api=desk.google.calendar,
            journal=desk.journal,
            run=f"{back.MARK}{secrets.token_hex(4)}",
            actor=desk.google.account,
            now=lambda: desk.now,
            confirmed=Confirmed(mails=mails, cancels=cancels),
        )
        known = told_back(published(desk.journal), before, found.changes, report)
        keep_published(desk.journal, report.run, known)
        tracked = None if report.stopped or desk.google.alone else track(desk)
        return Undone(undo=found, report=report, tracked=tracked)


def _stood(desk: Desk, before: "Schedule") -> "Stood":
    """The events people knew, as we would write them: who may see the guest list, and the like."""
    from scheduler.errors import BellweaveError
    from sync.calendars.undo import Stood
    from sync.event.events import wanted_event
    from sync.event.wording import Wording

    like = {}
    for key, slot in before.placed.items():
        try:
            event = wanted_event(before.activities[key], slot, desk.given.district, Wording())
        except (BellweaveError, KeyError):
            continue  # somebody has left the district since
        like[key] = event
    return Stood(zone=desk.given.zone, like=like)
