"""The demo from end to end: scheduled, told, disturbed, put right, and everything left to look at."""

import csv
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar
from python_calamine import CalamineWorkbook
from sqlalchemy import select

import workflow
from scheduler.district import Role
from scheduler.model import ActivityId, Kind, Schedule
from scheduler.schoolday import SchoolDays
from sync.event.facts import MOVED
from sync.files.saved import schedule_from
from sync.journal.tables import schedules
from sync.workspace.known import Known
from tests.journeys.typing_commands import Ran, Typist, utc

pytestmark = pytest.mark.slow
"""The tour takes longer than any other set-up; `test_friday` goes the same way in small."""

FIRST_PUSH = utc("2026-09-04T15:30-04:00")
FRIDAYS = (FIRST_PUSH, utc("2026-09-11T15:30-04:00"), utc("2026-09-18T15:30-04:00"))
LAST_PUSH = utc("2026-09-21T07:40-04:00")
AFTERWARDS = "2026-09-21T07:45"


@dataclass(frozen=True, kw_only=True)
class Toured:
    """A demo that has been run in a folder: what it said, and what can be read of it now."""

    ran: Ran
    typist: Typist

    @property
    def folder(self) -> Path:
        return self.typist.folder / "tour"

    @contextmanager
    def desk(self) -> Iterator[workflow.Desk]:
        """Its workspace as a later command finds it."""
        workspace = workflow.open_here(start=self.folder, now=AFTERWARDS)
        with workflow.at_work(workspace, workflow.read(workspace)) as desk:
            yield desk

    def known(self) -> Known:
        with self.desk() as desk:
            return workflow.what_is_known(desk.workspace, desk.given)

    def published(self) -> list[Schedule]:
        """What people knew after the three Fridays, after the pull and after the last push."""
        with self.desk() as desk:
            rows = desk.journal.rows(select(schedules).order_by(schedules.c.saved))
        by_moment = {row.saved: row.content for row in rows}
        return [schedule_from(content) for content in list(by_moment.values())[2:5]]

    def mails_at(self, moment: datetime) -> list[tuple[str, str]]:
        """To whom Google mailed about which event while the clock stood there."""
        inside = Typist(self.folder)
        return [(m.to, m.event) for m in inside.mails() if utc(m.at) == moment]


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Toured:
    typist = Typist(tmp_path_factory.mktemp("demo"))
    return Toured(ran=typist.does("demo", "--dir", "tour", "--tiny"), typist=typist)


def moved(before: Schedule, after: Schedule) -> set[ActivityId]:
    """The activities that stand at another time."""
    both = before.placed.keys() & after.placed.keys()
    return {key for key in both if before.placed[key].start != after.placed[key].start}


@pytest.mark.proves("R-CLC-1")
def test_every_event_of_both_cohorts_has_a_time(toured: Toured) -> None:
    draft = toured.known().draft
    cohorts = Counter(
        draft.activities[key].cohort for key in draft.placed if draft.activities[key].cohort
    )

    # Two learning cycles, and the team that coaches each other: 3 + 2 + 6 + 5.
    assert sorted(cohorts.values()) == [16, 66, 66]
    assert draft.unplaced == ()
    assert "none broken" in toured.ran.out


@pytest.mark.proves("F-67", "GE-12")
def test_no_teacher_gets_more_than_three_mails_a_week(toured: Toured) -> None:
    with toured.desk() as desk:
        people = desk.given.district.people.values()
        teachers = {one.email.lower() for one in people if one.role is Role.TEACHER}
    weeks = Counter(
        (mail.to, utc(mail.at).isocalendar()[:2])
        for mail in Typist(toured.folder).mails()
        if mail.to in teachers and mail.kind != "response"
    )

    assert max(weeks.values()) == 3
    assert {to for to, _ in weeks} == teachers


@pytest.mark.proves("F-67")
def test_later_weeks_stand_in_the_schedule_and_in_nobodys_calendar(toured: Toured) -> None:
    known = toured.known()
    days = SchoolDays(workflow.read(workflow.open_here(start=toured.folder)).district)
    untold = [
        (known.draft.activities[key].kind, days.date_of(slot.start).isocalendar().week)
        for key, slot in known.draft.placed.items()
        if key not in known.published.placed
    ]

    assert {week for kind, week in untold if kind is not Kind.SESSION} >= {40, 41, 42, 43}
    assert min(week for kind, week in untold if kind is Kind.VISIT) == 40


@pytest.mark.proves("F-62", "GE-1")
def test_pushing_again_writes_nothing_and_mails_nobody(toured: Toured) -> None:
    assert toured.ran.out.count("Pushed again, to be sure: 0 writes, 0 e-mails.") == 2
    for moment in (*FRIDAYS, LAST_PUSH):
        mails = toured.mails_at(moment)
        assert mails
        assert max(Counter(mails).values()) == 1


def test_another_push_later_still_has_nothing_to_do(toured: Toured) -> None:
    typist = Typist(toured.folder, now=AFTERWARDS)
    before = typist.writes()

    ran = typist.does("push", "--yes")

    assert "0 writes, 0 e-mails" in ran.out
    assert typist.writes() == before


def test_three_teachers_never_get_the_time_they_declined_again(toured: Toured) -> None:
    known = toured.known()

    assert len({one.person for one in known.answers if one.response == "declined"}) == 3
    assert len(known.exclusions) == 3
    for one in known.exclusions:
        slot = known.draft.placed.get(one.activity)
        assert slot is None or slot.end <= one.start or one.end <= slot.start
        assert known.published.placed.get(one.activity) == slot


def test_what_the_coach_dragged_stays_where_she_put_it(toured: Toured) -> None:
    known = toured.known()
    (pin,) = known.pins

    assert pin.because == MOVED
    assert known.draft.placed[pin.activity].start == pin.slot.start
    assert toured.published()[0].placed[pin.activity].start != pin.slot.start
    (row,) = (one for one in known.events if one.activity == pin.activity)
    with toured.desk() as desk:
        event = desk.google.calendar.get_event(row.calendar_id, row.event_id)
    assert event is not None
    assert event.start == pin.slot.start


def test_the_second_push_writes_only_to_people_whose_events_changed(toured: Toured) -> None:
    first, pulled, last = toured.published()
    with toured.desk() as desk:
        people = desk.given.district.people
    told = {to for to, _ in toured.mails_at(LAST_PUSH)}
    touched = {
        people[person].email.lower()
        for key in moved(pulled, last)
        for person in last.people_at(key)
    }

    assert told == touched
    assert len(moved(first, pulled)) == 1
    assert {to for to, _ in toured.mails_at(FRIDAYS[-1])} > told


def test_the_week_page_shows_where_things_stood_before(toured: Toured) -> None:
    first, *_, last = toured.published()
    days = SchoolDays(workflow.read(workflow.open_here(start=toured.folder)).district)
    here = [
        key
        for key in moved(first, last)
        if days.date_of(last.placed[key].start).isocalendar().week == 39
    ]
    page = BeautifulSoup((toured.folder / "week.html").read_text("utf-8"), "html.parser")

    assert here
    assert page.get_text(" ").count("moved from") == len(here)
    assert "invited" in page.get_text(" ")


def test_the_mails_can_be_read_by_person(toured: Toured) -> None:
    page = BeautifulSoup((toured.folder / "invitations.html").read_text("utf-8"), "html.parser")
    words = page.get_text(" ")

    assert "time change" in words
    assert "Decline with a short note" in words
    assert "(was Tue 22 Sep," in words
    assert "declined" not in words


def test_everybody_gets_a_calendar_file_with_her_own_events(toured: Toured) -> None:
    draft = toured.known().draft
    files = sorted((toured.folder / "ics").glob("*.ics"))
    counts = [len(Calendar.from_ical(path.read_bytes()).events) for path in files]
    wanted = Counter(person for key in draft.placed for person in draft.people_at(key))

    assert sorted(counts) == sorted(wanted.values())


def test_the_workbooks_open_and_hold_what_the_local_sheets_hold(toured: Toured) -> None:
    draft = toured.known().draft
    folder = toured.folder / "workbooks"
    program = CalamineWorkbook.from_path(folder / "program.xlsx")
    rows = program.get_sheet_by_name("Schedule").to_python()

    assert len(rows) == len(draft.placed) + 1
    # Five teachers in each of the two cohorts and in the team.
    assert len(program.get_sheet_by_name("CycleProgress").to_python()) == 15 + 1
    others = [CalamineWorkbook.from_path(path) for path in folder.glob("*.xlsx")]
    logs = [book.get_sheet_by_name("VisitLog") for book in others if "VisitLog" in book.sheet_names]
    assert sum(len(log.to_python()) - 1 for log in logs) == len(draft.placed)


@pytest.mark.proves("R-SS-2", "F-80", "F-86")
def test_the_year_principals_and_partners_have_their_tabs(toured: Toured) -> None:
    folder = toured.folder / "workbooks"
    program = CalamineWorkbook.from_path(folder / "program.xlsx")
    partners = CalamineWorkbook.from_path(folder / "partners.xlsx")
    schools = [CalamineWorkbook.from_path(path) for path in folder.glob("school-*.xlsx")]

    assert len(program.get_sheet_by_name("Rounds").to_python()) == 1 + 1
    assert len(program.get_sheet_by_name("RoundSeats").to_python()) > 3
    assert {tuple(book.sheet_names) for book in schools} == {("SchoolView", "README")}
    meetings = partners.get_sheet_by_name("PartnerMeetings").to_python()
    cells = {
        str(cell)
        for name in partners.sheet_names
        for row in partners.get_sheet_by_name(name).to_python()
        for cell in row
    }
    with toured.desk() as desk:
        people = desk.given.district.people.values()
    assert len(meetings) > 1
    assert not [one.name for one in people if not one.external and one.name in cells]


@pytest.mark.proves("R-CCL-7", "F-85")
def test_each_lab_of_five_teachers_has_three_classes_to_cover_and_not_more(toured: Toured) -> None:
    typist = Typist(toured.folder, now=AFTERWARDS)
    labs = re.findall(
        r"Lab site (.+), \d+:\d\d .M: one teaches, (\d) look on, (\d) class", toured.ran.out
    )

    # Four colleagues and the one who leads; one of the four has no class then.
    assert [(seeing, classes) for _, seeing, classes in labs] == [("5", "3"), ("5", "3")]
    listed = typist.does("report", "coverage", "--weeks", "6", "--format", "csv").out
    rows = list(csv.DictReader(listed.splitlines()))
    assert [row["reason"] for row in rows].count("lab site") == 6
    assert {
        day: sum(row["date"] == day for row in rows) for day in {row["date"] for row in rows}
    } == (dict.fromkeys({row["date"] for row in rows}, 3))


def test_the_workspace_goes_on_with_the_other_commands(toured: Toured) -> None:
    typist = Typist(toured.folder, now=AFTERWARDS)

    needed = typist.does("status").out.partition("Needs you (")[2].splitlines()[1:]
    assert needed
    assert all(" declined " in one and " Can that never be? " in one for one in needed)
    assert "note:" not in typist.does("check").err
    typist.does("pull")
    assert "Nothing new" in typist.does("pull").out


@pytest.mark.proves("F-69", "GE-13")
def test_people_outside_the_district_are_listed_apart_and_mailed_by_nobody(toured: Toured) -> None:
    typist = Typist(toured.folder, now=AFTERWARDS)
    writes = typist.writes()
    shown = typist.does("invitations").out
    with toured.desk() as desk:
        people = desk.given.district.people.values()
    outside = [one for one in people if one.external]
    apart = shown.partition("Outside the district: not mailed.")[2]
    (file,) = (toured.folder / "out" / "outside").glob("*.ics")

    assert all(one.name in apart for one in outside)
    assert "https://calendar.google.com/calendar/r/eventedit?action=TEMPLATE" in apart
    assert Calendar.from_ical(file.read_bytes()).events
    assert not {one.email for one in outside} & {mail.to for mail in typist.mails()}
    assert typist.writes() == writes


def test_the_command_of_a_newcomer_ends_by_itself_without_a_terminal(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("bellweave")), "demo", "--seed", "2"]
    bare = {name: value for name, value in os.environ.items() if not name.startswith("BELLWEAVE")}
    done = subprocess.run(
        command, cwd=tmp_path, env=bare, capture_output=True, check=False, encoding="utf-8"
    )

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert (tmp_path / "demo" / "week.html").is_file()
