"""Makes a workspace: its settings file and the input tabs as CSV files, all of it or nothing."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from config.settings import FILE_NAME
from scheduler.district import Role
from scheduler.errors import Fault, InputError, SettingsError
from scheduler.naming import monday_of
from sheets_templates.inputs.inputs import COHORTS, PEOPLE
from sheets_templates.inputs.inputs_school import BELL_SCHEDULES, DAY_CALENDAR
from sheets_templates.inputs.inputs_settings import SETTINGS_TAB
from sheets_templates.inputs.small import small_rows
from sheets_templates.pasting.master_schedule import import_master_schedule
from sheets_templates.reading.parse_nearest import folded
from sheets_templates.vocabulary.grid import Rows, filled, rows_of
from sheets_templates.vocabulary.table import CellValue
from sync.files.published_days import PublishedDays, read_published_days
from sync.files.tabs import read_files, write_folder, writing_to
from sync.workspace.pasted_files import bells_grid, bells_in, pasted_grid
from sync.workspace.workspace import STATE

INPUT = "input"
COHORT_SIZE = 5
SETTINGS_FILE = """\
# A Bellweave workspace. Coaches never edit this file: what they set lives in the tabs.
# Folders are seen from here; `bellweave doctor` tells what is in use.

# The word our events are known by in the calendar. Never change it.
workspace = "{workspace}"

# The tabs, one CSV file each; or name one .xlsx file.
inputs = "{inputs}"

# What was done, and the local Google that stands in for the real one.
database = "{state}/journal.db"
local_data = "{state}/local-google.db"

# "local", or "google" once you have signed in: bellweave auth login
google = "local"
"""

Filled = dict[str, Rows]
"""Tab name -> rows, header first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Master:
    """A master-schedule export, the bells that go with it, and whom to coach.

    `subject` and `coaches` make one cohort for each coach of teachers of that subject.
    """

    lessons: Path
    bells: Path
    bell_set: str
    school: str
    first_day: date
    last_day: date
    holidays: tuple[date, ...] = ()
    coaches: tuple[str, ...] = ()
    subject: str = ""
    cohort_size: int = COHORT_SIZE
    periods_without_a_row: str = ""
    start_week: date | None = None


def small_start(start: date) -> Filled:
    """Three tabs with made-up people and a cycle whose first week holds `start`."""
    return small_rows(start)


def copied(source: Path) -> Filled:
    """The tabs of a folder of CSV files or an .xlsx file."""
    return rows_of(read_files(source))


def imported(master: Master) -> tuple[Filled, tuple[str, ...]]:
    """The tabs of a master schedule with its coaches and cohorts, and what is to be known about it.

    Raises:
        InputError: a file, a column or a cell cannot be read; all of them.
    """
    bells, notes = bells_grid(master.bells, master.bell_set)
    tabs, report = import_master_schedule(
        pasted_grid(master.lessons),
        bells,
        bell_set=master.bell_set,
        school=master.school,
        first_day=master.first_day,
        last_day=master.last_day,
        holidays=master.holidays,
    )
    rows = rows_of(tabs)
    if master.periods_without_a_row:
        word = master.periods_without_a_row
        setting: dict[str, CellValue] = {"key": "periods_without_a_row", "value": word}
        rows[SETTINGS_TAB.name] += filled(SETTINGS_TAB, [setting])[1:]
    cohorts, said = _cohorts(master, rows[PEOPLE.name])
    rows[PEOPLE.name] += filled(PEOPLE, [_coach(name, master) for name in master.coaches])[1:]
    rows[COHORTS.name] = filled(COHORTS, cohorts)
    return rows, (*notes, *report.sentences(), *said)


def refuse_occupied(folder: Path) -> None:
    """Nothing that is there is ever written over.

    Raises:
        SettingsError: the folder is a workspace already, or holds an input folder.
    """
    for there in (folder / FILE_NAME, folder / INPUT, folder / STATE):
        if there.exists():
            raise SettingsError(
                f"There is a {there.name} in this folder already.",
                where=str(there),
                fix="Name another folder: bellweave init my-school",
            )


def write_workspace(folder: Path, tabs: Filled, workspace: str) -> list[Path]:
    """Write the input first and the settings last; the paths written."""
    refuse_occupied(folder)
    settings = folder / FILE_NAME
    text = SETTINGS_FILE.format(workspace=workspace, inputs=INPUT, state=STATE)
    with writing_to(folder):
        paths = write_folder(folder / INPUT, tabs)
        settings.write_text(text, encoding="utf-8")
    return [settings, *paths]


def set_up(
    folder: Path,
    *,
    source: Path | None = None,
    master: Master | None = None,
    published: Path | None = None,
    bells: tuple[Path, str] | None = None,
    start: date,
) -> tuple[list[Path], tuple[str, ...]]:
    """Make a workspace: its files, and what is to be known about them.

    The tabs come from a master schedule, from files, or are the small start whose cycle begins in the
    week of `start`. The days without school come from a `published` calendar where one is given, and
    without a master schedule the bells from a file of them and the name they shall have.

    Raises:
        InputError: one of the files cannot be used; nothing was written.
    """
    notes: tuple[str, ...] = ()
    if master:
        tabs, notes = imported(master)
    else:
        tabs = copied(source) if source else small_start(start)
    if published:
        refuse_occupied(folder)
        days = read_published_days(published)
        tabs, notes = with_days(tabs, days, published), (*notes, *days.notes)
    if bells:
        refuse_occupied(folder)
        tabs, told = with_bells(tabs, *bells)
        notes = (*notes, *told)
    return write_workspace(folder, tabs, f"bw-{secrets.token_hex(4)}"), notes


def with_days(tabs: Filled, days: PublishedDays, file: Path) -> Filled:
    """The tabs with the days of a published calendar, and its first and last day.

    Raises:
        InputError: the tabs have a DayCalendar already, and nobody knows which one is right.
    """
    if DAY_CALENDAR.name in tabs:
        what = "There are days in the DayCalendar tab already."
        fix = "Leave out --calendar, or take the tab out of the files you copy."
        raise InputError([Fault(where=str(file), what=what, fix=fix)])
    ends = {"school_year_first": days.first, "school_year_last": days.last}
    named: list[dict[str, CellValue]] = [
        {"key": key, "value": day.isoformat()} for key, day in ends.items() if day
    ]
    settings = tabs.get(SETTINGS_TAB.name)
    known = {str(row[0]).casefold() for row in settings[1:]} if settings else set()
    named = [one for one in named if one["key"] not in known]
    found = {**tabs, DAY_CALENDAR.name: filled(DAY_CALENDAR, days.rows())}
    if named:
        rows = filled(SETTINGS_TAB, named)
        found[SETTINGS_TAB.name] = [*settings, *rows[1:]] if settings else rows
    return found


def with_bells(tabs: Filled, file: Path, bell_set: str) -> tuple[Filled, tuple[str, ...]]:
    """The tabs with the bells a school publishes, and what is to be known about them.

    Raises:
        InputError: the tabs have bells already, or with every line that cannot be right.
    """
    if BELL_SCHEDULES.name in tabs:
        what = "There are bells in the BellSchedules tab already."
        fix = "Leave out --bells, or take the tab out of the files you copy."
        raise InputError([Fault(where=str(file), what=what, fix=fix)])
    records, notes = bells_in(file, bell_set)
    return {**tabs, BELL_SCHEDULES.name: filled(BELL_SCHEDULES, records)}, notes


def _cohorts(master: Master, people: Rows) -> tuple[list[dict[str, CellValue]], list[str]]:
    """One cohort for each coach, of the teachers of the subject in their order."""
    if not master.coaches or not master.subject:
        return [], ["The Cohorts tab is empty: add a row for each coach and her teachers."]
    header = people[0]
    ids, subjects = header.index("person_id"), header.index("subject")
    wanted = master.subject.casefold()
    theirs = [str(row[ids]) for row in people[1:] if str(row[subjects]).casefold() == wanted]
    start = master.start_week or monday_of(master.first_day) + timedelta(days=14)
    size = master.cohort_size
    groups = [theirs[number * size : (number + 1) * size] for number in range(len(master.coaches))]
    made: list[dict[str, CellValue]] = [
        {
            "cohort_id": chr(ord("A") + number),
            "structure": "clc",
            "coach": _id(name),
            "topic": master.subject,
            "subject": master.subject,
            "start_week": start,
            "members": "; ".join(group),
        }
        for number, (name, group) in enumerate(zip(master.coaches, groups, strict=True))
        if group
    ]
    said = [f"Cohort {one['cohort_id']} of {one['coach']}: {one['members']}." for one in made]
    left = theirs[len(master.coaches) * size :]
    if left:
        said.append(f"In no cohort yet: {', '.join(left)}.")
    if len(made) < len(master.coaches):
        said.append(f"Too few teachers of {master.subject} for a cohort of each coach.")
    return made, said


def _coach(name: str, master: Master) -> dict[str, CellValue]:
    return {
        "person_id": _id(name),
        "name": name,
        "email": f"{folded(name)}@{folded(master.school)}.example",
        "role": Role.COACH.value,
        "school_id": master.school,
        "subject": master.subject,
    }


def _id(name: str) -> str:
    return f"coach-{folded(name)}"
