"""`bellweave resolve`: settle what schedule and calendar disagree about."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from commands.changes import change_lines, told_words
from commands.options import in_workspace
from commands.words import counted, moment_words, what

if TYPE_CHECKING:
    from errands.asked.resolving import Matter, Settled
    from workflow import Given, Workspace

FIELDS = ("time", "title", "place", "text")


@click.command()
@click.argument("activity", required=False)
@click.option("--take", type=click.Choice(["schedule", "calendar"]), help="Whose word counts.")
@click.option("--field", "fields", multiple=True, type=click.Choice(FIELDS), help="Only this.")
@click.option("--yes", is_flag=True, help="Do it; without this nothing is written.")
@in_workspace
def resolve(
    workspace: "Workspace",
    *,
    activity: str | None,
    take: str | None,
    fields: tuple[str, ...],
    yes: bool,
) -> None:
    """List what schedule and calendar disagree about, or settle one ACTIVITY of the list.

    What a person did to an event stays until you say otherwise. `--take schedule` writes ours over
    exactly what stands there now; `--take calendar` makes hers count.
    """
    from errands.asked.resolving import Field, Take, open_matters, settle
    from workflow import read

    given = read(workspace)
    if activity is None:
        _list(open_matters(workspace, given), given)
        return
    if take is None:
        raise click.UsageError("say whose word counts: --take schedule or --take calendar")
    settled = settle(
        workspace,
        given,
        activity,
        Take(take),
        fields=[Field(name) for name in fields],
        yes=yes,
    )
    _tell(settled, given, take)


def _list(matters: "tuple[Matter, ...]", given: "Given") -> None:
    if not matters:
        click.echo("Schedule and calendars agree; there is nothing to settle.")
        return
    click.echo(f"{counted(len(matters), 'event')} to settle, or to leave as they are:")
    for matter in matters:
        click.echo(f"  {matter.change.activity or matter.change.key}")
        for line in _lines(matter, given):
            click.echo(f"      {line}")
    click.echo("Settle one: bellweave resolve ACTIVITY --take schedule|calendar")


def _lines(matter: "Matter", given: "Given") -> "Iterator[str]":
    wanted = matter.change.wanted
    activities = {one.id: one for one in given.activities}
    known = activities.get(matter.change.activity) if matter.change.activity else None
    if known:
        yield what(known, given.district)
    yield matter.says
    if matter.found and matter.found.start and not matter.gone:
        yield f"calendar: {moment_words(given.days, matter.found.start)}, {matter.found.summary}"
    if wanted:
        yield f"schedule: {moment_words(given.days, wanted.start)}, {wanted.title}"


def _tell(settled: "Settled", given: "Given", take: str) -> None:
    for line in change_lines(settled.changes, given, everything=True):
        click.echo(line)
    click.echo(told_words(settled.changes))
    if settled.report is None:
        click.echo("This was a dry run; nothing was written. Do it with: --yes")
        return
    if settled.report.stopped is not None:
        raise settled.report.stopped
    done = len(settled.report.outcomes) - len(settled.report.left)
    click.echo(f"Settled, the {take}'s word counts: {counted(done, 'write')}.")
    if take == "calendar" and settled.matter.moved:
        click.echo("The schedule takes its time over at the next: bellweave pull")
    for outcome in settled.report.left:
        click.echo(f"  not done: {outcome.says or outcome.state.value}")
