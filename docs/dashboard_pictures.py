"""Draws the pictures of docs/dashboards.md: the demo's Program workbook as a file, printed by LibreOffice.

Run `python docs/dashboard_pictures.py` after a dashboard has changed. It needs `soffice`, and `pdftotext` and
`pdftoppm` of poppler, and changes nothing but the pictures.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from config.structures import read_structures
from scheduler.demo.made_up import FIRST_MONDAY, demo_district
from scheduler.model import ActivityId, Schedule
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program_boards import DASHBOARD, DOSAGE, PREP_LEDGER
from sheets_templates.books.program_structures import LEVELS, RUBRICS, SURVEYS
from sheets_templates.books.readme import README
from sheets_templates.building.workbook import PROGRAM
from sheets_templates.reading.typed import Filled
from sheets_templates.vocabulary.grid import filled, grid_of
from sheets_templates.vocabulary.table import Grid, Tab
from sync.files.xlsx_books import BookFile, write_book
from sync.sheets.board_tabs import board_tabs
from sync.sheets.matter import Matter
from sync.sheets.team_tabs import team_tabs
from sync.sheets.track import TabRows
from sync.sheets.tracker import Row
from sync.sheets.year_tabs import year_rows

PICTURES = Path(__file__).parent / "pictures"
TODAY = FIRST_MONDAY + timedelta(weeks=5, days=1)
"""A Tuesday late in the first cycle."""
MARKS = (
    "held",
    "held",
    "",
    "held",
    "cancelled by teacher",
    "held",
    "moved",
    "held",
    "not held",
    "held",
)
SHOWN: Mapping[str, Tab] = {
    "dashboard-figures": DASHBOARD,
    "dashboard-dosage": DOSAGE,
    "dashboard-prep": PREP_LEDGER,
}
"""Picture -> the tab that is printed."""
PROGRAMS = ("soffice", "pdftotext", "pdftoppm")
COARSE, FINE = 40, 4
"""Dots an inch at which the edges of a page are looked for, and how many times as many are kept."""
WIDEST = 1250
"""Pixels of a picture: a page that is used to its edges gets fewer dots."""
LONGEST = 24
"""Rows of a picture; a district has more."""


def demo_matter() -> tuple[Matter, dict[ActivityId, str]]:
    """The demo in the middle of its first cycle, everything where its maker put it, and coaches' marks."""
    structures = read_structures(None)
    demo = demo_district(1, structures=structures, coaches=6, schools=5)
    told = Schedule(activities={one.id: one for one in demo.activities}, placed=demo.witness)
    matter = Matter(
        district=demo.district,
        days=SchoolDays(demo.district),
        schedule=told,
        published=told,
        today=TODAY,
        activities=tuple(demo.activities),
        structures=structures,
    )
    in_turn = sorted(told.placed)
    return matter, {key: MARKS[number * 7 % len(MARKS)] for number, key in enumerate(in_turn)}


def tabs_of(matter: Matter, outcomes: Mapping[ActivityId, str]) -> Iterator[Filled]:
    """The tabs of the Program workbook that have rows, as if people had counted answers and levels."""
    wanted = [*team_tabs(matter), *year_rows(matter, {}, outcomes), *board_tabs(matter, outcomes)]
    typed = {
        SURVEYS.name: _as_typed(SURVEYS, wanted, "answered"),
        RUBRICS.name: _as_typed(RUBRICS, wanted, "level"),
    }
    for one in wanted:
        rows = one.among(typed)
        if rows:
            yield Filled(tab=one.tab, records=tuple(rows)[:LONGEST])


def _as_typed(tab: Tab, wanted: list[TabRows], header: str) -> Grid:
    """A tab with something made up in the column people fill in."""
    rows = next((one.over(()) for one in wanted if one.tab.name == tab.name), ())
    filled_in = [{**row, header: _made_up(row, header, at)} for at, row in enumerate(rows)]
    return grid_of(tab.name, filled(tab, filled_in))


def _made_up(row: Row, header: str, at: int) -> str | int:
    if header == "level":
        return LEVELS[min(2, at % 2 + (row["taking"] != "baseline"))]
    return int(str(row["invited"])) * (6 + at % 4) // 10


def draw(folder: Path, out: Path) -> list[Path]:
    """Write the workbook into `folder`, print it and leave the pictures in `out`."""
    matter, outcomes = demo_matter()
    tabs = list(tabs_of(matter, outcomes))
    shown = replace(PROGRAM, always=(README,), front=tuple(tab.name for tab in SHOWN.values()))
    book = write_book(folder / "program.xlsx", BookFile(book=shown, filled=tabs))
    printed = _printed(book)
    return [_picture(printed, tab, out / f"{name}.png") for name, tab in SHOWN.items()]


def _printed(book: Path) -> Path:
    """The file as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(book.parent / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(book.parent),
    ]
    subprocess.run([*command, str(book)], check=True, capture_output=True, timeout=180)
    return book.with_suffix(".pdf")


def _picture(printed: Path, tab: Tab, out: Path) -> Path:
    """The first page that has the tab's headers."""
    headers = [column.header for column in tab.columns if not column.hidden][:3]
    text = subprocess.run(
        ["pdftotext", "-layout", str(printed), "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = text.split("\f")
    number = next(at for at, page in enumerate(pages, 1) if page.split()[: len(headers)] == headers)
    page = ["pdftoppm", "-f", str(number), "-l", str(number), "-singlefile"]
    coarse = printed.with_name(out.stem)
    subprocess.run([*page, "-r", str(COARSE), "-gray", str(printed), str(coarse)], check=True)
    left, top, wide, high = _used(coarse.with_suffix(".pgm").read_bytes())
    times = min(FINE, WIDEST / wide)
    box = [f"{round(times * part)}" for part in (left, top, wide, high)]
    cut = [word for pair in zip(("-x", "-y", "-W", "-H"), box, strict=True) for word in pair]
    dots = str(round(times * COARSE))
    subprocess.run(
        [*page, "-r", dots, *cut, "-png", str(printed), str(out.with_suffix(""))], check=True
    )
    return out


def _used(page: bytes) -> tuple[int, int, int, int]:
    """Left, top, width and height of what is not white, with a little around it, of a grey picture."""
    _, size, _, dots = page.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = [dots[at * width : (at + 1) * width] for at in range(height)]
    inked = [at for at, row in enumerate(rows) if min(row) < 250]
    columns = [at for at in range(width) if min(row[at] for row in rows) < 250]
    left, top = max(columns[0] - 4, 0), max(inked[0] - 4, 0)
    return left, top, columns[-1] + 4 - left, inked[-1] + 4 - top


def main() -> int:
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        sys.stderr.write(f"Not installed: {', '.join(missing)}\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        for picture in draw(Path(folder), PICTURES):
            sys.stdout.write(f"{picture.name}: {picture.stat().st_size // 1000} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
