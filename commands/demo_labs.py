"""What the demo says of its lab sites: when they stand, and how many classes need somebody else."""

from typing import TYPE_CHECKING

from commands.demo_words import say
from commands.words import clock, counted, day_words
from scheduler.counts.coverage import cover_needs, half_days
from scheduler.model import Kind
from scheduler.peoples_time.availability import Availability

if TYPE_CHECKING:
    from workflow import Drafted


def labs(drafted: "Drafted") -> None:
    """A line a lab, in order of time; nothing where there is none."""
    given, schedule = drafted.given, drafted.schedule
    needs = cover_needs(schedule, Availability(given.district, given.days))
    placed = sorted(
        (slot.start, key)
        for key, slot in schedule.placed.items()
        if schedule.activities[key].kind is Kind.LAB
    )
    if not placed:
        return
    say()
    for start, key in placed:
        local = given.days.local(start)
        seeing = len(schedule.people_at(key)) - 1
        own = [need for need in needs if need.activity == key]
        say(
            f"Lab site {day_words(local.date())}, {clock(local)}: one teaches, {seeing} look on, "
            f"{counted(len(own), 'class', 'classes')} to cover, "
            f"{counted(half_days(own), 'substitute half day')}.",
            hang=2,
        )
    say("bellweave report coverage lists the classes two weeks ahead, by school and half day.")
