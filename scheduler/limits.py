"""The numbers of the contract that every rule reads."""

from dataclasses import dataclass


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
    signed: tuple[tuple[str, str], ...] = ()
    soft: frozenset[str] = frozenset()
    """Names of numbers above that only cost points when they are passed; every other one is kept."""
