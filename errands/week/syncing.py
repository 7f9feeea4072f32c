"""Calendars read back and every tracking workbook brought up to date, in one go."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import workflow
from sync.sheets.who_reads import known_books
from sync.workspace.known import journal
from workflow import Given, Workspace, at_work

if TYPE_CHECKING:
    from sync.event.facts import Facts
    from sync.sheets.tracking import Tracked

__all__ = ["Synced", "Waiting", "sync", "waiting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What a sync would look at: calendars to read, workbooks there are already."""

    calendars: int
    workbooks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What was read; `tracked` is None where an error ended the reading and no workbook was touched."""

    facts: "Facts"
    tracked: "Tracked | None"


def waiting(workspace: Workspace, given: Given) -> Waiting:
    """Count from the journal alone; Google is not asked and nothing is written."""
    if not workspace.has_journal:
        return Waiting(calendars=0, workbooks=0)
    with journal(workspace, given.zone) as kept:
        return Waiting(calendars=len(kept.calendars()), workbooks=len(known_books(kept)))


def sync(workspace: Workspace, given: Given) -> Synced:
    """Pull, then write the workbooks, also those nobody has made yet; no event is written."""
    facts, tracked = workflow.pull(workspace, given)
    if tracked is None and not facts.ended_by:
        with at_work(workspace, given) as desk:
            tracked = workflow.track(desk)
    return Synced(facts=facts, tracked=tracked)
