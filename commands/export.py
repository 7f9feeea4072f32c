"""`bellweave export`: the saved schedule as files."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.words import counted

if TYPE_CHECKING:
    from workflow import Workspace

CYCLE_PLAN = "cycle-plan"


@click.command()
@click.argument(
    "form", metavar="FORM", type=click.Choice(["ics", "html", "csv", "xlsx", CYCLE_PLAN])
)
@click.argument("cohort", required=False, default="")
@click.option("--out", type=click.Path(path_type=Path), help="Where to; default: the out folder.")
@click.option("--redact", is_flag=True, help="Initials instead of names (html only).")
@in_workspace
def export(
    workspace: "Workspace", *, form: str, cohort: str, out: Path | None, redact: bool
) -> None:
    """Write the saved schedule: FORM is ics (a file a person), html (one page), csv or xlsx.

    cycle-plan COHORT is the week-by-week document of a cycle, to print and as CSV.
    """
    from errands.exporting import export as write
    from workflow import read

    if redact and form != "html":
        raise click.UsageError("--redact works with html only: the other files carry full names")
    if bool(cohort) is not (form == CYCLE_PLAN):
        raise click.UsageError("name a cohort with cycle-plan, and only there")
    given = read(workspace)
    if form == CYCLE_PLAN:
        from errands.cycle_plan import export_cycle_plan

        paths = export_cycle_plan(workspace, given, cohort, out)
    else:
        paths = write(workspace, given, form, out, redact=redact)
    if not paths:
        click.echo("Nothing has a time yet, so no file was written.")
        return
    click.echo(f"Wrote {counted(len(paths), 'file')}:")
    for path in paths:
        click.echo(f"  {path}")
