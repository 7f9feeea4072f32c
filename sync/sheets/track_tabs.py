"""Which sheet of a spreadsheet is which tab of ours: by its id, else by its name. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduler.errors import Fault
from sheets_templates.building.build import SCHEMA_VERSION, sheet_id
from sheets_templates.vocabulary.table import Tab
from sync.sheets.sheet_cells import SheetSeen
from sync.sheets.sheets_api import TabInfo
from sync.sheets.tracker_columns import is_ours
from sync.sheets.tracker_findings import Finding, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Tab -> its sheet; `others` are sheets that are none of them."""

    of: Mapping[str, TabInfo]
    others: Sequence[TabInfo]
    findings: Sequence[Finding] = ()


def places_of(tabs: Sequence[Tab], there: Sequence[TabInfo]) -> Places:
    """Where each tab stands, whatever it is called now and wherever it was moved."""
    by_id = {info.sheet_id: info for info in there}
    taken = {sheet_id(tab) for tab in tabs}
    by_title = {i.title.casefold(): i for i in there if i.sheet_id not in taken}
    found: dict[str, TabInfo] = {}
    findings: list[Finding] = []
    for tab in tabs:
        sure, named = by_id.get(sheet_id(tab)), by_title.get(tab.name.casefold())
        if sure or named:
            found[tab.name] = sure or by_title[tab.name.casefold()]
        if sure and named:
            says = f"is not the tab {tab.name} of the program, which is called {sure.title} now"
            findings.append(Finding(where=named.title, what=f"{says}; nothing was written here"))
    ours = {info.sheet_id for info in found.values()}
    others = [info for info in there if info.sheet_id not in ours]
    return Places(of=found, others=others, findings=findings)


def copies_among(tabs: Sequence[Tab], tops: Iterable[SheetSeen]) -> list[Finding]:
    """Sheets that are copies of a tab of ours, by their headers: they are left alone."""
    findings: list[Finding] = []
    for sheet in tops:
        titles = {text_of(cell.value) for cell in sheet.grid[0]} if sheet.grid else set()
        for tab in tabs:
            ours = {column.header for column in tab.columns if is_ours(tab, column)}
            if len(ours) > 1 and ours <= titles:
                says = f"looks like a copy of the tab {tab.name}; nothing is written here or read from here"
                findings.append(Finding(where=sheet.title, what=says))
                break
    return findings


def missing(name: str) -> Fault:
    """A tab that must be there and is not."""
    return Fault(
        where=name,
        what=f"the workbook has no tab {name}",
        fix=f"name the tab {name} again, or make it with: bellweave workbooks upgrade --yes",
    )


def made_by_a_newer_program(version: int) -> Fault:
    """What its columns mean there is not known here, so nothing may be written into it."""
    return Fault(
        where="its README tab, Schema version",
        what=f"a newer program made this workbook (version {version}; this one knows {SCHEMA_VERSION})",
        fix="update Bellweave on this computer; nothing was written into it",
    )


def deleted(name: str) -> Finding:
    """A tab that was there and is not any more; it is not made again unasked."""
    back = "to have it back: bellweave workbooks upgrade --yes"
    says = f"was deleted, and is not made again unasked; {back}"
    return Finding(where=name, what=says)
