"""Times a teacher can never do: asked once after her first decline, kept or not as the coach says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from errands.asked.which_day import without_its_sort
from errands.told.hours import who_is
from scheduler.district import Person, PersonId
from scheduler.errors import SettingsError
from scheduler.model import Activity, ActivityId, Slot
from scheduler.peoples_time.availability import TEACHING_ROLES
from scheduler.peoples_time.never_again import (
    MOST_NEVERS,
    WEEKDAYS,
    NeverTime,
    never_of,
    nevers_said,
    said_already,
    with_never,
    without_never,
)
from scheduler.repair.impossible import made_impossible
from sheets_templates.reading.parse_times import Unreadable, read_time
from sheets_templates.vocabulary.grid import cell_of
from sync.journal.kept_nevers import answered_nevers, declines, keep_answer, kept_nevers
from sync.workspace.known import journal, standing_in
from workflow import Given, Workspace, what_is_known

__all__ = ["NeverTime", "Question", "Said", "never", "questions"]
HOW = 'say which, like: bellweave never TEACHER "Tue P3"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a coach is asked once: whether a declined time can never be."""

    time: NeverTime
    name: str
    activity: ActivityId


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was, or without --yes would be, kept or taken back; `moves` has to find another time then."""

    person: Person
    times: tuple[NeverTime, ...]
    kept: bool
    done: bool
    moves: tuple[tuple[Activity, Slot], ...] = ()


def questions(workspace: Workspace, given: Given) -> tuple[Question, ...]:
    """One for each teacher who declined and of whom no time was answered yet: her earliest."""
    if not workspace.has_journal:
        return ()
    with journal(workspace, given.zone) as kept:
        asked: set[PersonId] = {one.time.person for one in answered_nevers(kept)}
        said = declines(kept)
    found = []
    for one in said:
        who = given.district.people.get(one.person)
        if who is None or who.role not in TEACHING_ROLES or who.id in asked:
            continue
        asked.add(who.id)
        time = never_of(given.district, given.days, who.id, one.start, one.end)
        if not said_already(given.district, time):
            found.append(Question(time=time, name=who.name, activity=one.activity))
    return tuple(found)


def never(
    workspace: Workspace, given: Given, teacher: str, when: str, *, lift: bool, yes: bool
) -> Said:
    """Keep a time a teacher can never do, or `lift` it; without `yes` only say what that would move.

    Raises:
        SettingsError: nobody is called so, the time is unclear, or she has as many as are kept.
    """
    who = who_is(given, teacher)
    if who.role not in TEACHING_ROLES:
        raise SettingsError(f"{who.name} is no teacher", fix="name a teacher of the tab People")
    known: tuple[NeverTime, ...] = ()
    if workspace.has_journal:
        with journal(workspace, given.zone) as kept:
            known = tuple(one for one in kept_nevers(kept) if one.person == who.id)
    asked = [one.time for one in questions(workspace, given) if one.time.person == who.id]
    times = [*known, *asked] if lift else asked
    if when.strip():
        spoken = [one for one in (*known, *asked) if one.typed == when.strip()]
        times = spoken[:1] or [_read(given, who, when)]
    if not times:
        raise SettingsError(f"no time of {who.name} is asked about", fix=HOW)
    if not lift:
        _refuse_too_many(given, who, [*known, *times], known)
    moves = () if lift else _moves(workspace, given, times)
    if yes:
        with journal(workspace, given.zone) as kept:
            for one in times:
                keep_answer(kept, one, kept=not lift)
    return Said(person=who, times=tuple(times), kept=not lift, done=yes, moves=tuple(moves))


def _refuse_too_many(
    given: Given, who: Person, wanted: Sequence[NeverTime], known: Iterable[NeverTime]
) -> None:
    typed = nevers_said(without_never(given.district, known), who.id)
    count = typed + sum(one.counts for one in dict.fromkeys(wanted))
    if count > MOST_NEVERS:
        raise SettingsError(
            f"{who.name} would have {count} times that can never be; {MOST_NEVERS} are kept",
            where="Preferences",
            fix=f"take one back first: bellweave never {who.id} WHEN --lift --yes",
        )


def _moves(
    workspace: Workspace, given: Given, times: Iterable[NeverTime]
) -> list[tuple[Activity, Slot]]:
    """What has a time that could not be any more, in order of time."""
    now = workspace.clock(given.zone)
    base = standing_in(what_is_known(workspace, given), given, now)
    after = with_never(given.district, times)
    _, lost = made_impossible(base, given.district, after, now)
    found = [(base.activities[key], base.placed[key]) for key, _ in lost]
    return sorted(found, key=lambda pair: (pair[1].start, pair[0].id))


def _read(given: Given, who: Person, words: str) -> NeverTime:
    """'Tue P3', 'Tuesday period 3', 'Tue 8:30-9:15'."""
    day, _, rest = words.strip().partition(" ")
    short = day.casefold().rstrip(".,")
    weekday = next(
        (
            n
            for n, one in enumerate(WEEKDAYS)
            if len(short) > 1 and one.casefold().startswith(short)
        ),
        None,
    )
    if weekday is None or not rest.strip():
        raise SettingsError(f"'{words}' is no time of the week", fix=HOW)
    if ":" in rest:
        return _by_clock(given, who, weekday, rest)
    schools = [one for one in (who.school, *who.other_schools) if one]
    names = {n.casefold(): n for one in schools for n in given.days.names_of_blocks(one)}
    blocks = []
    for part in rest.split("+"):
        said = part.strip().casefold()
        bare = without_its_sort(said)
        if said not in names and bare not in names:
            fix = f"use a block of the BellSchedules tab: {', '.join(sorted(names.values()))}"
            raise SettingsError(f"no block is called '{part.strip()}'", fix=fix if names else HOW)
        blocks.append(names.get(said) or names[bare])
    if not any(one.person == who.id for one in given.district.timetable):
        raise SettingsError(
            f"{who.name} has no timetable, so no blocks",
            fix='give the clock times: "Tue 8:30-9:15"',
        )
    return NeverTime(person=who.id, weekday=weekday, blocks=tuple(blocks))


def _by_clock(given: Given, who: Person, weekday: int, words: str) -> NeverTime:
    try:
        start, end = (read_time(cell_of(one.strip(), "WHEN")) for one in words.split("-"))
    except (Unreadable, ValueError) as error:
        raise SettingsError(
            f"'{words}' is not from one time to another", fix="write it like Tue 8:30-9:15"
        ) from error
    if end <= start:
        raise SettingsError(f"'{words}' ends before it starts", fix="write it like Tue 8:30-9:15")
    first = given.district.year.first
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    while who.school and day < given.district.year.last and not given.days.day(who.school, day):
        day += timedelta(days=7)
    instants = (given.days.instant(day, start), given.days.instant(day, end))
    return replace(never_of(given.district, given.days, who.id, *instants), weekday=weekday)
