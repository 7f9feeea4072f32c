"""What is forgotten, and the ledger in the workbook that remembers: lost journals, events Google purged."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from local_google import admin
from sync.merging.changes import Known, Standing
from sync.sheets import ledger
from sync.sheets.ledger import Ledger
from tests.state.computer import Computer
from tests.state.wishes import ACTIVITIES

if TYPE_CHECKING:
    from tests.state.world import World


def known_to(world: "World", computer: Computer) -> list[Known]:
    """What a computer will know once it has read the ledger."""
    known = {row.key: row for row in computer.known()}
    for theirs in world.ledger.events:
        known[theirs.key] = ledger.together(known.get(theirs.key), theirs)
    return list(known.values())


def track(world: "World", computer: Computer) -> None:
    """The tracker writes down what the journal knows, unless the ledger knows more."""
    world.ledger = Ledger(
        calendars={**world.ledger.calendars, **computer.journal.calendars()},
        events=tuple(known_to(world, computer)),
    )


def lose_journal(world: "World", c: int) -> None:
    """The database is deleted; not while only it knows how an event ended that Google forgot."""
    computer = world.computers[c]
    noted = {row.key: row for row in world.ledger.events}
    ahead = any(noted.get(row.key) != row for row in known_to(world, computer))
    if world.purges and (ahead or computer.journal.unsettled()):
        return
    computer.lose_journal()
    world.ended = {one for one in world.ended if one[0] != c}


def purge(world: "World", t: int) -> None:
    """Google forgets a deleted event, once all computers can know of it and of our deletions."""
    gone = [event for event in world.google.events() if event.own and not event.live]
    if not gone:
        return
    event = gone[t % len(gone)]
    number = event.number
    assert number is not None
    deleted = number in world.truth.deleted
    for computer in world.computers:
        if number not in computer.reach:
            continue
        if (computer.number, event.id) in world.ended and _open(computer, event.id):
            return
        rows = [row for row in known_to(world, computer) if row.activity == ACTIVITIES[number]]
        behind = (computer.number, event.id) not in world.ended and any(
            row.event_id == event.id and row.standing is Standing.STANDS for row in rows
        )
        nobody_knows = not rows and number not in world.told
        if (deleted and nobody_knows) or (behind and not deleted):
            return
    admin.purge(world.google.store, event.calendar, event.id)
    world.purges += 1


def _open(computer: Computer, event_id: str) -> bool:
    """Whether it was cut off at that event: once Google forgot it, nobody could tell that it was us."""
    return any(op.event_id == event_id for op in computer.journal.unsettled())


STEPS: Mapping[str, Callable[..., None]] = {"lose_journal": lose_journal, "purge": purge}
