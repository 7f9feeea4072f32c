"""`bellweave disrupt`: a coach is out, a school is closed, somebody's hour is taken."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from commands.disrupt_more import delay, joiner, leaver, unfilled_sub
from commands.disrupt_run import Confirm, confirmed, in_words, run
from commands.documents import AS_JSON, print_document
from commands.options import DAY, in_workspace

if TYPE_CHECKING:
    from workflow import Workspace

MOMENT = click.DateTime(formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


@click.group()
def disrupt() -> None:
    """Say what came up: what it makes impossible moves or is cancelled, and nothing else.

    Whoever is concerned is told at once, after one confirmation that names how many people that are.
    """


@disrupt.command("coach-out")
@click.argument("coach")
@click.option("--from", "first", type=DAY, required=True, help="The first day she is out.")
@click.option("--to", "last", type=DAY, help="The last day she is out; default: the first.")
@click.option("--calls", is_flag=True, help="Debriefs that would have no time go by call.")
@confirmed
@in_workspace
def coach_out(
    workspace: "Workspace",
    *,
    coach: str,
    first: datetime,
    last: datetime | None,
    calls: bool,
    confirm: Confirm,
) -> None:
    """A COACH (name, id or address) is out for whole days; why is nobody's business.

    Make-ups are found within the dates each activity has; a colleague is named only where she has the same
    role and the time, and nothing is given to her. With --calls a debrief that would have no time at all goes
    by call, on a day she is out too, and stays one.
    """
    from errands.mending.disrupting import Disruption, person_named
    from workflow import read

    given = read(workspace)
    if last is not None and last < first:
        raise click.UsageError("--to lies before --from")
    one = Disruption(
        person=person_named(given, coach, coach=True),
        first=first.date(),
        last=(last or first).date(),
        calls=calls,
    )
    run(workspace, given, one, confirm=confirm)


@disrupt.command()
@click.argument("school")
@click.option("--on", "day", type=DAY, required=True, help="The day it is closed.")
@click.option(
    "--letters",
    type=click.Choice(["slip", "keep"]),
    help="Whether the next school day takes the closed day's letter; asked where days have letters.",
)
@confirmed
@in_workspace
def closure(
    workspace: "Workspace", *, school: str, day: datetime, letters: str | None, confirm: Confirm
) -> None:
    """A SCHOOL (name or id) is closed on a day.

    Where its days have letters somebody has to say whether they slip: no rule can tell.
    """
    from errands.mending.disrupting import Disruption, has_letters, school_named
    from workflow import read

    given = read(workspace)
    at = school_named(given, school)
    if letters is None and confirm.yes and has_letters(given, at, day.date()):
        raise click.UsageError("say whether the letters slip: --letters slip or --letters keep")
    one = Disruption(school=at, first=day.date(), last=day.date(), slip=letters == "slip")
    run(workspace, given, one, confirm=confirm)


@disrupt.command()
@click.argument("who")
@click.option("--from", "start", type=MOMENT, help="For a person: like 2026-12-08T10:00.")
@click.option("--to", "end", type=MOMENT, help="On the same day.")
@click.option("--on", "day", type=DAY, help="For a school: the day.")
@click.option("--blocks", help="The blocks it needs, like 2,3.")
@confirmed
@in_workspace
def block(
    workspace: "Workspace",
    *,
    who: str,
    start: datetime | None,
    end: datetime | None,
    day: datetime | None,
    blocks: str | None,
    confirm: Confirm,
) -> None:
    """A person cannot come in a stretch of one day, or a school needs blocks of a day for itself.

    WHO is a person with --from and --to, or a school with --on and --blocks.
    """
    from errands.mending.disrupting import Disruption, person_named, school_named
    from workflow import read

    if day is not None and blocks and start is None and end is None:
        given = read(workspace)
        names = tuple(name.strip() for name in blocks.split(",") if name.strip())
        at = school_named(given, who, blocks=names)
        one = Disruption(school=at, first=day.date(), last=day.date(), blocks=names)
    elif start is not None and end is not None and day is None and not blocks:
        if start.date() != end.date() or end <= start:
            raise click.UsageError("--to is later than --from, on the same day")
        given = read(workspace)
        one = Disruption(
            person=person_named(given, who),
            first=start.date(),
            last=start.date(),
            start=start.time(),
            end=end.time(),
        )
    else:
        raise click.UsageError("a person takes --from and --to, a school --on and --blocks")
    run(workspace, given, one, confirm=confirm)


@disrupt.command("list")
@AS_JSON
@in_workspace
def known(workspace: "Workspace", *, as_json: bool) -> None:
    """What came up so far, with the name to lift it by."""
    from errands.mending.disrupting import known_disruptions
    from workflow import read

    given = read(workspace)
    found = known_disruptions(workspace, given)
    if as_json:
        told = [{"name": name, "says": in_words(one, given)} for name, one in found]
        print_document(disruptions=told)
        return
    for name, one in found:
        click.echo(f"  {name}  {in_words(one, given)}")
    if not found:
        click.echo("Nothing came up.")


@disrupt.command()
@click.argument("name")
@in_workspace
def lift(workspace: "Workspace", *, name: str) -> None:
    """Let the time of NAME be used again; what moved stays where it is, and Google as it is."""
    from errands.mending.disrupting import lift as let_go
    from workflow import read

    given = read(workspace)
    click.echo(f"Lifted: {in_words(let_go(workspace, given, name), given)}.")
    click.echo("Next: bellweave schedule week, which may use that time again.")


for more in (delay, unfilled_sub, leaver, joiner):
    disrupt.add_command(more)
