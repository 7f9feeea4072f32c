"""What a rule is: a sentence, a way to post it, a check that does not know how it was posted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.district import District
    from scheduler.inspection import Inspection, Violation
    from scheduler.search.choices import Choices


def kept_by_the_sieve(choices: Choices) -> None:
    """Nothing to post: the rule is about one activity alone, so no slot against it is ever offered."""


def never_a_wish(_district: District) -> bool:
    """No district may turn any of it into a wish."""
    return False


def wish_by(number: str) -> Callable[[District], bool]:
    """Whether a district turned a number of the contract into a wish."""
    return lambda district: number in district.limits.soft


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`name` is the function's name; `says` is the sentence people read; `check` yields what breaks it."""

    name: str
    says: str
    check: Callable[[Inspection], Iterator[Violation]]
    post: Callable[[Choices], None] = kept_by_the_sieve
    adds_options: bool = False
    """Posted before the others, which must see the options it adds."""
    wished: Callable[[District], bool] = never_a_wish
    """Whether a district only wishes for some of it; nobody else's schedules are looked at for that."""

    def broken(self, inspection: Inspection) -> Iterator[Violation]:
        """What breaks it and must not stand."""
        return (one for one in self.check(inspection) if not one.soft)

    def passed(self, inspection: Inspection) -> Iterator[Violation]:
        """What goes beyond it where the district only wishes for it."""
        if not self.wished(inspection.district):
            return iter(())
        return (one for one in self.check(inspection) if one.soft)
