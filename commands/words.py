"""How commands say times, counts and names: 12-hour school time with the weekday."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from scheduler.district import District, PersonId
from scheduler.model import Activity, Schedule, Slot
from scheduler.schoolday import SchoolDays

if TYPE_CHECKING:
    from workflow import Tracked

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that turn the direction of writing round: a name with one could look like another."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def unturned(text: str) -> str:
    """The text without the signs that turn its direction, and without those a terminal would act on."""
    kept = (one for one in text if one not in TURNING and (one >= " " or one in "\n\t"))
    return "".join(one for one in kept if not "\x7f" <= one <= "\x9f")


def day_words(day: date) -> str:
    """'Tue 8 Dec', whatever the computer's language is."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def clock(local: datetime) -> str:
    """'1:15 PM' of a moment on the school's clock."""
    return f"{local.hour % 12 or 12}:{local.minute:02d} {'AM' if local.hour < 12 else 'PM'}"


def moment_words(days: SchoolDays, moment: datetime) -> str:
    """'Tue 8 Dec 10:40 AM' of an instant."""
    local = days.local(moment)
    return f"{day_words(local.date())} {clock(local)}"


def counted(count: int, one: str, many: str = "") -> str:
    """'1 visit', '3 visits'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """'Ana', 'Ana and Ben', 'Ana, Ben and Cy'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def who(activity: Activity, district: District) -> str:
    """'Maria Lopez' for one teacher, 'cohort A' for a group, the label of a shared event."""
    if activity.shared:
        return unturned(activity.label)
    others = [person for person in activity.required if person != activity.leader]
    if len(others) > 1 and activity.cohort:
        return f"cohort {activity.cohort}"
    return listed([name_of(person, district) for person in others])


def what(activity: Activity, district: District) -> str:
    """'classroom visit, Maria Lopez'."""
    return f"{activity.kind.value}, {who(activity, district)}"


def place(slot: Slot, activity: Activity, district: District) -> str:
    """'Lincoln MS, room 214'; 'online' for a remote one."""
    known = district.schools.get(slot.school) if slot.school else None
    school = unturned(known.name) if known else ""
    room = f"room {slot.room}" if slot.room else ""
    return ", ".join(part for part in (school, room) if part) or activity.modality.value


def in_order(schedule: Schedule) -> list[tuple[Activity, Slot]]:
    """What is placed, by time, then id."""
    pairs = [(schedule.activities[key], slot) for key, slot in schedule.placed.items()]
    return sorted(pairs, key=lambda pair: (pair[1].start, pair[0].id))


def name_of(person: PersonId, district: District) -> str:
    found = district.people.get(person)
    return unturned(found.name) if found else "somebody who has left"


def needs_you(schedule: Schedule, district: District) -> Iterable[str]:
    """A line or two for each activity without a time: what, between which dates, why."""
    for unplaced in schedule.unplaced:
        activity = schedule.activities[unplaced.activity]
        window = activity.window
        yield (
            f"  {what(activity, district)} ({name_of(activity.leader, district)}), "
            f"{day_words(window.first)} to {day_words(window.last)}"
        )
        for reason in unplaced.reasons[:3]:
            times = f" ({counted(reason.count, 'time')})" if reason.count > 1 else ""
            yield f"      {reason.says}{times}"


def tracked_words(tracked: "Tracked | None") -> None:
    """What became of the workbooks."""
    if tracked is None:
        return
    books = counted(len(tracked.books), "workbook")
    cells = counted(tracked.cells, "cell")
    click.echo(
        f"Tracking: {cells} written in {books}." if tracked.cells else "Tracking: no change."
    )
    for note in tracked.notes:
        click.echo(f"  {note}")


def progress() -> Callable[[str, int, int], None]:
    """Says on a terminal how far a search is; elsewhere nothing."""
    shown = sys.stderr.isatty()

    def report(name: str, done: int, of: int) -> None:
        if shown:
            click.echo(f"\r  {done}/{of}  {name:<40.40}", nl=done == of, err=True)

    return report


def assumed(assumptions: Sequence[str], most: int = 4) -> None:
    """The defaults that were used."""
    if not assumptions:
        return
    click.echo(f"Assumed ({len(assumptions)}; each can be set in a tab)")
    for sentence in assumptions:
        click.echo(f"  {sentence}")


def by_person(counts: Mapping[str, int]) -> str:
    """'Ana 4  Ben 3'."""
    return "  ".join(f"{name} {count}" for name, count in sorted(counts.items()))
