"""Which changes are written now, and which wait for their turn. Pure.

Only writes that would mail somebody are ever held, never a cancellation: what is held leaves the
calendar as people know it. An invitation waits for its week, a teacher who was mailed often enough waits
for the next one, and an event that was changed once this week for a person's yes.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from scheduler.model import ActivityId
from sync.event.identity import Key
from sync.event.marks import Field
from sync.merging.changes import Change, ChangeSet, Verb

MAILS_A_WEEK = 3
"""To one teacher, from Monday to Sunday."""
OUTSIDE_A_RUN = 25
"""To people outside the district: Google stops an account that writes to many for hours."""
A_WEEK = timedelta(days=7)

NOT_YET = "its week is sent then"
ENOUGH = f"somebody in it gets {MAILS_A_WEEK} e-mails this week already"
AGAIN = "it was changed once this week already"
OUTSIDERS = f"{OUTSIDE_A_RUN} invitations to people outside go out at a time"
BEHIND = "it depends on another change that waits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """When an activity's guests are told by habit, and when at the latest they must be told."""

    due: datetime
    latest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """What decides it; instants aware UTC.

    A turn has come when it is due at `at`; but while this week's publishing moment is still to come
    (`weekly`), an invitation that can wait for it does. `next_week` is the first moment of the week
    after, and `next_publishing` the weekly moment in it. `mailed` counts this week's mails to each address of
    `teachers`; `changed` are the events moved or edited with a mail this week, unless a person has said
    yes to that.
    """

    at: datetime
    next_week: datetime
    next_publishing: datetime
    turns: Mapping[ActivityId, Turn]
    weekly: datetime | None = None
    teachers: Collection[str] = ()
    mailed: Mapping[str, int] = field(default_factory=dict)
    changed: Collection[Key] = ()


def in_rhythm(changes: ChangeSet, rhythm: Rhythm) -> ChangeSet:
    """The change set with what has to wait taken out of its changes and put among its `waiting`."""
    held = _Desk(changes, rhythm).held()
    if not held:
        return changes
    stay = tuple(one for at, one in enumerate(changes.changes) if at not in held)
    makers = {one.owner for one in stay if one.verb is Verb.CREATE}
    return replace(
        changes,
        changes=stay,
        waiting=(*changes.waiting, *(held[at] for at in sorted(held))),
        new_calendars={
            owner: name for owner, name in changes.new_calendars.items() if owner in makers
        },
    )


class _Desk:
    """One change set being sorted; changes are known by their place in it."""

    def __init__(self, changes: ChangeSet, rhythm: Rhythm) -> None:
        self._changes, self._rhythm = changes.changes, rhythm
        self._held: dict[int, Change] = {}
        self._mails = Counter(rhythm.mailed)
        self._outside = 0
        self._moving_house = {one.key for one in changes.changes if one.verb is Verb.CANCEL}
        """Cancelled here and made there: one change to those who read it, so it is never halved."""

    def held(self) -> Mapping[int, Change]:
        """Place -> the change with why it waits and until when."""
        able = [at for at, one in enumerate(self._changes) if self._may_wait(one)]
        for one in self._changes:
            if not self._may_wait(one):
                self._mails.update(one.mails)
        for at in able:
            self._wait_for_the_turn(at)
        for at in sorted(able, key=lambda at: self._order(self._changes[at])):
            if at not in self._held:
                self._wait_for_the_week(at)
        self._let_go_what_is_needed()
        self._hold_what_depends()
        return self._held

    def _may_wait(self, change: Change) -> bool:
        """Whether it would mail somebody and is no cancellation."""
        if change.key in self._moving_house:
            return False
        return bool(change.mails) and change.verb in (Verb.CREATE, Verb.MOVE, Verb.EDIT)

    def _wait_for_the_turn(self, at: int) -> None:
        change, turn = self._changes[at], self._turn(self._changes[at])
        weekly = self._rhythm.weekly
        if change.verb is Verb.CREATE and turn and turn.due > self._rhythm.at:
            self._hold(at, NOT_YET, turn.due)
        elif change.verb is Verb.CREATE and turn and weekly and turn.latest >= weekly:
            self._hold(at, NOT_YET, weekly)
        elif change.verb is not Verb.CREATE and change.key in self._rhythm.changed:
            self._hold(at, AGAIN, None)

    def _wait_for_the_week(self, at: int) -> None:
        """Count its mails, unless somebody had enough this week and it can wait for the next."""
        change, rhythm = self._changes[at], self._rhythm
        outside = len(set(change.mails) & set(change.wanted.outside if change.wanted else ()))
        if outside and self._outside + outside > OUTSIDE_A_RUN and not self._hurries(change):
            self._hold(at, OUTSIDERS, rhythm.next_publishing)
            return
        full = [
            email
            for email in change.mails
            if email in rhythm.teachers and self._mails[email] >= MAILS_A_WEEK
        ]
        if full and not self._hurries(change):
            turn = self._turn(change)
            late = turn is not None and turn.latest < rhythm.next_publishing
            self._hold(at, ENOUGH, rhythm.next_week if late else rhythm.next_publishing)
            return
        self._outside += outside
        self._mails.update(change.mails)

    def _hurries(self, change: Change) -> bool:
        """Whether the people in it would hear too late of it in the next week."""
        turn, stood = self._turn(change), _stood(change)
        if stood and stood[0] < self._rhythm.next_week:
            return True
        return turn is None or turn.latest < self._rhythm.next_week

    def _order(self, change: Change) -> tuple[bool, datetime, str]:
        start = change.wanted.start if change.wanted else self._rhythm.at
        return not self._hurries(change), start, change.key

    def _turn(self, change: Change) -> Turn | None:
        return self._rhythm.turns.get(change.activity) if change.activity else None

    def _hold(self, at: int, says: str, until: datetime | None) -> None:
        self._held[at] = replace(self._changes[at], says=says, until=until)

    def _let_go_what_is_needed(self) -> None:
        """What hurries takes along the moves it needs done first, however many e-mails there were."""
        urgent = [at for at in self._able() if self._hurries(self._changes[at])]
        while urgent:
            needing = self._changes[urgent.pop()]
            for at, blocker in list(self._held.items()):
                if blocker.until is not None and self._in_the_way(blocker, needing):
                    del self._held[at]
                    urgent.append(at)

    def _hold_what_depends(self) -> None:
        """A held move keeps its old time and its place in the order of things, so more may have to wait."""
        blockers = list(self._held.values())
        while blockers:
            blocker = blockers.pop()
            for at in self._able():
                if self._in_the_way(blocker, self._changes[at]):
                    self._hold(at, BEHIND, blocker.until)
                    blockers.append(self._held[at])

    def _able(self) -> list[int]:
        """What would be written and could wait."""
        return [
            at
            for at, change in enumerate(self._changes)
            if at not in self._held and self._may_wait(change)
        ]

    def _in_the_way(self, blocker: Change, change: Change) -> bool:
        """Whether a change needs the time a held move still takes, or moves a teacher's same week."""
        stood, wanted = _stood(blocker), change.wanted
        if stood is None or wanted is None:
            return False
        shared = set(blocker.wanted.guests if blocker.wanted else blocker.mails) & set(
            wanted.guests
        )
        if shared & set(self._rhythm.teachers) and change.verb is Verb.MOVE:
            return abs(wanted.start - stood[0]) < A_WEEK
        return bool(shared) and wanted.start < stood[1] and stood[0] < wanted.end


def _stood(change: Change) -> tuple[datetime, datetime] | None:
    """Where the event of a move stands until it is carried out; None for everything else."""
    start, _, end = (change.before or {}).get(Field.TIME, "").partition("/")
    if change.verb is not Verb.MOVE or not (start.endswith("Z") and end.endswith("Z")):
        return None
    return datetime.fromisoformat(start), datetime.fromisoformat(end)
