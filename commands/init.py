"""`bellweave init`: a new workspace with input tabs to fill in."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import DAY, as_date

if TYPE_CHECKING:
    from workflow import Master

LATER = timedelta(days=21)
"""How far ahead the example's cycle begins, so that notices can be kept."""


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--small", is_flag=True, help="Three tabs with example people (the default).")
@click.option("--from-csv", "source", type=click.Path(path_type=Path), help="Copy CSV or XLSX.")
@click.option("--master-schedule", "master", type=click.Path(path_type=Path), help="An export.")
@click.option("--calendar", "published", type=click.Path(path_type=Path), help="A published .ics.")
@click.option("--bells", type=click.Path(path_type=Path), help="Bells as the school has them.")
@click.option("--bell-set", help="Which of them, or the name they get; default: the file's.")
@click.option("--school", help="The school's name.")
@click.option("--first-day", type=DAY, help="First day of the school year.")
@click.option("--last-day", type=DAY, help="Last day of the school year.")
@click.option("--holiday", "holidays", type=DAY, multiple=True, help="A day without school.")
@click.option("--coach", "coaches", multiple=True, help="A coach's name; one for each cohort.")
@click.option("--subject", default="", help="Make cohorts of the teachers of this subject.")
@click.option("--cohort-size", default=5, type=click.IntRange(1, 8), show_default=True)
@click.option("--start-week", type=DAY, help="A day of the cycle's first week.")
@click.option(
    "--periods-without-a-row",
    "rowless",
    type=click.Choice(["prep", "free", "duty"]),
    help="What a teacher does in a period the export has no row for.",
)
@click.option("--now", default="", hidden=True)
def init(
    folder: Path,
    source: Path | None,
    master: Path | None,
    published: Path | None,
    **given: Any,
) -> None:
    """Make a workspace in DIR: settings, and input tabs as CSV files to fill in.

    --calendar reads holidays and other days without school from the district's published calendar, and
    --bells the bell schedule as the school prints or exports it: periods with 8:05 - 8:52, a column for
    each kind of day, or plain lines.
    Without more it makes the small start: People, Cohorts and Availability with example rows. Nothing
    that is there is written over.
    """
    from workflow import set_up

    start = as_date(given["start_week"]) or _today(given["now"]) + LATER
    if master and published:
        raise click.UsageError("--calendar does not go with --master-schedule: name --holiday days")
    joined_with_bells = _master(master, given) if master else None
    bells: Path | None = None if master else given["bells"]
    paths, notes = set_up(
        folder,
        source=source,
        master=joined_with_bells,
        published=published,
        bells=(bells, given["bell_set"] or bells.stem) if bells else None,
        start=start,
    )
    click.echo(f"Made a workspace in {folder}:")
    for path in paths:
        click.echo(f"  {path.relative_to(folder)}")
    for note in notes:
        click.echo(f"- {note}")
    go = "" if folder.resolve() == Path.cwd().resolve() else f"cd {folder} && "
    if not master and not source:
        click.echo("The people in it are made up: type yours over them.")
    click.echo(f"Next: {go}bellweave check")


def _master(lessons: Path, given: dict[str, Any]) -> "Master":
    """The export with everything that goes with it; what is missing is asked for together."""
    from workflow import Master

    needed = ("bells", "bell_set", "school", "first_day", "last_day")
    missing = [f"--{name.replace('_', '-')}" for name in needed if not given[name]]
    if missing:
        raise click.UsageError(f"A master schedule also needs {', '.join(missing)}")
    return Master(
        lessons=lessons,
        bells=given["bells"],
        bell_set=given["bell_set"],
        school=given["school"],
        first_day=given["first_day"].date(),
        last_day=given["last_day"].date(),
        holidays=tuple(day.date() for day in given["holidays"]),
        coaches=given["coaches"],
        subject=given["subject"],
        cohort_size=given["cohort_size"],
        periods_without_a_row=given["rowless"] or "",
        start_week=as_date(given["start_week"]),
    )


def _today(now: str) -> date:
    """The day on this computer, unless another moment is to be taken for now."""
    moment = now or os.environ.get("BELLWEAVE_NOW", "")
    return datetime.fromisoformat(moment).date() if moment else datetime.now().astimezone().date()
