"""What somebody asks for beside the cycles, as its row says it."""

from dataclasses import dataclass
from datetime import date

from scheduler.ids import PersonId
from scheduler.kind import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One row of `Requests`: `count` more of a kind between `coach` and `person` in the week of a date.

    `minutes` None takes the kind's own. The row's note stays on its tab.
    """

    person: PersonId
    kind: Kind
    coach: PersonId
    week: date
    count: int = 1
    minutes: int | None = None
