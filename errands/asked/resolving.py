"""Settling what schedule and calendar disagree about, one event at a time."""

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scheduler.errors import SettingsError
from sync.event.marks import Field
from sync.merging.resolving import Matter, Take, claims_for
from sync.merging.resolving import open_matters as matters_in
from workflow import Desk, Given, Workspace, at_work, saved

if TYPE_CHECKING:
    from sync.calendars.look import Look
    from sync.calendars.push import PushReport
    from sync.merging.changes import ChangeSet
    from sync.merging.claims import Claim

__all__ = ["Field", "Matter", "Settled", "Take", "open_matters", "settle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What settling one matter would do, or did: its claims, its change, and the report of a push."""

    matter: Matter
    claims: "Sequence[Claim]"
    changes: "ChangeSet"
    report: "PushReport | None" = None


def open_matters(workspace: Workspace, given: Given) -> tuple[Matter, ...]:
    """All that a person may settle; writes nothing to Google."""
    with _looking(workspace, given) as (desk, seen):
        return _matters(desk, seen)


def settle(
    workspace: Workspace,
    given: Given,
    name: str,
    take: Take,
    *,
    fields: Collection[Field] = (),
    yes: bool = False,
    still: "Callable[[ChangeSet], None]" = lambda _: None,
) -> Settled:
    """Settle the matter of an activity; with `yes` it is noted down and its one change is pushed.

    `still` sees the change first, and raises when it is not the one that was shown.

    Raises:
        SettingsError: there is no such matter, or more than one, or a field nobody changed.
    """
    from sync.calendars.push import push
    from sync.journal.claims import keep_claims
    from sync.journal.kept_facts import drop_pin
    from sync.merging.claims import About
    from sync.merging.guards import Confirmed
    from sync.workspace.adopted import refuse_unadopted

    with _looking(workspace, given) as (desk, seen):
        matter = _one(_matters(desk, seen), name)
        claims = claims_for(matter, take, fields)
        changes = _only(_compared(desk, seen, claims), matter)
        if not yes:
            return Settled(matter=matter, claims=claims, changes=changes)
        still(changes)
        refuse_unadopted(desk.journal, changes)
        keep_claims(desk.journal, claims)
        if matter.change.activity and any(claim.about is About.TIME for claim in claims):
            drop_pin(desk.journal, matter.change.activity)
        changes = replace(changes, serial=desk.journal.serial)
        report = push(
            changes,
            api=desk.google.calendar,
            journal=desk.journal,
            run=f"r-{secrets.token_hex(4)}",
            actor=desk.google.account,
            now=lambda: desk.now,
            confirmed=Confirmed(
                mails=changes.counts.mails,
                cancels=changes.counts.cancel,
                look_alikes=changes.counts.look_alike,
            ),
        )
        return Settled(matter=matter, claims=claims, changes=changes, report=report)


@contextmanager
def _looking(workspace: Workspace, given: Given) -> "Iterator[tuple[Desk, Look]]":
    from sync.calendars.look import look

    with at_work(workspace, given) as desk:
        schedule = saved(workspace, given)
        owners = sorted({schedule.activities[key].leader for key in schedule.placed})
        yield desk, look(desk.google.calendar, desk.journal, owners)


def _compared(desk: Desk, seen: "Look", claims: "Iterable[Claim]" = ()) -> "ChangeSet":
    from sync.workspace.due import differences

    schedule = saved(desk.workspace, desk.given)
    known, clients = desk.journal, desk.google
    return differences(
        desk.workspace, desk.given, known, clients, schedule, claims=claims, seen=seen
    )


def _matters(desk: Desk, seen: "Look") -> tuple[Matter, ...]:
    changes = _compared(desk, seen).changes
    return matters_in(changes, seen.found, desk.journal.lineage)


def _one(matters: Sequence[Matter], name: str) -> Matter:
    named = [one for one in matters if name in (one.change.activity, one.change.key)]
    if len(named) == 1:
        return named[0]
    what = "is nothing to settle" if not named else "are several events to settle"
    raise SettingsError(f"there {what} about {name}", fix="see what is open: bellweave resolve")


def _only(changes: "ChangeSet", matter: Matter) -> "ChangeSet":
    """The change set of this one event."""
    about = tuple(one for one in changes.changes if one.key == matter.change.key)
    owners = {one.owner for one in about}
    new = {owner: name for owner, name in changes.new_calendars.items() if owner in owners}
    return replace(changes, changes=about, new_calendars=new)
