"""`bellweave report fairness | travel | ledger`: what the saved schedule asks of coaches and of preps."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import DAY, as_date, in_workspace
from commands.words import counted, day_words, name_of

if TYPE_CHECKING:
    from scheduler.counts.coach_load import CoachWeek
    from workflow import Given, Workspace

NOTHING = "Nothing has a time."
WEEK = click.option("--week", type=DAY, help="Only the week of this date.")
FORM = click.option(
    "--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True
)


@click.command()
@WEEK
@FORM
@AS_JSON
@in_workspace
def fairness(workspace: "Workspace", *, week: datetime | None, form: str, as_json: bool) -> None:
    """Each coach's load side by side: events, hours, share in cycles, schools; most and least."""
    from errands.told.load import coach_loads, spread_of
    from workflow import read

    given = read(workspace)
    loads = coach_loads(workspace, given, week=as_date(week))
    if as_json:
        print_document(coaches=loads)
        return
    rows = [
        (
            name_of(one.coach, given.district),
            str(one.events),
            _hours(one.minutes),
            "-" if one.share_in_cycles is None else f"{one.share_in_cycles}%",
            str(one.sites),
        )
        for one in loads
    ]
    _table(("coach", "events", "hours", "in cycles", "schools a day"), rows, form, empty=NOTHING)
    apart = spread_of(loads)
    if form == "table" and apart is not None:
        busiest = max(loads, key=lambda one: (one.minutes, one.coach))
        click.echo(
            f"Most {_hours(busiest.minutes)} ({name_of(busiest.coach, given.district)}), "
            f"{_hours(round(apart.gap))} more than the least. Unevenness {apart.gini} "
            "(0 is all alike)."
        )


@click.command()
@WEEK
@FORM
@AS_JSON
@in_workspace
def travel(workspace: "Workspace", *, week: datetime | None, form: str, as_json: bool) -> None:
    """Each coach's drives between schools, week by week, without the minutes kept free around them."""
    from errands.told.load import coach_weeks_of
    from workflow import read

    given = read(workspace)
    weeks = coach_weeks_of(workspace, given, week=as_date(week))
    if as_json:
        print_document(weeks=weeks)
        return
    rows = [
        (
            name_of(one.coach, given.district),
            day_words(one.monday),
            f"{one.travel} min",
            str(one.sites),
        )
        for one in weeks
    ]
    _table(("coach", "week of", "driving", "schools a day"), rows, form, empty=NOTHING)
    if form == "table" and weeks:
        total = sum(one.travel for one in weeks)
        click.echo(f"{_hours(total)} of driving in all{_longest(weeks, given)}.")


def _longest(weeks: "Sequence[CoachWeek]", given: "Given") -> str:
    minutes: dict[str, int] = defaultdict(int)
    for one in weeks:
        minutes[one.coach] += one.travel
    coach = max(weeks, key=lambda one: (minutes[one.coach], one.coach)).coach
    if not minutes[coach]:
        return ""
    return f", most of it {name_of(coach, given.district)}: {_hours(minutes[coach])}"


@click.command()
@WEEK
@FORM
@AS_JSON
@in_workspace
def ledger(workspace: "Workspace", *, week: datetime | None, form: str, as_json: bool) -> None:
    """What coaching takes of teachers' own preps, against what they agreed to give.

    What took place and is due to be made up stands in the tab PrepLedger of the workbook.
    """
    from errands.told.load import prep_ledger
    from workflow import read

    given = read(workspace)
    weeks = prep_ledger(workspace, given, week=as_date(week))
    if as_json:
        print_document(weeks=weeks)
        return
    rows = [
        (
            name_of(one.teacher, given.district),
            day_words(one.monday),
            f"{one.periods} of {one.limit}",
            str(one.minutes),
            "agreed" if one.agreed else "contract",
        )
        for one in weeks
    ]
    _table(
        ("teacher", "week of", "preps used", "minutes", "limit by"),
        rows,
        form,
        empty="No prep is used.",
    )
    over = sum(one.over_limit for one in weeks)
    if form == "table" and weeks:
        click.echo(f"{counted(over, 'week')} over the limit." if over else "No limit is passed.")


def _hours(minutes: int) -> str:
    """'9 h 25 min', or the minutes alone below an hour."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], form: str, *, empty: str) -> None:
    """Columns that line up, numbers to the right; or CSV with the same heads."""
    if form == "csv":
        _csv([heads, *rows])
        return
    if not rows:
        click.echo(empty)
        return
    wide = [max(len(cell) for cell in column) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        cells = [
            f"{cell:<{width}}" if number < 1 else f"{cell:>{width}}"
            for number, (cell, width) in enumerate(zip(row, wide, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())


def _csv(rows: Iterable[Sequence[str]]) -> None:
    """A text that a spreadsheet would run gets an apostrophe."""
    from workflow import as_csv_text

    text = io.StringIO()
    safe = [[as_csv_text(cell) for cell in row] for row in rows]
    csv.writer(text, lineterminator="\n").writerows(safe)
    click.echo(text.getvalue(), nl=False)
