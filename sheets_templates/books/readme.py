"""The README tab of every workbook: what it is for, what the colours mean, whose it is, and its tabs."""

from collections.abc import Collection, Iterable
from datetime import datetime

from scheduler.naming import dated
from sheets_templates.vocabulary.columns import our_key, ours
from sheets_templates.vocabulary.table import CellValue, Tab

README = Tab(
    name="README",
    key="line_id",
    purpose="What this workbook is for and how to read it.",
    columns=(
        our_key("line_id"),
        ours("what"),
        ours("tells"),
    ),
)

LAST_SYNC = "last sync"
"""Its line is written along with something else, never alone: a sync without news writes nothing."""
LEGEND = (
    (
        "Blue headers",
        "Written by the program. What you type there stays and is told; empty it, and it is filled again.",
    ),
    ("Green headers", "Yours. The program reads them and never writes there."),
    ("Purple headers", "Worked out by a formula."),
    ("Notes", "Point at a header to read what belongs below it."),
    ("Hidden tabs", "The menu View, Hidden sheets shows them; nothing you need every day is there."),
    (
        "What is safe",
        "Sort, filter, hide, add rows and columns of your own, rename or move columns and tabs: the program "
        "finds its own again.",
    ),
)  # fmt: skip


def readme_rows(
    purpose: str,
    tabs: Iterable[Tab],
    *,
    hidden: Collection[str],
    version: int,
    owner: str,
    last_sync: str,
) -> list[dict[str, CellValue]]:
    """The lines of the tab; `tabs` are those of the workbook that are there, `hidden` the names of some.

    `owner` is the account whose workbook it is, '' where that is not known.
    """
    kept = f"{owner} keeps it for the district." if owner else "The program keeps it."
    lines = [
        ("purpose", "What it is for", purpose),
        *((f"legend {number}", *one) for number, one in enumerate(LEGEND)),
        ("owner", "Owner", kept),
        (LAST_SYNC, "Last sync with news", last_sync),
        ("schema", "Schema version", str(version)),
        *(
            (f"tab {tab.name}", tab.name, tab.purpose + " (hidden)" * (tab.name in hidden))
            for tab in tabs
            if tab.name != README.name
        ),
    ]
    return [dict(zip(("line_id", "what", "tells"), line, strict=True)) for line in lines]


def moment_told(at: datetime) -> str:
    """A moment of the last sync, like `Fri Dec 4, 2026, 3:30 PM EST`."""
    half = "PM" if at.hour >= 12 else "AM"
    return f"{dated(at.date())}, {at.hour % 12 or 12}:{at:%M} {half} {at:%Z}".strip()
