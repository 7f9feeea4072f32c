"""A whole district is read as it was meant."""

from datetime import date, datetime, time

import pytest

from scheduler.district import Consent, DayType, Doing, Offer, PersonId, SchoolId
from scheduler.schoolday import SchoolDays
from sheets_templates.reading.parse import read_district
from tests.sheets_templates.lincoln import edited, lincoln, table, without

DISTRICT = read_district(lincoln(), structures=["clc"])
LMS = SchoolId("LMS")


def test_people_have_their_roles_schools_and_consent() -> None:
    maria = DISTRICT.people[PersonId("7")]

    assert (maria.name, maria.email, maria.school) == ("Maria Lopez", "maria@x.org", LMS)
    assert DISTRICT.people[PersonId("t4")].consent is Consent.PAUSED


def test_a_cohort_has_its_coach_week_and_members() -> None:
    (cohort,) = DISTRICT.cohorts

    assert (cohort.coach, cohort.start_week, cohort.pd_day) == (
        "c1",
        date(2027, 1, 11),
        date(2027, 1, 8),
    )
    assert cohort.members == ("7", "t2", "t3")


@pytest.mark.proves("F-3")
def test_block_2_of_an_early_release_day_has_that_variants_times() -> None:
    days = SchoolDays(DISTRICT)
    starts = {
        day: {block.name: days.local(block.span.start).time() for block in found.blocks}
        for day in (date(2027, 1, 4), date(2027, 1, 11))
        if (found := days.day(LMS, day))
    }

    assert starts[date(2027, 1, 4)]["2"] == time(8, 55)
    assert starts[date(2027, 1, 11)]["2"] == time(8, 35)


@pytest.mark.proves("F-4")
def test_a_shifted_letter_changes_who_is_free_by_data_alone() -> None:
    def preparing(day: date, letter: str) -> set[str]:
        district = read_district(edited("DayCalendar!D3", letter))
        found = SchoolDays(district).day(LMS, day)
        return {
            lesson.person
            for lesson in district.timetable
            if found and lesson.letter == found.letter and lesson.doing is Doing.PREP
        }

    tuesday = date(2027, 1, 5)

    assert preparing(tuesday, "B") == set()
    assert preparing(tuesday, "A") == {"7"}


def test_days_carry_type_letter_and_variant() -> None:
    monday = DISTRICT.days[5]

    assert (monday.date, monday.letter, monday.variant) == (date(2027, 1, 11), "A", "early release")
    assert DISTRICT.days[4].day_type is DayType.PD


def test_the_year_the_zone_and_the_name_are_set() -> None:
    assert (DISTRICT.name, DISTRICT.year.zone) == ("Lincoln County", "America/Chicago")
    assert (DISTRICT.year.first, DISTRICT.year.last) == (date(2026, 8, 17), date(2027, 6, 4))


def test_the_district_keeps_its_own_working_day_and_rowless_periods() -> None:
    rows = table("""
        key                   | value
        day_start             | 8:00 AM
        periods_without_a_row | free
        publish_weekday       | Thursday
        publish_at            | 2:30 PM
    """)
    habits = read_district(lincoln(Settings=rows)).habits

    assert (habits.day_start, habits.rowless, habits.publish_weekday, habits.publish_at) == (
        time(8, 0),
        Doing.FREE,
        3,
        time(14, 30),
    )


def test_a_row_of_availability_is_one_for_each_person_and_weekday() -> None:
    assert [(row.person, row.weekday, row.offer) for row in DISTRICT.availability] == [
        ("c1", day, Offer.FREE) for day in range(5)
    ]


@pytest.mark.proves("F-9")
def test_a_way_between_schools_holds_both_ways_unless_both_are_given() -> None:
    schools = table("""
        school_id | name           | bell_set
        LMS       | Lincoln Middle | lincoln
        OAK       | Oak Hill       | lincoln
    """)
    one = table("from | to | minutes | buffer\nLMS | OAK | 12 | 5")
    both = table("from | to | minutes | buffer\nLMS | OAK | 12 | 5\nOAK | LMS | 20 |")

    ways = read_district(lincoln(Schools=schools, Travel=one)).travel
    given = read_district(lincoln(Schools=schools, Travel=both)).travel

    assert [(way.origin, way.minutes, way.buffer) for way in ways] == [
        ("LMS", 12, 5),
        ("OAK", 12, 5),
    ]
    assert [(way.origin, way.minutes, way.buffer) for way in given] == [
        ("LMS", 12, 5),
        ("OAK", 20, 10),
    ]


def test_a_lesson_takes_its_subject_from_row_course_or_teacher() -> None:
    courses = table("course | subject\nMath 6 | Math 6 Honors")
    rows = table("""
        person_id | letter | block | activity | course  | subject
        7         | A      | 1     | teach    | Math 6  | Algebra
        7         | B      | 1     | teach    | Math 6  |
        t4        | A      | 2     | teach    | Unknown |
        t4        | B      | 2     | prep     |         |
    """)
    lessons = read_district(lincoln(Courses=courses, Timetable=rows)).timetable

    assert [lesson.subject for lesson in lessons] == ["Algebra", "Math 6 Honors", "Science", ""]


def test_everybody_with_a_required_role_is_invited_but_the_owner() -> None:
    rows = table("""
        series_id | structure | name   | cadence | dates                  | owner | roles_required | invited
        R         | rounds    | Rounds | once    | Feb 3, 2027            | c1    | teacher; coach | t4
        P         | rounds    | Talks  |         | 2/3/2027; Mar 3, 2027  | c1    |                |
    """)
    rounds, talks = read_district(lincoln(Series=rows)).series

    assert rounds.invited == ("t4", "7", "t2", "t3")
    assert rounds.dates == (date(2027, 2, 3),)
    assert (talks.cadence, talks.dates) == ("dates", (date(2027, 2, 3), date(2027, 3, 3)))


@pytest.mark.parametrize(
    ("absent", "sentence"),
    [
        (
            "Settings",
            "The school year runs from 2027-01-04 to 2027-01-12: taken from the DayCalendar",
        ),
        ("Schools", "The schools are those named on the People tab: LMS."),
        ("Settings", "Clocks show America/New_York"),
    ],
)
def test_a_default_is_said_when_it_is_used(absent: str, sentence: str) -> None:
    said = " ".join(read_district(without(absent)).assumptions)

    assert sentence in said
    assert sentence not in " ".join(DISTRICT.assumptions)


def test_columns_and_tabs_may_stand_in_any_order() -> None:
    turned = {
        name: tuple(tuple(reversed(row)) for row in grid)
        for name, grid in reversed(list(lincoln().items()))
    }

    assert read_district(turned, structures=["clc"]) == DISTRICT


def test_empty_rows_between_are_passed_over() -> None:
    tabs = dict(lincoln())
    header, first, *rest = tabs["People"]
    blank = edited("People!A9", "")["People"][-1]
    tabs["People"] = (header, first, blank, *rest, blank)

    assert read_district(tabs, structures=["clc"]) == DISTRICT


def test_a_moment_at_midnight_is_a_date() -> None:
    midnight = datetime.combine(date(2027, 1, 11), time(0))

    assert read_district(edited("Cohorts!F2", midnight)).cohorts == DISTRICT.cohorts
