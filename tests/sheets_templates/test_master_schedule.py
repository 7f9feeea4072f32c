"""Three real schools' master schedules (XHSTT-2014 archive) become usable input tabs."""

from datetime import date
from pathlib import Path

import pytest

from scheduler.district import Doing
from scheduler.errors import InputError
from sheets_templates.inputs.inputs import COHORTS, PEOPLE
from sheets_templates.pasting.master_report import ImportReport
from sheets_templates.pasting.master_schedule import (
    LettersFollow,
    import_master_schedule,
    subject_by_words,
)
from sheets_templates.reading.parse import read_district
from sheets_templates.vocabulary.grid import grid_of
from sheets_templates.vocabulary.table import Grid, Tabs
from sync.files.csv_text import parse_csv, read_csv
from tests.sheets_templates.lincoln import table

DATA = Path(__file__).parents[1] / "data"
FIRST, LAST = date(2027, 1, 4), date(2027, 3, 26)
HOLIDAYS = (date(2027, 1, 18), date(2027, 2, 15))

pytestmark = pytest.mark.proves("F-15")


def imported(
    name: str, bell_set: str = "day-school-8", follow: LettersFollow = LettersFollow.WEEKDAYS
) -> tuple[Tabs, ImportReport]:
    return import_master_schedule(
        read_csv(DATA / "timetables" / f"{name}.csv", "MasterSchedule"),
        read_csv(DATA / "bells.csv", "BellSchedules"),
        bell_set=bell_set,
        school=name,
        first_day=FIRST,
        last_day=LAST,
        holidays=HOLIDAYS,
        letters_follow=follow,
    )


def with_a_cohort(tabs: Tabs, *members: str) -> Tabs:
    """The imported tabs after a leader added a coach and a cohort."""
    coach = table("c1 | Ana Ruiz | ana@x.org | coach")
    people = grid_of("People", [[cell.value for cell in row] for row in tabs[PEOPLE.name]] + coach)
    cohorts = grid_of(
        "Cohorts",
        table(f"""
            cohort_id | structure | coach | subject | start_week | members
            A         | clc       | c1    | Math    | 2027-01-11 | {"; ".join(members)}
        """),
    )
    return {**tabs, PEOPLE.name: people, COHORTS.name: cohorts}


@pytest.mark.parametrize(
    ("name", "teachers", "lessons", "cycle", "unused"),
    [
        ("BGHS98", 56, 1457, 5, ()),
        ("SAHS96", 43, 1512, 10, ("7", "8")),
        ("FinlandSecondary06", 21, 306, 5, ("8",)),
    ],
)
def test_each_school_is_read_whole(
    name: str, teachers: int, lessons: int, cycle: int, unused: tuple[str, ...]
) -> None:
    tabs, report = imported(name)
    somebody = str(tabs["People"][1][0].value)

    district = read_district(with_a_cohort(tabs, somebody), structures=["clc"])

    assert (report.teachers, report.lessons, len(report.cycle)) == (teachers, lessons, cycle)
    assert report.unused_blocks == unused
    assert len(district.timetable) == report.kept
    assert len(district.people) == teachers + 1


def test_double_bookings_are_told_and_one_lesson_is_kept() -> None:
    _, report = imported("SAHS96")

    assert sorted(len(double.dropped) for double in report.double_bookings) == [1] * 13 + [2] * 2
    assert report.rows_too_many == 17
    assert report.kept == report.lessons - 17
    assert "15 teacher-periods hold more than one lesson" in " ".join(report.sentences())


@pytest.mark.parametrize("name", ["BGHS98", "FinlandSecondary06"])
def test_a_clean_export_has_no_double_bookings(name: str) -> None:
    assert imported(name)[1].double_bookings == ()


def test_periods_the_bell_set_lacks_are_told_with_the_lessons_left_out() -> None:
    _, report = imported("BGHS98", "dinwiddie-hs")

    assert set(report.unmatched_periods) == {"5", "6", "7", "8"}
    assert report.kept + sum(report.unmatched_periods.values()) == report.lessons
    assert report.unused_blocks == ("GEN",)


def test_a_bell_set_without_a_contract_day_is_told() -> None:
    assert imported("BGHS98")[1].without_contract_day == ("regular",)


def test_a_contract_day_without_its_end_is_told() -> None:
    _, report = imported("BGHS98", "dinwiddie-hs")

    assert report.without_contract_day == ("early release",)
    assert any("early release" in text for text in report.bell_sentences)


def test_faculty_meetings_are_time_for_working_together() -> None:
    tabs, _ = imported("BGHS98")
    district = read_district(with_a_cohort(tabs, "Maths01"))

    meeting = [lesson for lesson in district.timetable if "MathematicsFaculty" in lesson.course]

    assert meeting
    assert {lesson.doing for lesson in meeting} == {Doing.PLC}


def test_a_course_shows_its_subject() -> None:
    tabs, _ = imported("BGHS98")
    district = read_district(with_a_cohort(tabs, "Maths01"))
    taught = {
        lesson.subject
        for lesson in district.timetable
        if lesson.person == "Maths01" and lesson.doing is Doing.TEACH
    }

    assert district.people["Maths01"].subject == "Math"  # type: ignore[index]  # a plain id
    assert taught == {"Math", "PE"}


def test_subjects_go_by_the_words_given() -> None:
    subject_of = subject_by_words({"12m": "Math"})

    assert [subject_of(course) for course in ("x12MH", "x11EngC")] == ["Math", ""]


def letters(tabs: Tabs) -> dict[date, str]:
    return {row[0].value: str(row[3].value) for row in tabs["DayCalendar"][1:]}  # type: ignore[misc]


def test_by_weekday_a_holiday_uses_up_its_letter() -> None:
    found = letters(imported("BGHS98")[0])

    assert [found[date(2027, 1, day)] for day in (15, 18, 19)] == ["5", "", "2"]


@pytest.mark.proves("F-4", "F-15")
def test_by_school_day_a_holiday_shifts_the_letters() -> None:
    found = letters(imported("BGHS98", follow=LettersFollow.SCHOOL_DAYS)[0])

    assert [found[date(2027, 1, day)] for day in (15, 18, 19)] == ["5", "", "1"]


def test_a_ten_day_cycle_makes_weeks_take_turns() -> None:
    found = letters(imported("SAHS96")[0])

    assert [found[date(2027, 1, day)] for day in (4, 8, 11, 15, 25)] == ["1", "5", "6", "10", "6"]


def tiny(text: str) -> Grid:
    return parse_csv(text.encode(), tab="MasterSchedule", file="master.csv")


def test_a_renamed_column_of_the_export_is_suggested() -> None:
    bells = read_csv(DATA / "bells.csv", "BellSchedules")

    with pytest.raises(InputError) as caught:
        import_master_schedule(
            tiny("Teachers,day,period\nA,1,1\n"),
            bells,
            bell_set="day-school-8",
            school="S",
            first_day=FIRST,
            last_day=LAST,
        )

    assert caught.value.faults[0].fix == "Rename the header to 'teacher'."


def test_an_unknown_bell_set_is_told_with_those_there_are() -> None:
    with pytest.raises(InputError) as caught:
        imported("BGHS98", "day-school-9")

    assert "day-school-8" in caught.value.faults[0].fix


def test_a_period_may_be_given_another_block() -> None:
    tabs, report = import_master_schedule(
        tiny("teacher,day,period\nAna,1,P1\n"),
        read_csv(DATA / "bells.csv", "BellSchedules"),
        bell_set="day-school-8",
        school="S",
        first_day=FIRST,
        last_day=LAST,
        block_of={"P1": "1"},
    )

    assert report.unmatched_periods == {}
    assert tabs["Timetable"][1][2].value == "1"
