"""What it costs to change something that people were told."""

from dataclasses import dataclass

MOVED_PERSON = 6
"""Each person told of a change to something that was already sent."""
FIRST_OF_ALL = 1_000
"""Above all other wishes of a week together that one person more is worth."""
ITS_WEEK = 20_000
"""Above what telling the people of a whole cohort comes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Points for moving what was sent: for each person in it, and for leaving its week."""

    person: int = MOVED_PERSON
    other_week: int = 0


SPARINGLY = Telling(person=FIRST_OF_ALL, other_week=ITS_WEEK)
"""For a repair: the same week comes first, then that few people hear of it, then every other wish."""
