"""What it costs to change something that people were told."""

from dataclasses import dataclass

MOVED_PERSON = 6
"""Each person told of a change to something that was already sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Points for moving what was sent: for each person in it, and for leaving its week."""

    person: int = MOVED_PERSON
    other_week: int = 0
