"""A master-schedule export joined with a bell set -> the input tabs, and what did not fit.

The export has a row for each teacher and lesson: teacher, day of the cycle, period, course, class,
room. Nothing is guessed silently: what was left out, made up or cannot be known stands in the report.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from scheduler.district import BellBlock, BlockKind, DayType, Doing, Role
from sheets_templates.inputs.inputs import PEOPLE
from sheets_templates.inputs.inputs_school import (
    BELL_SCHEDULES,
    COURSES,
    DAY_CALENDAR,
    SCHOOLS,
    TIMETABLE,
)
from sheets_templates.inputs.inputs_settings import SETTINGS_TAB
from sheets_templates.pasting.master_report import DoubleBooking, ImportReport
from sheets_templates.reading.parse_bells import REGULAR, read_bells
from sheets_templates.reading.parse_faults import Faults
from sheets_templates.reading.parse_nearest import folded
from sheets_templates.reading.parse_rows import Row, read_sheet
from sheets_templates.vocabulary.grid import Rows, filled, grid_of
from sheets_templates.vocabulary.table import CellValue, Column, ColumnKind, Grid, Tab, Tabs

MASTER = Tab(
    name="MasterSchedule",
    purpose="An export of the master schedule, one row a teacher and lesson.",
    columns=(
        Column(header="teacher", kind=ColumnKind.ID, required=True),
        Column(header="day", kind=ColumnKind.ID, required=True),
        Column(header="period", kind=ColumnKind.ID, required=True),
        Column(header="course", kind=ColumnKind.ID),
        Column(header="class", kind=ColumnKind.ID),
        Column(header="room", kind=ColumnKind.ID),
    ),
)

SUBJECT_WORDS: Mapping[str, str] = {
    "math": "Math",
    "english": "English",
    "literacy": "English",
    "science": "Science",
    "physics": "Science",
    "chemistry": "Science",
    "biology": "Science",
    "history": "Social Studies",
    "geography": "Social Studies",
    "economics": "Social Studies",
    "music": "Music",
    "art": "Art",
    "drama": "Art",
    "sport": "PE",
}
"""Words that show a course's subject where the course's name is in English; the first found counts."""

MEETING = "meeting"
"""A lesson whose course says so is time the school sets aside for working together."""


class LettersFollow(StrEnum):
    """What moves the letter on: the weekday (with A/B weeks, if longer), or each school day."""

    WEEKDAYS = "weekdays"
    SCHOOL_DAYS = "school days"


def subject_by_words(words: Mapping[str, str]) -> Callable[[str], str]:
    """Tells a course's subject by the first word found in its name, '' when there is none."""

    def subject_of(course: str) -> str:
        name = course.casefold()
        return next((subject for word, subject in words.items() if word in name), "")

    return subject_of


def import_master_schedule(
    lessons: Grid,
    bells: Grid,
    *,
    bell_set: str,
    school: str,
    first_day: date,
    last_day: date,
    holidays: Collection[date] = (),
    letters_follow: LettersFollow = LettersFollow.WEEKDAYS,
    block_of: Mapping[str, str] | None = None,
    subject_of: Callable[[str], str] | None = None,
) -> tuple[Tabs, ImportReport]:
    """Make Schools, People, BellSchedules, DayCalendar, Timetable, Courses and Settings.

    `block_of` names the block of a period where the two are called differently; without `subject_of`
    a course's subject is found by `SUBJECT_WORDS`. The school year runs
    from `first_day` to `last_day`, both included. Of several lessons of a teacher at once the first
    row is kept.

    Raises:
        InputError: a column or a cell of the two tables cannot be read, or there is no such bell set.
    """
    subject_of = subject_of or subject_by_words(SUBJECT_WORDS)
    faults = Faults()
    rows = read_sheet(MASTER, 0, lessons, faults)
    bell_rows, bell_sentences = read_bells(read_sheet(BELL_SCHEDULES, 1, bells, faults), faults)
    rung = [bell for bell in bell_rows if bell.bell_set == bell_set]
    if not rung:
        sets = sorted({bell.bell_set for bell in bell_rows})
        what = f"There is no bell set '{bell_set}'"
        fix = f"Choose one of: {', '.join(sets)}" if sets else "Name a file with bells"
        faults.add(rows.place(), what, fix)
    faults.raise_if_any()
    kept, doubles, unmatched = _join(rows.rows, rung, block_of or {})
    courses = {course: subject_of(course) for row in kept if (course := row.text("course"))}
    cycle = sorted({row.text("day") for row in kept}, key=_in_order)
    tables = {
        SCHOOLS.name: filled(
            SCHOOLS, [{"school_id": school, "name": school, "bell_set": bell_set}]
        ),
        PEOPLE.name: filled(PEOPLE, _people(kept, school, courses)),
        BELL_SCHEDULES.name: _bells_of(bells, bell_set),
        DAY_CALENDAR.name: filled(
            DAY_CALENDAR, _days(first_day, last_day, frozenset(holidays), cycle, letters_follow)
        ),
        TIMETABLE.name: filled(TIMETABLE, _timetable(kept, block_of or {})),
        COURSES.name: filled(
            COURSES,
            [{"course": name, "subject": known} for name, known in courses.items() if known],
        ),
        SETTINGS_TAB.name: filled(
            SETTINGS_TAB,
            [
                {"key": "school_year_first", "value": first_day},
                {"key": "school_year_last", "value": last_day},
            ],
        ),
    }
    report = ImportReport(
        lessons=len(rows.rows),
        kept=len(kept),
        teachers=len({row.text("teacher") for row in kept}),
        cycle=tuple(cycle),
        double_bookings=doubles,
        unmatched_periods=unmatched,
        unused_blocks=_unused(kept, rung, block_of or {}),
        courses_without_subject=tuple(name for name, known in courses.items() if not known),
        without_contract_day=_variants_without_contract(rung),
        bell_sentences=tuple(text for text in bell_sentences if bell_set in text),
    )
    return {name: grid_of(name, table) for name, table in tables.items()}, report


def _join(
    rows: Sequence[Row], rung: Sequence[BellBlock], block_of: Mapping[str, str]
) -> tuple[list[Row], tuple[DoubleBooking, ...], dict[str, int]]:
    """The lessons that have a block, one for each teacher and time; the others, told apart."""
    blocks = {bell.block for bell in rung if bell.kind is not BlockKind.CONTRACT}
    unmatched: Counter[str] = Counter()
    at: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        period = row.text("period")
        if block_of.get(period, period) in blocks:
            at.setdefault((row.text("teacher"), row.text("day"), period), []).append(row)
        else:
            unmatched[period] += 1
    doubles = tuple(
        DoubleBooking(
            teacher=teacher,
            day=day,
            period=period,
            kept=_called(found[0]),
            dropped=tuple(_called(row) for row in found[1:]),
        )
        for (teacher, day, period), found in at.items()
        if len(found) > 1
    )
    return [found[0] for found in at.values()], doubles, dict(unmatched)


def _called(row: Row) -> str:
    """A lesson in words: its course, class and room, as far as they are given."""
    return " ".join(part for part in map(row.text, ("course", "class", "room")) if part)


def _people(
    kept: Sequence[Row], school: str, courses: Mapping[str, str]
) -> list[dict[str, CellValue]]:
    """The teachers under their codes, with made-up addresses and the subject they teach most."""
    taught: dict[str, Counter[str]] = {}
    for row in kept:
        subject = courses.get(row.text("course"), "")
        taught.setdefault(row.text("teacher"), Counter()).update([subject] if subject else [])
    return [
        {
            "person_id": teacher,
            "name": teacher,
            "email": f"{folded(teacher)}@{folded(school)}.example",
            "role": Role.TEACHER.value,
            "school_id": school,
            "subject": subjects.most_common(1)[0][0] if subjects else "",
        }
        for teacher, subjects in sorted(taught.items())
    ]


def _timetable(kept: Sequence[Row], block_of: Mapping[str, str]) -> list[dict[str, CellValue]]:
    return [
        {
            "person_id": row.text("teacher"),
            "letter": row.text("day"),
            "block": block_of.get(row.text("period"), row.text("period")),
            "activity": _doing(row).value,
            "course": row.text("course"),
            "room": row.text("room"),
        }
        for row in kept
    ]


def _doing(row: Row) -> Doing:
    return Doing.PLC if MEETING in row.text("course").casefold() else Doing.TEACH


def _bells_of(bells: Grid, bell_set: str) -> Rows:
    """The header and the rows of one bell set, as they stand."""
    header = [folded(str(cell.value)) for cell in bells[0]]
    column = header.index(folded("bell_set"))
    rows = [row for row in bells[1:] if column < len(row) and row[column].value == bell_set]
    return [[cell.value for cell in row] for row in (bells[0], *rows)]


def _days(
    first: date,
    last: date,
    holidays: Collection[date],
    cycle: Sequence[str],
    follow: LettersFollow,
) -> list[dict[str, CellValue]]:
    """A row for each Monday to Friday: its letter, or that it is a holiday."""
    monday = first - timedelta(days=first.weekday())
    held = 0
    rows: list[dict[str, CellValue]] = []
    for day in (first + timedelta(days=count) for count in range((last - first).days + 1)):
        if day.weekday() > 4:
            continue
        if day in holidays:
            rows.append({"date": day, "school_id": "ALL", "day_type": DayType.HOLIDAY.value})
            continue
        weekdays = (day - monday).days // 7 * 5 + day.weekday()
        place = weekdays if follow is LettersFollow.WEEKDAYS else held
        held += 1
        rows.append(
            {
                "date": day,
                "school_id": "ALL",
                "day_type": DayType.SCHOOL.value,
                "letter": cycle[place % len(cycle)],
            }
        )
    return rows


def _unused(
    kept: Sequence[Row], rung: Sequence[BellBlock], block_of: Mapping[str, str]
) -> tuple[str, ...]:
    used = {block_of.get(row.text("period"), row.text("period")) for row in kept}
    taught = (
        bell.block
        for bell in rung
        if bell.kind is BlockKind.TEACH and bell.variant == REGULAR and bell.block not in used
    )
    return tuple(dict.fromkeys(taught))


def _variants_without_contract(rung: Sequence[BellBlock]) -> tuple[str, ...]:
    stated = {bell.variant for bell in rung if bell.kind is BlockKind.CONTRACT}
    return tuple(dict.fromkeys(bell.variant for bell in rung if bell.variant not in stated))


def _in_order(day: str) -> tuple[int, str]:
    return (int(day) if day.isdigit() else 0, day)
