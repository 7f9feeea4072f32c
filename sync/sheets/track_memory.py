"""What the journal keeps of a workbook: fingerprints of what was written, and the stamp that goes with them.

The stamp stands in the workbook too. Where it is another one, a second computer wrote there since, or this
journal is an older copy, and the fingerprints say nothing about who typed in a cell.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select

from sheets_templates.vocabulary.table import Tab
from sync.event.identity import short_digest
from sync.journal.journal import Journal
from sync.journal.tables import ledger, meta
from sync.sheets.sheets_api import STAMP_KEY, Outline, TabInfo
from sync.sheets.track_tabs import places_of

Digests = Mapping[str, Mapping[str, str]]
"""Tab -> key of a row -> what is kept of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What was kept of some tabs; several stamps where it is not known whether the last write was done."""

    digests: Digests = field(default_factory=dict)
    stamps: Sequence[str] = ()

    def of(self, tab: str) -> Mapping[str, str]:
        return self.digests.get(tab, {})

    def doubts(self, outline: Outline) -> bool:
        """Whether somebody else of us wrote in the workbook since."""
        return bool(outline.stamp) and outline.stamp not in self.stamps


def recall(journal: Journal, workbook: str, tabs: Sequence[str]) -> Memory:
    """What is kept of these tabs."""
    query = select(ledger.c.tab, ledger.c.row_key, ledger.c.digest).where(
        ledger.c.workbook == workbook, ledger.c.tab.in_(tabs)
    )
    digests: dict[str, dict[str, str]] = {}
    for row in journal.rows(query):
        digests.setdefault(row.tab, {})[row.row_key] = row.digest
    found = journal.rows(select(meta.c.value).where(meta.c.name == _entry(workbook)))
    stamps = [str(one) for one in json.loads(found[0].value)] if found else []
    return Memory(digests=digests, stamps=stamps)


def remember(journal: Journal, workbook: str, memory: Memory) -> None:
    """Keep this of the tabs it names, in place of what was kept before."""
    with journal.writing() as connection:
        for tab, digests in memory.digests.items():
            connection.execute(
                delete(ledger).where(ledger.c.workbook == workbook, ledger.c.tab == tab)
            )
            rows = [
                {"workbook": workbook, "tab": tab, "row_key": key, "digest": digest}
                for key, digest in digests.items()
            ]
            if rows:
                connection.execute(insert(ledger), rows)
        connection.execute(delete(meta).where(meta.c.name == _entry(workbook)))
        kept = json.dumps(list(memory.stamps))
        connection.execute(insert(meta).values(name=_entry(workbook), value=kept))


def forget_deleted(
    journal: Journal, workbook: str, tabs: Sequence[Tab], there: Sequence[TabInfo]
) -> None:
    """Forget the tabs that somebody deleted, so that each is made again with its next row."""
    gone = [tab.name for tab in tabs if tab.name not in places_of(tabs, there).of]
    with journal.writing() as connection:
        connection.execute(
            delete(ledger).where(ledger.c.workbook == workbook, ledger.c.tab.in_(gone))
        )


def next_stamp(before: str, digests: Digests) -> str:
    """The stamp of a write: equal only for two who wrote the same onto the same."""
    parts = (
        f"{tab} {key} {kept}"
        for tab in sorted(digests)
        for key, kept in sorted(digests[tab].items())
    )
    return short_digest(before, *parts)


def stamp_request(outline: Outline, stamp: str) -> dict[str, Any]:
    """The request that puts the stamp into the workbook."""
    if outline.stamp_id is None:
        note = {
            "metadataKey": STAMP_KEY,
            "metadataValue": stamp,
            "location": {"spreadsheet": True},
            "visibility": "DOCUMENT",
        }
        return {"createDeveloperMetadata": {"developerMetadata": note}}
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [{"developerMetadataLookup": {"metadataId": outline.stamp_id}}],
            "developerMetadata": {"metadataValue": stamp},
            "fields": "metadataValue",
        }
    }


def _entry(workbook: str) -> str:
    return f"stamp.{workbook}"
