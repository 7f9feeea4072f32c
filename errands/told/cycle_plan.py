"""The week-by-week document of a cohort's cycle as a page to print and a CSV file."""

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import workflow
from scheduler.errors import SettingsError
from scheduler.naming import id_part
from sync.files.tabs import writing_to

if TYPE_CHECKING:
    from workflow import Given, Workspace

__all__ = ["export_cycle_plan"]


def export_cycle_plan(
    workspace: "Workspace", given: "Given", cohort: str, out: Path | None
) -> list[Path]:
    """Write the document of a cohort from the saved schedule, into the out folder if not told where.

    Raises:
        SettingsError: there is no such cohort, or nothing is scheduled yet.
    """
    from web.cycle_plan import cycle_plan, cycle_plan_html, cycle_plan_rows

    found = next(
        (one for one in given.district.cohorts if one.id.casefold() == cohort.casefold()), None
    )
    if found is None:
        raise SettingsError(
            f"There is no cohort '{cohort}'." if cohort else "Say which cohort's plan to write.",
            where="Cohorts tab",
            fix=f"Use one of: {', '.join(one.id for one in given.district.cohorts) or 'none yet'}.",
            more="bellweave export --help",
        )
    document = cycle_plan(
        found,
        given.district,
        given.days,
        given.structures,
        activities=given.activities,
        schedule=workflow.saved(workspace, given),
    )
    folder = out or Path(workspace.settings.out)
    name = f"cycle-plan-{id_part(found.id)}"
    page, rows = folder / f"{name}.html", folder / f"{name}.csv"
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [workflow.as_csv_text(cell) for cell in row] for row in cycle_plan_rows(document)
    )
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
        page.write_text(cycle_plan_html(document), encoding="utf-8")
        rows.write_text(text.getvalue(), encoding="utf-8")
    return [page, rows]
