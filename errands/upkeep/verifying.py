"""Checking the record of what was written."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.workspace.known import journal as open_journal
from workflow import Workspace

if TYPE_CHECKING:
    from sync.journal.audit_file import Broken

__all__ = ["Verified", "verify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How many lines there are, and the first that is not what was written."""

    lines: int
    broken: "Broken | None"


def verify(workspace: Workspace) -> Verified:
    """Read table and file; neither is mended by looking."""
    from sync.journal.audit_file import check_audit, length

    if not workspace.has_journal:
        return Verified(lines=0, broken=None)
    with open_journal(workspace, "UTC") as journal:
        file = journal.audit_file.path if journal.audit_file else None
        with journal.reading() as connection:
            return Verified(lines=length(connection), broken=check_audit(connection, file))
