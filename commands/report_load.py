"""`bellweave report fairness | travel | ledger`: what the saved schedule asks of coaches and of preps."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import DAY, as_date, in_workspace
from commands.report_form import FORM, OUT, tell
from commands.words import counted, day_words, name_of

if TYPE_CHECKING:
    from scheduler.counts.coach_load import CoachWeek
    from workflow import Given, Workspace

NOTHING = "Nothing has a time."
WEEK = click.option("--week", type=DAY, help="Only the week of this date.")


@click.command()
@WEEK
@FORM
@OUT
@AS_JSON
@in_workspace
def fairness(
    workspace: "Workspace",
    *,
    week: datetime | None,
    form: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Each coach's load side by side: events, hours, share in cycles, schools; most and least."""
    from errands.told.load import coach_loads, spread_of
    from errands.told.report_files import Report
    from workflow import read

    given = read(workspace)
    loads = coach_loads(workspace, given, week=as_date(week))
    if as_json:
        print_document(coaches=loads)
        return
    rows = [
        (
            name_of(one.coach, given.district),
            one.events,
            _hours(one.minutes),
            "-" if one.share_in_cycles is None else f"{one.share_in_cycles}%",
            one.sites,
        )
        for one in loads
    ]
    report = Report(
        name="fairness",
        title="Coaches' load",
        says="What each coach has in the saved schedule, side by side.",
        heads=("coach", "events", "hours", "in cycles", "schools a day"),
        rows=rows,
    )
    listed = tell(workspace, given, report, form, out, empty=NOTHING)
    apart = spread_of(loads)
    if listed and apart is not None:
        busiest = max(loads, key=lambda one: (one.minutes, one.coach))
        click.echo(
            f"Most {_hours(busiest.minutes)} ({name_of(busiest.coach, given.district)}), "
            f"{_hours(round(apart.gap))} more than the least. Unevenness {apart.gini} "
            "(0 is all alike)."
        )


@click.command()
@WEEK
@FORM
@OUT
@AS_JSON
@in_workspace
def travel(
    workspace: "Workspace",
    *,
    week: datetime | None,
    form: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Each coach's drives between schools, week by week, without the minutes kept free around them."""
    from errands.told.load import coach_weeks_of
    from errands.told.report_files import Report
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
            one.sites,
        )
        for one in weeks
    ]
    report = Report(
        name="travel",
        title="Coaches' drives",
        says="Drives between schools, week by week, without the minutes kept free around them.",
        heads=("coach", "week of", "driving", "schools a day"),
        rows=rows,
    )
    listed = tell(workspace, given, report, form, out, empty=NOTHING)
    if listed:
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
@OUT
@AS_JSON
@in_workspace
def ledger(
    workspace: "Workspace",
    *,
    week: datetime | None,
    form: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """What coaching takes of teachers' own preps, against what they agreed to give.

    What took place and is due to be made up stands in the tab PrepLedger of the workbook.
    """
    from errands.told.load import prep_ledger
    from errands.told.report_files import Report
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
            one.minutes,
            "agreed" if one.agreed else "contract",
        )
        for one in weeks
    ]
    report = Report(
        name="ledger",
        title="Preps that coaching takes",
        says="Preps used in the saved schedule, against what was agreed or the contract allows.",
        heads=("teacher", "week of", "preps used", "minutes", "limit by"),
        rows=rows,
    )
    listed = tell(workspace, given, report, form, out, empty="No prep is used.")
    over = sum(one.over_limit for one in weeks)
    if listed:
        click.echo(f"{counted(over, 'week')} over the limit." if over else "No limit is passed.")


def _hours(minutes: int) -> str:
    """'9 h 25 min', or the minutes alone below an hour."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"
