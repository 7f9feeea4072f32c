"""`bellweave push`: write the changes; a dry run unless --yes."""

from typing import TYPE_CHECKING

import click

from commands.changes import change_lines, mails_words, told_words
from commands.options import in_workspace
from commands.words import counted, moment_words, tracked_words

if TYPE_CHECKING:
    from workflow import ChangeSet, Given, PushReport, Workspace

FAILED = 1
LISTED = 40


@click.command()
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--yes", is_flag=True, help="Do it; without this nothing is written.")
@click.option("--confirm-mail", type=int, help="The number of e-mails, when there are many.")
@click.option("--confirm-cancel", type=int, help="The number of cancellations, when many.")
@click.option("--confirm-look-alike", type=int, help="New events beside one that looks the same.")
@click.option("--now-send", is_flag=True, help="Do not wait for the weekly publishing moment.")
@click.option("--change-again", is_flag=True, help="Change an event a second time in a week.")
@click.option("--short-notice", is_flag=True, help="Change what starts too soon as well.")
@click.option("--prune", is_flag=True, help="Cancel events of ours that nothing knows any more.")
@click.option("--strict", is_flag=True, help="Write nothing if anybody touched one of the events.")
@click.option("--all", "everything", is_flag=True, help="List every change, and what stays.")
@in_workspace
def push(
    workspace: "Workspace",
    *,
    file: str | None,
    yes: bool,
    confirm_mail: int | None,
    confirm_cancel: int | None,
    confirm_look_alike: int | None,
    now_send: bool,
    change_again: bool,
    short_notice: bool,
    prune: bool,
    strict: bool,
    everything: bool,
) -> None:
    """Write to the calendars and the workbooks: exactly the change set FILE, or what differs now.

    Google mails people as it writes, so a push waits for the publishing moment unless --now-send.
    Written is what is due: the sessions of a cycle that begins, and each week's visits in the week
    before; what waits is listed. A change set whose calendars were touched meanwhile is refused (exit
    code 6).
    """
    from workflow import compare, open_changes, read, when_to_send
    from workflow import push as carry_out

    given = read(workspace)
    wishes = {
        "again": change_again,
        "ahead": now_send,
        "short_notice": short_notice,
        "prune": prune,
    }
    changes = open_changes(workspace, given, file) if file else compare(workspace, given, **wishes)
    for line in change_lines(changes, given, everything=everything):
        click.echo(line)
    click.echo(told_words(changes))
    sending = when_to_send(workspace, given, changes.counts.mails, soonest=changes.soonest)
    if not yes:
        _dry(changes, given, sending.at if sending.hold else None)
        return
    if sending.hold and not now_send:
        click.echo(
            f"Held back until {moment_words(given.days, sending.at)}: {sending.why}. Nothing was "
            "written.\nRun it again then, or add --now-send."
        )
        return
    report, tracked = carry_out(
        workspace,
        given,
        changes,
        strict=strict,
        mails=confirm_mail,
        cancels=confirm_cancel,
        look_alikes=confirm_look_alike,
    )
    _say(report, changes)
    tracked_words(tracked)
    if report.stopped is not None:
        raise report.stopped
    if report.left:
        raise click.exceptions.Exit(FAILED)


def _dry(changes: "ChangeSet", given: "Given", held_until: object) -> None:
    """Who would be written to, and how to do it."""
    from datetime import datetime

    people = sorted({email for change in changes.changes for email in change.mails})
    if people:
        click.echo(f"E-mails would go to {counted(len(people), 'person', 'people')}:")
        for email in people[:LISTED]:
            click.echo(f"  {email}")
        if len(people) > LISTED:
            click.echo(f"  ... {len(people) - LISTED} more")
    for line in mails_words(changes):
        click.echo(line)
    if isinstance(held_until, datetime):
        click.echo(
            f"It would wait until {moment_words(given.days, held_until)} (--now-send sends)."
        )
    if changes.writes:
        many = f" --confirm-mail {changes.counts.mails}" if changes.counts.mails > 50 else ""
        click.echo(f"This was a dry run; nothing was written. Do it with: --yes{many}")
    else:
        click.echo("Nothing to write.")


def _say(report: "PushReport", changes: "ChangeSet") -> None:
    done = len(report.outcomes) - len(report.left)
    if not changes.writes:
        click.echo("Done: 0 writes, 0 e-mails.")
        return
    click.echo(
        f"Done: {counted(done, 'write')}, {counted(report.mails, 'e-mail')}. Run {report.run}."
    )
    for outcome in report.left:
        title = outcome.change.wanted.title if outcome.change.wanted else outcome.change.event_id
        click.echo(f"  not done: {title}: {outcome.says or outcome.state.value}")
