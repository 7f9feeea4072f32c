"""A principal sees months, visits held, topics and coming dates of her own school, and no more."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scheduler.counts.reach import Record
from scheduler.district import (
    Cohort,
    CohortId,
    District,
    PersonId,
    Role,
    School,
    SchoolId,
)
from scheduler.errors import BellweaveError
from scheduler.model import Activity, ActivityId, Kind, Slot
from scheduler.schoolday import SchoolDays
from sheets_templates.books.school import SCHOOL_VIEW
from sheets_templates.writing.render_school import school_view_rows
from sync.sheets.school_books import track_schools
from sync.sheets.sheets_api import SheetsApi
from tests.builders import ANA, LINCOLN, a_district, a_person, a_schedule, a_slot, an_activity
from tests.sync.coaching import Workspace, a_workspace, connect, person

GRANT = SchoolId("grant")
TODAY = date(2026, 12, 9)
FIVE = tuple(PersonId(f"t{n}") for n in range(1, 6))
LEE = PersonId("lee")
TOPICS = {"alpha": "Fractions", "beta": "Number talks"}


def the_district(*, named: bool = False) -> District:
    """Five teachers at Lincoln in two cohorts, one at Grant; a site leader at each."""
    teachers = (a_person(f"Teacher {key}", id=key) for key in FIVE)
    paul = a_person("Paul Site", Role.SITE_LEADER)
    gwen = a_person("Gwen Park", Role.SITE_LEADER, school=GRANT)
    lee = a_person("Jo Lee", id=LEE, school=GRANT)
    schools = {
        LINCOLN: School(
            id=LINCOLN,
            name="Lincoln MS",
            principal_email="site@district.example",
            names_teachers=named,
        ),
        GRANT: School(id=GRANT, name="Grant HS", names_teachers=False),
    }
    cohorts = tuple(
        Cohort(
            id=CohortId(key),
            structure="clc",
            coach=ANA,
            topic=topic,
            start_week=date(2026, 11, 2),
            members=FIVE,
        )
        for key, topic in TOPICS.items()
    )
    return a_district(*teachers, lee, paul, gwen, schools=schools, cohorts=cohorts)


def meets(teacher: PersonId, wall: str, kind: Kind = Kind.VISIT, cohort: str = "alpha") -> Any:
    key = ActivityId(f"{kind.name}.{teacher}.{wall[:10]}")
    school = GRANT if teacher == LEE else LINCOLN
    teaching = teacher if kind is Kind.VISIT else None
    activity = an_activity(
        id=key, kind=kind, required=(ANA, teacher), teaching=teaching, cohort=CohortId(cohort)
    )
    return activity, a_slot(f"{wall[:10]} 10:40", school=school)


TOLD: Sequence[tuple[Activity, Slot]] = (
    meets(FIVE[0], "2026-11-10"),
    meets(FIVE[0], "2026-11-17"),
    meets(FIVE[0], "2026-11-18", Kind.DEBRIEF),
    meets(FIVE[0], "2026-12-15", cohort="beta"),
    meets(FIVE[1], "2026-11-12"),
    meets(FIVE[2], "2026-11-12"),
    meets(FIVE[3], "2026-11-13"),
    meets(FIVE[4], "2026-11-13"),
    meets(LEE, "2026-11-10"),
)


def record(*, named: bool = False, **more: Any) -> Record:
    district = the_district(named=named)
    return Record(
        district=district,
        days=SchoolDays(district),
        told=a_schedule(TOLD),
        today=TODAY,
        asked=tuple(activity for activity, _ in TOLD),
        **more,
    )


def table(done: Record, school: SchoolId = LINCOLN) -> list[tuple[object, ...]]:
    headers = ("month", "teacher", "visits_held", "focus_area", "upcoming_dates")
    return [tuple(row[header] for header in headers) for row in school_view_rows(done, school)]


@pytest.mark.proves("F-86")
def test_where_teachers_may_be_named_each_has_a_row_a_month() -> None:
    rows = table(record(named=True))

    # The first teacher: two visits and a debrief in November, one visit to come in December.
    assert [row for row in rows if row[1] == "Teacher t1"] == [
        ("2026-11", "Teacher t1", 2, "Fractions", ""),
        ("2026-12", "Teacher t1", 0, "Number talks", "2026-12-15"),
    ]
    assert len(rows) == 6


@pytest.mark.proves("F-86", "F-80")
def test_where_they_may_not_a_month_is_one_total_of_five_or_more() -> None:
    assert table(record()) == [
        # Six visits to five teachers.
        ("2026-11", "5 teachers", 6, "Fractions", ""),
        # One teacher alone in December: nothing is told.
        ("2026-12", "fewer than 5 teachers", "", "", ""),
    ]
    assert table(record(), GRANT) == [("2026-11", "fewer than 5 teachers", "", "", "")]


@pytest.mark.proves("F-86")
def test_a_visit_its_coach_marked_as_not_held_is_no_visit_held() -> None:
    first = TOLD[0][0].id

    rows = table(record(named=True, outcomes={first: "cancelled by teacher"}))

    assert rows[0][:3] == ("2026-11", "Teacher t1", 1)


@pytest.mark.proves("F-86", "F-80")
def test_that_somebody_declined_is_told_to_no_principal() -> None:
    activity, slot = TOLD[3]
    refused = frozenset({(activity.id, slot.start)})

    rows = table(record(named=True, refused=refused))

    assert [row for row in rows if row[0] == "2026-12"] == []


@pytest.mark.proves("F-86", "F-80")
def test_the_tab_holds_frequency_topic_and_dates_alone() -> None:
    headers = [column.header for column in SCHOOL_VIEW.columns]

    assert headers == [
        *("row_id", "month", "teacher", "visits_held", "focus_area", "upcoming_dates")
    ]
    assert {header for row in school_view_rows(record(), LINCOLN) for header in row} == {*headers}


def test_a_teacher_of_two_schools_is_told_of_where_she_was_met() -> None:
    both = replace(record(named=True), told=a_schedule([meets(LEE, "2026-11-10")]))
    at_lincoln = replace(both, told=a_schedule([(TOLD[8][0], replace(TOLD[8][1], school=LINCOLN))]))

    assert table(both) == []
    assert [row[1] for row in table(at_lincoln)] == ["Jo Lee"]


@contextmanager
def an_office(folder: Path) -> Iterator[Workspace]:
    with a_workspace(folder, district=the_district(named=True)) as workspace:
        yield workspace


@pytest.mark.proves("F-86", "F-80")
def test_each_principal_opens_her_own_workbook_and_no_other(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        api = SheetsApi(office.transport)
        done = list(track_schools(api, office.journal, record(named=True)))
        books = {one.title: one.book for one in done}

        def read(who: str, title: str) -> object:
            grid = SheetsApi(connect(office.running, person(who))).read(books[title])
            return grid["SchoolView"][1][2].value

        assert list(books) == ["Math coaching - Grant HS", "Math coaching - Lincoln MS"]
        assert read("site", "Math coaching - Lincoln MS") == "Teacher t1"
        with pytest.raises(BellweaveError):
            read("park", "Math coaching - Lincoln MS")


def test_a_workbook_with_nothing_new_in_it_is_not_even_read(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        api = SheetsApi(office.transport)
        list(track_schools(api, office.journal, record(named=True)))
        office.running.log.clear()

        assert list(track_schools(api, office.journal, record(named=True))) == []
        assert office.running.log.entries() == []
        told = list(track_schools(api, office.journal, record()))
        assert [one.title for one in told] == ["Math coaching - Lincoln MS"]


def test_a_school_without_coaching_or_anybody_to_tell_has_no_workbook(tmp_path: Path) -> None:
    nobody = replace(record(), told=a_schedule([]))
    people = {
        key: one for key, one in the_district().people.items() if one.role is not Role.SITE_LEADER
    }
    schools = {key: replace(one, principal_email="") for key, one in the_district().schools.items()}
    untold = replace(record(), district=replace(the_district(), people=people, schools=schools))
    with an_office(tmp_path) as office:
        api = SheetsApi(office.transport)

        assert list(track_schools(api, office.journal, nobody)) == []
        assert list(track_schools(api, office.journal, untold)) == []


def test_what_people_were_told_before_goes_when_it_is_taken_back(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        api = SheetsApi(office.transport)
        (grant, lincoln) = track_schools(api, office.journal, record(named=True))
        empty = replace(record(named=True), told=a_schedule([]))

        list(track_schools(api, office.journal, empty))

        left = [api.read(one.book)["SchoolView"][1:] for one in (grant, lincoln)]
        assert not [cell for grid in left for row in grid for cell in row if cell.value]
