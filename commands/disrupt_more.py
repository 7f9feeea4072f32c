"""`bellweave disrupt delay`, `unfilled-sub`, `leaver`, `joiner`: bells, substitutes, people that change."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from commands.disrupt_run import Confirm, confirmed, run
from commands.options import DAY, in_workspace

if TYPE_CHECKING:
    from workflow import Workspace


@click.command()
@click.argument("school")
@click.argument("day", type=DAY)
@click.option("--bells", default="", help="The bells it rings, where several are known for delays.")
@confirmed
@in_workspace
def delay(
    workspace: "Workspace", *, school: str, day: datetime, bells: str, confirm: Confirm
) -> None:
    """A SCHOOL (name or id) begins later on DAY, like 2026-12-08.

    What is tied to a block keeps its block and moves with the clock; only what clashes then finds another
    time.
    """
    from errands.mending.disrupting import Disruption, bells_named, school_named
    from workflow import read

    given = read(workspace)
    at = school_named(given, school)
    one = Disruption(
        school=at, first=day.date(), last=day.date(), bells=bells_named(given, at, bells)
    )
    run(workspace, given, one, confirm=confirm)


@click.command("unfilled-sub")
@click.argument("school")
@click.argument("day", type=DAY)
@click.argument("half", type=click.Choice(["morning", "afternoon"]))
@confirmed
@in_workspace
def unfilled_sub(
    workspace: "Workspace", *, school: str, day: datetime, half: str, confirm: Confirm
) -> None:
    """Nobody was found for the classes of SCHOOL in the morning or afternoon of DAY.

    Teachers stay in their classes: what they would have left them for goes on with fewer people while that
    is enough, and moves otherwise.
    """
    from errands.mending.disrupting import Half, school_named, uncovered
    from workflow import read

    given = read(workspace)
    at = school_named(given, school)
    ones = uncovered(workspace, given, at, day.date(), Half(half))
    run(workspace, given, *ones, confirm=confirm)


@click.command()
@click.argument("person")
@click.argument("day", type=DAY)
@confirmed
@in_workspace
def leaver(workspace: "Workspace", *, person: str, day: datetime, confirm: Confirm) -> None:
    """A PERSON (name, id or address) leaves; DAY is the first one without.

    What was held stays, what is ahead of hers alone is cancelled, and her cohort goes on without her.
    """
    from errands.mending.disrupting import Disruption, person_named
    from workflow import read

    given = read(workspace)
    one = Disruption(
        person=person_named(given, person), first=day.date(), last=day.date(), leaves=True
    )
    note = "Enter it in People as well: active_to is the day before."
    run(workspace, given, one, confirm=confirm, note=note)


@click.command()
@click.argument("person")
@click.argument("cohort")
@click.argument("day", type=DAY)
@confirmed
@in_workspace
def joiner(
    workspace: "Workspace", *, person: str, cohort: str, day: datetime, confirm: Confirm
) -> None:
    """A PERSON who stands in People already joins a running COHORT on DAY.

    She catches up first: the formative visit and the planning meeting, then the weeks that are left.
    """
    from errands.mending.disrupting import Disruption, cohort_named, person_named
    from workflow import read

    given = read(workspace)
    one = Disruption(
        person=person_named(given, person),
        first=day.date(),
        last=day.date(),
        joins=cohort_named(given, cohort),
    )
    note = "Enter it in Cohorts as well: she is a member from that day on."
    run(workspace, given, one, confirm=confirm, note=note)
