"""The year on paper: the scope and sequence in four columns, and the year on one page.

Both are made anew from the saved schedule, and from the months of what has no date yet.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.year.scope_and_sequence import ScopeAndSequence, scope_and_sequence
from workflow import Given, Workspace, what_is_known

if TYPE_CHECKING:
    from scheduler.model import Schedule

__all__ = ["export_scope", "export_year", "scope_of", "year_of"]

FILES = {"csv": "csv", "xlsx": "scope-and-sequence.xlsx", "html": "scope-and-sequence.html"}


def scope_of(workspace: Workspace, given: Given) -> ScopeAndSequence:
    """The scope and sequence as it is now; before anything is scheduled it names months."""
    return scope_and_sequence(
        given.district,
        given.structures,
        given.activities,
        standing_schedule(workspace, given),
        given.days,
    )


def standing_schedule(workspace: Workspace, given: Given) -> "Schedule":
    """The saved schedule with what people moved at its new place, as far as the district asks for it."""
    from sync.workspace.known import standing_in

    return standing_in(what_is_known(workspace, given), given, workspace.clock(given.zone))


def export_scope(workspace: Workspace, given: Given, form: str, out: Path | None) -> list[Path]:
    """Write it as `csv`, `xlsx` or `html`; the paths written."""
    from sheets_templates.writing.scope_and_sequence import TAB, scope_rows
    from sync.files.tabs import write_folder, write_workbook, writing_to
    from sync.workspace.exported import write_page
    from web.scope_html import scope_html

    scope = scope_of(workspace, given)
    place = out or Path(workspace.settings.out) / FILES[form]
    if form == "html":
        return write_page(workspace, scope_html(scope, given.district.name), place)
    tabs = {TAB: scope_rows(scope)}
    with writing_to(place):
        if form == "csv":
            return write_folder(place, tabs)
        place.parent.mkdir(parents=True, exist_ok=True)
        return [write_workbook(place, tabs)]


def year_of(workspace: Workspace, given: Given) -> str:
    """The page of the year as HTML."""
    from web.year import year_page
    from web.year_html import year_html

    return year_html(
        year_page(
            given.district,
            given.structures,
            given.activities,
            standing_schedule(workspace, given),
            given.days,
            made=workspace.clock(given.zone),
        )
    )


def export_year(workspace: Workspace, given: Given, out: Path | None) -> list[Path]:
    """Write the year on one page; the paths written."""
    from sync.workspace.exported import write_page

    place = out or Path(workspace.settings.out) / "year.html"
    return write_page(workspace, year_of(workspace, given), place)
