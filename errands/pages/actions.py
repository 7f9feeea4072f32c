"""What the pages may ask for: the same stories as the commands tell, with the same guards."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

import workflow
from errands.asked import by_hand, resolving
from errands.pages.reasons import explained, searched
from errands.pages.today import Kept
from errands.told.never import never
from errands.upkeep import undoing
from scheduler.district import PersonId
from scheduler.errors import BellweaveError, MustHavesClash, SettingsError, StaleChangeSet
from scheduler.model import ActivityId
from scheduler.search.horizon import the_week_of
from sync.workspace.known import journal, refuse_stale
from web.page_words import counted, listed, moment_words
from web.pages.nevers import MAY, Answering
from web.pages.why import Explained, Searched
from web.site.actions import Actions, Back, Proposal
from web.site.bodies import PushAsked, ResolveAsked, UndoAsked

if TYPE_CHECKING:
    from sync.calendars.undo import Undo
    from workflow import ChangeSet, Given, Workspace

__all__ = ["actions_of"]
Name = TypeVar("Name")
Value = TypeVar("Value")
PROPOSALS_KEPT = 8
SEARCHES_KEPT = 50
ELSEWHERE = (
    "Go back to its page: what stops it at other times, and times it could have, stand there."
)
LIFT_ONE = (
    "Go back to the page of the teacher: what is kept of her stands there and can be taken back."
)
LOOK_AGAIN = "look at it again, then say yes"


def actions_of(workspace: "Workspace", kept: Kept) -> Actions:
    """Everything a page may ask for, in this workspace."""
    doing = _Doing(workspace, kept)
    return Actions(
        today=kept.today,
        propose=doing.propose,
        explain=doing.explain,
        would_undo=doing.would_undo,
        would_resolve=doing.would_resolve,
        act_schedule=doing.schedule,
        act_push=doing.push,
        act_resolve=doing.resolve,
        act_undo=doing.undo,
        act_read=doing.read,
        act_pin=lambda key: doing.ask(key, by_hand.KEEP),
        act_unpin=doing.unpin,
        act_move=lambda key, when: doing.ask(key, by_hand.MOVE, when),
        act_accept=doing.accept,
        act_drop=doing.drop,
        act_want=doing.want,
        act_swap=lambda key, other: doing.ask(key, by_hand.SWAP, other),
        act_ways=doing.look_for_ways,
        act_held=doing.held,
        would_never=doing.would_never,
        act_never=doing.never,
    )


class _Doing:
    """The actions on one workspace; what was shown is kept until somebody says yes to exactly that."""

    def __init__(self, workspace: "Workspace", kept: Kept) -> None:
        self._workspace, self._kept = workspace, kept
        self._shown: OrderedDict[str, ChangeSet] = OrderedDict()
        self._explained: OrderedDict[ActivityId, tuple[object, Explained]] = OrderedDict()
        self._searched: OrderedDict[ActivityId, tuple[object, Searched]] = OrderedDict()

    @property
    def _given(self) -> "Given":
        return self._kept.given()

    def propose(self) -> Proposal:
        """What a push would do now; nothing is written to Google."""
        given = self._given
        changes = workflow.compare(self._workspace, given)
        self._kept.conflicts = changes.counts.needs_you
        _keep(self._shown, changes.digest, changes, PROPOSALS_KEPT)
        return Proposal(name=changes.digest[:12], changes=changes, held=self._held(given, changes))

    def _held(self, given: "Given", changes: "ChangeSet") -> str:
        sending = workflow.when_to_send(
            self._workspace, given, changes.counts.mails, soonest=changes.soonest
        )
        if not sending.hold:
            return ""
        return f"Mails wait until {moment_words(given.days.local(sending.at))}: {sending.why}."

    def push(self, asked: PushAsked) -> str:
        """Exactly what was shown.

        Raises:
            StaleChangeSet: something else was shown, or the calendars moved since.
            SettingsError: mails have to wait, or a number was not confirmed.
        """
        changes = self._as_shown(asked.digest, asked.name)
        given = self._given
        with journal(self._workspace, given.zone) as opened:
            refuse_stale(changes, opened, asked.name)
        held = self._held(given, changes)
        if held and not asked.now_send:
            raise SettingsError(held, where="sending", fix="wait until then, or tick 'Send now'")
        report, _ = workflow.push(
            self._workspace,
            given,
            changes,
            mails=asked.confirm_mail,
            cancels=asked.confirm_cancel,
            look_alikes=asked.confirm_look_alike,
        )
        self._kept.conflicts = None
        if report.stopped is not None:
            raise report.stopped
        del self._shown[asked.digest]
        done = len(report.outcomes) - len(report.left)
        told = (
            f"Done: {counted(done, 'write')}, {counted(report.mails, 'e-mail')}. Run {report.run}."
        )
        if report.left:
            told += f" {counted(len(report.left), 'change')} could not be written; they stand here still."
        return told

    def explain(self, key: ActivityId) -> Explained:
        """Read off the schedule, the rules and people's time, with what was searched for on request."""
        stands = self._as_it_stands()
        then, found = self._explained.get(key, (None, Explained()))
        if then != stands:
            found = explained(self._workspace, self._given, key)
            _keep(self._explained, key, (stands, found), SEARCHES_KEPT)
        then, known = self._searched.get(key, (None, None))
        return replace(found, searched=known if then == stands else None)

    def look_for_ways(self, key: ActivityId) -> str:
        """Search for what leaves it no time and what would give it one; kept until anything changes."""
        stands = self._as_it_stands()
        found = searched(self._workspace, self._given, key)
        if found is None:
            return "It has a time, so nothing is in its way."
        _keep(self._searched, key, (stands, found), SEARCHES_KEPT)
        return "Looked for what is in its way; it stands below."

    def _as_it_stands(self) -> tuple[object, ...]:
        """What an answer holds for: the input, the day, and all that is known besides."""
        today = self._kept.today()
        facts = today.schedule, today.published, today.pins, today.exclusions, today.busy
        return self._kept.reads, today.today, today.accepted, *facts

    def would_undo(self, run: str) -> Back:
        """What taking a run back would write; nothing is written."""
        found = undoing.undo(self._workspace, self._given, run, go=lambda _: False).undo
        _keep(self._shown, found.changes.digest, found.changes, PROPOSALS_KEPT)
        left = tuple(f"{key}: {why}" for key, why in found.left)
        return Back(run=found.run, changes=found.changes, left=left)

    def undo(self, asked: UndoAsked) -> str:
        """Take a run back, exactly as it was shown.

        Raises:
            StaleChangeSet: something else was shown, or something changed since.
        """
        shown = self._as_shown(asked.digest, asked.run)

        def go(found: "Undo") -> bool:
            _refuse_others(found.changes, shown)
            return True

        done = undoing.undo(
            self._workspace,
            self._given,
            asked.run,
            go=go,
            mails=shown.counts.mails,
            cancels=shown.counts.cancel,
        )
        self._kept.conflicts = None
        if done.report is None:
            return "Nothing was taken back: the calendars are as they were before it."
        if done.report.stopped is not None:
            raise done.report.stopped
        wrote = counted(len(done.report.outcomes) - len(done.report.left), "write")
        return f"Taken back: {wrote}, {counted(done.report.mails, 'e-mail')}."

    def would_resolve(self, key: str, take: str) -> Back:
        """What settling one matter would write; nothing is written."""
        found = resolving.settle(self._workspace, self._given, key, resolving.Take(take))
        _keep(self._shown, found.changes.digest, found.changes, PROPOSALS_KEPT)
        return Back(run=key, changes=found.changes, left=(found.matter.says,))

    def resolve(self, asked: ResolveAsked) -> str:
        """Settle one matter, exactly as it was shown.

        Raises:
            StaleChangeSet: something else was shown, or something changed since.
        """
        shown = self._as_shown(asked.digest, asked.key)
        done = resolving.settle(
            self._workspace,
            self._given,
            asked.key,
            resolving.Take(asked.take),
            yes=True,
            still=lambda now: _refuse_others(now, shown),
        )
        self._kept.conflicts = None
        if done.report is not None and done.report.stopped is not None:
            raise done.report.stopped
        sent = done.report.mails if done.report else 0
        return f"Settled: the {asked.take} counts. {counted(sent, 'e-mail')} sent."

    def schedule(self, week: date) -> str:
        """Find times for a week; nothing is written to Google."""
        drafted = workflow.make_schedule(self._workspace, self._given, the_week_of(week))
        wanted = {one.id for one in drafted.wanted}
        placed = len(wanted & drafted.schedule.placed.keys())
        return (
            f"{placed} of {len(wanted)} have a time. See what would be sent under Before and after."
        )

    def read(self) -> str:
        """The input again, now."""
        self._kept.forget()
        self._kept.given()
        return "The input was read again."

    def _as_shown(self, digest: str, where: str) -> "ChangeSet":
        changes = self._shown.get(digest)
        if changes is None:
            raise StaleChangeSet(
                "what was shown is not there any more", where=where, fix=LOOK_AGAIN
            )
        return changes

    def ask(self, key: ActivityId, word: str, wish: str = "") -> str:
        """Keep or move one activity of the saved schedule, or let two change places."""
        return _said(lambda: by_hand.ask(self._workspace, self._given, key, word, wish))

    def unpin(self, key: ActivityId) -> str:
        return _said(lambda: by_hand.let_go(self._workspace, self._given, key))

    def drop(self, key: ActivityId) -> str:
        """Leave it out this time; of an event people know, the next push tells them."""
        _said(lambda: by_hand.ask(self._workspace, self._given, key, by_hand.DROP))
        return "Left out this time. If it has an event, the next push cancels that."

    def want(self, key: ActivityId) -> str:
        return _said(lambda: by_hand.want_again(self._workspace, self._given, key))

    def accept(self, key: ActivityId, start: datetime) -> str:
        """Put it at a time that was offered; the rules are asked again."""
        local = self._given.days.local(start)
        return self.ask(key, by_hand.MOVE, f"{local:%Y-%m-%d %H:%M}")

    def held(self, key: ActivityId, reason: str | None) -> str:
        given = self._given
        return _said(lambda: by_hand.mark(self._workspace, given, key, not_held=reason, yes=True))

    def would_never(self, teacher: PersonId, when: str, answer: str) -> Answering:
        """What an answer would move; nothing is kept."""
        return self._answered(teacher, when, answer, yes=False)

    def never(self, teacher: PersonId, when: str, answer: str) -> str:
        """Keep a time a teacher can never do, or take it back, as `bellweave never` does."""
        found = self._answered(teacher, when, answer, yes=True)
        times = listed([one.says for one in found.times])
        if answer == MAY:
            return f"{found.name}: {times} may be used."
        told = f"{found.name}: nothing is put at {times} any more."
        if not found.moves:
            return told
        moves = counted(len(found.moves), "activity needs", "activities need")
        return f"{told} {moves} another time: find times for the week again."

    def _answered(self, teacher: PersonId, when: str, answer: str, *, yes: bool) -> Answering:
        try:
            said = never(self._workspace, self._given, teacher, when, lift=answer == MAY, yes=yes)
        except SettingsError as problem:
            raise _on_a_page(problem, LIFT_ONE) from problem
        return Answering(
            person=said.person.id,
            name=said.person.name,
            times=said.times,
            moves=tuple((activity.id, slot) for activity, slot in said.moves),
        )


def _keep(kept: OrderedDict[Name, Value], name: Name, value: Value, most: int) -> None:
    """Keep it, and forget the oldest beyond so many."""
    kept[name] = value
    kept.move_to_end(name)
    while len(kept) > most:
        kept.popitem(last=False)


def _refuse_others(now: "ChangeSet", shown: "ChangeSet") -> None:
    """Let nothing through that is not what was shown; only the moment it was worked out may differ.

    Raises:
        StaleChangeSet: with what it would mean now.
    """
    if replace(now, made_at=shown.made_at).digest == shown.digest:
        return
    counts = now.counts
    raise StaleChangeSet(
        "something changed since this was shown: now it would be "
        f"{counted(len(now.writes), 'write')} and {counted(counts.mails, 'e-mail')}",
        fix=LOOK_AGAIN,
    )


def _said(act: Callable[[], by_hand.Done]) -> str:
    """What became of it, or why not in the words of a page.

    Raises:
        BellweaveError: it was refused; nothing was kept.
    """
    try:
        done = act()
    except (SettingsError, MustHavesClash) as problem:
        raise _on_a_page(problem) from problem
    again = " Find times for the week to give it one." if done.again else ""
    return f"{done.says[:1].upper()}{done.says[1:]}.{again}"


def _on_a_page(problem: BellweaveError, fix: str = ELSEWHERE) -> BellweaveError:
    """The same without the commands of a terminal, which nobody has who looks at a page."""
    if "bellweave" not in problem.fix:
        return problem
    return type(problem)(problem.what, fix=fix)
