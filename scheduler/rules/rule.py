"""What a rule is: a sentence, a way to post it, a check that does not know how it was posted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.inspection import Inspection, Violation
    from scheduler.search.choices import Choices


def kept_by_the_sieve(choices: Choices) -> None:
    """Nothing to post: the rule is about one activity alone, so no slot against it is ever offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`name` is the function's name; `says` is the sentence people read; `check` yields what breaks it."""

    name: str
    says: str
    check: Callable[[Inspection], Iterator[Violation]]
    post: Callable[[Choices], None] = kept_by_the_sieve
    adds_options: bool = False
    """Posted before the others, which must see the options it adds."""

    def broken(self, inspection: Inspection) -> Iterator[Violation]:
        """What breaks it and must not stand."""
        return (one for one in self.check(inspection) if not one.soft)

    def passed(self, inspection: Inspection) -> Iterator[Violation]:
        """What goes beyond it where the district only wishes for it."""
        return (one for one in self.check(inspection) if one.soft)
