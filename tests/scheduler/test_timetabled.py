"""The referee's own reading of timetables."""

from datetime import date

from scheduler.district import BlockKind, CalendarDay, DayType, District, Doing, Habits, PersonId
from scheduler.schoolday import SchoolDays
from scheduler.timetabled import Timetable
from tests.scheduler.builders import (
    ANA,
    DAYS,
    HALL,
    KHAN,
    MONDAY,
    a_teacher,
    a_week,
    bells,
    lessons,
)
from tests.scheduler.builders import BELLS as REGULAR


def read(district: District, person: PersonId = HALL, day: date = MONDAY) -> dict[str, Doing]:
    pieces = Timetable(district, SchoolDays(district)).pieces(person, day)
    assert pieces is not None
    return {piece.block: piece.doing for piece in pieces}


def test_each_block_is_what_its_row_says_and_the_rest_is_assumed() -> None:
    district = a_week(
        timetable=lessons(HALL, teach="1", free="2"), habits=Habits(rowless=Doing.DUTY)
    )

    assert read(district) == {
        "1": Doing.TEACH,
        "2": Doing.FREE,
        "3": Doing.DUTY,
        "4": Doing.DUTY,
        "L": Doing.LUNCH,
        "5": Doing.DUTY,
        "6": Doing.DUTY,
        "PLC": Doing.PLC,
    }


def test_somebody_without_rows_has_no_timetable() -> None:
    district = a_week()

    assert Timetable(district, SchoolDays(district)).pieces(ANA, MONDAY) is None


def test_a_date_without_school_has_no_pieces() -> None:
    closed = CalendarDay(date=MONDAY, day_type=DayType.HOLIDAY)

    assert read(a_week(days=(closed,))) == {}


def test_somebody_elses_lunch_is_left_out_and_without_an_own_one_all_count() -> None:
    lunches = [("A", "10:30", "11:00", BlockKind.LUNCH), ("B", "11:30", "12:00", BlockKind.LUNCH)]
    district = a_week(
        bells=bells([*REGULAR[:4], *lunches]),
        timetable=[*lessons(HALL, teach="1", lunch="A"), *lessons(KHAN, teach="1")],
    )

    assert [block for block, doing in read(district).items() if doing is Doing.LUNCH] == ["A"]
    assert [block for block, doing in read(district, KHAN).items() if doing is Doing.LUNCH] == [
        "A",
        "B",
    ]


def test_other_grades_and_passing_time_are_left_out() -> None:
    district = a_week(
        a_teacher(HALL, grade="2"),
        bells=(
            *bells([("1", "08:00", "09:00", BlockKind.TEACH)], band="K-3"),
            *bells([("9", "08:00", "09:00", BlockKind.TEACH)], band="4-8"),
            *bells([("walk", "09:00", "09:05", BlockKind.PASSING)]),
        ),
        timetable=lessons(HALL, teach="1"),
    )

    assert list(read(district)) == ["1"]


def test_the_row_of_the_letter_goes_before_the_row_of_every_letter() -> None:
    timetable = [*lessons(HALL, teach="1"), *lessons(HALL, letter="B", prep="1")]
    days = (CalendarDay(date=MONDAY, letter="A"), CalendarDay(date=DAYS["tue"], letter="B"))
    district = a_week(timetable=timetable, days=days)

    assert read(district)["1"] is Doing.TEACH
    assert read(district, day=DAYS["tue"])["1"] is Doing.PREP
