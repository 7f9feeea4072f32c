"""`bellweave run`: everything once, for cron; sends only what a coach ticked."""

import json
from typing import TYPE_CHECKING

import click

from commands.options import in_workspace

if TYPE_CHECKING:
    from errands.week.running import Ran, Shared
    from workflow import Workspace

NEEDS_YOU, CLASH, STALE = 3, 5, 6
SCHEMA = 1


@click.command()
@click.option(
    "--push-if-small", "small", metavar="N", type=click.IntRange(min=0), default=0,
    help="Send a coach's draft of at most N changes without her tick; default: none.",
)  # fmt: skip
@click.option(
    "--max-mails", "mails", metavar="N", type=click.IntRange(min=0), default=100, show_default=True,
    help="E-mails a run may send in all, ticked or not.",
)  # fmt: skip
@click.option("--detailed-exitcode", "detailed", is_flag=True, help="3 when somebody has to look.")
@in_workspace
def run(workspace: "Workspace", *, small: int, mails: int, detailed: bool) -> None:
    """Read what people did, find next week's times again, write each coach's draft into ThisWeek, and send
    the drafts that were ticked there.

    Made to run every ten minutes: a second run finds nothing to do. One run at a time. Prints one line of
    JSON. Exit codes: 0 done, 3 somebody has to look (with --detailed-exitcode), 4 sign in first, 5 what
    people fixed cannot stand together, 6 a tick was for a draft that has changed, 7 another run is at
    work or Google asked us to wait.
    """
    from errands.week.running import Limits
    from errands.week.running import run as run_once
    from scheduler.errors import BellweaveError
    from workflow import read

    try:
        ran = run_once(workspace, read(workspace), Limits(push_if_small=small, max_mails=mails))
    except BellweaveError as error:
        _print({"result": "failed", "exit": error.exit_code, "error": error.what})
        raise
    code = _code(ran, detailed=detailed)
    _print(_document(ran, code))
    if ran.error is not None:
        raise ran.error
    if code:
        raise click.exceptions.Exit(code)


def _code(ran: "Ran", *, detailed: bool) -> int:
    if ran.error is not None:
        return ran.error.exit_code
    if ran.stale:
        return STALE
    if ran.clashes:
        return CLASH
    return NEEDS_YOU if detailed and ran.waits_for_you else 0


def _document(ran: "Ran", code: int) -> dict[str, object]:
    return {
        "result": _word(ran),
        "exit": code,
        "week": ran.week.isoformat(),
        "searched": ran.searched,
        "placed": ran.placed,
        "open": ran.open,
        "drafts": [_draft(one) for one in ran.drafts],
        "run": ran.run,
        "writes": ran.writes,
        "mails": ran.mails,
        "cells": ran.cells,
        "clashes": list(ran.clashes),
        "findings": list(ran.findings),
    }


def _word(ran: "Ran") -> str:
    if ran.error is not None:
        return "failed"
    if ran.stale:
        return "stale"
    return "sent" if ran.run else "waiting" if ran.waits_for_you else "done"


def _draft(one: "Shared") -> dict[str, object]:
    return {
        "coach": one.coach,
        "number": one.number,
        "create": one.create,
        "change": one.change,
        "cancel": one.cancel,
        "people": one.people,
        "sent": one.sent,
        "held_until": one.held_until.isoformat() if one.held_until else None,
        "stale": one.stale,
        "refused": one.refused,
    }


def _print(document: dict[str, object]) -> None:
    click.echo(json.dumps({"schema_version": SCHEMA, **document}, ensure_ascii=False))
