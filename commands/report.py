"""`bellweave report`: what the saved schedule means for others; nothing is written to Google."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import DAY, as_date, in_workspace
from commands.report_cycles import cycle_end, lengths, next_cohort
from commands.report_form import FORM, OUT, TABLE, form_of, pass_on
from commands.report_load import fairness, ledger, travel
from commands.report_year import board, equity
from commands.words import clock, counted, day_words, name_of

if TYPE_CHECKING:
    from errands.mending.covering import Coverage
    from errands.told.rounds_told import RoundTold, YearTold
    from scheduler.counts.coverage import CoverNeed
    from scheduler.schoolday import Span
    from workflow import Given, Workspace

FEWEST, MOST = 4, 6
"""Rounds a year is meant to have."""


@click.group()
def report() -> None:
    """Coverage, load, preps, rounds, cycles and what the year reaches. Nothing is written to Google."""


for _more in (fairness, travel, ledger, cycle_end, lengths, next_cohort, equity, board):
    report.add_command(_more)


@report.command()
@click.option("--from", "first", type=DAY, help="The first day; default: today.")
@click.option("--weeks", type=click.IntRange(1, 52), default=2, show_default=True)
@FORM
@OUT
@AS_JSON
@in_workspace
def coverage(
    workspace: "Workspace",
    *,
    first: datetime | None,
    weeks: int,
    form: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Classes that need cover, by school and half day, and whether somebody is found.

    Open or filled is what the sub coordinator wrote in the Coverage workbook.
    """
    from errands.mending.covering import coverage as look_up
    from errands.mending.covering import to_pass_on
    from workflow import read

    form = form_of(form, out)
    given = read(workspace)
    found = look_up(workspace, given, first=as_date(first), days=7 * weeks)
    if as_json:
        print_document(coverage=found)
        return
    if form == TABLE:
        _list(found, given)
    else:
        pass_on(workspace, given, to_pass_on(found, given), form, out)


@report.command()
@click.option("--day", type=DAY, help="Group cards, rooms and host notices of the rounds on a day.")
@FORM
@OUT
@AS_JSON
@in_workspace
def rounds(
    workspace: "Workspace",
    *,
    day: datetime | None,
    form: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """The year of rounds: who sits in which, so that as many people and roles as can be take part.

    Copy the names of a round into the column invited of its row in Series. Rounds people were told of,
    and past ones, stay as they were.
    """
    from errands.told.report_files import Report
    from errands.told.rounds_told import the_round_on, the_year
    from workflow import read

    form = form_of(form, out)
    given = read(workspace)
    if day is not None:
        if form != TABLE:
            raise click.UsageError("--format and --out are for the year; a day is printed as cards")
        here = tuple(the_round_on(workspace, given, day.date()))
        if as_json:
            print_document(rounds=here)
            return
        for told in here:
            _cards(told, given)
        return
    year = the_year(workspace, given)
    if as_json:
        print_document(year=year)
        return
    if form == TABLE:
        _year(year, given)
        return
    report = Report(
        name="rounds",
        title="Who sits in which round",
        says="The year of rounds: as many people and roles as can be take part.",
        heads=("round", "date", "person_id", "name", "role", "first_time"),
        rows=list(_seat_rows(year, given)),
        keys=("round", "person_id"),
    )
    pass_on(workspace, given, report, form, out)


def _list(found: "Coverage", given: "Given") -> None:
    between = f"{day_words(found.first)} to {day_words(found.last)}"
    if not found.needs:
        click.echo(f"No class needs cover, {between}.")
        return
    click.echo(
        f"Coverage, {between}: {counted(len(found.needs), 'class', 'classes')}, "
        f"{counted(found.half_days, 'substitute half day')}, {found.open_ones} open"
    )
    for school, at_school in groupby(found.needs, key=lambda need: need.school):
        click.echo(f"\n{given.district.schools[school].name}")
        for (day, half), needs in groupby(at_school, key=lambda need: (need.day, need.half)):
            own = list(needs)
            most = max(need.substitute for need in own)
            click.echo(f"  {day_words(day)}, {half.value}: {counted(most, 'substitute')}")
            for need in own:
                click.echo(f"    {_need(need, found, given)}")
    for school, day, count in found.above_the_cap:
        name = given.district.schools[school].name
        click.echo(
            f"{count} substitutes at {name} on {day_words(day)}: more than most schools find."
        )


def _need(need: "CoverNeed", found: "Coverage", given: "Given") -> str:
    from errands.mending.covering import class_words

    said = found.of(need)
    by = f" by {said.by}" if said.by else f", find by {day_words(need.needed_by)}"
    where = f", room {need.room}" if need.room else ""
    return (
        f"{need.substitute}  {_from_to(need.span, given)}  {class_words(need)}{where}, for "
        f"{name_of(need.teacher, given.district)} ({need.reason}): {said.status}{by}"
    )


def _from_to(span: "Span", given: "Given") -> str:
    return f"{clock(given.days.local(span.start))} to {clock(given.days.local(span.end))}"


def _year(told: "YearTold", given: "Given") -> None:
    count = len(told.year.rounds)
    short = "" if FEWEST <= count <= MOST else f"; a year is meant to have {FEWEST} to {MOST}"
    click.echo(f"{counted(count, 'round')} in the input{short}.")
    seen: set[str] = set()
    for one in told.year.rounds:
        seated = told.seats[one.id]
        settled = ", settled" if one.settled is not None else ""
        click.echo(f"\n{day_words(one.day)}  {one.id} ({len(seated)} people{settled})")
        for person in sorted(seated, key=lambda key: (told.year.roles[key], key)):
            new = "" if person in seen else "  first time"
            name = name_of(person, given.district)
            click.echo(f"  {name:<26} {told.year.roles[person].value:<17}{new}".rstrip())
        seen |= set(seated)
    roles = {told.year.roles[person] for person in told.people}
    click.echo(
        f"\n{counted(len(told.people), 'different person', 'different people')} in "
        f"{counted(len(roles), 'role')}: breadth {told.breadth}. A random year reaches "
        f"{told.random:.1f}, the best possible is {told.best}."
    )
    for says in told.missing:
        click.echo(f"Missing in {says}")
    if told.left_out:
        click.echo(
            f"{counted(len(told.left_out), 'person', 'people')} who could come have no seat."
        )


def _seat_rows(told: "YearTold", given: "Given") -> Iterable[tuple[str | date, ...]]:
    seen: set[str] = set()
    for one in told.year.rounds:
        for person in told.seats[one.id]:
            first = "no" if person in seen else "yes"
            name = name_of(person, given.district)
            role = told.year.roles[person].value
            yield one.id, one.day, person, name, role, first
        seen |= set(told.seats[one.id])


def _cards(told: "RoundTold", given: "Given") -> None:
    """Times, groups with their rooms, what hosts are told, what is numbered, who covers."""
    day, days = told.day, given.days
    school = given.district.schools[day.school].name if day.school else "online"
    click.echo(f"{told.activity.label}, {school}, {day_words(days.date_of(day.prepare.start))}")
    click.echo(f"  prepare  {_from_to(day.prepare, given)}")
    click.echo(f"  debrief  {_from_to(day.debrief, given)}")
    for number, group in enumerate(day.groups):
        names = (
            f"{name_of(person, given.district)} ({given.district.people[person].role.value})"
            for person in group
        )
        click.echo(f"\nGroup {number + 1}: {', '.join(names)}")
        for visit in day.route(number):
            start, end = clock(days.local(visit.start)), clock(days.local(visit.end))
            click.echo(f"  {start} to {end}  room {visit.room:<6} visit {visit.number}")
    click.echo("\nTell the hosts (evidence is labeled by visit number only)")
    for host in day.hosts:
        who = name_of(host.teacher, given.district) if host.teacher else "nobody teaches there"
        times = ", ".join(clock(days.local(span.start)) for span in host.visits)
        due = f"; host sheet by {day_words(host.sheet_due)}" if host.sheet_due else ""
        click.echo(f"  room {host.room}, {who}: one group at a time at {times}{due}")
    if told.covers:
        click.echo(
            f"\n{counted(len(told.covers), 'class', 'classes')} to cover: bellweave report coverage"
        )
    for caution in day.cautions:
        click.echo(f"  {caution}")
