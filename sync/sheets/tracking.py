"""Brings the program's workbook and each coach's own up to date with what is scheduled and told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from scheduler.district import District, PersonId, Role
from scheduler.model import ActivityId, Exclusion, Pin, Schedule
from scheduler.schoolday import SchoolDays
from sheets_templates.coach import COACH_TABS, VISIT_LOG
from sheets_templates.program import CYCLE_PROGRESS, LEDGER, PROGRAM_TABS, SCHEDULE, UNPLACED
from sheets_templates.render import (
    cycle_progress_rows,
    schedule_rows,
    unplaced_rows,
    visit_log_rows,
)
from sync.event.facts import MOVED
from sync.event.wording import Wording, clean
from sync.journal.journal import Journal
from sync.merging.changes import Standing
from sync.sheets.coverage_book import track_coverage
from sync.sheets.ledger import ledger_rows
from sync.sheets.sheets_api import Role as Right
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows, TrackReport, track
from sync.sheets.tracker import Leftover
from sync.sheets.workbooks import PROGRAM, coach_book, workbook

READERS = (Role.COACH, Role.SITE_LEADER, Role.DISTRICT_LEADER)
"""Who may open the program's workbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """What the workbooks got, and what a person should know; `books` maps a name to its id."""

    cells: int = 0
    books: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def __add__(self, other: "Tracked") -> "Tracked":
        return Tracked(
            cells=self.cells + other.cells,
            books={**self.books, **other.books},
            notes=self.notes + other.notes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is tracked: the saved schedule, what people were told, and what they did."""

    district: District
    days: SchoolDays
    schedule: Schedule
    published: Schedule
    pins: tuple[Pin, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    today: date | None = None
    """From which the coverage list looks two weeks ahead; None lists all."""


def track_all(api: SheetsApi, journal: Journal, matter: Matter) -> Tracked:
    """One write a workbook at most; what is missing is made and shared first."""
    found = _program(api, journal, matter)
    coaches = {matter.schedule.activities[key].leader for key in matter.schedule.placed} | {
        activity.leader for activity in matter.published.activities.values()
    }
    for coach in sorted(coaches & matter.district.people.keys()):
        found += _coach(api, journal, matter, coach)
    return found + _coverage(api, journal, matter)


def _program(api: SheetsApi, journal: Journal, matter: Matter) -> Tracked:
    schedule, district, days = matter.schedule, matter.district, matter.days
    readers: list[tuple[str, Right]] = [
        (person.email, "reader") for person in district.people.values() if person.role in READERS
    ]
    title = f"{Wording().program} - program"
    book, notes = workbook(api, journal, PROGRAM, title=title, tabs=PROGRAM_TABS, readers=readers)
    ids = {row.activity: row.event_id for row in journal.known() if row.standing is Standing.STANDS}
    states = states_of(schedule, matter.published, matter.pins, matter.exclusions)
    rows = schedule_rows(schedule, district, days, states=states, gcal_ids=ids)
    wanted = [
        TabRows(tab=SCHEDULE, rows=rows, leftover=Leftover.CLEAR),
        TabRows(tab=UNPLACED, rows=unplaced_rows(schedule, district), leftover=Leftover.CLEAR),
        TabRows(
            tab=CYCLE_PROGRESS,
            rows=cycle_progress_rows(schedule, district, days),
            leftover=Leftover.CLEAR,
        ),
        TabRows(tab=LEDGER, rows=partial(ledger_rows, journal), may_be_made=True),
    ]
    return _tracked(title, book, track(api, journal, book, wanted), notes)


def _coach(api: SheetsApi, journal: Journal, matter: Matter, coach: PersonId) -> Tracked:
    person = matter.district.people[coach]
    title = clean(f"{Wording().program} - visit log of {person.name}")
    book, notes = workbook(
        api,
        journal,
        coach_book(coach),
        title=title,
        tabs=COACH_TABS,
        readers=[(person.email, "writer")],
    )
    rows = visit_log_rows(
        matter.schedule, matter.district, matter.days, coach, reasons_moved=_reasons(matter)
    )
    wanted = [TabRows(tab=VISIT_LOG, rows=rows, leftover=Leftover.CLEAR)]
    return _tracked(title, book, track(api, journal, book, wanted), notes)


def _coverage(api: SheetsApi, journal: Journal, matter: Matter) -> Tracked:
    done = track_coverage(
        api, journal, matter.district, matter.days, matter.schedule, today=matter.today
    )
    if done is None:
        return Tracked()
    return _tracked(done.title, done.book, done.report, list(done.notes))


def _tracked(title: str, book: str, done: TrackReport, notes: list[str]) -> Tracked:
    told = (f"{one.where} {one.what}" for one in done.findings)
    return Tracked(cells=done.cells, books={title: book}, notes=(*notes, *told))


def states_of(
    schedule: Schedule,
    published: Schedule,
    pins: Iterable[Pin] = (),
    exclusions: Iterable[Exclusion] = (),
) -> dict[ActivityId, str]:
    """The state of each activity, in the words every reader may see."""
    refused = {(one.activity, one.start) for one in exclusions}
    moved = {pin.activity for pin in pins if pin.because == MOVED}
    states: dict[ActivityId, str] = {}
    for key, slot in schedule.placed.items():
        told = published.placed.get(key)
        if (key, slot.start) in refused:
            states[key] = "needs attention"
        elif told is None or told.start != slot.start:
            states[key] = "proposed"
        else:
            states[key] = "moved" if key in moved else "sent"
    return states


def _reasons(matter: Matter) -> dict[ActivityId, str]:
    """Why something stands elsewhere than it did; for the coach's own workbook only."""
    refused = {(one.activity, one.start) for one in matter.exclusions}
    reasons = {pin.activity: pin.because for pin in matter.pins if pin.because == MOVED}
    for key, slot in matter.schedule.placed.items():
        elsewhere = any(one == key and start != slot.start for one, start in refused)
        if elsewhere:
            reasons[key] = "an earlier time was declined"
    return reasons
