"""`bellweave check`: the input only, in seconds."""

from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import in_workspace
from commands.words import assumed, counted

if TYPE_CHECKING:
    from errands.asked.marking_faults import MarkedInput
    from workflow import Given, Workspace

STOPPED = 5


@click.command()
@click.option("--mark", is_flag=True, help="Note each finding beside its cell and in Faults.")
@click.option("--yes", is_flag=True, help="With --mark: really write the notes.")
@AS_JSON
@in_workspace
def check(workspace: "Workspace", *, mark: bool, yes: bool, as_json: bool) -> None:
    """Check the input: what cannot be read, what is assumed, and what cannot fit.

    Looks for no times and writes nothing. Exit code 5 when something forbids going on.

    --mark --yes notes each finding beside the cell it is about and in a Faults tab, and takes away what
    was mended; your own notes and cells stay as they are. From files it makes a marked copy,
    faults.xlsx. Without --yes it only says how much that would be.
    """
    from workflow import read, warnings_of

    if yes and not mark:
        raise click.UsageError("--yes goes with --mark: a check alone writes nothing")
    if mark and as_json:
        raise click.UsageError("--json goes with a check alone, not with --mark")
    if mark:
        _mark(workspace, really=yes)
        return

    given = read(workspace)
    if as_json:
        _tell_json(given)
        return
    click.echo(_read_words(given))
    assumed(given.district.assumptions)
    found = warnings_of(given)
    for caution in found:
        click.echo()
        click.echo(f"{'stop:' if caution.stops else 'note:':<6} {caution.says}")
        click.echo(f"where: {caution.where}")
        click.echo(f"fix:   {caution.fix}")
    if found:
        click.echo()
    if any(caution.stops for caution in found):
        click.echo("The input can be read, but something in it forbids going on.")
        raise click.exceptions.Exit(STOPPED)
    noted = f" {counted(len(found), 'note')} above." if found else ""
    click.echo(f"The input is in order.{noted} Next: bellweave schedule week")


def _tell_json(given: "Given") -> None:
    from workflow import warnings_of

    found = warnings_of(given)
    stopped = any(caution.stops for caution in found)
    print_document(
        activities=len(given.activities),
        cohorts=len(given.district.cohorts),
        series=len(given.district.series),
        assumptions=given.district.assumptions,
        cautions=[
            {"stops": one.stops, "says": one.says, "where": one.where, "fix": one.fix}
            for one in found
        ],
        stopped=stopped,
    )
    if stopped:
        raise click.exceptions.Exit(STOPPED)


def _mark(workspace: "Workspace", *, really: bool) -> None:
    """Mark what is found and say so; the findings themselves follow on the error output."""
    from errands.asked.marking_faults import mark

    done = mark(workspace, really=really)
    click.echo(_marked_words(done, really=really))
    if done.changes and not really:
        click.echo("Nothing was written. To write it: bellweave check --mark --yes")
    faults = done.findings.faults
    for fault in faults:
        click.echo(f"error: {fault.what}\nwhere: {fault.where}\nfix:   {fault.fix}\n", err=True)
    if faults:
        click.echo(f"{counted(len(faults), 'thing')} to put right.", err=True)
        raise click.exceptions.Exit(1)
    if done.findings.stops:
        raise click.exceptions.Exit(STOPPED)


def _marked_words(done: "MarkedInput", *, really: bool) -> str:
    """'Noted beside 3 cells, taken away at 1, 4 rows in Faults.'"""
    if not done.changes:
        return "The Faults tab says it all already." if done.rows else "There is nothing to mark."
    if done.copy:
        if not done.rows:
            gone = "was removed" if really else "would be removed"
            return f"There is nothing to mark; {done.copy.name} of the last check {gone}."
        made = "Wrote" if really else "Would write"
        where = f"{counted(done.rows, 'finding')}, {counted(done.told, 'cell')} marked"
        return f"{made} {done.copy}: a copy of the input with {where}. Mend the input itself."
    noted = "Noted beside" if really else "Would note beside"
    taken = f", taken away at {done.cleared}" if done.cleared else ""
    return f"{noted} {counted(done.told, 'cell')}{taken}; {counted(done.rows, 'row')} in Faults."


def _read_words(given: "Given") -> str:
    """'Read 8 teachers, 1 coach, 1 school: 103 activities in 1 cohort and 0 series.'"""
    district = given.district
    roles = [person.role.value for person in district.people.values()]
    parts = [
        counted(roles.count("teacher"), "teacher"),
        counted(roles.count("coach"), "coach", "coaches"),
        counted(len(district.schools), "school"),
    ]
    return (
        f"Read {', '.join(parts)}: {counted(len(given.activities), 'activity', 'activities')} "
        f"in {counted(len(district.cohorts), 'cohort')} and {len(district.series)} series."
    )
