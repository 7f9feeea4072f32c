"""`bellweave serve`: the pages on this computer, with calendars read by themselves."""

import signal
from typing import TYPE_CHECKING

import click

from commands.options import in_workspace
from commands.pull import told_lines
from commands.words import counted, moment_words
from scheduler.errors import BellweaveError, SettingsError, SignInNeeded

if TYPE_CHECKING:
    from errands.pages.serving import Serving
    from workflow import Workspace


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Default: a free one.")
@click.option(
    "--hooks", metavar="ADDRESS", default="",
    help="The https address under which Google reaches this port, to hear of changes at once.",
)  # fmt: skip
@click.option(
    "--as", "person", metavar="PERSON", default="",
    help="Show the pages as somebody of the roster sees them (a name or an id).",
)  # fmt: skip
@in_workspace
def serve(workspace: "Workspace", *, port: int, hooks: str, person: str) -> None:
    """Serve the pages until Ctrl-C, and read the calendars as people change them.

    What is printed opens one browser, once; the next code follows when it was used.

    Answers, drags and busy times are read every quarter of an hour; with --hooks within seconds.
    Only this computer is served; whatever passes Google's posts on to it should pass on nothing else.
    """
    from errands.pages.serving import PATH, serving

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with serving(workspace, port=port, hooks=hooks, person=person) as running:
        running.door.told = lambda code: click.echo(f"For another browser: {running.link}")
        click.echo(f"Open: {running.link}")
        if running.hook:
            click.echo(f"Google posts to {running.hook}; pass that on to {running.url[:-1]}{PATH}")
        else:
            click.echo("Calendars are read every 15 minutes.")
        click.echo("Stop it with Ctrl-C.")
        while True:
            _look(running)
            running.rest()


def _look(running: "Serving") -> None:
    """Read what is due and say what is new; trouble that may pass is told and tried again."""
    try:
        look = running.look()
    except (SettingsError, SignInNeeded):
        raise
    except BellweaveError as error:
        click.echo(f"not read: {error.what}; the next try is in a quarter of an hour", err=True)
        return
    if look is None:
        return
    given = look.given
    lines = list(told_lines(look.facts, given, look.known))
    if lines:
        click.echo(f"{moment_words(given.days, running.workspace.clock(given.zone))}")
    for line in lines:
        click.echo(line)
    if look.unwatched:
        calendars = counted(look.unwatched, "calendar")
        click.echo(f"  Google posts nothing about {calendars}; they are read every 15 minutes")
    for ending in look.facts.ended_by:
        if isinstance(ending, SignInNeeded):
            raise ending
        click.echo(f"  not all was read: {ending.what}", err=True)
