"""`bellweave diff`: what a push would change, and nothing done."""

import json
from typing import TYPE_CHECKING, Any

import click

from commands.changes import MARKS, change_lines, told_words
from commands.options import in_workspace

if TYPE_CHECKING:
    from workflow import Change, Workspace

SCHEMA_VERSION = 1
CHANGES = 3
"""Exit code of --detailed-exitcode where something would change or needs somebody."""


@click.command()
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--all", "everything", is_flag=True, help="List every change, and what stays.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON document.")
@click.option("--detailed-exitcode", "detailed", is_flag=True, help="3 where something differs.")
@in_workspace
def diff(
    workspace: "Workspace", *, file: str | None, everything: bool, as_json: bool, detailed: bool
) -> int:
    """What the saved change set FILE says, or what the schedule and the calendars differ in now."""
    from workflow import compare, open_changes, read

    given = read(workspace)
    changes = open_changes(workspace, given, file) if file else compare(workspace, given)
    if as_json:
        counts = changes.counts
        document = {
            "schema_version": SCHEMA_VERSION,
            "create": counts.create,
            "change": counts.change,
            "cancel": counts.cancel,
            "mails": counts.mails,
            "changes": [_told(one) for one in changes.changes if one.verb.value != "nothing"],
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for line in change_lines(changes, given, everything=everything):
            click.echo(line)
        click.echo(told_words(changes))
    differs = any(one.verb.value != "nothing" for one in changes.changes)
    return CHANGES if detailed and differs else 0


def _told(change: "Change") -> dict[str, Any]:
    """One change, without its text: who is asked to answer, when, and what becomes of it."""
    wanted = change.wanted
    return {
        "mark": MARKS.get(change.verb.value, "!"),
        "verb": change.verb.value,
        "activity": change.activity,
        "start": wanted.start.isoformat() if wanted else None,
        "mails": len(change.mails),
        "says": change.says,
    }
