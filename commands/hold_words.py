"""What people read of tentative holds."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from commands.documents import SCHEMA_VERSION
from commands.words import counted, day_words, name_of, needs_you, what
from scheduler.model import Activity, Hold, Schedule
from scheduler.naming import monday_of

if TYPE_CHECKING:
    from errands.year import Held
    from workflow import Given


def next_month(today: date) -> date:
    """The first day of the month after today's."""
    return (today.replace(day=1) + timedelta(days=31)).replace(day=1)


def held_when(one: Hold) -> str:
    """Like `Tue Oct 6, morning`."""
    return f"{day_words(one.day)}, {one.half.value}"


def year_lines(held: "Held", given: "Given") -> Iterator[str]:
    """What a run of `schedule year` held and what it could not."""
    year = given.district.year
    yield (
        f"School year {year.first:%Y}-{year.last:%y}: {counted(held.held, 'tentative hold')}, "
        f"{held.new} new; {len(held.schedule.placed)} with a time stay."
    )
    for kind in sorted(held.kinds, key=lambda one: one.value):
        yield f"  {counted(held.kinds[kind], kind.value)}"
    gates = sorted(
        (one for one in given.district.gates if one.due and not one.met_on),
        key=lambda one: (one.due or date.max, one.gate, one.school),
    )
    if gates:
        yield f"Gates to be met ({len(gates)})"
    for one in gates:
        known = given.district.schools.get(one.school)
        yield f"  {day_words(one.due or date.max)}  {one.gate}, {known.name if known else 'every school'}"
    if held.open:
        yield f"Needs you ({len(held.open)})"
        yield from needs_you(held.schedule, given.district)
    yield "Holds are dates and half days; nobody is invited to them."
    yield "See them: bellweave show     Give a month times: bellweave schedule month DATE"


def year_document(held: "Held", given: "Given", timed: Schedule | None) -> dict[str, object]:
    """The same for programs; `timed` is the year with clock times, where they were looked for."""
    shown = timed or held.schedule
    return {
        "schema_version": SCHEMA_VERSION,
        "held": held.held,
        "new": held.new,
        "holds": hold_rows(holds_shown(given, shown, None)),
        "open": [one.id for one in held.open],
        "placed": [
            {"activity": key, "start": given.days.local(slot.start).isoformat()}
            for key, slot in sorted(shown.placed.items())
        ],
        "unplaced": [one.activity for one in shown.unplaced],
    }


def timed_lines(schedule: Schedule) -> Iterator[str]:
    """How far a year of clock times came."""
    held = sum(one.activity not in schedule.placed for one in schedule.holds)
    yield (
        f"{counted(len(schedule.placed), 'activity', 'activities')} with a time, "
        f"{held} held, {len(schedule.unplaced)} open."
    )


def stuck_lines(stuck: Iterable[Activity], schedule: Schedule, given: "Given") -> Iterator[str]:
    """Groups that keep a half day in which the timetable has no time for them."""
    when = {one.activity: one for one in schedule.holds}
    lines = [
        f"  {held_when(when[one.id])}  {what(one, given.district)} ({name_of(one.leader, given.district)})"
        for one in stuck
        if one.id in when
    ]
    if lines:
        yield f"Held, but without a time that day ({len(lines)}); let them look elsewhere: --release"
        yield from lines


Holds = list[tuple[Hold, Activity]]


def holds_shown(given: "Given", schedule: Schedule, week: datetime | None) -> Holds:
    """The holds of a schedule, or of the week of a date."""
    from errands.year import held_of

    found = held_of(given, schedule)
    monday = monday_of(week.date()) if week else None
    return [pair for pair in found if monday is None or monday_of(pair[0].day) == monday]


def hold_rows(holds: Holds) -> list[dict[str, Any]]:
    """For the JSON of `show`."""
    return [
        {
            "activity": one.activity,
            "day": one.day.isoformat(),
            "half": one.half.value,
            "kind": activity.kind.value,
            "label": activity.label,
        }
        for one, activity in holds
    ]


def hold_lines(holds: Holds, given: "Given") -> Iterator[str]:
    """Tentative dates, one a line."""
    if not holds:
        return
    yield f"\nTentative, without a clock time ({len(holds)})"
    for one, activity in holds:
        name = name_of(activity.leader, given.district)
        yield f"  {held_when(one):<22}  {what(activity, given.district)}  ({name})"
