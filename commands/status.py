"""`bellweave status`: today and this week."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from commands.documents import AS_JSON, print_document
from commands.never import question_line
from commands.options import in_workspace
from commands.status_document import standing
from commands.words import clock, counted, day_words, in_order, moment_words, name_of, place, what
from scheduler.naming import monday_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from errands.told.never import Question
    from scheduler.advice.alternatives import Alternative
    from workflow import ActivityId, Given, Known, Workspace


@click.command()
@AS_JSON
@in_workspace
def status(workspace: "Workspace", *, as_json: bool) -> None:
    """Today and this week: what has a time, what was declined, what needs you. Writes nothing."""
    from errands.asked.other_times import for_what_stands
    from errands.told.never import questions
    from workflow import read, what_is_known

    given = read(workspace)
    known = what_is_known(workspace, given)
    now = workspace.clock(given.zone)
    today = given.days.date_of(now)
    if as_json:
        print_document(**standing(known, given, now), asks=_asks(questions(workspace, given)))
        return
    click.echo(f"It is {moment_words(given.days, now)}.")
    _today(known, given, today)
    monday = monday_of(today)
    for first, name in ((monday, "This week"), (monday + timedelta(days=7), "Next week")):
        _week(known, given, first, name)
    asked = questions(workspace, given)
    _attention(known, given, now, for_what_stands(workspace, given, known), asked)


def _today(known: "Known", given: "Given", today: date) -> None:
    here = [pair for pair in in_order(known.draft) if given.days.date_of(pair[1].start) == today]
    click.echo(f"Today: {counted(len(here), 'activity', 'activities')}")
    for activity, slot in here:
        start = clock(given.days.local(slot.start))
        coach = name_of(activity.leader, given.district)
        where = place(slot, activity, given.district)
        click.echo(f"  {start:<9} {what(activity, given.district)} ({coach})  {where}")


def _week(known: "Known", given: "Given", monday: date, name: str) -> None:
    draft, told = known.draft, known.published.placed
    here = {
        key: slot
        for key, slot in draft.placed.items()
        if monday_of(given.days.date_of(slot.start)) == monday
    }
    sent = sum(1 for key, slot in here.items() if key in told and told[key].start == slot.start)
    current = [one for one in known.answers if one.activity in here
               and here[one.activity].start == one.start]  # fmt: skip
    said = [one.response for one in current]
    click.echo(
        f"{name} ({day_words(monday)}): {len(here)} placed, {sent} of them sent; "
        f"{said.count('accepted')} answers yes, {said.count('declined')} no."
    )


def _attention(
    known: "Known",
    given: "Given",
    now: datetime,
    instead: "Mapping[ActivityId, tuple[Alternative, ...]]",
    asked: "Sequence[Question]",
) -> None:
    """What a person has to look at: declined times that still stand, what has no time, what is asked."""
    from errands.asked.other_times import in_words

    declined = [
        (activity, slot)
        for activity, slot in in_order(known.draft)
        if (activity.id, slot.start) in known.refused and slot.start > now
    ]
    open_ones = known.draft.unplaced
    if not declined and not open_ones and not asked:
        click.echo("Nothing needs you.")
        return
    click.echo(f"Needs you ({len(declined) + len(open_ones) + len(asked)})")
    for activity, slot in declined:
        when = moment_words(given.days, slot.start)
        times = sum(one.activity == activity.id for one in known.exclusions)
        again = f", declined {times} times by now" if times > 1 else ""
        title = what(activity, given.district)
        click.echo(f"  declined: {title}, {when}; it needs another time{again}")
        if times_left := instead.get(activity.id):
            click.echo(f"    could be: {in_words(times_left, given.days)}")
            click.echo(f"    take one: bellweave move {activity.id} WHEN")
    for unplaced in open_ones:
        activity = known.draft.activities[unplaced.activity]
        because = f": {unplaced.reasons[0].says}" if unplaced.reasons else ""
        click.echo(f"  no time: {what(activity, given.district)}{because}")
    for one in asked:
        click.echo(question_line(one))
    if declined:
        click.echo("Find another time for what was declined: bellweave repair")
    if open_ones:
        click.echo("Find times again: bellweave schedule week")


def _asks(asked: "Sequence[Question]") -> list[dict[str, object]]:
    """What is asked once after a decline."""
    return [
        {"teacher": one.time.person, "never": one.time.typed, "activity": one.activity}
        for one in asked
    ]
