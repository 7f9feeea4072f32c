"""What the check finds, written beside the cells it is about: into the Sheet, or into a copy of the files."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import workflow
from scheduler.errors import Fault, InputError
from scheduler.reasons.matter import Caution
from sheets_templates.reading.faults_tab import FAULTS, Marked, marked
from sheets_templates.reading.parse_form import INPUT_NAMES
from sheets_templates.vocabulary.table import Tabs
from sync.files.marked_copy import COPY, write_marked_copy
from sync.files.tabs import read_files, writing_to
from sync.sheets.marking import marking, read_noted
from sync.workspace.disturbed import with_disruptions
from sync.workspace.given import given_in, warnings_of
from sync.workspace.partners_said import partners_said
from workflow import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the check says of the input: faults, or else what is worth knowing."""

    faults: tuple[Fault, ...] = ()
    cautions: tuple[Caution, ...] = ()

    @property
    def stops(self) -> bool:
        return any(one.stops for one in self.cautions)

    def marked(self, tabs: Tabs) -> list[Marked]:
        """Each finding with the cell it is about."""
        return [
            *(marked(one.where, one.what, one.fix, tabs) for one in self.faults),
            *(marked(one.where, one.says, one.fix, tabs) for one in self.cautions),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedInput:
    """What was found, and what marking wrote or would write: `told` cells anew, `cleared` ones that are
    in order now, `rows` of the Faults tab. `copy` is the file when the input is files."""

    findings: Findings
    told: int
    cleared: int
    rows: int
    changes: bool
    copy: Path | None = None


def mark(workspace: Workspace, *, really: bool) -> MarkedInput:
    """Check the input and mark what was found; without `really` nothing is written.

    Raises:
        InputError: a file cannot be read at all, so there are no cells to mark.
    """
    if workspace.settings.spreadsheet:
        return _mark_sheet(workspace, really=really)
    return _mark_copy(workspace, really=really)


def _mark_sheet(workspace: Workspace, *, really: bool) -> MarkedInput:
    with workflow.google(workspace, None) as clients:
        there = read_noted(clients.sheets, workspace.spreadsheet, INPUT_NAMES)
        tabs = {name: grid for name, grid in there.tabs.items() if name != FAULTS.name}
        found = findings_in(tabs, workspace)
        wanted = marking(there, found.marked(tabs))
        if really:
            clients.sheets.write(workspace.spreadsheet, wanted.requests)
    return MarkedInput(
        findings=found,
        told=wanted.told,
        cleared=wanted.cleared,
        rows=wanted.rows,
        changes=bool(wanted.requests),
    )


def _mark_copy(workspace: Workspace, *, really: bool) -> MarkedInput:
    """A copy is made anew each time, so that it never tells what was mended; without findings it goes."""
    tabs = read_files(Path(workspace.settings.inputs))
    found = findings_in(tabs, workspace)
    said: Sequence[Marked] = found.marked(tabs)
    copy = Path(workspace.settings.out) / COPY
    was_there = copy.exists()
    if really:
        with writing_to(copy):
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.unlink(missing_ok=True)
            if said:
                write_marked_copy(copy, tabs, said)
    return MarkedInput(
        findings=found,
        told=len({one.spot for one in said if one.spot}),
        cleared=0,
        rows=len({one.key for one in said}),
        changes=bool(said) or was_there,
        copy=copy,
    )


def findings_in(tabs: Tabs, workspace: Workspace) -> Findings:
    """What `check` says of these tabs."""
    try:
        given = given_in(tabs, workspace, partial(partners_said, workspace))
    except InputError as error:
        return Findings(faults=tuple(error.faults))
    return Findings(cautions=warnings_of(with_disruptions(given, workspace)))
