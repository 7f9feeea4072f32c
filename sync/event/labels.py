"""A label for each kind of professional learning, so that a coach's week can be told by its colours.

An event's label belongs to the calendar it lives on: guests see none of it on their own copies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from scheduler.kind import Kind

NAMESPACE = UUID("6f1c2b0e-3d0a-5a57-9d0c-6c61b1a4b3e7")
"""What the ids are worked out under: a kind has the same id on every calendar and every computer."""
NAME_MAX = 50
"""The longest name Google takes."""

COLOURS: Mapping[Kind, str] = {
    Kind.VISIT: "#0b57d0",
    Kind.DEBRIEF: "#7b1fa2",
    Kind.PLANNING: "#00695c",
    Kind.SESSION: "#a84300",
    Kind.ROUND: "#c2185b",
    Kind.PARTNER_MEETING: "#5d4037",
    Kind.MEETING: "#4f6672",
    Kind.LAB: "#33691e",
    Kind.TRAINING: "#b3261e",
    Kind.INTERVIEW: "#3949ab",
    Kind.REVIEW: "#6b6112",
    Kind.CONVERSATION: "#006978",
    Kind.UPDATE: "#424242",
}
"""Dark enough that white letters on them can be read, and no two the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One entry of a calendar's list: `colour` as `#rrggbb`."""

    id: str
    name: str
    colour: str

    def entry(self) -> dict[str, str]:
        """As Google takes it."""
        return {"id": self.id, "name": self.name, "backgroundColor": self.colour}


def label_id(kind: Kind) -> str:
    """The id of a kind's label."""
    return str(uuid5(NAMESPACE, kind.name))


def labels() -> tuple[Label, ...]:
    """All of ours, in the order of the kinds, named by the words that titles use."""
    return tuple(
        Label(id=label_id(kind), name=kind.value.capitalize(), colour=COLOURS[kind])
        for kind in Kind
    )
