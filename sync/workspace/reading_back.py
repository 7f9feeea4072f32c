"""What `pull` does in a workspace: read the calendars, let drags stand, and see who is busy when."""

from datetime import timedelta
from typing import TYPE_CHECKING

from scheduler.model import Schedule
from scheduler.search.horizon import with_pins
from sync.event.facts import MOVED, Facts
from sync.journal.journal import Journal
from sync.journal.kept_facts import kept_pins
from sync.workspace.given import Given
from sync.workspace.kept_schedules import keep_published, published
from sync.workspace.whose_busy import whose_busy
from sync.workspace.workspace import Workspace

if TYPE_CHECKING:
    from sync.calendars.calendar_api import CalendarApi
    from sync.calendars.pull import Asked


def read_back(
    workspace: Workspace,
    given: Given,
    journal: Journal,
    api: "CalendarApi",
    *,
    run: str,
    asked: "Asked",
) -> Facts:
    """What is new; all of it is kept before this returns, also where Google ended the look.

    `run` names what people know after a drag. Busy times are read where every calendar is asked for.
    """
    from sync.calendars.pull import pull
    from sync.calendars.reading_busy import Wanted, read_busy

    now = workspace.clock(given.zone)
    before = published(journal)
    facts = pull(
        api=api,
        journal=journal,
        district=given.district,
        schedule=before,
        now=now,
        asked=asked,
    )
    moved = _with_drags(workspace, journal, before, run)
    whom = whose_busy(given.district, workspace.settings.busy)
    if not whom or asked.calendars is not None or facts.ended_by:
        return facts
    unread = read_busy(
        Wanted(whom=whom, start=now, end=now + timedelta(days=workspace.settings.busy_days)),
        api=api,
        journal=journal,
        district=given.district,
        schedule=moved,
    )
    return facts + Facts(unread=unread)


def _with_drags(workspace: Workspace, journal: Journal, before: Schedule, run: str) -> Schedule:
    """Everything dragged stands where it was put, in what people know and in the saved schedule.

    The pins are those of the journal, not of this look: one that died half-way left its pins there.
    """
    drags = [pin for pin in kept_pins(journal) if pin.because == MOVED]
    moved, draft = with_pins(before, drags), workspace.draft()
    if moved != before:
        keep_published(journal, run, moved)
    if workspace.has_draft and with_pins(draft, drags) != draft:
        workspace.save_draft(with_pins(draft, drags))
    return moved
