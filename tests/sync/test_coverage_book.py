"""The sub coordinator's workbook lists the classes that need cover, and keeps what she wrote beside them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from scheduler.counts.coverage import cover_needs, half_days
from scheduler.district import AvailabilityRow, District, Offer, PersonId, Role, SeriesId
from scheduler.model import Activity, ActivityId, Container, Kind, Schedule, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.schoolday import SchoolDays
from sheets_templates.books.coverage import Filled, filled_in
from sync.sheets.books import BookTracked
from sync.sheets.coverage_book import track_coverage
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.tracking import Matter, track_all
from tests.builders import ANA, HALL, KHAN, a_district, a_person, a_schedule, a_slot, an_activity
from tests.sync.coaching import Workspace, a_workspace, connect, person

SID = a_person("Sid Cole", Role.SUB_COORDINATOR, email="cole@district.example", school=None)
BOOK, TAB = "Math coaching - coverage", "Coverage"
FRIDAY = date(2026, 12, 4)


def lesson(teacher: PersonId, start: str, end: str) -> AvailabilityRow:
    return AvailabilityRow(
        person=teacher,
        weekday=1,
        date=None,
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        offer=Offer.TEACHING,
        subject="math",
    )


def school() -> District:
    """On Tuesdays Hall teaches from 8 to 9 and 1 to 2, Khan from 8:30 to 9:30."""
    rows = (lesson(HALL, "08:00", "09:00"), lesson(HALL, "13:00", "14:00"))
    return a_district(SID, availability=(*rows, lesson(KHAN, "08:30", "09:30")))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path, district=school()) as workspace:
        yield workspace


def a_round(day: str, *, name: str = "fall", minutes: int = 120) -> tuple[Activity, Slot]:
    activity = an_activity(
        id=ActivityId(f"rounds.{name}"),
        kind=Kind.ROUND,
        structure="rounds",
        required=(ANA,),
        invited=(HALL, KHAN),
        minutes=minutes,
        series=SeriesId(name),
        inside=(Container.TEACHING,),
    )
    return activity, replace(a_slot(f"{day} 08:00", minutes), coming=(HALL, KHAN))


def tracked(office: Workspace, schedule: Schedule, today: date = FRIDAY) -> BookTracked:
    """Bring the workbook up to date; there is one."""
    api, district = SheetsApi(office.transport), office.district
    days = SchoolDays(district)
    done = track_coverage(api, office.journal, district, days, schedule, today=today)
    assert done is not None
    return done


def seen(
    office: Workspace, book: str, *headers: str, who: str = "cole", tab: str = TAB
) -> list[tuple[object, ...]]:
    """What somebody reads below some headers."""
    grid = SheetsApi(connect(office.running, person(who))).read(book, [tab])[tab]
    at = [[cell.value for cell in grid[0]].index(header) for header in headers]
    rows = [tuple(row[n].value if n < len(row) else None for n in at) for row in grid[1:]]
    return [row for row in rows if any(cell not in (None, "") for cell in row)]


@pytest.mark.proves("F-85")
def test_each_class_stands_in_the_tab_with_half_day_time_reason_and_a_day_to_find_somebody_by(
    office: Workspace,
) -> None:
    schedule = a_schedule([a_round("2026-12-08", minutes=420)])

    book = tracked(office, schedule).book

    assert seen(office, book, "teacher", "half", "substitute", "start", "end") == [
        ("Rosa Hall", "morning", 1, time(8), time(9)),
        ("Amir Khan", "morning", 2, time(8, 30), time(9, 30)),
        ("Rosa Hall", "afternoon", 1, time(13), time(14)),
    ]
    facts = ("school", "date", "class", "reason", "needed_by")
    round_word = "instructional round"
    day, by = date(2026, 12, 8), date(2026, 12, 3)
    assert set(seen(office, book, *facts)) == {("Lincoln MS", day, "math", round_word, by)}
    needs = cover_needs(schedule, Availability(office.district, SchoolDays(office.district)))
    assert len(seen(office, book, "request_id")) == len(needs)


def test_where_no_class_needs_cover_there_is_no_workbook(office: Workspace) -> None:
    none, some = (
        Matter(
            district=office.district,
            days=SchoolDays(office.district),
            schedule=schedule,
            published=schedule,
            today=FRIDAY,
        )
        for schedule in (a_schedule([]), a_schedule([a_round("2026-12-08")]))
    )

    api = SheetsApi(office.transport)

    assert BOOK not in track_all(api, office.journal, none).books
    assert BOOK in track_all(api, office.journal, some).books


@pytest.mark.proves("F-78", "F-85")
def test_who_was_found_stays_beside_the_class_when_the_round_moves_a_little(
    office: Workspace,
) -> None:
    book = tracked(office, a_schedule([a_round("2026-12-08", minutes=45)])).book
    coordinator = SheetsApi(connect(office.running, person("cole")))
    coordinator.write_values(book, {f"{TAB}!M2:N2": [["Pat Moss", "filled"]]})

    activity, slot = a_round("2026-12-08", minutes=40)
    again = tracked(office, a_schedule([(activity, slot)]))

    assert seen(office, book, "teacher", "end", "filled_by", "status") == [
        ("Rosa Hall", time(8, 40), "Pat Moss", "filled"),
        ("Amir Khan", time(8, 40), None, None),
    ]
    assert again.report.findings == ()
    grid = coordinator.read(book, [TAB])[TAB]
    assert [one for one in filled_in(grid).values() if one.by] == [
        Filled(status="filled", by="Pat Moss")
    ]


def test_a_class_that_needs_no_cover_any_more_goes_and_a_found_substitute_is_told(
    office: Workspace,
) -> None:
    book = tracked(office, a_schedule([a_round("2026-12-08", minutes=45)])).book
    SheetsApi(connect(office.running, person("cole"))).write_values(
        book, {f"{TAB}!M2": [["Pat Moss"]]}
    )

    gone = tracked(office, a_schedule([]))

    assert [row[0] for row in seen(office, book, "teacher", "filled_by")] == ["Rosa Hall"]
    assert [one.where for one in gone.report.findings] == [f"{TAB}!A2"]


def test_what_is_more_than_two_weeks_ahead_comes_in_its_turn(office: Workspace) -> None:
    schedule = a_schedule(
        [a_round("2026-12-08", minutes=30), a_round("2027-01-12", name="winter", minutes=30)]
    )

    early = tracked(office, schedule).book
    now = [row[0] for row in seen(office, early, "date")]
    tracked(office, schedule, today=date(2027, 1, 8))
    later = {row[0] for row in seen(office, early, "date")}

    assert now == [date(2026, 12, 8)]
    assert later == {date(2026, 12, 8), date(2027, 1, 12)}


@pytest.mark.proves("F-85", "F-82")
def test_open_classes_by_days_left_sum_up_to_the_plan_and_follow_what_was_filled(
    office: Workspace,
) -> None:
    schedule = a_schedule([a_round("2026-12-08", minutes=420), a_round("2026-12-15", name="next")])
    book = tracked(office, schedule).book
    headers = ("days_left", "open", "filled", "half_days")
    # By Thursday 3 it is too late on Friday 4; Thursday 10 is four school days away.
    before = seen(office, book, *headers, tab="OpenCoverage")
    assert before[:3] == [
        ("too late", 3, 0, 3),
        ("0 to 2 days", 0, 0, 0),
        ("3 to 5 days", 2, 0, 2),
    ]
    needs = cover_needs(schedule, Availability(office.district, SchoolDays(office.district)))
    assert sum(float(str(row[1])) for row in before) == len(needs) == 5
    assert sum(float(str(row[3])) for row in before) == half_days(needs)

    coordinator = SheetsApi(connect(office.running, person("cole")))
    coordinator.write_values(book, {f"{TAB}!M2": [["Pat Moss"]]})
    tracked(office, schedule)

    assert seen(office, book, *headers, tab="OpenCoverage")[0] == ("too late", 2, 1, 3)


def test_a_name_without_a_status_means_filled_and_an_odd_tab_tells_nothing() -> None:
    from sheets_templates.vocabulary.grid import grid_of

    headers = ["request_id", "filled_by", "status"]
    rows = [["a", "Pat", ""], ["b", "", ""], ["c", "", "unfilled"], ["", "x", "filled"]]

    assert filled_in(grid_of(TAB, [headers, *rows])) == {
        "a": Filled(status="filled", by="Pat"),
        "b": Filled(),
        "c": Filled(status="unfilled"),
    }
    assert filled_in(grid_of(TAB, [["something else"]])) == filled_in(()) == {}
