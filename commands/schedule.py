"""`bellweave schedule`: find times for a week, a month or more, and show what would change."""

import json
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

import click

from commands.changes import change_lines, told_words
from commands.options import DAY, in_workspace
from commands.schedule_words import drafted_document, proof_words
from commands.time_limit import TIME_LIMIT, for_at_most
from commands.words import by_person, counted, day_words, listed, name_of, needs_you, progress
from scheduler.naming import monday_of

if TYPE_CHECKING:
    from workflow import Drafted, Known, Workspace

DAYS_A_WEEK = 7
AS_JSON = click.option("--json", "as_json", is_flag=True, help="As one JSON document.")


@click.group()
def schedule() -> None:
    """Find times for a week, a month, a cycle or a year; Google stays as it is."""


@schedule.command()
@click.argument("day", metavar="[DATE]", required=False, type=DAY)
@click.option("--all", "everything", is_flag=True, help="List what stays as well.")
@AS_JSON
@click.option(
    "--alternatives",
    type=click.IntRange(2, 3),
    metavar="N",
    help="Show 2 or 3 whole schedules; none is saved.",
)
@click.option("--take", type=int, metavar="NUMBER", help="Save that one of the alternatives.")
@TIME_LIMIT
@in_workspace
def week(
    workspace: "Workspace",
    *,
    day: datetime | None,
    everything: bool,
    as_json: bool,
    alternatives: int | None,
    take: int | None,
    seconds: int | None,
) -> None:
    """Find times for the week of DATE; without one, for the next week.

    What earlier weeks still owe is looked for too; what other weeks hold stays. Alternatives keep every
    rule, leave out no more, and have at least three activities at other times.
    """
    if take is not None and alternatives is None:
        raise click.UsageError("--take chooses among --alternatives N; name how many to find")
    workspace = for_at_most(workspace, seconds)
    if alternatives is not None:
        from commands.other_weeks import say_alternatives

        say_alternatives(workspace, day, count=alternatives, number=take)
        return
    _run(workspace, day, whole=False, everything=everything, as_json=as_json)


@schedule.command()
@click.argument("day", metavar="[DATE]", required=False, type=DAY)
@click.option("--all", "everything", is_flag=True, help="List what stays as well.")
@AS_JSON
@TIME_LIMIT
@in_workspace
def cycle(
    workspace: "Workspace",
    *,
    day: datetime | None,
    everything: bool,
    as_json: bool,
    seconds: int | None,
) -> None:
    """Find times for everything from the week of DATE on; without one, from today on."""
    workspace = for_at_most(workspace, seconds)
    _run(workspace, day, whole=True, everything=everything, as_json=as_json)


@schedule.command()
@click.argument("day", metavar="[DATE]", required=False, type=DAY)
@click.option("--all", "everything", is_flag=True, help="List what stays as well.")
@click.option("--release", is_flag=True, help="Let groups leave a held half day that has no time.")
@AS_JSON
@TIME_LIMIT
@in_workspace
def month(
    workspace: "Workspace",
    *,
    day: datetime | None,
    everything: bool,
    release: bool,
    as_json: bool,
    seconds: int | None,
) -> None:
    """Find times for the weeks of DATE's month; without one, of the next month.

    What `schedule year` holds for a group finds its time in its half day, or is listed.
    """
    from commands.hold_words import next_month, stuck_lines
    from errands.year import schedule_month
    from workflow import get_ready, read, what_is_known

    get_ready()
    workspace = for_at_most(workspace, seconds)
    given = read(workspace)
    today = given.days.date_of(workspace.clock(given.zone))
    drafted, stuck = schedule_month(
        workspace,
        given,
        day.date() if day else next_month(today),
        release=release,
        report=progress(),
    )
    if as_json:
        without = [one.id for one in stuck]
        _print({**drafted_document(drafted), "held_without_a_time": without})
        return
    _say(drafted, what_is_known(workspace, given), everything=everything)
    for line in stuck_lines(stuck, drafted.schedule, given):
        click.echo(line)


@schedule.command()
@click.option("--times", is_flag=True, help="Find clock times too, four weeks after the other.")
@AS_JSON
@in_workspace
def year(workspace: "Workspace", *, times: bool, as_json: bool) -> None:
    """Hold a date and a half day for everything of the year; no clock times, no timetable needed.

    What has a time or a hold keeps it. Holds are no events: nobody is invited.
    """
    from commands.hold_words import timed_lines, year_document, year_lines
    from errands.year import schedule_year, times_of_the_year
    from workflow import get_ready, read

    get_ready()
    given = read(workspace)
    held = schedule_year(workspace, given)
    if not as_json:
        for line in year_lines(held, given):
            click.echo(line)
    timed = times_of_the_year(workspace, given, report=progress()) if times else None
    if as_json:
        _print(year_document(held, given, timed))
    elif timed is not None:
        for line in timed_lines(timed):
            click.echo(line)


def _run(
    workspace: "Workspace", day: datetime | None, *, whole: bool, everything: bool, as_json: bool
) -> None:
    from workflow import get_ready, horizon_of, make_schedule, read, what_is_known

    get_ready()
    given = read(workspace)
    horizon = horizon_of(given, workspace, day=day.date() if day else None, whole=whole)
    drafted = make_schedule(workspace, given, horizon, report=progress())
    if as_json:
        _print(drafted_document(drafted))
        return
    _say(drafted, what_is_known(workspace, given), everything=everything)


def _print(document: dict[str, object]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def _say(drafted: "Drafted", known: "Known", *, everything: bool) -> None:
    """What was found, what would change, what needs somebody, and what to type next."""
    given = drafted.given
    _say_found(drafted)
    _say_unread(drafted, known)
    for line in change_lines(drafted.changes, given, everything=everything):
        click.echo(line)
    _say_load(drafted)
    if drafted.schedule.unplaced:
        click.echo(f"Needs you ({len(drafted.schedule.unplaced)})")
        for line in needs_you(drafted.schedule, given.district):
            click.echo(line)
    click.echo(told_words(drafted.changes))
    click.echo(
        f"Saved {drafted.file.name}     see it: bellweave show     "
        f"do it: bellweave push {drafted.file.name} --yes"
    )


def _say_unread(drafted: "Drafted", known: "Known") -> None:
    """Whose busy hours the search could not know of: nobody may take them for free."""
    if not known.busy.forgotten:
        return
    names = listed([name_of(one, drafted.given.district) for one in known.busy.forgotten])
    people = counted(len(known.busy.forgotten), "person", "people")
    click.echo(f"Busy times of {people} are not known: {names}. Read them: bellweave pull")


def _say_found(drafted: "Drafted") -> None:
    horizon, wanted = drafted.horizon, drafted.wanted
    placed = sum(1 for one in wanted if one.id in drafted.schedule.placed)
    about = f"Week of {day_words(horizon.first)}"
    if horizon.last is None:
        about = f"From {day_words(horizon.first)} on"
    elif (horizon.last - horizon.first).days > DAYS_A_WEEK:
        about = f"From {day_words(horizon.first)} to {day_words(horizon.last)}"
    if not wanted:
        click.echo(f"{about}: nothing is due.")
        return
    click.echo(f"{about}: placed {placed} of {len(wanted)} in {drafted.seconds:.0f} s.")
    ahead = [one for one in wanted if horizon.last and one.window.first > horizon.last]
    if ahead:
        kinds = listed(sorted({one.kind.value for one in ahead}))
        click.echo(f"Among them {len(ahead)} of later weeks that need early notice ({kinds}).")
    click.echo(proof_words(drafted.levels, drafted.proofs))


def _say_load(drafted: "Drafted") -> None:
    """Activities by coach, in the fullest week of the horizon."""
    given, schedule = drafted.given, drafted.schedule
    weeks: Counter[tuple[str, str]] = Counter()
    for activity in drafted.wanted:
        slot = schedule.placed.get(activity.id)
        if slot is not None:
            monday = monday_of(given.days.date_of(slot.start)).isoformat()
            weeks[given.district.people[activity.leader].name, monday] += 1
    most: dict[str, int] = {}
    for (name, _), count in weeks.items():
        most[name] = max(count, most.get(name, 0))
    if most:
        fullest = "" if drafted.horizon.last else ", fullest week"
        click.echo(f"Load{fullest}: {by_person(most)}")
