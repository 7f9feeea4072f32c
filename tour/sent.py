"""Pushes of a tour, counted by the local Google and not by us: mails sent, calls that wrote."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import workflow
from tour.workspace import Tour
from workflow import Given

if TYPE_CHECKING:
    from local_google.admin import Mail
    from sync.calendars.push import PushReport
    from sync.merging.changes import ChangeSet
    from sync.sheets.tracking import Tracked


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a push did, as the local Google counted it: the mails it sent, the calls that wrote."""

    at: datetime
    changes: "ChangeSet"
    report: "PushReport"
    tracked: "Tracked | None"
    mails: "tuple[Mail, ...]"
    writes: int

    @property
    def by_person(self) -> Mapping[str, int]:
        """E-mail address -> mails."""
        return Counter(mail.to for mail in self.mails)


def send(tour: Tour, given: Given, changes: "ChangeSet") -> Sent:
    """Push a change set at the moment when its mails may go out, with its numbers confirmed."""
    counts = changes.counts
    sending = workflow.when_to_send(tour.workspace, given, counts.mails, soonest=changes.soonest)
    tour.clock.moment = sending.at
    mails, writes = _counted(tour, given)
    report, tracked = workflow.push(
        tour.workspace, given, changes, mails=counts.mails, cancels=counts.cancel
    )
    if report.stopped is not None:
        raise report.stopped
    mails_now, writes_now = _counted(tour, given)
    return Sent(
        at=tour.clock.moment,
        changes=changes,
        report=report,
        tracked=tracked,
        mails=tuple(mails_now[len(mails) :]),
        writes=writes_now - writes,
    )


def _counted(tour: Tour, given: Given) -> "tuple[Sequence[Mail], int]":
    """The local Google's outbox, and how many calls have written to events so far."""
    from local_google.admin import outbox

    with workflow.local_google(tour.workspace, given.district) as running:
        asked = running.log.entries("calendar.events.*")
        wrote = [one for one in asked if one.verb != "GET" and 200 <= one.status < 300]
        return outbox(running.store), len(wrote)
