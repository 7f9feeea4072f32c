"""`bellweave disrupt`: a coach is out, a school is closed, somebody's hour is taken."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from commands.options import DAY, in_workspace
from commands.repair_words import left_open_lines, outcome_lines, people_lines, say_done
from commands.words import clock, day_words, moment_words, name_of, what

if TYPE_CHECKING:
    from errands.disrupting import Disrupted, Disruption
    from workflow import Given, Workspace

MOMENT = click.DateTime(formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


def confirmed(command: Callable[..., Any]) -> Callable[..., Any]:
    """The two options with which a person says that it shall be done."""

    @click.option("--yes", is_flag=True, help="Do it; without this nothing is written.")
    @click.option(
        "--confirm-people", "people", type=int, metavar="N", help="How many people are told."
    )
    @wraps(command)
    def asked(*args: Any, **given: Any) -> Any:
        return command(*args, **given)

    return asked


@click.group()
def disrupt() -> None:
    """Say what came up: what it makes impossible moves or is cancelled, and nothing else.

    Whoever is concerned is told at once, after one confirmation that names how many people that are.
    """


@disrupt.command("coach-out")
@click.argument("coach")
@click.option("--from", "first", type=DAY, required=True, help="The first day she is out.")
@click.option("--to", "last", type=DAY, help="The last day she is out; default: the first.")
@confirmed
@in_workspace
def coach_out(
    workspace: "Workspace",
    *,
    coach: str,
    first: datetime,
    last: datetime | None,
    yes: bool,
    people: int | None,
) -> None:
    """A COACH (name, id or address) is out for whole days; why is nobody's business.

    Make-ups are found within the dates each activity has; a colleague is named only where she has the same
    role and the time, and nothing is given to her.
    """
    from errands.disrupting import Disruption, person_named
    from workflow import read

    given = read(workspace)
    if last is not None and last < first:
        raise click.UsageError("--to lies before --from")
    one = Disruption(
        person=person_named(given, coach, coach=True),
        first=first.date(),
        last=(last or first).date(),
    )
    _run(workspace, given, one, yes=yes, people=people)


@disrupt.command()
@click.argument("school")
@click.option("--on", "day", type=DAY, required=True, help="The day it is closed.")
@confirmed
@in_workspace
def closure(
    workspace: "Workspace", *, school: str, day: datetime, yes: bool, people: int | None
) -> None:
    """A SCHOOL (name or id) is closed on a day."""
    from errands.disrupting import Disruption, school_named
    from workflow import read

    given = read(workspace)
    one = Disruption(school=school_named(given, school), first=day.date(), last=day.date())
    _run(workspace, given, one, yes=yes, people=people)


@disrupt.command()
@click.argument("person")
@click.option("--from", "start", type=MOMENT, required=True, help="Like 2026-12-08T10:00.")
@click.option("--to", "end", type=MOMENT, required=True, help="On the same day.")
@confirmed
@in_workspace
def block(
    workspace: "Workspace",
    *,
    person: str,
    start: datetime,
    end: datetime,
    yes: bool,
    people: int | None,
) -> None:
    """A PERSON (name, id or address) cannot come in a stretch of one day."""
    from errands.disrupting import Disruption, person_named
    from workflow import read

    if start.date() != end.date() or end <= start:
        raise click.UsageError("--to is later than --from, on the same day")
    given = read(workspace)
    one = Disruption(
        person=person_named(given, person),
        first=start.date(),
        last=start.date(),
        start=start.time(),
        end=end.time(),
    )
    _run(workspace, given, one, yes=yes, people=people)


@disrupt.command("list")
@in_workspace
def known(workspace: "Workspace") -> None:
    """What came up so far, with the name to lift it by."""
    from errands.disrupting import known_disruptions
    from workflow import read

    given = read(workspace)
    found = known_disruptions(workspace, given)
    for name, one in found:
        click.echo(f"  {name}  {_words(one, given)}")
    if not found:
        click.echo("Nothing came up.")


@disrupt.command()
@click.argument("name")
@in_workspace
def lift(workspace: "Workspace", *, name: str) -> None:
    """Let the time of NAME be used again; what moved stays where it is, and Google as it is."""
    from errands.disrupting import lift as let_go
    from workflow import read

    given = read(workspace)
    click.echo(f"Lifted: {_words(let_go(workspace, given, name), given)}.")
    click.echo("Next: bellweave schedule week, which may use that time again.")


def _run(
    workspace: "Workspace", given: "Given", one: "Disruption", *, yes: bool, people: int | None
) -> None:
    from errands.disrupting import carry_out, disrupt
    from workflow import get_ready

    get_ready()
    found = disrupt(workspace, given, one)
    click.echo(f"{_words(one, given)}.")
    for lines in (outcome_lines, left_open_lines):
        for line in lines(found.mended):
            click.echo(line)
    for line in (*_offers(found), *people_lines(found.mended)):
        click.echo(line)
    if yes:
        say_done(*carry_out(workspace, found, people=people))
        return
    count = len(found.mended.people)
    confirm = f" --confirm-people {count}" if count else ""
    click.echo(f"This was a dry run; nothing was written. Do it with: --yes{confirm}")


def _words(one: "Disruption", given: "Given") -> str:
    """'Ana Ruiz is out, Tue 8 Dec to Wed 9 Dec'."""
    days = day_words(one.first)
    if one.last != one.first:
        days = f"{days} to {day_words(one.last)}"
    if one.school is not None:
        known = given.district.schools.get(one.school)
        return f"{known.name if known else one.school} is closed, {days}"
    name = name_of(one.person, given.district) if one.person else ""
    if one.start is None or one.end is None:
        return f"{name} is out, {days}"
    start, end = (datetime.combine(one.first, wall) for wall in (one.start, one.end))
    return f"{name} cannot come, {days} {clock(start)} to {clock(end)}"


def _offers(found: "Disrupted") -> Iterator[str]:
    """What could be done for each activity, best first; nothing of it is done."""
    given, schedule = found.mended.given, found.mended.repaired.schedule
    offered = {key: offers for key, offers in found.offers.items() if offers}
    if offered:
        yield "Could be done, if you say so (nothing of this is):"
    for key, offers in offered.items():
        yield f"  {what(schedule.activities[key], given.district)}"
        for rank, offer in enumerate(offers, start=1):
            when = moment_words(given.days, offer.slot.start)
            yield f"    {rank}. {name_of(offer.leader, given.district)}, {when}: {offer.says}"
