"""What partners answered in their own workbook, as it was read last."""

from collections.abc import Mapping

from sync.journal.kept_partner_answers import kept_partner_answers
from sync.workspace.known import journal
from sync.workspace.workspace import Workspace

UTC = "UTC"
"""Reading asks for no local time."""


def partners_said(workspace: Workspace) -> Mapping[str, str]:
    """Row id -> answer; nothing where nothing was noted down yet."""
    if not workspace.has_journal:
        return {}
    with journal(workspace, UTC) as kept:
        return kept_partner_answers(kept)
