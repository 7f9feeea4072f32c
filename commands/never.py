"""`bellweave never`: a time of the week a teacher can never do."""

from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.options import in_workspace
from commands.words import counted, listed, moment_words, unturned, what

if TYPE_CHECKING:
    from errands.told.never import Question, Said
    from workflow import Given, Workspace


@click.command()
@click.argument("teacher")
@click.argument("when", nargs=-1)
@click.option("--lift", is_flag=True, help="Take it back, or answer no where it was asked.")
@click.option("--yes", is_flag=True, help="Keep it; without this nothing is changed.")
@AS_JSON
@in_workspace
def never(
    workspace: "Workspace",
    *,
    teacher: str,
    when: tuple[str, ...],
    lift: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Keep a time of every week that TEACHER can never do: WHEN is like Tue P3, or Tue 8:30-9:15.

    Without WHEN it is the time that `bellweave status` asks about since she declined it. Nothing is found
    there from then on; what stands there already is named. Nobody is mailed.
    """
    from errands.told.never import never as answer
    from workflow import read

    given = read(workspace)
    said = answer(workspace, given, teacher, " ".join(when), lift=lift, yes=yes)
    if as_json:
        print_document(**_document(said, given))
        return
    _tell(said, given)


def question_line(one: "Question") -> str:
    """What a coach is asked, and how she answers."""
    name = unturned(one.name)
    return (
        f"  {name} declined {one.time.says}. Can that never be? "
        f'Yes: bellweave never {one.time.person} "{one.time.typed}" --yes   '
        f"No: bellweave never {one.time.person} --lift --yes"
    )


def _tell(said: "Said", given: "Given") -> None:
    name = unturned(said.person.name)
    times = listed([one.says for one in said.times])
    if not said.kept:
        click.echo(f"{name}: {times} {'may' if said.done else 'would'} be used.")
    else:
        click.echo(f"{name}: nothing {'is' if said.done else 'would be'} put at {times} any more.")
    if said.moves:
        click.echo(
            f"{counted(len(said.moves), 'activity', 'activities')} there would need another time:"
        )
    for activity, slot in said.moves:
        when = moment_words(given.days, slot.start)
        click.echo(f"  {what(activity, given.district)}, {when}")
    if not said.done:
        click.echo("This was a dry run; nothing was changed. Do it with: --yes")
    elif said.moves:
        click.echo("Find another time for it: bellweave repair")


def _document(said: "Said", given: "Given") -> dict[str, object]:
    return {
        "teacher": said.person.id,
        "times": [{"says": one.says, "typed": one.typed} for one in said.times],
        "never": said.kept,
        "done": said.done,
        "moves": [
            {"activity": activity.id, "start": given.days.local(slot.start)}
            for activity, slot in said.moves
        ],
    }
