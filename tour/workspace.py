"""The workspace of a tour: the files `init` would make, for a district that is made up, and a story's clock.

From there on everything is done by the functions the other commands use.
"""

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import workflow
from config.settings import FILE_NAME
from config.structures import read_structures
from scheduler.demo.lab import with_lab
from scheduler.demo.made_up import FIRST_MONDAY, demo_district
from scheduler.errors import SettingsError
from sheets_templates.writing.render_inputs import input_rows
from sync.workspace.setting_up import INPUT, write_workspace
from sync.workspace.workspace import STATE, Workspace
from workflow import Given

MARKER = ".bellweave-demo"
MADE = (INPUT, STATE, "ics", "workbooks", "week.html", "invitations.html", FILE_NAME, MARKER)
"""What a tour leaves in its folder, the marker last: the next tour takes these away and no others."""
OFFICE = time(14, 30)
PATIENCE = 600
"""Seconds a search may take: more than it needs, so that a busy computer finds the same schedule."""
SCHEDULED = FIRST_MONDAY - timedelta(days=10)
"""A Friday early enough for every notice of the first week."""
COMING = FIRST_MONDAY + timedelta(days=7)
"""The week the answers are about: the cycle's week 1, the first with debriefs."""
FRIDAYS = (SCHEDULED + timedelta(days=7), SCHEDULED + timedelta(days=14))
"""The Fridays after the first on which something is sent, up to the one before that week."""
ANSWERED = COMING
"""The Monday on which answers are read, before school."""
EARLY, READY = time(7, 30), time(7, 40)
"""When they are read, and when there is another time for everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large the district is; a cohort has five teachers, and one team of five comes on top."""

    coaches: int = 6
    schools: int = 5
    cohorts_per_coach: int = 2


FULL = Size(coaches=15, schools=10)
TINY = Size(coaches=2, schools=2, cohorts_per_coach=1)


@dataclass(slots=True)
class StoryClock:
    """A clock that stands still until the story goes on; the journal and the local Google share it."""

    moment: datetime

    def __call__(self, zone: str) -> datetime:
        return self.moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """The workspace of a tour and its clock."""

    workspace: Workspace
    clock: StoryClock
    files: int

    @property
    def folder(self) -> Path:
        return self.workspace.folder


def begin(folder: Path, *, size: Size, seed: int) -> Tour:
    """Draw the district and write it as the workspace `init` would make; the clock is at its start.

    Raises:
        SettingsError: the folder holds something that no earlier tour made.
    """
    _make_room(folder)
    structures = read_structures(None)
    demo = demo_district(
        seed,
        structures=structures,
        coaches=size.coaches,
        schools=size.schools,
        cohorts_per_coach=size.cohorts_per_coach,
    )
    demo = with_lab(demo, structures, seed=seed)
    (folder / MARKER).write_text("`bellweave demo` may replace what it made here.\n")
    written = write_workspace(folder, input_rows(demo.district), f"demo-{seed}")
    # Options go before the environment: whatever is set there, a tour never speaks to Google.
    opened = workflow.open_here(
        start=folder,
        workspace=f"demo-{seed}",
        inputs=folder / INPUT,
        spreadsheet="",
        structures="",
        database=folder / STATE / "journal.db",
        local_data=folder / STATE / "local-google.db",
        google="local",
        time_limit=PATIENCE,
    )
    clock = StoryClock(datetime.combine(SCHEDULED, OFFICE, UTC))
    tour = Tour(workspace=replace(opened, clock=clock), clock=clock, files=len(written) - 1)
    go_on(tour, workflow.read(tour.workspace), SCHEDULED, OFFICE)
    return tour


def _make_room(folder: Path) -> None:
    ours = (folder / MARKER).is_file()
    if folder.exists() and not ours and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingsError(
            "This folder holds something the demo did not make, so it is left alone.",
            where=str(folder),
            fix="Name another folder: bellweave demo --dir my-demo",
            more="bellweave demo --help",
        )
    folder.mkdir(parents=True, exist_ok=True)
    for path in (folder / name for name in MADE):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def go_on(tour: Tour, given: Given, day: date, wall: time) -> None:
    """Let the story's clock show a moment of school time."""
    tour.clock.moment = given.days.instant(day, wall)
