"""A coach who is out, a closed school, a blocked hour: what it makes impossible, and who hears of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from errands.mending.covering import coverage
from errands.mending.repairing import Mended, look_around, mend, write
from scheduler.counts.coverage import cover_needs
from scheduler.district import CalendarDay, CohortId, District, PersonId, Role, School, SchoolId
from scheduler.errors import SettingsError
from scheduler.model import Half, Schedule
from scheduler.peoples_time.availability import Availability
from scheduler.repair.disruption import Disruption, slipped, without
from scheduler.repair.make_ups import Offer, make_ups
from scheduler.schoolday import REGULAR
from sheets_templates.books.coverage import OPEN, UNFILLED
from sync.journal.journal import Journal
from sync.journal.kept_disruptions import (
    forget_disruptions,
    keep_disruption,
    kept_disruptions,
    name_of,
)
from sync.workspace.disturbed import laid_over
from sync.workspace.given import warnings_of
from sync.workspace.known import journal
from workflow import Given, Workspace

if TYPE_CHECKING:
    from scheduler.model import ActivityId
    from sync.calendars.push import PushReport
    from sync.sheets.tracking import Tracked

__all__ = [
    "Disrupted",
    "Disruption",
    "Half",
    "bells_named",
    "carry_out",
    "cohort_named",
    "disrupt",
    "has_letters",
    "known_disruptions",
    "lift",
    "person_named",
    "school_named",
    "uncovered",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disrupted:
    """What a disruption makes necessary, and for each activity that lost its time what could be done."""

    disruptions: tuple[Disruption, ...]
    mended: Mended
    offers: "dict[ActivityId, tuple[Offer, ...]]"
    cover: tuple[int, int] = (0, 0)
    """Minutes of classes to cover from now on, before and after."""
    letters: tuple[CalendarDay, ...] = ()
    """Dates of a closed school whose letter changes, or would if its letters slipped."""
    warnings: tuple[str, ...] = ()
    """What the change of a cohort makes worth knowing."""


def disrupt(workspace: Workspace, given: Given, *ones: Disruption) -> Disrupted:
    """Work out what has to change; nothing is kept and nothing is written to Google."""
    with look_around(workspace, given) as (desk, facts):
        before = without(given.district, [*ones, *_said_before(desk.journal, ones)])
        after = laid_over(replace(given, district=before), ones)
        today = given.days.date_of(desk.now)
        fresh = {one.id for one in after.activities if one.window.last >= today}
        mended = mend(
            replace(desk, given=after),
            facts,
            before=before,
            fresh=frozenset(fresh - {one.id for one in given.activities}),
            callers=frozenset(one.person for one in ones if one.calls and one.person),
        )
    return Disrupted(
        disruptions=tuple(_with_its_calls(one, mended) for one in ones),
        mended=mended,
        offers=_offers(mended),
        cover=_cover(mended),
        letters=_letters(before, ones),
        warnings=_warnings(given, after, ones),
    )


def _said_before(journal: Journal, ones: Iterable[Disruption]) -> list[Disruption]:
    """What is kept of the same people and dates: what is said now takes its place."""
    return [kept for kept in kept_disruptions(journal) if any(kept.twin_of(one) for one in ones)]


def _with_its_calls(one: Disruption, mended: Mended) -> Disruption:
    """The disruption with the debriefs that go by call for it."""
    activities = mended.repaired.schedule.activities
    hers = (key for key in mended.by_call if one.calls and activities[key].leader == one.person)
    return replace(one, by_call=tuple(sorted(hers)))


def _cover(mended: Mended) -> tuple[int, int]:
    """Minutes of classes somebody has to cover for what is ahead, before and after."""
    now, before = mended.changes.made_at, mended.before
    availability = Availability(mended.given.district, mended.given.days)
    stood = {**before.placed, **mended.known.published.placed}
    old = replace(before, placed={key: stood[key] for key in before.placed})
    return (
        _minutes_to_cover(old, availability, now),
        _minutes_to_cover(mended.repaired.schedule, availability, now),
    )


def _minutes_to_cover(schedule: Schedule, availability: Availability, now: datetime) -> int:
    needs = cover_needs(schedule, availability)
    return sum(need.span.minutes for need in needs if need.span.start > now)


def _letters(before: District, ones: Iterable[Disruption]) -> tuple[CalendarDay, ...]:
    return tuple(
        row
        for one in ones
        if one.school is not None and not one.blocks and not one.bells
        for row in slipped(before, one.school, one.first)
    )


def _warnings(given: Given, after: Given, ones: Iterable[Disruption]) -> tuple[str, ...]:
    """What is worth knowing only since somebody left or joined: a cohort that has become too small."""
    if not any(one.leaves or one.joins for one in ones):
        return ()
    known = {one.says for one in warnings_of(given)}
    return tuple(one.says for one in warnings_of(after) if one.says not in known)


def uncovered(
    workspace: Workspace, given: Given, school: SchoolId, day: date, half: Half
) -> tuple[Disruption, ...]:
    """What it means that nobody covers the classes of a half day: their teachers stay in them.

    A class somebody is noted for in the coverage workbook is not among them.

    Raises:
        SettingsError: no class of that half day is without somebody.
    """
    found = coverage(workspace, given, first=day, days=0)
    lessons = [
        need
        for need in found.needs
        if need.school == school and need.half is half and found.of(need).status in (OPEN, UNFILLED)
    ]
    if not lessons:
        raise SettingsError(
            f"no class needs cover at {given.district.schools[school].name} that {half.value}",
            where=f"the coverage of {day:%a} {day.day} {day:%b}",
            fix="see the list: bellweave report coverage",
        )
    local = given.days.local
    return tuple(
        Disruption(
            person=need.teacher,
            first=day,
            last=day,
            start=local(need.span.start).time(),
            end=local(need.span.end).time(),
        )
        for need in lessons
    )


def bells_named(given: Given, school: SchoolId, words: str) -> str:
    """The variant of a school's bells that a delayed day uses: the one named, or the only one like that.

    Raises:
        SettingsError: there is none, or more than one.
    """
    bell_set = given.district.schools[school].bell_set
    known = sorted(
        {one.variant for one in given.district.bells if one.bell_set == bell_set} - {"", REGULAR}
    )
    wanted = words.strip().casefold()
    found = [one for one in known if one.casefold() == wanted]
    if not wanted:
        found = [one for one in known if "delay" in one.casefold()]
    if len(found) == 1:
        return found[0]
    raise SettingsError(
        f"{given.district.schools[school].name} has no bells for a delay"
        if not found
        else "there are several bells for a delay",
        where="BellSchedules",
        fix=f"say which: --bells with one of: {', '.join(known)}" if known else "enter them there",
    )


def cohort_named(given: Given, words: str) -> CohortId:
    """A cohort by id.

    Raises:
        SettingsError: there is none.
    """
    for one in given.district.cohorts:
        if one.id.casefold() == words.strip().casefold():
            return one.id
    known = ", ".join(sorted(one.id for one in given.district.cohorts)[:5])
    raise SettingsError(
        f"there is no cohort called {words}", where="Cohorts", fix=f"use an id like {known}"
    )


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
        if key in repaired.schedule.activities and key in stood
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
        for one in found.disruptions:
            _keep(kept, one)
    counts = mended.changes.counts
    return write(workspace, mended, mails=counts.mails, cancels=counts.cancel)


def _keep(journal: Journal, one: Disruption) -> None:
    """Keep what came up in the place of what was said of the same time before; its calls stay calls."""
    old = _said_before(journal, [one])
    calls = {*one.by_call, *(key for each in old for key in each.by_call)}
    new = replace(one, by_call=tuple(sorted(calls)))
    if new not in old:
        keep_disruption(journal, new)
    forget_disruptions(journal, [each for each in old if each != new])


def known_disruptions(workspace: Workspace, given: Given) -> list[tuple[str, Disruption]]:
    """Those that are kept, each with the name to lift it by, in order of time."""
    if not workspace.has_journal:
        return []
    with journal(workspace, given.zone) as kept:
        found = [one for one in kept_disruptions(kept) if not one.over]
    return [(name_of(one), one) for one in sorted(found, key=lambda one: (one.first, name_of(one)))]


def lift(workspace: Workspace, given: Given, name: str) -> Disruption:
    """Let the time of a disruption be used again; what was moved or cancelled for it stays so.

    Raises:
        SettingsError: there is none of that name.
    """
    for known, one in known_disruptions(workspace, given):
        if known == name:
            with journal(workspace, given.zone) as kept:
                if one.by_call:
                    keep_disruption(kept, replace(one, over=True))
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


def has_letters(given: Given, school: SchoolId, day: date) -> bool:
    """Whether the days of a school have letters that could slip."""
    return bool(given.days.letter(school, day))


def school_named(given: Given, words: str, *, blocks: Collection[str] = ()) -> SchoolId:
    """A school by id or name, at which these blocks ring.

    Raises:
        SettingsError: there is none of that name, or one of the blocks never rings there.
    """
    folded = words.strip().casefold()

    def is_it(school: School) -> bool:
        return folded in {school.id.casefold(), school.name.casefold()}

    found = [school.id for school in given.district.schools.values() if is_it(school)]
    if len(found) == 1:
        rung = given.days.names_of_blocks(found[0])
        for name in blocks:
            if name not in rung:
                raise SettingsError(
                    f"no block called {name} rings there",
                    where="BellSchedules",
                    fix=f"use some of: {', '.join(sorted(rung))}" if rung else "enter its bells",
                )
        return found[0]
    known = ", ".join(sorted(school.name for school in given.district.schools.values()))
    raise SettingsError(
        f"there is no school called {words}", where="Schools", fix=f"use one of: {known}"
    )
