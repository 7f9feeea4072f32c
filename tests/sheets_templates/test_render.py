"""What readers of the workbooks see of a schedule, and what they never see."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from scheduler.district import Blackout, CohortId, Modality, PersonId, SchoolId
from scheduler.model import (
    Activity,
    ActivityId,
    After,
    Kind,
    Reason,
    Schedule,
    Slot,
    Unplaced,
    Window,
)
from scheduler.schoolday import SchoolDays
from sheets_templates.books.coach import COACH_TABS, VISIT_LOG
from sheets_templates.books.coverage import COVERAGE_TABS
from sheets_templates.books.partners import PARTNER_TABS
from sheets_templates.books.program import CYCLE_PROGRESS, SCHEDULE, TRACKING_TABS, UNPLACED
from sheets_templates.books.school import SCHOOL_TABS
from sheets_templates.inputs.small import small_tabs
from sheets_templates.reading.parse import read_district
from sheets_templates.vocabulary.table import ColumnKind, Tab, Writer
from sheets_templates.writing.render import (
    cycle_progress_rows,
    schedule_rows,
    unplaced_rows,
    visit_log_rows,
)

DISTRICT = read_district(small_tabs(date(2027, 1, 11)))
DAYS = SchoolDays(DISTRICT)
COACH, TEACHER = PersonId("c1"), PersonId("t1")
COHORT = CohortId("A")


def activity(name: str, kind: Kind, **more: object) -> Activity:
    given = Activity(
        id=ActivityId(name),
        kind=kind,
        structure="clc",
        label="Enrollment",
        leader=COACH,
        required=(COACH, TEACHER),
        minutes=45,
        window=Window(first=date(2027, 1, 11), last=date(2027, 1, 15)),
        cohort=COHORT,
        week=1,
    )
    return replace(given, **more)  # type: ignore[arg-type]  # any field of an activity


VISIT = activity("visit", Kind.VISIT)
DEBRIEF = activity("debrief", Kind.DEBRIEF, after=(After(earlier=VISIT.id, school_days=2),))
SESSION = activity("session", Kind.SESSION, modality=Modality.VIRTUAL)


def slot(day: int, hour: int, minutes: int = 45, **more: object) -> Slot:
    start = datetime(2027, 1, day, hour, 30, tzinfo=UTC)
    return replace(
        Slot(start=start, minutes=minutes, school=SchoolId("Lincoln")),
        **more,  # type: ignore[arg-type]  # any field of a slot
    )


def schedule(placed: dict[ActivityId, Slot], *unplaced: Unplaced) -> Schedule:
    activities = {one.id: one for one in (VISIT, DEBRIEF, SESSION)}
    return Schedule(activities=activities, placed=placed, unplaced=unplaced)


WEEK = schedule({DEBRIEF.id: slot(12, 16, 25), VISIT.id: slot(11, 13, block="2", room="12")})


def test_a_row_tells_who_when_and_where_on_the_schools_clock() -> None:
    first, second = schedule_rows(WEEK, DISTRICT, DAYS)

    assert (first["date"], first["start"], first["end"]) == (
        date(2027, 1, 11),
        time(8, 30),
        time(9, 15),
    )
    assert (first["coach"], first["participants"]) == ("Ana Ruiz", "Maria Lopez")
    assert (first["place"], first["block"], first["state"]) == ("Lincoln, room 12", "2", "proposed")
    assert second["event_id"] == "debrief"


def test_a_remote_session_is_online() -> None:
    (row,) = schedule_rows(schedule({SESSION.id: slot(13, 18)}), DISTRICT, DAYS)

    assert (row["place"], row["modality"]) == ("online", "virtual")


def test_states_ids_and_links_are_those_given() -> None:
    rows = schedule_rows(
        WEEK,
        DISTRICT,
        DAYS,
        states={VISIT.id: "sent"},
        gcal_ids={VISIT.id: "abc"},
        links={VISIT.id: "https://x.org/1"},
    )

    assert [(row["state"], row["gcal_id"], row["link"]) for row in rows] == [
        ("sent", "abc", "https://x.org/1"),
        ("proposed", "", ""),
    ]


@pytest.mark.proves("F-80")
@pytest.mark.parametrize("word", ["declined", "declined: too busy", "did not come"])
def test_an_answer_is_no_state(word: str) -> None:
    with pytest.raises(ValueError, match="no state"):
        schedule_rows(WEEK, DISTRICT, DAYS, states={VISIT.id: word})


@pytest.mark.proves("F-80")
def test_what_one_person_said_is_not_told_to_every_reader() -> None:
    reasons = (
        Reason(rule="keep_what_was_said", says="Mon Jan 11, 8:30 AM was declined"),
        Reason(rule="respect_never", says="Maria Lopez said never"),
        Reason(rule="leave_never_blocks_alone", says="Maria Lopez wants block 3 left alone"),
        Reason(rule="respect_busy_calendars", says="Maria Lopez's calendar is busy"),
        Reason(rule="keep_lunch_free", says="lunch would be too short"),
    )
    missing = schedule({}, Unplaced(activity=SESSION.id, reasons=reasons, options=("move it",)))

    (row,) = unplaced_rows(missing, DISTRICT)

    assert row["why"] == "some times do not suit somebody; lunch would be too short"
    assert row["blocking_rules"] == "keep lunch free"
    assert (row["who"], row["options"]) == ("Ana Ruiz, Maria Lopez", "move it")
    assert row["between"] == "2027-01-11 to 2027-01-15"


@pytest.mark.proves("F-80")
def test_why_one_person_s_days_are_kept_free_is_not_told_to_every_reader() -> None:
    day = date(2027, 1, 11)
    kept = (
        Blackout(person=TEACHER, first=day, last=day, reason="treatment"),
        Blackout(first=day, last=day, reason="state test"),
    )
    reasons = tuple(Reason(rule="respect_blackouts", says=one.reason) for one in kept)
    missing = schedule({}, Unplaced(activity=SESSION.id, reasons=reasons, options=()))

    (row,) = unplaced_rows(missing, replace(DISTRICT, blackouts=kept))

    assert row["why"] == "some times do not suit somebody; state test"


def test_progress_counts_what_is_placed_held_and_on_time() -> None:
    row = cycle_progress_rows(WEEK, DISTRICT, DAYS, held=[VISIT.id])[0]

    assert (row["progress_id"], row["teacher"], row["w1"]) == ("A.t1", "Maria Lopez", "2 of 3")
    assert (row["w0"], row["w2"]) == ("", "")
    assert (row["visits_held"], row["visits_due"]) == (1, 1)
    assert (row["debriefs_held"], row["debriefs_due"], row["on_time_pct"]) == (0, 1, 100)


@pytest.mark.proves("R-CLC-8")
@pytest.mark.parametrize(
    ("visit", "debrief", "percent"), [(11, 11, 100), (15, 18, 100), (11, 13, 0)]
)
def test_on_time_is_by_the_next_school_day(visit: int, debrief: int, percent: int) -> None:
    placed = {VISIT.id: slot(visit, 13), DEBRIEF.id: slot(debrief, 16)}

    assert cycle_progress_rows(schedule(placed), DISTRICT, DAYS)[0]["on_time_pct"] == percent


def test_without_a_debrief_nothing_is_on_time_or_late() -> None:
    assert cycle_progress_rows(schedule({}), DISTRICT, DAYS)[0]["on_time_pct"] == ""


@pytest.mark.proves("F-81")
def test_the_visit_log_holds_facts_of_the_coach_only() -> None:
    rows = visit_log_rows(WEEK, DISTRICT, DAYS, COACH, reasons_moved={VISIT.id: "assembly"})

    assert [(row["event_id"], row["planned_min"], row["reason_moved"]) for row in rows] == [
        ("visit", 45, "assembly"),
        ("debrief", 25, ""),
    ]
    assert visit_log_rows(WEEK, DISTRICT, DAYS, PersonId("c2")) == []


def test_rows_have_columns_of_their_tab_and_only_the_programs() -> None:
    missing = schedule({}, Unplaced(activity=SESSION.id, reasons=()))
    made = (
        (SCHEDULE, schedule_rows(WEEK, DISTRICT, DAYS)),
        (UNPLACED, unplaced_rows(missing, DISTRICT)),
        (CYCLE_PROGRESS, cycle_progress_rows(WEEK, DISTRICT, DAYS)),
        (VISIT_LOG, visit_log_rows(WEEK, DISTRICT, DAYS, COACH)),
    )
    for tab, rows in made:
        ours = {column.header for column in tab.columns if column.writer is Writer.PROGRAM}
        assert rows
        assert {header for row in rows for header in row} == ours
        assert len({row[tab.key] for row in rows}) == len(rows)


OPEN_TABS = (*TRACKING_TABS, *SCHOOL_TABS, *COVERAGE_TABS, *PARTNER_TABS)


@pytest.mark.proves("F-80")
@pytest.mark.parametrize("tab", OPEN_TABS, ids=lambda tab: tab.name)
def test_no_open_workbook_has_a_column_for_notes_ratings_or_answers(tab: Tab) -> None:
    headers = {column.header for column in tab.columns}
    private = ("note", "rating", "level", "score", "comment", "declin", "strength", "moved", "goal")

    assert [header for header in headers for word in private if word in header] == []


@pytest.mark.proves("F-78")
@pytest.mark.parametrize("tab", [*OPEN_TABS, *COACH_TABS], ids=lambda tab: tab.name)
def test_a_tab_the_program_writes_has_a_protected_key_in_front(tab: Tab) -> None:
    columns = tab.columns
    if any(column.writer is Writer.PROGRAM for column in columns):
        first = columns[0]
        assert (first.header, first.kind, first.writer, first.hidden) == (
            tab.key,
            ColumnKind.ID,
            Writer.PROGRAM,
            True,
        )
