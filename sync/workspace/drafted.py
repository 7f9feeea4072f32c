"""What became of looking for times."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.model import Activity, Proof, Schedule
from scheduler.search.horizon import Horizon
from scheduler.search.levels import Level
from sync.workspace.given import Given

if TYPE_CHECKING:
    from sync.merging.changes import ChangeSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A schedule just made and saved, and what a push of it would do."""

    given: Given
    horizon: Horizon
    wanted: tuple[Activity, ...]
    schedule: Schedule
    proofs: tuple[Proof, ...]
    levels: tuple[Level, ...]
    before: Schedule
    changes: "ChangeSet"
    file: Path
    seconds: float
