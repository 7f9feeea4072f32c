"""`bellweave partners`: half days for people whose calendars cannot be read, and what they answer."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import as_date, in_workspace
from commands.words import MONTHS, counted, day_words, listed

if TYPE_CHECKING:
    from errands.asked.partner_dates import Asking, Standing
    from workflow import Given, Workspace

MONTH = click.DateTime(formats=["%Y-%m", "%Y-%m-%d"])
NOTHING = (
    "There is no monthly meeting with people from outside: give a series of the Series tab the cadence "
    "monthly, and invite people who are marked external."
)


@click.group()
def partners() -> None:
    """Offer partners the best half days of each month, and see what they answered."""


@partners.command()
@click.option("--month", type=MONTH, help="Only this month, like 2026-10.")
@click.option("--yes", is_flag=True, help="Write them into the PartnerDates tab.")
@in_workspace
def propose(workspace: "Workspace", *, month: datetime | None, yes: bool) -> None:
    """Find the three best half days of each month that is not settled, and say why.

    With --yes they go into the PartnerDates tab with a row for each partner, and what has been agreed is
    noted there. The same rows go into the Partners workbook, which partners may open; nobody is mailed: send
    them its link, or type what they tell you. What they answer there is read first, and at every pull.
    """
    from errands.asked.partner_dates import answers_read, note, proposed, standings
    from workflow import read

    given = read(workspace)
    if yes and given.with_partners:
        given = answers_read(workspace, given)
    if not given.with_partners:
        click.echo(NOTHING)
        return
    askings = proposed(workspace, given, month=as_date(month))
    for asking in askings:
        for line in _offer_lines(asking, given):
            click.echo(line)
    if not askings:
        click.echo("There is nothing to ask: see bellweave partners list")
    settled = sum(one.agreed is not None for one in standings(workspace, given))
    if not yes:
        if askings or settled:
            click.echo("Nothing was written. Do it with: bellweave partners propose --yes")
        return
    done = note(workspace, given, askings)
    click.echo(f"Wrote {counted(done.rows, 'row')} to {done.where}; {settled} months are agreed.")
    for line in done.notes:
        click.echo(f"  {line}")


@partners.command("list")
@AS_JSON
@in_workspace
def list_(workspace: "Workspace", *, as_json: bool) -> None:
    """List each month's meeting: agreed or not, and which organisations have not answered."""
    from errands.asked.partner_dates import standings
    from workflow import read

    given = read(workspace)
    found = standings(workspace, given)
    if as_json:
        print_document(meetings=found)
        return
    if not found:
        click.echo(NOTHING)
        return
    for number, series in enumerate(dict.fromkeys(one.series for one in found)):
        click.echo(("\n" if number else "") + _name(given, series))
        for one in found:
            if one.series == series:
                for line in _standing_lines(one):
                    click.echo(line)
    silent = sorted({name for one in found if one.asked for name in one.unknown})
    if silent:
        click.echo(
            f"\nNo answer yet for some month: {listed(silent)}. Unknown is not counted as yes."
        )


def _name(given: "Given", series: str) -> str:
    from errands.asked.partner_dates import series_of

    return series_of(given, series).name


def _offer_lines(asking: "Asking", given: "Given") -> list[str]:
    first = asking.activity.window.first
    due = next((row.answer_by for row in asking.rows if row.answer_by), None)
    until = f", answers by {day_words(due)}" if due else ""
    lines = [
        f"{MONTHS[first.month - 1]} {first.year}, {_name(given, asking.activity.series or '')}{until}"
    ]
    lines += [
        f"  {day_words(one.when.day):<11} {one.when.half.value:<10} {'; '.join(one.because)}"
        for one in asking.offers
    ]
    return lines


def _standing_lines(one: "Standing") -> list[str]:
    when = (
        f"{day_words(one.agreed.day)}, {one.agreed.half.value}" if one.agreed else one.state.value
    )
    due = f" by {day_words(one.answer_by)}" if one.answer_by and not one.agreed else ""
    lines = [f"  {MONTHS[one.month.month - 1]} {one.month.year}  {when}{due}"]
    for word, names in (
        ("comes", one.coming),
        ("cannot", one.not_coming),
        ("no answer", one.unknown if one.asked else ()),
    ):
        if names:
            lines.append(f"            {word}: {', '.join(names)}")
    return lines
