"""`bellweave report equity | board`: what the year reaches, in counts; nothing about one teacher."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import DAY, as_date, in_workspace
from commands.report_form import FORM, OUT, tell
from commands.words import counted, day_words

if TYPE_CHECKING:
    from errands.told.report_files import Report
    from errands.told.year_reports import BoardPage, Support
    from workflow import Given, Workspace

UNTOLD, WHOLE = "-", "All schools"


@click.command()
@FORM
@OUT
@AS_JSON
@in_workspace
def equity(workspace: "Workspace", *, form: str | None, out: Path | None, as_json: bool) -> None:
    """How much support reaches each school, beside the flag the district set.

    Counts what people were told of, what is over, and what coaches marked in their visit logs. Of fewer than
    five teachers no number is told.
    """
    from errands.told.year_reports import SMALLEST_CELL, support
    from workflow import read

    given = read(workspace)
    found = support(workspace, given)
    if as_json:
        print_document(schools=found)
        return
    if not found:
        click.echo("There is no teacher on the People tab.")
        return
    untold = f"{UNTOLD} is not known, or of fewer than {SMALLEST_CELL} teachers."
    report = _equity(found, given, untold)
    if not tell(workspace, given, report, form, out, empty="There is no school.", left=2):
        return
    schools = [one for one in found if one.school]
    served = sum(one.served > 0 for one in schools)
    click.echo(f"{served} of {counted(len(schools), 'school')} served.")
    click.echo(untold)


@click.command()
@click.option("--day", type=DAY, help="As of this date; default: today.")
@AS_JSON
@in_workspace
def board(workspace: "Workspace", *, day: datetime | None, as_json: bool) -> None:
    """What the Board can be told: reach, fidelity, gates, schools, rounds by role. Aggregates only.

    The same as a page to print: bellweave export board.
    """
    from errands.told.year_reports import board as look_up
    from workflow import read

    given = read(workspace)
    page = look_up(workspace, given, as_date(day))
    if as_json:
        print_document(district=given.district.name, board=page)
        return
    for line in _board_lines(page, given):
        click.echo(line)


def _equity(found: "tuple[Support, ...]", given: "Given", untold: str) -> "Report":
    from errands.told.report_files import Report

    rows = []
    for one in found:
        school = given.district.schools[one.school] if one.school else None
        name, flag = (school.name, school.equity_flag) if school else (WHOLE, "")
        each = UNTOLD if one.visits_per_teacher is None else one.visits_per_teacher
        reached, cancelled = _percent(one.reached_pct), _percent(one.cancelled_pct)
        rows.append((name, flag, one.teachers, one.served, reached, each, cancelled))
    return Report(
        name="equity",
        title="Support by school",
        says=f"What each school had of the year's support so far. {untold}",
        heads=("school", "flag", "teachers", "served", "reached", "visits each", "cancelled"),
        rows=rows,
        names_people=False,
    )


def _percent(number: int | None) -> str:
    return UNTOLD if number is None else f"{number}%"


def _board_lines(page: "BoardPage", given: "Given") -> Iterator[str]:
    yield f"{given.district.name}, as of {day_words(page.on)} {page.on.year}"
    rows = (
        ("Reach", page.reach.words("teachers") or UNTOLD),
        ("Fidelity", page.fidelity.words("due") or "nothing was due yet"),
        ("Gates met", page.gates.words("gates") or "there are none"),
        ("Schools", page.schools.words("schools served") or UNTOLD),
        ("Rounds", page.rounds.words("rounds held") or "there are none"),
    )
    for name, text in rows:
        yield f"  {name:<10} {text}"
    if page.roles:
        told = ", ".join(f"{count} {role}" for role, count in page.roles)
        yield f"  {counted(page.people_in_rounds, 'person', 'people')} in rounds: {told}"
    for on, reach, fidelity, gates in page.updates:
        when = f"{day_words(on)} {on.year}" if on else "no date yet"
        parts = (reach.words("teachers"), fidelity.words("due"), gates.words("gates"))
        told = "; ".join(part for part in parts if part)
        yield f"  Update, {when}: {told if on and on <= page.on else 'still to come'}"
