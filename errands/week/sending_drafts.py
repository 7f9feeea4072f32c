"""Sending what coaches ticked, exactly that, and showing every coach what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

import workflow
from errands.week.drafting import Draft, line_of, remember, sent_line
from errands.week.this_week import Pages, shown_to
from scheduler.district import PersonId
from scheduler.errors import BellweaveError
from scheduler.model import Schedule
from sheets_templates.writing.render_this_week import DraftLine
from sync.merging.changes import ChangeSet
from sync.merging.guards import CANCELS_CAP
from sync.merging.one_calendar import together
from sync.sheets.this_week import show, untick
from sync.workspace.known import Known
from workflow import Desk, Given, Horizon, Workspace, when_to_send

if TYPE_CHECKING:
    from sync.calendars.push import PushReport
    from sync.journal.journal import Journal
    from sync.sheets.this_week import CoachPage

__all__ = ["Limits", "Sent", "Shared", "send", "show_drafts"]
MAILS_A_RUN = 100
"""E-mails a run sends in all unless it is told another number: a person looks at more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far a run may go by itself: how many of a coach's changes it sends without her tick, and how many
    e-mails it sends in all, ticked or not."""

    push_if_small: int = 0
    max_mails: int = MAILS_A_RUN


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One coach's draft after the run; `stale` tells of a tick that was for another one, `refused` why one
    that was ticked was not sent."""

    coach: PersonId
    number: int = 0
    create: int = 0
    change: int = 0
    cancel: int = 0
    people: int = 0
    sent: bool = False
    held_until: datetime | None = None
    stale: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What went out: of which `coaches`, or why of which others nothing did."""

    coaches: Mapping[PersonId, Draft] = field(default_factory=dict)
    held_until: datetime | None = None
    refused: Mapping[PersonId, str] = field(default_factory=dict)
    report: "PushReport | None" = None
    error: BellweaveError | None = None


def send(
    workspace: Workspace,
    given: Given,
    journal: "Journal",
    changes: ChangeSet,
    *,
    drafts: Mapping[PersonId, Draft],
    limits: Limits,
) -> Sent:
    """Push the drafts that were ticked, or are small enough to go without, when it is time for mail.

    What a draft would send is kept before the first write: cut off, the next run goes on with it.
    """
    going, refused = _allowed(drafts, limits)
    parts = {coach: draft.changes for coach, draft in going.items()}
    whole = together(changes, list(parts.values()))
    if not whole.writes:
        return Sent(refused=refused)
    counts = whole.counts
    sending = when_to_send(workspace, given, counts.mails, soonest=whole.soonest)
    if sending.hold:
        return Sent(refused=refused, held_until=sending.at)
    for draft in going.values():
        remember(journal, replace(draft, kept=replace(draft.kept, begun=True)))
    try:
        report, _ = workflow.push(
            workspace, given, whole, mails=counts.mails, cancels=counts.cancel
        )
    except BellweaveError as error:
        return Sent(coaches=going, refused=refused, error=error)
    if report.stopped is None:
        moment = workspace.clock(given.zone).isoformat(timespec="minutes")
        for draft in going.values():
            remember(journal, replace(draft, kept=replace(draft.kept, begun=False, sent=moment)))
    return Sent(coaches=going, refused=refused, report=report, error=report.stopped)


def _allowed(
    drafts: Mapping[PersonId, Draft], limits: Limits
) -> tuple[dict[PersonId, Draft], dict[PersonId, str]]:
    """The drafts that may go, and why others that were ticked may not."""
    going: dict[PersonId, Draft] = {}
    refused: dict[PersonId, str] = {}
    left = limits.max_mails
    for coach, draft in sorted(drafts.items()):
        counts, small = draft.counts, len(draft.changes.writes) <= limits.push_if_small
        if not draft.number or not (draft.go or (small and not draft.changed)):
            continue
        if counts.look_alike:
            refused[coach] = "a new event would stand beside one that looks the same"
        elif not draft.go and counts.cancel > CANCELS_CAP:
            refused[coach] = f"it cancels {counts.cancel} events, which needs a tick"
        elif counts.mails > left:
            refused[coach] = (
                f"it would send {counts.mails} e-mails, and {left} more may go out in this run"
            )
        else:
            going[coach] = draft
            left -= counts.mails
    return going, refused


def show_drafts(
    desk: Desk,
    horizon: Horizon,
    pages: Pages,
    drafts: Mapping[PersonId, Draft],
    *,
    sent: Sent,
    answers: Mapping[str, str],
    schedule: Schedule,
    known: Known,
) -> tuple[int, tuple[Shared, ...], tuple[str, ...]]:
    """Write every tab anew and empty the boxes that were used; cells written, the drafts, what to tell."""
    cells, shared, notes = 0, [], []
    today = desk.given.days.date_of(desk.now)
    for coach, page in sorted(pages.items()):
        draft = drafts[coach]
        if _used(draft, page, sent):
            untick(desk.google.sheets, page, page.page.ticked)
        line = _line(desk, draft, page, sent)
        shown = shown_to(
            coach,
            known,
            schedule,
            desk.given,
            horizon,
            line=line,
            answers=answers,
            today=today,
        )
        written, told = show(desk.google.sheets, desk.journal, page, shown)
        cells += written
        notes += told
        # A box ticked while its number changed was ticked beside another one.
        if draft.number != page.page.number and untick(desk.google.sheets, page):
            notes.append("a draft was ticked while it changed: nothing was sent for that")
        shared.append(_shared(draft, sent))
    return cells, tuple(shared), tuple(notes)


def _used(draft: Draft, page: "CoachPage", sent: Sent) -> bool:
    """Whether the tick that was read has been answered; one that waits for its moment has not."""
    if page.page.ticked is None:
        return False
    waits = draft.go and (sent.held_until is not None or draft.coach in sent.refused)
    cut_off = draft.coach in sent.coaches and sent.error is not None
    return not (waits or cut_off)


def _line(desk: Desk, draft: Draft, page: "CoachPage", sent: Sent) -> DraftLine:
    given = desk.given
    if draft.coach in sent.coaches and sent.error is not None:
        return sent_line(sent.coaches[draft.coach], given, sent.error.what)
    hold = when_to_send(desk.workspace, given, draft.counts.mails, soonest=draft.changes.soonest)
    line = line_of(draft, page.page, given, hold.at if hold.hold else None)
    if draft.coach in sent.refused:
        says = f"Not sent: {sent.refused[draft.coach]}; ask your leader to push it"
        return replace(line, does=says)
    return line


def _shared(draft: Draft, sent: Sent) -> Shared:
    done = sent.coaches.get(draft.coach)
    about = done or draft
    counts = about.counts
    return Shared(
        coach=draft.coach,
        number=about.number,
        create=counts.create,
        change=counts.change,
        cancel=counts.cancel,
        people=about.people,
        sent=done is not None and sent.error is None,
        held_until=sent.held_until if draft.go else None,
        stale=draft.changed,
        refused=sent.refused.get(draft.coach, ""),
    )
