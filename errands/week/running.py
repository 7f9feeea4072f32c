"""One scheduled run: read what people did, find next week again, show each coach her draft, send what was
ticked.

Made for cron: one run at a time, nothing without a person's tick beyond a limit that was given, and the
same state gives the same result, so that it may run every ten minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import workflow
from errands.week.drafting import Draft, draft_of, remember
from errands.week.sending_drafts import Limits, Sent, Shared, send, show_drafts
from errands.week.this_week import Pages, Settled, begun, coaches_of, found_for, settle
from scheduler.district import PersonId
from scheduler.errors import BellweaveError, Interrupted
from scheduler.model import ActivityId, Schedule
from scheduler.search.horizon import joined
from sheets_templates.reading.parse_this_week import Page
from sync.files.saved import schedule_text
from sync.journal.kept_wishes import remember as remember_word
from sync.journal.kept_wishes import remembered
from sync.journal.lease import RUNNING, leased
from sync.merging.changes import ChangeSet
from sync.sheets.this_week import Noted, note_outcomes, read_pages
from sync.workspace.known import journal, search_of, standing_in
from sync.workspace.known import known as everything_known
from sync.workspace.searching import search_digest, search_here
from workflow import Given, Horizon, Workspace, at_work, horizon_of

if TYPE_CHECKING:
    from sync.journal.journal import Journal

__all__ = ["Limits", "Ran", "Shared", "run"]
SEARCHED = "searched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a run did. `clashes` are activities that people fixed and that cannot stand there together;
    `error` is what ended it early."""

    week: date
    searched: bool
    placed: int
    open: int
    drafts: tuple[Shared, ...] = ()
    run: str = ""
    writes: int = 0
    mails: int = 0
    cells: int = 0
    findings: tuple[str, ...] = ()
    clashes: tuple[ActivityId, ...] = ()
    error: BellweaveError | None = None

    @property
    def waits_for_you(self) -> bool:
        """Whether somebody has something to do: a draft to tick, a cell to mend, a clash to settle."""
        to_tick = any(one.number and not one.sent for one in self.drafts)
        return bool(self.findings or self.clashes or to_tick)

    @property
    def stale(self) -> bool:
        return any(one.stale for one in self.drafts)


@dataclass(slots=True, kw_only=True)
class _Lost:
    """Whether another run took over, as far as this one was told."""

    error: Interrupted | None = None

    def tell(self, error: Interrupted) -> None:
        self.error = error

    def refuse(self) -> None:
        if self.error is not None:
            raise self.error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What every step of a run needs."""

    workspace: Workspace
    given: Given
    kept: "Journal"
    horizon: Horizon


@dataclass(frozen=True, slots=True, kw_only=True)
class _Week:
    """What was found for the week, and what a push of it would do."""

    schedule: Schedule
    changes: ChangeSet
    searched: bool
    clashes: tuple[ActivityId, ...]


def run(workspace: Workspace, given: Given, limits: Limits | None = None) -> Ran:
    """Do all of it once.

    Raises:
        Interrupted: another run is at work, or took over; nothing was sent.
        SignInNeeded, RemoteError: Google could not be read; nothing was sent.
    """
    lost = _Lost()
    horizon = horizon_of(given, workspace, day=None, whole=False)
    with journal(workspace, given.zone) as kept:
        desk = _Desk(workspace=workspace, given=given, kept=kept, horizon=horizon)
        with leased(kept, "bellweave run", lost.tell, RUNNING):
            return _all(desk, limits or Limits(), lost)


def _all(desk: _Desk, limits: Limits, lost: _Lost) -> Ran:
    pages, noted, notes = _read(desk)
    facts, _ = workflow.pull(desk.workspace, desk.given)
    for error in facts.ended_by:
        raise error
    settled = settle(desk.workspace, desk.given, desk.kept, desk.horizon, pages=pages, noted=noted)
    week = _find(desk)
    settled = found_for(settled, week.schedule, desk.given)
    drafts = _drafts(desk, week.changes, pages)
    lost.refuse()
    sent = send(desk.workspace, desk.given, desk.kept, week.changes, drafts=drafts, limits=limits)
    if sent.report is not None and sent.error is None:
        # What people know now is what was found: nothing has to be looked for again.
        remember_word(desk.kept, SEARCHED, _digest(desk))
    if sent.report is None and sent.error is None and (week.searched or not pages):
        pages, more = _tracked(desk, pages)
        notes = (*notes, *more)
    drafts = _drafts_again(desk, pages, drafts, sent)
    cells, shared, told = _show(desk, pages, drafts, sent=sent, settled=settled, week=week)
    report = sent.report
    return Ran(
        week=desk.horizon.first,
        searched=week.searched,
        placed=len(week.schedule.placed),
        open=len(week.schedule.unplaced),
        drafts=shared,
        run=report.run if report else "",
        writes=len(report.outcomes) - len(report.left) if report else 0,
        mails=report.mails if report else 0,
        cells=cells,
        findings=(*settled.findings, *notes, *told),
        clashes=week.clashes,
        error=sent.error,
    )


def _read(desk: _Desk) -> tuple[Pages, Mapping[ActivityId, Noted], tuple[str, ...]]:
    """What stands in every coach's workbook; what was held goes into the visit log at once, so that the
    look that follows counts it."""
    known = everything_known(desk.workspace, desk.kept, desk.given)
    done = begun(known, desk.workspace, desk.given)
    noted: dict[ActivityId, Noted] = {}
    with at_work(desk.workspace, desk.given) as at:
        pages, notes = read_pages(at.google.sheets, at.journal, coaches_of(known, desk.given))
        for page in pages.values():
            noted |= note_outcomes(at.google.sheets, at.journal, page, done)
    return pages, noted, notes


def _find(desk: _Desk) -> _Week:
    """Find next week's times, unless nothing that matters changed since they were found last."""
    workspace, given = desk.workspace, desk.given
    searched = not workspace.has_draft or _digest(desk) != remembered(desk.kept, SEARCHED)
    if searched:
        _search(desk)
        remember_word(desk.kept, SEARCHED, _digest(desk))
    schedule = workflow.saved(workspace, given)
    return _Week(
        schedule=schedule,
        changes=workflow.compare(workspace, given),
        searched=searched,
        clashes=_clashes(desk, schedule),
    )


def _search(desk: _Desk) -> None:
    """Find times and save them; what coaches were shown stays where it was, if it can."""
    workspace, given = desk.workspace, desk.given
    workflow.get_ready()
    known = everything_known(workspace, desk.kept, given)
    base = standing_in(known, given, workspace.clock(given.zone))
    search = search_of(known, base, workspace, given, desk.horizon)
    shown = {one.id: base.placed[one.id] for one in search.activities if one.id in base.placed}
    found = search_here(
        replace(search, before={**shown, **search.before}),
        seconds=workspace.settings.time_limit,
        workers=workspace.settings.workers,
        cases=workspace.state / "cases",
    )
    workspace.save_draft(joined(base, found.schedule))


def _digest(desk: _Desk) -> str:
    """What a search would be made from, and where everything stands."""
    known = everything_known(desk.workspace, desk.kept, desk.given)
    base = standing_in(known, desk.given, desk.workspace.clock(desk.given.zone))
    search = search_of(known, base, desk.workspace, desk.given, desk.horizon)
    stands = schedule_text(replace(base, price={}, proofs=()))
    return sha256(f"{search_digest(search)}{stands}".encode()).hexdigest()


def _clashes(desk: _Desk, schedule: Schedule) -> tuple[ActivityId, ...]:
    """What people fixed at a time to come and the search could not leave there."""
    known = everything_known(desk.workspace, desk.kept, desk.given)
    now = desk.workspace.clock(desk.given.zone)
    return tuple(
        pin.activity
        for pin in known.pins
        if pin.slot.start > now
        and pin.activity in schedule.activities
        and pin.activity not in {*schedule.placed, *known.dropped}
    )


def _drafts(desk: _Desk, changes: ChangeSet, pages: Pages) -> dict[PersonId, Draft]:
    found = {coach: draft_of(desk.kept, changes, coach, page.page) for coach, page in pages.items()}
    for draft in found.values():
        remember(desk.kept, draft)
    return found


def _drafts_again(
    desk: _Desk, pages: Pages, drafts: dict[PersonId, Draft], sent: Sent
) -> dict[PersonId, Draft]:
    """The drafts once something was sent, or workbooks were made: of the others what they were."""
    if sent.error is not None:
        return drafts
    new = [
        coach
        for coach in pages
        if coach in sent.coaches
        or coach not in drafts
        or (sent.coaches and drafts[coach].bound and drafts[coach].ticked is None)
    ]
    if not new:
        return drafts
    changes = workflow.compare(desk.workspace, desk.given)
    return {
        **drafts,
        **_drafts(desk, changes, {coach: replace(pages[coach], page=Page()) for coach in new}),
    }


def _tracked(desk: _Desk, pages: Pages) -> tuple[Pages, tuple[str, ...]]:
    """Bring the workbooks up to date with what was found, making those that are missing."""
    known = everything_known(desk.workspace, desk.kept, desk.given)
    with at_work(desk.workspace, desk.given) as at:
        workflow.track(at)
        missing = coaches_of(known, desk.given) - pages.keys()
        more, notes = read_pages(at.google.sheets, at.journal, missing)
    return {**pages, **more}, notes


def _show(
    desk: _Desk,
    pages: Pages,
    drafts: Mapping[PersonId, Draft],
    *,
    sent: Sent,
    settled: Settled,
    week: _Week,
) -> tuple[int, tuple[Shared, ...], tuple[str, ...]]:
    known = everything_known(desk.workspace, desk.kept, desk.given)
    with at_work(desk.workspace, desk.given) as at:
        return show_drafts(
            at,
            desk.horizon,
            pages,
            drafts,
            sent=sent,
            answers=settled.answers,
            schedule=week.schedule,
            known=known,
        )
