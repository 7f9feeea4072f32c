"""What a tour leaves: the week page, the mails to read, the workbooks, an .ics a person; and serving it."""

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import workflow
from errands.told.exporting import export
from scheduler.district import Role
from scheduler.model import Schedule
from scheduler.naming import id_part
from sheets_templates.building.workbook import workbook_of
from sheets_templates.vocabulary.grid import rows_of
from sync.files.tabs import write_workbook
from sync.sheets.coverage_book import COVERAGE_BOOK
from sync.sheets.partners_book import PARTNERS_BOOK
from sync.sheets.school_books import school_book
from sync.sheets.workbooks import PROGRAM, coach_book, known_workbook
from tour.mails import mails_about
from tour.sent import Sent
from tour.workspace import COMING, Tour
from web.invitations import invitations_html
from web.page import WeekPage
from web.page_html import week_html
from web.page_words import moment_words
from web.rows import week_page
from web.told import told_states
from workflow import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from web.app import Served


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Where everything is."""

    week: Path
    invitations: Path
    workbooks: tuple[Path, ...]
    ics: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachLoad:
    """What a whole schedule asks of a coach; `drive` in minutes."""

    name: str
    visits: int
    debriefs: int
    others: int
    drive: int


def loads(schedule: Schedule, given: Given) -> tuple[CoachLoad, ...]:
    """The load of every coach over all weeks, as the week pages count it."""
    page = week_page(schedule, given.district, given.days)
    coaches = {one.name for one in given.district.people.values() if one.role is Role.COACH}
    rows = [row for week in page.weeks for row in week.coaches if row.name in coaches]
    found = []
    for name in dict.fromkeys(row.name for row in rows):
        own = [row.load for row in rows if row.name == name and row.load]
        found.append(
            CoachLoad(
                name=name,
                visits=sum(load.visits for load in own),
                debriefs=sum(load.debriefs for load in own),
                others=sum(load.others for load in own),
                drive=sum(load.drive for load in own),
            )
        )
    return tuple(found)


def leave_behind(tour: Tour, given: Given, *, told: Schedule, pushes: Sequence[Sent]) -> Left:
    """Write all files; `told` is what people knew before the last push, `pushes` what was mailed."""
    week = tour.folder / "week.html"
    week.write_text(week_html(_page(tour, given, told, pushes[-1])), encoding="utf-8")
    invitations = tour.folder / "invitations.html"
    invitations.write_text(_mails(tour, given, pushes), encoding="utf-8")
    ics = export(tour.workspace, given, "ics", tour.folder / "ics")
    return Left(
        week=week, invitations=invitations, workbooks=_workbooks(tour, given), ics=tuple(ics)
    )


def _page(tour: Tour, given: Given, told: Schedule, last: Sent) -> WeekPage:
    """The coming week beside what was told first, so that what moved says where it stood."""
    known = workflow.what_is_known(tour.workspace, given)
    schedule = workflow.saved(tour.workspace, given)
    return week_page(
        schedule,
        given.district,
        given.days,
        weeks=[COMING],
        previous=told,
        states=told_states(
            schedule, known.published, accepted=known.accepted, refused=known.refused
        ),
        mailed=len(last.by_person),
        made=tour.clock.moment,
        read=tour.clock.moment,
    )


def _mails(tour: Tour, given: Given, pushes: Sequence[Sent]) -> str:
    """Every mail about the coming week."""
    found = [
        mail
        for push in pushes
        for mail in mails_about(COMING, push.changes.changes, given.district, given.days)
    ]
    made = moment_words(given.days.local(tour.clock.moment))
    return invitations_html(found, district=given.district.name, made=made)


def _workbooks(tour: Tour, given: Given) -> tuple[Path, ...]:
    """Every workbook as the local Google has it: the program's, the own one of everybody who leads, and
    what principals, the sub coordinator and partners may open."""
    folder = tour.folder / "workbooks"
    folder.mkdir(exist_ok=True)
    district = given.district
    wanted = [
        (PROGRAM, "program"),
        *((coach_book(one.id), id_part(one.name)) for one in district.people.values()),
        *(
            (school_book(one.id), f"school-{id_part(one.name)}")
            for one in district.schools.values()
        ),
        (COVERAGE_BOOK, "coverage"),
        (PARTNERS_BOOK, "partners"),
    ]
    paths = []
    with workflow.at_work(tour.workspace, given) as desk:
        sheets = desk.google.sheets
        for name, file in wanted:
            book = known_workbook(desk.journal, name)
            if book is not None:
                # All but logs and what only feeds a chart: also those there is no room for at first.
                behind = {tab.name for tab in workbook_of(name).tabs if tab.hidden}
                tabs = [one.title for one in sheets.tabs(book) if one.title not in behind]
                rows = rows_of(sheets.read(book, tabs))
                paths.append(write_workbook(folder / f"{file}.xlsx", rows))
    return tuple(paths)


@contextmanager
def served(left: Left) -> "Iterator[Served]":
    """The two pages on a free port of this computer."""
    from web.app import create_app, serve

    files = {"week": left.week, "invitations": left.invitations}

    def page(name: str) -> str | None:
        return files[name].read_text(encoding="utf-8") if name in files else None

    with serve(create_app(page)) as running:
        yield running
