"""The tabs of the year come with their first row, keep what people wrote, and leave the past as it was."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scheduler.district import District, PersonId, Role, SeriesId
from scheduler.model import Activity, ActivityId, Kind, Schedule, Slot, Window
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program import SCHEDULE
from sync.sheets.books import Book, track_book
from sync.sheets.matter import Matter, Tracked
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.tracking import track_all
from sync.sheets.workbooks import PROGRAM
from sync.sheets.year_tabs import year_rows
from tests.builders import (
    ANA,
    HALL,
    KHAN,
    LINCOLN,
    a_district,
    a_person,
    a_schedule,
    a_slot,
    an_activity,
)
from tests.sync.coaching import Workspace, a_workspace, connect, person, visit

DORA, SITE = PersonId("lane"), PersonId("site")
FALL = ActivityId("rounds.fall")
BOOK = "Math coaching - program"
NOVEMBER, AFTER = date(2026, 11, 30), date(2026, 12, 14)
YEAR = (
    "Rounds",
    "RoundSeats",
    "RoundEvidence",
    "LabSites",
    "Conversations",
    "BoardUpdates",
    "Equity",
)


def leaders() -> District:
    return a_district(
        a_person("Dora Lane", Role.DISTRICT_LEADER, school=None),
        a_person("Paul Site", Role.SITE_LEADER),
    )


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path, district=leaders()) as workspace:
        yield workspace


def a_round(*coming: PersonId, **more: Any) -> tuple[Activity, Slot]:
    """Two rooms on 8 December: half an hour to prepare, two visits, an hour to debrief."""
    day = date(2026, 12, 8)
    activity = an_activity(
        id=FALL,
        kind=Kind.ROUND,
        structure="rounds",
        label="Fall round",
        required=(ANA,),
        invited=(HALL, KHAN, DORA, SITE),
        minutes=140,
        window=Window(first=day, last=day),
        series=SeriesId("fall"),
        school=LINCOLN,
        rooms=("12", "14"),
        **more,
    )
    return activity, a_slot("2026-12-08 10:00", 140, coming=coming or (HALL, KHAN, DORA, SITE))


def matter_of(
    office: Workspace, schedule: Schedule, today: date, district: District | None
) -> Matter:
    """What everybody was told of."""
    known = district or office.district
    return Matter(
        district=known,
        days=SchoolDays(known),
        schedule=schedule,
        published=schedule,
        today=today,
        activities=tuple(schedule.activities.values()),
    )


def everything(
    office: Workspace,
    schedule: Schedule,
    *,
    today: date = NOVEMBER,
    district: District | None = None,
) -> Tracked:
    """Bring all workbooks up to date."""
    matter = matter_of(office, schedule, today, district)
    return track_all(SheetsApi(office.transport), office.journal, matter)


def tracked(
    office: Workspace,
    schedule: Schedule,
    *,
    today: date = NOVEMBER,
    district: District | None = None,
) -> Tracked:
    """Bring the tabs of the year up to date, and nothing else."""
    matter = matter_of(office, schedule, today, district)
    states = dict.fromkeys(schedule.placed, "sent")
    asked = Book(name=PROGRAM, title=BOOK, tabs=(SCHEDULE,), readers=[(person("lane"), "writer")])
    wanted = year_rows(matter, states, {})
    return track_book(SheetsApi(office.transport), office.journal, asked, wanted).tracked


def rows(office: Workspace, book: str, tab: str, who: str = "lane") -> list[dict[str, object]]:
    """What a district leader reads, row by row."""
    grid = SheetsApi(connect(office.running, person(who))).read(book, [tab])[tab]
    titles = [str(cell.value) for cell in grid[0]]
    found: list[dict[str, object]] = [
        {title: row[n].value if n < len(row) else None for n, title in enumerate(titles)}
        for row in grid[1:]
    ]
    return [row for row in found if any(value not in (None, "") for value in row.values())]


def tabs_of(office: Workspace, book: str) -> set[str]:
    return {one.title for one in SheetsApi(office.transport).tabs(book)}


def fill_in(office: Workspace, book: str, tab: str, header: str, *cells: str) -> None:
    """A district leader types into a column, from the first row on."""
    api = SheetsApi(connect(office.running, person("lane")))
    column = [cell.value for cell in api.read(book, [tab])[tab][0]].index(header)
    place = f"{tab}!{chr(ord('A') + column)}2"
    api.write_values(book, {place: [[cell] for cell in cells]})


@pytest.mark.slow
@pytest.mark.proves("F-77")
def test_a_tab_of_the_year_is_made_when_it_has_its_first_row(office: Workspace) -> None:
    book = everything(office, a_schedule([visit()])).books[BOOK]
    before = tabs_of(office, book)

    everything(office, a_schedule([visit(), a_round()]))

    assert before.isdisjoint(YEAR)
    assert tabs_of(office, book) & set(YEAR) == {"Rounds", "RoundSeats", "RoundEvidence", "Equity"}
    again = everything(office, a_schedule([visit(), a_round()]))
    assert (again.cells, again.notes) == (0, ())


@pytest.mark.proves("R-SS-2", "R-SS-3", "F-35")
def test_a_round_is_told_in_three_tabs_that_leaders_read(office: Workspace) -> None:
    book = tracked(office, a_schedule([a_round()])).books[BOOK]

    (fall,) = rows(office, book, "Rounds")
    facts = ("school", "date", "groups", "rooms", "people", "roles", "state")
    # Ana, two teachers, two leaders: five people in four roles walk as one group.
    told = tuple(fall[name] for name in facts)
    assert told == ("Lincoln MS", date(2026, 12, 8), 1, "12; 14", 5, 4, "sent")
    seats = rows(office, book, "RoundSeats")
    assert {row["person"] for row in seats} == {
        *("Ana Ruiz", "Rosa Hall", "Amir Khan", "Dora Lane", "Paul Site")
    }
    assert [row["visit_no"] for row in rows(office, book, "RoundEvidence")] == [1, 2]


@pytest.mark.slow
@pytest.mark.proves("F-78")
def test_what_leaders_write_about_a_round_stays_through_ten_runs(office: Workspace) -> None:
    schedule = a_schedule([a_round()])
    book = tracked(office, schedule).books[BOOK]
    fill_in(office, book, "Rounds", "problem_of_practice", "How do students explain?")
    fill_in(office, book, "RoundEvidence", "note", "pairs talk", "one student explains")
    fill_in(office, book, "RoundSeats", "attended", "yes", "no", "yes")

    for _ in range(10):
        tracked(office, schedule)

    assert rows(office, book, "Rounds")[0]["problem_of_practice"] == "How do students explain?"
    notes = [row["note"] for row in rows(office, book, "RoundEvidence")]
    assert notes == ["pairs talk", "one student explains"]
    assert [row["attended"] for row in rows(office, book, "RoundSeats")][:3] == ["yes", "no", "yes"]


@pytest.mark.proves("F-78")
def test_a_seat_goes_with_its_person_unless_somebody_wrote_beside_it(office: Workspace) -> None:
    book = tracked(office, a_schedule([a_round()])).books[BOOK]
    seated = [row["person"] for row in rows(office, book, "RoundSeats")]
    marks = ["yes" if name == "Rosa Hall" else "" for name in seated]
    fill_in(office, book, "RoundSeats", "attended", *marks)

    done = tracked(office, a_schedule([a_round(DORA, SITE)]))

    left = {row["person"] for row in rows(office, book, "RoundSeats")}
    assert left == {"Ana Ruiz", "Dora Lane", "Paul Site", "Rosa Hall"}
    assert [note.split("!")[0] for note in done.notes] == ["RoundSeats"]


@pytest.mark.proves("R-SS-2", "F-96")
def test_a_round_that_is_over_keeps_its_seats_and_evidence_when_somebody_leaves(
    office: Workspace,
) -> None:
    schedule = a_schedule([a_round()])
    book = tracked(office, schedule).books[BOOK]
    seats, evidence = rows(office, book, "RoundSeats"), rows(office, book, "RoundEvidence")
    fewer = a_schedule([a_round(DORA, SITE, HALL)])

    done = tracked(office, fewer, today=AFTER)

    assert (rows(office, book, "RoundSeats"), rows(office, book, "RoundEvidence")) == (
        seats,
        evidence,
    )
    assert done.notes == ()
    assert rows(office, book, "Rounds")[0]["state"] == "held"


def an_update(month: int) -> tuple[Activity, Slot]:
    first = date(2026, month, 1)
    activity = an_activity(
        id=ActivityId(f"update.{month}"),
        kind=Kind.UPDATE,
        leader=DORA,
        required=(DORA,),
        series=SeriesId("board"),
        window=Window(first=first, last=date(2026, month, 28)),
    )
    return activity, a_slot(f"2026-{month}-15 17:00", 30)


def more_teachers() -> District:
    known = leaders()
    five = [a_person(f"Teacher t{n}") for n in range(5)]
    return replace(known, people={**known.people, **{one.id: one for one in five}})


@pytest.mark.proves("R-LT-4", "F-88")
def test_a_board_update_that_was_given_keeps_its_numbers_and_the_next_ones_go_on(
    office: Workspace,
) -> None:
    early = visit("2026-10-06 10:40", cohort=None)
    updates = [an_update(10), an_update(11), an_update(12)]
    district = more_teachers()
    book = tracked(
        office, a_schedule([early, *updates]), today=date(2026, 11, 2), district=district
    ).books[BOOK]
    fill_in(office, book, "BoardUpdates", "status", "given")
    before = rows(office, book, "BoardUpdates")

    # A visit of October nobody had written down before: what the Board was told stays what it was told.
    found = visit("2026-10-07 10:40", id=ActivityId("late"), required=(ANA, KHAN), teaching=KHAN)
    tracked(
        office, a_schedule([early, found, *updates]), today=date(2026, 11, 3), district=district
    )

    after = rows(office, book, "BoardUpdates")
    assert [row["reach"] for row in before] == ["1 of 7 teachers (14%)"] * 3
    assert after[0] == before[0]
    assert after[0]["status"] == "given"
    assert [row["reach"] for row in after[1:]] == ["2 of 7 teachers (29%)"] * 2


@pytest.mark.proves("R-CCL-8", "R-CCL-9", "F-78")
def test_look_fors_and_effect_of_a_lab_site_are_the_teams_to_write(office: Workspace) -> None:
    lab = an_activity(
        id=ActivityId("lab"), kind=Kind.LAB, teaching=HALL, required=(ANA, HALL, KHAN)
    )
    book = tracked(office, a_schedule([(lab, a_slot())])).books[BOOK]
    fill_in(office, book, "LabSites", "look_fors_link", "https://district.example/look-fors")
    fill_in(office, book, "LabSites", "effectiveness", "students compared three strategies")

    tracked(office, a_schedule([(lab, a_slot("2026-12-09 10:40"))]))

    (row,) = rows(office, book, "LabSites")
    assert (row["date"], row["host"]) == (date(2026, 12, 9), "Rosa Hall")
    assert row["look_fors_link"] == "https://district.example/look-fors"
    assert row["effectiveness"] == "students compared three strategies"


@pytest.mark.slow
@pytest.mark.proves("F-82", "R-SS-15")
def test_what_coaches_marked_as_not_held_is_counted_as_such(office: Workspace) -> None:
    """Five visits of one school, one of which its coach marked as cancelled."""
    district = more_teachers()
    teachers = [PersonId(f"t{n}") for n in range(5)]
    visits = [
        visit(f"2026-12-0{n + 1} 10:40", id=ActivityId(f"v{n}"), required=(ANA, key), teaching=key)
        for n, key in enumerate(teachers)
    ]
    schedule = a_schedule([*visits, a_round()])
    log = everything(office, schedule, district=district).books[
        "Math coaching - visit log of Ana Ruiz"
    ]
    ana = SheetsApi(connect(office.running, person("ana")))
    header = [cell.value for cell in ana.read(log, ["VisitLog"])["VisitLog"][0]]
    column = chr(ord("A") + header.index("outcome"))
    marks = [["held"], ["cancelled by teacher"], ["held"], ["held"]]
    ana.write_values(log, {f"VisitLog!{column}2:{column}5": marks})

    book = everything(office, schedule, today=AFTER, district=district).books[BOOK]

    lincoln, whole = rows(office, book, "Equity")
    # Seven teachers, of whom Hall and Khan were in the round; t1's visit did not take place.
    assert (lincoln["teachers"], lincoln["served"], lincoln["reached_pct"]) == (7, 7, 86)
    assert (lincoln["visits_per_teacher"], lincoln["cancelled_pct"]) == (0.6, 25)
    assert whole["school"] == "All schools (1 of 1 served)"
