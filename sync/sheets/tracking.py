"""Brings the program's workbook and each coach's own up to date with what is scheduled and told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from scheduler.counts.coach_load import coach_weeks
from scheduler.counts.reach import Record, did_not_take_place
from scheduler.district import PersonId
from scheduler.errors import InputError, RemoteError
from scheduler.model import ActivityId, Exclusion, Pin, Schedule
from sheets_templates.books.coach import COACH_TABS, VISIT_LOG
from sheets_templates.books.facts import FACTS_TABS, VISIT_FACTS, visit_fact_rows
from sheets_templates.books.program import CYCLE_PROGRESS, LEDGER, PROGRAM_TABS, SCHEDULE, UNPLACED
from sheets_templates.books.program_cycles import STEPS
from sheets_templates.books.program_load import COACH_LOAD, coach_load_rows
from sheets_templates.books.readers import Kept, readers_of
from sheets_templates.writing.render import (
    cycle_progress_rows,
    schedule_rows,
    unplaced_rows,
    visit_log_rows,
)
from sheets_templates.writing.render_steps import step_rows
from sync.event.facts import MOVED
from sync.event.wording import Wording, clean
from sync.journal.journal import Journal
from sync.journal.kept_marks import keep_not_held
from sync.merging.changes import Standing
from sync.sheets.audit_tab import audit_log
from sync.sheets.board_tabs import board_tabs
from sync.sheets.books import Book, BookTracked, rights, track_book
from sync.sheets.coach_books import (
    SHUT_OUT,
    Keeps,
    beside_her_copy,
    facts_book,
    named_students,
    not_written,
    open_to_strangers,
    outcomes_of,
)
from sync.sheets.coverage_book import track_coverage
from sync.sheets.cycle_tabs import coach_tabs, review_tabs
from sync.sheets.ledger import ledger_rows
from sync.sheets.matter import Matter, Tracked
from sync.sheets.partners_book import track_partners
from sync.sheets.school_books import track_schools
from sync.sheets.sheets_api import Role as Right
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.team_tabs import team_tabs
from sync.sheets.track import TabRows, TrackReport
from sync.sheets.tracker import Leftover
from sync.sheets.workbooks import PROGRAM, coach_book, known_workbook
from sync.sheets.year_tabs import record_of, year_rows

__all__ = ["Matter", "Tracked", "states_of", "track_all"]


def track_all(api: SheetsApi, journal: Journal, matter: Matter) -> Tracked:
    """One write a workbook at most; what is missing is made and shared first."""
    coaches = {matter.schedule.activities[key].leader for key in matter.schedule.placed} | {
        activity.leader for activity in matter.published.activities.values()
    }
    logs = [
        log
        for coach in sorted(coaches & matter.district.people.keys())
        if (log := _for_coach(api, journal, matter, coach))
    ]
    outcomes = outcomes_in(logs)
    keep_not_held(journal, [key for key, word in outcomes.items() if did_not_take_place(word)])
    record = record_of(matter, outcomes)
    done = [
        _if_reached("program", lambda: _program(api, journal, matter, outcomes)),
        *(log.tracked for log in logs),
        _if_reached(
            "coverage",
            lambda: track_coverage(
                api, journal, matter.district, matter.days, matter.schedule, today=matter.today
            ),
        ),
    ]
    return sum((*done, _of_others(api, journal, record)), start=Tracked())


def _if_reached(which: str, work: Callable[[], BookTracked | None]) -> Tracked:
    """What became of a workbook; one that was deleted, or that we may only read, is told and stops nothing
    else: the events of a push are out already.
    """
    try:
        found = work()
    except RemoteError as error:
        if error.status not in SHUT_OUT:
            raise
        told = (
            f"The {which} workbook is out of reach and was left as it is: {error.what} Take it out of the "
            "bin, or share it with us again."
        )
        return Tracked(notes=(told,))
    return found.tracked if found else Tracked()


def _of_others(api: SheetsApi, journal: Journal, record: Record) -> Tracked:
    """Workbooks of principals and partners, who may spoil their own: that is told, and stops nothing else."""
    done = Tracked()
    try:
        for school in track_schools(api, journal, record):
            done += school.tracked
        partners = track_partners(api, journal, record)
    except InputError as error:
        return done + Tracked(notes=tuple(f"{one.where} {one.what}" for one in error.faults))
    except RemoteError as error:
        return done + Tracked(notes=(f"A workbook of others is as it was: {error.what}",))
    return done + (partners.tracked if partners else Tracked())


def outcomes_in(logs: Iterable[BookTracked]) -> dict[ActivityId, str]:
    """What coaches marked in their visit logs; of an activity nobody marked nothing is known."""
    return {key: word for log in logs for key, word in outcomes_of(log.report.stood).items()}


def _program(
    api: SheetsApi, journal: Journal, matter: Matter, outcomes: Mapping[ActivityId, str]
) -> BookTracked:
    schedule, district, days = matter.schedule, matter.district, matter.days
    readers = rights(readers_of(Kept(kind="Program"), district, today=matter.today))
    title = f"{Wording().program} - program"
    asked = Book(
        name=PROGRAM,
        title=title,
        tabs=PROGRAM_TABS,
        readers=readers,
        days=days,
        owner=matter.keeper.account,
    )
    ids = {row.activity: row.event_id for row in journal.known() if row.standing is Standing.STANDS}
    states = states_of(schedule, matter.published, matter.pins, matter.exclusions)
    rows = schedule_rows(schedule, district, days, states=states, gcal_ids=ids)
    wanted = [
        TabRows(tab=SCHEDULE, rows=rows, leftover=Leftover.CLEAR),
        TabRows(tab=UNPLACED, rows=unplaced_rows(schedule, district), leftover=Leftover.CLEAR),
        TabRows(
            tab=CYCLE_PROGRESS,
            rows=cycle_progress_rows(
                schedule, district, days, held=record_of(matter, outcomes).took_place()
            ),
            leftover=Leftover.CLEAR,
        ),
        TabRows(tab=LEDGER, rows=partial(ledger_rows, journal), may_be_made=True, comes_back=True),
        *team_tabs(matter),
        TabRows(
            tab=COACH_LOAD,
            rows=coach_load_rows(coach_weeks(schedule, district, days), district),
            leftover=Leftover.CLEAR,
            may_be_made=True,
        ),
        *review_tabs(matter),
        *year_rows(matter, states, outcomes),
        *board_tabs(matter, outcomes),
        TabRows(
            tab=STEPS,
            rows=step_rows(matter.activities, district),
            leftover=Leftover.CLEAR,
            may_be_made=True,
        ),
        audit_log(journal, days),
    ]
    tracked = track_book(api, journal, asked, wanted)
    return replace(tracked, notes=(*tracked.notes, *named_students(tracked.report.stood, district)))


def _for_coach(
    api: SheetsApi, journal: Journal, matter: Matter, coach: PersonId
) -> BookTracked | None:
    """As much of a coach's workbook as this account may keep; one that was made before goes on."""
    keeps = matter.keeper.keeps(matter.district.people[coach], matter.district)
    made = known_workbook(journal, coach_book(coach))
    if keeps is Keeps.NOTHING:
        return None
    if keeps is Keeps.WHOLE:
        return _coach(api, journal, matter, coach)
    try:
        return _coach(api, journal, matter, coach) if made else _facts(api, journal, matter, coach)
    except RemoteError as error:
        if error.status not in SHUT_OUT or not made:
            raise
    return _facts(api, journal, matter, coach)


def _facts(api: SheetsApi, journal: Journal, matter: Matter, coach: PersonId) -> BookTracked:
    person, name = matter.district.people[coach], facts_book(coach)
    asked = Book(
        name=name,
        title=clean(f"{Wording().program} - facts for {person.name}"),
        tabs=FACTS_TABS,
        readers=_own(matter, "Facts", coach),
        days=matter.days,
        owner=matter.keeper.account,
    )
    new = known_workbook(journal, name) is None
    rows = visit_fact_rows(visit_log_rows(matter.schedule, matter.district, matter.days, coach))
    wanted = [TabRows(tab=VISIT_FACTS, rows=rows, leftover=Leftover.CLEAR)]
    tracked = track_book(api, journal, asked, wanted)
    told = [beside_her_copy(person.name)] if new else []
    return replace(tracked, notes=(*tracked.notes, *told))


def _own(matter: Matter, kind: str, coach: PersonId) -> list[tuple[str, Right]]:
    return rights(readers_of(Kept(kind=kind, about=coach), matter.district, today=matter.today))


def _coach(api: SheetsApi, journal: Journal, matter: Matter, coach: PersonId) -> BookTracked:
    person = matter.district.people[coach]
    asked = Book(
        name=coach_book(coach),
        title=clean(f"{Wording().program} - visit log of {person.name}"),
        tabs=COACH_TABS,
        readers=_own(matter, "Coach", coach),
        days=matter.days,
        owner=matter.keeper.account,
    )
    made = known_workbook(journal, asked.name)
    if made and (strangers := open_to_strangers(api, made)):
        return _left_alone(api, asked.title, made, strangers)
    rows = visit_log_rows(
        matter.schedule, matter.district, matter.days, coach, reasons_moved=_reasons(matter)
    )
    wanted = [
        TabRows(tab=VISIT_LOG, rows=rows, leftover=Leftover.CLEAR),
        *coach_tabs(matter, coach),
    ]
    return track_book(api, journal, asked, wanted)


def _left_alone(api: SheetsApi, title: str, book: str, strangers: str) -> BookTracked:
    """A workbook with notes that strangers may open: what was marked is read, nothing is written."""
    stood = api.read(book, [VISIT_LOG.name])
    report = TrackReport(cells=0, findings=(), stood=stood)
    return BookTracked(
        title=title, book=book, report=report, notes=(not_written(title, strangers),)
    )


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
