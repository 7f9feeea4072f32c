"""One person's own cycle as a page and a calendar file: what she was told, and the weeks still to come."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from errands.told.hours import who_is
from scheduler.district import Person
from scheduler.model import Activity, Schedule, Slot
from scheduler.naming import id_part
from sync.event.events import wanted_event
from sync.files.tabs import writing_to
from sync.workspace.exported import write_ics
from web.my_cycle import Meeting, OwnCycle, my_cycle_html
from web.page_words import clock_span, day_words, listed, moment_words
from workflow import Given, Workspace, what_is_known

__all__ = ["export_my_cycle", "own_cycles"]
OTHERWISE = "Other meetings"
_Order = tuple[bool, date, str, str]
"""Without a time, first date, start or place in the structure, id."""


def export_my_cycle(
    workspace: Workspace, given: Given, person: str, *, how: str, out: Path | None
) -> list[Path]:
    """Write the `html` page or the `ics` file of one person; readable by its owner alone.

    Raises:
        SettingsError: nobody, or more than one, is called so.
    """
    who = who_is(given, person)
    told = what_is_known(workspace, given).published
    folder = out or Path(workspace.settings.out)
    now = workspace.clock(given.zone)
    if how == "ics":
        return write_ics(
            folder,
            told,
            given.district,
            given.days,
            namespace=workspace.settings.workspace,
            stamp=now,
            people=[who.id],
            wording=workspace.wording,
        )
    cycles = own_cycles(workspace, given, who)
    made = moment_words(given.days.local(now))
    file = folder / f"my-cycle-{id_part(who.name)}.html"
    with writing_to(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(my_cycle_html(who.name, cycles, given.district.name, made), "utf-8")
        file.chmod(0o600)
    return [file]


def own_cycles(workspace: Workspace, given: Given, who: Person) -> tuple[OwnCycle, ...]:
    """Her meetings by cohort in order of time: those she was told of, then the weeks of the rest."""
    told = what_is_known(workspace, given).published
    now = workspace.clock(given.zone)
    here: dict[str, list[tuple[_Order, Meeting]]] = defaultdict(list)
    for key, slot in told.placed.items():
        if who.id in told.people_at(key):
            activity = told.activities[key]
            order = (False, given.days.date_of(slot.start), slot.start.isoformat(), key)
            meeting = _told(workspace, given, who, activity, slot, over=slot.end <= now)
            here[_cycle_of(given, activity)].append((order, meeting))
    for number, activity in enumerate(_to_come(given, who, told)):
        order = (True, activity.window.first, f"{number:06}", activity.id)
        here[_cycle_of(given, activity)].append((order, _untimed(given, who, activity)))
    return tuple(
        OwnCycle(title=title, meetings=tuple(one for _, one in sorted(found, key=_order)))
        for title, found in sorted(here.items(), key=lambda item: (item[0] == OTHERWISE, item[0]))
    )


def _order(found: tuple[_Order, Meeting]) -> _Order:
    return found[0]


def _to_come(given: Given, who: Person, told: Schedule) -> Iterator[Activity]:
    """What she takes part in for certain and was not told a time for."""
    for activity in given.activities:
        if who.id in activity.required and activity.id not in told.placed:
            yield activity


def _cycle_of(given: Given, activity: Activity) -> str:
    structure = given.structures.get(activity.structure)
    return structure.title if structure and activity.cohort else OTHERWISE


def _told(
    workspace: Workspace, given: Given, who: Person, activity: Activity, slot: Slot, *, over: bool
) -> Meeting:
    """As her invitation says it."""
    wanted = wanted_event(activity, slot, given.district, workspace.wording)
    start, end = given.days.local(slot.start), given.days.local(slot.end)
    return Meeting(
        begins=start,
        when=f"{day_words(start.date())}, {clock_span(start, end)}",
        what=activity.kind.value,
        with_whom=_others(given, who, activity),
        where=wanted.place,
        about=activity.label,
        bring=activity.bring,
        over=over,
    )


def _untimed(given: Given, who: Person, activity: Activity) -> Meeting:
    return Meeting(
        begins=None,
        when=f"From {day_words(activity.window.first)} on: the time follows",
        what=activity.kind.value,
        with_whom=_others(given, who, activity),
        about=activity.label,
        bring=activity.bring,
    )


def _others(given: Given, who: Person, activity: Activity) -> str:
    """The leader, or in a group that meets openly everybody; for the leader those she meets."""
    if activity.leader != who.id:
        return given.district.people[activity.leader].name
    names = [given.district.people[one].name for one in activity.required if one != who.id]
    return listed(names) or "nobody else"
