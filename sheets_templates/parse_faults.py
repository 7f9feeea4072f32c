"""Collects every fault of the input, each at its place, in the order of the tabs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from scheduler.errors import Fault, InputError


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where something stands: the tab's number, row and column from 0, and the address people know."""

    tab: int
    row: int = 0
    column: int = 0
    where: str


@dataclass(slots=True, kw_only=True)
class Faults:
    """The faults found so far; adding one never stops the reading."""

    _found: list[tuple[Place, Fault]] = field(default_factory=list)

    def add(self, place: Place, what: str, fix: str) -> None:
        fault = Fault(where=place.where, what=_sentence(what), fix=_sentence(fix))
        if (place, fault) not in self._found:
            self._found.append((place, fault))

    def raise_if_any(self) -> None:
        """Raises InputError with all faults, first tab first."""
        if self._found:
            raise InputError([fault for _, fault in sorted(self._found)])

    def of_tab(self, tab: int) -> Sequence[Fault]:
        return [fault for place, fault in self._found if place.tab == tab]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."
