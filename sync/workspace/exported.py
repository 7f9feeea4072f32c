"""A schedule as files: one .ics a person, the tracking tabs as CSV or XLSX."""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from scheduler.district import District, PersonId
from scheduler.model import ActivityId, Schedule
from scheduler.naming import id_part
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program import CYCLE_PROGRESS, SCHEDULE, UNPLACED
from sheets_templates.vocabulary.grid import Rows, filled
from sheets_templates.vocabulary.redaction import redacted
from sheets_templates.writing.render import cycle_progress_rows, schedule_rows, unplaced_rows
from sync.event.ics import person_ics
from sync.event.identity import event_id, key_of
from sync.event.wording import Wording
from sync.files.tabs import write_folder, write_workbook, writing_to
from sync.sheets.tracking import states_of
from sync.workspace.given import Given
from sync.workspace.known import Known
from sync.workspace.workspace import Workspace

EXPORTED = (SCHEDULE, UNPLACED, CYCLE_PROGRESS)
"""Tabs that are exported: what every reader of the program's workbook sees, and no note."""
FIRST = 1
"""The generation of an event's id that an .ics file carries: the same in every file."""


def write_ics(
    folder: Path,
    schedule: Schedule,
    district: District,
    days: SchoolDays,
    *,
    namespace: str,
    stamp: datetime,
    people: Collection[PersonId] = (),
    wording: Wording | None = None,
) -> list[Path]:
    """A file for everybody who takes part in something, or only for `people`; the paths written."""

    def uid(activity: ActivityId) -> str:
        return f"{event_id(namespace, key_of(namespace, activity), FIRST)}@google.com"

    folder.mkdir(parents=True, exist_ok=True)
    taking_part = {one for key in schedule.placed for one in schedule.people_at(key)}
    paths = []
    for person in sorted(taking_part & set(people) if people else taking_part):
        path = folder / f"{id_part(district.people[person].name)}-{id_part(person)}.ics"
        path.write_bytes(
            person_ics(person, schedule, district, days, uid=uid, stamp=stamp, wording=wording)
        )
        paths.append(path)
    return paths


def tracking_tabs(
    schedule: Schedule,
    district: District,
    days: SchoolDays,
    states: Mapping[ActivityId, str] | None = None,
) -> dict[str, Rows]:
    """The tabs of the program's workbook, header row first."""
    return {
        SCHEDULE.name: filled(SCHEDULE, schedule_rows(schedule, district, days, states=states)),
        UNPLACED.name: filled(UNPLACED, unplaced_rows(schedule, district)),
        CYCLE_PROGRESS.name: filled(CYCLE_PROGRESS, cycle_progress_rows(schedule, district, days)),
    }


def write_files(
    workspace: Workspace,
    schedule: Schedule,
    given: Given,
    known: Known,
    *,
    form: str,
    out: Path | None,
    redact: bool = False,
) -> list[Path]:
    """Write a schedule as `ics`, `csv` or `xlsx`, into the workspace's out folder if not told where.

    With `redact` tabs hold initials and no keys; a calendar file is a person's own and stays whole.
    """
    folder = Path(workspace.settings.out)
    if form == "ics":
        place = out or folder / "ics"
        with writing_to(place):
            return write_ics(
                place,
                schedule,
                given.district,
                given.days,
                namespace=workspace.settings.workspace,
                stamp=workspace.clock(given.zone),
                wording=workspace.wording,
            )
    states = states_of(schedule, known.published, known.pins, known.exclusions)
    tabs = tracking_tabs(schedule, given.district, given.days, states)
    if redact:
        people = given.district.people.values()
        tabs = {tab.name: redacted(tab, tabs[tab.name], people) for tab in EXPORTED}
    place = out or folder / ("csv" if form == "csv" else "schedule.xlsx")
    with writing_to(place):
        if form == "csv":
            return write_folder(place, tabs)
        place.parent.mkdir(parents=True, exist_ok=True)
        return [write_workbook(place, tabs)]


def write_page(workspace: Workspace, html: str, out: Path | None) -> list[Path]:
    """Write the week page."""
    file = out or Path(workspace.settings.out) / "week.html"
    with writing_to(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
    return [file]
