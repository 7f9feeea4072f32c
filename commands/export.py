"""`bellweave export`: the saved schedule as files."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import DAY, as_date, in_workspace
from commands.words import counted

if TYPE_CHECKING:
    from workflow import Given, Workspace

CYCLE_PLAN = "cycle-plan"
SCOPE = "scope-and-sequence"
YEAR = "year"
BOARD = "board"
HOURS = "hours"
AVAILABILITY = "availability-form"
DAY_SHEET = "day-sheet"
MY_CYCLE = "my-cycle"
FORMS = (
    "ics",
    "html",
    "csv",
    "xlsx",
    CYCLE_PLAN,
    SCOPE,
    YEAR,
    BOARD,
    HOURS,
    AVAILABILITY,
    DAY_SHEET,
    MY_CYCLE,
)
REDACTED = ("html", "csv", "xlsx")
NAMED = {CYCLE_PLAN: "a cohort", HOURS: "a person", MY_CYCLE: "a person"}
FORMATS = {SCOPE: ("html", "csv", "xlsx"), HOURS: ("text", "csv"), MY_CYCLE: ("html", "ics")}


@click.command()
@click.argument("form", metavar="FORM", type=click.Choice(FORMS))
@click.argument("of", metavar="[COHORT|PERSON]", required=False, default="")
@click.option("--out", type=click.Path(path_type=Path), help="Where to; default: the out folder.")
@click.option(
    "--redact", is_flag=True, help="Initials, not names (csv, xlsx; html has them anyway)."
)
@click.option("--names", is_flag=True, help="html: full names instead of initials.")
@click.option(
    "--format",
    "how",
    type=click.Choice(["html", "csv", "xlsx", "text", "ics"]),
    help="Of scope-and-sequence (default: html), hours (text or csv) and my-cycle (html or ics).",
)
@click.option("--from", "first", type=DAY, help="With hours: from this day on.")
@click.option("--to", "last", type=DAY, help="With hours: up to this day, included.")
@click.option("--coach", default="", help="day-sheet: of this coach only.")
@click.option("--own", is_flag=True, help="day-sheet: her own copy, with last steps.")
@click.option("--yes", is_flag=True, help="availability-form: put it into the Sheet as well.")
@in_workspace
def export(
    workspace: "Workspace",
    *,
    form: str,
    of: str,
    out: Path | None,
    redact: bool,
    names: bool,
    how: str | None,
    first: datetime | None,
    last: datetime | None,
    coach: str,
    own: bool,
    yes: bool,
) -> None:
    """Write the saved schedule: FORM is ics (a file a person), html (one page), csv or xlsx.

    The page of html is made to be passed on: it carries initials, and full names only with --names.

    cycle-plan COHORT is the week-by-week document of a cycle, to print and as CSV. scope-and-sequence is
    the year's professional learning in four columns, year the year on one page to print; both name months
    where nothing has a date yet. board is a page for the Board, with aggregates only. hours PERSON is what a
    person renews a licence with: her own sessions that were marked held, and their minutes.
    availability-form is a grid of periods by weekdays for each teacher to tick; --yes adds it to the Sheet of
    the input as a tab too. Filled in, it is read like the Availability tab. day-sheet is each coach's week to
    print, a coach a page, with boxes to tick what was held. my-cycle PERSON is a teacher's own page: when,
    what about, what to bring.
    """
    from workflow import read

    _names_or_initials(form, redact=redact, names=names)
    if bool(of) is not (form in NAMED):
        raise click.UsageError(
            "name a cohort with cycle-plan, a person with hours and my-cycle, and only there"
        )
    if how and how not in FORMATS.get(form, ()):
        raise click.UsageError(
            "--format works with scope-and-sequence, as text or csv with hours, html or ics with my-cycle"
        )
    if (first or last) and form != HOURS:
        raise click.UsageError("--from and --to work with hours only")
    if yes and form != AVAILABILITY:
        raise click.UsageError("--yes works with availability-form only: the others write files")
    _only_of_day_sheets(form, coach, own=own)
    if form == AVAILABILITY:
        _availability_form(workspace, out, really=yes)
        return
    if form == HOURS:
        _hours(workspace, of, out=out, how=how or "text", first=as_date(first), last=as_date(last))
        return
    given = read(workspace)
    if form == MY_CYCLE:
        from errands.told.my_cycle import export_my_cycle

        _wrote(export_my_cycle(workspace, given, of, how=how or "html", out=out))
        return
    paths = (
        _day_sheets(workspace, given, coach, out, own=own)
        if form == DAY_SHEET
        else _written(
            workspace,
            given,
            form,
            cohort=of,
            out=out,
            redact=redact or (form == "html" and not names),
            how=how,
        )
    )
    _wrote(paths)
    if form == "html":
        click.echo(
            "The page carries full names: keep it inside the district."
            if names
            else "The page carries initials. With full names: bellweave export html --names"
        )


def _names_or_initials(form: str, *, redact: bool, names: bool) -> None:
    if redact and form not in REDACTED:
        raise click.UsageError(
            "--redact works with html, csv and xlsx: the others carry full names"
        )
    if names and form != "html":
        raise click.UsageError("--names works with html only: the others carry full names anyway")
    if names and redact:
        raise click.UsageError("--names and --redact contradict each other: give one of them")


def _wrote(paths: list[Path]) -> None:
    if not paths:
        click.echo("Nothing has a time yet, so no file was written.")
        return
    click.echo(f"Wrote {counted(len(paths), 'file')}:")
    for path in paths:
        click.echo(f"  {path}")


def _only_of_day_sheets(form: str, coach: str, *, own: bool) -> None:
    if (coach or own) and (form != DAY_SHEET or not coach):
        raise click.UsageError("--coach and --own work with day-sheet only; --own needs --coach")


def _day_sheets(
    workspace: "Workspace", given: "Given", coach: str, out: Path | None, *, own: bool
) -> list[Path]:
    from errands.week.briefing import export_day_sheets

    return export_day_sheets(workspace, given, coach, out, own=own)


def _hours(
    workspace: "Workspace",
    person: str,
    *,
    out: Path | None,
    how: str,
    first: date | None,
    last: date | None,
) -> None:
    from errands.told.hours import export_hours
    from workflow import read

    made = export_hours(
        workspace, read(workspace), person, first=first, last=last, how=how, out=out
    )
    hours = made.hours
    click.echo(
        f"{made.person.name}: {counted(len(hours.sessions), 'session')} held, {hours.minutes} minutes."
    )
    if hours.unmarked:
        click.echo(f"Not counted: {hours.unmarked} that are over and that nobody has marked.")
    for note in made.notes:
        click.echo(note)
    click.echo(f"Wrote {made.path}")


def _written(
    workspace: "Workspace",
    given: "Given",
    form: str,
    *,
    cohort: str,
    out: Path | None,
    redact: bool,
    how: str | None,
) -> list[Path]:
    if form == CYCLE_PLAN:
        from errands.told.cycle_plan import export_cycle_plan

        return export_cycle_plan(workspace, given, cohort, out)
    if form in (SCOPE, YEAR):
        from errands.told.scope_and_sequence import export_scope, export_year

        if form == YEAR:
            return export_year(workspace, given, out)
        return export_scope(workspace, given, how or "html", out)
    if form == BOARD:
        from errands.told.year_reports import export_board

        return export_board(workspace, given, out)
    from errands.told.exporting import export as write

    return write(workspace, given, form, out, redact=redact)


def _availability_form(workspace: "Workspace", out: Path | None, *, really: bool) -> None:
    from errands.asked.availability_form import make_form
    from workflow import read

    made = make_form(workspace, read(workspace), out, really=really)
    rows = f"{counted(made.teachers, 'teacher')}, {counted(made.rows, 'row')}"
    click.echo(f"Wrote {made.file}: {rows} to tick.")
    if made.in_sheet:
        click.echo("It stands in the Sheet as the tab AvailabilityForm, and is read from there.")
    elif workspace.settings.spreadsheet:
        click.echo("To put it into the Sheet as well: bellweave export availability-form --yes")
    else:
        click.echo("Filled in: bellweave paste form FILE --yes")
