"""What leaders do for a practice beside its meetings: review, choose, agree, take part, monitor (R-CP-21)."""

from dataclasses import dataclass

from scheduler.district import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One leader action for one step; done before its first meeting, and again every so many weeks where
    `every_weeks` is not 0."""

    name: str
    title: str
    step: str
    owner: Role = Role.SITE_LEADER
    every_weeks: int = 0
