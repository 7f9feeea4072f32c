"""The merge table once more, told from what people did: which verdicts each event may meet."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sync.event.events import WantedEvent
from sync.merging.changes import WRITES, Change, ChangeSet, Known, Verb
from tests.state.computer import Computer
from tests.state.google import NUMBER_OF_KEY, Stored
from tests.state.truth import Broken, Lived, values_wanted
from tests.state.wishes import ACTIVITIES, events_of

if TYPE_CHECKING:
    from tests.state.world import World

Cell = tuple[str, str]

TABLE: tuple[Cell, ...] = (
    ("never was", "wanted"),
    ("never was", "wanted in the past"),
    ("gone, known", "removed"),
    ("gone, known", "as written"),
    ("gone, known", "differs"),
    ("cancelled by us", "removed"),
    ("cancelled by us", "wanted"),
    ("cancelled by a person", "removed"),
    ("cancelled by a person", "as written"),
    ("cancelled by a person", "differs"),
    ("stands as written", "never"),
    ("stands as written", "removed"),
    ("stands as written", "as written"),
    ("stands as written", "differs"),
    ("a person agrees", "differs"),
    ("moved by a person", "removed"),
    ("moved by a person", "as written"),
    ("moved by a person", "differs"),
    ("worded by a person", "removed"),
    ("worded by a person", "as written"),
    ("worded by a person", "differs"),
    ("people's own changed", "removed"),
    ("people's own changed", "as written"),
    ("people's own changed", "differs"),
    ("without marks", "removed"),
    ("without marks", "wanted"),
    ("a copy", "foreign"),
    ("begun", "removed"),
    ("begun", "as written"),
    ("begun", "differs"),
    ("calendar out of sight", "any"),
)
"""Every cell that can be told apart from outside."""

QUIET = frozenset({Verb.NOTHING})
NONE: frozenset[Verb] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """How things stood when a comparison began."""

    reach: frozenset[int]
    wanted: dict[int, WantedEvent]
    events: list[Stored]
    calendars: dict[str, str]
    known: dict[int, Known]
    lived: dict[tuple[str, str], Lived]
    deleted: dict[int, tuple[str, str]]
    """Activities whose event a person deleted, and where it stood."""
    hidden: frozenset[str]
    read_only: frozenset[str]
    now: datetime

    @classmethod
    def of(cls, world: "World", computer: Computer) -> "Before":
        rows = computer.known()
        return cls(
            reach=computer.reach,
            wanted=events_of(computer.wishes),
            events=world.google.events(),
            calendars={str(o): c for o, c in computer.journal.calendars().items()},
            known={ACTIVITIES.index(row.activity): row for row in rows},
            lived=world.truth.lived,
            deleted=dict(world.truth.deleted),
            hidden=frozenset(one for one, role in world.hidden.items() if not role),
            read_only=frozenset(one for one, role in world.hidden.items() if role),
            now=world.google.now,
        )


def judge(before: Before, changes: ChangeSet, seen: Counter[Cell]) -> Iterator[Broken]:
    """Compare a change set with the table, and count the cells that were met."""
    by_number: dict[int, list[Change]] = {}
    for change in changes.changes:
        number = NUMBER_OF_KEY.get(change.key)
        if number is not None and change.verb is not Verb.FOREIGN:
            by_number.setdefault(number, []).append(change)
        elif change.verb is Verb.FOREIGN:
            seen["a copy", "foreign"] += 1
    yield from _copies(before, changes)
    for number in range(len(ACTIVITIES)):
        found = _cell(before, number)
        if found is None:
            continue
        cell, allowed = found
        verbs = [change.verb for change in by_number.get(number, [])]
        seen[cell] += 1
        if cell[1] == "never":
            if WRITES & set(verbs):
                yield Broken("verdict", f"{ACTIVITIES[number]} is none of its business: {verbs}")
            continue
        if len(verbs) > 1 or not set(verbs) <= (allowed or NONE) or (allowed and not verbs):
            fits = sorted(verb.value for verb in allowed)
            yield Broken("verdict", f"{ACTIVITIES[number]} {cell}: {verbs}, the table says {fits}")


def _copies(before: Before, changes: ChangeSet) -> Iterator[Broken]:
    copies = {
        event.id
        for event in before.events
        if event.live
        and event.number is None
        and "bellKey" in event.private
        and event.calendar in set(before.calendars.values()) - before.hidden - before.read_only
    }
    told = {change.event_id for change in changes.changes if change.verb is Verb.FOREIGN}
    if copies - told:
        yield Broken("verdict", f"the copies {copies - told} are not told of")


def _cell(before: Before, number: int) -> tuple[Cell, frozenset[Verb]] | None:
    """Where an activity stands in the table and the verdicts that fit; None where it tells nothing."""
    ours = [event for event in before.events if event.number == number]
    if any(event.calendar not in before.calendars.values() for event in ours):
        return None
    if any(event.calendar in before.read_only for event in ours):
        return None  # a reader is not shown what stands in a private event
    wish = before.wanted.get(number)
    if before.hidden & {*(event.calendar for event in ours), *_home(before, wish)}:
        if _elsewhere(before, ours) or (wish and not _home(before, wish)):
            return None
        return ("calendar out of sight", "any"), NONE
    live = [event for event in ours if event.live]
    own = [event for event in live if event.own]
    if len(live) > 1:
        return None
    if number not in before.reach:
        return (("stands as written", "never"), NONE) if own else None
    if own:
        return _standing(before, own[0], wish)
    if live:
        return _unmarked(before, number, live[0], wish)
    return _absent(before, number, ours, wish)


def _home(before: Before, wish: WantedEvent | None) -> set[str]:
    return (
        {before.calendars[wish.owner]} & before.hidden
        if wish and wish.owner in before.calendars
        else set()
    )


def _elsewhere(before: Before, ours: list[Stored]) -> bool:
    return any(event.calendar not in before.hidden for event in ours)


def _unmarked(
    before: Before, number: int, event: Stored, wish: WantedEvent | None
) -> tuple[Cell, frozenset[Verb]] | None:
    if wish is None and number in before.known:
        if event.start < before.now:
            return None
        return ("without marks", "removed"), frozenset({Verb.CONFLICT})
    if number not in before.known:
        return None
    return ("without marks", "wanted"), frozenset({Verb.CONFLICT})


def _absent(
    before: Before, number: int, ours: list[Stored], wish: WantedEvent | None
) -> tuple[Cell, frozenset[Verb]] | None:
    by_person = number in before.deleted
    known = before.known.get(number)
    if wish is None:
        row = "cancelled by a person" if by_person and ours else "cancelled by us"
        row = row if ours else "gone, known" if known else ""
        return ((row, "removed"), NONE) if row else None
    if by_person:
        row = "cancelled by a person" if ours else "gone, known"
        life = before.lived.get(before.deleted[number])
        same = life is not None and life.written == values_wanted(wish)
        fits = {Verb.TOMBSTONE if same else Verb.CONFLICT}
        if not any(event.own and event.place == before.deleted[number] for event in ours):
            # what it said is only known from what was kept, perhaps by another computer
            fits = {Verb.TOMBSTONE, Verb.CONFLICT}
            if ours and known is None:
                return None  # nobody here knows it was ours; the push will find its id used
        return (row, "as written" if same else "differs"), frozenset(fits)
    if wish.start < before.now:
        return ("never was", "wanted in the past"), frozenset({Verb.FROZEN})
    row = "cancelled by us" if ours or known else "never was"
    return (row, "wanted"), frozenset({Verb.CREATE})


def _standing(
    before: Before, event: Stored, wish: WantedEvent | None
) -> tuple[Cell, frozenset[Verb]] | None:
    life = before.lived[event.place]
    if wish is None:
        return _unwanted(before, event, life)
    if before.calendars.get(wish.owner) != event.calendar:
        return None
    is_, want = event.values(), values_wanted(wish)
    if event.start < before.now:
        same = is_["time"] == want["time"]
        return ("begun", "as written" if same else "differs"), (
            QUIET if same else frozenset({Verb.FROZEN})
        )
    if wish.start < before.now and is_ != want:
        return None
    if life.edited.get("time", want["time"]) != want["time"]:
        same = life.written["time"] == want["time"]
        verb = Verb.PIN if same else Verb.CONFLICT
        return ("moved by a person", "as written" if same else "differs"), frozenset({verb})
    return _worded(event, life, wish)


def _worded(event: Stored, life: Lived, wish: WantedEvent) -> tuple[Cell, frozenset[Verb]]:
    is_, want = event.values(), values_wanted(wish)
    write = {name for name in want if is_[name] != want[name] and name not in life.edited}
    guests, present = set(wish.guests), set(event.guests)
    touched = (guests - present - life.invited) | ((present - guests) & life.invited)
    agreed = {name for name in life.edited if is_[name] == want[name]}
    learns = agreed or not guests <= life.invited or event.private.get("bellDel") == "1"
    if "time" in write:
        verb = Verb.MOVE
    elif write or touched:
        verb = Verb.EDIT
    else:
        verb = Verb.ADOPT if learns else Verb.NOTHING
    if agreed:
        row = "a person agrees"
    elif life.edited:
        row = "worded by a person"
    else:
        row = "people's own changed" if life.own_touch else "stands as written"
    differs = want != life.written or bool(touched)
    return (row, "differs" if differs else "as written"), frozenset({verb})


def _unwanted(before: Before, event: Stored, life: Lived) -> tuple[Cell, frozenset[Verb]]:
    if event.start < before.now:
        return ("begun", "removed"), frozenset({Verb.FROZEN})
    if "time" in life.edited:
        return ("moved by a person", "removed"), frozenset({Verb.CONFLICT})
    if life.edited:
        return ("worded by a person", "removed"), frozenset({Verb.CONFLICT})
    row = "people's own changed" if life.own_touch else "stands as written"
    return (row, "removed"), frozenset({Verb.CANCEL})
