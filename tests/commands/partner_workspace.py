"""A workspace whose input is the year of meetings with four organisations, as CSV files."""

import csv
from collections.abc import Callable
from pathlib import Path

from scheduler.district import District
from sheets_templates.writing.render_inputs import input_rows
from sync.files.tabs import write_folder
from tests.journeys.typing_commands import Typist
from tests.scheduler.partner_year import a_partner_year

AUGUST = "2025-08-20T09:00"


def a_partner_workspace(folder: Path, district: District | None = None) -> Typist:
    typist = Typist(folder, now=AUGUST)
    typist.does("init", "--small", "--start-week", "2025-09-08")
    rows = input_rows(district or a_partner_year())
    filled = {name: table for name, table in rows.items() if len(table) > 1}
    for file in (folder / "input").glob("*.csv"):
        file.unlink()
    write_folder(folder / "input", {"Availability": rows["Availability"], **filled})
    return typist


def partner_rows(typist: Typist) -> list[dict[str, str]]:
    path = typist.folder / "input" / "PartnerDates.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_answers(typist: Typist, says: Callable[[dict[str, str]], str]) -> None:
    """What people type into the answer column; every other cell stays."""
    path = typist.folder / "input" / "PartnerDates.csv"
    rows = partner_rows(typist)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows([{**row, "answer": row["answer"] or says(row)} for row in rows])
