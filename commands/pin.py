"""`bellweave pin`, `unpin`, `move`, `drop`, `swap`: one activity of the saved schedule, checked first."""

from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.repair_words import effect_lines

if TYPE_CHECKING:
    from errands.asked.by_hand import Done
    from workflow import Given, Workspace


@click.command()
@click.argument("activity")
@in_workspace
def pin(workspace: "Workspace", *, activity: str) -> None:
    """Fix ACTIVITY (an id, as `bellweave show --json` prints it) at its place.

    The saved schedule changes, nothing in Google; what breaks a rule is refused.
    """
    from errands.asked.by_hand import KEEP, ask
    from workflow import read

    given = read(workspace)
    _say(ask(workspace, given, activity, KEEP), given)


@click.command()
@click.argument("activity")
@in_workspace
def unpin(workspace: "Workspace", *, activity: str) -> None:
    """Let ACTIVITY move again."""
    from errands.asked.by_hand import let_go
    from workflow import read

    given = read(workspace)
    _say(let_go(workspace, given, activity), given)


@click.command()
@click.argument("activity")
@click.argument("when", nargs=-1)
@in_workspace
def move(workspace: "Workspace", *, activity: str, when: tuple[str, ...]) -> None:
    """Put ACTIVITY at another time: WHEN is like Tue 10:40, Tuesday, or not Monday.

    Without a time its present one is ruled out, and the next search finds another. The saved schedule
    changes, nothing in Google; what breaks a rule is refused.
    """
    from errands.asked.by_hand import MOVE, ask
    from workflow import read

    given = read(workspace)
    _say(ask(workspace, given, activity, MOVE, " ".join(when)), given)


@click.command()
@click.argument("activity")
@click.option("--back", is_flag=True, help="It is wanted again.")
@in_workspace
def drop(workspace: "Workspace", *, activity: str, back: bool) -> None:
    """Leave ACTIVITY out this time; the next push cancels its event."""
    from errands.asked.by_hand import DROP, ask, want_again
    from workflow import read

    given = read(workspace)
    done = want_again(workspace, given, activity) if back else ask(workspace, given, activity, DROP)
    _say(done, given)


@click.command()
@click.argument("activity")
@click.argument("other")
@in_workspace
def swap(workspace: "Workspace", *, activity: str, other: str) -> None:
    """Let ACTIVITY and OTHER (an id, or whom it is with) change places."""
    from errands.asked.by_hand import SWAP, ask
    from workflow import read

    given = read(workspace)
    _say(ask(workspace, given, activity, SWAP, other), given)


def _say(done: "Done", given: "Given") -> None:
    click.echo(f"{done.activity}: {done.says}.")
    if done.effect is not None:
        for line in effect_lines(done.effect, given):
            click.echo(line)
    if done.again:
        click.echo("Next: bellweave schedule week, which finds times with that.")
    else:
        click.echo("Saved; Google is as it was. What would change: bellweave push")
