"""What `doctor` tells about who may open the coaching calendars, and who should not."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from errands.books.coaching_calendars import CoachingCalendar, calendar_readers, may_share
from scheduler.errors import BellweaveError, RemoteError
from sync.calendars.calendar_entry import Reader
from sync.workspace.checks import Check, Grade
from sync.workspace.known import journal
from workflow import open_here, read

__all__ = ["who_opens_calendars"]

NAME = "Sharing"
BUSY_ONLY = "freeBusyReader"
"""Sees when, never what: anybody may."""
WORDS = {"reader": "reads it", "writer": "changes it", "owner": "changes and shares it"}
EVERYBODY = {"default": "anybody on the internet", "domain": "everybody at {}"}
FIX = (
    "fix: in Google Calendar, signed in as the account that made the calendar: Settings and sharing > "
    "Access permissions, and Shared with"
)


def who_opens_calendars(*, start: Path | None, now: str) -> Iterator[Check]:
    """One check over all coaching calendars; none where there are none, or the input cannot be read."""
    try:
        workspace = open_here(now=now, start=start)
        if not workspace.has_journal:
            return
        given = read(workspace)
        with journal(workspace, given.zone) as kept:
            if not kept.calendars():
                return
    except BellweaveError:
        return  # told by the checks before
    if not may_share(workspace):
        says = "who opens the coaching calendars is not known"
        why = "Google tells it only with one more right: bellweave auth login --share"
        yield Check(name=NAME, says=says, more=(why,))
        return
    try:
        account, found = calendar_readers(workspace)
    except RemoteError as error:
        yield Check(
            name=NAME, says=f"not told: {error.what}", grade=Grade.WARN, more=(f"fix: {error.fix}",)
        )
        return
    except BellweaveError as error:
        yield Check(name=NAME, says=error.what, grade=Grade.WARN, more=(f"fix: {error.fix}",))
        return
    yield _told(account, found)


def _told(account: str, found: Sequence[tuple[CoachingCalendar, tuple[Reader, ...]]]) -> Check:
    lines = []
    wrong = 0
    for one, readers in found:
        others = [who for who in readers if _should_not(who, one, account)]
        wrong += bool(others)
        lines += [f"{one.name}: {_who(who)} {WORDS.get(who.role, who.role)}" for who in others]
    many = f"{len(found)} coaching calendar{'s' if len(found) != 1 else ''}"
    if not wrong:
        return Check(name=NAME, says=f"{many}, open to coach and owner only")
    says = f"{many}, {wrong} open to others than coach and owner"
    return Check(name=NAME, says=says, grade=Grade.WARN, more=(*lines, FIX))


def _should_not(who: Reader, one: CoachingCalendar, account: str) -> bool:
    if who.role in (BUSY_ONLY, "none"):
        return False
    owner = one.entry.data_owner if one.entry else ""
    ours = {one.email, account.lower(), owner.lower(), one.calendar_id.lower()} - {""}
    return who.kind != "user" or who.email not in ours


def _who(who: Reader) -> str:
    if who.kind in EVERYBODY:
        return EVERYBODY[who.kind].format(who.email)
    return who.email
