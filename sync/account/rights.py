"""What a sign-in may do: the few rights that are asked for, and none beyond them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.errors import SettingsError, SignInNeeded

OWN_CALENDARS = "https://www.googleapis.com/auth/calendar.app.created"
BUSY_TIMES = "https://www.googleapis.com/auth/calendar.events.freebusy"
OWN_FILES = "https://www.googleapis.com/auth/drive.file"
LIST_CALENDARS = "https://www.googleapis.com/auth/calendar.calendarlist.readonly"
SHARE_CALENDARS = "https://www.googleapis.com/auth/calendar.acls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """One of Google's scopes, and what the program does with it.

    `always` is False for what is asked for only when it is wanted by name.
    """

    scope: str
    needed_for: str
    does: str
    cannot: str
    always: bool = True


RIGHTS = (
    Right(
        scope=OWN_CALENDARS,
        needed_for="writing coaching calendars",
        does="makes one coaching calendar a coach, writes and reads events there",
        cannot="see or change any other calendar",
    ),
    Right(
        scope=BUSY_TIMES,
        needed_for="asking when people are busy",
        does="asks when people are busy",
        cannot="see what they are busy with",
    ),
    Right(
        scope=OWN_FILES,
        needed_for="the workbooks",
        does="makes the tracking workbooks, writes and reads them",
        cannot="see any other file",
    ),
    Right(
        scope=SHARE_CALENDARS,
        needed_for="bellweave calendars share",
        does="lets each coach make changes on her own coaching calendar",
        cannot="see events; it reaches every calendar the account owns",
        always=False,
    ),
    Right(
        scope=LIST_CALENDARS,
        needed_for="finding coaching calendars again when the journal is lost",
        does="reads the names of the account's calendars",
        cannot="see what stands in them",
        always=False,
    ),
)
SCOPES = tuple(right.scope for right in RIGHTS if right.always)
"""Asked for at every sign-in."""
EXTRA_SCOPES = tuple(right.scope for right in RIGHTS if not right.always)
"""Asked for when they are wanted; anything else is never accepted."""
BY_SCOPE = {right.scope: right for right in RIGHTS}


def short(scope: str) -> str:
    """Like `drive.file`."""
    return scope.rsplit("/", 1)[-1]


def too_many(granted: Iterable[str]) -> tuple[str, ...]:
    """Rights that no work of ours needs, such as all calendars or all files."""
    return tuple(scope for scope in granted if scope not in BY_SCOPE)


def refuse_more_than_needed(granted: Iterable[str], where: str, *, fix: str) -> None:
    """Hold no right that could do harm the program never does.

    Raises:
        SettingsError: naming every such right.
    """
    more = too_many(granted)
    if more:
        raise SettingsError(
            f"This sign-in may do more than it needs: {', '.join(map(short, more))}.",
            where=where,
            fix=fix,
            more="bellweave auth status",
        )


def refuse_missing(
    granted: Iterable[str], wanted: Sequence[str], where: str, *, fix: str, more: str
) -> None:
    """Stop before the first write rather than half-way.

    Raises:
        SignInNeeded: naming each right that is missing, and what needs it.
    """
    had = frozenset(granted)
    missing = [BY_SCOPE[scope] for scope in wanted if scope not in had]
    if missing:
        named = "; ".join(f"{short(right.scope)}, for {right.needed_for}" for right in missing)
        raise SignInNeeded(f"The sign-in lacks rights: {named}.", where=where, fix=fix, more=more)
