"""What the pages may ask for: the same stories as the commands tell, with the same guards."""

from collections import OrderedDict
from datetime import date, datetime
from typing import TYPE_CHECKING

import workflow
from errands import by_hand, resolving, undoing
from errands.pages_reasons import explained
from errands.pages_today import Kept
from scheduler.errors import SettingsError, StaleChangeSet
from scheduler.model import ActivityId
from scheduler.search.horizon import the_week_of
from sync.workspace.known import journal, refuse_stale
from web.page_words import counted, moment_words
from web.pages.why import Explained
from web.site.actions import Actions, Back, Proposal
from web.site.bodies import PushAsked

if TYPE_CHECKING:
    from workflow import ChangeSet, Given, Workspace

__all__ = ["actions_of"]
PROPOSALS_KEPT = 8


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
        act_held=doing.held,
    )


class _Doing:
    """The actions on one workspace; change sets that were shown are kept until they are pushed."""

    def __init__(self, workspace: "Workspace", kept: Kept) -> None:
        self._workspace, self._kept = workspace, kept
        self._shown: OrderedDict[str, ChangeSet] = OrderedDict()

    @property
    def _given(self) -> "Given":
        return self._kept.given()

    def propose(self) -> Proposal:
        """What a push would do now; nothing is written to Google."""
        given = self._given
        changes = workflow.compare(self._workspace, given)
        self._kept.conflicts = changes.counts.needs_you
        self._shown[changes.digest] = changes
        while len(self._shown) > PROPOSALS_KEPT:
            self._shown.popitem(last=False)
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
        changes = self._shown.get(asked.digest)
        if changes is None:
            raise StaleChangeSet(
                "what was shown is not there any more",
                where=asked.name,
                fix="look at the changes again, then send them",
            )
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
        """Read off the schedule, the rules and people's time; this is the one place pages ask."""
        return explained(self._workspace, self._given, key)

    def would_undo(self, run: str) -> Back:
        """What taking a run back would write; nothing is written."""
        found = undoing.undo(self._workspace, self._given, run, go=lambda _: False).undo
        left = tuple(f"{key}: {why}" for key, why in found.left)
        return Back(run=found.run, changes=found.changes, left=left)

    def undo(self, run: str, mails: int) -> str:
        """Take a run back, if it still mails as many people as was shown.

        Raises:
            StaleChangeSet: the number is another one by now.
        """
        shown = self.would_undo(run).changes.counts
        _same(shown.mails, mails)
        done = undoing.undo(
            self._workspace,
            self._given,
            run,
            go=lambda found: found.changes.counts == shown,
            mails=mails,
            cancels=shown.cancel,
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
        return Back(run=key, changes=found.changes, left=(found.matter.says,))

    def resolve(self, key: str, take: str, mails: int) -> str:
        """Settle one matter, if it still mails as many people as was shown."""
        _same(self.would_resolve(key, take).changes.counts.mails, mails)
        done = resolving.settle(self._workspace, self._given, key, resolving.Take(take), yes=True)
        self._kept.conflicts = None
        if done.report is not None and done.report.stopped is not None:
            raise done.report.stopped
        sent = done.report.mails if done.report else 0
        return f"Settled: the {take} counts. {counted(sent, 'e-mail')} sent."

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

    def ask(self, key: ActivityId, word: str, wish: str = "") -> str:
        """Keep or move one activity of the saved schedule."""
        return _said(by_hand.ask(self._workspace, self._given, key, word, wish))

    def unpin(self, key: ActivityId) -> str:
        return _said(by_hand.let_go(self._workspace, self._given, key))

    def accept(self, key: ActivityId, start: datetime) -> str:
        """Put it at a time that was offered; the rules are asked again."""
        local = self._given.days.local(start)
        return self.ask(key, by_hand.MOVE, f"{local:%Y-%m-%d %H:%M}")

    def held(self, key: ActivityId, reason: str | None) -> str:
        given = self._given
        return _said(by_hand.mark(self._workspace, given, key, not_held=reason, yes=True))


def _same(now: int, shown: int) -> None:
    if now != shown:
        raise StaleChangeSet(
            f"{counted(now, 'e-mail')} would go out now, not {shown}",
            fix="look at it again, then say yes",
        )


def _said(done: by_hand.Done) -> str:
    again = " Find times for the week to give it one." if done.again else ""
    return f"{done.says[:1].upper()}{done.says[1:]}.{again}"
