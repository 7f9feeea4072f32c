"""What an action is asked with, read from a form or from JSON, and what it answers."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 1
Words = Annotated[str, Field(max_length=200)]
Key = Annotated[str, Field(min_length=1, max_length=400)]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Body(BaseModel):
    """What is not named here is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Body):
    """An action that needs no words."""


class ScheduleAsked(Body):
    week: date


class ActivityAsked(Body):
    activity: Key


class MoveAsked(Body):
    activity: Key
    when: Words = ""
    """Like 'Tue 10:40', 'Tuesday' or 'not Monday'; '' asks for any other time."""


class AcceptAsked(Body):
    activity: Key
    start: datetime
    """The start that was offered."""


class SwapAsked(Body):
    activity: Key
    other: Key
    """The activity it changes places with; the same coach leads both."""


class HeldAsked(Body):
    activity: Key
    held: bool = True
    reason: Words = ""


class NeverAsked(Body):
    teacher: Key
    when: Annotated[str, Field(min_length=1, max_length=200)]
    """Like 'Tue P3' or 'Tue 8:30-9:15'."""
    answer: Literal["never", "may"]
    """Whether that time can never be, or may be used."""


class PushAsked(Body):
    """`digest` is of the change set that was shown; another one is refused. The numbers are those somebody
    has seen and typed, for a push that many people would notice."""

    name: Key
    digest: Digest
    confirm_mail: int | None = None
    confirm_cancel: int | None = None
    confirm_look_alike: int | None = None
    now_send: bool = False


class ResolveAsked(Body):
    """`digest` is of the change that was shown; another one is refused."""

    key: Key
    take: Literal["schedule", "calendar"]
    digest: Digest


class UndoAsked(Body):
    """`digest` is of the change set that was shown; another one is refused."""

    run: Annotated[str, Field(pattern="^[A-Za-z0-9-]{1,64}$")]
    digest: Digest


class Answer(Body):
    """What every JSON answer carries."""

    schema_version: Literal[1] = 1


class Said(Answer):
    """What became of an action, in a sentence."""

    says: str


class Offered(Body):
    start: datetime
    when: str
    says: str


class Alternatives(Answer):
    activity: str
    offers: tuple[Offered, ...]


class Stopped(Body):
    when: str
    says: str


class Helps(Body):
    """A change that was tried and gives it the time, with everything that comes with it."""

    says: str
    when: str
    effects: tuple[str, ...]


class Searched(Body):
    """The facts that leave it no time together, and what would give it one."""

    says: str
    facts: tuple[str, ...]
    ways: tuple[Helps, ...]


class Explained(Answer):
    """Why it has its time, or what stops each time it could have, and what would make room.

    `searched` is there once somebody has asked for it: by posting to /api/ways.
    """

    activity: str
    why: str
    stops: tuple[Stopped, ...]
    lost: tuple[str, ...]
    options: tuple[str, ...]
    searched: Searched | None


class Proposed(Answer):
    """What a push, taking a run back or settling a matter would do; the `digest` is what it is asked with."""

    name: str
    digest: Digest
    create: int
    change: int
    cancel: int
    mails: int
    needs_you: int


class Status(Answer):
    """What is being done now; `state` is idle, running, done or failed."""

    state: Literal["idle", "running", "done", "failed"]
    what: str = ""
    says: str = ""


class Trouble(Answer):
    """Why something was refused, in the four parts of every error."""

    error: str
    where: str = ""
    fix: str = ""
    more: str = ""
