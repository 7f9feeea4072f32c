"""The audit in the journal -> rows of AuditLog, one a run that wrote."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from scheduler.schoolday import SchoolDays
from sheets_templates.books.program_audit import AUDIT_LOG
from sync.calendars.undo import MARK as UNDONE
from sync.journal.journal import Journal
from sync.journal.tables import audit
from sync.merging.changes import Verb
from sync.sheets.track import TabRows
from sync.sheets.tracker import Row

COUNTED: Mapping[str, str] = MappingProxyType(
    {
        Verb.CREATE.value: "created",
        Verb.CANCEL.value: "cancelled",
        Verb.MOVE.value: "updated",
        Verb.EDIT.value: "updated",
    }
)
"""In which column a write is counted; what only touches our own marks is in none."""


def audit_log(journal: Journal, days: SchoolDays) -> TabRows:
    """The tab with a row for each run this journal knows; rows of other computers stay."""
    return TabRows(tab=AUDIT_LOG, rows=audit_rows(journal, days), may_be_made=True)


def audit_rows(journal: Journal, days: SchoolDays) -> list[Row]:
    """The runs in the order of their first write."""
    lines = journal.rows(select(audit).order_by(audit.c.number))
    runs: dict[str, list[Any]] = {}
    for line in lines:
        if line.verb in COUNTED:
            runs.setdefault(line.run, []).append(line)
    return [_row(run, theirs, days) for run, theirs in runs.items()]


def _row(run: str, lines: list[Any], days: SchoolDays) -> Row:
    words = sorted(COUNTED[line.verb] for line in lines)
    counts = {word: len(list(same)) for word, same in groupby(words)}
    first = lines[0]
    when = days.local(datetime.fromisoformat(first.at))
    return {
        "run_id": run,
        "when": when.replace(tzinfo=None, microsecond=0),
        "actor": first.actor,
        "command": "undo" if run.startswith(UNDONE) else "push",
        "created": counts.get("created", 0),
        "updated": counts.get("updated", 0),
        "cancelled": counts.get("cancelled", 0),
        "mails": sum(line.mails for line in lines),
        "rule_profile": first.profile,
        "seed": first.seed,
    }
