"""`bellweave report cycle-end | lengths | next-cohort`: what cycles come to, and who could be next."""

from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import in_workspace
from commands.words import counted, day_words, name_of

if TYPE_CHECKING:
    from errands.told.cycle_reports import CycleReport
    from scheduler.counts.next_cohort import Candidate, Proposal
    from workflow import Given, Workspace

WORDS = {
    "progress": "Progress",
    "barriers": "Barriers",
    "drivers": "Drivers",
    "next_work": "Next work",
}


@click.command("cycle-end")
@click.argument("cohort")
@AS_JSON
@in_workspace
def cycle_end(workspace: "Workspace", *, cohort: str, as_json: bool) -> None:
    """How the cycle of COHORT went: what took place, feedback, and what the review says.

    Counts and the cohort's own words only, nothing about one teacher.
    """
    from errands.told.cycle_reports import cycle_report
    from workflow import read

    given = read(workspace)
    told = cycle_report(workspace, given, cohort)
    if as_json:
        print_document(
            cohort=told.closing.cohort.id,
            last_session=told.closing.day,
            counts=told.tally.says,
            answered=told.answered,
            review=told.review,
        )
        return
    for line in _cycle_lines(told):
        click.echo(line)


@click.command()
@AS_JSON
@in_workspace
def lengths(workspace: "Workspace", *, as_json: bool) -> None:
    """How long visits, debriefs and sessions really took, by structure and set length.

    From what coaches wrote into actual_min of their visit logs. Of fewer than five nothing is told.
    """
    from errands.told.cycle_reports import FEWEST
    from errands.told.cycle_reports import lengths as look_up
    from workflow import read

    found = look_up(workspace, read(workspace))
    if as_json:
        print_document(lengths=found)
        return
    if not found:
        click.echo("No coach has written down how long something took: actual_min in VisitLog.")
        return
    click.echo(f"{'what':<20} {'structure':<24} {'set':>4} {'held':>5} {'typical':>8}  from to")
    for one in found:
        told = f"{one.typical:>8}  {one.shortest} to {one.longest}" if one.typical else ""
        click.echo(
            f"{one.kind.value:<20} {one.structure:<24} {one.minutes:>4} {one.held:>5} "
            f"{told or f'       -  fewer than {FEWEST}'}"
        )


@click.command("next-cohort")
@click.option("--size", type=click.IntRange(1, 60), default=5, show_default=True)
@click.option(
    "--a-school",
    type=click.IntRange(1, 60),
    help="Seats of a school before others have a turn.",
)
@click.option("--subject", default="", help="Only teachers of this subject.")
@AS_JSON
@in_workspace
def next_cohort(
    workspace: "Workspace", *, size: int, a_school: int | None, subject: str, as_json: bool
) -> None:
    """Who could be coached next, each with the reasons; nothing is decided and nobody is told.

    Volunteers first, then schools with an equity flag, then who was never in a cycle, then who has
    waited longest. Who declined or paused is counted and not named.
    """
    from errands.told.cycle_reports import A_SCHOOL, next_up
    from workflow import read

    given = read(workspace)
    cap = a_school or A_SCHOOL
    found = next_up(workspace, given, size=size, a_school=cap, subject=subject)
    if as_json:
        print_document(proposal=found)
        return
    for line in _proposal_lines(found, given, size):
        click.echo(line)


def _cycle_lines(told: "CycleReport") -> list[str]:
    end = told.closing
    lines = [
        f"Cohort {end.cohort.id}, {end.structure.title}: last session {day_words(end.day)}",
        f"  {told.tally.says}",
    ]
    if survey := told.survey:
        rate = f", {told.rate} %" if told.rate is not None else ""
        lines.append(
            f"  {survey.title}: open {day_words(survey.opens)} to {day_words(survey.closes)}, "
            f"{told.answered} of {len(survey.invited)} answered{rate}"
        )
        lines += [f"    {question}" for question in survey.questions]
    lines += [f"  {WORDS[header]}: {text}" for header, text in told.review.items()]
    if not told.review:
        lines.append("  Nothing is written in its row of Reviews yet.")
    return [*lines, "Next: bellweave report next-cohort"]


def _proposal_lines(found: "Proposal", given: "Given", size: int) -> list[str]:
    if not found.candidates:
        return ["Nobody is free for a cohort: everybody is in one, declined or paused."]
    seated = [one for one in found.candidates if one.seat]
    others = [one for one in found.candidates if not one.seat]
    lines = [f"Proposed: {counted(len(seated), 'teacher')} of {size}"]
    lines += [_candidate(one, given) for one in seated]
    if others:
        lines += ["Waiting", *(_candidate(one, given) for one in others)]
    if found.declined or found.paused:
        lines.append(f"Not asked: {found.declined} declined, {found.paused} paused.")
    return lines


def _candidate(one: "Candidate", given: "Given") -> str:
    school = given.district.schools.get(one.school) if one.school else None
    name = name_of(one.person, given.district)
    return f"  {name} ({one.person}), {school.name if school else 'no school'}: {'; '.join(one.reasons)}"
