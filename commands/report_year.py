"""`bellweave report equity | board`: what the year reaches, in counts; nothing about one teacher."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import DAY, as_date, in_workspace
from commands.words import counted, day_words

if TYPE_CHECKING:
    from errands.told.year_reports import BoardPage, Support
    from workflow import Given, Workspace

UNTOLD, WHOLE = "-", "All schools"


@click.command()
@AS_JSON
@in_workspace
def equity(workspace: "Workspace", *, as_json: bool) -> None:
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
    for line in _equity_lines(found, given):
        click.echo(line)
    click.echo(f"{UNTOLD} is not known, or of fewer than {SMALLEST_CELL} teachers.")


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


def _equity_lines(found: "tuple[Support, ...]", given: "Given") -> Iterator[str]:
    head = ("teachers", "served", "reached", "visits each", "cancelled")
    names = [given.district.schools[one.school].name for one in found if one.school]
    wide = max(map(len, (*names, WHOLE)))
    yield f"{'school':<{wide}} {'flag':<10} " + " ".join(f"{word:>11}" for word in head)
    for one in found:
        school = given.district.schools[one.school] if one.school else None
        cells = (
            str(one.teachers),
            str(one.served),
            _percent(one.reached_pct),
            UNTOLD if one.visits_per_teacher is None else str(one.visits_per_teacher),
            _percent(one.cancelled_pct),
        )
        name, flag = (school.name, school.equity_flag) if school else (WHOLE, "")
        yield f"{name:<{wide}} {flag:<10} " + " ".join(f"{cell:>11}" for cell in cells)
    schools = [one for one in found if one.school]
    served = sum(one.served > 0 for one in schools)
    yield f"{served} of {counted(len(schools), 'school')} served."


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
