"""`bellweave undo`: put the calendar back as it was before a push; a dry run unless --yes."""

import re
from typing import TYPE_CHECKING

import click

from commands.changes import change_lines, told_words
from commands.options import in_workspace
from commands.words import counted, tracked_words

if TYPE_CHECKING:
    from errands.upkeep.undoing import Undone
    from workflow import Given, Workspace

FAILED = 1
RUN = re.compile(r"[a-z0-9-]{1,64}")


@click.command()
@click.argument("run", required=False, default="")
@click.option("--yes", is_flag=True, help="Do it; without this nothing is written.")
@click.option("--confirm-mail", type=int, help="The number of e-mails, when there are many.")
@click.option("--confirm-cancel", type=int, help="The number of cancellations, when many.")
@in_workspace
def undo(
    workspace: "Workspace",
    *,
    run: str,
    yes: bool,
    confirm_mail: int | None,
    confirm_cancel: int | None,
) -> None:
    """Take RUN back, or the last push: what it made is cancelled, what it moved or cancelled returns.

    What a person changed since stays as it is. E-mails that went out cannot be called back; the people
    concerned get new ones.
    """
    from errands.upkeep.undoing import undo as take_back
    from workflow import read

    if run and not RUN.fullmatch(run):
        raise click.BadParameter("a run is named like r-1a2b3c4d", param_hint="RUN")
    given = read(workspace)
    undone = take_back(
        workspace,
        given,
        run,
        go=lambda _: yes,
        mails=confirm_mail,
        cancels=confirm_cancel,
    )
    _tell(undone, given)
    if undone.report is None:
        _dry(undone, yes=yes)
        return
    report = undone.report
    done = len(report.outcomes) - len(report.left)
    click.echo(
        f"Done: {counted(done, 'write')}, {counted(report.mails, 'e-mail')}. Run {report.run}."
    )
    for outcome in report.left:
        title = outcome.change.wanted.title if outcome.change.wanted else outcome.change.event_id
        click.echo(f"  not done: {title}: {outcome.says or outcome.state.value}")
    tracked_words(undone.tracked)
    if report.stopped is not None:
        raise report.stopped
    if report.left:
        raise click.exceptions.Exit(FAILED)


def _tell(undone: "Undone", given: "Given") -> None:
    """What would happen, and what cannot be taken back."""
    click.echo(f"Taking back run {undone.undo.run}:")
    for line in change_lines(undone.undo.changes, given):
        click.echo(line)
    for activity, says in undone.undo.left:
        click.echo(f"  = {activity} stays as it is: {says}")
    sent = undone.undo.sent
    if sent:
        people = counted(len(set(sent)), "person", "people")
        click.echo(
            f"{counted(len(sent), 'e-mail')} to {people} went out then; none can be recalled."
        )
    click.echo(told_words(undone.undo.changes))


def _dry(undone: "Undone", *, yes: bool) -> None:
    changes = undone.undo.changes
    if not changes.writes:
        click.echo("Nothing to write.")
        return
    if not yes:
        many = f" --confirm-mail {changes.counts.mails}" if changes.counts.mails > 50 else ""
        click.echo(f"This was a dry run; nothing was written. Do it with: --yes{many}")
