"""Putting a schedule right after a decline or a disruption: what must change, who is told, and doing it."""

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from errands.asked.other_times import instead_of
from scheduler.district import District, PersonId
from scheduler.model import Activity, ActivityId, Schedule, Slot
from scheduler.peoples_time.never_again import without_never
from scheduler.peoples_time.whose_days import counting_school
from scheduler.repair.calls import repair_with_calls, some_by_call
from scheduler.repair.case import Case
from scheduler.repair.clock import with_the_bells
from scheduler.repair.disruption import without
from scheduler.repair.impossible import DECLINED, Lost, declined, made_impossible
from scheduler.repair.repair import Repaired
from scheduler.schoolday import SchoolDays
from sync.journal.kept_disruptions import kept_disruptions
from sync.journal.kept_nevers import kept_nevers
from sync.workspace.known import journal, standing_in
from sync.workspace.known import known as everything_known
from sync.workspace.repairing import repairs_here
from sync.workspace.whose_busy import whose_busy
from workflow import Desk, Given, Known, Workspace, at_work, when_to_send
from workflow import push as carry_out

if TYPE_CHECKING:
    from scheduler.advice.alternatives import Alternative
    from sync.calendars.push import PushReport
    from sync.event.facts import Facts
    from sync.merging.changes import ChangeSet
    from sync.sheets.tracking import Tracked

__all__ = ["Mended", "Repaired", "decline_repair", "look_around", "mend", "write"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A repair worked out and not yet written.

    `changes` are those of the events it is about and no others, what waits for its moment among its
    `waiting`. `pull` is what people did.
    """

    given: Given
    known: Known
    before: Schedule
    repaired: Repaired
    changes: "ChangeSet"
    pull: "Facts"
    smaller: "Mapping[ActivityId, int]"
    """What goes on without somebody, and how many people it has left."""
    instead: "Mapping[ActivityId, tuple[Alternative, ...]]" = field(default_factory=dict)
    """Other times of what somebody declined, all else as it is after the repair."""
    by_call: frozenset[ActivityId] = frozenset()
    """What goes by call now, since no time is left for it otherwise."""

    @property
    def people(self) -> tuple[str, ...]:
        """The addresses of everybody who is told now."""
        return tuple(sorted({email for one in self.changes.changes for email in one.mails}))


@contextmanager
def look_around(workspace: Workspace, given: Given) -> "Iterator[tuple[Desk, Facts]]":
    """A desk, and what people did since the last look; nothing is written to Google."""
    from sync.calendars.pull import Asked
    from sync.workspace.reading_back import read_back

    with at_work(workspace, given) as desk:
        run = f"pull-{secrets.token_hex(4)}"
        api = desk.google.calendar
        yield desk, read_back(workspace, given, desk.journal, api, run=run, asked=Asked())


def decline_repair(workspace: Workspace, given: Given, *, hold: bool = True) -> Mended:
    """Other times for what people declined and what disruptions took, worked out and held as is due.

    Whoever repairs says yes to changing an event a second time in a week; `hold` False holds nothing.
    """
    from sync.workspace.due import WEEKLY, due, rhythm_of

    with look_around(workspace, given) as (desk, facts):
        before = without(given.district, kept_disruptions(desk.journal))
        before = without_never(before, kept_nevers(desk.journal))
        mended = _with_other_times(desk, mend(desk, facts, before=before))
        if not hold:
            return mended
        if workspace.settings.publish == WEEKLY:
            rhythm = rhythm_of(mended.repaired.schedule, given, desk.journal, desk.now, again=True)
            mended = replace(mended, changes=due(mended.changes, rhythm, given))
    return _held_back(workspace, mended)


def mend(
    desk: Desk,
    facts: "Facts",
    *,
    before: District,
    fresh: frozenset[ActivityId] = frozenset(),
    callers: frozenset[PersonId] = frozenset(),
) -> Mended:
    """Work out the repair of what is known now; `before` is the district without the disruptions.

    `fresh` activities are new since somebody joined, and take a time as well. Debriefs of `callers` go by
    call rather than not at all.
    """
    workspace, given = desk.workspace, desk.given
    known = everything_known(workspace, desk.journal)
    base = standing_in(known, given, desk.now)
    case, lighter = _case(desk, known, base, before)
    fresh -= base.placed.keys()
    case = replace(case, fresh=fresh)

    with repairs_here(workspace.settings.time_limit) as find:
        repaired, by_call = repair_with_calls(case, find, callers)
    if by_call:
        given = replace(given, activities=some_by_call(given.activities, by_call))
        desk = replace(desk, given=given)
    changes = _compared(desk, repaired, {*lighter, *(fresh & repaired.schedule.placed.keys())})
    after = repaired.schedule
    return Mended(
        given=given,
        known=known,
        before=base,
        repaired=repaired,
        changes=changes,
        pull=facts,
        smaller={key: len(after.people_at(key)) for key in lighter if key in after.placed},
        by_call=by_call,
    )


def _with_other_times(desk: Desk, mended: Mended) -> Mended:
    """The repair, and where else what was declined could go."""
    refused = [key for key in mended.repaired.touched if mended.repaired.why[key] == DECLINED]
    after = mended.repaired.schedule
    found = instead_of(
        refused, desk.workspace, desk.given, known=mended.known, schedule=after, now=desk.now
    )
    return replace(mended, instead={key: times for key, times in found.items() if times})


def _case(
    desk: Desk, known: Known, base: Schedule, before: District
) -> tuple[Case, frozenset[ActivityId]]:
    """What a repair starts from, and what goes on without somebody who was only invited."""
    given, now = desk.given, desk.now
    earlier = SchoolDays(before)
    shifted, _ = with_the_bells(base, earlier, given.days, now)
    lighter, lost = made_impossible(shifted, before, given.district, now, stood=base)
    told, without_her = _still_known(known.published, given)
    _, lost_as_told = made_impossible(told, before, given.district, now)
    _, rings_later = with_the_bells(told, earlier, given.days, now)
    every: Lost = {
        **declined(shifted, known.exclusions, now),
        **declined(told, known.exclusions, now),
        **lost_as_told,
        **rings_later,
        **lost,
    }
    fewer = {key for key, slot in lighter.placed.items() if slot != shifted.placed[key]}
    whom = whose_busy(given.district, desk.workspace.settings.busy)
    case = Case(
        district=given.district,
        activities=given.activities,
        base=lighter,
        told=told,
        lost=every,
        accepted=_accepted(known),
        pins=known.pins,
        exclusions=known.exclusions,
        busy=known.busy.of(whom).busy,
        now=now,
        seed=desk.workspace.settings.seed,
    )
    return case, frozenset(fewer) | (without_her & lighter.placed.keys())


def _accepted(known: Known) -> frozenset[ActivityId]:
    """What somebody who was told of it said yes to, at the time it has; who leads it is asked nothing."""
    told = known.published
    return frozenset(
        key
        for key, person, start in known.accepted
        if (slot := told.placed.get(key))
        and slot.start == start
        and person != told.activities[key].leader
    )


def _still_known(told: Schedule, given: Given) -> tuple[Schedule, frozenset[ActivityId]]:
    """What people know, without what somebody unknown is in; where somebody has left since, and the rest go
    on, as it is without her. The second names these."""
    people, wanted = given.district.people, {one.id: one for one in given.activities}
    placed = {
        key: slot
        for key, slot in told.placed.items()
        if all(person in people for person in told.people_at(key))
    }
    without_her = {
        key: wanted[key]
        for key, slot in placed.items()
        if key in wanted
        and not all(
            people[person].active_on(given.days.date_of(slot.start))
            for person in told.people_at(key)
        )
    }
    activities = {**told.activities, **without_her}
    return replace(told, placed=placed, activities=activities), frozenset(without_her)


def _compared(desk: Desk, repaired: Repaired, lighter: Collection[ActivityId]) -> "ChangeSet":
    """The changes of the events that are released from their time, and of no others."""
    from sync.calendars.look import look
    from sync.event.identity import key_of
    from sync.merging.merge import Frozen
    from sync.merging.permission import claims_of
    from sync.sheets.ledger import learn
    from sync.workspace.due import differences

    schedule, released = repaired.schedule, repaired.released
    about = frozenset({*released, *lighter})
    learn(desk.google.sheets, desk.journal)
    owners = sorted({schedule.activities[key].leader for key in schedule.placed})
    seen = look(desk.google.calendar, desk.journal, owners)
    lineage = desk.journal.lineage
    may_change = frozenset(key_of(lineage, one) for one in about)
    changes = differences(
        desk.workspace,
        desk.given,
        desk.journal,
        desk.google,
        schedule,
        frozen=Frozen(until=desk.now, may_change=may_change),
        claims=claims_of(released, repaired.cancelled, seen.found, lineage),
        seen=seen,
    )
    return _only(changes, about)


def _only(changes: "ChangeSet", about: Collection[ActivityId]) -> "ChangeSet":
    """The change set of some activities."""
    kept = tuple(one for one in changes.changes if one.activity in about)
    owners = {one.owner for one in kept}
    new = {owner: name for owner, name in changes.new_calendars.items() if owner in owners}
    keys = {one.key for one in kept}
    claims = tuple(claim for claim in changes.claims if claim.key in keys)
    return replace(changes, changes=kept, new_calendars=new, claims=claims)


def _held_back(workspace: Workspace, mended: Mended) -> Mended:
    """What may wait for the moment mail goes out waits; what would come without notice then does not."""
    changes = mended.changes
    sending = when_to_send(workspace, mended.given, changes.counts.mails)
    if not sending.hold:
        return mended
    waits = {
        one.key
        for one in changes.changes
        if one.mails and one.activity and _can_wait(one.activity, mended, sending.at)
    }
    held = [
        replace(one, says=sending.why, until=sending.at)
        for one in changes.changes
        if one.key in waits
    ]
    now = tuple(one for one in changes.changes if one.key not in waits)
    changes = replace(changes, changes=now, waiting=(*changes.waiting, *held))
    return replace(mended, changes=changes)


def _can_wait(key: ActivityId, mended: Mended, until: datetime) -> bool:
    """Whether both the old and the new time would still be told with the notice agreed."""
    days, told = mended.given.days, mended.known.published
    schedule = mended.repaired.schedule
    activity: Activity = {**told.activities, **schedule.activities}[key]
    slots: Iterable[Slot | None] = (told.placed.get(key), schedule.placed.get(key))
    school = counting_school(mended.given.district, activity)
    return all(
        slot.start > until
        and days.count(school, days.date_of(until), days.date_of(slot.start)) >= activity.notice
        for slot in slots
        if slot is not None
    )


def write(
    workspace: Workspace, mended: Mended, *, mails: int | None = None, cancels: int | None = None
) -> "tuple[PushReport, Tracked | None]":
    """Keep the repaired schedule as the workspace's own and push what does not wait.

    A pin at a time that is lost holds nothing any more and is dropped. `mails` and `cancels` are the
    numbers a person has confirmed.
    """
    from sync.journal.kept_facts import drop_pin

    released = mended.repaired.released
    with journal(workspace, mended.given.zone) as kept:
        for pin in mended.known.pins:
            if released.get(pin.activity) == pin.slot.start:
                drop_pin(kept, pin.activity)
        changes = replace(mended.changes, serial=kept.serial)
    workspace.save_draft(mended.repaired.schedule)
    return carry_out(workspace, mended.given, changes, mails=mails, cancels=cancels)
