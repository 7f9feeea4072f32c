"""From a schedule to the rows of the week page; pure.

Coaches are rows, the days of one week are columns. Rounds and partner meetings stand once for everybody
above the coaches, and again in the week of each coach who takes part.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.district import District, Person, PersonId, Role
from scheduler.model import ActivityId, Kind, Schedule, Slot, Window
from scheduler.schoolday import SchoolDays
from web.page import Cell, Change, Freshness, Load, NeedsYou, Numbers, Row, State, Week, WeekPage
from web.page_cards import focus, stops
from web.page_days import columns, day_head
from web.page_needs import refused, refused_needs_you, retold, unplaced_needs_you
from web.page_source import PageSource, monday_of
from web.page_words import (
    KIND_WORDS,
    full_name,
    last_name,
    listed,
    minutes_words,
    moment_words,
)

STALE_AFTER = timedelta(hours=2)
A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)


def week_page(
    schedule: Schedule,
    district: District,
    days: SchoolDays,
    *,
    weeks: Sequence[date] | None = None,
    previous: Schedule | None = None,
    needs_you: Sequence[NeedsYou] = (),
    states: Mapping[ActivityId, State] | None = None,
    links: Mapping[ActivityId, str] | None = None,
    mailed: int | None = None,
    made: datetime | None = None,
    read: datetime | None = None,
    name_of: Callable[[Person], str] = full_name,
    pages: bool = False,
) -> WeekPage:
    """The page of some weeks; `weeks` holds one day of each, and is every used week when not given.

    `previous` is what was last published. `needs_you` comes before what needs another time or has none.
    `mailed` is how many people a push would write to; when not given it is everybody whose events are new,
    moved or gone. `made` and `read` are aware instants. `links` are addresses of calendar events.
    """
    source = PageSource(
        schedule=schedule,
        district=district,
        days=days,
        previous=previous,
        states=states or {},
        links=links or {},
        name_of=name_of,
        pages=pages,
    )
    mondays = sorted({monday_of(day) for day in weeks}) if weeks is not None else _used(source)
    shown = [
        found for found in schedule.placed if _in_one_of(source, schedule.placed[found], mondays)
    ]
    open_ones = _open(source, mondays)
    left_over = [found for ids in open_ones.values() for found in ids]
    needs = (
        *needs_you,
        *refused_needs_you(source, refused(source, shown)),
        *unplaced_needs_you(source, left_over),
    )
    sentences = tuple(retold(source, need) for need in needs)
    gone = _gone(source, mondays)
    grids = tuple(_week(source, monday, shown, len(open_ones[monday])) for monday in mondays)
    return WeekPage(
        district=district.name,
        numbers=Numbers(
            placed=len(shown),
            wanted=len(shown) + sum(map(len, open_ones.values())),
            needs_you=len(sentences),
            moved=None if previous is None else sum(week.moved for week in grids),
            mailed=len(_told(source, shown, gone)) if mailed is None else mailed,
        ),
        weeks=grids,
        needs_you=sentences,
        gone=tuple(_gone_words(source, previous, found) for found in gone if previous),
        assumptions=district.assumptions,
        freshness=freshness(days, made, read),
    )


def _in_one_of(source: PageSource, slot: Slot, mondays: Sequence[date]) -> bool:
    """Whether it stands in one of the weeks, which are in order. Zones are asked near them only."""
    if not mondays:
        return False
    there = slot.start.date()  # in UTC, so a day off at most
    if not mondays[0] - A_DAY <= there <= mondays[-1] + A_WEEK:
        return False
    return source.monday(slot) in mondays


def _used(source: PageSource) -> list[date]:
    """The weeks in which something stands, and the first week of what could stand in none of them."""
    mondays = {source.monday(slot) for slot in source.schedule.placed.values()}
    for unplaced in source.schedule.unplaced:
        window = source.schedule.activities[unplaced.activity].window
        if not any(_could_stand(window, monday) for monday in mondays):
            mondays.add(monday_of(window.first))
    return sorted(mondays)


def _could_stand(window: Window, monday: date) -> bool:
    return window.first <= monday + timedelta(days=6) and monday <= window.last


def _open(source: PageSource, mondays: Sequence[date]) -> dict[date, list[ActivityId]]:
    """What has no time, under the first shown week in which it could have stood."""
    found: dict[date, list[ActivityId]] = {monday: [] for monday in mondays}
    for unplaced in source.schedule.unplaced:
        window = source.schedule.activities[unplaced.activity].window
        for monday in mondays:
            if _could_stand(window, monday):
                found[monday].append(unplaced.activity)
                break
    return found


def _gone(source: PageSource, mondays: Sequence[date]) -> list[ActivityId]:
    if source.previous is None:
        return []
    before = source.previous.placed
    taken_off = (found for found in before if found not in source.schedule.placed)
    return [found for found in taken_off if _in_one_of(source, before[found], mondays)]


def _gone_words(source: PageSource, previous: Schedule, activity_id: ActivityId) -> str:
    activity = previous.activities[activity_id]
    start, _ = source.local(previous.placed[activity_id])
    others = [source.name(found) for found in activity.required if found != activity.leader]
    with_whom = f" with {listed(others)}" if others and not activity.shared else ""
    what = activity.label if activity.shared else KIND_WORDS[activity.kind]
    return f"{what}{with_whom}, {moment_words(start)} ({source.name(activity.leader)})"


def _told(
    source: PageSource, shown: Iterable[ActivityId], gone: Iterable[ActivityId]
) -> set[PersonId]:
    first_time = source.previous is None
    changed = [found for found in shown if first_time or source.change(found) is not Change.NONE]
    told = {person for found in changed for person in source.schedule.people_at(found)}
    if source.previous is not None:
        told.update(person for found in gone for person in source.previous.people_at(found))
    return told


def _week(source: PageSource, monday: date, shown: Sequence[ActivityId], open_count: int) -> Week:
    schedule = source.schedule
    here = [found for found in shown if _in_one_of(source, schedule.placed[found], [monday])]
    day_of = {found: source.days.date_of(schedule.placed[found].start) for found in here}
    dates = columns(monday, day_of.values())
    together = [found for found in here if schedule.activities[found].shared]
    grid = _Grid(source=source, monday=monday, dates=dates, day_of=day_of)
    shared = (grid.row(None, together),) if together else ()
    hers: dict[PersonId, list[ActivityId]] = defaultdict(list)
    for found in here:
        for person in schedule.people_at(found):
            hers[person].append(found)
    return Week(
        monday=monday,
        days=tuple(day_head(source.district, source.days, day) for day in dates),
        shared=shared,
        coaches=tuple(grid.row(coach, hers[coach]) for coach in _coaches(source, dates, here)),
        placed=len(here),
        open=open_count,
        moved=sum(source.change(found) is Change.MOVED for found in here),
    )


def _coaches(
    source: PageSource, dates: Sequence[date], here: Iterable[ActivityId]
) -> list[PersonId]:
    """Every coach who works that week, and anybody else who leads something in it, by last name."""
    activities = source.schedule.activities
    leaders = {activities[found].leader for found in here if not activities[found].shared}
    coaches = {
        person.id
        for person in source.district.people.values()
        if person.role is Role.COACH and any(person.active_on(day) for day in dates)
    }
    return sorted(leaders | coaches, key=lambda found: (last_name(source.name(found)), found))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """The days of one week, ready to lay rows on."""

    source: PageSource
    monday: date
    dates: tuple[date, ...]
    day_of: Mapping[ActivityId, date]

    def row(self, coach: PersonId | None, ids: Sequence[ActivityId]) -> Row:
        """The row of a coach, or with None the one that everybody shares."""
        cells = tuple(
            Cell(stops=stops(self.source, [i for i in ids if self.day_of[i] == day], coach))
            for day in self.dates
        )
        prefix = self.monday.isoformat()
        if coach is None:
            anchor = f"shared-{prefix}"
            return Row(anchor=anchor, name="For everybody", base="", cells=cells, shared=True)
        people, schools = self.source.district.people, self.source.district.schools
        base = people[coach].home_base or people[coach].school
        order = list(people).index(coach)
        return Row(
            anchor=f"coach-{order}-{prefix}",
            person=coach,
            name=self.source.name(coach),
            base=schools[base].name if base else "",
            cells=cells,
            load=self._load(ids, cells),
            focus=self._focus(ids),
        )

    def _focus(self, ids: Sequence[ActivityId]) -> tuple[str, ...]:
        activities = [self.source.schedule.activities[found] for found in ids]
        in_cycles = [found for found in activities if found.cohort is not None and not found.shared]
        alike = {(found.week, found.label): found for found in in_cycles}
        return tuple(sorted({focus(found) for found in alike.values()} - {""}))

    def _load(self, ids: Sequence[ActivityId], cells: Iterable[Cell]) -> Load:
        kinds = [self.source.schedule.activities[found].kind for found in ids]
        visits, debriefs = kinds.count(Kind.VISIT), kinds.count(Kind.DEBRIEF)
        return Load(
            visits=visits,
            debriefs=debriefs,
            others=len(kinds) - visits - debriefs,
            drive=sum(stop.drive for cell in cells for stop in cell.stops),
        )


def freshness(days: SchoolDays, made: datetime | None, read: datetime | None) -> Freshness:
    """The two moments in words; data older than `STALE_AFTER` when the page was made asks for a warning."""
    made_words = moment_words(days.local(made)) if made else ""
    if read is None:
        return Freshness(made=made_words)
    age = made - read if made else timedelta(0)
    minutes = int(age.total_seconds()) // 60
    ago = f", {minutes_words(minutes)} before this page was made" if minutes >= 5 else ""
    words = f"{moment_words(days.local(read))}{ago}"
    return Freshness(made=made_words, read=words, stale=age > STALE_AFTER)
