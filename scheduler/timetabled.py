"""What a teacher's timetable says about one date, read straight from its rows.

The referee's own reading: it does not use `availability`, so that a mistake there cannot hide.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.district import BlockKind, District, Doing, Lesson, Person, PersonId
from scheduler.schoolday import BlockTime, SchoolDays, Span, in_grade_band


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block of somebody's date: what she does in it, and the subject when she teaches."""

    span: Span
    doing: Doing
    block: str
    subject: str = ""


class Timetable:
    """Everybody's pieces of a date, asked for by person and date and remembered."""

    def __init__(self, district: District, days: SchoolDays) -> None:
        self._district = district
        self._days = days
        self._rows: dict[tuple[PersonId, str, str], Lesson] = {}
        for lesson in district.timetable:
            self._rows.setdefault((lesson.person, lesson.letter, lesson.block), lesson)
        self._people = {lesson.person for lesson in district.timetable}
        self._known: dict[tuple[PersonId, date], tuple[Piece, ...]] = {}

    def pieces(self, person: PersonId, day: date) -> tuple[Piece, ...] | None:
        """The pieces of the date in order of time; None for somebody who has no timetable at all."""
        if person not in self._people:
            return None
        key = (person, day)
        if key not in self._known:
            self._known[key] = tuple(self._read(self._district.people[person], day))
        return self._known[key]

    def _read(self, person: Person, day: date) -> Iterator[Piece]:
        school_day = self._days.day(person.school, day) if person.school else None
        if school_day is None:
            return
        has_own_lunch = any(
            (lesson := self._row(person.id, school_day.letter, block))
            and lesson.doing is Doing.LUNCH
            for block in school_day.blocks
            if block.kind is BlockKind.LUNCH
        )
        for block in school_day.blocks:
            if not in_grade_band(person.grade, block.grade_band):
                continue
            if block.kind is BlockKind.PASSING:
                continue
            lesson = self._row(person.id, school_day.letter, block)
            if block.kind is BlockKind.LUNCH and lesson is None and has_own_lunch:
                continue  # somebody else's lunch
            yield Piece(
                span=block.span,
                doing=lesson.doing if lesson else _unsaid(self._district, block),
                block=block.name,
                subject=(lesson.subject or person.subject) if lesson else "",
            )

    def _row(self, person: PersonId, letter: str, block: BlockTime) -> Lesson | None:
        rows = self._rows
        return rows.get((person, letter, block.name)) or rows.get((person, "", block.name))


def _unsaid(district: District, block: BlockTime) -> Doing:
    """What a block without a row is taken for."""
    kinds = {
        BlockKind.TEACH: district.habits.rowless,
        BlockKind.PLC: Doing.PLC,
        BlockKind.LUNCH: Doing.LUNCH,
    }
    return kinds.get(block.kind, Doing.DUTY)
