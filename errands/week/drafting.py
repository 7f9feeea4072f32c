"""The draft a coach is shown and may tick: her own part of what a push would do now.

A number stands for exactly the writes it was shown with. Is anything else to be written now than what was
ticked, nothing is sent and the line tells what changed.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from scheduler.district import PersonId
from sheets_templates.reading.parse_this_week import Page
from sheets_templates.writing.render_this_week import DraftLine
from sync.journal.kept_wishes import KeptDraft, keep_draft, kept_draft, next_number
from sync.merging.changes import ChangeSet, Counts
from sync.merging.one_calendar import differences, fingerprints, share_of
from web.page_words import counted, moment_words

if TYPE_CHECKING:
    from sync.journal.journal import Journal
    from workflow import Given

__all__ = ["Draft", "draft_of", "line_of", "sent_line"]
NOTHING = "Nothing to send"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One coach's draft; `number` 0 has nothing to send.

    `go` says that exactly this was ticked. `changed` tells, of a ticked number that is not this draft, what
    is different; `kept` is what to remember of it.
    """

    coach: PersonId
    changes: ChangeSet
    kept: KeptDraft
    number: int = 0
    bound: int = 0
    go: bool = False
    changed: str = ""
    ticked: int | None = None

    @property
    def counts(self) -> Counts:
        return self.changes.counts

    @property
    def people(self) -> int:
        """How many different people would be mailed."""
        return len({email for one in self.changes.writes for email in one.mails})


def draft_of(journal: "Journal", changes: ChangeSet, coach: PersonId, page: Page) -> Draft:
    """What a coach is shown now, numbered, and whether her tick is for it."""
    share = share_of(changes, coach)
    old = kept_draft(journal, coach) or KeptDraft(number=0)
    prints = fingerprints(share.changes)
    rest_of_it = old.begun and prints.items() <= old.writes.items()
    if not prints:
        kept, number = replace(old, writes={}, begun=False), 0
        if old.begun:  # it was cut off after its last write
            kept = replace(kept, sent=old.sent or journal.moment())
    elif prints == old.writes or rest_of_it:
        kept, number = old, old.number
    else:
        number = next_number(journal)
        counts = share.changes.counts
        told = (counts.create, counts.change, counts.cancel)
        kept = KeptDraft(number=number, writes=prints, sent="", told=told)
    known = bool(number) and number == old.number
    ticked = page.ticked
    go = known and ticked == number
    # Beside a line without a number, or with nothing left to send, a tick asked for nothing.
    changed = _changed(ticked, old, prints) if ticked and number and not go else ""
    return Draft(
        coach=coach,
        changes=share.changes,
        kept=kept,
        number=number,
        bound=len(share.bound),
        go=go,
        changed=changed,
        ticked=ticked,
    )


def line_of(draft: Draft, page: Page, given: "Given", hold: datetime | None) -> DraftLine:
    """The draft's row; `hold` is when mail may go out next, None for at once."""
    if not draft.number:
        says = _idle(draft, given)
        return DraftLine(name=NOTHING, does=_with(draft.changed, says), state="")
    name = f"Draft {draft.number}"
    when = f" on {moment_words(given.days.local(hold))}" if hold else ""
    if draft.go:
        says = f"Ticked: goes out{when or ' with the next run'}: {_counts(draft)}"
        return DraftLine(name=name, does=says, state="ticked")
    says = f"Tick send to send {_counts(draft)}{when}{_rest(draft, given)}"
    if draft.changed:
        return DraftLine(name=name, does=_with(draft.changed, says), state="to send")
    if page.number == draft.number and " was not sent" in page.says and page.says.endswith(says):
        says = page.says  # why her tick went away stands there until she ticks again
    return DraftLine(name=name, does=says, state="to send")


def sent_line(draft: Draft, given: "Given", trouble: str = "") -> DraftLine:
    """The row of a draft whose sending was begun; `trouble` says why not all of it went."""
    if trouble:
        says = f"Not all of it was sent: {trouble}; the next run goes on"
        return DraftLine(name=f"Draft {draft.number}", does=says, state="ticked")
    return DraftLine(name=NOTHING, does=_idle(draft, given), state="")


def remember(journal: "Journal", draft: Draft) -> None:
    """Keep what she is shown."""
    keep_draft(journal, draft.coach, draft.kept)


def _changed(ticked: int, old: KeptDraft, prints: dict[str, str]) -> str:
    if old.number != ticked:
        return f"Draft {ticked} was not sent: it was an older one"
    if old.sent:
        return f"Draft {ticked} was sent already"
    came, other, gone = differences(old.writes, prints)
    what = [
        f"{counted(came, 'change')} came to it" if came else "",
        f"{counted(other, 'change')} in it became another" if other else "",
        f"{counted(gone, 'change')} fell out of it" if gone else "",
    ]
    return f"Draft {ticked} was not sent, as since then {', '.join(filter(None, what))}"


def _with(first: str, then: str) -> str:
    return f"{first}. {then[:1].upper()}{then[1:]}" if first and then else first or then


def _counts(draft: Draft) -> str:
    """'14 invitations, 3 changes, 1 cancellation to 11 people'."""
    return f"{counts_words(draft.kept.told)} to {counted(draft.people, 'person', 'people')}"


def counts_words(told: tuple[int, int, int]) -> str:
    """'14 invitations, 3 changes, 1 cancellation'."""
    create, change, cancel = told
    parts = [
        counted(create, "invitation") if create else "",
        counted(change, "change") if change else "",
        counted(cancel, "cancellation") if cancel else "",
    ]
    return ", ".join(filter(None, parts)) or "what stands already"


def _rest(draft: Draft, given: "Given") -> str:
    later = len(draft.changes.waiting)
    parts = []
    if later:
        whens = [one.until for one in draft.changes.waiting if one.until]
        when = f" until {moment_words(given.days.local(min(whens)))}" if whens else ""
        parts.append(f"{later} more wait{when}")
    if draft.bound:
        parts.append(f"{draft.bound} wait for a colleague's draft")
    return "".join(f"; {part}" for part in parts)


def _idle(draft: Draft, given: "Given") -> str:
    sent = ""
    if draft.kept.sent:
        when = moment_words(given.days.local(datetime.fromisoformat(draft.kept.sent)))
        sent = f"Draft {draft.kept.number} was sent {when}: {counts_words(draft.kept.told)}"
    return (sent + _rest(draft, given)).removeprefix("; ")
