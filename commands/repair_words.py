"""What a repair or a disruption does, in words: what moved from when to when, and who is told."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from commands.words import counted, moment_words, name_of, tracked_words, what

if TYPE_CHECKING:
    from errands.mending.repairing import Mended
    from scheduler.repair.by_a_wish import Effect
    from workflow import ActivityId, Given, PushReport, Tracked

FAILED = 1
LISTED = 40
NAMED = 6
SCHEMA_VERSION = 1
WORSE = {
    "missed again": "visits missed again",
    "drives": "drives",
    "campus switches": "drives between schools",
    "going back": "ways back to a school",
    "fair load": "how full coaches' weeks are",
    "late debriefs": "later debriefs",
    "out of order": "out of order",
    "teachers' time": "teachers' own time",
    "avoided blocks": "blocks teachers avoid",
    "preferred blocks": "blocks teachers did not ask for",
    "classes to cover": "classes to cover",
    "invited people": "guests who cannot come",
    "rounds": "rounds",
    "weekdays": "another weekday than wished",
    "eves of breaks": "days before a break",
}
"""How each wish is told that got worse; what was left out is told by name."""


def outcome_lines(mended: "Mended") -> Iterator[str]:
    """One line for each activity that has another time or none, and one for what needs a person."""
    repaired = mended.repaired
    if not repaired.touched:
        yield "Nothing has to change."
    for key in repaired.touched:
        mark = "~" if key in repaired.schedule.placed else "-"
        yield f"  {mark} {_line(key, mended)}"
    for change in mended.changes.changes:
        if change.verb.value not in ("create", "move", "edit", "cancel", "adopt", "nothing"):
            title = change.wanted.title if change.wanted else "an event"
            yield f"  ! {title}: {change.says}; see: bellweave resolve"


def _line(key: "ActivityId", mended: "Mended") -> str:
    """'classroom visit, Maria Lopez  Tue 8 Dec 9:00 AM -> Wed 9 Dec 10:40 AM (its time was declined)'."""
    given, repaired, told = mended.given, mended.repaired, mended.known.published
    activity = {**told.activities, **mended.before.activities, **repaired.schedule.activities}[key]
    old = told.placed.get(key) or mended.before.placed.get(key)
    new = repaired.schedule.placed.get(key)
    then = moment_words(given.days, new.start) if new else "no time"
    then += ", by call" if key in mended.by_call else ""
    stood = moment_words(given.days, old.start) if old else "no time"
    because = repaired.why[key].says
    coach = name_of(activity.leader, given.district)
    return f"{what(activity, given.district)} ({coach})  {stood} -> {then}  ({because})"


def instead_lines(mended: "Mended") -> Iterator[str]:
    """Where else what was declined could go, and how that is said."""
    from errands.asked.other_times import in_words

    for key, found in mended.instead.items():
        activity = mended.repaired.schedule.activities[key]
        yield f"  other times for {what(activity, mended.given.district)}:"
        yield f"      {in_words(found, mended.given.days)}"
    if mended.instead:
        yield "Take one, or another, with: bellweave move ACTIVITY WHEN (ids: bellweave show --json)"


def left_open_lines(mended: "Mended") -> Iterator[str]:
    """Why something found no other time."""
    schedule = mended.repaired.schedule
    gone = {*mended.repaired.cancelled, *mended.repaired.open}
    for unplaced in schedule.unplaced:
        if unplaced.activity in gone and unplaced.reasons:
            activity = schedule.activities[unplaced.activity]
            yield f"  no other time for {what(activity, mended.given.district)}:"
            for reason in unplaced.reasons[:3]:
                times = f" ({counted(reason.count, 'time')})" if reason.count > 1 else ""
                yield f"      {reason.says}{times}"


def smaller_lines(mended: "Mended") -> Iterator[str]:
    """What goes on with fewer people than it had."""
    schedule, told = mended.repaired.schedule, mended.known.published
    for key, left in sorted(mended.smaller.items()):
        had = told if key in told.placed else mended.before
        before = len(had.people_at(key)) if key in had.placed else left
        if before != left:
            activity = schedule.activities[key]
            when = moment_words(mended.given.days, schedule.placed[key].start)
            title = what(activity, mended.given.district)
            yield f"  ~ {title}  {when}: {left} people instead of {before}"


def proof_lines(mended: "Mended") -> Iterator[str]:
    """What moved beside what had to, what got worse, and whether fewer people could have been told."""
    repaired = mended.repaired
    if not repaired.proofs:
        return
    if repaired.others:
        others = counted(len(repaired.others), "other event changes", "other events change")
        yield f"{others} beside what lost its time."
    yield from _wishes(repaired.worse)
    told = next(one for one in repaired.proofs if one.part == "people told")
    if repaired.proven and told.value:
        yield f"Proven: {repaired.reach.value} tells at least {_people(told.value)}."
    elif not repaired.proven:
        yield (
            f"Not proven: at least {_people(told.bound or 0)} would have to be told, "
            f"this tells {told.value}."
        )


def effect_lines(effect: "Effect", given: "Given") -> Iterator[str]:
    """What a wish granted by hand changed: events, people, what got worse, and whether less would do."""
    if not (effect.moved or effect.gone):
        yield "Nothing moves, and nobody is told."
        return
    moved, gone = counted(len(effect.moved), "event"), counted(len(effect.gone), "event")
    yield f"Moves {moved}, leaves out {gone}."
    if effect.others:
        yield f"Among them what has to follow it: {', '.join(effect.others)}."
    names = sorted(name_of(one, given.district) for one in effect.people)
    if names:
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        yield f"The next push tells {_people(len(names))}: {', '.join(names[:NAMED])}{more}."
    else:
        yield "Nobody was told of it yet, so nobody hears of a change."
    yield from _wishes(effect.worse)
    yield (
        "Proven: no way to do this changes less."
        if effect.proven
        else "Not proven to be the least."
    )


def _wishes(worse: Mapping[str, int]) -> Iterator[str]:
    """What the schedule's wishes lose and win by it, in points."""
    known = [(WORSE[term], points) for term, points in worse.items() if term in WORSE]
    for word, lines in (
        ("worse", [f"{wish} {points}" for wish, points in known if points > 0]),
        ("better", [f"{wish} {-points}" for wish, points in known if points < 0]),
    ):
        if lines:
            yield f"What gets {word}, in points: {', '.join(lines)}."


def _people(count: int) -> str:
    return counted(count, "person", "people")


def mended_document(mended: "Mended") -> dict[str, object]:
    """The same as one document for programs; people by id, times with their zone."""
    repaired, days, told = mended.repaired, mended.given.days, mended.known.published
    stood = {**mended.before.placed, **told.placed}

    def one(key: "ActivityId") -> dict[str, object]:
        old, new = stood.get(key), repaired.schedule.placed.get(key)
        return {
            "activity": key,
            "from": days.local(old.start).isoformat() if old else None,
            "to": days.local(new.start).isoformat() if new else None,
            "why": repaired.why[key].says,
        }

    return {
        "schema_version": SCHEMA_VERSION,
        **{
            name: [one(key) for key in found]
            for name, found in (
                ("moved", repaired.moved),
                ("cancelled", repaired.cancelled),
                ("found", repaired.found),
                ("open", repaired.open),
            )
        },
        "others": list(repaired.others),
        "by_call": sorted(mended.by_call),
        "instead": {
            key: [days.local(one.slot.start).isoformat() for one in found]
            for key, found in mended.instead.items()
        },
        "smaller": dict(sorted(mended.smaller.items())),
        "people": sorted(repaired.people),
        "e_mails": mended.changes.counts.mails,
        "worse": dict(repaired.worse),
        "proofs": [
            {"part": one.part, "value": one.value, "bound": one.bound, "proven": one.proven}
            for one in repaired.proofs
        ],
        "proven_for": repaired.reach.value if repaired.proofs else None,
        "proven": repaired.proven if repaired.proofs else None,
    }


def people_lines(mended: "Mended") -> Iterator[str]:
    """How many people are told, and who they are."""
    mails = mended.changes.counts.mails
    people = mended.people
    if not people:
        yield "Nobody is told."
        return
    told = counted(len(people), "person is told", "people are told")
    yield f"{told} ({counted(mails, 'e-mail')}):"
    for email in people[:LISTED]:
        yield f"  {email}"
    if len(people) > LISTED:
        yield f"  ... {len(people) - LISTED} more"


def waiting_lines(mended: "Mended") -> Iterator[str]:
    """What is written later, and when."""
    days = mended.given.days
    for change in mended.changes.waiting:
        title = change.wanted.title if change.wanted else "an event"
        until = f" until {moment_words(days, change.until)}" if change.until else ""
        yield f"  waits{until}: {title}: {change.says}"
    if mended.changes.waiting:
        yield "What waits is written when you repair again then; --now-send holds nothing."


def say_done(report: "PushReport", tracked: "Tracked | None") -> None:
    """How it went; a push that was cut off, or left something, ends as one."""
    done = len(report.outcomes) - len(report.left)
    run = f" Run {report.run}." if report.outcomes else ""
    click.echo(f"Done: {counted(done, 'write')}, {counted(report.mails, 'e-mail')}.{run}")
    for outcome in report.left:
        title = outcome.change.wanted.title if outcome.change.wanted else outcome.change.event_id
        click.echo(f"  not done: {title}: {outcome.says or outcome.state.value}")
    tracked_words(tracked)
    if report.stopped is not None:
        raise report.stopped
    if report.left:
        raise click.exceptions.Exit(FAILED)
