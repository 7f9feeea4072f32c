"""One line of `doctor`: what was looked at, how it stands, and what to do."""

from dataclasses import dataclass
from enum import StrEnum

from scheduler.errors import BellweaveError


class Grade(StrEnum):
    """How a check ended; FAIL stops the work, WARN is worth a look."""

    PASS = "PASS"  # noqa: S105 - a grade, no word to sign in with
    WARN = "WARN"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line; `more` are the lines below it, the last of them what to do."""

    name: str
    says: str
    grade: Grade = Grade.PASS
    more: tuple[str, ...] = ()


def failed(name: str, error: BellweaveError) -> Check:
    """A check that ended in an error, with its way out."""
    more = (f"more: {error.more}",) if error.more else ()
    return Check(name=name, says=error.what, grade=Grade.FAIL, more=(*fixes(error.fix), *more))


def fixes(*texts: str) -> tuple[str, ...]:
    """One line for each way out that there is."""
    return tuple(f"fix: {text}" for text in texts if text)
