"""Options that many commands share, and the workspace they lead to."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

DAY = click.DateTime(formats=["%Y-%m-%d"])


def in_workspace(command: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the workspace the shell stands in to a command as its first argument."""

    @click.option("--workspace", "folder", metavar="DIR", help="The workspace; default: here.")
    @click.option("--now", default="", hidden=True, help="A moment to take for now.")
    @wraps(command)
    def opened(folder: str | None, now: str, **given: Any) -> Any:
        from workflow import open_here

        return command(open_here(now=now, start=Path(folder) if folder else None), **given)

    return opened


def start_folder(command: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the folder the settings are looked for from to a command, as `start`."""

    @click.option("--workspace", "folder", metavar="DIR", help="The workspace; default: here.")
    @wraps(command)
    def started(folder: str | None, **given: Any) -> Any:
        return command(start=Path(folder or ".").absolute(), **given)

    return started


def as_date(moment: datetime | None) -> date | None:
    """What `DAY` reads, as a date."""
    return moment.date() if moment else None
