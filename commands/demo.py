"""`bellweave demo`: a made-up district from its timetables to its calendars and back."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands import demo_words as words
from commands.demo_labs import labs

if TYPE_CHECKING:
    from tour.left_behind import Left
    from tour.sent import Sent
    from tour.workspace import Size, Tour
    from workflow import Given

DEMO = Path("demo")


@click.command()
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path), default=DEMO, show_default=True,
    help="Where everything goes; an earlier demo there is replaced.",
)  # fmt: skip
@click.option("--full", is_flag=True, help="150 teachers, 15 coaches, 10 schools: some minutes.")
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True,
    help="Another number, another district.",
)  # fmt: skip
@click.option("--no-serve", is_flag=True, help="Do not serve the pages at the end.")
@click.option("--tiny", is_flag=True, hidden=True)
def demo(
    *,
    folder: Path,
    full: bool,
    seed: int,
    no_serve: bool,
    tiny: bool,
) -> None:
    """Take the tour: schedule a made-up district, tell its people, let them answer, put it right.

    Google is a server on this computer; no account is needed and nothing leaves it.
    """
    from tour.left_behind import served
    from tour.workspace import FULL, TINY, Size

    size = FULL if full else TINY if tiny else Size()
    left = _story(folder.absolute(), size, seed)
    if no_serve or not sys.stdout.isatty():
        return
    with served(left) as running:
        words.serving(running.url)
        try:
            running.wait()
        except KeyboardInterrupt:
            words.stopped()


def _story(folder: Path, size: "Size", seed: int) -> "Left":
    """The whole of it, told while it happens."""
    import workflow
    from tour.left_behind import leave_behind
    from tour.workspace import begin

    words.welcome()
    tour = begin(folder, size=size, seed=seed)
    given = workflow.read(tour.workspace)
    words.district(tour, given, workflow.warnings_of(given))
    weekly = _tell(tour, given)
    told = workflow.what_is_known(tour.workspace, given).published
    last = _put_right(tour, given)
    left = leave_behind(tour, given, told=told, pushes=(*weekly, last))
    words.left(tour, given, left)
    return left


def _tell(tour: "Tour", given: "Given") -> "list[Sent]":
    """Schedule the whole cycle, and push on three Fridays what is due on each."""
    import workflow
    from tour.left_behind import loads
    from tour.sent import send
    from tour.workspace import FRIDAYS, OFFICE, go_on

    words.scheduling(tour, given)
    horizon = workflow.horizon_of(given, tour.workspace, day=None, whole=True)
    drafted = workflow.make_schedule(
        tour.workspace, given, horizon, report=words.searching(), judged=0
    )
    words.found(drafted)
    words.load(loads(drafted.schedule, given))
    labs(drafted)
    words.pushing(tour, given, drafted.changes)
    sent = [send(tour, given, drafted.changes)]
    words.pushed(sent[0], given)
    words.waiting(drafted.changes, given)
    for friday in FRIDAYS:
        go_on(tour, given, friday, OFFICE)
        sent.append(send(tour, given, workflow.compare(tour.workspace, given)))
        words.pushed_later(sent[-1], given)
    words.pushed_again(send(tour, given, workflow.compare(tour.workspace, given)))
    return sent


def _put_right(tour: "Tour", given: "Given") -> "Sent":
    """Let people react, read it back, schedule the same week again and push that twice."""
    import workflow
    from tour.people import react
    from tour.sent import send
    from tour.workspace import ANSWERED, COMING, EARLY, READY, go_on

    words.reacting(react(tour, given), given)
    go_on(tour, given, ANSWERED, EARLY)
    facts, _ = workflow.pull(tour.workspace, given)
    words.pulled(tour, given, facts)
    horizon = workflow.horizon_of(given, tour.workspace, day=COMING, whole=False)
    drafted = workflow.make_schedule(tour.workspace, given, horizon, report=words.searching())
    words.changed(drafted, facts)
    go_on(tour, given, ANSWERED, READY)
    sent = send(tour, given, drafted.changes)
    words.pushed(sent, given)
    words.pushed_again(send(tour, given, workflow.compare(tour.workspace, given)))
    return sent
