"""Collects every fault of the input, each at its place, in the order of the tabs."""

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
    """The faults found so far; adding one never stops the reading.

    `hints` remembers what to suggest for a word, as one wrong id often stands in a thousand rows.
    """

    _found: dict[tuple[Place, Fault], None] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)

    def add(self, place: Place, what: str, fix: str) -> None:
        fault = Fault(where=place.where, what=_sentence(what), fix=_sentence(fix))
        self._found[place, fault] = None

    def raise_if_any(self) -> None:
        """Raises InputError with all faults, first tab first."""
        if self._found:
            raise InputError([fault for _, fault in sorted(self._found)])


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."
