"""What the pages may ask the program to do. The program fills these in; the pages only call them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.district import PersonId
from scheduler.model import ActivityId
from sync.merging.changes import ChangeSet
from web.pages.nevers import Answering
from web.pages.today import Today
from web.pages.why import Explained
from web.site.bodies import PushAsked, ResolveAsked, UndoAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change set kept under a name; `held` says until when mails wait, '' for not at all."""

    name: str
    changes: ChangeSet
    held: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """What taking a run back, or settling one matter, would do; `left` is what is to be said about it."""

    run: str
    changes: ChangeSet
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """Each takes what a person said and gives a sentence, or raises a BellweaveError that tells why not.

    `act_*` change something here or in Google; the others only look.
    """

    today: Callable[[], Today]
    propose: Callable[[], Proposal]
    explain: Callable[[ActivityId], Explained]
    would_undo: Callable[[str], Back]
    would_resolve: Callable[[str, str], Back]
    would_never: Callable[[PersonId, str, str], Answering]
    act_schedule: Callable[[date], str]
    act_push: Callable[[PushAsked], str]
    act_resolve: Callable[[ResolveAsked], str]
    act_undo: Callable[[UndoAsked], str]
    act_read: Callable[[], str]
    act_pin: Callable[[ActivityId], str]
    act_unpin: Callable[[ActivityId], str]
    act_move: Callable[[ActivityId, str], str]
    act_accept: Callable[[ActivityId, datetime], str]
    act_drop: Callable[[ActivityId], str]
    act_want: Callable[[ActivityId], str]
    act_swap: Callable[[ActivityId, ActivityId], str]
    act_ways: Callable[[ActivityId], str]
    act_held: Callable[[ActivityId, str | None], str]
    act_never: Callable[[PersonId, str, str], str]
