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
        for block in school_day.blocks:
            if not in_grade_band(person.grade, block.grade_band):
                continue
            if block.kind is BlockKind.PASSING:
                continue
            lesson = self._rows.get((person.id, school_day.letter, block.name)) or self._rows.get(
                (person.id, "", block.name)
            )
            yield Piece(
                span=block.span,
                doing=lesson.doing if lesson else _unsaid(self._district, block),
                block=block.name,
                subject=(lesson.subject or person.subject) if lesson else "",
            )


def _unsaid(district: District, block: BlockTime) -> Doing:
    """What a block without a row is taken for."""
    kinds = {
        BlockKind.TEACH: district.habits.rowless,
        BlockKind.PLC: Doing.PLC,
        BlockKind.LUNCH: Doing.LUNCH,
    }
    return kinds.get(block.kind, Doing.DUTY)
