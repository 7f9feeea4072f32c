"""A coach who is out, a closed school, a blocked hour: what it makes impossible, and who hears of it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from errands.repairing import Mended, look_around, mend, write
from scheduler.district import PersonId, Role, School, SchoolId
from scheduler.errors import SettingsError
from scheduler.repair.disruption import Disruption, without
from scheduler.repair.make_ups import Offer, make_ups
from sync.journal.kept_disruptions import (
    forget_disruptions,
    keep_disruption,
    kept_disruptions,
    name_of,
)
from sync.workspace.disturbed import laid_over
from sync.workspace.known import journal
from workflow import Given, Workspace

if TYPE_CHECKING:
    from scheduler.model import ActivityId
    from sync.calendars.push import PushReport
    from sync.sheets.tracking import Tracked

__all__ = [
    "Disrupted",
    "Disruption",
    "carry_out",
    "disrupt",
    "known_disruptions",
    "lift",
    "person_named",
    "school_named",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disrupted:
    """What a disruption makes necessary, and for each activity that lost its time what could be done."""

    disruption: Disruption
    mended: Mended
    offers: "dict[ActivityId, tuple[Offer, ...]]"


def disrupt(workspace: Workspace, given: Given, one: Disruption) -> Disrupted:
    """Work out what has to change; nothing is kept and nothing is written to Google."""
    with look_around(workspace, given) as (desk, facts):
        before = without(given.district, [one])
        after = laid_over(replace(given, district=before), [one])
        mended = mend(replace(desk, given=after), facts, before=before)
    return Disrupted(disruption=one, mended=mended, offers=_offers(mended))


def _offers(mended: Mended) -> "dict[ActivityId, tuple[Offer, ...]]":
    repaired, given = mended.repaired, mended.given
    today = given.days.date_of(mended.changes.made_at)
    stood = {**mended.before.placed, **mended.known.published.placed}
    return {
        key: make_ups(
            repaired.schedule,
            key,
            stood[key],
            district=given.district,
            published=today,
            exclusions=mended.known.exclusions,
        )
        for key in repaired.touched
        if key in repaired.schedule.activities
    }


def carry_out(
    workspace: Workspace, found: Disrupted, *, people: int | None
) -> "tuple[PushReport, Tracked | None]":
    """Keep the disruption, and tell everybody at once; `people` is the number somebody has confirmed.

    Raises:
        SettingsError: people would be told and their number was not confirmed; nothing was written.
    """
    mended = found.mended
    told = len(mended.people)
    if told and people != told:
        said = f"--confirm-people {people} is another number" if people else "nobody confirmed that"
        raise SettingsError(
            f"{told} people would be told at once, and {said}",
            fix=f"look at the list, then add --confirm-people {told}",
        )
    with journal(workspace, mended.given.zone) as kept:
        keep_disruption(kept, found.disruption)
    counts = mended.changes.counts
    return write(workspace, mended, mails=counts.mails, cancels=counts.cancel)


def known_disruptions(workspace: Workspace, given: Given) -> list[tuple[str, Disruption]]:
    """Those that are kept, each with the name to lift it by, in order of time."""
    if not workspace.has_journal:
        return []
    with journal(workspace, given.zone) as kept:
        found = kept_disruptions(kept)
    return [(name_of(one), one) for one in sorted(found, key=lambda one: (one.first, name_of(one)))]


def lift(workspace: Workspace, given: Given, name: str) -> Disruption:
    """Let the time of a disruption be used again; what was moved or cancelled for it stays so.

    Raises:
        SettingsError: there is none of that name.
    """
    for known, one in known_disruptions(workspace, given):
        if known == name:
            with journal(workspace, given.zone) as kept:
                forget_disruptions(kept, [one])
            return one
    raise SettingsError(f"there is no disruption {name}", fix="see them: bellweave disrupt list")


def person_named(given: Given, words: str, *, coach: bool = False) -> PersonId:
    """Somebody by id, e-mail address or name; with `coach` only a coach.

    Raises:
        SettingsError: there is nobody of that name, or more than one.
    """
    folded = words.strip().casefold()
    found = [
        person
        for person in given.district.people.values()
        if folded in {person.id.casefold(), person.name.casefold(), person.email.casefold()}
        and (not coach or person.role is Role.COACH)
    ]
    if len(found) == 1:
        return found[0].id
    kind = "coach" if coach else "person"
    known = sorted(
        person.name for person in given.district.people.values() if person.role is Role.COACH
    )
    raise SettingsError(
        f"there is no {kind} called {words}" if not found else f"more than one is called {words}",
        where="People",
        fix=f"use a name or an id of People, like {', '.join(known[:3])}",
    )


def school_named(given: Given, words: str) -> SchoolId:
    """A school by id or name.

    Raises:
        SettingsError: there is none of that name.
    """
    folded = words.strip().casefold()

    def is_it(school: School) -> bool:
        return folded in {school.id.casefold(), school.name.casefold()}

    found = [school.id for school in given.district.schools.values() if is_it(school)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(sorted(school.name for school in given.district.schools.values()))
    raise SettingsError(
        f"there is no school called {words}", where="Schools", fix=f"use one of: {known}"
    )
