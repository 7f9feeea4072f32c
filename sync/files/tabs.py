"""A folder of CSV files, or one XLSX file, in and out: the input without Google."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from scheduler.errors import Fault, InputError, SettingsError
from sheets_templates.inputs.inputs import INPUT_TABS
from sheets_templates.vocabulary.table import CellValue, Grid, Tabs
from sync.files.csv_text import UnusableFile, read_csv, write_csv
from sync.files.xlsx import read_xlsx, write_xlsx

Rows = Sequence[Sequence[CellValue]]


def read_files(path: Path) -> Tabs:
    """The tabs in a folder of CSV files or in an XLSX file.

    Raises:
        InputError: naming every file that cannot be read.
    """
    if path.is_dir():
        return read_folder(path)
    if not path.exists():
        fix = "Name a folder of CSV files or an .xlsx file; `bellweave init --small DIR` makes one."
        raise InputError([Fault(where=str(path), what="There is no such file or folder.", fix=fix)])
    if path.suffix.lower() == ".xlsx":
        return _named(read_xlsx(path))
    what = f"'{path.name}' is neither a folder nor an .xlsx file."
    fix = "Save the workbook as .xlsx, or each tab as .csv into one folder."
    raise InputError([Fault(where=str(path), what=what, fix=fix)])


def read_folder(folder: Path) -> Tabs:
    """Each `.csv` file is the tab of its name, in any case: `people.csv` is `People`."""
    tabs: dict[str, Grid] = {}
    files: dict[str, str] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*")):
        if path.suffix.lower() != ".csv" or path.name.startswith((".", "~")):
            continue
        name = tab_name(path.stem)
        if name in tabs:
            what = f"Two files are the tab {name}: {files[name]} and {path.name}."
            faults.append(Fault(where=path.name, what=what, fix="Keep one of them."))
            continue
        files[name] = path.name
        try:
            tabs[name] = read_csv(path, name)
        except UnusableFile as unusable:
            faults.append(unusable.fault)
    if not files:
        fix = "Put People.csv, Cohorts.csv and Availability.csv there, or run `bellweave init --small`."
        faults.append(
            Fault(where=str(folder), what="There is no .csv file in the folder.", fix=fix)
        )
    if faults:
        raise InputError(faults)
    return tabs


def write_folder(folder: Path, tabs: Mapping[str, Rows]) -> list[Path]:
    """Write each tab as `<tab>.csv`, header row first; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, rows in tabs.items():
        path = folder / f"{name}.csv"
        write_csv(path, rows)
        paths.append(path)
    return paths


def write_workbook(path: Path, tabs: Mapping[str, Rows]) -> Path:
    """Write the tabs as one XLSX file, texts as text."""
    write_xlsx(path, tabs)
    return path


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """What the computer refuses while files are written is told as a matter of their place.

    Raises:
        SettingsError: a folder is a file or the other way round, is not ours, or the disk is full.
    """
    try:
        yield
    except OSError as error:
        raise SettingsError(
            f"This cannot be written: {error.strerror or error}.",
            where=str(place),
            fix="Name another place, or close the file where it is open.",
        ) from error


def tab_name(name: str) -> str:
    """The declared tab a file or sheet name means, or the name itself."""
    wanted = _folded(name)
    return next((tab.name for tab in INPUT_TABS if _folded(tab.name) == wanted), name)


def _named(tabs: Tabs) -> Tabs:
    """Tabs under their declared names; of two that mean one, both keep theirs and the reader says so."""
    meant = [tab_name(name) for name in tabs]
    return {
        name if meant.count(tab) > 1 else tab: grid
        for (name, grid), tab in zip(tabs.items(), meant, strict=True)
    }


def _folded(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
