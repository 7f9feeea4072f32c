"""What is prepared before a meeting, by whom, and how many school days ahead."""

from dataclasses import dataclass
from enum import StrEnum

from scheduler.district import PersonId


class Owner(StrEnum):
    """Who prepares: `everybody` are all who attend, leaders with them (R-CP-9)."""

    EVERYBODY = "everybody"
    MEMBERS = "members"
    FACILITATOR = "facilitator"
    LEADERS = "leaders"
    HOST = "host"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreWork:
    """One thing to prepare, as a template says it; `exemplar` links a finished example (R-CP-8)."""

    what: str
    owner: Owner = Owner.EVERYBODY
    school_days: int = 1
    exemplar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """A piece of pre-work bound to people; due `school_days` school days before its event."""

    what: str
    owners: tuple[PersonId, ...]
    school_days: int
    exemplar: str = ""
