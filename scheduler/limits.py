"""The numbers of the contract that every rule reads."""

from dataclasses import dataclass

OVER = 20
"""Points for each one beyond a number, or in time, that the district made a wish: as much as two drives."""
BLOCK_MINUTES = 45
"""The length of a block as far as a coach's open ones are counted; a convention of the house."""
MAY_BE_SOFT = (
    *("after_school_a_month", "visits_a_day", "open_blocks_a_day", "sites_a_day"),
    "substitutes_at_once",
)
"""The numbers a district may turn into a wish. Consent, and the time to eat, to drive, to plan and to hear of
an event before it comes, is never traded for points."""

SHIPPED_SOFT = frozenset({"open_blocks_a_day"})
"""A rule from practice, of no contract: a coach rather gives a block than leave a teacher out."""


SHIPPED_OFF = frozenset({"campus switches", "going back", "fair load"})
"""The wishes that count only where a district gives them a weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The numbers of the contract; defaults are `domain` conventions marked 'not yet agreed'.

    `signed` names the clause and signer of each number that was changed on the Contract tab.
    """

    prep_minutes_a_week: int = 225
    prep_block_minutes: int = 45
    prep_uses_a_week: int = 1
    lunch_minutes: int = 30
    after_school_a_month: int = 2
    after_school_minutes: int = 60
    visits_a_day: int = 4
    blocks_running: int = 3
    open_blocks_a_day: int = 1
    sites_a_day: int = 2
    substitutes_at_once: int = 3
    """Of one school on one day; a half day each."""
    debrief_school_days: int = 2
    notice_running_visit: int = 1
    notice_visit: int = 2
    notice_after_school: int = 3
    notice_session: int = 5
    notice_round: int = 10
    travel_minutes: int = 15
    """Assumed between two schools without a `Travel` row."""
    travel_buffer: int = 10
    caseload_warn: int = 10
    caseload_cap: int = 16
    cycles_at_once: int = 6
    """Of one coach; four to six are what coaches with a whole job run."""
    signed: tuple[tuple[str, str], ...] = ()
    soft: frozenset[str] = SHIPPED_SOFT
    """Those of `MAY_BE_SOFT` that only cost points when they are passed; every other one is kept."""
    weights: tuple[tuple[str, int], ...] = ()
    """How many times a wish counts, by its name; `shipped_weight` where nothing is said, 0 turns it off."""

    def weight(self, wish: str) -> int:
        return dict(self.weights).get(wish, shipped_weight(wish))


def shipped_weight(wish: str) -> int:
    """How many times a wish counts where the district says nothing."""
    return int(wish not in SHIPPED_OFF)
