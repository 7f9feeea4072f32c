"""The input with the disruptions laid over it that this workspace knows of."""

from collections.abc import Iterable
from dataclasses import replace

from scheduler.repair.disruption import Disruption, disrupted
from scheduler.schoolday import SchoolDays
from sync.journal.kept_disruptions import kept_disruptions
from sync.workspace.given import Given
from sync.workspace.known import journal
from sync.workspace.workspace import Workspace


def with_disruptions(given: Given, workspace: Workspace) -> Given:
    """The input as it is to be worked with; as read, where nothing was noted down yet."""
    if not workspace.has_journal:
        return given
    with journal(workspace, given.zone) as kept:
        return laid_over(given, kept_disruptions(kept))


def laid_over(given: Given, disruptions: Iterable[Disruption]) -> Given:
    """The input with the time of these taken."""
    found = tuple(disruptions)
    if not found:
        return given
    district = disrupted(given.district, found)
    return replace(given, district=district, days=SchoolDays(district))
