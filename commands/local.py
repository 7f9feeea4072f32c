"""`bellweave local`: the local Google with a page of what it holds."""

from typing import TYPE_CHECKING

import click

from commands.options import in_workspace

if TYPE_CHECKING:
    from workflow import Workspace


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Default: a free one.")
@in_workspace
def local(workspace: "Workspace", *, port: int) -> None:
    """Serve the local Google until Ctrl-C: its calendars, mails and sheets as one page.

    It holds what the other commands write here instead of to Google; nothing leaves this computer.
    """
    from workflow import local_google, read

    given = read(workspace)
    with local_google(workspace, given.district, port=port) as running:
        click.echo(f"Local Google: {running.url}")
        click.echo("Stop it with Ctrl-C.")
        running.wait()
