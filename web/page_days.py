"""The columns of a grid: which days it has, and what is special about each."""

from collections.abc import Iterable
from datetime import date, timedelta

from scheduler.district import EVERYWHERE, CalendarDay, DayType, District
from scheduler.schoolday import SchoolDays
from web.page import DayHead
from web.page_words import listed


def columns(monday: date, used: Iterable[date]) -> tuple[date, ...]:
    """Monday to Friday, and a weekend day only if something stands on it."""
    week = [monday + timedelta(days=n) for n in range(7)]
    wanted = set(used)
    return tuple(day for day in week if day.weekday() < 5 or day in wanted)


def day_head(district: District, days: SchoolDays, day: date) -> DayHead:
    """The day with its letter where all schools share one, and with what keeps it from being ordinary."""
    rows = [row for row in (days.row(school, day) for school in district.schools) if row]
    notes = [*_letter(rows, len(district.schools)), *_special(district, days, day)]
    closed = not any(days.has_school(school, day) for school in (*district.schools, EVERYWHERE))
    if closed and not notes and day.weekday() < 5:
        notes = ["No school"]
    return DayHead(date=day, note=" · ".join(notes), closed=closed)


def _letter(rows: list[CalendarDay], schools: int) -> list[str]:
    letters = {row.letter for row in rows}
    if len(rows) != schools or len(letters) != 1:
        return []
    return [f"{letter} day" for letter in letters if letter]


def _special(district: District, days: SchoolDays, day: date) -> list[str]:
    """'Veterans Day', or 'Testing: Lincoln Middle' where it does not hold for every school."""
    schools_by_note: dict[str, list[str]] = {}
    for school in district.schools.values():
        row = days.row(school.id, day)
        if row and row.day_type is not DayType.SCHOOL:
            schools_by_note.setdefault(_note(row), []).append(school.name)
    return [
        note if len(names) == len(district.schools) else f"{note}: {listed(names)}"
        for note, names in schools_by_note.items()
    ]


def _note(row: CalendarDay) -> str:
    """A day without school by its own name if it has one; another by its type, with its note."""
    word = "PD day" if row.day_type is DayType.PD else row.day_type.value.capitalize()
    if not row.day_type.has_school:
        return row.note or word
    return f"{word} ({row.note})" if row.note else word
