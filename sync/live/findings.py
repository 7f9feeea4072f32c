"""An assumption about Google, and what came of trying it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sync.live.scratch import Scratch
from sync.workspace.checks import Grade


class Room(StrEnum):
    """The part of Google an assumption is about."""

    CALENDAR = "Calendar"
    BUSY = "Busy"
    SHEETS = "Sheets"


class On(StrEnum):
    """What an assumption is tried on; without it nothing is asked."""

    ACCOUNT = "account"
    CALENDAR = "calendar"
    SPREADSHEET = "spreadsheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How it ended; `saw` is what Google did instead."""

    grade: Grade = Grade.PASS
    saw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A sentence the program relies on, why, and how it is tried; numbers never change their meaning.

    `matters` says what goes wrong where the sentence is not true.
    """

    number: int
    room: Room
    says: str
    matters: str
    on: On
    ask: Callable[[Scratch], Finding]


HOLDS = Finding()


def fails(saw: str) -> Finding:
    """Google does otherwise, and something of ours breaks."""
    return Finding(grade=Grade.FAIL, saw=saw)


def differs(saw: str) -> Finding:
    """Google does otherwise; nothing breaks, but the sentence wants a look."""
    return Finding(grade=Grade.WARN, saw=saw)


def held(true: bool, otherwise: str) -> Finding:
    """HOLDS when true, else a failure with what was seen."""
    return HOLDS if true else fails(otherwise)
