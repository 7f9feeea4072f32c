"""`bellweave show`: the saved schedule, by coach, teacher, school or day."""

import csv
import io
import json
from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from commands.options import DAY, in_workspace
from commands.words import clock, day_words, in_order, name_of, needs_you, place, what
from scheduler.model import Activity, Schedule, Slot

if TYPE_CHECKING:
    from workflow import Given, Workspace

SCHEMA_VERSION = 1
Row = dict[str, Any]


@click.command()
@click.option(
    "--by", type=click.Choice(["coach", "teacher", "school", "day"]), default="coach",
    show_default=True,
)  # fmt: skip
@click.option("--week", type=DAY, help="Only the week of this date.")
@click.option("--published", is_flag=True, help="What people were told instead of what is saved.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--csv", "as_csv", is_flag=True, help="Rows with a header.")
@in_workspace
def show(
    workspace: "Workspace",
    *,
    by: str,
    week: datetime | None,
    published: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Print the saved schedule; nothing is written."""
    from commands.hold_words import hold_lines, hold_rows, holds_shown
    from workflow import read, saved, what_is_known

    given = read(workspace)
    schedule = what_is_known(workspace, given).published if published else saved(workspace, given)
    shown = _rows(schedule, given, week)
    held = holds_shown(given, schedule, week)
    if as_json:
        open_ones = [
            {"activity": one.activity, "reasons": [reason.says for reason in one.reasons]}
            for one in schedule.unplaced
        ]
        document = {
            "schema_version": SCHEMA_VERSION,
            "placed": shown,
            "unplaced": open_ones,
            "holds": hold_rows(held),
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    elif as_csv:
        click.echo(_csv(shown), nl=False)
    else:
        _print(shown, by)
        for line in hold_lines(held, given):
            click.echo(line)
        if schedule.unplaced and not published:
            click.echo(f"\nNeeds you ({len(schedule.unplaced)})")
            for line in needs_you(schedule, given.district):
                click.echo(line)


def _rows(schedule: Schedule, given: "Given", week: datetime | None) -> list[Row]:
    pairs = in_order(schedule)
    if week is not None:
        first = week.date() - timedelta(days=week.weekday())
        last = first + timedelta(days=6)
        pairs = [pair for pair in pairs if first <= given.days.date_of(pair[1].start) <= last]
    return [_row(schedule, given, activity, slot) for activity, slot in pairs]


def _row(schedule: Schedule, given: "Given", activity: Activity, slot: Slot) -> Row:
    start, end = given.days.local(slot.start), given.days.local(slot.end)
    others = [one for one in schedule.people_at(activity.id) if one != activity.leader]
    return {
        "activity": activity.id,
        "day": start.date().isoformat(),
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
        "time": f"{clock(start)}-{clock(end)}",
        "what": what(activity, given.district),
        "kind": activity.kind.value,
        "label": activity.label,
        "coach": name_of(activity.leader, given.district),
        "people": [name_of(one, given.district) for one in others],
        "block": slot.block,
        "place": place(slot, activity, given.district),
    }


def _csv(rows: list[Row]) -> str:
    """The rows as CSV; a text that a spreadsheet would run gets an apostrophe."""
    from workflow import as_csv_text

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    headers = (
        "day",
        "start",
        "end",
        "kind",
        "label",
        "coach",
        "people",
        "block",
        "place",
        "activity",
    )
    writer.writerow(headers)
    for row in rows:
        cells = {**row, "people": "; ".join(row["people"])}
        writer.writerow([as_csv_text(cells[header]) for header in headers])
    return text.getvalue()


def _print(rows: list[Row], by: str) -> None:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for name in _names(row, by):
            groups[name].append(row)
    if not rows:
        click.echo("Nothing has a time.")
    for number, name in enumerate(sorted(groups)):
        click.echo(("\n" if number else "") + (_day(name) if by == "day" else name))
        last = ""
        for row in groups[name]:
            day = "" if by == "day" or row["day"] == last else _day(row["day"])
            last = row["day"]
            who = f"  ({row['coach']})" if by != "coach" else ""
            indent = f"  {day:<11}" if by != "day" else "  "
            click.echo(f"{indent}{row['time']:<18}  {row['what']}{who}  {row['place']}".rstrip())


def _names(row: Row, by: str) -> list[str]:
    match by:
        case "coach":
            return [row["coach"]]
        case "teacher":
            return list(row["people"])
        case "school":
            return [row["place"].partition(",")[0]]
        case _:
            return [row["day"]]


def _day(text: str) -> str:
    return day_words(datetime.fromisoformat(text).date())
