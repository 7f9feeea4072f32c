"""What the head of a scope and sequence says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """What the head of a scope and sequence says of the year's work; '' where nobody said it."""

    content_area: str = ""
    kind: str = ""
    cost_band: str = ""
    """Travel included."""
    context: str = ""
