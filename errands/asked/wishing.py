"""Wishes for one activity: fix it, put it elsewhere, leave it out, exchange two; judged before they are kept.

The referee has the first word, and nothing is written to Google: a wish changes what is found next, and a
command the saved schedule.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING

from scheduler.model import ASKED_FOR, Activity, ActivityId, Exclusion, Pin, Schedule, Slot
from scheduler.naming import monday_of
from scheduler.peoples_time.availability import Availability
from scheduler.repair.wishes import Room, others_near, place_at, refusal, ruled_out
from scheduler.search.find_times import inspection_of
from sheets_templates.books.this_week import DROP, KEEP, MOVE, SWAP
from sheets_templates.reading.parse_wish import Wish, read_wish
from sync.journal.kept_wishes import Granted
from sync.workspace.known import Known, search_of, standing_in
from web.page_words import moment_words
from workflow import Given, Horizon, Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.search.partition import Search

__all__ = ["Judged", "Table", "judged", "table_of"]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOVE_LIKE = "write it like Tue 10:40, Tuesday, or not Monday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What wishes are judged on: `base` is where everything stands, `room` what of it counts as fixed."""

    given: Given
    known: Known
    base: Schedule
    search: "Search"
    room: Room
    now: datetime
    first: date
    """The Monday of the horizon."""

    def activity(self, key: ActivityId) -> Activity | None:
        found = self.base.activities.get(key)
        return found or next((one for one in self.given.activities if one.id == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A wish that can be granted, or `says` why not."""

    says: str
    granted: Granted | None = None
    unread: bool = False
    """Whether its words could not be read, so that less was done than was asked, or nothing."""


def table_of(
    workspace: Workspace,
    given: Given,
    known: Known,
    horizon: Horizon,
    *,
    all_stands: bool = False,
    availability: Availability | None = None,
) -> Table:
    """What a wish for a horizon is judged on; with `all_stands` nothing that has a time may move for it."""
    now = workspace.clock(given.zone)
    base = standing_in(known, given, now)
    search = search_of(known, base, workspace, given, horizon)
    fixed = {pin.activity: pin.slot for pin in search.pins} | dict(search.standing)
    placed = dict(base.placed) if all_stands else fixed
    wanted = {one.id: one for one in given.activities}
    schedule = Schedule(activities={**wanted, **base.activities}, placed=placed)
    free = frozenset(one.id for one in search.activities if one.id not in placed)
    inspection = replace(inspection_of(search, schedule), exclusions=known.exclusions)
    return Table(
        given=given,
        known=known,
        base=base,
        search=search,
        now=now,
        first=horizon.first,
        room=Room(
            inspection=inspection,
            availability=availability or Availability(given.district, given.days, search.busy),
            free=free,
        ),
    )


def judged(
    table: Table, key: ActivityId, word: str, wish: str, others: "Sequence[str]" = ()
) -> Judged:
    """The answer to one wish. `others` are the activities an exchange may be with, by id."""
    activity = table.activity(key)
    slot = table.base.placed.get(key)
    if activity is None:
        return Judged(says="it is not asked for any more")
    if slot is not None and slot.start <= table.now:
        return Judged(says="it has begun, so nothing about it moves any more")
    if word == DROP:
        return Judged(
            says="dropped: not wanted this time (empty the cell to have it back)",
            granted=Granted(of=activity.leader, drop=True),
        )
    if word == KEEP:
        return _kept(table, activity, slot)
    if word == MOVE:
        return _moved(table, activity, slot, wish)
    if word == SWAP:
        return _swapped(table, activity, slot, wish, others)
    return Judged(says=f"'{word}' is nothing that can be asked")


def _kept(table: Table, activity: Activity, slot: Slot | None) -> Judged:
    if slot is None:
        return Judged(says=f"it has no time to keep; give it one with move, and {MOVE_LIKE}")
    if no := refusal(table.room, {activity.id: slot}):
        return Judged(says=f"it cannot stay at {_when(table, slot.start)}: {no}")
    return _pinned(table, activity, slot, "stays at")


def _moved(table: Table, activity: Activity, slot: Slot | None, words: str) -> Judged:
    days = table.given.days
    stands = days.date_of(slot.start) if slot else None
    monday = monday_of(stands or table.first)
    wish = read_wish(words, monday=monday, stands=stands)
    if wish.day is not None and wish.wall is not None:
        return _to_a_time(table, activity, slot, days.instant(wish.day, wish.wall))
    return _elsewhere(table, activity, slot, wish)


def _to_a_time(table: Table, activity: Activity, slot: Slot | None, start: datetime) -> Judged:
    if start <= table.now:
        return Judged(says=f"{_when(table, start)} is past")
    wanted = place_at(table.room, activity, slot, start)
    no = refusal(table.room, {activity.id: wanted})
    if not no:
        return _pinned(table, activity, wanted, "put at")
    near = others_near(table.room, activity, start)
    could = f"; it could be {_or([_when(table, one) for one in near])}" if near else ""
    return Judged(says=f"not possible at {_when(table, start)}: {no}{could}")


def _elsewhere(table: Table, activity: Activity, slot: Slot | None, wish: Wish) -> Judged:
    """Another time, within what the wish says of weekdays."""
    days = table.given.days
    if wish.only and slot and days.date_of(slot.start).weekday() in wish.only:
        return _kept(table, activity, slot)
    out = ruled_out(activity.id, slot, days=_ruled_out_days(activity, wish), school_days=days)
    room = _with(table.room, out)
    middle = slot.start if slot else days.instant(activity.window.first, datetime.min.time())
    if not others_near(room, activity, middle):
        return Judged(says=f"there is no other time for it{_but(wish)}")
    unread = f" ('{wish.words[:60]}' could not be read: {MOVE_LIKE})" if wish.words else ""
    return Judged(
        says=f"looks for another time{_but(wish)}{unread}",
        granted=Granted(of=activity.leader, ruled_out=out),
        unread=bool(wish.words),
    )


def _ruled_out_days(activity: Activity, wish: Wish) -> list[date]:
    """The dates of its window on weekdays the wish leaves out."""
    first, last = activity.window.first, activity.window.last
    dates = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if wish.only:
        return [day for day in dates if day.weekday() not in wish.only]
    return [day for day in dates if day.weekday() in wish.never]


def _swapped(
    table: Table, activity: Activity, slot: Slot | None, words: str, others: "Sequence[str]"
) -> Judged:
    if slot is None:
        return Judged(says="it has no time that could be exchanged")
    found = _meant(table, activity, words, others)
    if isinstance(found, str):
        return Judged(says=found, unread=True)
    other, theirs = found, table.base.placed[found.id]
    mine = place_at(table.room, activity, slot, theirs.start)
    back = place_at(table.room, other, theirs, slot.start)
    no = refusal(table.room, {activity.id: mine, other.id: back})
    what = f"{other.kind.value}, {_people(table, other)}"
    if no:
        return Judged(says=f"cannot change places with {what}: {no}")
    pins = (
        Pin(activity=activity.id, slot=mine, because=ASKED_FOR),
        Pin(activity=other.id, slot=back, because=ASKED_FOR),
    )
    return Judged(
        says=f"changes places with {what}: put at {_when(table, mine.start)}",
        granted=Granted(of=activity.leader, pinned=pins),
    )


def _meant(table: Table, activity: Activity, words: str, others: "Sequence[str]") -> Activity | str:
    """The activity meant by an id or a person's name, of several the one of the same kind; else what is wrong
    with the words."""
    folded = words.strip().casefold()
    if not folded:
        return "say with what: the other activity's person, like Maria Lopez"
    able = [
        one
        for key in others
        if (one := table.base.activities.get(ActivityId(key)))
        and one.id in table.base.placed
        and table.base.placed[one.id].start > table.now
    ]
    exact = [one for one in able if folded == one.id.casefold()]
    found = exact or [one for one in able if folded in _described(table, one)]
    alike = [one for one in found if one.kind is activity.kind]
    if len(found) == 1 or len(alike) == 1:
        return (alike or found)[0]
    if found:
        listed = _or([f"'{one.kind.value} {_people(table, one)}'" for one in found[:4]])
        return f"'{words[:40]}' could be {len(found)} activities; write {listed}"
    names = {_people(table, one).casefold(): _people(table, one) for one in able}
    close = get_close_matches(folded, names, n=2, cutoff=0.6)
    hint = f"; did you mean {_or([names[one] for one in close])}?" if close else ""
    return f"nothing that week is called '{words[:40]}'{hint}"


def _described(table: Table, activity: Activity) -> str:
    people = _people(table, activity).casefold()
    kind = activity.kind.value.casefold()
    return f"{people}\n{kind} {people}\n{kind}, {people}\n{people} {kind}\n{people}, {kind}"


def _people(table: Table, activity: Activity) -> str:
    people = table.given.district.people
    names = [
        people[one].name for one in activity.required if one != activity.leader and one in people
    ]
    return activity.label if activity.shared else ", ".join(names)


def _pinned(table: Table, activity: Activity, slot: Slot, how: str) -> Judged:
    pin = Pin(activity=activity.id, slot=slot, because=ASKED_FOR)
    granted = Granted(of=activity.leader, pinned=(pin,))
    return Judged(says=f"{how} {_when(table, slot.start)}", granted=granted)


def _with(room: Room, out: tuple[Exclusion, ...]) -> Room:
    inspection = room.inspection
    return replace(room, inspection=replace(inspection, exclusions=(*inspection.exclusions, *out)))


def _but(wish: Wish) -> str:
    if wish.only:
        return f" on {_or([f'a {WEEKDAYS[one]}' for one in wish.only])}"
    return f", not on {_or([f'a {WEEKDAYS[one]}' for one in wish.never])}" if wish.never else ""


def _when(table: Table, moment: datetime) -> str:
    return moment_words(table.given.days.local(moment))


def _or(words: "Sequence[str]") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
