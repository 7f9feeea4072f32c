"""Carries out a change set: one outcome a change, one writer a calendar, resumable at any point.

Each write is committed as an intent first, carries the id or the etag it was worked out from, and says
whether mail goes out. What moved meanwhile goes through the merge table again.
"""

import threading
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime

from scheduler.errors import BellweaveError, Interrupted, RemoteError, SignInNeeded
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.carry import Carrier, End, Ended
from sync.calendars.coaching_calendars import make_calendars
from sync.calendars.glance import Glance
from sync.calendars.settle import known_after, settle
from sync.calendars.stopping import finishing_calls
from sync.calendars.strict import refuse_moved
from sync.event.identity import Key, short_digest
from sync.event.marks import as_written, fingerprint
from sync.journal.audit import Line
from sync.journal.journal import Journal, Op, OpState
from sync.journal.kept_labels import LabelledCalendars
from sync.journal.lease import holding
from sync.merging.changes import Change, ChangeSet, Known, Standing, Verb, canonical
from sync.merging.claims import Claims, by_key
from sync.merging.guards import MAILS_CAP, Confirmed, refuse_unconfirmed
from sync.merging.merge import Frozen

LANES = 4
WRITTEN = (End.DONE, End.ALREADY)
_Lanes = dict[str, list[tuple[int, Change]]]
"""Writes by calendar, each with its place in the change set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one change; `says` tells why it was not carried out."""

    change: Change
    state: OpState
    end: End | None = None
    says: str = ""
    calendar_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PushReport:
    """All outcomes in the order of the change set; `stopped` is why the run ended early."""

    run: str
    outcomes: tuple[Outcome, ...]
    stopped: BellweaveError | None = None

    def count(self, verb: Verb) -> int:
        """How many changes of a verb were carried out."""
        done = (o for o in self.outcomes if o.state is OpState.DONE)
        return Counter(outcome.change.verb for outcome in done)[verb]

    @property
    def mails(self) -> int:
        """E-mails for what was carried out, by this run or the cut-off one it goes on with."""
        done = (o for o in self.outcomes if o.state is OpState.DONE)
        return sum(len(outcome.change.mails) for outcome in done)

    @property
    def left(self) -> tuple[Outcome, ...]:
        """What was not carried out."""
        return tuple(outcome for outcome in self.outcomes if outcome.state is not OpState.DONE)


@dataclass(slots=True, kw_only=True)
class _Run:
    """One run's clients and its stop sign, shared by the lanes."""

    api: CalendarApi
    journal: Journal
    name: str
    actor: str
    now: Callable[[], datetime]
    claims: Claims
    fence: int = 0
    labelled: LabelledCalendars | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    stopped: BellweaveError | None = None

    @property
    def mark(self) -> str:
        """What events carry: the run and how often the right to push had been taken."""
        return f"{self.name}.{self.fence}"

    def halt(self, error: BellweaveError) -> None:
        """Let no lane begin another write; the first reason is kept."""
        self.stopped = self.stopped or error
        self.stop.set()


def push(
    changes: ChangeSet,
    *,
    api: CalendarApi,
    journal: Journal,
    run: str,
    actor: str,
    now: Callable[[], datetime],
    confirmed: Confirmed | None = None,
    mails_cap: int = MAILS_CAP,
    strict: bool = False,
) -> PushReport:
    """Carry out `changes`; a change set without writes calls nobody.

    With `strict` nothing is written if one of its events moved on since; else that one alone is left.

    Raises:
        SettingsError: many mails or cancellations were not confirmed; nothing was written.
        StaleChangeSet: something moved since it was made; nothing was written.
        Interrupted: another push is at work; nothing was written.
    """
    refuse_unconfirmed(changes, confirmed or Confirmed(), mails_cap=mails_cap)
    claims = by_key(changes.claims)
    this = _Run(api=api, journal=journal, name=run, actor=actor, now=now, claims=claims)
    with holding(journal, actor, this.halt) as this.fence, finishing_calls(this.halt):
        settle(api, journal)
        if strict:
            refuse_moved(changes, api, journal.lineage)
        this.name = journal.begin(run, changes, actor)
        _remember_what_stands(changes, journal)
        outcomes = _in_lanes(changes, this)
        if this.stopped is None:
            journal.finish(this.name)
    return PushReport(run=this.name, outcomes=tuple(outcomes), stopped=this.stopped)


def _in_lanes(changes: ChangeSet, run: _Run) -> list[Outcome]:
    """Calendars side by side, the changes of one calendar one after the other."""
    try:
        calendars = make_calendars(run.api, run.journal, changes) if changes.writes else {}
    except (Interrupted, SignInNeeded, RemoteError) as error:
        run.halt(error)
        return [Outcome(change=change, state=OpState.LAPSED) for change in changes.writes]
    run.labelled = LabelledCalendars(run.journal)
    before = run.journal.carried_out(run.name)
    lanes: _Lanes = {}
    after: _Lanes = {}
    cancelled = {change.key for change in changes.writes if change.verb is Verb.CANCEL}
    outcomes: dict[int, Outcome] = {}
    for seq, change in enumerate(changes.writes):
        if before.get(seq) in (OpState.DONE, OpState.CONFLICT):
            outcomes[seq] = Outcome(change=change, state=before[seq])
            continue
        calendar = change.calendar_id or (calendars[change.owner] if change.owner else "")
        moves_in = change.verb is Verb.CREATE and change.key in cancelled
        lane = (after if moves_in else lanes).setdefault(calendar, [])
        lane.append((seq, replace(change, calendar_id=calendar)))
    for some in (lanes, after):
        with ThreadPoolExecutor(max_workers=LANES) as pool:
            for done in pool.map(lambda lane: _lane(lane, run, cancelled), some.values()):
                outcomes.update(done)
    return [outcomes[seq] for seq in sorted(outcomes)]


def _moved_in(change: Change, run: _Run) -> Outcome | None:
    """Why an event that changes calendars is not made on the new one: it did not go from the old by us."""
    rows = (row for row in run.journal.known() if row.key == change.key)
    if any(row.standing is Standing.REMOVED_BY_US for row in rows):
        return None
    says = "it could not be taken off the other calendar"
    return Outcome(change=change, state=OpState.CONFLICT, says=says)


def _lane(
    lane: Sequence[tuple[int, Change]], run: _Run, cancelled: Collection[Key]
) -> dict[int, Outcome]:
    """The writes of one calendar; a calendar that is gone ends its lane only."""
    outcomes: dict[int, Outcome] = {}
    gone = ""
    glance = Glance(run.api, (change for _, change in lane))
    for seq, change in lane:
        if run.stop.is_set() or gone:
            outcomes[seq] = Outcome(change=change, state=OpState.LAPSED, says=gone)
            continue
        try:
            stays = change.verb is Verb.CREATE and change.key in cancelled
            outcomes[seq] = (_moved_in(change, run) if stays else None) or _one(
                seq, change, run, glance
            )
        except Interrupted as error:
            # The journal cannot be written: nothing may be sent that could not be noted.
            run.halt(error)
            outcomes[seq] = Outcome(change=change, state=OpState.UNKNOWN, says=error.what)
            continue
        if outcomes[seq].calendar_gone:
            gone = outcomes[seq].says
    return outcomes


def _one(seq: int, change: Change, run: _Run, glance: Glance) -> Outcome:
    op = run.journal.intend(run.name, seq, change)
    carrier = Carrier(
        api=run.api,
        namespace=run.journal.lineage,
        run=run.mark,
        frozen=Frozen(until=run.now()),
        claims=run.claims,
        glance=glance,
        labelled=run.labelled,
    )
    try:
        ended = carrier.carry(change)
    except (Interrupted, SignInNeeded) as error:
        # One of several calls may have been carried out; the next run looks before it writes.
        run.journal.ended(op, OpState.UNKNOWN, error.what)
        run.halt(error)
        return Outcome(change=change, state=OpState.UNKNOWN, says=error.what)
    except RemoteError as error:
        run.journal.ended(op, OpState.FAILED, error.what)
        gone = error.status == 404 and change.verb is Verb.CREATE
        return Outcome(change=change, state=OpState.FAILED, says=error.what, calendar_gone=gone)
    return _keep(op, ended, run)


def _keep(op: Op, ended: Ended, run: _Run) -> Outcome:
    """Note down how a change ended, with what is known of the event from now on."""
    if ended.end in WRITTEN:
        known = known_after(_as_carried_out(op, ended.change))
        run.journal.done(op, known, _line(ended.change, run))
        return Outcome(change=ended.change, state=OpState.DONE, end=ended.end)
    known = known_after(_as_carried_out(op, ended.change))
    by_a_person = replace(known, standing=Standing.REMOVED_BY_A_PERSON) if known else None
    if ended.end is End.TOMBSTONE and ended.change.verb is Verb.CANCEL:
        run.journal.done(op, by_a_person)
        silent = replace(ended.change, mails=())
        return Outcome(change=silent, state=OpState.DONE, end=ended.end)
    run.journal.ended(op, OpState.CONFLICT, ended.says)
    if ended.end is End.TOMBSTONE and by_a_person:
        run.journal.remember([by_a_person])
    return Outcome(change=ended.change, state=OpState.CONFLICT, end=ended.end, says=ended.says)


def _as_carried_out(op: Op, change: Change) -> Op:
    """The op under the id that was used in the end."""
    marks = change.marks
    return replace(
        op,
        event_id=change.event_id,
        generation=marks.generation if marks else op.generation,
        desired=as_written(marks) if marks else op.desired,
    )


def _line(change: Change, run: _Run) -> Line:
    return Line(
        at=run.now().isoformat(),
        actor=run.actor,
        run=run.name,
        key=change.key,
        verb=change.verb.value,
        fields=" ".join(sorted(change.after or {})),
        mails=len(change.mails),
        before_digest=short_digest(canonical(change.before)),
        after_digest=short_digest(canonical(change.after)),
    )


def _remember_what_stands(changes: ChangeSet, journal: Journal) -> None:
    """Learn again what a lost journal knew: events that stand as wanted, or were deleted by a person."""
    had = {row.key for row in journal.known()}
    journal.remember(
        Known(
            key=change.key,
            activity=change.activity,
            event_id=change.event_id,
            calendar_id=change.calendar_id,
            generation=change.marks.generation if change.marks else 1,
            standing=(
                Standing.REMOVED_BY_A_PERSON if change.verb is Verb.TOMBSTONE else Standing.STANDS
            ),
            base=fingerprint(change.marks.base) if change.marks else "",
        )
        for change in changes.changes
        if change.verb in (Verb.NOTHING, Verb.TOMBSTONE, Verb.PIN)
        and change.activity
        and change.key not in had
    )
