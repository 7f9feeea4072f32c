"""The availability form, made out for the teachers of the district, and taken back when it is filled in."""

from dataclasses import dataclass
from pathlib import Path

import workflow
from scheduler.errors import SettingsError
from sheets_templates.building.build import add_tabs_requests, fill_requests
from sheets_templates.reading.availability_form import AVAILABILITY_FORM, form_rows
from sheets_templates.reading.parse import read_district
from sheets_templates.reading.parse_form import RESPONSES, is_form
from sheets_templates.reading.parse_nearest import folded
from sheets_templates.vocabulary.grid import rows_of
from sheets_templates.vocabulary.table import CellKind, Tabs
from sync.files.csv_text import UnusableFile, read_csv, write_csv
from sync.files.form_file import write_form
from sync.files.tabs import read_files, writing_to
from sync.files.xlsx import read_xlsx
from workflow import Given, Workspace

NAME = "availability-form.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMade:
    """The file, how many teachers and rows it has, and whether it stands in the Sheet as a tab as well."""

    file: Path
    teachers: int
    rows: int
    in_sheet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTaken:
    """The tab that was taken over, where to, how many cells are ticked, and what is to be known."""

    where: Path
    answers: int
    notes: tuple[str, ...]


def make_form(workspace: Workspace, given: Given, out: Path | None, *, really: bool) -> FormMade:
    """Write the empty form as a file; with `really` put it into the Sheet as a tab of its own too.

    Raises:
        SettingsError: there is a form in the Sheet already; it may be filled in.
    """
    rows = form_rows(given.district)
    folder = out or Path(workspace.settings.out)
    in_sheet = bool(workspace.settings.spreadsheet) and really
    if in_sheet:
        with workflow.google(workspace, None) as clients:
            titles = {info.title for info in clients.sheets.tabs(workspace.spreadsheet)}
            if AVAILABILITY_FORM.name in titles:
                raise SettingsError(
                    "The Sheet has an availability form already.",
                    where=AVAILABILITY_FORM.name,
                    fix="Rename or delete that tab if a new one is wanted.",
                )
            requests = [
                *add_tabs_requests([AVAILABILITY_FORM]),
                *fill_requests(AVAILABILITY_FORM, rows),
            ]
            clients.sheets.write(workspace.spreadsheet, requests)
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
        file = write_form(folder / NAME, rows)
    teachers = len({row["person_id"] for row in rows})
    return FormMade(file=file, teachers=teachers, rows=len(rows), in_sheet=in_sheet)


def take_form(workspace: Workspace, file: Path, *, really: bool) -> FormTaken:
    """Put a filled-in form, or the answers of a Google Form, beside the files of the input.

    It is read together with the rest of the input first.

    Raises:
        InputError: with every fault of the form and of the input.
        SettingsError: the file has no such tab, one was taken over before, or the input is no folder.
    """
    folder = Path(workspace.settings.inputs)
    if workspace.settings.spreadsheet or not folder.is_dir():
        raise SettingsError(
            "A form is taken over into a folder of CSV files only.",
            where=str(file),
            fix=f"Copy its tab into your workbook, named {AVAILABILITY_FORM.name}.",
        )
    forms = _forms_in(file)
    name = next(iter(forms))
    there = read_files(folder)
    if before := next((one for one in there if is_form(one)), None):
        raise SettingsError(
            f"There is a form in the input already: {before}.csv.",
            where=str(folder),
            fix="Take that file out first; Availability.csv stays as it is.",
        )
    district = read_district({**there, **forms})
    without = len(read_district({**there, name: forms[name][:1]}).availability)
    where = folder / f"{name}.csv"
    if really:
        with writing_to(where):
            write_csv(where, rows_of(forms)[name])
    notes = tuple(one for one in district.assumptions if "the form" in one)
    return FormTaken(where=where, answers=len(district.availability) - without, notes=notes)


def _forms_in(file: Path) -> Tabs:
    """The tab of answers in a file; a single table is taken for one whatever its name.

    Raises:
        SettingsError: there is none.
    """
    try:
        tabs = (
            read_xlsx(file)
            if file.suffix.lower() == ".xlsx"
            else {file.stem: read_csv(file, AVAILABILITY_FORM.name)}
        )
    except UnusableFile as unusable:
        raise SettingsError(
            unusable.fault.what, where=unusable.fault.where, fix=unusable.fault.fix
        ) from unusable
    found = {name: grid for name, grid in tabs.items() if is_form(name)}
    if not found and len(tabs) == 1:
        (grid,) = tabs.values()
        ours = any(folded(str(cell.value)) == "personid" for row in grid[:1] for cell in row)
        found = {AVAILABILITY_FORM.name if ours else RESPONSES: grid}
    full = {
        name: grid
        for name, grid in found.items()
        if any(cell.kind is not CellKind.EMPTY for row in grid[1:] for cell in row)
    }
    if not full:
        raise SettingsError(
            "There is no filled-in form in this file.",
            where=str(file),
            fix=f"Give the file of the form, or one with a sheet named {AVAILABILITY_FORM.name}.",
        )
    return dict([next(iter(full.items()))])
