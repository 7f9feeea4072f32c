"""`--time-limit`: how long one command may look for times."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from workflow import Workspace

MOST_SECONDS = 86_400
TIME_LIMIT = click.option(
    "--time-limit",
    "seconds",
    type=click.IntRange(1, MOST_SECONDS),
    metavar="SECONDS",
    help="How long to look at most; default: the setting time_limit.",
)


def for_at_most(workspace: "Workspace", seconds: int | None) -> "Workspace":
    """The workspace with another limit, for this one command; nothing is written to its settings."""
    if seconds is None:
        return workspace
    settings = workspace.settings.model_copy(update={"time_limit": seconds})
    return replace(workspace, settings=settings)
